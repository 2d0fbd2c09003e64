"""The files of a shared folder at one look, and which of them count.

Shares and sync programs keep whole seconds only, so a file that changed a moment ago may change
again without its time or size showing it: until it has been quiet for a while, its content is
compared at every look, and afterwards now and then.  Its number on the disk says little: some
shares give out new ones whenever they are mounted.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from kjr.store.base import (
    DOUBLE,
    UNKNOWN,
    Listing,
    Resolve,
    StoredBook,
    Stray,
    UnreadableError,
)
from kjr.store.files import Stamp
from kjr.store.folder import file_kinds
from kjr.store.opening import check_facts, find_target, read_inside
from kjr.store.side_books import find_side_mark

QUIET: Final = 5.0
"""Seconds after which time, size and number on the disk tell whether a file changed, mostly."""

NO_TABLE: Final = "不是工作簿，不读取"
CONFLICT: Final = "同步冲突留下的副本，里面可能有没合并的内容；请核对后删除"
NO_NAME: Final = "文件名的编码不对，没有读；请改一次文件名（照现在看到的字重打）"
NO_ENTRY: Final = "打不开：可能是指向自己或不在了的链接，或没有权限；没有读"
NESTED: Final = "下级文件夹里的工作簿不读取，请移到上一层"


class FolderFile(NamedTuple):
    """One file as it was at a look."""

    name: str
    stamp: Stamp
    unit: str | None
    reason: str
    """Why it is not read, if somebody should know."""
    since: float
    """When it was first seen like this."""
    is_quiet: bool
    digest: bytes = b""
    """Of its content; blank where that is not read, or cannot be."""

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """The highest among the files of one unit counts."""
        return file_kinds.is_table_name(self.name), self.stamp[0], -len(self.name), self.name

    @property
    def mark(self) -> str:
        """The same as long as its content, its name and its time are."""
        return f"{self.name} {self.reason or self.stamp[:2]} {self.digest.hex()}".rstrip()

    @property
    def held(self) -> StoredBook:
        """The file as a store tells about it."""
        changed = dt.datetime.fromtimestamp(self.stamp[0] / 1e9, dt.UTC)
        return StoredBook(self.name, self.mark, changed)


Files = Mapping[str, FolderFile]


class Look(NamedTuple):
    """One look at a folder."""

    before: Files
    """What the look before saw."""
    resolve: Resolve
    now: float
    """Seconds since 1970."""
    doubted: Collection[str] = ()
    """Names whose content is compared although nothing else changed."""
    tell_alive: Callable[[], None] = lambda: None
    """Called with every file: the folder still answers."""


def scan_folder(folder: Path, look: Look) -> Files:
    """Every file of a folder, by name; the very objects of the look before where unchanged.

    Raises OSError when the folder cannot be listed.
    """
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            look.tell_alive()
            if not file_kinds.is_noise_name(entry.name) and (file := _file(entry, look)):
                found[entry.name] = file
    return found


def build_listing(files: Files, *, with_sides: bool) -> Listing:
    """Who has which file, and what counts for nobody; side books are told apart by their names."""
    owned = [file for file in files.values() if file.unit]
    owned.sort(key=lambda file: (file.unit or "", file.rank))
    books, strays = {}, [Stray(file.name, file.reason) for file in files.values() if file.reason]
    for unit, group in groupby(owned, key=lambda file: file.unit or ""):
        by_mark: dict[str, list[FolderFile]] = {}
        for file in _prefer_readable(list(group)):
            by_mark.setdefault(find_side_mark(file.name) if with_sides else "", []).append(file)
        counts = [by_mark[each][-1] for each in sorted(by_mark)]
        books[unit] = _together(counts)
        for others in by_mark.values():
            strays += (Stray(file.name, _why_not(file, others[-1])) for file in others[:-1])
    return Listing(books, tuple(sorted(strays)))


def _prefer_readable(files: list[FolderFile]) -> list[FolderFile]:
    """What will not be opened counts only where the unit has nothing else: it says why then."""
    return [file for file in files if not file.reason] or files[-1:]


def _together(files: Sequence[FolderFile]) -> StoredBook:
    """A unit's workbook, the first of its files, with its side books."""
    first, *others = (file.held for file in files)
    return StoredBook(
        first.file,
        " ".join((first.mark, *(each.mark for each in others))),
        max((first.changed, *(each.changed for each in others))),
        tuple(each.file for each in others),
    )


