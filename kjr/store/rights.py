"""Who may read and write a file: carried over to the copy that is to take its place.

A server may keep the owner to itself, or give every new file the rights it thinks fit: what a copy
did not get, colleagues would lose with it.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

LISTS: Final = ("system.posix_acl_access", "system.nfs4_acl", "system.cifs_acl")
"""Where rights of single accounts are kept; the last is in no list of attributes."""
NOBODYS: Final = "user.kjr"
"""An attribute that no file has: whoever asks for it learns whether there could be any."""


class Rights(NamedTuple):
    """What a file's server says of it."""

    owner: int
    group: int
    mode: int
    lists: tuple[tuple[str, bytes], ...] = ()
    """Those of LISTS that it has, by name."""


def read_rights(path: Path) -> Rights:
    """Owner, group, mode and lists; raises OSError."""
    facts = path.stat()
    return Rights(facts.st_uid, facts.st_gid, facts.st_mode, tuple(_read_lists(path)))


def copy_rights(path: Path, copy: Path) -> bool:
    """Give a copy the same rights, owner and group; False if it has not got them all.

    Nothing is to be lost where there is no file yet.  A server that gave the copy the same of
    itself is asked no more.
    """
    try:
        before = read_rights(path)
    except FileNotFoundError:
        return True
    _copy_attributes(path, copy)
    if read_rights(copy) == before:
        return True
    _copy_owner(before, copy)
    for name, rights in before.lists:
        with contextlib.suppress(OSError):
            os.setxattr(copy, name, rights)
    with contextlib.suppress(OSError):
        shutil.copymode(path, copy)  # last, since a new owner takes rights away
    return read_rights(copy) == before


def _copy_owner(rights: Rights, copy: Path) -> None:
    if hasattr(os, "chown"):
        for owner in (rights.owner, rights.group), (-1, rights.group):
            with contextlib.suppress(OSError):
                os.chown(copy, *owner)
                break


def _copy_attributes(path: Path, copy: Path) -> None:
    """What else stands beside a file; a client that keeps nothing of it may break over a list."""
    if hasattr(os, "listxattr") and _keeps_attributes(path):
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                with contextlib.suppress(OSError):
                    os.setxattr(copy, name, os.getxattr(path, name))


def _keeps_attributes(path: Path) -> bool:
    try:
        os.getxattr(path, NOBODYS)
    except OSError as error:
        return error.errno == errno.ENODATA
    return True


def _read_lists(path: Path) -> Iterator[tuple[str, bytes]]:
    for name in LISTS if hasattr(os, "getxattr") else ():
        with contextlib.suppress(OSError):
            yield name, os.getxattr(path, name)
