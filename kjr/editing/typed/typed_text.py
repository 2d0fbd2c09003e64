"""What somebody typed or pasted as text, as a cell: a plain number is one, a plain day too."""

import datetime as dt
import re
from typing import Final, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.values.cells import Cell, format_cell, is_blank

WHOLE: Final = r"(?:0|[1-9]\d{0,2}(?:,\d{3}){1,3}|[1-9]\d{0,14})"
COUNT: Final = re.compile(rf"-?{WHOLE}(?:\.\d{{0,3}}[1-9])?", re.ASCII)
MONEY: Final = re.compile(rf"-?{WHOLE}(?:\.\d{{1,4}})?", re.ASCII)
LIKE_A_DAY: Final = re.compile(r"(?:[1-9]|1[0-2])\.[1-3]0", re.ASCII)
"""5.30 under a number may well be a day: it stays what was typed."""
PLAIN_DAY: Final = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", re.ASCII)


def show_typed_cell(cell: Cell) -> str | None:
    """A cell as the text one edits; unlike on paper no space of it is left out."""
    if is_blank(cell):
        return None
    return cell if isinstance(cell, str) else format_cell(cell)


def read_typed_text(column: Column, text: str | None, before: Cell = None) -> Cell:
    """The cell somebody means: what stood there if it reads the same, else a number, day or text.

    >>> from kjr.campaign.columns import Count
    >>> [read_typed_text(Count("人次"), text) for text in ("8", "30余人", "5.30", " ")]
    [8.0, '30余人', '5.30', None]
    """
    if text is not None and text == show_typed_cell(before):
        return before
    said = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    if is_blank(said):
        return None
    plain = said.strip()
    match column:
        case Count():
            return float(plain.replace(",", "")) if COUNT.fullmatch(plain) else said
        case Money():
            is_sum = MONEY.fullmatch(plain) and not LIKE_A_DAY.fullmatch(plain)
            return float(plain.replace(",", "")) if is_sum else said
        case Day():
            return _read_plain_day(plain) or said
        case Text() | Person() | Phone() | Link() | Choice():
            return said
        case _:
            assert_never(column)


def _read_plain_day(text: str) -> dt.date | None:
    """A day a workbook can hold as one: its days begin with 1900."""
    found = PLAIN_DAY.fullmatch(text)
    try:
        day = dt.date(*map(int, found.group(1, 3, 4))) if found else None
    except ValueError:
        return None
    return day if day and day.year >= 1900 else None
