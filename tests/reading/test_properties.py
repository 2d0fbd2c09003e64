"""Whatever stands in a workbook, reading it never raises and always says where it read."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as some

from kjr.reading.book import parse_book
from kjr.store.base import Area, Sheet, trim_grid
from tests.plans import COUNTY
from tests.typed import CAMPAIGN, UNIT

PLANS = [CAMPAIGN, COUNTY.campaign]
LEDGERS = [ledger for plan in PLANS for ledger in plan.ledgers]
WORDS = [
    name
    for ledger in LEDGERS
    for column in ledger.columns
    for name in (column.name, *column.aliases[:2])
]
MESS = [
    "合计",
    "同上",
    "一、市级",
    "示例",
    "注：略",
    "若干",
    "30余人",
    "5.30",
    "无",
    "—",
    "2018年",
    "30",
    "\n",
]
CELLS = (
    some.none()
    | some.sampled_from(WORDS)
    | some.sampled_from(MESS)
    | some.text(max_size=6)
    | some.floats()
    | some.booleans()
    | some.datetimes(dt.datetime(1899, 12, 31), dt.datetime(2100, 1, 1))
    | some.times()
    | some.timedeltas()
)
ROWS = some.lists(some.lists(CELLS, max_size=8), max_size=10)
AREAS = some.builds(
    lambda top, left, down, right: Area(top, left, top + down, left + right),
    *[some.integers(1, 6)] * 2,
    *[some.integers(0, 4)] * 2,
)
NAMES = some.sampled_from([ledger.name for ledger in LEDGERS]) | some.text(max_size=8)
SHEETS = some.builds(
    lambda name, rows, merged, tidy: Sheet(
        UNIT, name, trim_grid(rows) if tidy else tuple(map(tuple, rows)), tuple(merged)
    ),
    NAMES,
    ROWS,
    some.lists(AREAS, max_size=3),
    some.booleans(),
)


@settings(max_examples=250, deadline=None)
@given(some.lists(SHEETS, max_size=3), some.sampled_from(PLANS))
def test_no_workbook_makes_it_raise_and_rows_point_into_the_sheet(sheets, plan):
    for page in parse_book(sheets, plan):
        height = len(page.sheet.rows)
        assert all(1 <= entry.row <= height for entry in page.entries)
        assert all(0 <= problem.row <= height for problem in page.problems)
        assert all(1 <= row <= height for row, _ in page.skipped)


@settings(max_examples=150, deadline=None)
@given(some.integers(1, 400), some.integers(0, 4), some.integers(0, 3))
def test_what_stands_around_a_table_changes_nothing_of_it(people, down, right):
    header = ["走访日期", "走访地点/单位", "对象类别", "带队人", "带队人级别", "走访人次"]
    row = ["5月27日", "示例厂", "一线", "示例甲", "市级领导", float(people)]
    moved = [[None] * right + line for line in ([],) * down + (header, row)]
    (page,) = parse_book([Sheet(UNIT, "Sheet1", trim_grid(moved))], CAMPAIGN)
    (entry,) = page.entries
    assert entry.row == down + 2
    assert entry.values["走访人次"] == people == page.raw(entry.row, "走访人次")


@settings(max_examples=100, deadline=None)
@given(some.permutations(range(6)), some.lists(some.integers(1, 50), min_size=1, max_size=6))
def test_the_order_of_columns_changes_no_total(order, people):
    header = ["走访日期", "走访地点/单位", "对象类别", "带队人", "带队人级别", "走访人次"]
    rows = [
        ["5月27日", f"示例{n}厂", "一线", "示例甲", "市级领导", float(p)]
        for n, p in enumerate(people)
    ]
    moved = [[line[n] for n in order] for line in [header, *rows]]
    (page,) = parse_book([Sheet(UNIT, "Sheet1", trim_grid(moved))], CAMPAIGN)
    assert sum(entry.values["走访人次"] for entry in page.entries) == sum(people)


def test_a_column_merged_from_top_to_bottom_takes_no_time():
    rows = [["走访日期", "走访地点/单位", "走访人次"], ["5月27日", "示例厂", 3.0]]
    everything = Area(2, 1, 1_048_576, 1), Area(1, 4, 1, 16_384)
    (page,) = parse_book([Sheet(UNIT, "走访慰问", trim_grid(rows), everything)], CAMPAIGN)
    assert len(page.entries) == 1
