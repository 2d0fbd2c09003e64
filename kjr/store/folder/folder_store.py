"""Workbooks in one shared folder, each under its unit's name."""

import contextlib
import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from kjr.store import base, side_books
from kjr.store.folder import listing, owner_marks, versions
from kjr.store.folder.doubts import Doubts
from kjr.store.folder.listing import Files, Look
from kjr.store.folder.mounts import MountRecord, MountTable, keeps_writes
from kjr.store.folder.patience import (
    LOOKING,
    READING,
    SAVING,
    UNSAVED,
    Attempt,
    NoAnswerError,
    Patience,
)
from kjr.store.folder.saving import (
    SaveContext,
    create_workbook,
    find_ban,
    restore_version,
    save_workbook,
)
from kjr.store.folder.second_looks import AbsentError, look_again, make_of_whole, read_file
from kjr.store.folder.versions import Version
from kjr.store.read_ahead import T, Understand
from kjr.store.write_errors import CUT_OFF
from kjr.store.xlsx.worker import Worker
from kjr.values.escapes import is_safe_file_name

RECENT: Final = 4
"""Workbooks remembered: saving reads the same bytes several times in a row."""

WHOLE: Final = CUT_OFF | {errno.ENOENT, errno.EAGAIN}
"""What may be said of one file because the whole folder is gone."""
CLOSED: Final = "打不开文件夹 {}，请检查它是否还在、网络盘是否连着"
HISTORY: Final = "history"
"""Where earlier versions lie, in the folder of this machine."""
UNSAFE: Final = "“{}”不能用作文件名，请先在名册里改"


