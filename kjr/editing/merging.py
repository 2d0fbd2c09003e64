"""Three versions of a sheet brought together, cell by cell: as I saw it, as it is, as I want it.

Others may have sorted, inserted, deleted and edited rows meanwhile.  What cannot be settled
without a person becomes a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kjr.editing.matching import Rows, filled, same, seen, similar, typed, unpaired, vacant
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Edit, Typed
from kjr.store.base import Sheet, grid
from kjr.values.cells import Cell

Change = tuple[int, int, Cell]
"""Row, column, and what shall stand there; None clears the cell."""

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


class Merged(NamedTuple):
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

    @property
    def is_new(self) -> bool:
        """Whether it is to be written where nothing stands."""
        return self.at is None and not self.base

    @property
    def cells(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Only what I changed: column, before, after."""
        return Edit(self.row, self.base, self.wanted).cells


def merge(base: Page, theirs: Page, mine: Sheet) -> Merged:
    """Bring my changes to ``base`` into ``theirs``; only the ledger's own columns are looked at.

    ``mine`` is laid out like ``base``; a row blank there and filled here is a new entry, and goes
    to the first vacant row.  Raises KjrError when the header no longer has the columns I saw.
    """
    wanted = base._replace(sheet=mine)
    is_whole = base.columns.keys() <= theirs.columns.keys()
    if not is_whole or base.fields.keys() != theirs.fields.keys():
        raise KjrError(REDRAWN.format(base.sheet.name))
    if base.fields:
        return fulfilled(theirs, [Wish(0, 0, form(base), form(wanted))])
    before, now, after = (filled(page, base.columns) for page in (base, theirs, wanted))
    return fulfilled(theirs, _wishes(before, now, after))


def fulfilled(theirs: Page, wishes: Iterable[Wish]) -> Merged:
    """What the wishes change in a sheet as it is, and where they meet others' changes."""
    changes: list[Change] = []
    conflicts, lost = [], []
    room = vacant(theirs)
    for wish in wishes:
        lost += [wish] if wish.at is None and wish.base else []
        if wish.is_new:
            row = next(room)
            changes += (_change(theirs, row, name, cell) for name, cell in wish.wanted.items())
            continue
        for cell in _touched(theirs, wish):
            if cell.at is None or seen(cell.theirs) not in (seen(cell.base), seen(cell.mine)):
                conflicts.append(cell)
            elif cell.theirs != cell.mine:
                changes.append(_change(theirs, cell.at, cell.column, cell.mine))
    return Merged(tuple(changes), tuple(conflicts), tuple(lost))


def _wishes(before: Rows, now: Rows, after: Rows) -> Iterator[Wish]:
    edited = [row for row in sorted({*before, *after}) if before.get(row) != after.get(row)]
    found = same(before, now)
    found |= similar(edited, before, now, found)
    new = {row: after[row] for row in edited if row not in before}
    there = same(new, unpaired(now, found))
    for row in edited:
        if row not in there:  # else a second attempt would add it twice
            yield Wish(row, found.get(row), before.get(row, {}), after.get(row, {}))


def form(page: Page) -> Typed:
    """What stands in a form, field by field."""
    return typed(page, 0, page.fields)


def applied(sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """The sheet with some cells set."""
    rows = [list(row) for row in sheet.rows]
    for row, column, value in changes:
        rows += ([] for _ in range(row - len(rows)))
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    return sheet._replace(rows=grid(rows))


def _touched(theirs: Page, wish: Wish) -> Iterator[Conflict]:
    """The cells I changed in a row; of a row I cleared, every cell."""
    names = theirs.fields or theirs.columns
    now = {} if wish.at is None else typed(theirs, wish.at, names)
    is_cleared = not wish.wanted and wish.at is not None and not theirs.fields
    for name in dict.fromkeys((*wish.base, *now, *wish.wanted)):
        three = [each.get(name) for each in (wish.base, now, wish.wanted)]
        if three[0] != three[2] or is_cleared:
            yield Conflict(wish.row, wish.at, name, *three)


def _change(page: Page, row: int, column: str, value: Cell) -> Change:
    place = page.place(row, column)
    assert place
    return (*place, value)
