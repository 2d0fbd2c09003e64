"""What reading one sheet gives: entries, problems, and where everything stands."""

from collections.abc import Mapping
from typing import NamedTuple

from kjr.campaign.columns import Progress, Value
from kjr.reading.joined_cells import JoinedColumn, join_cells
from kjr.state.acts import Act
from kjr.store.base import Sheet
from kjr.values.cells import Cell, format_address, format_cell
from kjr.values.masks import mask_personal_data
from kjr.values.readings import CellProblem, Level

RowPlace = tuple[str, str, int]
"""Where an entry is written: unit, sheet, row."""


class Entry(NamedTuple):
    """One row of work done (条目), and where it is written.  It counts."""

    unit: str
    ledger: str
    sheet: str
    row: int
    values: Mapping[str, Value]
    """Column → value; blank and not-applicable cells are absent."""
    about: frozenset[str] = frozenset()
    """Columns whose number is approximate (约)."""
    not_applicable: frozenset[str] = frozenset()
    """Columns answered with — or 无."""
    progress: Progress | None = None
    """What the row says of itself in a column for it; it is never CANCELLED."""
    below: frozenset[str] = frozenset()
    """Columns that are about, and of which the writer said less (近50)."""
    bounds: Mapping[str, str] = {}
    """Column that is about → how its writer put it, as paper says it; none for a mere 约."""

    @property
    def place(self) -> RowPlace:
        """Where it is written."""
        return self.unit, self.sheet, self.row


class Problem(NamedTuple):
    """A cell somebody should look at, in the unit's own coordinates."""

    unit: str
    sheet: str
    row: int
    column: str
    """The ledger's name for the column; blank when the whole row or sheet is meant."""
    cell: str
    """Address such as F12; blank when the whole sheet is meant."""
    level: Level
    raw: str
    """What was typed, as seen."""
    message: str
    suggestion: str | None = None
    others: tuple[str, ...] = ()
    """Addresses of the other cells of the sheet of which the same is said, and asked once."""

    @property
    def is_blank(self) -> bool:
        """Whether it keeps a row from counting because nothing is typed there."""
        return self.level is Level.ERROR and bool(self.row) and not self.raw

    def __str__(self) -> str:
        """One line of the fix list (整改单)."""
        column = f"「{self.column}」" if self.column else ""
        row = f"第{self.row}行" if self.row else ""
        now = f"现为“{self.raw}”，" if self.raw else "："
        advice = f"；建议改为“{self.suggestion}”" if self.suggestion else ""
        return f"「{self.sheet}」{row}{column}{now}{self.message}{advice}"


def build_problem(
    sheet: Sheet, row: int, column: str, what: CellProblem, place: tuple[int, int] | None = None
) -> Problem:
    """What is odd in a sheet; ``place`` is the (row, column) of the cell, if it is about one."""
    cell = format_address(*place) if place else ""
    raw = mask_personal_data(format_cell(sheet.cell(*place))) if place else ""
    level, message, suggestion = what
    message = mask_personal_data(message)  # it may quote the cell
    return Problem(sheet.unit, sheet.name, row, column, cell, level, raw, message, suggestion)


class SkippedRow(NamedTuple):
    """A row that is no entry, and why.

    title, header, total, note, example, section, numbering, cancelled (it says 取消).
    """

    row: int
    why: str


class UnknownHeader(NamedTuple):
    """A header the campaign does not know; somebody should say what it means."""

    text: str
    column: str = ""
    """What it was read as, to be verified; blank if it was not read."""


class Page(NamedTuple):
    """One sheet understood.  ``ledger`` is None for a sheet we leave alone, with the reason."""

    sheet: Sheet
    ledger: str | None
    reason: str = ""
    header_row: int | None = None
    last_row: int | None = None
    """The last row before the next table of the sheet; None if no other follows."""
    columns: Mapping[str, int] = {}
    """Ledger column → the sheet's column number, first is 1."""
    joined: Mapping[str, JoinedColumn] = {}
    """Ledger column → the several columns it is read from; those are in no other of these."""
    fields: Mapping[str, tuple[int, int]] = {}
    """Only for vertical forms: ledger column → (row, column) of its cell."""
    identity: tuple[str, ...] = ()
    """The ledger's own columns by which people know a row."""
    entries: tuple[Entry, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    unknown: tuple[UnknownHeader, ...] = ()
    corrected: Mapping[tuple[int, str], Act] = {}
    """(row, column) of the cells the office corrected; a form is row 0."""
    progress: int = 0
    """The sheet's column that says how far each row is (开展情况); 0 without one."""

    def place(self, row: int, column: str) -> tuple[int, int] | None:
        """Where an entry's cell stands, as (row, column); None if the sheet lacks the column."""
        if column in self.fields:
            return self.fields[column]
        return (row, self.columns[column]) if column in self.columns else None

    def raw(self, row: int, column: str) -> Cell:
        """What was typed into an entry's cell, or what the cells of several columns make."""
        place = self.place(row, column)
        if joined := self.joined.get(column):
            return join_cells(joined, joined.list_cells(self.sheet, row))
        return self.sheet.cell(*place) if place else None

    def corrections(self, row: int) -> Mapping[str, Act]:
        """What the office said of an entry's cells: column → act."""
        row = 0 if self.fields else row
        return {column: act for (at, column), act in self.corrected.items() if at == row}

    def address(self, row: int, column: str) -> str:
        """The address of an entry's cell, blank if the sheet lacks the column."""
        if joined := self.joined.get(column):
            return "、".join(format_address(row, at) for at in joined.places)
        place = self.place(row, column)
        return format_address(*place) if place else ""

    def problem(self, row: int, column: str, level: Level, message: str) -> Problem:
        """What is odd about an entry's cell, or about its whole row if no column is named."""
        what, joined = CellProblem(level, message), self.joined.get(column)
        place = (row, joined.places[0]) if joined else self.place(row, column)
        return build_problem(self.sheet, row, column, what, place)
