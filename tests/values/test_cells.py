"""Cells as people see them, and the numbers behind days."""

import datetime as dt

import pytest

from kjr.values.cells import (
    convert_serial_day,
    format_address,
    format_cell,
    format_column_letters,
    is_blank,
    is_disguised_number,
    parse_column_letters,
    recover_number,
)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        *((dt.date(1900, 1, 1), 1), (dt.date(1900, 2, 28), 59), (dt.date(1900, 3, 1), 61)),
        *((dt.date(1901, 6, 13), 530), (dt.datetime(1900, 1, 5, 7, 12), 5.3)),
    ],
)
def test_a_number_shown_as_a_day_is_the_number_that_was_typed(day, number):
    assert recover_number(day) == number


def test_only_excel_counts_a_day_in_1900_that_never_was():
    assert recover_number(dt.date(1900, 2, 28), leaps=False) == 60
    assert recover_number(dt.date(1900, 3, 1), leaps=False) == 61


def test_no_day_before_1910_is_one():
    days = dt.date(1909, 12, 31), dt.date(1910, 1, 1)
    assert list(map(is_disguised_number, days)) == [True, False]


def test_a_books_days_begin_where_its_program_says():
    assert convert_serial_day(1) == dt.date(1899, 12, 31)
    assert convert_serial_day(1, date1904=True) == dt.date(1904, 1, 2)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_have_letters(column, letters):
    assert format_column_letters(column) == letters
    assert parse_column_letters(letters) == column
    assert format_address(12, column) == f"{letters}12"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        *((None, ""), (True, "是"), (False, "否"), (3.0, "3"), (3.5, "3.5"), (3, "3")),
        *((dt.datetime(2019, 5, 30), "2019-05-30"), (dt.date(2019, 5, 30), "2019-05-30")),
        *((dt.datetime(2019, 5, 30, 9, 30), "2019-05-30 09:30:00"), (dt.time(0), "00:00:00")),
        *((" 甲 ", "甲"), (float("inf"), "inf")),
    ],
)
def test_a_cell_is_the_text_people_see(cell, seen):
    assert format_cell(cell) == seen


def test_what_is_no_number_is_blank():
    assert list(map(is_blank, (float("nan"), 0.0, "\u200b\n", "0"))) == [True, False, True, False]
