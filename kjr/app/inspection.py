"""Read any files or folders and say what was understood: ``check``, and a workbook sent by mail."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from kjr.app.kept_campaign import read_folder
from kjr.campaign import unit_names
from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.book import BookParser
from kjr.reading.page import Page
from kjr.store.base import Resolve, UnreadableError
from kjr.store.folder.file_kinds import show_file_name
from kjr.store.folder.folder_store import FolderStore
from kjr.store.folder.patience import NoAnswerError
from kjr.store.folder.second_looks import make_of_whole, read_file
from kjr.store.read_ahead import AHEAD
from kjr.store.xlsx.worker import Worker

NOBODY = "没有对上名册里的单位，读了但不计入；请把文件名改成单位全称，或在名册里加上别名"


class InspectedFile(NamedTuple):
    """One file and what reading it gave."""

    file: str
    unit: str | None
    state: str
    """read, stale, unreadable or ignored."""
    reason: str | None
    pages: tuple[Page, ...] = ()


def inspect_files(
    paths: Sequence[Path], campaign: Campaign, worker: Worker
) -> Iterator[InspectedFile]:
    """Every workbook at these paths, in order of name.

    Raises KjrError for a path that is not there.
    """
    resolve = unit_names.build_file_resolver(campaign)
    found = [each for path in paths for each in _listed(path, resolve, worker, campaign)]
    with ThreadPoolExecutor(AHEAD, "inspecting") as pool:
        yield from pool.map(lambda each: _understood(each, resolve, campaign, worker), found)


def inspect_snapshot(snapshot: Snapshot) -> Iterator[InspectedFile]:
    """Every book of a snapshot, for where there are no files to read."""
    for unit, book in snapshot.books.items():
        reason = book.stale.reason if book.stale else None
        state = "stale" if book.stale else "read"
        state = "unreadable" if book.is_unreadable else state
        yield InspectedFile(book.held.file, unit, state, reason, book.pages)
    for stray in snapshot.strays:
        yield InspectedFile(stray.file, None, "ignored", stray.reason)


def _listed(
    path: Path, resolve: Resolve, worker: Worker, campaign: Campaign
) -> Iterator[Path | InspectedFile]:
    """The files at a path to read, and those that are known not to count."""
    if not read_folder(path, path.exists):
        raise KjrError(f"找不到 {path}")
    if not read_folder(path, path.is_dir):
        yield path
        return
    store = FolderStore(path, resolve, worker, side_books=campaign.side_books)
    listing = store.versions()
    names = {name for held in listing.books.values() for name in (held.file, *held.sides)}
    strays = {stray.file: stray for stray in listing.strays}
    for name in sorted(names | strays.keys()):
        stray = None if name in names else strays.get(name)
        unit = resolve(Path(name).stem)
        if stray and (unit or not read_folder(path, partial(_is_readable, path / name))):
            yield InspectedFile(name, unit, "ignored", stray.reason)
        else:
            yield path / name


def _understood(
    found: Path | InspectedFile, resolve: Resolve, campaign: Campaign, worker: Worker
) -> InspectedFile:
    if isinstance(found, InspectedFile):
        return found
    name = show_file_name(found.name)
    unit = resolve(PurePath(name).stem)
    try:
        pages = make_of_whole(
            lambda: read_folder(found.parent, partial(read_file, found)),
            lambda data: worker.understood(data, unit or "", BookParser(campaign)),
        )
    except (UnreadableError, NoAnswerError) as unreadable:
        return InspectedFile(name, unit, "unreadable", str(unreadable))
    return InspectedFile(name, unit, "read", None if unit else NOBODY, pages)


def _is_readable(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
