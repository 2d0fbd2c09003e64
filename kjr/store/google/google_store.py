"""Workbooks kept as Google spreadsheets in one Drive folder, each under its unit's name.

Drive tells which books changed, for people's edits up to some minutes late; one call reads a
whole book, one reads and one writes a sheet.  What Drive does not tell, rounds through all books
find out.
"""

import datetime as dt
import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kjr.store import base
from kjr.store.google.google_access import GOOGLE
from kjr.store.google.http import GoogleHttp
from kjr.store.google.quota import Change, Rounds, Urgency
from kjr.store.google.refusals import GoogleError
from kjr.store.google.spreadsheet import Spreadsheet, fetch_sheets, save_spreadsheet

FILES: Final = GOOGLE.drive + "/drive/v3/files"
ADDRESS: Final = "https://docs.google.com/spreadsheets/d/{}/edit"
SPREADSHEET: Final = "application/vnd.google-apps.spreadsheet"
FOLDER: Final = "application/vnd.google-apps.folder"

EVERY: Final = 6.0
"""Seconds between two books of the rounds: 200 books take 20 minutes."""
MOST: Final = 5
"""Books of the rounds read at one poll."""
OPEN: Final = 30.0
"""Seconds for which a page counts as open after somebody last looked at it."""
OPEN_EVERY: Final = 10.0
"""Seconds between two readings of a book whose page is open."""

ABSENT: Final = "文件夹里没有这个单位的 Google 表格"
UPLOADED: Final = "不是 Google 表格；如是上传的 Excel 文件，请打开后点「文件—另存为 Google 表格」"
NESTED: Final = "下级文件夹里的表格不读取，请移到上一层"
GONE: Final = {403, 404, 400}


class DriveFile(NamedTuple):
    """One file of the folder as Drive lists it."""

    id: str
    name: str
    version: str
    changed: dt.datetime
    kind: str


