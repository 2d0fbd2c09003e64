"""What is wrong between several workbooks: one event filed by two units (疑似联合活动)."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Entry, Page, Problem
from kjr.values.days import Span
from kjr.values.readings import Level
from kjr.values.spelling.characters import fold_text

CROWD: Final = 40
"""More entries than this under one key share a word, not an event."""
LONGEST: Final = 4
"""A span of more days is a campaign, not an event that two units would both file."""
COMMON: Final = re.compile(r"[\W_]|开展|举办|主题|活动|系列")
SURE, LIKELY = 85, 60
"""How alike one of title and place must be, and how much the other, in percent."""


class Event(NamedTuple):
    """An entry that says when, what and where."""

    page: Page
    entry: Entry
    day: dt.date
    title: str
    place: str


def check_between_books(campaign: Campaign, pages: Iterable[Page]) -> tuple[Problem, ...]:
    """Every entry that looks like another unit's: to be verified, and counted until then."""
    own: dict[str | None, list[Page]] = defaultdict(list)
    for page in pages:
        own[page.ledger].append(page)
    meant = [each for each in campaign.ledgers if each.people and each.title != each.place]
    return tuple(
        problem for each in meant for problem in _joint(each, [*_events(each, own[each.name])])
    )


def _events(ledger: Ledger, pages: Sequence[Page]) -> Iterator[Event]:
    for page in pages:
        for entry in page.entries:
            day, title = entry.values.get(ledger.day), entry.values.get(ledger.title)
            if isinstance(day, Span):
                day = day.first if (day.last - day.first).days < LONGEST else None
            if isinstance(day, dt.date) and isinstance(title, str):
                place = entry.values.get(ledger.place, "")
                yield Event(page, entry, day, title, str(place))


def _joint(ledger: Ledger, events: Sequence[Event]) -> Iterator[Problem]:
    """Each event with its twins; only events that share a key and a day or its eve are compared."""
    twins: dict[int, list[Event]] = defaultdict(list)
    for group in _groups(events):
        for one, two in combinations(group, 2):
            if one.entry.unit != two.entry.unit and _is_same(one, two):
                twins[id(one.entry)].append(two)
                twins[id(two.entry)].append(one)
    for event in events:
        if others := twins.get(id(event.entry)):
            rows = [other.entry for other in others[:4]]
            names = dict.fromkeys(f"{each.unit}「{each.sheet}」第{each.row}行" for each in rows)
            message = f"与{'、'.join(names)}疑似同一活动（联合活动），请核实由谁主办，只计一次"
            yield event.page.problem(event.entry.row, ledger.title, Level.DOUBT, message)


def _groups(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    """Events of two days on end that start alike in their title, or end alike in their place."""
    keyed: dict[tuple[str, str, int], list[Event]] = defaultdict(list)
    for event in events:
        day = event.day.toordinal()
        for kind, word in (("title", _core(event.title)[:4]), ("place", _core(event.place)[-4:])):
            if word:
                keyed[kind, word, day].append(event)
    for (kind, word, day), group in keyed.items():
        near = [*group, *keyed.get((kind, word, day + 1), ())]
        if len(near) <= CROWD and len({event.entry.unit for event in near}) > 1:
            yield near


def _is_same(one: Event, two: Event) -> bool:
    title = fuzz.ratio(_core(one.title), _core(two.title))
    place = fuzz.ratio(_core(one.place), _core(two.place))
    if not one.place or not two.place:
        return title >= SURE
    return (title >= SURE and place >= LIKELY) or (place >= SURE and title >= LIKELY)


@lru_cache(maxsize=65536)
def _core(text: str) -> str:
    """A title or place without what many share."""
    return COMMON.sub("", fold_text(text))
