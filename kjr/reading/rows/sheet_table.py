"""A table being read: where it is, what its columns mean, and what has been read of it so far."""

from collections.abc import Mapping, Sequence
from typing import Final

from kjr.campaign.columns import Value
from kjr.campaign.model import Campaign
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon
from kjr.reading.header.progress_column import find_progress_column
from kjr.reading.header.scales import read_scales_above
from kjr.reading.header.sheets import collect_row_texts
from kjr.reading.joined_cells import JoinedColumn
from kjr.reading.page import Entry, Problem, SkippedRow, build_problem
from kjr.reading.rows.column_readers import build_column_readers
from kjr.reading.rows.judging import JudgedRow
from kjr.store.base import Sheet
from kjr.values.readings import CellProblem, Level

NEAR: Final = 4
"""So many rows above a header belong to its table."""


class SheetTable:
    """A sheet's table under a header, and what has been read of it so far."""

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        campaign: Campaign,
        lexicon: Lexicon,
        joined: Sequence[JoinedColumn] = (),
    ) -> None:
        self.sheet, self.header, self.lexicon, self.ledger = sheet, header, lexicon, header.ledger
        self.joined = {column.name: column for column in joined}
        above = collect_row_texts(sheet, max(1, header.top - NEAR), header.top)
        self.scales = read_scales_above(above)
        window = campaign.first, campaign.last
        self.readers = build_column_readers(header, window, sheet.date1904, self.scales)
        self.progress = find_progress_column(sheet, header, campaign.progress)
        self.parts = campaign.list_report_parts(self.ledger.name)
        self.has_rules = bool(self.ledger.assume or self.ledger.needs or self.ledger.limits)
        self.present = frozenset(reader.name for reader in self.readers)
        self.entries: list[Entry] = []
        self.skipped: list[SkippedRow] = []
        self.problems: list[Problem] = []
        self.read: dict[int, JudgedRow] = {}
        """Every row read as an entry, counted or not."""
        self.totals: dict[int, Mapping[str, Value]] = {}
        """The rows of sums (合计)."""
        self.signed = 0
        """The last row of signatures (落款)."""
        self.end: int | None = None
        """Its last row, where another table follows that nobody can read."""
        self.below: Header | None = None
        """The next table's header, if another one follows below."""

    @property
    def progress_at(self) -> int:
        """The number of the column that says how far each row is; 0 without one."""
        return self.progress.at if self.progress else 0

    @property
    def last_read(self) -> int:
        """The last row read as an entry, or the header's."""
        return next(reversed(self.read), self.header.bottom)

    def problem(
        self, row: int, column: str, level: Level, message: str, suggestion: str | None = None
    ) -> Problem:
        """What is odd about one of its cells, or about a whole row if no column is named."""
        what = CellProblem(level, message, suggestion)
        places = [(row, each.at + 1) for each in self.readers if each.name == column]
        return build_problem(self.sheet, row, column, what, *places)
