"""Columns of a table that no column of its ledger was recognised in."""

from collections.abc import Sequence
from typing import NamedTuple

from kjr.reading.header.header import ColumnMatch, Spelling
from kjr.reading.header.lexicon import (
    CONTENT,
    FUZZY,
    is_running_header,
    strip_header_remarks,
)
from kjr.reading.page import UnknownHeader
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.cells import format_cell


class UnreadColumn(NamedTuple):
    """A header that is no column of the ledger."""

    spelling: Spelling
    group: ColumnMatch | None
    """The column read of the same group, where the group's own words name a column."""


def list_unread_columns(table: SheetTable) -> list[UnreadColumn]:
    """The headers nobody read, but for those that number rows or say how far the work is."""
    strangers = [each for each in table.header.strangers if each[0] != table.progress_at]
    own = [each for each in strangers if not _is_running(table, *each[:2])]
    return [UnreadColumn(each, _find_group(table, each[1])) for each in own]


def list_unknown_headers(table: SheetTable) -> tuple[UnknownHeader, ...]:
    """The headers somebody should say the meaning of: not read, or read as what they may mean."""
    guessed = [
        UnknownHeader(text, name)
        for name, _, text, sureness, _ in table.header.matches
        if is_doubtful_match(table, text, name, sureness)
    ]
    unread = [
        UnknownHeader(text)
        for (at, text, names), group in list_unread_columns(table)
        if not group and holds_data(table, at) and not is_known_header(table, names)
    ]
    return (*guessed, *unread)


def is_doubtful_match(table: SheetTable, text: str, name: str, sureness: int) -> bool:
    """Whether a header is read as a column it only may mean."""
    is_slip = sureness == FUZZY and not table.lexicon.says_more(text, name, table.ledger)
    return sureness == CONTENT or (sureness >= FUZZY and not is_slip)


def is_known_header(table: SheetTable, names: Sequence[str]) -> bool:
    """Whether a header means a column of the ledger, which another one was read for."""
    return any(table.lexicon.column(name, table.ledger.name) for name in names)


def holds_data(table: SheetTable, at: int) -> bool:
    """Whether anything stands in a column of the sheet beside what was read."""
    return any(table.sheet.cell(row, at) is not None for row in table.read)


def _find_group(table: SheetTable, text: str) -> ColumnMatch | None:
    group, lexicon = text.partition("｜")[0], table.lexicon
    if "｜" not in text or not lexicon.column(strip_header_remarks(group), table.ledger.name):
        return None
    matches = table.header.matches
    return next((each for each in matches if each.text.split("｜")[0] == group), None)


def _is_running(table: SheetTable, at: int, text: str) -> bool:
    """A column that only numbers the rows."""
    cells = [format_cell(table.sheet.cell(row, at)) for row in table.read]
    return is_running_header(text) and all(cell.isdecimal() for cell in cells if cell)
