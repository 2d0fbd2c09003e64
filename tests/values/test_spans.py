"""Days and spans of days, at the edges of months, of years and of the window."""

import datetime as dt

import pytest

from kjr.values.spans import (
    Span,
    complete_day,
    complete_year,
    count_days_outside,
    find_last_day,
    format_span,
    parse_day_piece,
    parse_day_pieces,
)

WINDOW = Span(dt.date(2019, 5, 21), dt.date(2019, 6, 10))
WINTER = Span(dt.date(2019, 12, 20), dt.date(2020, 1, 15))


def ends(*pieces, window=WINDOW):
    found = parse_day_pieces(pieces, window)
    return found and [f"{span.first:%m%d}-{span.last:%m%d}" for span in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(("5月上旬", "0501-0510"), ("5月初", "0501-0510"), ("5月中旬", "0511-0520")),
        *(("5月中", "0511-0520"), ("5月下旬", "0521-0531"), ("6月底", "0621-0630")),
        *(("6月末", "0621-0630"), ("5月中上旬", "0501-0520"), ("5月上中旬", "0501-0520")),
        *(("6月中下旬", "0611-0630"), ("5月", "0501-0531"), ("6月份", "0601-0630")),
        *(("2019.2月底", "0221-0228"), ("2020.2月底", "0221-0229")),
    ],
)
def test_parts_of_a_month_are_the_days_they_mean(text, said):
    assert ends(text) == [said]


@pytest.mark.parametrize("text", ["下旬", "13月", "5月半", "5月某日", "", "2.30", "32"])
def test_what_is_no_part_of_any_month_is_no_day(text):
    assert parse_day_piece(text, WINDOW, None) is None


def test_what_a_second_end_leaves_out_is_taken_from_the_first():
    assert ends("5.28", "31") == ["0528-0528", "0531-0531"]
    assert ends("5月上旬", "中旬") == ["0501-0510", "0511-0520"]
    assert ends("5.28", "32") is None
    assert ends("5.28", "310") is None


@pytest.mark.parametrize(
    ("first", "second", "year"),
    [
        *(("2019.12.28", "1.3", 2020), ("2019.12.28", "2.3", 2020), ("2019.11.30", "1.3", 2020)),
        *(("2019.12.28", "3.3", 2019), ("2019.11.30", "2.3", 2019), ("2019.10.30", "1.3", 2019)),
        *(("2018.5.28", "6.3", 2018), ("5.28", "6.3", 2019)),
    ],
)
def test_days_that_run_over_new_year_end_in_the_next_one(first, second, year):
    _, span = parse_day_pieces([first, second], WINDOW)
    assert span.last.year == year


def test_a_year_of_two_digits_is_only_ever_the_campaigns():
    assert [complete_year(digits, WINTER) for digits in ("19", "20", "21")] == [2019, 2020, None]
    assert [complete_year(digits, WINDOW) for digits in ("2021", "", None)] == [2021, None, None]


@pytest.mark.parametrize(
    ("month", "day", "said"),
    [
        *((12, 19, "2019-12-19"), (12, 31, "2019-12-31"), (1, 1, "2020-01-01")),
        *((2, 29, "2020-02-29"), (7, 1, "2020-07-01"), (2, 30, "None"), (13, 1, "None")),
        *((0, 1, "None"), (1, 0, "None")),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_the_window(month, day, said):
    assert str(complete_day(None, month, day, WINTER)) == said


def test_the_year_may_be_the_one_before_or_behind_the_windows():
    early, late = (Span(dt.date(2019, *d), dt.date(2019, *d)) for d in ((1, 5), (12, 28)))
    assert complete_day(None, 12, 28, early) == dt.date(2018, 12, 28)
    assert complete_day(None, 1, 5, late) == dt.date(2020, 1, 5)


def test_how_far_a_day_lies_outside_the_window():
    days = [dt.date(2019, 5, 20), WINDOW.first, dt.date(2019, 6, 1), WINDOW.last]
    days.append(dt.date(2019, 6, 12))
    assert [count_days_outside(day, WINDOW) for day in days] == [1, 0, 0, 0, 2]


def test_the_last_day_of_a_span_is_its_end():
    assert [find_last_day(each) for each in (WINDOW, WINDOW.first, 3)] == [
        *(WINDOW.last, WINDOW.first, None)
    ]
    assert format_span(WINDOW) == "2019-05-21 至 2019-06-10"
