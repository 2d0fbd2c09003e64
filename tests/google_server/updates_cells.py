"""Requests about cells: update, repeat, append, copy, validate, replace."""

import re

from .a1 import Rect, to_grid
from .errors import bad
from .schema import merged, written
from .updates_grid import delete_range
from .values import enter, rendered

COMPUTED = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
PASTED = {
    "PASTE_NORMAL": None,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_NO_BORDERS": None,
    "PASTE_CONDITIONAL_FORMATTING": (),
}


def _given(cell):
    """What of a CellData can be written."""
    return {name: part for name, part in cell.items() if name not in COMPUTED}


def _set(tab, place, given, mask):
    """A new value ends the looks of parts of the old one."""
    held = tab.cells.get(place, {})
    if "userEnteredValue" in mask:
        held = {name: part for name, part in held.items() if name != "textFormatRuns"}
    tab.put(place, merged(held, _given(given), mask))


def update_cells(book, request, _):
    """Rows of CellData at a start, or over a range that is cleared where they do not reach."""
    mask = written(request.get("fields"), "CellData")
    rows = [row.get("values", []) for row in request.get("rows", [])]
    if "start" in request:
        start = request["start"]
        tab = book.tab(start.get("sheetId"))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max(map(len, rows), default=0)
        area = Rect(top, left, top + len(rows), left + width)
        tab.inside(area, strict=True)
        return _fill(tab, area, rows, mask, ragged=True)
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect, strict=True)
    _rows_fit(area, rows)
    return _fill(tab, area, rows, mask, ragged=False)


def _rows_fit(area, rows):
    last = area.left + max(map(len, rows), default=0) - 1
    if last >= area.right:
        words = f"Attempting to write column: {last}, beyond the last requested column of: "
        raise bad(words + str(area.right - 1))
    if len(rows) > area.height:
        row = area.top + len(rows) - 1
        words = f"Attempting to write row: {row}, beyond the last requested row of: "
        raise bad(words + str(area.bottom - 1))


def _fill(tab, area, rows, mask, *, ragged):
    for r, c in area.cells():
        row = rows[r - area.top] if r - area.top < len(rows) else []
        reached = c - area.left < len(row)
        if reached or not ragged:
            _set(tab, (r, c), row[c - area.left] if reached else {}, mask)
    return {}


def repeat_cell(book, request, _):
    mask = written(request.get("fields"), "CellData")
    tab, rect = book.grid_place(request.get("range", {}))
    for place in tab.inside(rect, strict=True).cells():
        _set(tab, place, request.get("cell", {}), mask)
    return {}


def append_cells(book, request, _):
    """Below the last row with data in the sheet, adding rows to the grid if need be."""
    mask = written(request.get("fields"), "CellData")
    tab = book.tab(request.get("sheetId"))
    rows = [row.get("values", []) for row in request.get("rows", [])]
    top, width = tab.used()[0], max(map(len, rows), default=0)
    grid_rows, grid_columns = tab.shape
    if width > grid_columns:
        raise tab.limits(Rect(top, 0, top + len(rows), width))
    book.room_for(max(0, top + len(rows) - grid_rows) * grid_columns)
    tab.resize(max(grid_rows, top + len(rows)), grid_columns)
    return _fill(tab, Rect(top, 0, top + len(rows), width), rows, mask, ragged=True)


def copy_paste(book, request, _):
    tab, rect = book.grid_place(request.get("source", {}))
    source = tab.inside(rect, strict=True)
    other, target = book.grid_place(request.get("destination", {}))
    values = request.get("pasteType") == "PASTE_VALUES"
    taken = {
        (r - source.top, c - source.left): _taken(book, tab, (r, c), values)
        for r, c in source.cells()
    }
    area = _repeated(source, other.inside(target))
    other.inside(area, strict=True)
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    for r, c in area.cells():
        spot = ((r - area.top) % source.height, (c - area.left) % source.width)
        place = (area.top + c - area.left, area.left + r - area.top) if turned else (r, c)
        _paste(book, other, place, taken[spot], request.get("pasteType", "PASTE_NORMAL"))
    return {}


def _taken(book, tab, place, values):
    """A cell to paste; of a formula only its result, if ``values``."""
    cell = tab.cells.get(place, {})
    if values and "formulaValue" in cell.get("userEnteredValue", {}):
        return cell | {"userEnteredValue": book.effective(tab, place)}
    return cell


def _repeated(source, target):
    """The source once, or as often as it fits whole into the destination."""
    height = target.height if target.height % source.height == 0 else source.height
    width = target.width if target.width % source.width == 0 else source.width
    return Rect(target.top, target.left, target.top + height, target.left + width)


def _paste(book, tab, place, cell, kind):
    names = PASTED.get(kind)
    if names is None:
        tab.put(place, dict(cell))
        return
    kept = {k: v for k, v in tab.cells.get(place, {}).items() if k not in names}
    taken = {k: v for k, v in cell.items() if k in names}
    tab.put(place, kept | taken)


