"""The last good books on this machine's disk."""

import datetime as dt
import hashlib
import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.figures.moments import plain_data
from kjr.figures.moments.plain_data import Plain
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.store.files import replace_file

FORMAT: Final = 1

log = logging.getLogger(__name__)


def keep_books(folder: Path, new: Snapshot, last: Snapshot) -> None:
    """Write down the books that changed since ``last``, one file per unit.

    What was kept under another name of the unit is replaced by it.
    """
    changed = [unit for unit, book in new.books.items() if book != last.books.get(unit)]
    for unit in changed:
        plain = {"format": FORMAT, "book": plain_data.flatten_book(new.books[unit])}
        write_moment_file(_kept_file(folder, unit), plain_data.encode_plain(plain))
    gone = last.books.keys() - new.books.keys()
    names = (name for name, unit in new.campaign.unit_names.items() if unit in {*changed, *gone})
    for name in {*gone, *names} - {*changed}:
        _kept_file(folder, name).unlink(missing_ok=True)


def load_kept_snapshot(folder: Path, campaign: Campaign, now: dt.datetime) -> Snapshot:
    """The last good books as of the last ``keep_books``; empty if there are none."""
    plain = (_read_kept(file) for file in (folder / "books").glob("*.json"))
    good = (each["book"] for each in plain if each.get("format") == FORMAT)
    books = plain_data.rebuild_books(good, campaign)
    taken = max((book.read_at for book in books.values()), default=now)
    taken = taken.astimezone(now.tzinfo)
    snapshot = Snapshot(campaign, taken, version=1 if books else 0, books=books)
    return replace(snapshot, pairs=find_joint_pairs(campaign, snapshot.pages))


def has_kept_books(folder: Path) -> bool:
    """Whether anything was ever kept: without it no book that is gone has last good figures."""
    return any((folder / "books").glob("*.json"))


def load_plan_keys(folder: Path, campaign: Campaign) -> dict[str, frozenset[str]]:
    """Unit → the keys of its rows that were planned when it was last read."""
    read = (_read_kept(file).get("book", {}) for file in (folder / "books").glob("*.json"))
    known = plain_data.find_by_unit((each for each in read if each), campaign)
    return {unit: frozenset(each.get("plans", ())) for unit, each in known.items()}


def write_moment_file(file: Path, data: bytes, *, must_last: bool = False) -> None:
    """Put a file in its place; raises KjrError if the disk does not take it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, data, must_last=must_last)
    except OSError as error:
        raise KjrError(f"本机存档写不进 {file.parent}，请检查磁盘空间和权限") from error


def _read_kept(file: Path) -> Plain:
    """A kept book; nothing if the machine went down while it was written."""
    try:
        return plain_data.decode_plain(file.read_bytes())
    except (OSError, ValueError):
        log.warning("%s cannot be read; its book will be opened again", file)
        return {}


def _kept_file(folder: Path, unit: str) -> Path:
    """Named so that every file system takes it, whatever the unit is called."""
    return folder / "books" / f"{hashlib.blake2b(unit.encode(), digest_size=12).hexdigest()}.json"
