"""The books of this process, kept in step with those of all others that share its database."""

import datetime as dt
import json
from dataclasses import replace
from typing import Final

from kjr.campaign.model import Campaign
from kjr.figures.moments.archive import keep_books, load_kept_snapshot, unpack_books
from kjr.figures.moments.plain_data import Plain, rebuild_books
from kjr.figures.moments.refresh import replace_books
from kjr.figures.moments.rereading import correct_pages
from kjr.figures.moments.snapshot import Snapshot
from kjr.state.engine.connections import Place
from kjr.state.sharing.readings import read_news
from kjr.store.base import Stray

PULSE: Final = dt.timedelta(seconds=10)
"""After which others are told of looks without news, to show of which moment their figures are."""


class SharedBooks:
    """What is kept of the books, and what of it this process knows."""

    def __init__(self, place: Place, campaign: Campaign, now: dt.datetime) -> None:
        """Begin with what is kept; raises StateAwayError if nobody can tell."""
        self._place = place
        self._number = read_news(place, 0).number
        self.loaded = load_kept_snapshot(place, campaign, now)
        """The last good books; empty if there are none."""
        self._kept, self._look = self.loaded, ""
        self._told: dt.datetime | None = None

    @property
    def has_look(self) -> bool:
        """Whether it is known what else was seen where the books lie."""
        return bool(self._look)

    def take(self, latest: Snapshot, *, with_look: bool = False) -> Snapshot:
        """The snapshot with the books others have read since; raises StateAwayError.

        ``with_look`` it also tells what else was seen by whoever looks for all.
        """
        news = read_news(self._place, self._number)
        self._number = news.number
        if news.books:
            read = rebuild_books(unpack_books(news.books), latest.campaign)
            books = {
                unit: replace(book, pages=correct_pages(latest, unit, book.pages))
                for unit, book in read.items()
            }
            self._kept = replace(self._kept, books={**self._kept.books, **books})
            latest = replace_books(latest, books)
        if with_look and news.look not in ("", self._look):
            self._look = news.look
            latest = _follow_look(latest, json.loads(news.look))
        return latest

    def forget_gone_units(self, ended: Snapshot) -> None:
        """Of all these books keep, from the next ones on, only those still on the roster."""
        self._kept = replace(self._kept, version=-1, books={**ended.books, **self._kept.books})

    def give(self, new: Snapshot, *, is_look: bool) -> None:
        """Keep the books that changed and, of a look, what else was seen.

        Raises StateAwayError if they cannot be kept; the next time they are tried again.
        """
        is_same = new.version == self._kept.version
        if is_same and not (is_look and self._is_time(new.taken)):
            return
        look = _pack_look(new) if is_look else self._look
        if look != self._look or new.books != self._kept.books:
            said = look if is_look else None
            last, number = keep_books(self._place, new, self._kept, said)
            if last == self._number:  # else others' books are still to be taken
                self._number = number
            if is_look:
                self._look, self._told = look, new.taken
        self._kept = new

    def _is_time(self, taken: dt.datetime) -> bool:
        return self._told is None or abs(taken - self._told) >= PULSE


def _pack_look(snapshot: Snapshot) -> str:
    said = {
        "taken": snapshot.taken.isoformat(),
        "unread": sorted(snapshot.unread),
        "strays": snapshot.strays,
        "outage": snapshot.outage,
    }
    return json.dumps(said, ensure_ascii=False)


def _follow_look(latest: Snapshot, said: Plain) -> Snapshot:
    """The snapshot with what else was seen by whoever looks for all."""
    seen = replace(
        latest,
        taken=dt.datetime.fromisoformat(said["taken"]).astimezone(latest.taken.tzinfo),
        unread=frozenset(said["unread"]),
        strays=tuple(Stray(*each) for each in said["strays"]),
        outage=said["outage"],
    )
    return replace_books(latest, {}, seen)
