"""Sends what waits in the outbox: announce, send, tell the end; one process at a time.

Nothing is sent twice: a message whose end nobody told is known as that, and left to a person.
Nothing is lost: what certainly did not leave is tried again, and then told as not sent.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from kjr.app.messages.carrying.carriage import Carriage
from kjr.app.messages.carrying.outcomes import Outcome, Report
from kjr.app.messages.outbox import Outbox, Parcel
from kjr.app.messages.ways import MAIL, ROBOTS, MessageSettings, Way
from kjr.documents.reminders.splitting import split_message
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind
from kjr.state.chases import Announced, Chase, Delivery, build_chase, build_end, collect_chases
from kjr.state.engine.connections import Place
from kjr.state.engine.database import open_database
from kjr.state.engine.turns import hold_turn
from kjr.state.journal import Journal

MOST_TRIES: Final = 4
"""After so many a message is told as not sent, and a person may have it sent again."""
LOOK: Final = 5.0
"""Seconds between two looks into the outbox."""
SENDING: Final = "messages"
"""The turn of who sends."""
KINDS: Final = (ActKind.CHASED, ActKind.TOLD)
TITLE: Final = "{}：{}"
"""Of a mail: what it is, and for whom; a group sees the text alone."""

NO_WAY: Final = "没有设“{}”的地址"

log = logging.getLogger(__name__)


class ObjectionError(KjrError):
    """Why a message does not leave."""


@dataclass(frozen=True)
class Post:
    """What sending needs of the app."""

    place: Place
    journal: Journal
    settings: MessageSettings
    clock: Callable[[], dt.datetime]
    """The campaign's time, in which acts are told."""
    find_objection: Callable[[Parcel, Collection[Act]], str]
    """Why a message should not leave any more, as things stand now and with all that was done;
    blank if it should.  Asked while nobody can add to the journal."""
    list_daily: Callable[[], Sequence[Parcel]] = list
    """What is to be sent by itself at this moment."""
    paces: bool = True
    """Whether robots' limits are kept; not where a test is the robot."""


class Sender:
    """One process's hand in the outbox."""

    def __init__(self, post: Post) -> None:
        self.outbox = Outbox(post.place)
        self._post = post
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._last: dict[str, float] = {}
        """When each way was used last."""

    def start(self) -> Self:
        """Look again and again in a thread of its own, until stopped."""
        self._thread = threading.Thread(target=self._run, name="messages", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Send no more; what waits is kept, and what is on its way may end without us."""
        self._stopped.set()
        self._woken.set()
        if self._thread:
            self._thread.join(LOOK)

    def submit(self, parcels: Iterable[Parcel]) -> int:
        """Have messages sent soon; gives how many were not waiting already."""
        added = self.outbox.add(parcels)
        self._woken.set()
        return added

    def send_waiting(self) -> None:
        """Send what is due now, unless another process is at it; raises KjrError if none may."""
        with hold_turn(open_database(self._post.place), SENDING, patience=0):
            self.outbox.add(self._post.list_daily())
            if self.outbox.list_waiting():
                self._forget_ended()
            due = [each for each in self.outbox.list_waiting() if each.is_due(_now())]
            if not due:
                return
            with Carriage(self._post.settings.networks) as carriage:
                for parcel in due:
                    if self._stopped.is_set():
                        return
                    self._try(parcel, carriage)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.send_waiting()
            except KjrError as error:  # another process is at it, or the disk is full
                log.debug("not sending: %s", error)
            except Exception:
                log.exception("sending messages")
            self._woken.wait(LOOK)
            self._woken.clear()

    def _forget_ended(self) -> None:
        """Drop what left before a process died; what is not known is a person's to find out."""
        told = {each.parcel: each for each in collect_chases(self._post.journal.acts(), KINDS)}
        for parcel in self.outbox.list_waiting():
            last = told.get(parcel.id)
            if last and last.delivery is not Delivery.FAILED:
                self.outbox.drop(parcel.id)

    def _try(self, parcel: Parcel, carriage: Carriage) -> None:
        """What is wrong with one message keeps none of the others."""
        try:
            self._send(parcel, carriage)
        except KjrError:  # nothing can be written down, so nothing may leave
            raise
        except Exception:
            log.exception("sending message %s", parcel.id)

    def _send(self, parcel: Parcel, carriage: Carriage) -> None:
        way = find_way(self._post.settings, parcel)
        announced = self._announce(parcel, way)
        if announced.reason or way is None:
            self._end(parcel, announced, Report(Outcome.FINAL, announced.reason))
            return
        parts = split_message(parcel.text, way.longest)
        report = Report(Outcome.OUT)
        for number in range(parcel.parts_out, len(parts)):
            self._keep_pace(way)
            title = "" if way.kind in ROBOTS else TITLE.format(parcel.what, parcel.to)
            report = carriage.carry(way, parcel.mails, title, parts[number])
            if report.outcome is not Outcome.OUT:
                break
            parcel = parcel._replace(parts_out=number + 1)
            self.outbox.put_back(parcel)
        self._end(parcel, announced, report)

    def _announce(self, parcel: Parcel, way: Way | None) -> Chase:
        """Announce it, with what speaks against it when nobody else can announce anything."""
        label = way.label if way else parcel.way
        said = Announced(parcel.to, parcel.units, label, parcel.what, parcel.text, parcel.id)
        act, journal = build_chase(said, parcel.who, self._post.clock()), self._post.journal

        def guard(done: Collection[Act]) -> None:
            why = self._post.find_objection(parcel, done) if way else NO_WAY.format(parcel.way)
            if why:
                raise ObjectionError(why)

        try:
            return Chase(journal.append(act, guard), Delivery.UNSURE)
        except ObjectionError as objection:
            return Chase(journal.append(act), Delivery.UNSURE, str(objection))

    def _end(self, parcel: Parcel, announced: Chase, report: Report) -> None:
        """Tell what became of it: what is not known stays announced, and is never sent again."""
        moment, id = self._post.clock(), announced.act.id
        if report.outcome is Outcome.OUT:
            self._post.journal.append(build_end(id, parcel.who, moment))
        elif report.outcome is not Outcome.UNSURE:
            part = f"前{parcel.parts_out}条已发，后面的：" if parcel.parts_out else ""
            self._post.journal.append(build_end(id, parcel.who, moment, part + report.reason))
        parcel = parcel._replace(tries=parcel.tries + 1)
        if report.outcome is Outcome.REFUSED and parcel.tries < MOST_TRIES:
            later = _now() + dt.timedelta(seconds=report.wait * parcel.tries)
            self.outbox.put_back(parcel._replace(not_before=later.isoformat()))
        else:
            self.outbox.drop(parcel.id)

    def _keep_pace(self, way: Way) -> None:
        """Wait till the way may be used again."""
        if self._post.paces:
            rest = way.spacing - (time.monotonic() - self._last.get(way.name, -way.spacing))
            self._stopped.wait(max(0.0, rest))
        self._last[way.name] = time.monotonic()


def find_way(settings: MessageSettings, parcel: Parcel) -> Way | None:
    """The address a message goes to; None if the office has none of that name any more."""
    return settings.mail if parcel.way == MAIL else settings.robots.get(parcel.way)


def list_ends(journal: Journal, parcels: Iterable[str]) -> list[Chase]:
    """What became of these messages, each as it was tried last."""
    wanted, told = set(parcels), collect_chases(journal.acts(), KINDS)
    return list({each.parcel: each for each in told if each.parcel in wanted}.values())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
