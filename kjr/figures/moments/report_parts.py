"""Which parts of a closing report its rows say are handed in, and on a day that can be."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign
from kjr.reading.page import Entry, Page, Problem
from kjr.reading.planned import find_entry_days, is_ahead, split_entries
from kjr.values.readings import Level
from kjr.values.wording import format_nearby_day

HANDED_IN: Final = "{}都写{}，{}{}还没到，没有算作已报，请核实是否已交；交齐了的请改成交齐的那一天"
HALF_HANDED_IN: Final = "{}写{}，{}{}还没到，没有算作已交，请核实是否已交；已交的请改成交的那一天"
"""The same where another part is not handed in at all."""


def list_lacking_parts(campaign: Campaign, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The parts of the closing report that no row says are handed in; none if it asks for none."""
    filing = campaign.filing
    if filing is None:
        return ()
    written = [entry for entry in entries if entry.ledger == filing.ledger]
    return tuple(name for name in filing.ticks if not _is_ticked(campaign, name, written))


def list_parts_ahead(
    campaign: Campaign, due: Iterable[Entry], every: Iterable[Entry]
) -> tuple[str, ...]:
    """The parts that are handed in only by rows whose day is still to come."""
    lacking = list_lacking_parts(campaign, every)
    return tuple(name for name in list_lacking_parts(campaign, due) if name not in lacking)


def find_report_day(campaign: Campaign, entries: Iterable[Entry]) -> dt.date | None:
    """The day by which rows of the closing report say that all of it was in."""
    filing = campaign.filing
    if filing is None:
        return None
    ledger = campaign.ledger(filing.ledger)
    written = (entry for entry in entries if entry.ledger == filing.ledger)
    days = (find_entry_days(ledger, entry) for entry in written)
    return max((each.last for each in days if each), default=None)


def doubt_report(
    campaign: Campaign, pages: Sequence[Page], today: dt.date
) -> Iterator[tuple[Page, Problem]]:
    """Whether parts of a closing report are in that are said to be, on a day still to come."""
    filing = campaign.filing
    if filing is None:
        return
    own = [page for page in pages if page.ledger == filing.ledger]
    every = [entry for page in own for entry in page.entries]
    parts = list_parts_ahead(campaign, split_entries(campaign, every, today).done, every)
    is_half = bool(list_lacking_parts(campaign, every))
    told, names = (HALF_HANDED_IN, parts) if is_half else (HANDED_IN, filing.ticks)
    ledger = campaign.ledger(filing.ledger)
    for page in own:
        for entry in page.entries:
            if is_ahead(ledger, entry, today) and says_handed_in(campaign, entry, parts):
                day = find_report_day(campaign, [entry])
                shown = format_nearby_day(day, today) if day else ""
                said = told.format(
                    "、".join(names), _find_tick(campaign, names[0]), ledger.day, shown
                )
                yield page, page.problem(entry.row, ledger.day, Level.DOUBT, said)


def says_handed_in(campaign: Campaign, entry: Entry, parts: Iterable[str]) -> bool:
    """Whether an entry says of any of these parts that it is handed in."""
    return any(_is_ticked(campaign, name, [entry]) for name in parts)


def _find_tick(campaign: Campaign, name: str) -> str:
    """What a part's cell says of one that is handed in: the column's first option."""
    assert campaign.filing
    column = campaign.ledger(campaign.filing.ledger).column(name)
    return column.options[0] if isinstance(column, Choice) else ""


def _is_ticked(campaign: Campaign, name: str, written: Sequence[Entry]) -> bool:
    tick = _find_tick(campaign, name)
    return bool(tick) and any(entry.values.get(name) == tick for entry in written)
