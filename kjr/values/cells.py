"""Cells as people typed them, the numbers behind days, and the words for where cells stand.

Spreadsheet programs number days: 43615 is 30 May 2019, and a 5.3 may be shown as a day.
"""

import datetime as dt
from functools import cache
from typing import Final

from kjr.values.spelling.characters import BLANKS

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""Whatever a spreadsheet hands us.  Numbers from .xlsx are always float."""

Row = tuple[Cell, ...]

ZERO: Final = dt.datetime(1899, 12, 30)
ZERO_1904: Final = dt.datetime(1904, 1, 1)
LEAP_1900: Final = 61
"""Programs count a 29 February 1900 that never was; days before it have a number less."""
EARLIEST: Final = dt.date(1910, 1, 1)
"""Nobody reports an earlier day: it is a number in a cell formatted as a date."""


def is_blank(cell: Cell) -> bool:
    """True for a cell people see as empty.

    >>> [is_blank(cell) for cell in (None, "", " \u3000", "\u200b", 0, False)]
    [True, True, True, True, False, False]
    """
    if isinstance(cell, str):
        return not cell.strip(BLANKS)
    return cell is None or cell != cell  # noqa: PLR0124 - NaN is what differs from itself


def format_cell(cell: Cell) -> str:
    """The text a person sees in a cell.

    >>> format_cell(13800001234.0), format_cell(" 入户 "), format_cell(dt.datetime(2019, 5, 30))
    ('13800001234', '入户', '2019-05-30')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell).strip()


def is_disguised_number(day: dt.date) -> bool:
    """Whether a day is a number in a cell formatted as a date."""
    return day.year < EARLIEST.year


def recover_number(day: dt.date, *, leaps: bool = True) -> float:
    """The number a cell holds that is shown as this day; only Excel ``leaps`` over a day of 1900.

    >>> recover_number(dt.datetime(1900, 1, 5, 7, 12)), recover_number(dt.date(1901, 6, 13))
    (5.3, 530.0)
    >>> recover_number(dt.datetime(1900, 1, 4, 7, 12), leaps=False)
    5.3
    """
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    days = (moment - ZERO) / dt.timedelta(days=1)
    return round(days - (leaps and days < LEAP_1900), 6)


def convert_serial_day(number: int, *, date1904: bool = False) -> dt.date:
    """The day a whole number stands for; ``date1904`` is for books that start in 1904.

    >>> str(convert_serial_day(43615)), str(convert_serial_day(42153, date1904=True))
    ('2019-05-30', '2019-05-30')
    """
    return ((ZERO_1904 if date1904 else ZERO) + dt.timedelta(number)).date()


@cache
def format_column_letters(column: int) -> str:
    """The letters above a column; the first is 1.

    >>> format_column_letters(1), format_column_letters(27)
    ('A', 'AA')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def parse_column_letters(letters: str) -> int:
    """The column under some letters; the first is 1.

    >>> parse_column_letters("A"), parse_column_letters("AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def format_address(row: int, column: int) -> str:
    """A cell's address as people read it, such as F12; both counts start at 1."""
    return f"{format_column_letters(column)}{row}"
