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
from kjr.reading.page import Entry, Page, Problem, RowPlace
from kjr.reading.planned import is_misdated, is_planned
from kjr.values.days import Span
from kjr.values.readings import Level
from kjr.values.spelling.characters import fold_text

CROWD: Final = 40
"""More entries than this under one key share a word, not an event."""
SUSPECTED: Final = "与{}疑似联合活动，{}；由谁主办请活动办认定，认定后只计一场"
NAMED: Final = 4
"""Other rows of the event that are told one by one."""
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
    partners: str = ""
    """Who else had a part in it (协办), as typed."""


class JointPair(NamedTuple):
    """Two units' entries that look like one event."""

    ledger: str
    one: Event
    two: Event

    @property
    def places(self) -> frozenset[RowPlace]:
        """Where the two are written."""
        return frozenset((self.one.entry.place, self.two.entry.place))


def find_joint_pairs(campaign: Campaign, pages: Iterable[Page]) -> tuple[JointPair, ...]:
    """Every two entries of two units that look like one event; only the office can settle it."""
    own: dict[str | None, list[Page]] = defaultdict(list)
    for page in pages:
        own[page.ledger].append(page)
    meant = [each for each in campaign.ledgers if each.people and each.title != each.place]
    found = (pair for each in meant for pair in _pairs(each, [*_events(each, own[each.name])]))
    return tuple({pair.places: pair for pair in found}.values())


def describe_evidence(pair: JointPair) -> str:
    """What speaks for one event: the days, titles, places and partners of both."""
    one, two = pair.one, pair.two
    alike = (("名称", one.title, two.title), ("地点", one.place, two.place))
    found = ["同一天" if one.day == two.day else "前后一天"]
    found += [f"{what}相似{_compare(*both):.0f}%" for what, *both in alike if all(both)]
    return "，".join([*found, *(["写明对方协办"] if _names_other(one, two) else [])])


def doubt_joint_pairs(
    campaign: Campaign, pairs: Iterable[JointPair], today: dt.date
) -> tuple[Problem, ...]:
    """A doubt at every entry that stands in one of the pairs: each counts until it is settled.

    ``today`` tells which of them are only planned and do not count yet.
    """
    twins: dict[RowPlace, tuple[Ledger, Event, list[Event]]] = {}
    for name, one, two in pairs:
        for event, other in ((one, two), (two, one)):
            known = twins.setdefault(event.entry.place, (campaign.ledger(name), event, []))
            known[2].append(other)
    return tuple(_doubt(campaign, *each, today) for each in twins.values())


def _events(ledger: Ledger, pages: Sequence[Page]) -> Iterator[Event]:
    for page in pages:
        for entry in page.entries:
            day, title = entry.values.get(ledger.day), entry.values.get(ledger.title)
            if isinstance(day, Span):
                day = day.first if (day.last - day.first).days < LONGEST else None
            if isinstance(day, dt.date) and isinstance(title, str):
                words = (str(entry.values.get(name, "")) for name in (ledger.place, ledger.partner))
                yield Event(page, entry, day, title, *words)


def _pairs(ledger: Ledger, events: Sequence[Event]) -> Iterator[JointPair]:
    """Only events that share a key and a day or its eve are compared."""
    for group in _groups(events):
        for one, two in combinations(group, 2):
            if one.entry.unit != two.entry.unit and _is_same(one, two):
                yield JointPair(ledger.name, *sorted((one, two), key=lambda each: each.entry.place))


def _doubt(
    campaign: Campaign, ledger: Ledger, event: Event, others: Sequence[Event], today: dt.date
) -> Problem:
    rows = [other.entry for other in others[:NAMED]]
    names = dict.fromkeys(f"{each.unit}「{each.sheet}」第{each.row}行" for each in rows)
    every = [each.entry for each in (event, *others)]
    ahead = sum(is_planned(campaign, ledger, each, today) for each in every)
    wrong = sum(is_misdated(campaign, ledger, each, today) for each in every)
    counted = _phrase_counted(len(every) - ahead - wrong, ahead, wrong)
    message = SUSPECTED.format("、".join(names), counted)
    return event.page.problem(event.entry.row, ledger.title, Level.DOUBT, message)


def _phrase_counted(due: int, ahead: int, wrong: int) -> str:
    """How rows of one event count before it is settled: those that are planned not yet."""
    if not (ahead or wrong):
        return f"按{due}场计"
    parts = {
        f"已开展的按{due}场计": due,
        f"拟开展的{ahead}场还没有计入": ahead,
        f"日期看起来写错的{wrong}场没有计入": wrong,
    }
    return "，".join(said for said, number in parts.items() if number)


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
        if len(near) <= CROWD:
            yield near


def _is_same(one: Event, two: Event) -> bool:
    title, place = _compare(one.title, two.title), _compare(one.place, two.place)
    if _names_other(one, two):
        return max(title, place) >= LIKELY
    if not one.place or not two.place:
        return title >= SURE
    return (title >= SURE and place >= LIKELY) or (place >= SURE and title >= LIKELY)


def _names_other(one: Event, two: Event) -> bool:
    """Whether one of two units names the other as its partner."""
    told = ((one.partners, two.entry.unit), (two.partners, one.entry.unit))
    return any(fuzz.partial_ratio(_core(text), _core(unit)) >= SURE for text, unit in told if text)


def _compare(one: str, two: str) -> float:
    """How alike two titles or places are, in percent."""
    return fuzz.ratio(_core(one), _core(two)) if one else 0


@lru_cache(maxsize=65536)
def _core(text: str) -> str:
    """A title or place without what many share."""
    return COMMON.sub("", fold_text(text))
