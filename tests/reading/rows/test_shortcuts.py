"""The quick way to read clean cells says exactly what the long way says."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kjr.campaign.columns import Choice, Count, Day, Link, Money, Person, Phone, Text
from kjr.reading.rows.cell_reading import read_cell
from kjr.reading.rows.shortcuts import build_column_shortcut

WINDOW = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
LIKED = Count("满意度", counter="%", most=100)
COLUMNS = [
    Text("主题"),
    Text("主题", longest=5),
    Count("人数", counter="人", least=3, doubt_above=50),
    LIKED,
    Money("金额", doubt_above=5000),
    Day("日期"),
    Choice("级别", options=("市级", "县级", "无")),
    Choice("标签", many=True, options=("树典型", "办实事")),
    Person("带队人"),
    Person("姓名", many=True),
    Phone("电话"),
    Link("链接"),
]
TYPED = [
    "示例厂",
    "无",
    "—",
    "-",
    "市级",
    "县级",
    "树典型",
    "林知远",
    "林知远、苏砚秋",
    "张三等5人",
    "13800001234",
    "0951-6000000",
    "138-0000-1234",
    "8613800001234",
    "第5版",
    "N/A",
    "未开展",
    "３０",
    "https://example.com/530",
    "http://",
    "64010219800101123X",
    "李示例：重度抑郁",
    "a¦b",
    "¦",
    "¦无",
]
TYPED += [
    "王 芳",
    " 示例",
    "示例 ",
    "示例\n厂",
    "示例\u200b",
    "王⼀",
    "Ａ厂",
    "示例\ufe0f",
    "a\u2011b",
    "示例\u2066",
]
CELLS = (
    some.sampled_from(TYPED)
    | some.text(max_size=8)
    | some.text("0123456789-—无未示例人余约、 ¦年月日.第版", min_size=1, max_size=8)
    | some.floats(allow_nan=False)
    | some.integers(-5, 10**7).map(float)
    | some.dates()
    | some.datetimes()
)


@settings(max_examples=400, deadline=None)
@given(
    some.sampled_from(COLUMNS),
    some.lists(CELLS.filter(lambda cell: cell != ""), min_size=1, max_size=4),
)
def test_agrees_with_the_long_way_or_leaves_it_to_it(column, cells):
    shortcut = build_column_shortcut(column)
    readings = [read_cell(column, cell, WINDOW) for cell in cells]
    if (quick := shortcut.read_all(cells)) is not None:
        assert list(quick) == [reading.value for reading in readings]
        assert not any(reading.about or reading.complaint for reading in readings)
    for value, reading in zip(shortcut.read_plain(cells), readings, strict=True):
        if value is not None:
            assert (value, False, None) == (reading.value, reading.about, reading.complaint)


def test_clean_cells_do_take_the_quick_way():
    clean = (
        ["示例现代农业产业园", "示例二厂"],
        [30.0, 12.0],
        [dt.date(2019, 5, 30)],
        ["市级", "县级"],
    )
    for column, cells in zip([COLUMNS[0], COLUMNS[2], COLUMNS[5], COLUMNS[6]], clean, strict=True):
        assert build_column_shortcut(column).read_all(cells) is not None


@pytest.mark.parametrize("others", [(), ("示例现代农业科技产业园区二厂",)])
def test_a_cell_of_just_a_mobiles_digits_has_all_of_them_looked_at(others):
    assert build_column_shortcut(COLUMNS[0]).read_all(["13800001234", *others]) is None
    assert build_column_shortcut(COLUMNS[0]).read_all(["1380000123", *others]) is not None


@pytest.mark.parametrize("number", [2.0, 51.0, 10.5, float("inf")])
def test_one_number_out_of_bounds_has_all_of_them_looked_at(number):
    assert build_column_shortcut(COLUMNS[2]).read_all([30.0, number, 40.0]) is None


@pytest.mark.parametrize(
    ("at", "cells", "plain"),
    [
        (
            0,
            ["示例厂", "无", " 示例二厂\u200b", 3.0, "a¦b"],
            ["示例厂", None, "示例二厂", None, None],
        ),
        (0, ["电话13800001234", "示例一九年"], [None, "示例一九年"]),
        (2, [30.0, 51.0, "约40", 40.0, 10.5], [30, None, None, 40, None]),
        (5, [dt.datetime(2019, 5, 30, 16), dt.date(2019, 5, 30)], [None, dt.date(2019, 5, 30)]),
        (6, ["市级", "省级", "县级"], ["市级", None, "县级"]),
        (9, ["林知远", "林知远、苏砚秋"], [("林知远",), None]),
        (
            10,
            [13800001234.0, 13800000000.0, 13800100000.0, 13800010000.0, 1380000123.5],
            ["13800001234", None, None, "13800010000", None],
        ),
    ],
)
def test_an_odd_cell_makes_no_other_slow(at, cells, plain):
    assert list(build_column_shortcut(COLUMNS[at]).read_plain(cells)) == plain


FIRST_DAY, EVE = dt.date(1910, 1, 1), dt.date(1909, 12, 31)


@pytest.mark.parametrize(
    ("column", "cells", "is_quick"),
    [
        (Count("场次", counter="场"), [0.0, 3.0], True),
        *((LIKED, cells, is_quick) for cells, is_quick in (([2.0], True), ([1.0], False))),
        *((Day("日期"), [day, dt.date(2019, 5, 30)], day == FIRST_DAY) for day in (FIRST_DAY, EVE)),
    ],
)
def test_what_stands_at_the_bounds_of_the_quick_way(column, cells, is_quick):
    shortcut = build_column_shortcut(column)
    assert (shortcut.read_all(cells) is not None) == is_quick
    assert (None not in shortcut.read_plain(cells)) == is_quick


@pytest.mark.parametrize(
    ("cells", "is_quick"),
    [
        *((["甲", "甲乙丙丁戊"], True), (["甲", "甲乙丙丁戊己"], False)),
        *((["甲乙丙丁戊己", "甲"], False), (["甲", 3.0], False)),
    ],
)
def test_one_text_that_is_too_long_has_all_of_them_looked_at(cells, is_quick):
    shortcut = build_column_shortcut(Text("主题", longest=5))
    assert (shortcut.read_all(cells) is not None) == is_quick
    assert (None not in shortcut.read_plain(cells)) == is_quick


@pytest.mark.parametrize("cells", [["示例厂", "电话13800001234"], ["电话13800001234", "示例厂"]])
def test_a_number_in_one_of_several_texts_has_all_of_them_looked_at(cells):
    assert build_column_shortcut(Text("主题", longest=50)).read_all(cells) is None


@pytest.mark.parametrize(("hour", "is_quick"), [(15, True), (16, False), (22, True), (23, False)])
def test_a_moment_that_may_be_midnight_has_all_of_them_looked_at(hour, is_quick):
    shortcut = build_column_shortcut(Day("日期"))
    cells = [dt.datetime(2019, 5, 30, hour), dt.datetime(2019, 5, 31)]
    assert (shortcut.read_all(cells) is not None) == is_quick
    assert (None not in shortcut.read_plain(cells)) == is_quick


@pytest.mark.parametrize(
    ("cells", "is_quick"), [([100.0], True), ([101.0], False), ([50, 60.0], True), ([True], False)]
)
def test_numbers_up_to_the_most_are_read_quickly_however_a_program_keeps_them(cells, is_quick):
    shortcut = build_column_shortcut(LIKED)
    assert (shortcut.read_all(cells) is not None) == is_quick
    assert (None not in shortcut.read_plain(cells)) == is_quick
