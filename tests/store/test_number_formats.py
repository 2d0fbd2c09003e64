"""What the formats that programs know by number show: each range of them at both its ends."""

import datetime as dt

import pytest

from kjr.store.number_formats import (
    show_month,
    shows_day,
    shows_duration,
    shows_moment,
    shows_only_month,
    shows_only_weekday,
)

DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
CLOCKS = {*range(18, 22), *range(32, 36), *range(45, 48), 55, 56}


@pytest.mark.parametrize("number", range(70))
def test_a_format_known_by_number_shows_what_every_program_shows_by_it(number):
    assert shows_day(number) == (number in DAYS)
    assert shows_moment(number) == (number in DAYS | CLOCKS)
    assert shows_duration(number) == (number == 46)


@pytest.mark.parametrize(
    ("code", "is_day", "is_moment", "is_duration"),
    [
        ("yyyy-mm-dd", True, True, False),
        ('m"月"d"日"', True, True, False),
        ("[$-804]aaaa;@", True, True, False),
        ("mmm-yy", True, True, False),
        ('m"月"', True, True, False),
        ("yyyy-mm-dd hh:mm", True, True, False),
        ("h:mm", False, True, False),
        ("mm:ss", False, True, False),
        ('h"时"mm"分"', False, True, False),
        ("[h]:mm:ss", False, True, True),
        ("[MM]:ss", False, True, True),
        ('0.0"小时"', False, False, False),
        ('#,##0"days"', False, False, False),
        ("[Red]0.00", False, False, False),
        ("General", False, False, False),
        ("G/通用格式", False, False, False),
        ("@", False, False, False),
        ("", False, False, False),
    ],
)
def test_a_format_of_ones_own_is_told_by_its_letters(code, is_day, is_moment, is_duration):
    assert (shows_day(0, code), shows_moment(0, code)) == (is_day, is_moment)
    assert shows_duration(0, code) == is_duration


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (dt.date(2019, 5, 1), "2019年5月"),
        (dt.date(2019, 5, 2), dt.date(2019, 5, 2)),
        (dt.date(1900, 5, 1), dt.date(1900, 5, 1)),
        ("5月", "5月"),
        (None, None),
    ],
)
def test_only_the_first_of_a_month_is_shown_as_the_month(cell, shown):
    assert show_month(cell) == shown


@pytest.mark.parametrize(
    ("code", "is_month", "is_weekday"),
    [
        ('yyyy"年"m"月"', True, False),
        ("mmm-yy", True, False),
        ("[$-804]MMMM", True, False),
        ("[$-804]aaaa;@", False, True),
        ("AAA", False, True),
        ("m-d aaa", False, False),
        ("yyyy", False, False),
        ("yyyy-mm-dd", False, False),
        ("mm:ss", False, False),
        ("h AM/PM", False, False),
        ("0.0", False, False),
        ('0"m"', False, False),
        (r"\m\a", False, False),
        ("General", False, False),
        ("", False, False),
    ],
)
def test_a_format_that_shows_a_month_or_a_weekday_alone_is_told(code, is_month, is_weekday):
    assert (shows_only_month(code), shows_only_weekday(code)) == (is_month, is_weekday)
