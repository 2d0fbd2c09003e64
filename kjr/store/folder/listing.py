"""The files of a shared folder at one look, and which of them count.

Shares and sync programs keep whole seconds only, so a file that changed a moment ago may change
again without its time or size showing it: until it has been quiet for a while, its content is
compared too.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Mapping, Sequence
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
from kjr.store.folder import file_kinds
from kjr.store.opening import check_facts, find_target, read_inside
from kjr.store.side_books import find_side_mark

QUIET: Final = 5.0
"""Seconds after which time, size and number on the disk tell whether a file changed."""

NO_TABLE: Final = "不是工作簿，不读取"
CONFLICT: Final = "同步冲突留下的副本，里面可能有没合并的内容；请核对后删除"
NO_NAME: Final = "文件名的编码不对，没有读；请改一次文件名（照现在看到的字重打）"
NO_ENTRY: Final = "打不开：可能是指向自己或不在了的链接，或没有权限；没有读"
NESTED: Final = "下级文件夹里的工作簿不读取，请移到上一层"


Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, number on the disk."""


class FolderFile(NamedTuple):
    """One file as it was at a look."""

    name: str
    stamp: Stamp
    unit: str | None
    reason: str
    """Why it is not read, if somebody should know."""
    mark: str
    since: float
    """When it was first seen like this."""
    is_quiet: bool
    digest: bytes = b""

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """The highest among the files of one unit counts."""
        return file_kinds.is_table_name(self.name), self.stamp[0], -len(self.name), self.name

    @property
    def held(self) -> StoredBook:
        """The file as a store tells about it."""
        changed = dt.datetime.fromtimestamp(self.stamp[0] / 1e9, dt.UTC)
        return StoredBook(self.name, self.mark, changed)


Files = Mapping[str, FolderFile]


def scan_folder(folder: Path, before: Files, resolve: Resolve, now: float) -> Files:
    """Every file of a folder, by name; the very objects of the look before where unchanged.

    Raises OSError when the folder cannot be listed.
    """
    with os.scandir(folder) as entries:
        seen = (
            (entry.name, _file(entry, before, resolve, now))
            for entry in entries
            if not file_kinds.is_noise_name(entry.name)
        )
        return {name: file for name, file in seen if file}


def build_listing(files: Files, *, with_sides: bool = False) -> Listing:
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


def _file(
    entry: os.DirEntry[str], before: Files, resolve: Resolve, now: float
) -> FolderFile | None:
    known = before.get(entry.name)
    name = file_kinds.show_file_name(entry.name)
    try:
        facts = entry.stat()
    except FileNotFoundError:
        return None
    except OSError:  # one entry; the others are read all the same
        return known or _unread(name, NO_ENTRY)
    if name != entry.name:
        return _unread(name, NO_NAME)
    stamp = facts.st_mtime_ns, facts.st_size, facts.st_ino
    is_link, is_new = entry.is_symlink(), known is None or known.stamp != stamp
    if (is_new or is_link) and (refusal := _refuse(entry, facts)):
        return _unread(name, refusal, resolve(PurePath(name).stem), stamp)
    if known is None or is_new or (is_link and known.reason):
        since = now if before else min(now, facts.st_mtime)
        return _new(entry, stamp, resolve, since, now)
    return known if known.is_quiet else _watched(known, entry.path, now)


def _unread(
    name: str, reason: str, unit: str | None = None, stamp: Stamp = (0, 0, 0)
) -> FolderFile:
    return FolderFile(name, stamp, unit, reason, f"{name} {reason}", 0, is_quiet=True)


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


def _new(
    entry: os.DirEntry[str], stamp: Stamp, resolve: Resolve, since: float, now: float
) -> FolderFile:
    unit, reason = _whose(entry, resolve)
    is_quiet = unit is None or since + QUIET <= now
    digest = b"" if is_quiet else _digest(entry.path)
    mark = f"{entry.name} {stamp}"
    return FolderFile(entry.name, stamp, unit, reason, mark, since, is_quiet, digest)


def _watched(file: FolderFile, path: str, now: float) -> FolderFile:
    """The file compared by content: the same, or changed without its stamp showing it."""
    digest = _digest(path)
    if digest == file.digest:
        return file._replace(is_quiet=file.since + QUIET <= now)
    mark = f"{file.name} {file.stamp} {digest.hex()}"
    return file._replace(mark=mark, since=now, digest=digest)


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
