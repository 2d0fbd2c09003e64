"""The three verbs every store keeps, and the grids it moves."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Final, NamedTuple, Protocol

from kjr.errors import KjrError
from kjr.values.cells import Cell, Row
from kjr.values.spelling.characters import BLANKS

Resolve = Callable[[str], str | None]
"""From a file's or spreadsheet's name to the unit it belongs to, or None."""


class Area(NamedTuple):
    """A rectangle of merged cells; counts start at 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class MarkKind(enum.StrEnum):
    """What stands on or beside a cell's value."""

    STRUCK = "struck"
    """The whole cell is struck out; its value is still in the grid."""
    CUT = "cut"
    """Part of its text is struck out, and no more in the grid; ``words`` says what."""
    NOTE = "note"
    """Somebody noted ``words`` at it."""
    RULED = "ruled"
    """A rule (conditional format) may strike cells of the range in ``words`` out."""
    PICTURE = "picture"
    """A picture stands in it, and no value."""
    VEILED = "veiled"
    """What is seen there is not what it holds, but ``words``; blank for nothing."""
    VEILING = "veiling"
    """A rule (conditional format) may make cells of the range in ``words`` go unseen."""


class CellMark(NamedTuple):
    """A mark on a cell; counts start at 1."""

    row: int
    column: int
    kind: MarkKind
    words: str = ""


class Sheet(NamedTuple):
    """One sheet as typed: ``rows[0]`` is row 1, a row's first cell is column A."""

    unit: str
    name: str
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    date1904: bool = False
    """Serial days in this book start in 1904 (old Excel on the Mac)."""
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    """Formula cells saved without a result, as (row, column); they read as blank."""
    file: str = ""
    """The side book it stands in; blank for the unit's own workbook."""
    marks: tuple[CellMark, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, None outside the grid; counts start at 1."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return line[column - 1] if 0 < column <= len(line) else None

    def changes(self, old: Sheet) -> Iterator[tuple[int, int, Cell]]:
        """The cells to set to turn ``old`` into this sheet: (row, column, value).

        >>> new = Sheet("甲", "走访", (("人数",), (3,)))
        >>> list(new.changes(Sheet("甲", "走访", (("人数",), (2,), (9,)))))
        [(2, 1, 3), (3, 1, None)]
        """
        for r, (mine, theirs) in enumerate(zip_longest(self.rows, old.rows, fillvalue=()), 1):
            for c, (cell, before) in enumerate(zip_longest(mine, theirs), 1):
                if cell != before:
                    yield r, c, cell


class StoredBook(NamedTuple):
    """A book a store holds for a unit."""

    file: str
    """Its name as people see it, e.g. 贺兰县科协.xlsx."""
    mark: str
    """Changes whenever the book does; compared with !=, never ordered."""
    changed: dt.datetime
    """When the store says it last changed (aware)."""
    sides: tuple[str, ...] = ()
    """The names of its side books, read with it."""


class Stray(NamedTuple):
    """A file that nobody counts, and why: shown to the office."""

    file: str
    reason: str


class Listing(NamedTuple):
    """Everything a store holds at one moment."""

    books: Mapping[str, StoredBook]
    strays: tuple[Stray, ...] = ()


UNKNOWN: Final = "认不出是哪个单位的，请把文件名改为单位全称"
DOUBLE: Final = "与“{}”同属一个单位，只读最近修改的那一份；请核对后删除"


class StoreUnavailableError(KjrError):
    """The store as a whole cannot be reached: folder gone, no network."""


class UnreadableError(KjrError):
    """One book cannot be read; the text says why and what to do."""


class UncertainWriteError(KjrError):
    """Nobody knows whether it was written: the answer was lost; the book itself will show it."""


class SheetChangedError(KjrError):
    """Someone else saved the sheet after we read it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(f"{sheet.unit}「{sheet.name}」刚被别人保存过，请核对后再保存")


class Store(Protocol):
    """The same three verbs for a folder, Google and memory."""

    def versions(self) -> Listing:
        """Every unit that has a book, with a mark that changes when the book does.

        Raises StoreUnavailableError when the store as a whole cannot be reached.
        """

    def read(self, unit: str) -> tuple[Sheet, ...]:
        """Every sheet of one unit's book, as whole grids; called from several threads at once.

        Raises UnreadableError, or StoreUnavailableError.
        """

    def write(self, new: Sheet, old: Sheet) -> None:
        """Change only the cells in which ``new`` differs from ``old``.

        Raises SheetChangedError if what is stored is no longer ``old``.
        """


def trim_grid(rows: Iterable[Iterable[Cell]]) -> tuple[Row, ...]:
    """Cells with one kind of blank, and nothing blank at the end of a row or of the sheet.

    A text that stands there often is kept once: most of a sheet's memory is its texts.

    >>> trim_grid([["a", 0, ""], ["", None], []])
    (('a', 0),)
    """
    texts: dict[str, str] = {}
    kept = [_trimmed(row, texts) for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _trimmed(row: Iterable[Cell], texts: dict[str, str]) -> Row:
    # As is_blank says it, but without a call for each of the thousands of cells: no text that
    # begins with an ideograph is blank.
    cells = [
        (texts.setdefault(cell, cell) if "\u3001" < cell < "\ue000" or cell.strip(BLANKS) else None)
        if type(cell) is str
        else (cell if cell == cell else None)  # noqa: PLR0124
        for cell in row
    ]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
