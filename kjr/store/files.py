"""Files written by one process at a time and in one step: nobody ever opens half a file."""

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.base import UncertainWriteError, UnreadableError
from kjr.store.opening import read_inside, read_opened, use_inside
from kjr.store.rights import Rights, copy_rights, read_lists
from kjr.store.write_errors import MAY_PASS, NAMELESS, UNSURE

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, number on the disk."""
DRAFT: Final = ".kjr-{}.tmp"
HOUR: Final = 3600.0
PAUSES: Final = (0.1, 0.2, 0.4, 0.8)
"""Seconds between tries to replace a file that is open elsewhere."""
AFTER: Final = (0.0, 0.5, 1.0, 2.0, 2.0)
"""Seconds before each try to read back what became of it: shares remember sizes for a moment."""

BUSY: Final = "另一次保存还没有完成，请稍后再试"
NOT_WRITTEN: Final = "写不进 {}：请看文件夹在不在、有没有写的权限、磁盘满没满、文件是不是正开着"


@contextlib.contextmanager
def hold_lock(file: Path, patience: float = -1) -> Iterator[None]:
    """Be the only process that holds this lock file; KjrError after so many seconds, if not < 0."""
    from filelock import FileLock, Timeout

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file, patience, poll_interval=0.02):
            yield
    except Timeout as error:
        raise KjrError(BUSY) from error


def replace_file(path: Path, data: bytes, *, must_last: bool = True) -> None:
    """Write beside the file, then replace it.

    Raises OSError, for which ``explain_write_error`` has words; the file is then as it was.
    What ``must_last`` is on the disk itself before this returns, whatever happens to the power.
    """
    with _write_draft(path, data, must_last=must_last) as draft:
        draft.take_place(path)
    if must_last:
        _settle(path.parent)


def exchange_file(
    path: Path, data: bytes, instead: bytes | None, last_look: Callable[[], None]
) -> bool:
    """Replace a file others write to as well; False if it no longer holds ``instead``.

    None stands for no file at all.  It is replaced in one step unless its server would give the new
    one other rights: then the file itself is written.  ``last_look`` may raise to stop it; only the
    comparison of its stamp and the replacement itself come after.  Raises OSError as
    ``replace_file`` does, and UncertainWriteError where nobody can tell what became of it.
    """

    def look() -> None:
        last_look()
        if find_stamp(path, is_followed=instead is None) != found.stamp:
            raise _ChangedError

    with _write_draft(path, data, must_last=True) as draft:
        found = _find_before(path, draft)
        if found.data != instead:
            return False
        try:
            if found.gives_rights or instead is None:
                draft.take_place(path, look)
            else:
                _overwrite(path, data, instead, look)
        except _ChangedError:
            return _read(path) == data  # ours, if a try that was refused was made all the same
        except OSError as error:
            if not _is_written(path, data, instead, draft.path, error):
                raise
    _settle(path.parent)
    return True


class _ChangedError(Exception):
    """The file is no longer the one that was read."""


class _Found(NamedTuple):
    """What a draft is to replace."""

    data: bytes | None = None
    stamp: Stamp | None = None
    gives_rights: bool = True
    """Whether the draft has got all of its rights; of no file there are none."""


def _find_before(path: Path, draft: "_Draft") -> _Found:
    """A file as it is now, and its rights given to a draft."""

    def find(handle: int) -> _Found:
        gives, stamp = copy_rights(handle, draft.path, draft.rights), _stamp(os.fstat(handle))
        return _Found(read_opened(handle), stamp, gives)

    try:
        return use_inside(path, find)
    except FileNotFoundError:
        path.parent.stat()
        return _Found()


def _is_written(
    path: Path, data: bytes, instead: bytes | None, draft: Path, error: OSError
) -> bool:
    """Whether the file was replaced although its server said otherwise, or nothing.

    Where it is neither there nor replaced its server (WebDAV's clients ask for that in two steps)
    took the old one away and was interrupted: the draft is put in its place then.
    """
    seen: bytes | None = None
    for pause in AFTER:
        time.sleep(pause)
        with contextlib.suppress(OSError, UnreadableError):
            if (seen := _read(path)) is None and instead is not None:
                draft.replace(path)
                seen = _read(path)
            if seen in (data, instead):
                return seen == data
    if error.errno in MAY_PASS:
        return False  # a refusal is an answer
    if seen is not None:  # another's: the draft is no only copy
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    raise UncertainWriteError(UNSURE) from error


def _read(path: Path) -> bytes | None:
    """A file's bytes, None where there is none; a folder that is gone raises OSError."""
    try:
        return read_inside(path)
    except FileNotFoundError:
        path.parent.stat()
        return None


@dataclass
class _Draft:
    """A file beside the one whose place it is to take."""

    path: Path
    rights: Rights | None = None
    """What its server gave it."""
    made: float = 0.0
    """When it was made, by the clock of whoever keeps the folder."""
    is_spent: bool = False
    """Whether it took its place."""

    def take_place(self, path: Path, look: Callable[[], None] = lambda: None) -> None:
        """Take a file's place; tried again while somebody's program holds the file."""
        _replace(self.path, path, look)
        self.is_spent = True


@contextlib.contextmanager
def _write_draft(path: Path, data: bytes, *, must_last: bool) -> Iterator[_Draft]:
    """The bytes in a file beside another, which is gone afterwards unless it took its place.

    It stays where nobody knows what became of that one: it may be the only copy on the server.
    """
    _check_room(path.parent, len(data))
    draft = _Draft(path.with_name(DRAFT.format(secrets.token_hex(4))))
    try:
        with _name_full_disk(path.parent, len(data)), draft.path.open("wb") as file:
            file.write(data)
            file.flush()
            if must_last:
                os.fsync(file.fileno())
            lists = tuple(read_lists(file.fileno()))
        facts = draft.path.stat()  # a server may give it other rights when it has it whole
        draft.made, draft.rights = facts.st_mtime, Rights.of(facts, lists)
        yield draft
    except UncertainWriteError:
        raise
    except BaseException:
        _clear(draft)
        raise
    else:
        _clear(draft)


@contextlib.contextmanager
def _name_full_disk(folder: Path, size: int) -> Iterator[None]:
    """Say that the disk is full where its server (SFTP's) can only say that it failed."""
    try:
        yield
    except OSError as error:
        if error.errno in NAMELESS:
            _check_room(folder, size)
        raise


def _check_room(folder: Path, size: int) -> None:
    """Raise OSError where so many bytes do not fit on a disk that tells how large it is.

    davfs2 takes whatever it is given, and the old workbook away, before its server refuses it.
    """
    try:
        total, _, free = shutil.disk_usage(folder)
    except OSError:  # what is written next tells
        return
    if free < size and total:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def find_stamp(path: Path, *, is_followed: bool = True) -> Stamp | None:
    """What shows that a file changed; None while there is none.  Raises OSError out of reach.

    A link is not followed where it is itself a change.
    """
    try:
        return _stamp(path.stat(follow_symlinks=is_followed))
    except FileNotFoundError:
        return None


def _stamp(facts: os.stat_result) -> Stamp:
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def save_output(path: Path, data: bytes, *, makes_folder: bool = False) -> None:
    """Write a file where somebody said, whole or not at all; KjrError with what to look after."""
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data, must_last=False)
    except OSError as error:
        raise KjrError(NOT_WRITTEN.format(path)) from error


