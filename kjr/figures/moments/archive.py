"""The last good books in the database."""

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kjr.campaign.model import Campaign, Unit
from kjr.figures.moments import plain_data
from kjr.figures.moments.plain_data import Plain
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.state.contents import list_contents, read_contents
from kjr.state.engine.connections import Place
from kjr.state.sharing.readings import BOOKS, keep_reading

FORMAT: Final = 1

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


def load_with_gone_units(place: Place, campaign: Campaign, now: dt.datetime) -> Snapshot | None:
    """The same with the books of units that are on the roster no more; None without such."""
    gone = [name for name in list_contents(place, BOOKS) if name not in campaign.unit_names]
    if not gone:
        return None
    units = (*campaign.units, *(Unit(name, "", "") for name in gone))
    return load_kept_snapshot(place, replace(campaign, units=units), now)


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
