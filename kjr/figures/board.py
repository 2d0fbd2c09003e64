"""The latest figures, shared by all viewers of one process, and in step with other processes.

One process looks for all: the one that holds the lease.  What any process has read, all show.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final, NamedTuple

from kjr.campaign.loading import CampaignError
from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.figures.moments import archive, refresh, rereading
from kjr.figures.moments.past_moments import PastMoments
from kjr.figures.moments.sharing import SharedBooks
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Overview, build_overview, set_clock
from kjr.state.acts import Act
from kjr.state.engine.connections import Place
from kjr.state.sharing.lease import LOOKING, Lease
from kjr.store.base import Store, StoreUnavailableError

POLL: Final = 2.0
"""Seconds between two looks at a folder, and at most between two steps of a long look."""
GOOGLE_POLL: Final = 20.0
"""Seconds between two looks at Google, which tells people's edits late anyway."""
AGED: Final = dt.timedelta(minutes=10)
"""After which figures are told to be old; a look at a slow share takes less."""
SLOW: Final = dt.timedelta(seconds=20)
"""After which a look that is under way is told."""
STOP: Final = 4.0
"""Seconds that stopping waits for a look to end."""
TURN: Final = 2.0
"""Seconds after which a process asks again whether it is its turn to look for all."""
FOLLOW: Final = 12.0
"""Seconds between two looks at a unit whose page is open, for all its viewers together."""

Clock = Callable[[], dt.datetime]
"""Tells the moment, aware, in the campaign's time zone."""

FAULT: Final = "更新看板时程序出错（{}），图上是出错之前的数据；请告诉维护人员"

log = logging.getLogger(__name__)


class Beside(NamedTuple):
    """What stands beside the workbooks and is asked for anew each time."""

    acts: Callable[[], tuple[Act, ...]] = tuple
    """What was done through the app; it holds the office's corrections."""
    rewordings: Callable[[], Mapping[str, str]] = dict
    """What the clerk says differently in the summary, to be frozen with the figures."""
    campaign: Callable[[], Campaign] | None = None
    """The campaign with the words it has learnt since; None where it learns none."""


NOTHING: Final = Beside()