def _file(entry: os.DirEntry[str], look: Look) -> FolderFile | None:
    known, now = look.before.get(entry.name), look.now
    name = file_kinds.show_file_name(entry.name)
    try:
        facts = entry.stat()
        if name != entry.name:
            return _unread(name, NO_NAME)
        stamp = facts.st_mtime_ns, facts.st_size, facts.st_ino
        is_link, is_new = entry.is_symlink(), known is None or known.stamp != stamp
        if (is_new or is_link) and (refusal := _refuse(entry, facts)):
            return _unread(name, refusal, look.resolve(PurePath(name).stem), stamp)
        if known is None or is_new or (is_link and known.reason):
            since = now if look.before else min(now, facts.st_mtime)
            return _new(entry, stamp, look, since)
    except FileNotFoundError:
        return None
    except OSError:  # one entry; the others are read all the same
        return known or _unread(name, NO_ENTRY)
    is_settled = known.unit is None or (known.is_quiet and entry.name not in look.doubted)
    return known if is_settled else _watched(known, entry.path, now)


def _unread(
    name: str, reason: str, unit: str | None = None, stamp: Stamp = (0, 0, 0)
) -> FolderFile:
    return FolderFile(name, stamp, unit, reason, 0, is_quiet=True)


def _refuse(entry: os.DirEntry[str], facts: os.stat_result) -> str:
    """Why an entry will not be opened, blank if it may be; folders never are."""
    try:
        if entry.is_symlink():
            find_target(Path(entry.path))
        if not entry.is_dir():
            check_facts(facts)
    except UnreadableError as refusal:
        return str(refusal)
    return ""


def _new(entry: os.DirEntry[str], stamp: Stamp, look: Look, since: float) -> FolderFile:
    unit, reason = _whose(entry, look.resolve)
    is_quiet = unit is None or since + QUIET <= look.now
    digest = b"" if unit is None or reason else _digest(entry.path)
    return FolderFile(entry.name, stamp, unit, reason, since, is_quiet, digest)


def _watched(file: FolderFile, path: str, now: float) -> FolderFile:
    """The file compared by content: the same, or changed without its stamp showing it."""
    digest = b"" if file.reason else _digest(path)
    if digest in (b"", file.digest):  # one that cannot be read now is compared next time
        return file._replace(is_quiet=file.since + QUIET <= now)
    return file._replace(since=now, digest=digest, is_quiet=False)


def _digest(path: str) -> bytes:
    try:
        return hashlib.blake2b(read_inside(Path(path)), digest_size=8).digest()
    except (OSError, UnreadableError):
        return b""


def _whose(entry: os.DirEntry[str], resolve: Resolve) -> tuple[str | None, str]:
    """The unit a file counts for; if none, why, as far as somebody should know."""
    if entry.is_dir():
        return None, NESTED if _holds_workbooks(entry.path) else ""
    if file_kinds.is_conflict_name(entry.name):
        return None, CONFLICT
    unit = resolve(PurePath(entry.name).stem)
    if unit is None:
        return None, UNKNOWN if file_kinds.is_table_name(entry.name) else NO_TABLE
    return unit, ""


def _holds_workbooks(path: str) -> bool:
    try:
        return any(file_kinds.is_workbook_name(each.name) for each in Path(path).iterdir())
    except OSError:
        return False


def _why_not(file: FolderFile, counts: FolderFile) -> str:
    return DOUBLE.format(counts.name) if file_kinds.is_table_name(file.name) else NO_TABLE
