"""Files written by one process at a time and in one step: nobody ever opens half a file."""

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kjr.errors import KjrError
from kjr.store.opening import read_inside

DRAFT: Final = ".kjr-{}.tmp"
HOUR: Final = 3600.0
PAUSES: Final = (0.1, 0.2, 0.4, 0.8)
"""Seconds between tries to replace a file that is open elsewhere."""

BUSY: Final = "另一次保存还没有完成，请稍后再试"
FORBIDDEN: Final = "没有写入权限（或文件正被占用），没有保存；工作簿没有改动"
SENTENCES: Final = {
    errno.ENOSPC: "磁盘已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EDQUOT: "磁盘配额已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EFBIG: "磁盘写不下这么大的文件，没有保存；工作簿没有改动",
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.ELOOP: "工作簿是指向自己的链接，或刚被换成链接，没有保存",
    errno.EROFS: "文件夹是只读的，没有保存；工作簿没有改动",
    errno.ENOENT: "工作簿或文件夹不在了（可能被移动、改名，或网络盘断开），没有保存",
}
NOT_WRITTEN: Final = "写不进 {}：请看文件夹在不在、有没有写的权限、文件是不是正开着"
OTHERWISE: Final = "写不进文件夹，可能网络盘已断开；工作簿没有改动，请稍后再试"


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
        _replace(draft, path)
    if must_last:
        _settle(path.parent)


def exchange_file(path: Path, data: bytes, instead: bytes, last_look: Callable[[], None]) -> bool:
    """Replace a file others write to as well; False if it no longer holds ``instead``.

    ``last_look`` may raise to stop it; only the comparison of its stamp and the replacement itself
    come after.  Raises OSError as ``replace_file`` does.
    """
    with _write_draft(path, data, must_last=True) as draft:
        _resemble(path, draft)
        stamp = _stamp(path)
        if read_inside(path) != instead:
            return False
        last_look()
        if _stamp(path) != stamp:
            return False
        _replace(draft, path)
    _settle(path.parent)
    return True


@contextlib.contextmanager
def _write_draft(path: Path, data: bytes, *, must_last: bool) -> Iterator[Path]:
    """The bytes in a file beside another, which is gone afterwards unless it took its place."""
    draft = path.with_name(DRAFT.format(secrets.token_hex(4)))
    try:
        with draft.open("wb") as file:
            file.write(data)
            if must_last:
                file.flush()
                os.fsync(file.fileno())
        yield draft
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        _sweep(path.parent)


def _stamp(path: Path) -> tuple[int, int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def save_output(path: Path, data: bytes, *, makes_folder: bool = False) -> None:
    """Write a file where somebody said, whole or not at all; KjrError with what to look after."""
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data, must_last=False)
    except OSError as error:
        raise KjrError(NOT_WRITTEN.format(path)) from error


def explain_write_error(error: OSError) -> str:
    """Why a file could not be written, in words for the person who wanted to."""
    return SENTENCES.get(error.errno or 0, OTHERWISE)


def _resemble(path: Path, draft: Path) -> None:
    """The same rights, owner and group, as far as we may."""
    facts = path.stat()
    if hasattr(os, "chown"):
        for owner in (facts.st_uid, facts.st_gid), (-1, facts.st_gid):
            with contextlib.suppress(OSError):
                os.chown(draft, *owner)
                break
    if hasattr(os, "listxattr"):  # rights for single accounts among them
        for name in os.listxattr(path):
            with contextlib.suppress(OSError):
                os.setxattr(draft, name, os.getxattr(path, name))
    shutil.copymode(path, draft)  # last, since a new owner takes rights away


def _replace(draft: Path, path: Path) -> None:
    for pause in PAUSES:
        with contextlib.suppress(PermissionError):  # Windows, while somebody has it open
            draft.replace(path)
            return
        time.sleep(pause)
    draft.replace(path)


def _settle(folder: Path) -> None:
    """Make the change of name last, where folders can be told to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Take away what crashes left behind."""
    with contextlib.suppress(OSError):
        for left in folder.glob(DRAFT.format("*")):
            if time.time() - left.stat().st_mtime > HOUR:
                left.unlink()