class Board:
    """Keeps the latest snapshot added up, and on disk what a restart and later days need of it.

    ``now``, ``latest`` and ``failure`` may be read at any time without waiting for anyone.
    """

    def __init__(
        self,
        campaign: Campaign,
        store: Store,
        place: Place,
        clock: Clock,
        every: float = POLL,
        beside: Beside = NOTHING,
    ) -> None:
        """Show at once what is kept in the database; look every so many seconds once started."""
        self._shared = SharedBooks(place, campaign, clock())
        self.latest = rereading.follow_acts(self._shared.loaded, beside.acts())
        self._shown = build_overview(self.latest)
        self.failure = ""
        """Why the last look failed, for the screen; blank if it did not."""
        self.past = PastMoments(place, lambda: self.latest, beside.rewordings)
        self._store, self._place, self._lease = store, place, Lease(place, LOOKING)
        self._clock, self._every, self._beside = clock, every, beside
        self._checked = self.latest
        ended = archive.load_as_it_ended(place, campaign, clock())
        self._ended = ended and rereading.follow_acts(ended, beside.acts())
        """How it ended under another plan or roster, until the first look; None under the same."""
        self._planned: Mapping[str, str] | None = None
        """The plan that is known to be kept."""
        self._unkept = ""
        self._turn, self._publishing = threading.Lock(), threading.Lock()
        self._looked, self._stopped = threading.Event(), threading.Event()
        self._refresher: threading.Thread | None = None
        self._began: dt.datetime | None = None
        self._due = -math.inf
        self._followed: dict[str, float] = {}

    @property
    def has_looked(self) -> bool:
        """Whether the workbooks were looked at since the start, here or by who looks for all.

        Till then a kept copy is shown.
        """
        return self._looked.is_set()

    @property
    def slow_since(self) -> dt.datetime | None:
        """When the look under way began, if it takes long; None else."""
        began = self._began
        return began if began and self._clock() - began > SLOW else None

    @property
    def now(self) -> Overview:
        """What is known, added up; it is today even if nothing could be read for days."""
        shown, moment = self._shown, self._clock()
        is_fresh = abs(moment - shown.snapshot.taken) < AGED and moment.date() == shown.today
        return shown if is_fresh else set_clock(shown, moment)

    def start(self, patience: float = 0.0) -> Board:
        """Look again and again in a thread of its own, or show what others see, until stopped.

        Where nothing is kept the first look may take minutes; wait so many seconds for it.
        """
        if self._refresher is None:
            self._refresher = threading.Thread(target=self._run, name="board", daemon=True)
            self._refresher.start()
        if not self.latest.version:
            self._looked.wait(patience)
        return self

    def stop(self) -> None:
        """Look no more; a look that hangs is left behind."""
        self._stopped.set()
        if self._refresher:
            self._refresher.join(STOP)

    def look(self) -> Snapshot:
        """Look at everything now; a long look is published as it goes."""
        with self._turn:
            self._take()
            last = base = self.latest
            if self._ended:
                self._shared.forget_gone_units(self._ended)
            ended, self._ended = self._ended or last, None
            for new in refresh.refresh_stepwise(
                last, self._store, self._clock(), _every(min(self._every, POLL))
            ):
                try:
                    if ended.version and ended.taken.date() < new.taken.date():
                        self.past.freeze(ended)  # how the day before ended
                finally:
                    with self._publishing:
                        shown = refresh.rebase_snapshot(new, base, self.latest)
                        self._publish(shown, is_look=True)
                base = new
                if self._stopped.is_set():
                    break
            self._check_across()
            self._keep_plan()
        return self.latest

    def look_at(self, unit: str) -> Snapshot:
        """Look at one unit only, for instance after saving; a long look holds nobody up."""
        with suppress(StoreUnavailableError, CampaignError):  # the next look tells
            while True:
                self._take()
                last = self.latest
                book = refresh.reread_book(last, self._store, unit, self._clock())
                self._take()
                with self._publishing:
                    if self.latest.books.get(unit) is last.books.get(unit) or not book:
                        if book:
                            self._publish(refresh.replace_book(self.latest, book))
                        break  # else others have read it since, before or after a change
        return self.latest

    def follow(self, unit: str) -> None:
        """Somebody has a unit's page open: look at it now and then, and keep nobody waiting."""
        with self._publishing:
            now = time.monotonic()
            if now - self._followed.get(unit, -FOLLOW) < FOLLOW:
                return
            self._followed[unit] = now
        threading.Thread(target=self.look_at, args=(unit,), name=unit, daemon=True).start()

    def _take(self, *, with_look: bool = False) -> None:
        """Take over what other processes have read since, and what the office has said.

        ``with_look`` also what else was seen by the one that looks for all.
        """
        with self._publishing:
            last = self.latest
            try:
                self._publish(self._shared.take(last, with_look=with_look))
            except KjrError as error:  # what is shown stays
                self._unkept = str(error)
            files, held = (
                {unit: book.held.file for unit, book in each.books.items()}
                for each in (last, self.latest)
            )
        self._correct()
        is_first = self._shared.has_look and not self.has_looked
        if with_look and (files != held or is_first):
            with suppress(StoreUnavailableError):
                self._store.versions()  # so that saves find the files it speaks of

    def _keep_plan(self) -> None:
        campaign = self.latest.campaign
        if campaign.texts is not self._planned:
            try:
                archive.keep_plan(self._place, campaign)
                self._planned = campaign.texts
            except KjrError as error:  # the next look tries again
                self._unkept = str(error)

    def _check_across(self) -> None:
        with self._publishing:
            self._publish(refresh.add_cross_checks(self.latest, self._checked))
            self._checked = self.latest

    def _correct(self) -> None:
        """Take over what the office has corrected, settled, taught or taken back since."""
        with self._publishing:
            self._publish(rereading.follow_acts(self.latest, self._beside.acts()))
            if self._beside.campaign:
                campaign = self._beside.campaign()
                self._publish(rereading.follow_campaign(self.latest, campaign))

    def _publish(self, new: Snapshot, *, is_look: bool = False) -> None:
        # The moment moves with every look; what is added up only with the version or the day.
        was = self.latest
        is_same = (new.version, new.taken.date()) == (was.version, was.taken.date())
        self.latest = new
        shown = self._shown
        self._shown = replace(shown, snapshot=new) if is_same else build_overview(new, shown)
        try:
            self._shared.give(new, is_look=is_look)
            self._unkept = ""
        except KjrError as error:  # shown all the same; the next look tries again
            self._unkept = str(error)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._look_or_follow()
            except KjrError as error:
                self.failure = str(error)
                self._looked.set()
            except Exception as error:
                log.exception("refreshing the board")
                self.failure = FAULT.format(type(error).__name__)
                self._looked.set()
            self._lease.wait(min(self._every, TURN), self._stopped)
        self._lease.release()

    def _look_or_follow(self) -> None:
        """Look if that is for this process to do, and due; else show what others have read."""
        is_ours = self._lease.hold()
        if is_ours and time.monotonic() >= self._due:
            try:
                self._began = self._clock()
                self.look()
            finally:
                self._due, self._began = time.monotonic() + self._every, None
            self.failure = self._unkept
            self._looked.set()
        elif is_ours:
            self._take()
        else:
            self._take(with_look=True)
            self._check_across()
            self.failure, self._ended = self._unkept, None  # who looks freezes how a day ended
            if self._shared.has_look:
                self._looked.set()


def _every(seconds: float) -> Callable[[], bool]:
    """Tells whether so many seconds have passed since it last said so."""
    last = time.monotonic()

    def is_time() -> bool:
        nonlocal last
        now = time.monotonic()
        if now - last < seconds:
            return False
        last = now
        return True

    return is_time
