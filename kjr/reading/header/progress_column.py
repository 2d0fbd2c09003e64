"""The column in which people write how far each row is (拟开展, 已开展, 取消), if they keep one."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kjr.campaign.columns import Progress, ProgressColumn
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import clean_header
from kjr.store.base import Sheet
from kjr.values.cells import Cell, format_cell
from kjr.values.spelling.characters import fold_text


class FoundProgress(NamedTuple):
    """The column of one table."""

    at: int
    """The sheet's column number, first is 1."""
    column: ProgressColumn

    def read(self, cell: Cell) -> Progress | None:
        """What a cell says; None if it is no word the campaign knows."""
        return read_progress(self.column, cell)


def find_progress_column(
    sheet: Sheet, header: Header, column: ProgressColumn | None
) -> FoundProgress | None:
    """The first column nobody else reads that is headed and filled like one; None without."""
    if column is None or not has_progress(header):
        return None
    for at, _, names in header.strangers:
        if heads_progress(column, names) and says_progress(column, list_below(sheet, header, at)):
            return FoundProgress(at, column)
    return None


def has_progress(header: Header) -> bool:
    """Whether a ledger's rows take place on a day; a report is handed in."""
    return bool(header.ledger.day) and not header.ledger.single


def heads_progress(column: ProgressColumn, names: Iterable[str]) -> bool:
    """Whether one of these cleaned headers may stand above it."""
    return not _headers(column.headers).isdisjoint(names)


def says_progress(column: ProgressColumn, cells: Iterable[Cell]) -> bool:
    """Whether any of these cells says how far its row is."""
    return any(read_progress(column, cell) for cell in cells)


def read_progress(column: ProgressColumn, cell: Cell) -> Progress | None:
    """What a cell says; None if it is no word the campaign knows."""
    return _words(column).get(_fold(cell)) if isinstance(cell, str) else None


def list_below(sheet: Sheet, header: Header, at: int) -> list[Cell]:
    """Everything that stands below a header in a column."""
    return [sheet.cell(row, at) for row in range(header.bottom + 1, len(sheet.rows) + 1)]


@lru_cache(maxsize=8)
def _headers(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(clean_header, headers))


@lru_cache(maxsize=8)
def _words(column: ProgressColumn) -> Mapping[str, Progress]:
    return {_fold(word): progress for word, progress in column.words.items()}


def _fold(cell: Cell) -> str:
    return fold_text(format_cell(cell)).strip(" .。!").lower()
