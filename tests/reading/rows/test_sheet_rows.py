import pytest

from kjr.reading.rows.sheet_rows import is_numbering, list_sheet_rows
from kjr.store.base import Area, Sheet


@pytest.mark.parametrize("blank", [(), (None,), (None, None, None)])
def test_a_blank_row_is_no_row_however_wide_a_program_writes_it(blank):
    sheet = Sheet("示例学会", "台账", (("甲", "乙"), blank, ("一", 2)), ())
    assert [line.row for line in list_sheet_rows(sheet, 1)] == [1, 3]


def test_a_row_that_is_filled_by_a_merged_cell_alone_is_one():
    merged = (Area(1, 1, 2, 1),)
    sheet = Sheet("示例学会", "台账", (("甲", "乙"), (None, None)), merged)
    assert [line.cells for line in list_sheet_rows(sheet, 1)] == [("甲", "乙"), ["甲", None]]


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        *((("甲", 2.0, 3.0), True), (("甲", 3.0, 4.0), False)),
        *((("1", "2", "3"), True), (("甲", 1.0, 2.0), True), (("甲", "乙", "丙"), True)),
        *(((1.0, 2.0), False), ((1.0, None, 2.0, 3.0), True), ((1.0, 1.0, 2.0), True)),
        *(((1.0, 3.0, 4.0), False), ((1.5, 2.5, 3.5), False), (("（1）", "第2列", "3栏"), True)),
        *((("123456787", "123456788", "123456789"), True), (("1.0", "2.0", "3.0"), True)),
        *((("1234567890", "1234567891", "1234567892"), False), (("子", "丑", "寅"), False)),
    ],
)
def test_a_row_that_only_numbers_the_columns_goes_up_by_ones(cells, is_one):
    assert is_numbering(cells) == is_one


def test_what_stands_alone_in_a_row_is_no_row_that_ditto_means():
    rows = (5.28, "示例厂"), ("县区", "县区"), ("县区",), ("同上", "示例园")
    *_, last = list_sheet_rows(Sheet("示例学会", "台账", rows, ()), 1)
    assert list(last.cells) == [5.28, "示例园"]


def test_a_merged_cell_reaches_to_its_last_row_and_no_further():
    rows = ("甲", "一"), (None, "二"), (None, "三")
    lines = list_sheet_rows(Sheet("示例学会", "台账", rows, (Area(1, 1, 2, 1),)), 1)
    assert [list(line.cells) for line in lines] == [["甲", "一"], ["甲", "二"], [None, "三"]]
    assert [line.covered for line in lines] == [frozenset(), {0}, frozenset()]
