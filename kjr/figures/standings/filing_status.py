"""Whose closing report is in (报送): both its parts, as the workbook says, never from a click."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from kjr.campaign.model import Campaign
from kjr.figures.moments.snapshot import Book
from kjr.figures.moments.whole_reports import find_change_moment, list_lacking_parts
from kjr.reading.page import Entry
from kjr.reading.planned import find_entry_days


class FilingState(StrEnum):
    """Where a unit's closing report stands; its ledgers are told by ``FillingState``."""

    ON_TIME = "按时"
    LATE = "迟报"
    """Filed after the deadline."""
    UNREADABLE = "读取失败"
    """Nobody can say, for no reading of its workbook ever succeeded."""
    MISSING = "未报"


class Filing(NamedTuple):
    """One unit's closing report."""

    state: FilingState
    lacking: tuple[str, ...] = ()
    """Its parts that are not handed in."""
    day: dt.date | None = None
    """When all of it was in."""

    @property
    def is_filed(self) -> bool:
        """Whether it counts in 已报."""
        return self.state in (FilingState.ON_TIME, FilingState.LATE)


def judge_filing(campaign: Campaign, book: Book | None, entries: Iterable[Entry]) -> Filing:
    """Where a unit's closing report stands; ``entries`` are those that count."""
    filing = campaign.filing
    if filing is None or book is None:
        return Filing(FilingState.MISSING, filing.ticks if filing else ())
    if book.is_unreadable:
        return Filing(FilingState.UNREADABLE)
    written = [entry for entry in entries if entry.ledger == filing.ledger]
    if lacking := list_lacking_parts(campaign, written):
        return Filing(FilingState.MISSING, lacking)
    day = _find_filing_day(campaign, book, written)
    return Filing(FilingState.LATE if day > campaign.deadline else FilingState.ON_TIME, (), day)


def _find_filing_day(campaign: Campaign, book: Book, written: Iterable[Entry]) -> dt.date:
    """The day the unit gives itself (报送日期), but none after we knew the report to be whole."""
    days = (find_entry_days(campaign.ledger(entry.ledger), entry) for entry in written)
    own = max((each.last for each in days if each), default=None)
    if book.filed:
        return min(own or dt.date.max, book.filed.date())
    return own or find_change_moment(book).date()
