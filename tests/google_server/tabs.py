"""One sheet in memory: cells as CellData, and what happens to them when the grid changes.

A cell is the writable part of the API's CellData; it is replaced, never changed in place.
"""

import copy
import random
from dataclasses import dataclass, field

from .a1 import Rect, from_grid, text, to_grid
from .errors import bad

ROWS, COLUMNS = "ROWS", "COLUMNS"
AXIS = {ROWS: 0, COLUMNS: 1}
COUNT = {ROWS: "rowCount", COLUMNS: "columnCount"}
_numbers = random.Random(20190530)


def new_id():
    """A sheet or range id as the service gives them: a large number."""
    return _numbers.randrange(1, 2**31)


def default_grid():
    return {"rowCount": 1000, "columnCount": 26}


@dataclass
class Tab:
    """One sheet of a spreadsheet."""

    properties: dict
    cells: dict = field(default_factory=dict)
    """(row, column) from 0 → CellData without what is computed."""
    sizes: dict = field(default_factory=lambda: {ROWS: {}, COLUMNS: {}})
    """Dimension → index → DimensionProperties that differ from the default."""
    merges: list = field(default_factory=list)
    protected: list = field(default_factory=list)
    groups: dict = field(default_factory=lambda: {ROWS: [], COLUMNS: []})
    conditional: list = field(default_factory=list)
    filter: dict | None = None

    @property
    def id(self):
        return self.properties["sheetId"]

    @property
    def title(self):
        return self.properties["title"]

    @property
    def grid(self):
        return self.properties["gridProperties"]

    @property
    def shape(self):
        return self.grid["rowCount"], self.grid["columnCount"]

    def copy(self):
        twin = Tab(copy.deepcopy(self.properties), dict(self.cells))
        for name in ("sizes", "merges", "protected", "groups", "conditional", "filter"):
            setattr(twin, name, copy.deepcopy(getattr(self, name)))
        return twin

    def limits(self, rect):
        """The 400 for a range that leaves the grid."""
        rows, columns = self.shape
        place = text(
            self.title, rect.within(max(rows, rect.bottom or 0), max(columns, rect.right or 0))
        )
        words = f"Range ({place}) exceeds grid limits. Max rows: {rows}, max columns: {columns}"
        return bad(words)

    def inside(self, rect, *, strict=False):
        """The rectangle bounded by the grid; 400 if it starts (or, strictly, ends) outside."""
        rows, columns = self.shape
        top, left, bottom, right = rect
        starts_out = (top or 0) >= rows or (left or 0) >= columns
        ends_out = (bottom or 0) > rows or (right or 0) > columns
        if starts_out or (strict and ends_out):
            raise self.limits(rect)
        return rect.within(rows, columns)

    def used(self):
        """Rows and columns up to the last cell that holds a value."""
        held = [place for place, cell in self.cells.items() if "userEnteredValue" in cell]
        return max((r for r, _ in held), default=-1) + 1, max((c for _, c in held), default=-1) + 1

    def put(self, place, cell):
        if cell:
            self.cells[place] = cell
        else:
            self.cells.pop(place, None)

    def insert(self, dimension, start, count, *, inherit=False):
        """Open ``count`` rows or columns before ``start``; formats come from a neighbour."""
        axis = AXIS[dimension]
        self.grid[COUNT[dimension]] += count
        self._renumber(dimension, lambda n: n + count if n >= start else n)
        neighbour = start - 1 if inherit else start + count
        for place, cell in list(self.cells.items()):
            if place[axis] == neighbour and "userEnteredFormat" in cell:
                for n in range(start, start + count):
                    spot = (n, place[1]) if axis == 0 else (place[0], n)
                    self.cells[spot] = {"userEnteredFormat": cell["userEnteredFormat"]}
        self._stretch(lambda rect: widened(rect, axis, start, count))

    def delete(self, dimension, start, end):
        """Take rows or columns out, with everything on them."""
        axis = AXIS[dimension]
        gone = end - start
        self.grid[COUNT[dimension]] -= gone
        self.cells = {p: cell for p, cell in self.cells.items() if not start <= p[axis] < end}
        for n in range(start, end):
            self.sizes[dimension].pop(n, None)
        self._renumber(dimension, lambda n: n - gone if n >= end else n)
        self._stretch(lambda rect: narrowed(rect, axis, start, end))

    def move(self, dimension, start, end, to):
        """Carry rows or columns to before ``to`` (counted before the move)."""
        count = self.grid[COUNT[dimension]]
        order = [n for n in range(count) if not start <= n < end]
        at = to if to <= start else to - (end - start)
        order[at:at] = range(start, end)
        places = {old: new for new, old in enumerate(order)}
        self._renumber(dimension, places.__getitem__)

    def _renumber(self, dimension, number):
        axis = AXIS[dimension]
        self.cells = {
            ((number(r), c) if axis == 0 else (r, number(c))): cell
            for (r, c), cell in self.cells.items()
        }
        self.sizes[dimension] = {number(n): size for n, size in self.sizes[dimension].items()}

    def _stretch(self, change):
        """Carry merges and ranges along; one that is gone disappears."""
        self.merges = [rect for rect in map(change, self.merges) if rect]
        self.protected = [self._carried(one, change) for one in self.protected]
        self.protected = [one for one in self.protected if one]
        if self.filter:
            self.filter = self._carried(self.filter, change)

    def _carried(self, holder, change):
        rect = change(from_grid(holder.get("range", {})))
        return holder | {"range": to_grid(self.id, rect)} if rect else None

    def resize(self, rows, columns):
        self.grid.update(rowCount=rows, columnCount=columns)
        self.cells = {p: cell for p, cell in self.cells.items() if p[0] < rows and p[1] < columns}


def widened(rect, axis, start, count):
    """A rectangle after rows (axis 0) or columns (axis 1) were inserted."""
    low, high = rect[axis], rect[axis + 2]
    parts = list(rect)
    parts[axis] = low + count if low is not None and low >= start else low
    parts[axis + 2] = high + count if high is not None and high > start else high
    return Rect(*parts)


def narrowed(rect, axis, start, end):
    """A rectangle after rows or columns were deleted; None if nothing is left."""

    def moved(n):
        return n if n is None or n <= start else max(start, n - (end - start))

    parts = list(rect)
    parts[axis], parts[axis + 2] = moved(rect[axis]), moved(rect[axis + 2])
    gone = parts[axis] is not None and parts[axis] == parts[axis + 2]
    return None if gone else Rect(*parts)
