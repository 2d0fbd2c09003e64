"""GB/T 9704-2012 clause by clause, measured on the finished page; docs/paper.md has the table."""

import datetime as dt
from io import BytesIO

import pypdf
import pytest

from kjr.documents.blocks import (
    Annex,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.setting.standard import MM, RED, Stroke
from tests.documents.paper.looking import FONTS, inks, lines, marks_of, pages

HEAD = Letterhead(
    "示例市科学技术协会文件",
    "某科协发〔2019〕15号",
    "市委办公室。",
    "示例办公室 2019年6月15日印发",
)
WHOLE = {
    "title": "活动总结",
    "addressee": "自治区科协",
    "body": [
        Heading(1, "一、情况"),
        Paragraph("科" * 700),
        Signature("示例市科协", "2019年6月15日"),
    ],
    "annexes": [Annex("统计表", lines(2)), Annex("一览表", lines(2))],
    "letterhead": HEAD,
}


def test_5_1_the_paper_is_a4():
    moment = dt.datetime(2019, 6, 15, tzinfo=dt.UTC)
    data = render_pdf(Document(**WHOLE), moment, FONTS).data
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        size = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        assert size == pytest.approx((210, 297), abs=0.01)


def test_5_2_1_the_text_keeps_its_margins():
    for sheet in pages(**WHOLE):
        assert (sheet.frame.left / MM, sheet.frame.top / MM) == pytest.approx((28, 37))
        for ink in inks(sheet):
            width = sum(FONTS.advances[ink.style.role][char] for char in ink.text)
            right = ink.x + ink.style.size * width + ink.spacing * (len(ink.text) - 1)
            assert ink.x + 0.5 * ink.style.size >= -0.01
            assert right <= 156 * MM + 0.5 * ink.style.size + 0.01
            assert ink.y - 0.88 * ink.style.size >= -0.01
            assert ink.y + 0.12 * ink.style.size <= 225 * MM + 0.01


def test_5_2_2_the_text_is_in_3_hao_fangsong():
    texts = [ink for sheet in pages(**WHOLE) for ink in inks(sheet) if ink.text.startswith("科科")]
    assert {ink.style.role for ink in texts} == {"仿宋"}
    assert {round(ink.style.size, 2) for ink in texts} == {15.79}


def test_5_2_4_all_is_black_but_the_red_head():
    table = Table("示例", [TableColumn("单位")], [["甲"]], remark="注：示例。")
    sheets = pages(**WHOLE | {"body": [*WHOLE["body"][:2], table, *WHOLE["body"][2:]]})
    red, black = (255, 0, 0), (0, 0, 0)
    texts = [ink for sheet in sheets for ink in inks(sheet)]
    rules = [rule for sheet in sheets for rule in marks_of(sheet, Stroke)]
    assert [ink.text for ink in texts if ink.colour == red] == [HEAD.issuer]
    assert len([rule for rule in rules if rule.colour == red]) == 1
    assert {mark.colour for mark in (*texts, *rules)} == {red, black}


def test_7_2_4_the_issuer_is_in_red_xiaobiaosong():
    issuer, *_ = inks(pages(**WHOLE)[0])
    assert (issuer.style.role, issuer.colour) == ("小标宋", RED)


def test_7_3_1_the_title_is_in_2_hao_xiaobiaosong_in_the_middle():
    (title,) = [ink for ink in inks(pages(**WHOLE)[0]) if ink.text == "活动总结"]
    assert (title.style.role, title.style.size) == ("小标宋", 22)
    assert title.x + 2 * 22 == pytest.approx(156 * MM / 2)


def test_7_3_3_the_first_page_bears_text():
    first, *_ = pages(**WHOLE)
    assert any(ink.text.startswith("科") for ink in inks(first))


def test_7_3_3_paragraphs_and_headings_begin_two_characters_in_and_have_their_faces():
    texts = ["一、甲", "（一）乙", "1.丙", "（1）丁"]
    heads = [Heading(level, text) for level, text in enumerate(texts, 1)]
    body = [*heads, Paragraph("科" * 60), *lines(1)]
    (page,) = pages(title="", body=body)
    *found, first, second, third, last = inks(page)
    assert [head.style.role for head in found] == ["黑体", "楷体", "仿宋", "仿宋"]
    assert {round(ink.style.size, 2) for ink in inks(page)} == {15.79}
    em = 156 * MM / 28
    places = [ink.x / em for ink in (*found, first, last)]
    assert places == pytest.approx([2, 1.5, 2, 1.5, 2, 2])  # the left half of （ is empty
    assert (second.x, third.x) == (0, 0)


def test_7_3_4_annexes_are_listed_below_an_empty_line_each_name_under_the_first():
    long = "各县（市）区科协和市属学会（协会、研究会）、企业科协活动情况一览表"
    body = [Paragraph("第一段。"), *WHOLE["body"][2:]]
    first, *_ = pages(body=body, annexes=[Annex("统计表", lines(1)), Annex(long, lines(1))])
    _, text, word, *listed, _, _ = inks(first)
    em = 156 * MM / 28
    line = 1.875 * em
    assert "".join(ink.text for ink in (word, *listed)) == f"附件：1. 统计表2. {long}"
    assert (word.x, word.y) == pytest.approx((2 * em, text.y + 2 * line))
    one, name, two, second, *_ = listed
    assert one.x == two.x == pytest.approx(5 * em)
    assert name.x == second.x
    rows = sorted({ink.y for ink in listed})
    assert rows == pytest.approx([word.y + place * line for place in range(3)])
    assert min(ink.x for ink in listed if ink.y == rows[-1]) == name.x


def test_7_3_5_4_the_day_is_written_whole_in_arabic_figures():
    days = [ink.text for sheet in pages(**WHOLE) for ink in inks(sheet) if "6月15日" in ink.text]
    assert days[0] == "2019年6月15日"


def test_7_3_7_the_mark_of_an_annex_is_in_3_hao_heiti_on_the_first_line():
    marks = [next(inks(sheet)) for sheet in pages(**WHOLE)[-2:]]
    assert [(mark.text, mark.style.role, mark.x) for mark in marks] == [
        ("附件1", "黑体", 0),
        ("附件2", "黑体", 0),
    ]


def test_7_4_1_the_imprint_has_heavy_rules_without_and_a_fine_one_within():
    rules = list(marks_of(pages(**WHOLE)[-1], Stroke))
    assert {rule.to_x - rule.x for rule in rules} == {156 * MM}
    widths = [rule.width / MM for rule in sorted(rules, key=lambda rule: rule.y)]
    assert widths == pytest.approx([0.35, 0.25, 0.35])
    assert max(rule.y for rule in rules) == pytest.approx(225 * MM)


def test_7_4_2_and_7_4_3_the_imprint_is_in_4_hao_one_character_in():
    *_, word, _, office, day = inks(pages(**WHOLE)[-1])
    assert (word.text, office.text, day.text) == ("抄送：", "示例办公室", "2019年6月15日印发")
    assert {ink.style.size for ink in (word, office, day)} == {14}
    assert word.x == office.x == 14
