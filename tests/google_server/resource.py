"""A spreadsheet as GET shows it: properties, sheets, and the grid's data when asked for."""

from .a1 import Rect, to_grid
from .tabs import COLUMNS, ROWS
from .values import rendered

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
ACCENTS = {
    "ACCENT1": (0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": (0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": (0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": (0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": (1, 0.42745098, 0.003921569),
    "ACCENT6": (0.27450982, 0.7411765, 0.7764706),
    "LINK": (0.06666667, 0.33333334, 0.8),
}
THEME = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": "TEXT", "color": {"rgbColor": {}}},
        {"colorType": "BACKGROUND", "color": {"rgbColor": WHITE}},
        *(
            {"colorType": name, "color": {"rgbColor": {"red": red, "green": green, "blue": blue}}}
            for name, (red, green, blue) in ACCENTS.items()
        ),
    ],
}
HEIGHT, WIDTH = 21, 100
COLOURS = {"backgroundColor", "foregroundColor", "tabColor"}
PLAIN = {"hidden", "hiddenByUser", "hiddenByFilter", "frozenRowCount", "frozenColumnCount",
         "hideGridlines", "rightToLeft", "warningOnly", "red", "green", "blue", "startRow",
         "startColumn", "rowGroupControlAfter", "columnGroupControlAfter", "collapsed"}  # fmt: skip


def spreadsheet(book, *, ranges=(), places=(), tree):
    """The Spreadsheet resource; ``ranges`` (or places) leave only the sheets they name.

    ``tree`` is the mask it will be cut to: costly parts that it leaves out are not computed.
    """
    asked = [*places, *(book.place(words) for words in ranges)]
    answer = {
        "spreadsheetId": book.id,
        "properties": lean(book.properties)
        | {"defaultFormat": DEFAULT_FORMAT, "spreadsheetTheme": THEME},
        "sheets": _sheets(book, asked, below(tree, "sheets")),
    }
    if book.named:
        answer["namedRanges"] = lean(book.named)
    if book.metadata:
        answer["developerMetadata"] = book.metadata
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    return answer


WITHOUT_DATA = {
    "sheets": {
        name: {}
        for name in (
            "properties",
            "merges",
            "conditionalFormats",
            "protectedRanges",
            "basicFilter",
            "rowGroups",
            "columnGroups",
        )
    }
}


def below(tree, name):
    """What a mask asks of a field: None for nothing, {} for all of it."""
    if not tree:
        return tree
    return tree["*"] if "*" in tree else tree.get(name)


def lean(value):
    """An answer without proto3's default values."""
    if isinstance(value, list):
        return [lean(item) for item in value]
    if not isinstance(value, dict):
        return value
    return _coloured({k: lean(v) for k, v in value.items() if not (k in PLAIN and v in (0, False))})


def _coloured(value):
    """A colour stands both by itself and as a style, whichever was written."""
    for name in COLOURS & {key.removesuffix("Style") for key in value}:
        style = value.get(f"{name}Style", {})
        if name not in value and "rgbColor" in style:
            value[name] = style["rgbColor"]
        elif name in value and not style:
            value[f"{name}Style"] = {"rgbColor": value[name]}
    return value


def properties(book, tab):
    """A sheet's SheetProperties, with its place among the others."""
    order = ("sheetId", "title", "index", "sheetType")
    facts = {"index": book.tabs.index(tab)} | tab.properties
    return {name: facts[name] for name in order} | facts


def _sheets(book, places, tree):
    asked = {tab.id: [rect for other, rect in places if other is tab] for tab, _ in places}
    return [
        _sheet(book, tab, asked.get(tab.id, []), tree)
        for tab in book.tabs
        if not places or tab.id in asked
    ]


def _sheet(book, tab, rects, tree):
    answer = {"properties": lean(properties(book, tab))}
    data = below(tree, "data")
    if data is not None:
        areas = [tab.inside(rect) for rect in rects] or [Rect(0, 0, *tab.shape)]
        answer["data"] = [_data(book, tab, area, data) for area in areas]
    if tab.merges:
        answer["merges"] = [to_grid(tab.id, rect) for rect in tab.merges]
    for name, held in (
        ("conditionalFormats", tab.conditional),
        ("protectedRanges", tab.protected),
        ("basicFilter", tab.filter),
        ("rowGroups", tab.groups[ROWS]),
        ("columnGroups", tab.groups[COLUMNS]),
    ):
        if held:
            answer[name] = lean(held)
    return answer


def _data(book, tab, area, tree):
    answer = lean({"startRow": area.top, "startColumn": area.left})
    rows = below(tree, "rowData")
    if rows is not None:
        answer["rowData"] = _rows(book, tab, area, below(rows, "values"))
    if below(tree, "rowMetadata") is not None:
        lines = range(area.top, area.bottom)
        answer["rowMetadata"] = _metadata(tab.sizes[ROWS], lines, HEIGHT)
    if below(tree, "columnMetadata") is not None:
        lines = range(area.left, area.right)
        answer["columnMetadata"] = _metadata(tab.sizes[COLUMNS], lines, WIDTH)
    return {name: part for name, part in answer.items() if part != []}


def _metadata(sizes, lines, size):
    return [{"pixelSize": size} | lean(sizes.get(n, {})) for n in lines]


def _rows(book, tab, area, tree):
    last = {}
    for row, column in tab.cells:
        if area.holds(row, column):
            last[row] = max(column, last.get(row, -1))
    bottom = max(last, default=area.top - 1) + 1
    rows = (
        [cell_data(book, tab, (r, c), tree) for c in range(area.left, last.get(r, -1) + 1)]
        for r in range(area.top, bottom)
    )
    return [{"values": cells} if cells else {} for cells in rows]


def cell_data(book, tab, place, tree):
    """A cell's CellData with what the service computes: effective and formatted value."""
    cell = tab.cells.get(place)
    if not cell:
        return {}
    answer = {name: lean(part) for name, part in cell.items()}
    if "userEnteredValue" in cell and below(tree, "effectiveValue") is not None:
        answer["effectiveValue"] = _effective_value(book, tab, place)
    if "userEnteredValue" in cell and below(tree, "formattedValue") is not None:
        answer["formattedValue"] = rendered(book, tab, place)
    wanted = below(tree, "effectiveFormat")
    if wanted is not None:
        answer["effectiveFormat"] = effective_format(answer.get("userEnteredFormat", {}), wanted)
    order = ("userEnteredValue", "effectiveValue", "formattedValue")
    return {name: answer[name] for name in order if name in answer} | answer


def _effective_value(book, tab, place):
    effective = book.effective(tab, place)
    if "errorValue" not in effective:
        return effective
    kind = effective["errorValue"]["type"]
    return {"errorValue": {"type": kind, "message": rendered(book, tab, place)}}


def effective_format(entered, tree):
    """The default format with a cell's own laid over it, or the one part asked for."""
    if tree.keys() == {"numberFormat"}:
        return {name: entered[name] for name in tree if name in entered}
    text = DEFAULT_FORMAT["textFormat"] | entered.get("textFormat", {})
    return DEFAULT_FORMAT | {"hyperlinkDisplayType": "PLAIN_TEXT"} | entered | {"textFormat": text}
