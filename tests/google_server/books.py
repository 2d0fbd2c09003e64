"""Spreadsheets in memory: their sheets, named ranges, and the values that formulas give."""

import copy
from dataclasses import dataclass, field

from .a1 import Rect, from_grid, parse_cells, split_title
from .errors import bad
from .formulas import ERRORS, FormulaError, result
from .tabs import Tab, default_grid

CELL_LIMIT = 10_000_000


@dataclass
class Book:
    """One spreadsheet."""

    id: str
    properties: dict
    tabs: list
    named: list = field(default_factory=list)
    metadata: list = field(default_factory=list)

    @classmethod
    def blank(cls, book_id, title, *, locale="en_US", zone="Etc/GMT"):
        first = {"sheetId": 0, "title": "Sheet1", "sheetType": "GRID"}
        tab = Tab(first | {"gridProperties": default_grid()})
        facts = {"title": title, "locale": locale, "autoRecalc": "ON_CHANGE", "timeZone": zone}
        return cls(book_id, facts, [tab])

    @property
    def locale(self):
        return self.properties["locale"]

    def copy(self, book_id=None):
        tabs = [tab.copy() for tab in self.tabs]
        kept = copy.deepcopy((self.properties, self.named, self.metadata))
        return Book(book_id or self.id, kept[0], tabs, *kept[1:])

    def tab(self, sheet_id):
        for tab in self.tabs:
            if tab.id == (sheet_id or 0):
                return tab
        raise bad(f"No grid with id: {sheet_id or 0}")

    def titled(self, title):
        return next((tab for tab in self.tabs if tab.title == title), None)

    def place(self, words):
        """The tab and rectangle of A1 text or a named range."""
        title, cells = split_title(words)
        if cells is None:
            return self._whole(title, words)
        tab, rect = self.titled(title), parse_cells(cells)
        if not tab or not rect:
            raise bad(f"Unable to parse range: {words}")
        return tab, rect

    def _whole(self, title, words):
        tab = self.titled(title)
        if tab:
            return tab, Rect()
        for one in self.named:
            if one["name"] == words:
                return self.tab(one["range"].get("sheetId")), from_grid(one["range"])
        rect = None if words.startswith("'") else parse_cells(words)
        if not rect:
            raise bad(f"Unable to parse range: {words}")
        return self.tabs[0], rect

    def grid_place(self, grid_range):
        """The tab and rectangle of a GridRange."""
        return self.tab(grid_range.get("sheetId")), from_grid(grid_range)

    def value(self, tab, place, depth=0):
        """A cell's effective value: None, bool, number or str; FormulaError for an error."""
        entered = tab.cells.get(place, {}).get("userEnteredValue", {})
        if "formulaValue" not in entered:
            return next(iter(entered.values()), None)

        def look_up(title, rect, depth):
            other = self.titled(title) if title else tab
            if not other or not rect:
                raise FormulaError("#REF!")
            area = rect.within(*other.shape)
            return [
                [self.value(other, (r, c), depth) for c in range(area.left, area.right)]
                for r in range(area.top, area.bottom)
            ]

        return result(entered["formulaValue"], look_up, depth)

    def effective(self, tab, place):
        """The same as an ExtendedValue; {} for an empty cell."""
        try:
            value = self.value(tab, place)
        except FormulaError as error:
            return {"errorValue": {"type": ERRORS[str(error)], "message": "Error"}}
        if value is None:
            return {}
        if isinstance(value, bool):
            return {"boolValue": value}
        return {"numberValue" if isinstance(value, (int, float)) else "stringValue": value}

    def room_for(self, cells):
        """400 if the spreadsheet would grow past ten million cells."""
        held = sum(tab.shape[0] * tab.shape[1] for tab in self.tabs)
        if held + cells > CELL_LIMIT:
            limit = f"above the limit of {CELL_LIMIT} cells."
            raise bad(f"This action would increase the number of cells in the workbook {limit}")
