"""Columns ready to be read: each cell once, and no cell taken for another."""

from dataclasses import replace

from kjr.reading.book import parse_book
from kjr.reading.header.lexicon import build_lexicon
from kjr.reading.header.sheets import find_table_header
from kjr.reading.rows.column_readers import MOST, SHORT, build_column_readers
from kjr.store.base import trim_grid
from tests.typed import CAMPAIGN, column, told, typed

HEADER = "走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次"


def visits(*amounts):
    """The page of a sheet of visits with these cells under 走访人次."""
    sheet = typed(HEADER)
    visit = "2019-05-27", "示例厂", "一线", "示例甲", "市级领导"
    rows = trim_grid([*sheet.rows, *((*visit, amount) for amount in amounts)])
    (page,) = parse_book([sheet._replace(rows=rows)], CAMPAIGN)
    return page


def test_a_tick_and_a_1_are_two_things_though_they_are_equal():
    assert column(visits(True, 1.0, 2.0), "走访人次") == [1, 2]
    assert column(visits(1.0, True, 2.0), "走访人次") == [1, 2]


def test_a_cell_that_stands_there_twice_is_doubted_twice():
    page = visits("3箱", "3箱")
    assert [cell for cell, _ in told(page) if cell.startswith("F")] == ["F2", "F3"]


def test_what_is_remembered_of_a_column_is_bounded_and_holds_no_long_text():
    header = find_table_header(typed(HEADER), build_lexicon(CAMPAIGN.ledgers))
    window = CAMPAIGN.first, CAMPAIGN.last
    memo = next(each.memo for each in build_column_readers(header, window, False, {}))
    for number in range(3 * MOST):
        memo.read_all((f"{number}日左右", 1.0))
    memo.read_all(("久" * (SHORT + 1), 1.0))
    assert len(memo) <= MOST
    assert all(len(str(cell)) <= SHORT for _, cell in memo)


def test_two_campaigns_with_a_ledger_of_one_name_share_no_memory():
    other = replace(CAMPAIGN.ledgers[0], columns=CAMPAIGN.ledgers[0].columns[:2])
    header = find_table_header(typed(HEADER), build_lexicon(CAMPAIGN.ledgers))
    window = CAMPAIGN.first, CAMPAIGN.last
    one = build_column_readers(header, window, False, {})
    two = build_column_readers(header._replace(ledger=other), window, False, {})
    assert one[0].memo is not two[0].memo
    assert one[0].memo is build_column_readers(header, window, False, {})[0].memo
