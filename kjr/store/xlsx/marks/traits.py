"""What calamine leaves out about a sheet, and where its cells stand."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kjr.store.base import Area, CellMark
from kjr.values.cells import Cell, parse_column_letters

Place = tuple[int, int]
"""Row and column; counts start at 1."""
Element = Any
"""lxml ships no types."""


class SheetTraits(NamedTuple):
    """What calamine leaves out about one sheet."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    date1904: bool = False
    uncomputed: frozenset[Place] = frozenset()
    marks: tuple[CellMark, ...] = ()
    shown: Mapping[Place, Cell] = {}
    """What stands in cells that calamine reads otherwise, e.g. #REF!."""
    merged: tuple[Area, ...] | None = None
    """Merged cells, where calamine does not tell them."""


def parse_address(address: str) -> Place | None:
    """Row and column of B12 or $B$12; None for anything else."""
    plain = address.replace("$", "").upper()
    letters = plain.rstrip("0123456789")
    is_address = letters.isascii() and letters.isalpha() and len(letters) < 4
    if not is_address or len(letters) == len(plain):
        return None
    return int(plain[len(letters) :]), parse_column_letters(letters)


def find_place(cell: Element) -> Place:
    """Where a cell of a sheet's part stands; one that does not say follows the one before it."""
    if said := parse_address(cell.get("r", "")):
        return said
    before = next(cell.itersiblings("{*}c", preceding=True), None)
    return find_row_number(cell.getparent()), 1 + (
        find_place(before)[1] if before is not None else 0
    )


def find_row_number(row: Element) -> int:
    """The number of a row; one that does not say follows the one before it."""
    if row.get("r", "").isdecimal():
        return int(row.get("r"))
    before = next(row.itersiblings("{*}row", preceding=True), None)
    return 1 + (find_row_number(before) if before is not None else 0)
