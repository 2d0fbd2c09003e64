"""The last good books in the database."""

import datetime as dt
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kjr.campaign.loading import CampaignError, parse_campaign
from kjr.campaign.model import Campaign
from kjr.figures.moments import plain_data
from kjr.figures.moments.plain_data import Plain
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.state.contents import change_contents, list_contents, read_content, read_contents
from kjr.state.engine.connections import Place
from kjr.state.sharing.readings import BOOKS, keep_reading

FORMAT: Final = 1
PLAN: Final = "plan"
"""Under what the plan in force is kept."""

log = logging.getLogger(__name__)


def keep_books(
    place: Place, new: Snapshot, last: Snapshot, look: str | None = None
) -> tuple[int, int]:
    """Write down the books that changed since ``last``, each under its unit.

    What was kept under another name of the unit is replaced by it.  ``look`` and what is given are
    those of ``keep_reading``.  Raises StateAwayError.
    """
    changed: dict[str, bytes | None] = {
        unit: plain_data.encode_plain({"format": FORMAT, "book": plain_data.flatten_book(book)})
        for unit, book in new.books.items()
        if book != last.books.get(unit)
    }
    gone = last.books.keys() - new.books.keys()
    names = (name for name, unit in new.campaign.unit_names.items() if unit in {*changed, *gone})
    return keep_reading(place, {**dict.fromkeys((*gone, *names)), **changed}, look)


def load_kept_snapshot(place: Place, campaign: Campaign, now: dt.datetime) -> Snapshot:
    """The last good books as of the last ``keep_books``; empty if there are none."""
    books = plain_data.rebuild_books(unpack_books(read_contents(place, BOOKS)), campaign)
    taken = max((book.read_at for book in books.values()), default=now)
    taken = taken.astimezone(now.tzinfo)
    snapshot = Snapshot(campaign, taken, version=1 if books else 0, books=books)
    return replace(snapshot, pairs=find_joint_pairs(campaign, snapshot.pages))


def load_as_it_ended(place: Place, campaign: Campaign, now: dt.datetime) -> Snapshot | None:
    """The same under the plan and roster of when they were kept; None if these are today's."""
    kept = read_content(place, PLAN, PLAN)
    if kept is None or (texts := json.loads(kept or b"{}")) == dict(campaign.texts):
        return None
    try:
        return load_kept_snapshot(place, parse_campaign(texts), now)
    except CampaignError:
        log.exception("the plan that was in force cannot be read any more")
        return None


def keep_plan(place: Place, campaign: Campaign) -> None:
    """Write down under which plan and roster the books are kept from now on."""
    data = json.dumps(dict(campaign.texts), ensure_ascii=False).encode()
    change_contents(place, PLAN, {PLAN: data}, must_last=False)


def has_kept_books(place: Place) -> bool:
    """Whether anything was ever kept: without it no book that is gone has last good figures."""
    return bool(list_contents(place, BOOKS))


def load_plan_keys(place: Place, campaign: Campaign) -> dict[str, frozenset[str]]:
    """Unit → the keys of its rows that were planned when it was last read."""
    known = plain_data.find_by_unit(unpack_books(read_contents(place, BOOKS)), campaign)
    return {unit: frozenset(each.get("plans", ())) for unit, each in known.items()}


def unpack_books(kept: Mapping[str, bytes]) -> Iterator[Plain]:
    """Each kept book, but for what is spoilt or of another form."""
    for unit, data in kept.items():
        try:
            plain = plain_data.decode_plain(data)
        except ValueError:
            log.warning("what is kept of %s cannot be read; its book will be opened again", unit)
            continue
        if plain.get("format") == FORMAT:
            yield plain["book"]
