"""Requests about rows and columns: insert, delete, move, size, sort."""

from .a1 import Rect
from .errors import bad
from .schema import merged, written
from .tabs import COLUMNS, ROWS
from .values import rendered

WORD = {ROWS: "row", COLUMNS: "column"}
MIN_SIZE = 2


def _span(book, span):
    """Tab, dimension, and start and end bounded by the grid."""
    tab = book.tab(span.get("sheetId"))
    dimension = span.get("dimension", ROWS)
    count = tab.shape[dimension == COLUMNS]
    return tab, dimension, span.get("startIndex", 0), span.get("endIndex", count)


def insert_dimension(book, request, _):
    tab, dimension, start, end = _span(book, request.get("range", {}))
    count, word = tab.shape[dimension == COLUMNS], WORD[dimension]
    if end <= start:
        raise bad(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    if start > count or (start == count and not request.get("inheritFromBefore")):
        raise bad(f"range.startIndex[{start}] is after last {word} in grid[{count - 1}]")
    if request.get("inheritFromBefore") and start == 0:
        raise bad("inheritFromBefore cannot be true if inserting at the start of the sheet.")
    book.room_for((end - start) * tab.shape[dimension == ROWS])
    tab.insert(dimension, start, end - start, inherit=request.get("inheritFromBefore", False))
    return {}


def append_dimension(book, request, _):
    tab = book.tab(request.get("sheetId"))
    dimension, length = request.get("dimension", ROWS), request.get("length", 0)
    if length < 1:
        raise bad(f"length must be greater than 0, but was: {length}")
    book.room_for(length * tab.shape[dimension == ROWS])
    rows, columns = tab.shape
    tab.resize(*((rows + length, columns) if dimension == ROWS else (rows, columns + length)))
    return {}


def delete_dimension(book, request, _):
    tab, dimension, start, end = _span(book, request.get("range", {}))
    count, word = tab.shape[dimension == COLUMNS], WORD[dimension]
    if start >= count:
        words = f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index {start} "
        raise bad(words + f"but there are only {count} {word}s.")
    end = min(end, count)
    if end - start >= count:
        raise bad(f"You can't delete all the {word}s on the sheet.")
    frozen = tab.grid.get(f"frozen{word.capitalize()}Count", 0)
    if frozen and count - (end - start) <= frozen and start >= frozen:
        raise bad(f"Sorry, it is not possible to delete all non-frozen {word}s.")
    tab.delete(dimension, start, end)
    return {}


def move_dimension(book, request, _):
    tab, dimension, start, end = _span(book, request.get("source", {}))
    tab.move(dimension, start, end, request.get("destinationIndex", 0))
    return {}


def update_dimension(book, request, _):
    tab, dimension, start, end = _span(book, request.get("range", {}))
    mask = written(request.get("fields"), "DimensionProperties")
    sizes = tab.sizes[dimension]
    for n in range(start, end):
        sizes[n] = merged(sizes.get(n, {}), request.get("properties", {}), mask)
    return {}


def auto_resize(book, request, _):
    tab, dimension, start, end = _span(book, request.get("dimensions", {}))
    if dimension == ROWS:
        return {}
    for column in range(start, end):
        words = [rendered(book, tab, place) for place in tab.cells if place[1] == column]
        width = max((len(str(word)) for word in words), default=0)
        tab.sizes[dimension][column] = {"pixelSize": max(MIN_SIZE, 9 + 7 * width)}
    return {}


def insert_range(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area, down = tab.inside(rect, strict=True), request.get("shiftDimension", ROWS) == ROWS
    depth = area.height if down else area.width
    rows, columns = tab.shape
    last_row, last_column = tab.used()
    tab.resize(max(rows, last_row + depth), columns) if down else tab.resize(
        rows, max(columns, last_column + depth)
    )
    _slide(tab, area, down, depth)
    return {}


def delete_range(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area, up = tab.inside(rect, strict=True), request.get("shiftDimension", ROWS) == ROWS
    for place in area.cells():
        tab.cells.pop(place, None)
    start = area._replace(top=area.bottom) if up else area._replace(left=area.right)
    _slide(tab, start, up, -(area.height if up else area.width))
    return {}


def _slide(tab, area, vertical, by):
    """Carry every cell from the area's edge on, within its rows or columns."""
    edge = area._replace(bottom=None) if vertical else area._replace(right=None)
    moving = {place: tab.cells.pop(place) for place in list(tab.cells) if edge.holds(*place)}
    for (r, c), cell in moving.items():
        tab.cells[(r + by, c) if vertical else (r, c + by)] = cell


def sort_range(book, request, _):
    """Whole rows of the range change places; blanks go last, numbers before text."""
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect)
    rows = list(range(area.top, min(area.bottom, tab.used()[0])))
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise bad(f"sortSpecs dimensionIndex {column} is outside the range.")
        keys = {r: _key(book.effective(tab, (r, column))) for r in rows}
        filled = [r for r in rows if keys[r]]
        filled.sort(key=keys.__getitem__, reverse=spec.get("sortOrder") == "DESCENDING")
        rows = filled + [r for r in rows if not keys[r]]
    _rearrange(tab, Rect(area.top, area.left, area.top + len(rows), area.right), rows)
    return {}


def _key(value):
    """Numbers, then text, then bools; an empty tuple for a blank."""
    if "numberValue" in value:
        return (0, value["numberValue"], "")
    if "boolValue" in value:
        return (2, value["boolValue"], "")
    return (1, 0, value["stringValue"].lower()) if "stringValue" in value else ()


def _rearrange(tab, area, rows):
    taken = {place: tab.cells.pop(place, None) for place in list(area.cells())}
    for new, old in enumerate(rows, area.top):
        for column in range(area.left, area.right):
            tab.put((new, column), taken[old, column])


KINDS = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension,
    "autoResizeDimensions": auto_resize,
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "sortRange": sort_range,
}
