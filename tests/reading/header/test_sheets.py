"""Which ledger a header means where several know its words, and which tables follow on a sheet."""

from dataclasses import replace

import pytest

from kjr.reading.book import parse_book
from kjr.reading.header.captions import find_captions
from kjr.reading.header.header import read_headers
from kjr.reading.header.lexicon import build_lexicon
from kjr.reading.header.sheets import find_header_below, find_table_header, is_same_header
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
    assert pages[0].problems == ()
