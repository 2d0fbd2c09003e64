"""Columns ready to be read: each cell once, and no cell taken for another."""

from kjr.reading.book import parse_book
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
