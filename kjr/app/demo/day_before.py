"""What the example looked like a day earlier, so that 今日变化 has something to compare."""

import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from kjr.app.demo import ExampleBook, build_example_books, save_book
from kjr.app.demo.stories import find_day_until
from kjr.campaign import unit_names
from kjr.campaign.model import Campaign
from kjr.figures.moments.frozen import freeze_snapshot, list_frozen_snapshots
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.page import Page
from kjr.state.engine.connections import Place
from kjr.store.folder.folder_store import FolderStore
from kjr.store.read_ahead import T, Understand
from kjr.store.xlsx.worker import Worker


class _PartlyReadFolder(FolderStore):
    """A folder of which some books were read before, elsewhere: they are not opened again."""

    def __init__(
        self, folder: Path, campaign: Campaign, worker: Worker | None, pages: Mapping[str, object]
    ) -> None:
        super().__init__(folder, unit_names.build_file_resolver(campaign), worker)
        self._pages = pages

    def understood(self, unit: str, understand: Understand[T]) -> T:
        """The pages that are known, else what is made of the file."""
        known: T | None = self._pages.get(unit)  # type: ignore[assignment]  # read by the same one
        return known or super().understood(unit, understand)


def freeze_day_before(
    latest: Snapshot, today: Path, place: Place, worker: Worker | None = None
) -> None:
    """Freeze the example a day before it is looked at, unless that was done.

    ``today`` holds the workbooks of the latest snapshot.  Where none of them is the example's,
    people filled them: nobody knows what they had been a day earlier.
    """
    campaign, moment = latest.campaign, latest.campaign.moment
    assert moment
    earlier = moment - dt.timedelta(days=1)
    frozen = list_frozen_snapshots(place, ZoneInfo(campaign.timezone))
    if any(each.moment == earlier for each in frozen):
        return
    books = list(build_example_books(campaign, until=find_day_until(campaign, moment)))
    same = {book.file for book in books if _is_saved(book, today)}
    if not same:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for book in books:
            if book.file in same:
                shutil.copy2(today / book.file, folder)
            else:
                save_book(book, folder)
        known = _find_pages(latest, same)
        with contextlib.closing(_PartlyReadFolder(folder, campaign, worker, known)) as store:
            read = refresh_snapshot(Snapshot(campaign, earlier), store, earlier)
    freeze_snapshot(read, place)


def _is_saved(book: ExampleBook, folder: Path) -> bool:
    """Whether the folder holds this very book, not saved since."""
    path = folder / book.file
    return path.exists() and path.stat().st_mtime == book.saved.timestamp()


def _find_pages(latest: Snapshot, files: set[str]) -> dict[str, tuple[Page, ...]]:
    """What was read of these files; nothing where the office said what else stands in them."""
    return {
        book.unit: book.pages
        for book in latest.books.values()
        if book.held.file in files and not book.stale and not latest.corrections
    }
