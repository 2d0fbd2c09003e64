"""A table being read: where it is, what its columns mean, and what has been read of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign, Ledger
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon
from kjr.reading.header.scales import read_scales_above
from kjr.reading.header.sheets import collect_row_texts
from kjr.reading.page import Entry, Problem, SkippedRow
from kjr.reading.rows.column_readers import ColumnReader, build_column_readers
from kjr.reading.rows.judging import JudgedRow
from kjr.reading.rows.totals import TotalRow
from kjr.store.base import Sheet
from kjr.values.cells import format_address, format_cell
from kjr.values.masks import mask_personal_data
from kjr.values.readings import CellProblem

NEAR: Final = 4
"""So many rows above a header belong to its table."""


class SheetTable(NamedTuple):
    """A table to read: where it is, and what each of its columns means."""

    sheet: Sheet
    header: Header
    readers: tuple[ColumnReader, ...]
    lexicon: Lexicon
    ledger: Ledger
    present: frozenset[str]
    """The ledger's columns that the sheet has."""
    units: Mapping[str, str]
    """What the lines above say of its numbers, as units_above."""
    has_rules: bool
    """The ledger has rules between columns."""

    def problem(self, row: int, column: str, complaint: CellProblem) -> Problem:
        """A complaint in its place."""
        at = next((reader.at + 1 for reader in self.readers if reader.name == column), 0)
        cell, raw = (
            (format_address(row, at), mask_personal_data(format_cell(self.sheet.cell(row, at))))
            if at
            else ("", "")
        )
        level, message, suggestion = complaint
        sheet = self.sheet
        return Problem(sheet.unit, sheet.name, row, column, cell, level, raw, message, suggestion)


@dataclass
class Harvest:
    """What has been read of a table so far."""

    entries: list[Entry] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: list[tuple[int, JudgedRow]] = field(default_factory=list)
    """Every row read as an entry, counted or not."""
    totals: list[TotalRow] = field(default_factory=list)
    below: Header | None = None
    """The next table's header, if another one follows below."""


def prepare_sheet_table(
    header: Header, sheet: Sheet, campaign: Campaign, lexicon: Lexicon
) -> SheetTable:
    """A sheet's table under a header, ready to be read."""
    ledger = header.ledger
    above = read_scales_above(collect_row_texts(sheet, max(1, header.top - NEAR), header.top))
    own = build_column_readers(header, (campaign.first, campaign.last), sheet.date1904, above)
    return SheetTable(
        sheet,
        header,
        own,
        lexicon,
        ledger,
        frozenset(reader.name for reader in own),
        above,
        bool(ledger.assume or ledger.needs or ledger.limits),
    )
