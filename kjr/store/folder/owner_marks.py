"""Who has a workbook open: Excel, WPS and LibreOffice leave a small file beside it.

A program that crashed leaves it behind for ever; after a day it may be taken away.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kjr.store.base import UnreadableError
from kjr.store.opening import read_inside

SOMEBODY: Final = "有人"
DAY: Final = 24 * 3600.0
"""Seconds after which nobody still has it open, most likely."""
ENOUGH: Final = 1000
"""Bytes of a mark that are read; the programs write 54 to 165."""


class Owner(NamedTuple):
    """Somebody who has a workbook open."""

    name: str
    """有人 if unknown."""
    since: float | None
    """When it was opened, in seconds since 1970; None where its share does not tell yet."""
    mark: Path

    def is_old(self, now: float) -> bool:
        """Whether its program has most likely crashed."""
        return self.since is not None and now - self.since > DAY


def find_owner(book: Path, *, is_last: bool = True) -> Owner | None:
    """The person who has the workbook open, None if nobody has.

    A look that is not the last one before the workbook is replaced believes the folder's list.
    """
    return next(_owners(book, asks_names=is_last), None)


def remove_old_marks(book: Path, now: float) -> None:
    """Take away the marks left behind by programs that crashed."""
    with contextlib.suppress(OSError):  # the save that follows tells why
        for each in _owners(book):
            if each.is_old(now):
                with contextlib.suppress(OSError):  # Windows, while it is open after all
                    each.mark.unlink()


def _owners(book: Path, *, asks_names: bool = True) -> Iterator[Owner]:
    """Whoever left a mark beside it.

    The folder is listed first: a share remembers for half a minute that a name was not there, and
    asks its server anew only for a list; one that keeps lists is still asked for each name.  Where
    the two differ the mark may just have been taken away: a new list tells.
    """
    listed = _list_names(book.parent)
    readers = {f"~${book.name}": _excel, f".~{book.name}": _excel, f".~lock.{book.name}#": _libre}
    for name, read in readers.items():
        key = name.casefold()
        mark = book.with_name(listed.get(key, name))
        since = _find_time(mark) if key in listed or asks_names else None
        if since is None and (key not in listed or key not in _list_names(book.parent)):
            continue
        said = ""
        with contextlib.suppress(OSError, UnreadableError):  # held by the program that made it
            said = read(read_inside(mark, ENOUGH))
        yield Owner(said if said and said.isprintable() else SOMEBODY, since, mark)


def _list_names(folder: Path) -> dict[str, str]:
    """The names in a folder, by how they read in small letters."""
    return {name.casefold(): name for name in os.listdir(folder)}  # noqa: PTH208 - names alone


def _find_time(mark: Path) -> float | None:
    """When a mark was made; None where nobody can tell, or there is none."""
    try:
        return mark.lstat().st_mtime
    except FileNotFoundError:
        return None


def _excel(mark: bytes) -> str:
    """One byte of length, then the name in the office's code page."""
    return mark[1 : 1 + mark[0]].decode("gb18030", "ignore").strip(" \0") if mark else ""


def _libre(mark: bytes) -> str:
    return next(filter(None, mark.decode("utf-8", "replace").split(",")), "")
