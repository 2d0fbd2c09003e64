"""One unit's part in all figures, for as long as its workbook and the day are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.campaign.model import Unit
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.sums.shares import Counters, FigureName, Share, share_out
from kjr.reading.page import Entry, RowPlace
from kjr.reading.planned import split_entries

ByLedger = Mapping[str, Sequence[Entry]]


class Part(NamedTuple):
    """A unit's entries by ledger, those that count and those to come, and what they make."""

    book: Book | None
    joined: frozenset[RowPlace]
    """Its rows that tell of another unit's event: they add nothing."""
    done: ByLedger
    planned: ByLedger
    shares: Mapping[FigureName, Share]
    ahead: Mapping[FigureName, Share]
    """What those to come would make."""


GONE: Final = Part(None, frozenset(), {}, {}, {}, {})
"""The part of a unit that has no workbook."""


def build_parts(
    snapshot: Snapshot, counters: Counters, known: Mapping[str, Part]
) -> dict[str, Part]:
    """Each unit's part, in the order of the books; of a book that is known it is taken over."""
    units = {unit.name: unit for unit in snapshot.campaign.units}
    joined: dict[str, set[RowPlace]] = defaultdict(set)
    for place in snapshot.partners:
        joined[place[0]].add(place)
    parts = {}
    for name, book in snapshot.books.items():
        last, own = known.get(name), frozenset(joined.get(name, ()))
        if last and last.book is book and last.joined == own:
            parts[name] = last
        else:
            parts[name] = _build_part(snapshot, counters, units[name], book, own)
    return parts


def find_moved_ledgers(one: Part, other: Part) -> set[str]:
    """The ledgers whose entries of a unit are not what or where they were."""
    pairs = ((one.done, other.done), (one.planned, other.planned))
    return {
        name
        for before, now in pairs
        for name in before.keys() | now.keys()
        if before.get(name) != now.get(name)
    }


def _build_part(
    snapshot: Snapshot, counters: Counters, unit: Unit, book: Book, joined: frozenset[RowPlace]
) -> Part:
    counted = _without(book.entries, joined)
    split = split_entries(snapshot.campaign, counted, snapshot.taken.date())
    done, planned = _by_ledger(split.done), _by_ledger(split.planned)
    shares, ahead = (share_out(counters, unit, each) for each in (done, planned))
    return Part(book, joined, done, planned, shares, ahead)


def _without(entries: Iterable[Entry], places: Collection[RowPlace]) -> list[Entry]:
    return [entry for entry in entries if entry.place not in places]


def _by_ledger(entries: Iterable[Entry]) -> ByLedger:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.ledger].append(entry)
    return dict(found)
