"""What is made ready to be sent: reminders, a trial, the leaders' day; each to its address."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from secrets import token_hex
from typing import Final

from kjr.app.messages.contacts import ContactBook
from kjr.app.messages.objections import digest_owed
from kjr.app.messages.outbox import Parcel
from kjr.app.messages.ways import MAIL, MessageSettings, Way
from kjr.campaign.model import Campaign
from kjr.documents.reminders.reminder import Reminder
from kjr.figures.overview import Overview
from kjr.state.acts import Act, ActKind
from kjr.state.chases import collect_chases

TRIAL, DAILY = "试发", "领导日报"
TRIAL_TEXT: Final = "这是{}的试发，收到就说明地址设好了，不用回复。"
EXAMPLE: Final = "【示例数据】"
"""Before whatever leaves of an example."""
LEADERS: Final = "领导"
LATE: Final = dt.timedelta(hours=3)
"""So long after its hour, and until midnight, the leaders' day is still sent, if nobody ran kjr
at that hour."""
PROGRAM: Final = "自动"
"""Who sends what nobody had sent."""


def pack_reminders(
    overview: Overview,
    settings: MessageSettings,
    contacts: ContactBook,
    reminders: Iterable[Reminder],
    who: str,
) -> tuple[list[Parcel], list[Reminder]]:
    """Each reminder to its group's robot or its unit's mail, and those that have nowhere to go.

    What is written of days holds until midnight.
    """
    packed, left = [], []
    night = dt.datetime.combine(
        overview.today + dt.timedelta(1), dt.time(), overview.snapshot.taken.tzinfo
    )
    for each in reminders:
        mails = contacts.find(each.to).mails if each.units == (each.to,) else ()
        way = MAIL if mails and settings.mail else each.to if each.to in settings.robots else ""
        if way:
            text = mark_example(overview.campaign, each.text)
            parcel = Parcel(token_hex(8), each.rung, each.to, each.units, way, text, who, mails)
            owed = digest_owed(overview, each.units)
            packed.append(parcel._replace(until=night.isoformat(), owed=owed))
        else:
            left.append(each)
    return packed, left


def pack_trial(campaign: Campaign, way: Way, who: str, mails: tuple[str, ...] = ()) -> Parcel:
    """A message that says it is a trial, to one address."""
    text = mark_example(campaign, TRIAL_TEXT.format(campaign.office))
    return Parcel(token_hex(8), TRIAL, way.name, (), way.name, text, who, mails)


def list_due_digests(
    campaign: Campaign,
    settings: MessageSettings,
    acts: Iterable[Act],
    now: dt.datetime,
    compose: Callable[[], str],
) -> list[Parcel]:
    """The leaders' day, once the campaign's hour has come, to whom it was not sent today.

    It tells of its day and leaves on it; some days after the deadline it ends.
    """
    rules = campaign.reminders
    hour, last = rules.digest_time, campaign.deadline + dt.timedelta(rules.digest_days)
    if hour is None or campaign.is_example or not settings.leaders or now.date() > last:
        return []
    due = now.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    night = dt.datetime.combine(now.date() + dt.timedelta(1), dt.time(), now.tzinfo)
    end = min(due + LATE, night)
    if not due <= now < end:
        return []
    told = collect_chases(acts, (ActKind.TOLD,))
    known = {each.parcel for each in told}
    missing = {
        id: (to, *rest)
        for to, rest in _list_leaders(settings)
        if (id := f"{now:%Y%m%d}-{to}") not in known
    }
    text, until = compose() if missing else "", end.isoformat()
    return [
        Parcel(id, DAILY, to, (), way, text, PROGRAM, mails, until=until)
        for id, (to, way, mails) in missing.items()
    ]


def mark_example(campaign: Campaign, text: str) -> str:
    """The text, said to be example data where it is."""
    return f"{EXAMPLE}{text}" if campaign.is_example else text


def _list_leaders(
    settings: MessageSettings,
) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """By what name the record knows them, by which way, at which addresses."""
    mails = tuple(name for name in settings.leaders if "@" in name)
    if mails:
        yield LEADERS, (MAIL, mails)
    yield from ((name, (name, ())) for name in settings.leaders if "@" not in name)
