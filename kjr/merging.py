"""Three versions of a sheet brought together, cell by cell: as I saw it, as it is, as I want it.

Others may have sorted, inserted, deleted and edited rows meanwhile.  What cannot be settled
without a person becomes a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kjr.acts import Typed
from kjr.cells import Cell
from kjr.errors import KjrError
from kjr.matching import Rows, filled, same, seen, similar, unpaired, vacant
from kjr.parsing.page import Page
from kjr.store.base import Sheet, grid

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


def merge(base: Page, theirs: Page, mine: Sheet) -> Merged:
    """Bring my changes to ``base`` into ``theirs``; only the ledger's own columns are looked at.

    ``mine`` is laid out like ``base``; a row blank there and filled here is a new entry, and goes
    to the first vacant row.  Raises KjrError when the header no longer has the columns I changed.
    """
    wanted = base._replace(sheet=mine)
    kept = (
        base.columns.keys() <= theirs.columns.keys() and base.fields.keys() == theirs.fields.keys()
    )
    if not kept:
        raise KjrError(REDRAWN.format(base.sheet.name))
    return _form(base, theirs, wanted) if base.fields else _table(base, theirs, wanted)


def applied(sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """The sheet with some cells set."""
    rows = [list(row) for row in sheet.rows]
    for row, column, value in changes:
        rows += ([] for _ in range(row - len(rows)))
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    return sheet._replace(rows=grid(rows))


def _form(base: Page, theirs: Page, wanted: Page) -> Merged:
    touched = []
    for name, (row, _) in base.fields.items():
        three = [page.raw(row, name) for page in (base, theirs, wanted)]
        if three[0] != three[2]:
            touched.append(Conflict(row, row, name, *three))
    return _settled(theirs, touched)


def _table(base: Page, theirs: Page, wanted: Page) -> Merged:
    names = base.columns.keys()
    before, now, mine = (filled(page, names) for page in (base, theirs, wanted))
    edited = [row for row in sorted({*before, *mine}) if before.get(row) != mine.get(row)]
    old = [row for row in edited if row in before]
    found = same(before, now)
    found |= similar(old, before, now, found)
    touched = (cell for row in old for cell in _touched(row, found.get(row), before, now, mine))
    merged = _settled(theirs, touched)
    new = [mine[row] for row in edited if row not in before]
    new = _not_yet_there(new, unpaired(now, found))
    return merged._replace(changes=(*merged.changes, *_added(theirs, new)))


def _touched(row: int, at: int | None, before: Rows, now: Rows, mine: Rows) -> Iterator[Conflict]:
    """The cells I changed in a row; of a row I cleared, every cell."""
    base, wanted = before[row], mine.get(row, {})
    theirs = now[at] if at else {}
    for name in dict.fromkeys((*base, *theirs, *wanted)):
        three = [each.get(name) for each in (base, theirs, wanted)]
        if three[0] != three[2] or (not wanted and at):
            yield Conflict(row, at, name, *three)


def _settled(theirs: Page, touched: Iterable[Conflict]) -> Merged:
    changes: list[Change] = []
    conflicts = []
    for cell in touched:
        if cell.at and seen(cell.theirs) == seen(cell.base):
            changes += [_change(theirs, cell.at, cell.column, cell.mine)]
        elif not cell.at or seen(cell.theirs) != seen(cell.mine):
            conflicts.append(cell)
    return Merged(tuple(changes), tuple(conflicts))


def _added(theirs: Page, new: Iterable[Typed]) -> Iterator[Change]:
    for cells, row in zip(new, vacant(theirs), strict=False):
        yield from (_change(theirs, row, name, cell) for name, cell in cells.items())


def _not_yet_there(new: list[Typed], others: Rows) -> list[Typed]:
    """Without what is already written: a second attempt adds nothing twice."""
    there = same(dict(enumerate(new)), others)
    return [cells for number, cells in enumerate(new) if number not in there]


def _change(page: Page, row: int, column: str, value: Cell) -> Change:
    place = page.place(row, column)
    assert place
    return (*place, value)
