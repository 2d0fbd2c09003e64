"""What has taken place by a moment, what is still to come, and whose day cannot be right.

An entry's own day tells, unless the row itself says that it is still planned.  Where the day is
that of a later step, such as an article's while its person is only recommended, the row is no
plan: what it tells so far has happened, and each figure's conditions say whether it counts.

A day in a year after the campaign's (2109) is no plan either, and none of another century (1919)
has been: until somebody mends it, the row is in no total, and nobody is said to plan it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Entry
from kjr.values.days import Span

LONG_AGO: Final = 50
"""Years before the campaign's beyond which a day is mistyped; a team may be older than it."""
MISDATED: Final = "日期存疑"
"""What is said of a row whose day is in a year that cannot be meant; it does not count."""


class SplitEntries(NamedTuple):
    """Entries by what their day says of them."""

    done: list[Entry]
    """They count."""
    planned: list[Entry]
    """Their day is still to come, or they say so."""
    misdated: list[Entry]
    """Their day is in a year that cannot be meant."""


def find_entry_days(ledger: Ledger, entry: Entry) -> Span | None:
    """The first and the last day an entry tells about.

    None if it tells of none, or only of the day of a step (``Ledger.dated``) still before it.
    """
    step = entry.values.get(ledger.stage)
    if ledger.dated and step is not None and step not in ledger.dated:
        return None
    day = entry.values.get(ledger.day)
    if isinstance(day, dt.date):
        return Span(day, day)
    return day if isinstance(day, Span) else None


def is_planned(campaign: Campaign, ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether a row says so or its first day is still to come; what has begun counts."""
    return entry.progress is Progress.PLANNED or is_to_come(campaign, ledger, entry, today)


def is_to_come(campaign: Campaign, ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether an entry's first day is still to come, and can be meant."""
    return is_ahead(ledger, entry, today) and not is_misdated(campaign, ledger, entry, today)


def is_ahead(ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether an entry's first day is after today."""
    return _begins_after(today, find_entry_days(ledger, entry))


def is_misdated(campaign: Campaign, ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether an entry's day is ahead in a year after the campaign's, or long ago: mistyped.

    A row that says it is planned is believed; a report's day is asked about whatever it is.
    """
    if entry.progress is Progress.PLANNED or ledger.single:
        return False
    return _cannot_be_meant(campaign, find_entry_days(ledger, entry), today)


def split_entries(campaign: Campaign, entries: Iterable[Entry], today: dt.date) -> SplitEntries:
    """The entries that count today, those to come, and those whose day cannot be right."""
    ledgers = {ledger.name: ledger for ledger in campaign.ledgers}
    split = SplitEntries([], [], [])
    for entry in entries:
        ledger = ledgers[entry.ledger]
        days = find_entry_days(ledger, entry)
        if entry.progress is Progress.PLANNED:
            split.planned.append(entry)
        elif not ledger.single and _cannot_be_meant(campaign, days, today):
            split.misdated.append(entry)
        elif _begins_after(today, days):
            split.planned.append(entry)
        else:
            split.done.append(entry)
    return split


def _begins_after(today: dt.date, days: Span | None) -> bool:
    return days is not None and days.first > today


def _cannot_be_meant(campaign: Campaign, days: Span | None, today: dt.date) -> bool:
    """Whether days are long ago, or ahead in a year after the campaign's."""
    if days is None:
        return False
    is_long_ago = days.last.year < campaign.first.year - LONG_AGO
    return is_long_ago or (days.first > today and days.first.year > campaign.last_year)
