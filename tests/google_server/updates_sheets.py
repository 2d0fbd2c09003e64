"""Requests about the spreadsheet and its sheets: names, order, ranges with names, protection."""

import copy

from .errors import bad
from .resource import lean, properties
from .schema import merged, written
from .tabs import Tab, default_grid, new_id


def add_sheet(book, request, _):
    facts = copy.deepcopy(request.get("properties", {}))
    names = {tab.title for tab in book.tabs}
    title = facts.get("title") or _free_title(names)
    _title_is_free(book, title)
    sheet_id = facts.get("sheetId", new_id())
    if any(tab.id == sheet_id for tab in book.tabs):
        raise bad(f"A sheet with id {sheet_id} already exists. Please choose a different id.")
    grid = default_grid() | facts.get("gridProperties", {})
    book.room_for(grid["rowCount"] * grid["columnCount"])
    head = {"sheetId": sheet_id, "title": title, "sheetType": "GRID", "gridProperties": grid}
    tab = Tab({k: v for k, v in facts.items() if k != "index"} | head)
    book.tabs.insert(facts.get("index", len(book.tabs)), tab)
    return {"addSheet": {"properties": lean(properties(book, tab))}}


def _free_title(names):
    number = len(names) + 1
    while f"Sheet{number}" in names:
        number += 1
    return f"Sheet{number}"


def _title_is_free(book, title, but=None):
    if any(tab.title == title and tab is not but for tab in book.tabs):
        words = f'A sheet with the name "{title}" already exists. Please enter another name.'
        raise bad(words)


def sheet_of(book, sheet_id):
    """The sheet of that number."""
    for tab in book.tabs:
        if tab.id == (sheet_id or 0):
            return tab
    raise bad(f"No sheet with id: {sheet_id or 0}")


def delete_sheet(book, request, _):
    tab = sheet_of(book, request.get("sheetId"))
    if len(book.tabs) == 1:
        raise bad("You can't remove all the sheets in a document.")
    book.tabs.remove(tab)
    book.named = [one for one in book.named if one["range"].get("sheetId", 0) != tab.id]
    _some_sheet_shows(book)
    return {}


def _some_sheet_shows(book):
    if all(tab.properties.get("hidden") for tab in book.tabs):
        raise bad("You can't hide all the sheets in a document.")


def duplicate_sheet(book, request, _):
    source = sheet_of(book, request.get("sourceSheetId"))
    title = request.get("newSheetName") or f"Copy of {source.title}"
    _title_is_free(book, title)
    tab = source.copy()
    tab.properties |= {"sheetId": request.get("newSheetId", new_id()), "title": title}
    tab.protected = []
    book.tabs.insert(request.get("insertSheetIndex", 0), tab)
    return {"duplicateSheet": {"properties": lean(properties(book, tab))}}


def update_sheet_properties(book, request, _):
    given = request.get("properties", {})
    tab = sheet_of(book, given.get("sheetId"))
    mask = dict(written(request.get("fields"), "SheetProperties"))
    if "*" in mask:
        mask = {name: {} for name in given if name != "sheetId"}
    if mask.pop("index", None) is not None:
        _move_sheet(book, tab, given.get("index", 0))
    if "title" in mask:
        _title_is_free(book, given.get("title", ""), but=tab)
    rows, columns = tab.shape
    facts = merged(tab.properties, given, mask) if mask else dict(tab.properties)
    facts["gridProperties"] = {"rowCount": rows, "columnCount": columns} | facts.get(
        "gridProperties", {}
    )
    grown = facts["gridProperties"]["rowCount"] * facts["gridProperties"]["columnCount"]
    book.room_for(grown - rows * columns)
    tab.properties = facts | {"sheetId": tab.id, "sheetType": "GRID"}
    tab.resize(*tab.shape)
    _frozen_fit(tab)
    _some_sheet_shows(book)
    return {}


def _frozen_fit(tab):
    rows, columns = tab.shape
    if tab.grid.get("frozenRowCount", 0) >= rows:
        raise bad("You can't freeze all visible rows on the sheet.")
    if tab.grid.get("frozenColumnCount", 0) >= columns:
        raise bad("You can't freeze all visible columns on the sheet.")


def _move_sheet(book, tab, index):
    """Indexes count before the move: a sheet going right lands one place further left."""
    now = book.tabs.index(tab)
    book.tabs.remove(tab)
    book.tabs.insert(index - 1 if index > now else index, tab)


def update_spreadsheet_properties(book, request, _):
    mask = written(request.get("fields"), "SpreadsheetProperties")
    book.properties = merged(book.properties, request.get("properties", {}), mask)
    return {}


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
