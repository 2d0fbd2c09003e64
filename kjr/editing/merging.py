"""Three versions of a sheet brought together, cell by cell: as I saw it, as it is, as I want it.

Others may have sorted, inserted, deleted and edited rows meanwhile.  What cannot be settled
without a person becomes a conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from kjr.editing.page_rows import (
    find_filled_rows,
    find_holes,
    find_vacant_rows,
    fits_merged,
    read_typed_row,
)
from kjr.editing.rows.matching import KNOWN, Signs, find_unpaired_rows, match_lone_rows, match_rows
from kjr.editing.rows.row_comparison import fold_cell
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Edit, Typed
from kjr.store.base import Sheet, trim_grid
from kjr.values.cells import Cell, format_address, is_blank

Change = tuple[int, int, Cell]
"""Row, column, and what shall stand there; None clears the cell."""

SHARED: Final = (
    "{}是几行合并的单元格，清空它会把第{}行的也清掉，没有保存；请先在 WPS 或 Excel 里取消合并"
)
REDRAWN: Final = "「{}」的表头刚被改动，请先复制下您填写的内容，刷新后再填"


class Conflict(NamedTuple):
    """One cell that I changed, in three versions nobody but a person can choose from."""

    row: int
    """The row as I saw it."""
    at: int | None
    """Where that row stands now; None when it is gone or changed past recognition."""
    column: str
    base: Cell
    theirs: Cell
    mine: Cell


class MergeResult(NamedTuple):
    """What to set in the sheet as it is, and what only a person can decide."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lost: tuple[Wish, ...] = ()
    """Those of the wishes whose row is gone."""