class FolderStore:
    """The three verbs on a folder; ``resolve`` tells by a file's name whose it is.

    ``state`` is a folder on this machine, never a shared one, for the locks of writers.
    """

    def __init__(
        self,
        folder: Path,
        resolve: base.Resolve,
        worker: Worker | None = None,
        state: Path | None = None,
        clock: Callable[[], float] = time.time,
        *,
        side_books: bool = False,
    ) -> None:
        self.folder = folder
        self._resolve = lru_cache(maxsize=4096)(resolve)
        self.worker, self._is_lent = worker or Worker(), worker is not None
        """The processes that read; they may be lent to another folder's store."""
        self._sheets = lru_cache(RECENT)(self.worker.sheets)
        self._hindrances = lru_cache(maxsize=1024)(self._find_hindrance)
        self._bans: dict[Path, str] = {}
        """What was found of files since the last look: pages are drawn more often than that."""
        self._state = state or Path(tempfile.gettempdir()) / "kjr"
        self._clock = clock
        self._side_books = side_books
        self._seen: tuple[base.Resolve, Files] = self._resolve, {}
        self._doubts = Doubts()
        self._mounted = MountRecord(self._state / "mounted.json")
        self._patience = Patience()
        self._listing: base.Listing | None = None
        self._had = set[str]()
        """Units that had a workbook here; a share may show none for a moment."""

    def versions(self) -> base.Listing:
        """Every unit that has a file, and the files that count for nobody, with the reason."""
        self._bans = {}
        try:
            return self._patience.call(self._list, LOOKING)
        except OSError as error:
            said = self._mounted.explain_unlisted(error, self.folder)
            raise base.StoreUnavailableError(said or CLOSED.format(self.folder)) from error

    def follow_mounts(self, table: MountTable) -> None:
        """Notice, by the system's table of mounts, when another folder lies in its place."""
        self._mounted.table = table

    def find_caution(self) -> str:
        """What to know of the folder before saving into it; blank as a rule."""
        try_out = partial(self.ask, partial(keeps_writes, self.folder))
        return self._mounted.find_caution(str(self.folder.absolute()), try_out)

    def find_hindrance(self, unit: str, side: str = "") -> str:
        """Why nothing at all can be written into a unit's workbook; blank as a rule."""
        held = self._listing.books.get(unit) if self._listing else None
        if held is None:
            return ""
        path = self.folder / (side or held.file)
        with contextlib.suppress(base.StoreUnavailableError, NoAnswerError):  # looking tells
            if path not in self._bans:
                self._bans[path] = self._patience.call(lambda _: find_ban(path), READING)
            return self._bans[path] or self._hindrances(path, held.mark)
        return ""

    def ask(self, do: Callable[[], T]) -> T:
        """What else lies on the same share; raises NoAnswerError if that does not answer."""
        return self._patience.call(lambda _: do(), READING)

    def follow_names(self, resolve: base.Resolve) -> None:
        """Tell whose each file is by ``resolve`` from now on, of those known already too."""
        self._resolve = lru_cache(maxsize=4096)(resolve)

    def adopt_versions(self, names: Mapping[str, str]) -> None:
        """Put what was kept of a unit under a name it had to what is kept under its name now."""
        history = self._state / HISTORY
        for folder in sorted(history.iterdir()) if history.is_dir() else ():
            name, bracket, mark = folder.name.partition("〔")
            unit = names.get(name, name)
            if unit != name:
                versions.join_versions(folder, history / _name_folder(unit, bracket + mark))

    def read(self, unit: str) -> tuple[base.Sheet, ...]:
        """Every sheet of a unit's file, and of its side books."""
        own = make_of_whole(partial(self.content, unit), lambda data: self._sheets(data, unit))
        return (*own, *(each for file in self._held(unit).sides for each in self._side(unit, file)))

    def understood(self, unit: str, understand: Understand[T]) -> T:
        """What is made of a unit's file, in the guarded process that opens it."""
        if self._held(unit).sides:
            return understand(self.read(unit))
        return make_of_whole(
            partial(self.content, unit),
            lambda data: self.worker.understood(data, unit, understand),
        )

    def write(self, new: base.Sheet, old: base.Sheet) -> None:
        """Change single cells of a unit's .xlsx and leave everything else in it as it is.

        Raises KjrError when somebody has it open, or when it cannot be changed without harm.
        """
        path = self.folder / old.file if old.file else self._path(old.unit)
        means = self._means(old.unit, old.file)
        new, old = side_books.remove_side_mark(new), side_books.remove_side_mark(old)
        self._write(lambda means: save_workbook(path, new, old, means), means)

    def create(self, unit: str, data: bytes) -> None:
        """Put a unit's first workbook into the folder, or a side book beside the one it has."""
        if not is_safe_file_name(unit):
            raise base.UnreadableError(UNSAFE.format(unit))
        is_beside = unit in self.versions().books and self._side_books
        name = side_books.OURS.format(unit) if is_beside else f"{unit}.xlsx"
        path = self.folder / name
        self._write(lambda means: create_workbook(path, data, means), self._means(unit))
        self._listing = None  # it counts at once

    def kept(self, unit: str) -> tuple[Version, ...]:
        """The versions a unit's workbook had before each change, the latest first."""
        return versions.list_versions(self._means(unit).history)

    def restore(self, unit: str, version: Version) -> None:
        """Put one of ``kept`` back in place of the whole workbook."""
        path = self._path(unit)
        self._write(lambda means: restore_version(path, version, means), self._means(unit))

    def content(self, unit: str) -> bytes:
        """A unit's workbook as it is."""
        return self._seek(unit, lambda: self._read(self.folder / self._find(unit).file))

    def release(self, unit: str) -> None:
        """Take away the marks of programs that crashed with a unit's workbook open."""
        path, now = self._path(unit), self._clock()
        with contextlib.suppress(NoAnswerError):  # the save that follows tells
            self._patience.call(lambda _: owner_marks.remove_old_marks(path, now), READING)

    def close(self) -> None:
        """End the processes that read; whoever lent them ends them.  Nobody waits any more."""
        self._patience.close()
        if not self._is_lent:
            self.worker.close()

    def _means(self, unit: str, side: str = "") -> SaveContext:
        """What a save needs; versions follow the unit, whatever its file is called."""
        mark = side_books.find_side_mark(side)
        history = self._state / HISTORY / _name_folder(unit, f"〔{mark}〕" if mark else "")
        return SaveContext(self._sheets, self._state, self._clock(), history)

    def _find_hindrance(self, path: Path, _mark: str) -> str:
        from kjr.store.xlsx.writing.patch import find_hindrance

        try:
            return find_hindrance(self._read(path))
        except base.UnreadableError:
            return ""  # whoever reads it says so

    def _list(self, attempt: Attempt) -> base.Listing:
        resolve, now = self._resolve, self._clock()
        before = self._seen[1] if self._seen[0] is resolve else {}
        look = Look(before, resolve, now, self._doubts.choose(before, now), attempt.tell_alive)
        found, listed = listing.scan_folder(self.folder, look), self._listing
        if listed is None or found != before:
            listed = listing.build_listing(found, with_sides=self._side_books)
            self._mounted.check(os.path.realpath(self.folder), len(listed.books))
            self._seen, self._listing = (resolve, found), listed
            self._had.update(listed.books)
        for book in list(listed.books.values())[:1]:
            with contextlib.suppress(FileNotFoundError):  # it was there just now
                self._mounted.check_answering(self.folder / book.file)
        return listed

    def _read(self, path: Path) -> bytes:
        """A file's bytes; StoreUnavailableError where it is the whole folder that is cut off."""
        try:
            return self._patience.call(lambda _: read_file(path), READING)
        except base.UnreadableError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno in WHOLE:
                self.versions()
            raise

    def _write(self, do: Callable[[SaveContext], None], means: SaveContext) -> None:
        """Write what is to be written, but nothing beneath a mount point whose share is gone."""

        def write(attempt: Attempt) -> None:
            if not self._mounted.is_same(os.path.realpath(self.folder)):
                self._listing = None
                self._list(attempt)
            do(means._replace(begin_writing=attempt.begin_writing, own_work=attempt.own_work))

        self._patience.call(write, SAVING, UNSAVED)

    def _held(self, unit: str) -> base.StoredBook:
        """A unit's file as it was last seen; looked for anew where there was none."""
        return self._seek(unit, lambda: self._find(unit))

    def _seek(self, unit: str, find: Callable[[], T]) -> T:
        """What is found of a unit's file; AbsentError at once only if it never had one."""
        try:
            return look_again(find) if unit in self._had else find()
        except AbsentError:
            self._had.discard(unit)
            raise

    def _find(self, unit: str) -> base.StoredBook:
        seen = self._listing
        if seen is None or unit not in seen.books:
            seen = self.versions()
        if unit not in seen.books:
            raise AbsentError
        return seen.books[unit]

    def _path(self, unit: str) -> Path:
        return self.folder / self._held(unit).file

    def _side(self, unit: str, file: str) -> Iterator[base.Sheet]:
        try:
            read = partial(self._read, self.folder / file)
            sheets = make_of_whole(read, lambda data: self._sheets(data, unit))
        except base.UnreadableError as error:
            raise base.UnreadableError(f"“{file}”：{error}") from error
        return (side_books.add_side_mark(sheet, file) for sheet in sheets)


def _name_folder(unit: str, side: str) -> str:
    """What the folder of a unit's versions is called, or of those of a side book."""
    is_safe = is_safe_file_name(unit)
    return (unit if is_safe else hashlib.blake2b(unit.encode()).hexdigest()[:16]) + side
