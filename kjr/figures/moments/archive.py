"""Snapshots on this machine's disk: the last good books, and frozen moments (快照)."""

import datetime as dt
import gzip
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.figures.moments import plain_data
from kjr.figures.moments.plain_data import Plain
from kjr.figures.moments.refresh import replace_corrections
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.checks.between_books import check_between_books
from kjr.state.acts import pack_act, unpack_act
from kjr.store.base import Stray
from kjr.store.files import replace_file

FORMAT: Final = 1
STAMP: Final = "%Y%m%d-%H%M%S"

log = logging.getLogger(__name__)


class SnapshotRef(NamedTuple):
    """One frozen snapshot: its id, and the moment its figures stand for."""

    id: str
    moment: dt.datetime


def keep_books(folder: Path, new: Snapshot, last: Snapshot) -> None:
    """Write down the books that changed since ``last``, one file per unit."""
    for unit, book in new.books.items():
        if book != last.books.get(unit):
            plain = {"format": FORMAT, "book": plain_data.flatten_book(book)}
            _write(_kept_file(folder, unit), plain_data.encode_plain(plain))
    for unit in last.books.keys() - new.books.keys():
        _kept_file(folder, unit).unlink(missing_ok=True)


def load_kept_snapshot(folder: Path, campaign: Campaign, now: dt.datetime) -> Snapshot:
    """The last good books as of the last ``keep_books``; empty if there are none."""
    plain = (_read_kept(file) for file in (folder / "books").glob("*.json"))
    good = (each["book"] for each in plain if each.get("format") == FORMAT)
    books = plain_data.rebuild_books(good, campaign)
    taken = max((book.read_at for book in books.values()), default=now)
    taken = taken.astimezone(now.tzinfo)
    snapshot = Snapshot(campaign, taken, version=1 if books else 0, books=books)
    return replace(snapshot, checks=check_between_books(campaign, snapshot.pages))


def freeze_snapshot(snapshot: Snapshot, folder: Path) -> str:
    """Write a whole snapshot down and give its id; what is frozen never changes again."""
    data = gzip.compress(plain_data.encode_plain(_whole(snapshot)), mtime=0)
    stamp = snapshot.taken.strftime(STAMP)
    name, number = stamp, 1
    while (file := _frozen_file(folder, name)).exists() and file.read_bytes() != data:
        number += 1
        name = f"{stamp}-{number}"
    _write(file, data)
    return name


def list_frozen_snapshots(folder: Path, zone: ZoneInfo) -> list[SnapshotRef]:
    """Every frozen snapshot, oldest first; ``zone`` is the campaign's."""
    names = [file.name.split(".")[0] for file in (folder / "frozen").glob("*.json.gz")]
    return [SnapshotRef(name, _moment(name, zone)) for name in sorted(names)]


def load_frozen_snapshot(
    folder: Path, name: str, campaign: Campaign, latest: Snapshot | None = None
) -> Snapshot:
    """A frozen snapshot again, by its id; its version is negative, apart from all others.

    What has not changed since is shared with ``latest``.
    """
    plain = plain_data.decode_plain(gzip.decompress(_frozen_file(folder, name).read_bytes()))
    said = tuple(unpack_act(each, each["id"]) for each in plain.get("corrections", ()))
    books = plain_data.rebuild_books(plain["books"], campaign, _as_typed(latest) if latest else {})
    snapshot = Snapshot(
        campaign,
        taken=_moment(name, ZoneInfo(campaign.timezone)),
        version=-int(name.replace("-", "")),
        books=books,
        strays=tuple(Stray(*each) for each in plain["strays"]),
        outage=plain["outage"],
    )
    again = replace_corrections(snapshot, said)
    checks = check_between_books(campaign, again.pages)
    return replace(again, version=snapshot.version, checks=checks)


def _whole(snapshot: Snapshot) -> Plain:
    return {
        "format": FORMAT,
        "taken": snapshot.taken,
        "books": [plain_data.flatten_book(book) for book in snapshot.books.values()],
        "strays": snapshot.strays,
        "outage": snapshot.outage,
        "corrections": [{**pack_act(act), "id": act.id} for act in snapshot.corrections],
    }


def _as_typed(snapshot: Snapshot) -> Mapping[str, Book]:
    """The books the office corrected nothing in."""
    units = {act.unit for act in snapshot.corrections}
    return {unit: book for unit, book in snapshot.books.items() if unit not in units}


def _read_kept(file: Path) -> Plain:
    """A kept book; nothing if the machine went down while it was written."""
    try:
        return plain_data.decode_plain(file.read_bytes())
    except (OSError, ValueError):
        log.warning("%s cannot be read; its book will be opened again", file)
        return {}


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, data, must_last=False)
    except OSError as error:
        raise KjrError(f"本机存档写不进 {file.parent}，请检查磁盘空间和权限") from error


def _kept_file(folder: Path, unit: str) -> Path:
    """Named so that every file system takes it, whatever the unit is called."""
    return folder / "books" / f"{hashlib.blake2b(unit.encode(), digest_size=12).hexdigest()}.json"


def _frozen_file(folder: Path, name: str) -> Path:
    return folder / "frozen" / f"{name}.json.gz"


def _moment(name: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.strptime(name[:15], STAMP).replace(tzinfo=zone)
