"""Pages by GB/T 9704-2012: what stands where, what stays together, and no holes."""

import random
from itertools import pairwise, takewhile

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


ENDS = {
    "paragraphs of one line": lines(2),
    "headings between": [*lines(1), Heading(1, "八、打算"), Paragraph("【待补】")],
    "a table between": [*lines(2), table(COLUMNS, 3)],
    "one long paragraph": [Paragraph("字" * 100)],
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("annexes", [0, 1, 5])
@pytest.mark.parametrize("above", range(1, 45, 3))
def test_the_signature_has_two_lines_of_text_and_all_annexes_above_it(above, annexes, end):
    listed = [Annex(f"附表{number}", lines(1)) for number in range(1, annexes + 1)]
    sheets = pages(body=[*lines(above), *ENDS[end], SIGNED], annexes=listed)
    (last,) = [sheet for sheet in sheets if SIGNED.day in words(sheet)]
    said = [ink.text for ink in inks(last)]
    assert said[-2:] == [SIGNED.host, SIGNED.day]
    assert all(any(annex.title in text for text in said) for annex in listed)
    text = [slab for _, slab, _ in last.placed if slab.path[0].kind == "P"]
    assert len([slab for slab in text if slab.path[0].serial[0] != "annex"]) >= 2


@pytest.mark.parametrize("above", range(22, 40))
def test_lines_stand_closer_rather_than_leave_a_hole_before_the_signature(above):
    listed = [Annex(f"附表{number}", lines(1)) for number in range(1, 6)]
    body = [
        sheet for sheet in pages(body=[*lines(above), SIGNED], annexes=listed) if not sheet.part
    ]
    assert max(map(emptiness, body[:-1])) <= 1 / 3
    steps = {round(b.y - a.y, 3) for a, b in pairwise(list(inks(body[0]))[1:])}
    assert len(steps) == 1
    assert 0.8 * (PITCH - EM) + EM - 0.001 <= min(steps) <= PITCH + 0.001


@pytest.mark.parametrize("above", range(10, 24))
def test_no_line_of_a_paragraph_stands_alone_at_either_end_of_a_page(above):
    body = [*lines(above), *(Paragraph("字" * length) for length in (40, 70, 99, 300))]
    sheets = pages(title="", body=body)
    for before, after in pairwise(sheets):
        *_, foot = [slab.path for _, slab, _ in before.placed]
        head, second, *_ = [slab.path for _, slab, _ in after.placed]
        if foot == head:
            assert before.placed[-2].slab.path == foot
            assert second == head


def test_the_day_stands_four_characters_in_and_the_host_over_its_middle():
    (page,) = pages(body=[*lines(1), SIGNED])
    *_, host, day = inks(page)
    assert PORTRAIT.width - day.x == pytest.approx((4 + 6.5) * EM)
    assert host.x + 13 * EM / 2 == pytest.approx(day.x + 6.5 * EM / 2)


@pytest.mark.parametrize("length", [4, 14, 17, 24, 27, 60])
def test_a_host_of_any_length_stays_on_the_page_over_the_middle_of_the_day(length):
    (page,) = pages(body=[*lines(1), Signature("银" * length, "2019年6月15日")])
    *hosts, day = [ink for ink in inks(page) if ink.text[0] in "银2"]
    assert "".join(host.text for host in hosts) == "银" * length
    middle = day.x + 6.5 * EM / 2
    for host in hosts:
        width = len(host.text) * EM
        assert host.x + width / 2 == pytest.approx(middle)
        assert 0 <= host.x < host.x + width <= PORTRAIT.width
    assert day.x + 6.5 * EM <= PORTRAIT.width - 4 * EM + 0.01


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
def test_no_page_is_more_than_a_third_empty_but_for_what_must_stay_whole(seed):
    sheets = pages(**anything(random.Random(seed)))
    for here, there in pairwise(sheets):
        if here.part == there.part:
            whole = find_height_of_whole(there)
            assert emptiness(here) < max(1 / 3, whole + 0.06), words(there)[:20]


def find_height_of_whole(sheet):
    """How much of a page must stay together at its head."""
    kept = takewhile(lambda each: each.slab.keep, sheet.placed)
    return sum(each.slab.height + each.slab.after for each in kept) / sheet.frame.height


@pytest.mark.parametrize("seed", range(40))
def test_nothing_leaves_the_page(seed):
    for sheet in pages(**anything(random.Random(seed))):
        assert emptiness(sheet) > -0.001
        assert all(-EM <= ink.x < sheet.frame.width for ink in inks(sheet))


def test_the_sample_has_twelve_pages():
    assert len(lay_out_document(sample(), FONTS)) == 12
