"""One column of a table, ready to read its cells: in bulk where they are plain, else each once."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.campaign.columns import Column, Count, Money, Value
from kjr.campaign.model import Ledger
from kjr.reading.header.header import Header
from kjr.reading.header.scales import find_column_counter, find_scale, unscale_cell
from kjr.reading.rows.cell_reading import read_cell
from kjr.reading.rows.shortcuts import Shortcut, build_ledger_shortcuts
from kjr.values.cells import Cell
from kjr.values.readings import Reading

Window = tuple[dt.date, dt.date]
Found = Value | Reading[Value] | None
"""A cell's value, its reading where there is more to say, None for a blank one."""

SHORT: Final = 60
"""No longer text is remembered."""
MOST: Final = 512
"""No more cells of one column are."""


class Memo(dict[tuple[type, Cell], "Value | Reading[Value]"]):
    """Cell → its value, or its reading where there is more to say; each is read only once.

    Known by its type as well, for a tick is not 1 though they are equal.  The words for options,
    days and amounts are much the same in all books, so that a column's memo serves them all.
    """

    def __init__(
        self, column: Column, shortcut: Shortcut, window: Window, date1904: bool, unit: str
    ) -> None:
        self.column, self.window, self.date1904, self.unit = column, window, date1904, unit
        self.shortcut = shortcut

    def read_all(self, cells: Sequence[Cell]) -> Sequence[Found]:
        """What each cell means; None for a blank one."""
        if found := self._quickly(cells):
            return found
        filled = [cell for cell in cells if cell is not None]
        plain = self._quickly(filled) if len(filled) < len(cells) else None
        rest: Iterator[Found] = iter(plain or self._read_filled(filled))
        return [None if cell is None else next(rest) for cell in cells]

    def _quickly(self, cells: Sequence[Cell]) -> Sequence[Value] | None:
        return self.shortcut.read_all(cells) if cells and not self.unit else None

    def _read_filled(self, cells: Sequence[Cell]) -> Sequence[Found]:
        """Each cell, quickly if it is plain: one that is odd makes no other slow."""
        if self.unit:
            return [self[type(cell), cell] for cell in cells]
        plain = self.shortcut.read_plain(cells)
        return [
            self[type(cell), cell] if value is None else value
            for cell, value in zip(cells, plain, strict=True)
        ]

    def __missing__(self, key: tuple[type, Cell]) -> Value | Reading[Value]:
        _, cell = key
        value = self._closely(cell)
        if not (isinstance(cell, str) and len(cell) > SHORT):
            if len(self) >= MOST:
                self.clear()
            self[key] = value
        return value

    def _closely(self, cell: Cell) -> Value | Reading[Value]:
        meant = unscale_cell(cell, self.unit) if self.unit else cell
        reading = read_cell(self.column, meant, self.window, self.date1904)
        is_odd = reading.value is None or reading.about or reading.complaint
        return reading if is_odd else reading.value  # type: ignore[return-value]  # not None


class ColumnReader(NamedTuple):
    """One column of a table, ready to read its cells."""

    name: str
    at: int
    """The sheet's column, first is 0."""
    memo: Memo
    is_required: bool
    is_amount: bool


def build_column_readers(
    header: Header, window: Window, date1904: bool, above: Mapping[str, str]
) -> tuple[ColumnReader, ...]:
    """A reader for each recognised column; ``above`` as ``read_scales_above`` gives it."""
    matches = {match.column: match for match in header.matches}
    found: list[ColumnReader] = []
    for column in header.ledger.columns:
        if match := matches.get(column.name):
            counter = find_column_counter(column)
            larger = find_scale(match.text, counter, above) if counter else ""
            memo = _remember(header.ledger, column.name, window, date1904, larger)
            is_amount = isinstance(column, Count | Money)
            found.append(ColumnReader(column.name, match.at - 1, memo, column.required, is_amount))
    return tuple(found)


@lru_cache(maxsize=512)
def _remember(ledger: Ledger, name: str, window: Window, date1904: bool, unit: str) -> Memo:
    shortcut = build_ledger_shortcuts(ledger)[name]
    return Memo(ledger.column(name), shortcut, window, date1904, unit)