def cut_paste(book, request, year):
    tab, rect = book.grid_place(request.get("source", {}))
    source = tab.inside(rect, strict=True)
    start = request.get("destination", {})
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    taken = {place: tab.cells.pop(place, {}) for place in source.cells()}
    other = book.tab(start.get("sheetId"))
    other.inside(Rect(top, left, top + source.height, left + source.width), strict=True)
    for (r, c), cell in taken.items():
        place = (top + r - source.top, left + c - source.left)
        _paste(book, other, place, cell, request.get("pasteType", "PASTE_NORMAL"))
    return {}


def set_validation(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    rule = request.get("rule")
    for place in tab.inside(rect, strict=True).cells():
        cell = {k: v for k, v in tab.cells.get(place, {}).items() if k != "dataValidation"}
        tab.put(place, cell | ({"dataValidation": rule} if rule else {}))
    return {}


def paste_data(book, request, year):
    """Delimited text as if pasted from the clipboard."""
    start = request.get("coordinate", {})
    tab = book.tab(start.get("sheetId"))
    sign = request.get("delimiter") or "\t"
    for r, line in enumerate(request.get("data", "").splitlines(), start.get("rowIndex", 0)):
        for c, word in enumerate(line.split(sign), start.get("columnIndex", 0)):
            tab.inside(Rect(r, c, r + 1, c + 1), strict=True)
            enter(book, tab, (r, c), word, year=year)
    return {}


def find_replace(book, request, year):
    pattern = request.get("find", "")
    if not request.get("searchByRegex"):
        pattern = re.escape(pattern)
    if request.get("matchEntireCell"):
        pattern = f"^(?:{pattern})$"
    found = re.compile(pattern, 0 if request.get("matchCase") else re.I)
    counts = {"values": 0, "rows": set(), "sheets": set(), "occurrences": 0}
    for tab, place in _searched(book, request):
        words = str(rendered(book, tab, place))
        text, times = found.subn(lambda _: request.get("replacement", ""), words)
        if times:
            enter(book, tab, place, text, year=year)
            counts["values"] += 1
            counts["occurrences"] += times
            counts["rows"].add((tab.id, place[0]))
            counts["sheets"].add(tab.id)
    return {"findReplace": _counted(counts)}


def _searched(book, request):
    if "range" in request:
        tab, rect = book.grid_place(request["range"])
        areas = [(tab, tab.inside(rect))]
    else:
        tabs = book.tabs if request.get("allSheets") else [book.tab(request.get("sheetId"))]
        areas = [(tab, Rect(0, 0, *tab.shape)) for tab in tabs]
    return [(tab, place) for tab, area in areas for place in sorted(tab.cells)
            if area.holds(*place) and "userEnteredValue" in tab.cells[place]]  # fmt: skip


def _counted(counts):
    answer = {
        "valuesChanged": counts["values"],
        "rowsChanged": len(counts["rows"]),
        "sheetsChanged": len(counts["sheets"]),
        "occurrencesChanged": counts["occurrences"],
    }
    return {name: count for name, count in answer.items() if count}


def update_borders(book, request, _):
    """Kept as the cells' own borders; inner lines on every cell."""
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect, strict=True)
    for r, c in area.cells():
        lines = {
            "top": request.get("top") if r == area.top else request.get("innerHorizontal"),
            "bottom": request.get("bottom") if r == area.bottom - 1 else None,
            "left": request.get("left") if c == area.left else request.get("innerVertical"),
            "right": request.get("right") if c == area.right - 1 else None,
        }
        cell = tab.cells.get((r, c), {})
        form = cell.get("userEnteredFormat", {})
        borders = form.get("borders", {}) | {side: line for side, line in lines.items() if line}
        tab.put((r, c), cell | {"userEnteredFormat": form | {"borders": borders}})
    return {}


def trim_whitespace(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area, count = tab.inside(rect), 0
    for place in [place for place in tab.cells if area.holds(*place)]:
        cell = tab.cells[place]
        words = cell.get("userEnteredValue", {}).get("stringValue", "")
        tidy = re.sub(r"\s+", " ", words).strip()
        if tidy != words:
            tab.put(place, cell | {"userEnteredValue": {"stringValue": tidy}})
            count += 1
    return {"trimWhitespace": {"cellsChangedCount": count} if count else {}}


def delete_duplicates(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect)
    columns = [one.get("startIndex", 0) for one in request.get("comparisonColumns", [])]
    seen, gone = set(), []
    for r in range(area.top, min(area.bottom, tab.used()[0])):
        key = tuple(rendered(book, tab, (r, c)) for c in columns or range(area.left, area.right))
        gone.extend([r] if key in seen else [])
        seen.add(key)
    for r in reversed(gone):
        span = to_grid(tab.id, Rect(r, area.left, r + 1, area.right))
        delete_range(book, {"range": span, "shiftDimension": "ROWS"}, None)
    return {"deleteDuplicates": {"duplicatesRemovedCount": len(gone)} if gone else {}}


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "setDataValidation": set_validation,
    "pasteData": paste_data,
    "findReplace": find_replace,
    "updateBorders": update_borders,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
}
