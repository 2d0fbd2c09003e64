"""The rows of two snapshots brought together by what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kjr.editing.page_rows import find_filled_rows, read_typed_row
from kjr.editing.rows.matching import match_lone_rows, match_rows
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.sources import format_source_value
from kjr.reading.page import Entry, Page, Problem
from kjr.values.cells import format_cell
from kjr.values.readings import Level


class SheetRow(NamedTuple):
    """A row where it stands, an entry or not."""

    page: Page
    row: int

    @property
    def is_cancelled(self) -> bool:
        """Whether it says that it was cancelled (取消)."""
        return (self.row, "cancelled") in self.page.skipped

    @property
    def errors(self) -> list[Problem]:
        """The cells that keep it from being an entry."""
        return [
            each
            for each in self.page.problems
            if each.row == self.row and each.column and each.level is Level.ERROR
        ]

    def format_raw(self, column: str) -> str:
        """What was typed under a column."""
        return format_cell(self.page.raw(self.row, column))

    def format_progress(self) -> str:
        """What it says of how far it is (开展情况); blank without a column for it."""
        at = self.page.progress
        return format_cell(self.page.sheet.cell(self.row, at)) if at else ""


class PageRow(NamedTuple):
    """One entry and the page it stands on."""

    page: Page
    entry: Entry

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it is written: unit, sheet, row."""
        return self.entry.unit, self.entry.sheet, self.entry.row

    @property
    def bare(self) -> SheetRow:
        """Where it stands."""
        return SheetRow(self.page, self.entry.row)

    def format_raw(self, column: str) -> str:
        """What was typed under a column."""
        return self.bare.format_raw(column)


class RowPair(NamedTuple):
    """One row then and now; None where it was no entry."""

    then: PageRow | None
    now: PageRow | None
    idle: SheetRow | None = None
    """Where one of the two is missing: the row that stands there all the same, and is no entry."""

    @property
    def is_standing(self) -> bool:
        """Whether the row stands there all the same, where one of the two is missing."""
        return self.idle is not None

    @property
    def is_cancelled(self) -> bool:
        """Whether it says there that it was cancelled (取消)."""
        return self.idle is not None and self.idle.is_cancelled

    @property
    def before(self) -> SheetRow | None:
        """Where it stood; None if it did not."""
        return self.then.bare if self.then else self.idle

    @property
    def after(self) -> SheetRow | None:
        """Where it stands; None if it does not."""
        return self.now.bare if self.now else self.idle

    @property
    def shown(self) -> PageRow:
        """The row where it is now, or else where it was."""
        found = self.now or self.then
        assert found
        return found


def pair_ledger_rows(before: Snapshot, after: Snapshot, ledger: str) -> Iterator[RowPair]:
    """Every row of a ledger, then and now, unit by unit; those that left the roster last."""
    rosters = (each.campaign.units for each in (after, before))
    for unit in dict.fromkeys(each.name for each in chain.from_iterable(rosters)):
        then, now = (_pages(each.books.get(unit), ledger) for each in (before, after))
        yield from _pair_pages(then, now)


def _pages(book: Book | None, ledger: str) -> list[Page]:
    return [page for page in (book.pages if book else ()) if page.ledger == ledger]


def _pair_pages(then: Sequence[Page], now: Sequence[Page]) -> Iterator[RowPair]:
    """Sheets of the same name belong together; then whatever is left, in its order."""
    named = {page.sheet.name: page for page in now}
    known = {page.sheet.name for page in then}
    left = [page for page in now if page.sheet.name not in known]
    for page in then:
        other = named.get(page.sheet.name) or (left.pop(0) if left else None)
        yield from _pair_rows(page, other)
    for page in left:
        yield from (RowPair(None, PageRow(page, entry)) for entry in page.entries)


def _pair_rows(then: Page, now: Page | None) -> Iterator[RowPair]:
    ours, theirs = _entries(then), _entries(now)
    if now is then:
        yield from (RowPair(row, row) for row in ours.values())
        return
    found = match_rows(_texts(ours), _texts(theirs), then.identity).found
    for number, row in ours.items():
        again = theirs[found[number]] if number in found else None
        yield RowPair(row, again) if again else RowPair(row, None, _find_standing(now, row))
    for number in theirs.keys() - {*found.values()}:
        yield RowPair(None, theirs[number], _find_standing(then, theirs[number]))


def _entries(page: Page | None) -> dict[int, PageRow]:
    return {entry.row: PageRow(page, entry) for entry in page.entries} if page else {}


def _texts(rows: Mapping[int, PageRow]) -> dict[int, dict[str, str]]:
    return {
        number: {name: format_source_value(value) for name, value in row.entry.values.items()}
        for number, row in rows.items()
    }


def _find_standing(page: Page | None, row: PageRow) -> SheetRow | None:
    """Where a page has the row among those that are no entries."""
    if page is None or row.page.fields:
        return page and SheetRow(page, row.entry.row)
    typed = read_typed_row(row.page, row.entry.row, row.page.columns)
    taken = {each.row for each in page.entries}
    free = find_filled_rows(page, page.columns).items()
    others = {number: cells for number, cells in free if number not in taken}
    found = match_lone_rows({row.entry.row: typed}, others, page.identity).found
    return next((SheetRow(page, number) for number in found.values()), None)
