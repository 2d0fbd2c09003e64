"""The cells by which a changed row is told: where they are, what stood there, what stands there."""

from collections.abc import Iterable, Sequence
from typing import Final

from kjr.campaign.model import Ledger, Measure
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.moves.row_pairs import RowPair, SheetRow
from kjr.figures.sources import (
    find_telling_column,
    format_entry_value,
    list_deciding_columns,
)
from kjr.values.cells import format_address

PROGRESS: Final = ""
"""Among columns of a ledger: the one in which the rows of a sheet say how far they are."""


def list_shown_columns(
    ledger: Ledger, measure: Measure, pair: RowPair, fate: RowFate
) -> Sequence[str]:
    """The columns that made the difference, or the one that names the row."""
    if fate in (RowFate.GREW, RowFate.SHRANK):
        return [measure.sum]
    if fate in (RowFate.INCLUDED, RowFate.EXCLUDED) and _is_otherwise_told(pair):
        return [PROGRESS]
    if pair.idle and (errors := [each.column for each in pair.idle.errors]):
        return list(dict.fromkeys(errors))
    then, now = pair.then, pair.now
    differing = [
        column
        for column in list_deciding_columns(ledger, measure)
        if then and now and then.entry.values.get(column) != now.entry.values.get(column)
    ]
    return differing or [find_telling_column(ledger, measure)]


def name_cells(row: SheetRow, columns: Sequence[str]) -> str:
    """The addresses of a row's cells."""
    return "、".join(filter(None, (_address(row, each) for each in columns)))


def quote_before(pair: RowPair, columns: Sequence[str]) -> str:
    """What was typed in these cells then; blank where the row did not stand."""
    return _join(_typed(pair.before, each) for each in columns) if pair.before else ""


def quote_after(pair: RowPair, columns: Sequence[str]) -> str:
    """What stands in them now, or what the office says instead; blank where the row is gone."""
    return _join(_said(pair, each) for each in columns) if pair.after else ""


def _is_otherwise_told(pair: RowPair) -> bool:
    """Whether the row itself says something else of how far it is than it did."""
    told = [each.format_progress() if each else "" for each in (pair.before, pair.after)]
    return told[0] != told[1]


def _address(row: SheetRow, column: str) -> str:
    if column == PROGRESS:
        return format_address(row.row, row.page.progress) if row.page.progress else ""
    return row.page.address(row.row, column)


def _typed(row: SheetRow, column: str) -> str:
    return row.format_progress() if column == PROGRESS else row.format_raw(column)


def _said(pair: RowPair, column: str) -> str:
    """What counts as written: the office's word where it corrected the cell."""
    row = pair.now
    if row and column in row.page.corrections(row.entry.row):
        return format_entry_value(row.entry, column) or "空"
    return _typed(pair.after, column) if pair.after else ""


def _join(texts: Iterable[str]) -> str:
    return "；".join(text or "空" for text in texts)
