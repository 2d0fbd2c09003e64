"""What a cell's number format shows of a moment: a day, a month alone, a time, hours that add up.

>>> [shows_only_month(each) for each in ('yyyy"年"m"月"', "mmm-yy", "yyyy-mm-dd", "mm:ss", "0.0")]
[True, True, False, False, False]
>>> [shows_only_weekday(each) for each in ("[$-804]aaaa;@", "aaa", "m-d aaa", "h AM/PM", "General")]
[True, True, False, False, False]
>>> [shows_day(0, each) for each in ('m"月"d"日"', "aaaa;@", "yyyy", "h:mm", "[h]:mm", "0.0", "")]
[True, True, True, False, False, False, False]
>>> [shows_moment(0, each) for each in ("yyyy", "h:mm", "[h]:mm", '0.0"d"', "General")]
[True, True, True, False, False]
>>> shows_day(14), shows_day(58), shows_day(20), shows_moment(20), shows_duration(46)
(True, True, False, True, True)
"""

import datetime as dt
import re
from typing import Final

from kjr.values.cells import Cell, is_disguised_number

MONTH_FORMATS: Final = frozenset((17, 27, 36, 50, 52, 57))
"""The formats every program knows by number: mmm-yy, and 年月 in Chinese programs."""
DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
"""The day formats that programs know by number, Chinese ones among them."""
CLOCKS: Final = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
"""Those that tell a time and no day."""
TALLIES: Final = frozenset({46})
"""Those that count hours beyond a day."""

TALLY: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DAY: Final = re.compile("[yd]|aaa|^[^hs:]*m[^hs:]*$")
CLOCK: Final = re.compile("[hs]|:")
SPOKEN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|general', re.IGNORECASE)
"""What a format says in words, and its colours and languages."""
SHOWN_MONTH: Final = re.compile(r"(\d{4})年([1-9]\d?)月", re.ASCII)
QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|;.*')


def shows_day(number: int, code: str = "") -> bool:
    """Whether a format, by its number or its own code, shows a day or the month of one."""
    return number in DAYS or bool(DAY.search(_strip_words(code)))


def shows_that_day(day: dt.date, number: int, code: str = "") -> bool:
    """Whether a format shows which day it is: the first under 年月 is taken for its whole month."""
    return shows_day(number, code) and not (day.day == 1 and shows_month(number, code))


def shows_month(number: int, code: str = "") -> bool:
    """Whether a format, by its number or its own code, shows a month and no day of it."""
    return number in MONTH_FORMATS or shows_only_month(code)


def shows_moment(number: int, code: str = "") -> bool:
    """Whether a format shows a day, a time or a duration."""
    is_clock = number in CLOCKS or bool(CLOCK.search(_strip_words(code)))
    return is_clock or shows_day(number, code) or shows_duration(number, code)


def shows_duration(number: int, code: str = "") -> bool:
    """Whether a format counts hours, minutes or seconds beyond a day."""
    return number in TALLIES or bool(TALLY.search(code))


def shows_only_month(pattern: str) -> bool:
    """Whether a number format shows a month and neither its day nor a time."""
    letters = set(QUOTED.sub("", pattern.lower()))
    return "m" in letters and not letters & set("dhs0#?@g")


def shows_only_weekday(pattern: str) -> bool:
    """Whether a number format shows the day of the week alone, as Chinese programs write it."""
    letters = set(QUOTED.sub("", pattern.lower()))
    return "a" in letters and not letters & set("ymdhs0#?/g")


def show_month(cell: Cell) -> Cell:
    """A month typed without a day, which programs keep as its first; any other cell as it is."""
    if isinstance(cell, dt.date) and cell.day == 1 and not is_disguised_number(cell):
        return f"{cell.year}年{cell.month}月"
    return cell


def read_month(text: str) -> dt.date | None:
    """The day with which programs keep a month that ``show_month`` shows; None for another text.

    >>> read_month("2019年5月"), read_month("2019年13月"), read_month("5月")
    (datetime.date(2019, 5, 1), None, None)
    """
    found = SHOWN_MONTH.fullmatch(text)
    is_month = found and int(found[1]) >= 1900 and 1 <= int(found[2]) <= 12
    return dt.date(int(found[1]), int(found[2]), 1) if found and is_month else None


def _strip_words(code: str) -> str:
    return SPOKEN.sub("", code).lower()
