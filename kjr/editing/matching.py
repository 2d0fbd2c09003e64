"""Rows found again by what stands in them, wherever others have moved them since.

Row numbers mean nothing once somebody sorted, inserted or deleted rows; what people wrote does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Act, Typed
from kjr.values.cells import Cell, format_cell, is_blank
from kjr.values.spelling.characters import fold_text

Rows = Mapping[int, Typed]
"""Row number → what stands there; rows blank in every column of the ledger are absent."""

FULL: Final = "「{}」里「{}」下面紧接着另一张表，没有空行可写；请先在 WPS 或 Excel 里插入几行空行"
FEW: Final = 2
"""A row in which more cells differ is another row."""


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


def fold_cell(cell: Cell) -> str:
    """A cell as one compares it: 3, 3.0 and a half-width 3 look the same to people."""
    return fold_text(format_cell(cell))


def match_rows(
    ours: Rows, theirs: Rows, edited: Iterable[int] | None = None
) -> tuple[dict[int, int], dict[int, int]]:
    """Our row → their row: those with the same content, and those in which a cell or two changed.

    Of the latter only the ``edited`` ones are looked for, or all; and only pairs about which
    there can be no doubt are given.
    """
    found = match_same_rows(ours, theirs)
    left = find_unpaired_rows(theirs, found)
    ours_left = {row: cells for row, cells in ours.items() if row not in found}
    pairs = {}
    for row in ours_left if edited is None else ours_left.keys() & {*edited}:
        candidates = [place for place in left if _is_near(row, ours[row], place, left[place])]
        if len(candidates) == 1:
            pairs[row] = candidates[0]
    return found, {
        row: place
        for row, place in pairs.items()
        if sum(_is_near(each, ours[each], place, left[place]) for each in ours_left) == 1
    }


def match_same_rows(ours: Rows, theirs: Rows) -> dict[int, int]:
    """Our row → their row with the same content; of several the one nearest by number."""
    places = defaultdict(list)
    for row, cells in theirs.items():
        places[build_row_key(cells)].append(row)
    found = {}
    for row, cells in ours.items():
        if free := places[build_row_key(cells)]:
            found[row] = min(free, key=lambda place: abs(place - row))
            free.remove(found[row])
    return found


def find_unpaired_rows(theirs: Rows, found: Mapping[int, int]) -> Rows:
    """Their rows that are none of ours."""
    taken = set(found.values())
    return {row: cells for row, cells in theirs.items() if row not in taken}


def find_vacant_rows(page: Page) -> Iterator[int]:
    """Where new entries go: the free rows below the last entry, then those below everything.

    Raises KjrError where another table follows and leaves no room.
    """
    names = page.columns.keys()
    others = {skipped.row for skipped in page.skipped if skipped.why != "numbering"}
    merged = {row for area in page.sheet.merged for row in range(area.top, area.bottom + 1)}
    barred = others | merged | page.sheet.hidden_rows
    last = max({page.header_row or 0, *find_filled_rows(page, names)} - others, default=0)
    rows = count(last + 1) if page.last_row is None else range(last + 1, page.last_row + 1)
    yield from (row for row in rows if row not in barred and not read_typed_row(page, row, names))
    raise KjrError(FULL.format(page.sheet.name, page.ledger))


def is_done_on_page(page: Page, act: Act) -> bool:
    """Whether an act was done on this page: on its sheet, and under its columns."""
    names = {name for edit in act.edits for name in (*edit.before, *edit.after)}
    return act.sheet == page.sheet.name and names <= {*page.columns, *page.fields}


def build_row_key(cells: Typed) -> frozenset[tuple[str, str]]:
    """A row as one compares it."""
    return frozenset((column, fold_cell(cell)) for column, cell in cells.items())


def _is_near(row: int, ours: Typed, place: int, theirs: Typed) -> bool:
    """At most two cells differ, and more agree; standing at the same place speaks for it too."""
    agreeing = len(build_row_key(ours) & build_row_key(theirs))
    differing = len(ours.keys() | theirs.keys()) - agreeing
    return differing <= FEW and agreeing + (row == place) > differing
