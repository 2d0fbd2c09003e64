"""A file of the shared folder, opened once: no link leads out of the folder, no device is read.

Whoever may write there may put a link to the passcodes in a workbook's place, a pipe nobody writes
to, or a file of holes.  What is judged is the opened file itself: a name can change hands between
two looks.
"""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from kjr.store.base import UnreadableError

LARGEST: Final = 100_000_000
"""Bytes of a file that is still opened."""
POINTED: Final = "/proc/self/fd/{}"
"""The name of what is pointed at, for which nobody is asked where it leads."""
POINT: Final = getattr(os, "O_PATH", 0) if Path(POINTED.format("")).is_dir() else 0
"""Opened like this a file is only pointed at, and judged before it is read; Linux alone can."""
FLAGS: Final = (
    os.O_RDONLY
    | POINT
    | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
)
"""Not through links, not waiting for a pipe's writer; Windows has neither."""

LEADS_OUT: Final = "是指向文件夹外面的链接，没有读；请把文件本身放进来"
NO_FILE: Final = "不是普通文件（是管道、设备之类），没有读；请移走"
OVERSIZED: Final = "文件超过 100 MB，没有读；要填报请另存一份只含台账的 .xlsx"

T = TypeVar("T")


def find_target(path: Path, *, is_link: bool | None = None) -> Path:
    """The file a name in the folder leads to: itself, or what a link inside the folder points at.

    Raises UnreadableError for a link that leads out.
    """
    is_link = path.is_symlink() if is_link is None else is_link
    return _follow(path, Path(os.path.realpath(path.parent)), is_link=is_link)


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

    Raises UnreadableError for what is not to be read, OSError for what cannot be.
    """
    return use_inside(path, partial(read_opened, most=most))


def use_inside(path: Path, use: Callable[[int], T]) -> T:
    """What is made of a file of the folder, opened to be read.

    On a share each name is a way to its server and back, on some a list of the whole folder: it is
    asked for once, and whatever else there is to know of the file its handle tells.
    Raises UnreadableError for what is not to be read, OSError for what cannot be.
    """
    try:
        return _use_once(path, use)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
    return _use_once(path, use)  # rclone says so of one that was replaced while it was read


def read_opened(handle: int, most: int = LARGEST) -> bytes:
    """The bytes of an opened file, the first ``most`` of them."""
    facts = os.fstat(handle)
    check_facts(facts)
    with open(handle, "rb", closefd=False) as file:
        return file.read(min(most, facts.st_size))


def name_opened(handle: int, path: Path) -> str | Path:
    """A name of an opened file for calls that want one; its own where there is no other."""
    return POINTED.format(handle) if POINT else path


def _use_once(path: Path, use: Callable[[int], T]) -> T:
    folder = Path(os.path.realpath(path.parent))
    with ExitStack() as opened:

        def hold(handle: int) -> int:
            opened.callback(os.close, handle)
            return handle

        if not POINT:
            target = find_target(path)
            check_facts(target.stat())  # opening alone does something to some devices
            return use(hold(_open(folder, target)))
        place = hold(_open(folder, folder / path.name))
        if stat.S_ISLNK(os.fstat(place).st_mode):
            place = hold(_open(folder, _follow(path, folder, is_link=True)))
        check_facts(os.fstat(place))
        return use(hold(os.open(POINTED.format(place), os.O_NONBLOCK)))  # to be read


def _open(folder: Path, target: Path) -> int:
    """Open name after name from the folder down, so that none of them is a link by now."""
    if os.open not in os.supports_dir_fd:
        return os.open(target, FLAGS)
    place = os.open(folder, os.O_RDONLY | POINT)
    for name in target.relative_to(folder).parts:
        outer = place
        try:
            place = os.open(name, FLAGS, dir_fd=outer)
        finally:
            os.close(outer)
    return place