class GoogleStore:
    """The three verbs on a Drive folder; ``resolve`` tells by a spreadsheet's name whose it is."""

    def __init__(self, http: GoogleHttp, folder: str, resolve: base.Resolve) -> None:
        self._http, self._folder, self._resolve = http, folder, resolve
        self._files: Mapping[str, DriveFile] = {}
        self._rounds = Rounds(http.clock, EVERY, MOST)
        self._looked_at: dict[str, float] = {}
        self._read_at: dict[str, float] = {}
        self._known: dict[str, str] = {}
        """Unit → digest of its sheets as last read."""
        self._news: dict[str, tuple[str, str]] = {}
        """Unit → (Drive's version, digest) of a change that Drive has not told yet."""
        self._ahead: dict[str, tuple[base.Sheet, ...]] = {}
        """What the rounds found changed, until it is asked for."""
        self._saving: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def versions(self) -> base.Listing:
        """Every unit that has a spreadsheet, and the files that count for nobody.

        One call to Drive, and the books whose turn it is in the rounds.
        """
        try:
            listed = tuple(self._listed())
        except GoogleError as error:
            raise base.StoreUnavailableError(str(error)) from error
        self._files, strays = _sorted_out(listed, self._resolve)
        self._ahead.clear()
        self._look_around()
        return base.Listing({unit: self._held(unit) for unit in self._files}, strays)

    def follow_names(self, resolve: base.Resolve) -> None:
        """Tell whose each spreadsheet is by ``resolve`` from now on."""
        self._resolve = resolve

    def read(self, unit: str) -> tuple[base.Sheet, ...]:
        """Every sheet of a unit's spreadsheet, in one call."""
        urgency = Urgency.OPEN if self._is_open(unit) else Urgency.CHANGED
        sheets = self._ahead.pop(unit, None) or self._read(unit, urgency)
        self._known[unit] = _digest(sheets)
        return sheets

    def write(self, new: base.Sheet, old: base.Sheet) -> None:
        """Change single cells and append new rows: one call to look, one to write.

        Raises BusyError when Google wants no more calls this minute; nothing is written then.
        """
        self.look_at(old.unit)
        book = self.book(old.unit)
        with self._saving[old.unit]:
            after = save_spreadsheet(book, new, old)
        self._ahead.pop(old.unit, None)
        self._known.pop(old.unit, None)
        self._note(old.unit, _digest([after]))

    def look_at(self, unit: str) -> None:
        """Somebody has this unit's page open: its book is read often, told or not."""
        self._looked_at[unit] = self._http.clock()

    def book(self, unit: str) -> Spreadsheet:
        """Where a unit's spreadsheet is; base.UnreadableError if it has none."""
        if not self._files:
            self.versions()
        if unit not in self._files:
            raise base.UnreadableError(ABSENT)
        return Spreadsheet(self._http, self._files[unit].id, unit)

    def address(self, unit: str) -> str:
        """Where people open a unit's spreadsheet; blank if it has none."""
        return ADDRESS.format(self._files[unit].id) if unit in self._files else ""

    def count_with_others(self, keep: Callable[[str], Change]) -> None:
        """Spend calls together with every process of this account."""
        self._http.count_with_others(keep)

    def close(self) -> None:
        """Let the connections go."""
        self._http.session.close()

    def _listed(self) -> Iterator[DriveFile]:
        params = {
            "q": f"'{self._folder}' in parents and trashed=false",
            "fields": "nextPageToken,files(id,name,mimeType,version,modifiedTime)",
            "pageSize": 1000,
            "supportsAllDrives": True,
            "includeItemsFromAllDrives": True,
        }
        while True:
            page = self._http.ask("get", FILES, params=params)
            for file in page.get("files", ()):
                changed = dt.datetime.fromisoformat(file["modifiedTime"])
                id, name, version = file["id"], file["name"], file["version"]
                yield DriveFile(id, name, version, changed, file["mimeType"])
            if "nextPageToken" not in page:
                return
            params |= {"pageToken": page["nextPageToken"]}

    def _held(self, unit: str) -> base.StoredBook:
        file = self._files[unit]
        version, digest = self._news.get(unit, ("", ""))
        mark = f"{file.version}+{digest}" if version == file.version else file.version
        return base.StoredBook(file.name, f"{file.id} {mark}", file.changed)

    def _is_open(self, unit: str) -> bool:
        return self._http.clock() - self._looked_at.get(unit, -OPEN) < OPEN

    def _look_around(self) -> None:
        """Read the books on open pages, then those whose turn it is if calls are left over."""
        now = self._http.clock()
        for unit in filter(self._is_open, self._files):
            if now - self._read_at.get(unit, 0) >= OPEN_EVERY:
                self._look(unit, Urgency.OPEN)
        for unit in self._rounds.due(sorted(self._files)):
            if self._http.purses["read"].has(Urgency.SWEEP):
                self._look(unit, Urgency.SWEEP)

    def _look(self, unit: str, urgency: Urgency) -> None:
        """Compare a book with what we know of it; a refusal counts as news too."""
        try:
            sheets = self._read(unit, urgency)
        except base.UnreadableError as error:
            self._note(unit, str(error))
            return
        except base.StoreUnavailableError:
            return
        digest = _digest(sheets)
        if self._known.setdefault(unit, digest) != digest:
            self._ahead[unit] = sheets
            self._note(unit, digest)

    def _note(self, unit: str, digest: str) -> None:
        self._news[unit] = self._files[unit].version, digest

    def _read(self, unit: str, urgency: Urgency) -> tuple[base.Sheet, ...]:
        self._read_at[unit] = self._http.clock()
        try:
            return fetch_sheets(self.book(unit), urgency)
        except GoogleError as error:
            kind = base.UnreadableError if error.status in GONE else base.StoreUnavailableError
            raise kind(str(error)) from error


def _sorted_out(
    files: Iterable[DriveFile], resolve: base.Resolve
) -> tuple[Mapping[str, DriveFile], tuple[base.Stray, ...]]:
    """Which file counts for which unit, and why the others count for nobody."""
    books: dict[str, DriveFile] = {}
    strays = []
    for file in sorted(files, key=lambda file: (file.changed, file.name), reverse=True):
        unit = resolve(file.name)
        if reason := _why_not(file, unit, books):
            strays.append(base.Stray(file.name, reason))
        elif unit:
            books[unit] = file
    return dict(sorted(books.items())), tuple(sorted(strays))


def _why_not(file: DriveFile, unit: str | None, books: Mapping[str, DriveFile]) -> str:
    if file.kind == FOLDER:
        return NESTED
    if file.kind != SPREADSHEET:
        return UPLOADED
    if unit is None:
        return base.UNKNOWN
    return base.DOUBLE.format(books[unit].name) if unit in books else ""


def _digest(sheets: Iterable[base.Sheet]) -> str:
    return hashlib.blake2b(repr(tuple(sheets)).encode(), digest_size=8).hexdigest()