def _overwrite(path: Path, data: bytes, instead: bytes, look: Callable[[], None]) -> None:
    """Write into the file itself, where a new one would take colleagues' rights away.

    What it held is written back if that fails on the way.
    """
    look()
    try:
        _fill(path, data)
    except OSError:
        with contextlib.suppress(OSError):
            _fill(path, instead)
        raise


def _fill(path: Path, data: bytes) -> None:
    with _name_full_disk(path.parent, len(data)), path.open("r+b") as file:
        file.write(data)
        file.truncate()  # with it goes what is not sent yet
        os.fsync(file.fileno())


def _replace(draft: Path, path: Path, look: Callable[[], None] = lambda: None) -> None:
    """Put a draft in a file's place; tried again while somebody's program holds the file."""
    for pause in PAUSES:
        look()
        try:
            draft.replace(path)
        except OSError as error:
            if error.errno not in MAY_PASS:
                raise
            time.sleep(pause)
        else:
            return
    look()
    draft.replace(path)


def _settle(folder: Path) -> None:
    """Make the change of name last, where folders can be told to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear(draft: _Draft) -> None:
    """Take away a draft that is wanted no longer, and what crashes left behind beside it."""
    if not draft.is_spent:
        with contextlib.suppress(OSError):
            draft.path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for left in draft.path.parent.glob(DRAFT.format("*")):
            if draft.made - left.stat().st_mtime > HOUR:
                left.unlink()
