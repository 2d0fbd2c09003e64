"""Whether a save hit the rows it meant, judged by content, and what undoes a miss.

Between our look at a sheet and our write somebody may insert, sort or delete rows: then a write
to row 5 changes another entry.  Google answers a write with the sheet as it stands after it, so
a miss shows, and what it covered is known from the look before.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest
from typing import NamedTuple

from kjr.errors import KjrError
from kjr.store.base import Sheet, trim_grid
from kjr.values.cells import Row, format_cell

Places = Mapping[int, Set[int]]
"""Row → its columns; counts start at 1."""


class DamagedRow(NamedTuple):
    """A row that has to be put back."""

    row: Row
    """As it stands now."""
    before: Row | None
    """What it held; None if that cannot be told."""


class LostCellsError(KjrError):
    """A save covered cells of another row, and what they held cannot be told."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        words = " ".join(filter(None, map(format_cell, row)))
        super().__init__(
            f"{sheet.unit}「{sheet.name}」保存时正有人移动行，“{words}”一行原来的内容可能被盖掉，"
            "请在 Google 表格的「文件—版本记录」里核对"
        )


def list_touched_cells(new: Sheet, old: Sheet) -> Places:
    """The cells that a save writes into rows that exist."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    for row, column, _ in new.changes(old):
        if row <= len(old.rows):
            places[row].add(column)
    return places


def is_saved(new: Sheet, old: Sheet, seen: Sheet) -> bool:
    """Whether all that a save changed stands in the sheet, wherever its rows are now.

    >>> old = Sheet("甲", "走访", (("张", 1.0), ("李", 2.0)))
    >>> new = old._replace(rows=(("张", 1.0), ("李", 3.0), ("王", 4.0)))
    >>> is_saved(new, old, old._replace(rows=(("王", 4.0), ("李", 3.0), ("张", 1.0))))
    True
    """
    meant, before, stands = (Counter(filter(None, sheet.rows)) for sheet in (new, old, seen))
    added, gone = meant - before, before - meant
    return all(stands[row] >= meant[row] for row in added) and all(
        stands[row] <= meant[row] for row in gone
    )


def is_covered(new: Sheet, old: Sheet, seen: Sheet) -> bool:
    """Whether every cell that a save wrote holds what it wrote, in whatever row that is now."""
    places = list_touched_cells(new, old)
    return bool(places) and all(
        seen.cell(row, column) == new.cell(row, column)
        for row, columns in places.items()
        for column in columns
    )


def find_damaged_rows(new: Sheet, old: Sheet, after: Sheet) -> list[DamagedRow]:
    """All rows a save wrote if it hit even one that was not its own; none if all went well."""
    places = list_touched_cells(new, old)
    surplus = Counter(after.rows) - Counter(new.rows)
    hits = {
        row
        for row in places
        if _line(after, row) == _line(new, row) and not surplus[_line(old, row)]
    }
    lost = Counter(old.rows) - Counter(after.rows) - Counter(_line(old, row) for row in hits)
    found = []
    for row in places.keys() - hits:
        ours, hit, columns = _line(old, row), _line(after, row), places[row]
        held = [line for line in lost if line != ours and _is_same(line, hit, columns)]
        if held or surplus[ours] or not _is_like(ours, hit, columns):
            found.append(DamagedRow(hit, _before(hit, columns, held, old)))
    fine = [DamagedRow(_line(new, row), _line(old, row)) for row in sorted(hits)]
    added = [DamagedRow(row, ()) for row in new.rows[len(old.rows) :] if row]
    return found and found + fine + added


def mend_sheet(seen: Sheet, damaged: Sequence[DamagedRow]) -> Sheet:
    """The sheet with damaged rows put right, wherever they are by now.

    Raises LookupError if one is nowhere.
    """
    rows = list(seen.rows)
    for row, before in damaged:
        if row:
            rows[_place(rows, row)] = before or ()
        else:
            rows.append(before or ())
    return seen._replace(rows=trim_grid(rows))


def _place(rows: Sequence[Row], row: Row) -> int:
    if row not in rows:
        raise LookupError
    return rows.index(row)


def _before(hit: Row, columns: Set[int], held: Sequence[Row], old: Sheet) -> Row | None:
    """What a row held before, as far as it can be told; it may have held just what we wrote."""
    if held:
        return held[0] if len(held) == 1 else None
    if hit in old.rows:
        return hit
    return () if _is_same((), hit, columns) else None


def _line(sheet: Sheet, row: int) -> Row:
    return sheet.rows[row - 1] if row <= len(sheet.rows) else ()


def _is_same(line: Row, other: Row, but: Set[int]) -> bool:
    """Whether two rows hold the same outside some columns."""
    pairs = enumerate(zip_longest(line, other), 1)
    return all(mine == theirs for column, (mine, theirs) in pairs if column not in but)


def _is_like(line: Row, other: Row, but: Set[int]) -> bool:
    """Whether two rows agree in half of what the first holds outside some columns."""
    pairs = enumerate(zip_longest(line, other), 1)
    held = [mine == theirs for n, (mine, theirs) in pairs if n not in but and mine is not None]
    return held.count(True) * 2 >= len(held)