class Wish(NamedTuple):
    """One row as I saw it and as I want it, and where it stands now; a form is row 0."""

    row: int
    at: int | None
    """None when it is gone, and for a new entry, which was blank when I saw it."""
    base: Typed
    wanted: Typed
    is_doubtful: bool = False
    """Whether it may be one of several rows that stand there now."""

    @property
    def is_new(self) -> bool:
        """Whether it is to be written where nothing stands."""
        return self.at is None and not self.base

    @property
    def cells(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Only what I changed: column, before, after."""
        return Edit(self.row, self.base, self.wanted).cells


def merge_sheet(base: Page, theirs: Page, mine: Sheet) -> MergeResult:
    """Bring my changes to ``base`` into ``theirs``; only the ledger's own columns are looked at.

    ``mine`` is laid out like ``base``; a row blank there and filled here is a new entry, and goes
    to the first vacant row.  Raises KjrError when the header no longer has the columns I saw.
    """
    wanted = base._replace(sheet=mine)
    is_whole = base.columns.keys() <= theirs.columns.keys()
    if not is_whole or base.fields.keys() != theirs.fields.keys():
        raise KjrError(REDRAWN.format(base.sheet.name))
    if base.fields:
        return fulfil_wishes(theirs, [Wish(0, 0, read_form_fields(base), read_form_fields(wanted))])
    return fulfil_wishes(theirs, _wishes(base, theirs, wanted))


def fulfil_wishes(theirs: Page, wishes: Iterable[Wish]) -> MergeResult:
    """What the wishes change in a sheet as it is, and where they meet others' changes."""
    changes: list[Change] = []
    conflicts, lost = [], []
    room = find_vacant_rows(theirs)
    for wish in wishes:
        if wish.at is None and not wish.wanted and not wish.is_doubtful:
            continue  # what is to be cleared is gone
        lost += [wish] if wish.at is None and wish.base else []
        if wish.is_new:
            row = next(room)
            changes += (build_change(theirs, row, *cell) for cell in wish.wanted.items())
            continue
        for cell in _touched(theirs, wish):
            base, now, mine = map(fold_cell, (cell.base, cell.theirs, cell.mine))
            if cell.at is None or now not in (base, mine):
                conflicts.append(cell)
            elif cell.theirs != cell.mine:
                changes.append(build_change(theirs, cell.at, cell.column, cell.mine))
    return MergeResult(tuple(changes), tuple(conflicts), tuple(lost))


def _wishes(base: Page, theirs: Page, wanted: Page) -> Iterator[Wish]:
    before, now, after = (find_filled_rows(page, base.columns) for page in (base, theirs, wanted))
    edited = [row for row in sorted({*before, *after}) if before.get(row) != after.get(row)]
    matches = match_rows(before, now, base.identity)
    new = {row: after[row] for row in edited if row not in before}
    others = find_unpaired_rows(now, matches.found)
    there = match_rows(new, others, base.identity, KNOWN).found  # a second attempt adds nothing
    for row in edited:
        at = there.get(row) if row in new else matches.found.get(row)
        is_doubtful = row in matches.doubtful
        yield Wish(row, at, before.get(row, {}), after.get(row, {}), is_doubtful)


def redo_edits(theirs: Page, edits: Collection[Edit], *, is_again: bool = False) -> MergeResult:
    """Each edit made once more, wherever its row stands now; a row put back goes to its place.

    A new row that stands there already is not written twice; when it was written before
    (``is_again``), not even if more of it was filled since.
    """
    if theirs.fields:
        return fulfil_wishes(theirs, (Wish(0, 0, edit.before, edit.after) for edit in edits))
    return fulfil_wishes(theirs, _redo_wishes(theirs, edits, KNOWN if is_again else ()))


def _redo_wishes(theirs: Page, edits: Collection[Edit], signs: Signs) -> Iterator[Wish]:
    now, holes = find_filled_rows(theirs, theirs.columns), set(find_holes(theirs))
    taken = set[int]()
    numbered = list(_number_edits(edits))
    changed = {number: edit.before for number, edit in numbered if edit.before}
    new = {number: edit.after for number, edit in numbered if not edit.before}
    before = match_lone_rows(changed, now, theirs.identity)
    there = match_rows(new, find_unpaired_rows(now, before.found), theirs.identity, signs)
    for number, (row, was, wanted) in numbered:
        place = before.found.get(number) if was else there.found.get(number)
        is_free = row in holes or (row not in taken and fits_merged(theirs, row, wanted))
        if not was and place is None and is_free:
            place = row
            holes.discard(row)
            taken.add(row)
        yield Wish(row, place, was, wanted, number in before.doubtful)


def _number_edits(edits: Iterable[Edit]) -> Iterator[tuple[int, Edit]]:
    """Each edit with the number of its row; another one where two windows typed new rows there."""
    known: dict[int, Edit] = {}
    for edit in edits:
        other = known.get(edit.row)
        is_same = other is None or (edit.before and edit.before == other.before)
        number = edit.row if is_same else -len(known)
        known.setdefault(number, edit)
        yield number, edit


def read_form_fields(page: Page) -> Typed:
    """What stands in a form, field by field."""
    return read_typed_row(page, 0, page.fields)


def apply_changes(sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """The sheet with some cells set."""
    rows = [list(row) for row in sheet.rows]
    for row, column, value in changes:
        rows += ([] for _ in range(row - len(rows)))
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    return sheet._replace(rows=trim_grid(rows))


def check_shared_cells(sheet: Sheet, changes: Collection[Change]) -> None:
    """Raise KjrError where clearing a cell would clear it for rows that stay as well.

    A day merged over three rows stands in the first of them and holds for all three.
    """
    after = apply_changes(sheet, changes)
    cleared = {(row, column) for row, column, cell in changes if is_blank(cell)}
    for area in sheet.merged:
        if (area.top, area.left) in cleared:
            rows = range(area.top + 1, area.bottom + 1)
            if staying := [row for row in rows if row <= len(after.rows) and after.rows[row - 1]]:
                place, others = format_address(*area[:2]), "、".join(map(str, staying))
                raise KjrError(SHARED.format(place, others))


def _touched(theirs: Page, wish: Wish) -> Iterator[Conflict]:
    """The cells I changed in a row; of a row I cleared, every cell."""
    names = theirs.fields or theirs.columns
    now = {} if wish.at is None else read_typed_row(theirs, wish.at, names)
    is_cleared = not wish.wanted and wish.at is not None and not theirs.fields
    for name in dict.fromkeys((*wish.base, *now, *wish.wanted)):
        three = [each.get(name) for each in (wish.base, now, wish.wanted)]
        if three[0] != three[2] or is_cleared:
            yield Conflict(wish.row, wish.at, name, *three)


def build_change(page: Page, row: int, column: str, value: Cell) -> Change:
    """A cell to set in an entry; its column must be there."""
    place = page.place(row, column)
    assert place
    return (*place, value)
