"""Pages by GB/T 9704-2012: what stands where, what stays together, and no holes."""

import random

import pytest

from kjr.documents.blocks import (
    Align,
    Annex,
    Bar,
    Bars,
    Document,
    Heading,
    Paragraph,
    Signature,
    TableColumn,
)
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.standard import EM, LANDSCAPE, MM, PITCH, PORTRAIT
from tests.documents.paper.looking import FONTS, emptiness, inks, lines, pages, table, words
from tests.documents.paper.prose import PROSE
from tests.documents.paper.sample import sample

SIGNED = Signature("银川市科学技术协会（示例）", "2019年6月15日")
COLUMNS = [TableColumn("单位", 2), TableColumn("场次", 1, Align.RIGHT)]


def found(sheets, text):
    """The first page and piece of text that says so."""
    return next((sheet, ink) for sheet in sheets for ink in inks(sheet) if ink.text == text)


def test_a_page_holds_22_lines_of_28_characters():
    (first, *_) = pages(title="", body=[Paragraph("字" * 28 * 40, indent=False)])
    texts = [ink.text for ink in inks(first)]
    assert texts == ["字" * 28] * 22
    assert pytest.approx(156 * MM) == 28 * EM
    assert pytest.approx(225 * MM, rel=1e-3) == 21 * PITCH + EM


def test_a_paragraph_begins_two_characters_in_and_turns_over_flush():
    (page,) = pages(title="", body=[Paragraph("字" * 40)])
    assert [ink.x for ink in inks(page)] == [2 * EM, 0]


def test_each_line_typed_is_a_paragraph_of_its_own():
    (page,) = pages(title="", body=[Paragraph("一是好。\n二是快。")])
    assert [(ink.x, ink.text) for ink in inks(page)] == [(2 * EM, "一是好。"), (2 * EM, "二是快。")]


def test_one_line_is_empty_between_title_and_addressee():
    (page,) = pages(title="活动总结", addressee="自治区科协", body=lines(1))
    title, to, first = inks(page)
    assert (title.text, to.text, first.text) == ("活动总结", "自治区科协：", "第1段。")
    assert to.x == 0
    assert first.y - to.y == pytest.approx(PITCH)
    assert round((to.y - title.y) / PITCH) == 2


@pytest.mark.parametrize(("level", "font"), [(1, "黑体"), (2, "楷体"), (3, "仿宋"), (4, "仿宋")])
def test_headings_have_the_faces_of_the_standard(level, font):
    (page,) = pages(body=[Heading(level, "一、示例"), *lines(1)])
    _, heading, _ = inks(page)
    assert heading.style.role == font


@pytest.mark.parametrize("above", range(15, 24))
def test_a_heading_never_ends_a_page(above):
    body = [*lines(above), Heading(1, "一、标题"), Heading(2, "（一）小标题"), *lines(30)]
    for sheet in pages(title="", body=body):
        assert not list(inks(sheet))[-1].text.endswith("标题")


@pytest.mark.parametrize("above", range(1, 50))
def test_the_signature_never_stands_alone(above):
    last = pages(body=[*lines(above), SIGNED])[-1]
    said = [ink.text for ink in inks(last)]
    assert said[-2:] == [SIGNED.host, SIGNED.day]
    assert said[-3] == f"第{above}段。"


def test_the_day_stands_four_characters_in_and_the_host_over_its_middle():
    (page,) = pages(body=[*lines(1), SIGNED])
    *_, host, day = inks(page)
    assert PORTRAIT.width - day.x == pytest.approx((4 + 6.5) * EM)
    assert host.x + 13 * EM / 2 == pytest.approx(day.x + 6.5 * EM / 2)


def test_annexes_are_listed_before_the_signature():
    annexes = [Annex("统计表", lines(1)), Annex("一览表", lines(1))]
    first, *_ = pages(body=[*lines(1), SIGNED], annexes=annexes)
    said = words(first)
    assert said.index("第1段。") < said.index("统计表") < said.index("一览表") < said.index("银川")
    assert "附件：" in said
    assert "1. " in said


def test_a_single_annex_bears_no_number():
    first, second = pages(annexes=[Annex("统计表", lines(1))])
    assert "附件：" in words(first)
    assert "1. " not in words(first)
    assert words(second).startswith("附件统计表")


def test_an_annex_begins_a_page_with_its_title_on_the_third_line():
    _, page, _ = pages(annexes=[Annex("统计表", lines(1)), Annex("一览表", lines(1))])
    mark, title, _ = inks(page)
    assert (mark.text, title.text) == ("附件1", "统计表")
    assert mark.x == 0
    assert round((title.y - mark.y) / PITCH) == 2


def test_a_wide_annex_lies_across():
    *_, page = pages(annexes=[Annex("一览表", lines(1), landscape=True)])
    assert page.frame == LANDSCAPE


def test_the_snapshot_is_named_below_the_signature():
    (page,) = pages(body=[*lines(1), SIGNED], footer="快照7f3a21c")
    assert [ink.text for ink in inks(page)][-1] == "快照7f3a21c"


def test_an_empty_document_is_one_page():
    assert len(lay_out_document(Document("", "", []), FONTS)) == 1


def anything(dice):
    """A document of everything in any order, with text at its end."""
    body = [Heading(1, "一、标题")]
    for _ in range(dice.randint(4, 16)):
        match dice.randrange(6):
            case 0 if not isinstance(body[-1], Heading):
                body += [Heading(1, "一、标题"), Heading(2, "（一）标题")]
            case 1:
                body.append(table(COLUMNS, dice.randint(1, 60), note="单位：场"))
            case 2:
                bars = [Bar(f"指标{n}", n / 20, f"{n} 场") for n in range(dice.randint(1, 20))]
                body.append(Bars("图1　示例", bars))
            case _:
                body.append(Paragraph(dice.choice(PROSE)))
    annexes = [Annex("附件", [table(COLUMNS, 70)], landscape=dice.random() < 0.5)]
    body += [Paragraph(dice.choice(PROSE)), SIGNED]
    return {"body": body, "annexes": annexes, "footer": "快照7f3a21c"}


@pytest.mark.parametrize("seed", range(40))
def test_no_page_is_more_than_a_third_empty_but_the_last_of_a_part(seed):
    sheets = pages(**anything(random.Random(seed)))
    begins = [n for n, sheet in enumerate(sheets) if "附件附件" in words(sheet)[:6]]
    lasts = {number - 1 for number in begins} | {len(sheets) - 1}
    holes = [emptiness(sheet) for number, sheet in enumerate(sheets) if number not in lasts]
    assert max(holes, default=0) < 1 / 3


@pytest.mark.parametrize("seed", range(40))
def test_nothing_leaves_the_page(seed):
    for sheet in pages(**anything(random.Random(seed))):
        assert emptiness(sheet) > -0.001
        assert all(-EM <= ink.x < sheet.frame.width for ink in inks(sheet))


def test_the_sample_has_twelve_pages():
    assert len(lay_out_document(sample(), FONTS)) == 12
