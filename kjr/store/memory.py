"""Books held in memory: for trying things out, and the measure of the other stores."""

import datetime as dt
from collections.abc import Iterable

from kjr.store.base import Listing, Sheet, SheetChangedError, StoredBook, UnreadableError, trim_grid

BEGINNING = dt.datetime(2000, 1, 1, 8, tzinfo=dt.UTC)


class MemoryStore:
    """The three verbs on a handful of sheets; an hour passes with every change."""

    def __init__(self, sheets: Iterable[Sheet] = ()) -> None:
        self._books: dict[str, dict[str, Sheet]] = {}
        self._changes: dict[str, int] = {}
        for sheet in sheets:
            self.put(sheet)

    def put(self, sheet: Sheet) -> None:
        """Replace one sheet, or add it, as somebody else would."""
        self._books.setdefault(sheet.unit, {})[sheet.name] = sheet
        self._changes[sheet.unit] = self._changes.get(sheet.unit, 0) + 1

    def versions(self) -> Listing:
        """Every unit that has a sheet."""
        return Listing({unit: self._held(unit) for unit in self._books})

    def read(self, unit: str) -> tuple[Sheet, ...]:
        """Every sheet of one unit."""
        if unit not in self._books:
            raise UnreadableError("还没有工作簿")
        return tuple(self._books[unit].values())

    def write(self, new: Sheet, old: Sheet) -> None:
        """Replace ``old`` by ``new``."""
        stored = self._books.get(old.unit, {}).get(old.name)
        if stored is None or stored.rows != old.rows:
            raise SheetChangedError(stored or old)
        self.put(new._replace(rows=trim_grid(new.rows)))

    def _held(self, unit: str) -> StoredBook:
        changes = self._changes[unit]
        return StoredBook(unit, str(changes), BEGINNING + dt.timedelta(hours=changes))
