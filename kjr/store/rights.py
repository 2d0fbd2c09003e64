"""Who may read and write a file: carried over to the copy that is to take its place.

A server may keep the owner to itself, or give every new file the rights it thinks fit: what a copy
did not get, colleagues would lose with it.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

LISTS: Final = ("system.posix_acl_access", "system.nfs4_acl", "system.cifs_acl")
"""Where rights of single accounts are kept; the last is in no list of attributes."""
NOBODYS: Final = "user.kjr"
"""An attribute that no file has: whoever asks for it learns whether there could be any."""


File = Path | int
"""A file by its name, or by its handle: on a share that asks nobody where the name leads."""


class Rights(NamedTuple):
    """What a file's server says of it."""

    owner: int
    group: int
    mode: int
    lists: tuple[tuple[str, bytes], ...] = ()
    """Those of LISTS that it has, by name."""

    @classmethod
    def of(cls, facts: os.stat_result, lists: Iterable[tuple[str, bytes]]) -> "Rights":
        """What was told of a file, and its lists."""
        return cls(facts.st_uid, facts.st_gid, facts.st_mode, tuple(lists))


def read_rights(file: File) -> Rights:
    """Owner, group, mode and lists; raises OSError."""
    facts = os.fstat(file) if isinstance(file, int) else file.stat()
    return Rights.of(facts, read_lists(file))


def copy_rights(file: File, copy: Path, given: Rights | None = None) -> bool:
    """Give a copy the same rights, owner and group; False if it has not got them all.

    ``given`` is what its server gave it of itself: where that is the same, it is asked no more.
    """
    before = read_rights(file)
    _copy_attributes(file, copy)
    if (given or read_rights(copy)) == before:
        return True
    _copy_owner(before, copy)
    for name, rights in before.lists:
        with contextlib.suppress(OSError):
            os.setxattr(copy, name, rights)
    with contextlib.suppress(OSError):
        copy.chmod(stat.S_IMODE(before.mode))  # last, since a new owner takes rights away
    return read_rights(copy) == before


def _copy_owner(rights: Rights, copy: Path) -> None:
    if hasattr(os, "chown"):
        for owner in (rights.owner, rights.group), (-1, rights.group):
            with contextlib.suppress(OSError):
                os.chown(copy, *owner)
                break


def _copy_attributes(file: File, copy: Path) -> None:
    """What else stands beside a file; a client that keeps nothing of it may break over a list."""
    if hasattr(os, "listxattr") and _keeps_attributes(file):
        with contextlib.suppress(OSError):
            for name in os.listxattr(file):
                with contextlib.suppress(OSError):
                    os.setxattr(copy, name, os.getxattr(file, name))


def _keeps_attributes(file: File) -> bool:
    try:
        os.getxattr(file, NOBODYS)
    except OSError as error:
        return error.errno == errno.ENODATA
    return True


def read_lists(file: File) -> Iterator[tuple[str, bytes]]:
    """The lists of rights that a file has, by name."""
    for name in LISTS if hasattr(os, "getxattr") else ():
        with contextlib.suppress(OSError):
            yield name, os.getxattr(file, name)
