"""日程 as a calendar file (.ics): what a telephone or an office program shows among its own days.

Each activity keeps its number (UID) wherever its row stands and whatever its day, so that the
same file read again replaces what it said; one that is gone is no longer in it.
Only what the page shows is in it: the masked title, the place, the unit; no private column.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from icalendar import Calendar, Event

from kjr.campaign.model import Campaign
from kjr.figures.agenda import Activity
from kjr.reading.planned import MISDATED
from kjr.values.escapes import show_controls
from kjr.values.spelling.characters import fold_text

LAST: Final = "总结报送截止"
EXAMPLE: Final = "（示例数据）"
EVERY: Final = dt.timedelta(hours=1)
"""After which a calendar that subscribes to it may ask again."""


def render_calendar(
    campaign: Campaign, activities: Iterable[Activity], moment: dt.datetime
) -> bytes:
    """The activities as whole days, with the deadline; ``moment`` is when the figures are of."""
    calendar = Calendar()
    calendar.add("prodid", "-//kjr//agenda//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{campaign.title}{EXAMPLE if campaign.is_example else ''}")
    calendar.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    stamp = moment.astimezone(dt.UTC)
    last = Activity(campaign.deadline, campaign.deadline, "", LAST, "", "", 0, "")
    sure = (each for each in activities if each.word != MISDATED)
    for each, name in (*sorted(_name_activities(sure)), (last, ("", "", LAST))):
        calendar.add_component(_build_event(each, _number(campaign, name), stamp))
    return bytes(calendar.to_ical())


def _name_activities(activities: Iterable[Activity]) -> Iterator[tuple[Activity, tuple[str, ...]]]:
    """Each with what it is known by: unit, ledger, title; of several the later ones by day too.

    Not by its row, which moves, nor the first of a title by its day, which is put off.
    """
    ordered = sorted(activities, key=lambda each: (_know(each), each.first, each.last, each.place))
    for known, held in groupby(ordered, _know):
        first, *others = held
        yield first, known
        for day, same in groupby(others, lambda each: each.first):
            for number, each in enumerate(same):
                yield each, (*known, day.isoformat(), str(number))


def _know(activity: Activity) -> tuple[str, str, str]:
    return activity.unit, activity.ledger, fold_text(activity.title)


def _number(campaign: Campaign, name: Iterable[str]) -> str:
    told = "\0".join((str(campaign.year), *name))
    return f"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}@kjr"


def _build_event(activity: Activity, number: str, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", number)
    event.add("dtstamp", stamp)
    event.add("dtstart", activity.first)
    event.add("dtend", activity.last + dt.timedelta(days=1))
    event.add("summary", show_controls(activity.title))
    if activity.place:
        event.add("location", show_controls(activity.place))
    said = (activity.unit, activity.ledger, activity.word)
    if any(said):
        event.add("description", "，".join(filter(None, said)))
    event.add("transp", "TRANSPARENT")
    return event
