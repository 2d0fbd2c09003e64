"""A file of the shared folder, opened once: no link leads out of the folder, no device is read.

Whoever may write there may put a link to the passcodes in a workbook's place, a pipe nobody writes
to, or a file of holes.  What is judged is the opened file itself: a name can change hands between
two looks.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from kjr.store.base import UnreadableError

LARGEST: Final = 100_000_000
"""Bytes of a file that is still opened."""
FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)
"""Not through links, not waiting for a pipe's writer; Windows has neither."""

LEADS_OUT: Final = "是指向文件夹外面的链接，没有读；请把文件本身放进来"
NO_FILE: Final = "不是普通文件（是管道、设备之类），没有读；请移走"
OVERSIZED: Final = "文件超过 100 MB，没有读；要填报请另存一份只含台账的 .xlsx"


def find_target(path: Path) -> Path:
    """The file a name in the folder leads to: itself, or what a link inside the folder points at.

    Raises UnreadableError for a link that leads out.
    """
    return _follow(path, Path(os.path.realpath(path.parent)), is_link=path.is_symlink())


def _follow(path: Path, folder: Path, *, is_link: bool) -> Path:
    if not is_link:
        return folder / path.name
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(folder):
        raise UnreadableError(LEADS_OUT)
    return target


def check_facts(facts: os.stat_result) -> None:
    """Raise UnreadableError for what is no regular file, or far too large."""
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableError(NO_FILE)
    if facts.st_size > LARGEST:
        raise UnreadableError(OVERSIZED)


def read_inside(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file of the folder, the first ``most`` of them.

    On a share each question is a way to its server and back: it is asked as few as will do.
    Raises UnreadableError for what is not to be read, OSError for what cannot be.
    """
    try:
        return _read_once(path, most)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
    return _read_once(path, most)  # rclone says so of one that was replaced while it was read


def _read_once(path: Path, most: int) -> bytes:
    folder, facts = Path(os.path.realpath(path.parent)), path.lstat()
    is_link = stat.S_ISLNK(facts.st_mode)
    target = _follow(path, folder, is_link=is_link)
    check_facts(target.stat() if is_link else facts)  # opening alone does something to some devices
    handle = _open(folder, target)
    try:
        facts = os.fstat(handle)
        check_facts(facts)
        with open(handle, "rb", closefd=False) as file:
            return file.read(min(most, facts.st_size))
    finally:
        os.close(handle)


def _open(folder: Path, target: Path) -> int:
    """Open name after name from the folder down, so that none of them is a link by now."""
    if os.open not in os.supports_dir_fd:
        return os.open(target, FLAGS)
    place = os.open(folder, os.O_RDONLY)
    for name in target.relative_to(folder).parts:
        outer = place
        try:
            place = os.open(name, FLAGS, dir_fd=outer)
        finally:
            os.close(outer)
    return place
