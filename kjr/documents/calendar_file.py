"""日程 as a calendar file (.ics): what a telephone or an office program shows among its own days.

Each activity keeps its number (UID), so that the same file read again replaces what it said.
Only what the page shows is in it: the masked title, the place, the unit; no private column.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Event

from kjr.campaign.model import Campaign
from kjr.figures.agenda import Activity
from kjr.reading.planned import MISDATED

EVERY: Final = dt.timedelta(hours=1)
"""After which a calendar that subscribes to it may ask again."""


def render_calendar(
    campaign: Campaign, activities: Iterable[Activity], moment: dt.datetime
) -> bytes:
    """The activities as whole days, with the deadline; ``moment`` is when the figures are of."""
    calendar = Calendar()
    calendar.add("prodid", "-//kjr//agenda//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", campaign.title)
    calendar.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    stamp = moment.astimezone(dt.UTC)
    for each in activities:
        if each.word != MISDATED:
            calendar.add_component(_build_event(each, stamp))
    last = Activity(campaign.deadline, campaign.deadline, "", "总结报送截止", "", "", 0, "")
    calendar.add_component(_build_event(last, stamp))
    return bytes(calendar.to_ical())


def _build_event(activity: Activity, stamp: dt.datetime) -> Event:
    event = Event()
    told = "\0".join((activity.unit, activity.ledger, activity.sheet, str(activity.row)))
    event.add("uid", f"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}@kjr")
    event.add("dtstamp", stamp)
    event.add("dtstart", activity.first)
    event.add("dtend", activity.last + dt.timedelta(days=1))
    event.add("summary", activity.title)
    if activity.place:
        event.add("location", activity.place)
    said = (activity.unit, activity.ledger, activity.word)
    if any(said):
        event.add("description", "，".join(filter(None, said)))
    event.add("transp", "TRANSPARENT")
    return event
