"""What one row adds to a measure: an amount, or the things by which it is told apart."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from kjr.campaign.columns import Link, Value
from kjr.campaign.model import Ledger, Measure
from kjr.figures.sums.conditions import is_among, meets_conditions
from kjr.figures.sums.row_cells import Cells, split_names
from kjr.values.spelling.characters import unify_name

WEB_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
NOTHING: Final[Cells] = MappingProxyType({})

Key = tuple[Value, ...]
"""What tells one thing from another; rows that name the same thing share it."""


class Counted(NamedTuple):
    """One thing a row names; the row itself where a measure tells nothing apart."""

    amount: float
    """1, or what the added column holds."""
    key: Key | None = None
    """None where nothing is told apart."""
    apart: Cells = NOTHING
    """Column → which of the several things its cell names this one is."""


class RowCounter:
    """Counts the rows of one measure."""

    def __init__(self, ledger: Ledger, measure: Measure) -> None:
        self.measure = measure
        names = dict.fromkeys(name for key in measure.distinct for name in key)
        own = {column.name: column for column in ledger.columns}
        self._links = {name for name in names if isinstance(own.get(name), Link)}
        self._told_apart = {name: (name,) in measure.distinct for name in names}
        """Columns that tell things apart → whether one does so alone."""

    def count(self, cells: Cells) -> list[Counted]:
        """What a row counts as: nothing, once, or once for each thing it names."""
        return self.count_meeting(cells) if meets_conditions(cells, self.measure) else []

    def count_meeting(self, cells: Cells) -> list[Counted]:
        """The same of a row that is known to meet the measure's conditions."""
        measure = self.measure
        if not measure.distinct:
            return [Counted(read_amount(cells, measure))]
        found = []
        for apart in self._take_apart(cells):
            own = {**cells, **apart} if apart else cells
            if (key := self._find_key(own)) is not None:
                found.append(Counted(1, key, apart))
        return found

    def _take_apart(self, cells: Cells) -> list[Cells]:
        """A cell that names several things tells them apart only once each stands alone."""
        rows: list[Cells] = [NOTHING]
        for name, is_alone in self._told_apart.items():
            pieces = self._list_pieces(name, cells.get(name), is_alone=is_alone)
            if pieces is not None:
                rows = [{**row, name: piece} for row in rows for piece in pieces]
        return rows

    def _list_pieces(self, name: str, cell: Value | None, *, is_alone: bool) -> list[str] | None:
        """The things a cell names that the measure asks for; None if it names only one."""
        if is_alone and isinstance(cell, str):
            cell = pieces if len(pieces := split_names(cell)) > 1 else cell
        if not isinstance(cell, tuple):
            return None
        accepted = self.measure.where.get(name)
        return [str(each) for each in cell if accepted is None or is_among(str(each), accepted)]

    def _find_key(self, cells: Cells) -> Key | None:
        """The first of the measure's keys whose columns are all filled."""
        for columns in self.measure.distinct:
            parts = tuple(self._list_parts(cells, columns))
            if len(parts) == len(columns):
                return parts
        return None

    def _list_parts(self, cells: Cells, columns: tuple[str, ...]) -> Iterator[Value]:
        """A key's filled parts; 第5版 is a place in a paper, not an address."""
        for name in columns:
            cell = cells.get(name)
            if isinstance(cell, str):
                if name not in self._links:
                    yield unify_name(cell)
                elif WEB_ADDRESS.match(cell):
                    yield cell
            elif cell is not None:
                yield cell


def read_amount(cells: Cells, measure: Measure) -> float:
    """What a row that is told apart from no other adds: 1, or what the added column holds."""
    if not measure.sum:
        return 1
    amount = cells.get(measure.sum)
    return amount if isinstance(amount, int | float) else 0
