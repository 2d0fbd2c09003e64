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


def list_lacking_parts(campaign: Campaign, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The parts of the closing report that no row says are handed in; none if it asks for none."""
    filing = campaign.filing
    if filing is None:
        return ()
    written = [entry for entry in entries if entry.ledger == filing.ledger]
    return tuple(name for name in filing.ticks if not _is_ticked(campaign, name, written))


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
    """Whether a closing report is in of which all is said to be, on a day still to come."""
    filing = campaign.filing
    own = [page for page in pages if filing and page.ledger == filing.ledger]
    every = [entry for page in own for entry in page.entries]
    due = split_entries(campaign, every, today).done
    if filing is None or list_lacking_parts(campaign, every):
        return
    if not list_lacking_parts(campaign, due):
        return
    ledger, parts = campaign.ledger(filing.ledger), "、".join(filing.ticks)
    for page in own:
        for entry in page.entries:
            if is_ahead(ledger, entry, today):
                tick, day = (
                    _find_tick(campaign, filing.ticks[0]),
                    find_report_day(campaign, [entry]),
                )
                shown = format_nearby_day(day, today) if day else ""
                said = HANDED_IN.format(parts, tick, ledger.day, shown)
                yield page, page.problem(entry.row, ledger.day, Level.DOUBT, said)


def _find_tick(campaign: Campaign, name: str) -> str:
    """What a part's cell says of one that is handed in: the column's first option."""
    assert campaign.filing
    column = campaign.ledger(campaign.filing.ledger).column(name)
    return column.options[0] if isinstance(column, Choice) else ""


def _is_ticked(campaign: Campaign, name: str, written: Sequence[Entry]) -> bool:
    tick = _find_tick(campaign, name)
    return bool(tick) and any(entry.values.get(name) == tick for entry in written)
