"""Which ledger a header means where several know its words, and which tables follow on a sheet."""

from dataclasses import replace

import pytest

from kjr.reading.book import parse_book
from kjr.reading.header.captions import find_captions
from kjr.reading.header.header import read_headers
from kjr.reading.header.lexicon import build_lexicon
from kjr.reading.header.sheets import find_header_below, find_table_header, is_same_header
from kjr.reading.page import SkippedRow
from kjr.store.base import Area
from tests.typed import CAMPAIGN, read, typed

SHARED = "日期 | 地点 | 参加人数"
"""Three ledgers know these words, and as well."""
LEXICON = build_lexicon(CAMPAIGN.ledgers)


def find(text, name="Sheet1"):
    header = find_table_header(typed(text, name), LEXICON)
    return header and header.ledger.name


@pytest.mark.parametrize("ledger", ["座谈观摩", "健康服务", "主题活动"])
def test_what_several_ledgers_know_is_that_of_the_title_or_of_the_sheets_name(ledger):
    assert find(SHARED) is None
    assert find(f"{ledger}情况\n{SHARED}") == ledger
    assert find(SHARED, ledger) == ledger
    assert find(f"主题活动情况\n{SHARED}", ledger) == ledger


@pytest.mark.parametrize(
    ("lines", "right", "is_near"),
    [(0, 0, True), (2, 0, True), (3, 0, False), (0, 2, True), (0, 3, False)],
)
def test_a_title_stands_at_the_left_of_one_of_the_three_lines_above_a_table_that_follows(
    lines, right, is_near
):
    gap = "\n".join([f"{' |' * right}健康服务情况", *["甲"] * lines])
    sheet = typed(f"日期 | 内容 | 类别\n5.29 | 甲 | 政策\n{gap}\n{SHARED}")
    current = find_table_header(sheet, LEXICON)
    below = find_header_below(sheet, LEXICON, len(sheet.rows), current)
    assert (below and below.ledger.name) == ("健康服务" if is_near else None)


@pytest.mark.parametrize(
    ("head", "ledger"), [("内容 | 备注", None), ("内容 | 日期 | 备注", "意见建议")]
)
def test_one_column_of_its_own_makes_no_ledger_even_under_its_name(head, ledger):
    page = read(f"{head}\n建议甲 | 5.29 | 无", "意见建议")
    assert page.ledger == ledger


@pytest.mark.parametrize(("lines", "number"), [(3, 1), (4, 2)])
def test_a_header_within_four_lines_below_another_ledgers_title_is_that_tables(lines, number):
    rows = "\n".join(["哪天去的 | 去了谁家 | 去了几回", *["5.27 | 示例厂 | 三"] * (lines - 1)])
    text = f"日期 | 内容 | 类别\n5.29 | 甲 | 政策\n走访慰问统计表\n{rows}\n日期 | 内容 | 类别"
    (page, *_) = parse_book([typed(text)], CAMPAIGN)
    said = [each for each in page.problems if "认不出表头" in each.message]
    assert len(said) == number - 1


def test_a_header_with_half_the_columns_of_another_is_that_repeated_and_with_fewer_is_none():
    def head(text):
        every = read_headers(typed(text), LEXICON, 1)
        return next(each for each in every if each.ledger.name == "意见建议")

    half = head("日期 | 内容")
    assert is_same_header(half, head("日期 | 内容 | 类别 | 状态"))
    assert not is_same_header(half, head("日期 | 内容 | 类别 | 状态 | 来源"))
    assert not is_same_header(head("内容 | 日期"), head("日期 | 内容"))


def test_a_ledger_that_asks_for_one_column_has_all_of_it_with_that_one():
    opinions = CAMPAIGN.ledger("意见建议")
    columns = tuple(replace(each, required=each.name == "内容") for each in opinions.columns)
    lexicon = build_lexicon((replace(opinions, columns=columns),))
    assert find_table_header(typed("日期 | 内容 | 来源"), lexicon).coverage == 1


def test_another_ledgers_title_right_below_the_header_ends_the_table_too():
    rows = "走访慰问统计表\n哪天去的 | 去了谁家 | 去了几回\n5.27 | 示例厂 | 三"
    page = read(f"日期 | 内容 | 类别\n{rows}")
    assert "第2至4行像「走访慰问」" in "".join(each.message for each in page.problems)


