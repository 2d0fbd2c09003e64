"""Cells as people typed them, and the words for where they stand.

>>> format_address(12, 6)
'F12'
"""

import datetime as dt
import unicodedata
from typing import Final

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""Whatever a spreadsheet hands us.  Numbers from .xlsx are always float."""

Row = tuple[Cell, ...]

UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
INVISIBLE: Final = dict.fromkeys(map(ord, UNSEEN))
BLANKS: Final = UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))


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


def fold_text(text: str) -> str:
    """The text as one would compare it: half-width, no invisible characters, no outer space.

    >>> fold_text("３０\u200b人 ")
    '30人'
    """
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE).strip()


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
    """A cell's address as people read it; both counts start at 1."""
    return f"{format_column_letters(column)}{row}"
