"""One file takes another's place in one step, so that nobody ever opens half a file."""

import contextlib
import errno
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import Final

DRAFT: Final = ".kjr-{}.tmp"
HOUR: Final = 3600.0
PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 0.0)
"""Seconds after each try to replace a file that is open elsewhere."""

SENTENCES: Final = {
    errno.ENOSPC: "磁盘已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EDQUOT: "磁盘配额已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EFBIG: "磁盘写不下这么大的文件，没有保存；工作簿没有改动",
    errno.EACCES: "没有写入权限（或文件正被占用），没有保存；工作簿没有改动",
    errno.EPERM: "没有写入权限（或文件正被占用），没有保存；工作簿没有改动",
    errno.EROFS: "文件夹是只读的，没有保存；工作簿没有改动",
    errno.ENOENT: "工作簿或文件夹不在了（可能被移动、改名，或网络盘断开），没有保存",
}
OTHERWISE: Final = "写不进文件夹，可能网络盘已断开；工作簿没有改动，请稍后再试"


def replace_file(path: Path, data: bytes, instead: bytes | None = None) -> bool:
    """Write beside the file, then replace it; False if it no longer holds ``instead``.

    Raises OSError, for which ``explain_write_error`` has words; the file is then as it was.
    """
    draft = path.with_name(DRAFT.format(secrets.token_hex(4)))
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if instead is not None:
            _resemble(path, draft)
            if path.read_bytes() != instead:
                return False
        _replace(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        _sweep(path.parent)
    _settle(path.parent)
    return True


def explain_write_error(error: OSError) -> str:
    """Why a file could not be written, in words for the person who wanted to."""
    return SENTENCES.get(error.errno or 0, OTHERWISE)


def _resemble(path: Path, draft: Path) -> None:
    """The same rights and the same owner, as far as we may."""
    shutil.copymode(path, draft)
    owner = path.stat()
    if hasattr(os, "chown") and (owner.st_uid, owner.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(OSError):
            os.chown(draft, owner.st_uid, owner.st_gid)


def _replace(draft: Path, path: Path) -> None:
    for pause in PAUSES:
        try:
            draft.replace(path)
        except PermissionError:  # Windows, while somebody has it open
            if not pause:
                raise
            time.sleep(pause)
        else:
            return


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