def test_a_wide_title_above_brings_no_words_far_right_under_a_header():
    sheet = typed("台账\n日期 | 内容 | 类别\n | | | | 甲", merged=(Area(1, 1, 1, 8),))
    found = find_captions(sheet, LEXICON, 2)
    assert [bottom for _, bottom, _ in found] == [2]


def test_a_title_above_a_header_that_is_known_is_that_tables():
    head = "走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
    row = "5.27 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3"
    text = f"日期 | 内容 | 类别\n5.29 | 甲 | 政策\n走访慰问统计表\n{head}\n{row}"
    pages = parse_book([typed(text)], CAMPAIGN)
    assert [(page.ledger, len(page.entries)) for page in pages] == [
        ("意见建议", 1),
        ("走访慰问", 1),
    ]
    assert (pages[0].problems, pages[0].last_row, pages[1].last_row) == ((), 3, None)


def test_a_column_without_a_header_may_be_the_first():
    page = read(" | 日期 | 内容 | 类别\n备用 | 5.29 | 甲 | 政策")
    assert "A列（没有表头）" in "".join(problem.message for problem in page.problems)


def test_a_header_may_have_three_lines_of_words_and_is_tried_with_each_number_of_them():
    line = "日期 | 内容 | 类别"
    found = find_captions(typed("\n".join([line] * 4)), LEXICON, 1)
    assert [(top, bottom) for top, bottom, _ in found] == [(1, 1), (1, 2), (1, 3)]


@pytest.mark.parametrize(("lines", "is_told"), [(0, True), (3, True), (4, False)])
def test_a_header_nobody_knows_stands_within_four_lines_below_its_title(lines, is_told):
    gap = "甲\n" * lines
    rows = f"走访慰问统计表\n{gap}哪天去的 | 去了谁家 | 去了几回\n5.27 | 示例厂 | 三"
    page = read(f"日期 | 内容 | 类别\n5.29 | 甲 | 政策\n{rows}")
    said = "".join(problem.message for problem in page.problems)
    assert (f"第3至{5 + lines}行像「走访慰问」" in said) == is_told
    assert page.last_row == (2 if is_told else None)
    assert (SkippedRow(3, "title") in page.skipped) == is_told
    assert (SkippedRow(5 + lines, "note") in page.skipped) == is_told


@pytest.mark.parametrize(("name", "ledger"), [("座谈", "座谈观摩"), ("健康", "健康服务")])
def test_two_letters_of_an_alias_are_enough_for_a_sheets_name(name, ledger):
    assert find(SHARED, name) == ledger


def test_headers_that_hold_something_else_are_named_among_the_strange_ones_from_the_left():
    head = "走访日期 | 走访地点 | 对象类别 | 走访对象数 | 带队人级别 | 走访人次 | 天气"
    page = read(f"{head}\n5.27 | 示例厂 | 一线 | 3 | 市级领导 | 3 | 晴")
    assert "没有对上的列：走访对象数、天气" in page.problems[-1].message


def test_a_tick_under_photographs_says_nothing_of_how_far_the_row_is():
    head = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次 | 照片"
    page = read(f"{head}\n6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300 | √")
    assert (page.columns["佐证"], page.progress) == (8, 0)


def test_a_word_that_several_ledgers_know_tells_as_much_less_of_one():
    every = next(read_headers(typed("日期 | 内容"), LEXICON, 1))
    shares = {match.column: match.share for match in every.matches}
    assert shares["日期"] == 1 / len(LEXICON.words["日期"]) < 1


def test_a_header_weighs_what_its_words_tell_and_twice_the_part_that_is_there():
    header = find_table_header(typed("日期 | 内容 | 类别"), LEXICON)
    assert (header.coverage, round(header.weight - header.told, 6)) == (1, 2)


def test_titles_and_headers_above_the_rows_are_listed_and_blank_lines_are_not():
    page = read("台账\n\n日期 | 内容 | 类别\n5.29 | 甲 | 政策")
    assert [tuple(each) for each in page.skipped] == [(1, "title"), (3, "header")]


def test_what_stands_above_and_below_is_one_name_before_the_lower_word_is_one():
    head = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者 | 服务群众\n | | | | | 人数 | 人次"
    page = read(f"{head}\n6月1日 | 科普大集 | 科普 | 示例科协 | 广场 | 3 | 300")
    assert (page.columns["志愿者人数"], page.columns["服务群众人次"]) == (6, 7)
