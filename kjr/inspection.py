"""Read any files or folders and say what was understood: ``check``, and a workbook sent by mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kjr import roster
from kjr.campaign import Campaign
from kjr.errors import KjrError
from kjr.parsing.book import parse_book
from kjr.parsing.page import Page
from kjr.snapshot import Snapshot
from kjr.store.base import UnreadableError
from kjr.store.folder import FolderStore
from kjr.store.worker import Worker

NOBODY = "没有对上名册里的单位，读了但不计入；请把文件名改成单位全称，或在名册里加上别名"


class Inspected(NamedTuple):
    """One file and what reading it gave."""

    file: str
    unit: str | None
    state: str
    """read, unreadable or ignored."""
    reason: str | None
    pages: tuple[Page, ...] = ()


def inspect(paths: Sequence[Path], campaign: Campaign, worker: Worker) -> Iterator[Inspected]:
    """Every workbook at these paths, in order of name.

    Raises KjrError for a path that is not there.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, campaign, worker)
        elif path.exists():
            yield _file(path, campaign, worker)
        else:
            raise KjrError(f"找不到 {path}")


def inspected(snapshot: Snapshot) -> Iterator[Inspected]:
    """Every book of a snapshot, for where there are no files to read."""
    for unit, book in snapshot.books.items():
        state = "unreadable" if book.stale else "read"
        reason = book.stale.reason if book.stale else None
        yield Inspected(book.held.file, unit, state, reason, book.pages)
    for stray in snapshot.strays:
        yield Inspected(stray.file, None, "ignored", stray.reason)


def _folder(folder: Path, campaign: Campaign, worker: Worker) -> Iterator[Inspected]:
    resolve = roster.resolver(campaign.units)
    listing = FolderStore(folder, resolve, worker).versions()
    names = {held.file for held in listing.books.values()}
    strays = {stray.file: stray for stray in listing.strays}
    for name in sorted(names | strays.keys()):
        stray = strays.get(name)
        if stray and resolve(Path(name).stem):
            yield Inspected(name, resolve(Path(name).stem), "ignored", stray.reason)
        else:
            yield _file(folder / name, campaign, worker)


def _file(path: Path, campaign: Campaign, worker: Worker) -> Inspected:
    unit = roster.resolver(campaign.units)(path.stem)
    try:
        sheets = worker.sheets(path.read_bytes(), unit or "")
    except UnreadableError as unreadable:
        return Inspected(path.name, unit, "unreadable", str(unreadable))
    return Inspected(
        path.name, unit, "read", None if unit else NOBODY, parse_book(sheets, campaign)
    )
