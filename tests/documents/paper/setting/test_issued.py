"""Red head, 文号 and 版记."""

from dataclasses import replace
from itertools import pairwise

import pytest

from kjr.documents.blocks import Annex, Letterhead, Paragraph
from kjr.documents.paper.setting.standard import EM, MM, PITCH, PORTRAIT, RED, Stroke
from tests.documents.paper.looking import FONTS, inks, lines, marks_of, pages, words

HEAD = Letterhead("银川市科学技术协会文件（示例）", "银科协发〔2019〕15号")
FOOT = Letterhead(
    copies="自治区科协，市委办公室。", printed="银川市科协办公室（示例）　2019年6月15日印发"
)


def strokes(sheet):
    return list(marks_of(sheet, Stroke))


def test_nothing_red_unless_asked_for():
    (page,) = pages(body=lines(1))
    assert RED not in {ink.colour for ink in inks(page)}


def test_the_issuer_stands_35_mm_below_the_edge_in_red():
    (page,) = pages(body=lines(1), letterhead=HEAD)
    issuer, number, *_ = inks(page)
    assert (issuer.text, issuer.colour) == (HEAD.issuer, RED)
    assert issuer.y - 0.88 * issuer.style.size == pytest.approx(35 * MM)
    assert number.text == HEAD.number


def test_the_red_rule_is_4_mm_below_the_number_and_as_wide_as_the_text():
    (page,) = pages(body=lines(1), letterhead=HEAD)
    _, number, title, *_ = inks(page)
    (rule,) = strokes(page)
    assert (rule.colour, rule.to_x - rule.x) == (RED, PORTRAIT.width)
    assert rule.y - (number.y + 0.12 * number.style.size) == pytest.approx(4 * MM)
    assert title.y - 0.5 * PITCH - (0.88 - 0.5) * 22 - rule.y == pytest.approx(2 * PITCH)


def test_the_lines_below_the_red_head_are_a_line_apart():
    (page,) = pages(addressee="自治区科协", body=lines(3), letterhead=HEAD)
    *_, to, one, two, three = inks(page)
    assert to.y < one.y
    assert [two.y - one.y, three.y - two.y] == pytest.approx([PITCH, PITCH])


def test_a_paper_that_goes_upward_names_who_signs_it():
    head = replace(HEAD, signers="张示例、李示例 王示例")
    (page,) = pages(body=lines(1), letterhead=head)
    _, word, first, second, number, *_ = inks(page)
    assert (word.text, first.text, second.text) == ("签发人：", "张示例　李示例", "王示例")
    assert first.style.role == second.style.role == "楷体"
    assert first.x == second.x
    assert first.x + 7 * EM == pytest.approx(PORTRAIT.width - EM)
    assert (number.x, number.y) == pytest.approx((EM, second.y))


LINES = Paragraph("科" * 300)
LONG = "银川市盐碱地改良与智慧灌溉技术协同创新团队示例学会文件"
LONGEST = f"银川市科学技术协会暨银川市全国科技工作者日活动组织委员会办公室（{LONG[:-2]}）文件"


@pytest.mark.parametrize(("name", "count"), [(LONG[:20], 1), (LONG, 2), (LONGEST, 3)])
def test_a_long_issuer_stays_on_the_page_and_larger_than_the_title(name, count):
    (page,) = pages(body=lines(1), letterhead=replace(HEAD, issuer=name))
    issuer, number = list(inks(page))[:count], list(inks(page))[count]
    assert "".join(ink.text for ink in issuer) == name
    (size,) = {ink.style.size for ink in issuer}
    assert size >= 22
    for ink in issuer:
        assert ink.x == pytest.approx((PORTRAIT.width - len(ink.text) * size) / 2, abs=size)
        assert len(ink.text) * size <= PORTRAIT.width + 0.01
    steps = [below.y - above.y for above, below in pairwise(issuer)]
    assert steps == pytest.approx([1.25 * size] * (count - 1))
    assert number.text == HEAD.number
    assert number.y - 0.88 * EM - (issuer[-1].y + 0.12 * size) == pytest.approx(2 * PITCH)


def test_a_head_of_any_length_leaves_room_for_text_on_its_page():
    head = replace(HEAD, issuer=LONGEST, signers="张示例、李示例、王示例")
    title = f"{LONGEST[:-2]}、{LONG}{LONG[:8]}2019年活动总结"
    first, *rest = pages(title=title, addressee="自治区科协", body=[LINES], letterhead=head)
    assert rest
    assert words(first).endswith("科" * 20)


def test_copies_and_printer_stand_at_the_foot_of_the_last_page():
    *_, last = pages(body=lines(30), letterhead=FOOT)
    rules = [stroke.y for stroke in strokes(last)]
    assert max(rules) == pytest.approx(PORTRAIT.height)
    assert len(rules) == 3
    *_, to, office, day = inks(last)
    assert to.text == "自治区科协，市委办公室。"
    assert (office.text, day.text) == ("银川市科协办公室（示例）", "2019年6月15日印发")


def test_the_foot_follows_the_annexes_and_is_never_across():
    annexes = [Annex("一览表", lines(1), landscape=True)]
    *_, last = pages(body=lines(1), annexes=annexes, letterhead=FOOT)
    assert last.frame == PORTRAIT
    assert words(last).startswith("抄送：")
    assert not last.is_numbered


def test_text_down_to_the_foot_sends_it_to_a_page_of_its_own():
    sheets = pages(title="", body=lines(22), letterhead=FOOT)
    assert [sheet.is_numbered for sheet in sheets] == [True, False]


def test_many_copies_turn_over():
    many = Letterhead(copies="，".join(f"第{n}家示例单位" for n in range(12)) + "。")
    (page,) = pages(body=lines(1), letterhead=many)
    assert many.copies in words(page)
    assert FONTS.missing(many.copies) == set()
