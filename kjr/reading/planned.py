"""What has taken place by a moment, and what is planned (拟开展).

An entry's own day tells, unless the row itself says that it is still planned.  Where the day is
that of a later step, such as an article's while its person is only recommended, the row is no
plan: what it tells so far has happened, and each figure's conditions say whether it counts.
"""

import datetime as dt
from collections.abc import Iterable

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Entry
from kjr.values.days import Span


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


def is_planned(ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether a row says so or its first day is still to come; what has begun counts."""
    return entry.progress is Progress.PLANNED or is_ahead(ledger, entry, today)


def is_ahead(ledger: Ledger, entry: Entry, today: dt.date) -> bool:
    """Whether an entry's first day is still to come."""
    days = find_entry_days(ledger, entry)
    return days is not None and days.first > today


def split_entries(
    campaign: Campaign, entries: Iterable[Entry], today: dt.date
) -> tuple[list[Entry], list[Entry]]:
    """The entries that count today, and those that are planned."""
    ledgers = {ledger.name: ledger for ledger in campaign.ledgers}
    done: list[Entry] = []
    planned: list[Entry] = []
    for entry in entries:
        is_due = not is_planned(ledgers[entry.ledger], entry, today)
        (done if is_due else planned).append(entry)
    return done, planned
