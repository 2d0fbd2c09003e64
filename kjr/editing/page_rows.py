"""The rows of a page: which are filled, which are entries, and which are free for new ones."""

from collections.abc import Collection, Iterable, Iterator
from itertools import count
from typing import Final

from kjr.editing.rows.matching import match_lone_rows
from kjr.editing.rows.row_comparison import Rows, build_row_key
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Act, Typed
from kjr.values.cells import is_blank

FULL: Final = "「{}」里「{}」下面紧接着另一张表，没有空行可写；请先在 WPS 或 Excel 里插入几行空行"


def find_filled_rows(page: Page, columns: Collection[str]) -> Rows:
    """Every row of the table in which one of these columns is filled."""
    first = (page.header_row or 0) + 1
    last = page.last_row or len(page.sheet.rows)
    rows = ((row, read_typed_row(page, row, columns)) for row in range(first, last + 1))
    return {row: cells for row, cells in rows if cells}


def find_entry_rows(page: Page, columns: Collection[str]) -> Rows:
    """The filled rows that are no titles, totals or notes."""
    skipped = {each.row for each in page.skipped}
    rows = find_filled_rows(page, columns).items()
    return {row: cells for row, cells in rows if row not in skipped}


def read_typed_row(page: Page, row: int, columns: Collection[str]) -> Typed:
    """What stands in one row under these columns."""
    cells = ((column, page.raw(row, column)) for column in columns)
    return {column: cell for column, cell in cells if not is_blank(cell)}


def find_vacant_rows(page: Page) -> Iterator[int]:
    """Where new entries go: the free rows below the last entry, then those below everything.

    Raises KjrError where another table follows and leaves no room.
    """
    names = page.columns.keys()
    others, barred = _list_other_rows(page), _list_barred_rows(page)
    last = max({page.header_row or 0, *find_filled_rows(page, names)} - others, default=0)
    rows = count(last + 1) if page.last_row is None else range(last + 1, page.last_row + 1)
    yield from (row for row in rows if row not in barred and not read_typed_row(page, row, names))
    raise KjrError(FULL.format(page.sheet.name, page.ledger))


def _list_other_rows(page: Page) -> set[int]:
    """Titles, totals and notes."""
    return {skipped.row for skipped in page.skipped if skipped.why != "numbering"}


def _list_barred_rows(page: Page) -> set[int]:
    """Rows in which no new entry may stand."""
    merged = {row for area in page.sheet.merged for row in range(area.top, area.bottom + 1)}
    return _list_other_rows(page) | merged | page.sheet.hidden_rows


def find_holes(page: Page) -> frozenset[int]:
    """The blank rows above the last filled one in which an entry may stand."""
    filled = find_filled_rows(page, page.columns)
    taken = _list_barred_rows(page) | filled.keys()
    first = (page.header_row or 0) + 1
    return frozenset(row for row in range(first, max(filled, default=0)) if row not in taken)


def fits_merged(page: Page, row: int, cells: Typed) -> bool:
    """Whether an entry may stand in a free row of merged cells: what it says is hidden by none.

    New entries keep out of such rows, but one that stood there goes back.
    """
    is_free = page.header_row is not None and page.header_row < row <= (page.last_row or row)
    if not is_free or row in _list_other_rows(page) | page.sheet.hidden_rows:
        return False
    if not any(area.top <= row <= area.bottom for area in page.sheet.merged):
        return False
    places = [(row, page.columns[name]) for name in cells if name in page.columns]
    is_blank_row = not read_typed_row(page, row, page.columns)
    return is_blank_row and not any(
        area.holds(*place) and place != area[:2] for area in page.sheet.merged for place in places
    )


def find_act_page(pages: Iterable[Page], act: Act) -> Page | None:
    """Where an act was done: on its sheet, under its columns; or on its ledger, if renamed."""
    names = {name for edit in act.edits for name in (*edit.before, *edit.after)}
    fitting = [
        page
        for page in pages
        if page.ledger and act.ledger in ("", page.ledger)  # older journals do not say it
        if names <= {*page.columns, *page.fields}
    ]
    named = [page for page in fitting if page.sheet.name == act.sheet]
    found = named or fitting
    if len(found) > 1:
        return max(found, key=lambda page: _count_standing(page, act))
    return next(iter(found), None)


def locate_act_row(pages: Iterable[Page], act: Act) -> tuple[Page, int] | None:
    """Where the one row an act is about stands now; a form is row 0."""
    (edit,) = act.edits
    page = find_act_page(pages, act)
    if page is None or page.fields:
        return (page, 0) if page else None
    now = find_filled_rows(page, page.columns)
    found = match_lone_rows({edit.row: edit.before}, now, page.identity).found
    return (page, found[edit.row]) if found else None


def _count_standing(page: Page, act: Act) -> int:
    """How many rows of an act stand on a page."""
    keys = {build_row_key(row) for edit in act.edits for row in (edit.before, edit.after) if row}
    rows = find_filled_rows(page, page.columns).values()
    return len(keys & {build_row_key(row) for row in rows})
