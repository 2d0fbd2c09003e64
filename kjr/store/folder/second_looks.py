"""What is asked of a folder once more before anything bad is said of it.

A share beside somebody who saves shows for a moment no workbook at all (davfs2), or one half of
which is from before (rclone): the next answer is right.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from kjr.store.base import UnreadableError
from kjr.store.opening import read_inside
from kjr.store.write_errors import explain_read_error

AGAIN: Final = (0.1, 0.4, 0.8)
"""Seconds before each more look for a workbook that was there; davfs2 asks anew after one."""
TRIES: Final = 3
"""Times a workbook is read anew because it was replaced while it was read."""
ABSENT: Final = "文件夹里没有这个单位的工作簿"

T = TypeVar("T")


class AbsentError(UnreadableError):
    """The folder shows no workbook of a unit."""

    def __init__(self) -> None:
        super().__init__(ABSENT)


def read_file(path: Path) -> bytes:
    """A workbook's bytes; UnreadableError if it is gone, locked, or not to be read."""
    try:
        return read_inside(path)
    except FileNotFoundError as error:
        raise AbsentError from error
    except OSError as error:
        raise UnreadableError(explain_read_error(error)) from error


def look_again(find: Callable[[], T]) -> T:
    """What is found of a workbook that was there a moment ago; AbsentError if it stays away."""
    for pause in AGAIN:
        try:
            return find()
        except AbsentError:
            time.sleep(pause)
    return find()


def make_of_whole(read: Callable[[], bytes], make: Callable[[bytes], T]) -> T:
    """What is made of a file's bytes, read anew while they are unreadable and change."""
    data = read()
    for _ in range(TRIES):
        try:
            return make(data)
        except UnreadableError:
            again = read()
            if again == data:
                raise
            data = again
    return make(data)
