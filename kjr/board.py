"""The latest snapshot, shared by all viewers of one process."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kjr import archive
from kjr.archive import Frozen
from kjr.campaign import Campaign
from kjr.errors import KjrError
from kjr.snapshot import Snapshot, refresh
from kjr.store.base import Store

POLL: Final = 3.0
"""Seconds between two looks."""

Clock = Callable[[], dt.datetime]
"""Tells the moment, aware, in the campaign's time zone."""

FAULT: Final = "更新看板时程序出错（{}），图上是出错之前的数据；请告诉维护人员"

log = logging.getLogger(__name__)


class Board:
    """Keeps the latest snapshot, and on disk what a restart and later days need of it.

    ``latest`` and ``failure`` may be read at any time without waiting for anyone.
    """

    def __init__(
        self, campaign: Campaign, store: Store, folder: Path, clock: Clock, every: float = POLL
    ) -> None:
        """Show at once what is kept in ``folder``; look every so many seconds once started."""
        self.latest = archive.kept(folder, campaign, clock())
        self.failure = ""
        """Why the last look failed, for the screen; blank if it did not."""
        self._campaign, self._store, self._folder = campaign, store, folder
        self._clock, self._every = clock, every
        self._kept = self.latest
        self._turn = threading.Lock()
        self._stopped = threading.Event()
        self._refresher: threading.Thread | None = None
        self._before: tuple[dt.date | None, Snapshot | None] = None, None

    def start(self) -> Board:
        """Look again and again in a thread of its own, until stopped."""
        if self._refresher is None:
            self._refresher = threading.Thread(target=self._run, name="board", daemon=True)
            self._refresher.start()
        return self

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._refresher:
            self._refresher.join()

    def look(self) -> Snapshot:
        """Look now, for instance after saving, and publish what there is."""
        with self._turn:
            last = self.latest
            new = refresh(last, self._store, self._clock())
            try:
                self._freeze_day(last, new)
            finally:
                self.latest = new
            self._keep(new)
        return new

    def freeze(self) -> str:
        """Freeze the latest snapshot and give its id."""
        return archive.freeze(self.latest, self._folder)

    def frozen(self) -> list[Frozen]:
        """Every frozen snapshot, oldest first."""
        return archive.frozen(self._folder, ZoneInfo(self._campaign.timezone))

    def load(self, name: str) -> Snapshot:
        """A frozen snapshot, by its id."""
        return archive.load(self._folder, name, self._campaign, self.latest)

    def before(self, day: dt.date) -> Snapshot | None:
        """The last snapshot frozen on an earlier day, None if there is none yet."""
        known, snapshot = self._before
        if known != day:
            earlier = [each for each in self.frozen() if each.moment.date() < day]
            snapshot = self.load(earlier[-1].id) if earlier else None
            self._before = day, snapshot
        return snapshot

    def _freeze_day(self, last: Snapshot, new: Snapshot) -> None:
        """The first look of a day freezes how the day before ended."""
        if last.version and last.taken.date() < new.taken.date():
            archive.freeze(last, self._folder)

    def _keep(self, new: Snapshot) -> None:
        if new.version != self._kept.version:
            archive.keep(self._folder, new, self._kept)
            self._kept = new

    def _run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            pause = self._every
            try:
                self.look()
                self.failure = ""
            except KjrError as error:
                self.failure = str(error)
            except Exception as error:
                log.exception("refreshing the board")
                self.failure = FAULT.format(type(error).__name__)
