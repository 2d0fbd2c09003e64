"""日程: every dated activity, and where two of them get in each other's way."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from statistics import fmean
from typing import Final, NamedTuple

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign, Ledger, Occasion
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.page import Entry
from kjr.reading.planned import MISDATED, find_entry_days
from kjr.values import wording
from kjr.values.days import Span
from kjr.values.masks import mask_personal_data

OVERFULL = 2
"""A day is overfull with more than so many times the activities of an average busy day."""

LONGEST = 14
"""An entry that spans more days is a campaign of its own, and clashes with nothing."""


AROUND = dt.timedelta(days=7)
"""What belongs to a campaign before its first and after its last day."""
NAMED = 4
"""Days outside the axis that are told by name."""
DONE: Final = "已开展"
PLANNED: Final = Progress.PLANNED.value
PASSED, AHEAD = "日期已到", "日期未到"
"""What is said of rows that are no event, such as reports and opinions: nobody held them."""
STATES: Final = (DONE, PASSED, PLANNED, AHEAD, MISDATED)
"""Where an entry stands by its day."""
WHICH_DAY: Final = "按活动的日期，不是填报的日期"
"""Of two days an entry has, the one by which 每天新增 shows it."""


class Activity(NamedTuple):
    """One dated entry."""

    first: dt.date
    last: dt.date
    ledger: str
    title: str
    place: str
    unit: str
    row: int
    word: str
    """Where it stands by its day."""
    sheet: str = ""
    """On which its row is written."""

    @property
    def is_done(self) -> bool:
        """Whether it counts."""
        return self.word in (DONE, PASSED)

    @property
    def is_planned(self) -> bool:
        """Whether it is in no total yet."""
        return self.word in (PLANNED, AHEAD)


class Clash(NamedTuple):
    """Two or more activities that should be looked at together."""

    day: dt.date
    why: str
    activities: tuple[Activity, ...]


def list_activities(snapshot: Snapshot) -> list[Activity]:
    """All dated entries, planned ones too, by day; the yearly summary is filed and stays out."""
    ledgers = {ledger.name: ledger for ledger in snapshot.campaign.ledgers if not ledger.single}
    told = (
        *((entry, (DONE, PASSED)) for entry in snapshot.entries),
        *((entry, (PLANNED, AHEAD)) for entry in snapshot.planned),
        *((entry, (MISDATED, MISDATED)) for entry in snapshot.misdated),
    )
    found = (
        _activity(ledgers[entry.ledger], entry, *words)
        for entry, words in told
        if entry.ledger in ledgers
    )
    return sorted(filter(None, found))


def phrase_scope(campaign: Campaign) -> str:
    """Which rows the agenda shows, and which it does not, from what the ledgers declare."""
    ledgers = [each for each in campaign.ledgers if not each.single]
    steps = (f"「{it.name}」还没到{'、'.join(it.dated)}的" for it in ledgers if it.day and it.dated)
    left = ("没有日期的", f"写明{Progress.CANCELLED.value}的", *steps, "认定由别家主办的")
    return f"各本台账有日期的条目，一条算一项；{'、'.join(left)}不在这里"


def find_clashes(activities: Iterable[Activity]) -> list[Clash]:
    """Same place or same unit twice on a day, a day overfull; by day, as the activities are."""
    by_day = defaultdict(list)
    for activity in activities:
        for day in () if activity.word == MISDATED else _days(activity):
            by_day[day].append(activity)
    usual = fmean(map(len, by_day.values())) if by_day else 0
    return [clash for day, held in by_day.items() for clash in _on(day, held, usual)]


def find_axis_days(campaign: Campaign) -> Span:
    """The days an axis shows: window, concurrent events, deadline, and a week around them."""
    firsts = (campaign.first, *(each.first for each in campaign.occasions))
    lasts = (campaign.last, campaign.deadline, *(each.last for each in campaign.occasions))
    return Span(min(firsts) - AROUND, max(lasts) + AROUND)


def phrase_days_outside(campaign: Campaign, spans: Iterable[Span]) -> str:
    """How many reach outside the axis, and which days they name; blank if none does.

    >>> axis = Span(dt.date(2019, 5, 12), dt.date(2019, 6, 22))
    >>> _phrase_outside(axis, [Span(dt.date(2109, 5, 28), dt.date(2109, 5, 28))])
    '另有1条的日期在图外：2109年5月28日'
    """
    return _phrase_outside(find_axis_days(campaign), spans)


def _phrase_outside(axis: Span, spans: Iterable[Span]) -> str:
    outside = sorted(each for each in spans if each.first < axis.first or each.last > axis.last)
    if not outside:
        return ""
    days = list(dict.fromkeys(_phrase_span(each) for each in outside))
    more = "等" if len(days) > NAMED else ""
    return f"另有{len(outside)}条的日期在图外：{'、'.join(days[:NAMED])}{more}"


def _phrase_span(span: Span) -> str:
    ends = dict.fromkeys(wording.format_full_day(each) for each in span)
    return "至".join(ends)


def select_reaching(campaign: Campaign, activities: Iterable[Activity]) -> list[Activity]:
    """Those that have taken place and in which people take part: what the summary counts."""
    reaching = {ledger.name for ledger in campaign.ledgers if ledger.people}
    return [each for each in activities if each.ledger in reaching and each.is_done]


def phrase_occasion(campaign: Campaign, occasion: Occasion, activities: Iterable[Activity]) -> str:
    """How many activities fall into a concurrent event, those to come apart from the others.

    Where the summary tells of the event, its figure too, and what it counts.
    """
    meant = [each for each in activities if _falls_into(occasion, each)]
    numbers, told = count_states(meant), select_reaching(campaign, meant)
    said = "、".join(f"{word}{number}项" for word, number in numbers.items())
    if not occasion.told or len(told) == numbers.get(DONE, 0):
        return said
    kinds = dict.fromkeys(each.ledger for each in told)
    names = "、".join(ledger.name for ledger in campaign.ledgers if ledger.name in kinds)
    return f"{said}（总结里只数有人参加的{names}，{len(told)}项）" if told else said


def count_states(activities: Iterable[Activity]) -> dict[str, int]:
    """How many stand where by their day; if nothing has come about, that is told."""
    numbers = Counter(each.word for each in activities)
    none = DONE if not numbers[PASSED] else ""
    return {word: numbers[word] for word in STATES if numbers[word] or word == none}


def count_occasion_activities(campaign: Campaign, activities: Iterable[Activity]) -> dict[str, int]:
    """How many activities fall into each concurrent event."""
    held = list(activities)
    return {each.name: sum(_falls_into(each, one) for one in held) for each in campaign.occasions}


def _falls_into(occasion: Occasion, activity: Activity) -> bool:
    return activity.first <= occasion.last and activity.last >= occasion.first


def _activity(ledger: Ledger, entry: Entry, held: str, other: str) -> Activity | None:
    """A dated entry, with what is said of an event, or of anything else."""
    days = find_entry_days(ledger, entry)
    title = mask_personal_data(str(entry.values.get(ledger.title, ledger.name)))
    place = mask_personal_data(str(entry.values.get(ledger.place, "")))
    if days is None:
        return None
    is_event = ledger.people or entry.progress
    word = held if is_event else other
    return Activity(*days, ledger.name, title, place, entry.unit, entry.row, word, entry.sheet)


def _days(activity: Activity) -> Iterator[dt.date]:
    length = (activity.last - activity.first).days + 1
    if length <= LONGEST:
        yield from (activity.first + dt.timedelta(days=n) for n in range(length))


def _on(day: dt.date, held: list[Activity], usual: float) -> Iterator[Clash]:
    if len(held) > OVERFULL * usual:
        yield Clash(day, f"这一天{_phrase_number(held)}，平常一天 {usual:.0f} 项", tuple(held))
    for one, other in combinations(held, 2):
        if one.place and one.place == other.place and one.unit != other.unit:
            yield Clash(day, f"两家单位同一天在{one.place}", (one, other))
        elif _is_apart(one, other):
            yield Clash(day, f"{one.unit}同一天有两场", (one, other))


def _phrase_number(held: Sequence[Activity]) -> str:
    """How many have taken place and how many are still to come."""
    numbers = count_states(held).items()
    return "、".join(f"{word} {number} 项" for word, number in numbers if number)


def _is_apart(one: Activity, other: Activity) -> bool:
    """The same people would have to be in two places."""
    return (one.unit, one.ledger) == (other.unit, other.ledger) and one.place != other.place
