"""Folders and spreadsheets put on a server directly, as if people had made them before."""

import datetime as dt

from .books import Book
from .files import FOLDER, new_file
from .serials import serial
from .tabs import Tab, default_grid

DATE = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}


def add_folder(world, name="填报"):
    """A folder; gives its id."""
    return new_file(world, name, mime=FOLDER).id


def add_book(world, folder, name, sheets):
    """A spreadsheet with title → rows of str, numbers, bools, dates or None; gives its id."""
    tabs = [_tab(n, title, rows) for n, (title, rows) in enumerate(sheets.items())]
    facts = {"locale": "zh_CN", "autoRecalc": "ON_CHANGE", "timeZone": "Asia/Shanghai"}
    book = Book("", facts | {"title": name}, tabs)
    return new_file(world, name, parents=[folder], book=book).id


def _tab(sheet_id, title, rows):
    grid = default_grid()
    grid["rowCount"] = max(grid["rowCount"], len(rows))
    facts = {"sheetId": sheet_id, "title": title, "sheetType": "GRID", "gridProperties": grid}
    cells = {
        (r, c): cell_data(cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell is not None
    }
    return Tab(facts, cells)


def cell_data(value):
    """CellData for a plain value; a day is a number with a date format."""
    if isinstance(value, dt.date):
        number = serial(dt.datetime.combine(value, dt.time()))
        return {"userEnteredValue": {"numberValue": number}, "userEnteredFormat": DATE}
    kinds = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}
    return {"userEnteredValue": {kinds[type(value)]: value}}
