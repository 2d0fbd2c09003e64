"""Whose closing report is in (报送): both its parts, as the workbook says, never from a click."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from kjr.campaign.model import Campaign, Ledger
from kjr.figures.moments.snapshot import Book
from kjr.figures.moments.whole_reports import find_change_moment, list_lacking_parts
from kjr.reading.page import Entry
from kjr.reading.planned import find_entry_days
from kjr.values.wording import format_day


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
    remark: str = ""
    """What speaks against the day the unit gives itself (报送日期); blank if nothing does."""

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
        if book.stale:  # what was missing when it could last be read may be there by now
            return Filing(FilingState.UNREADABLE)
        return Filing(FilingState.MISSING, lacking)
    day, remark = _find_filing_day(campaign, campaign.ledger(filing.ledger), book, written)
    state = FilingState.LATE if day > campaign.deadline else FilingState.ON_TIME
    return Filing(state, (), day, remark)


def _find_filing_day(
    campaign: Campaign, ledger: Ledger, book: Book, written: Sequence[Entry]
) -> tuple[dt.date, str]:
    """The day a report was whole, and what speaks against the one its unit gives itself.

    The unit's own day counts, but none after we knew the report to be whole, and none before we
    last saw that it was not; a day that the office corrected stands.
    """
    days = (find_entry_days(ledger, entry) for entry in written)
    own = max((each.last for each in days if each), default=None)
    known = (book.filed or find_change_moment(book)).date()
    if own is None:
        return known, ""
    if _is_corrected(ledger, book):
        return own, ""
    if book.filed and own > known:
        return known, ""
    if book.lacking and own < (seen := book.lacking.date()):
        said = f"自填{format_day(own)}，{format_day(seen)}读到时还没有交齐"
        return known, f"{said}，按{format_day(known)}算"
    is_doubtful = own <= campaign.deadline < known
    said = f"按自填的{format_day(own)}算，文件是{format_day(known)}改的"
    return own, said if is_doubtful else ""


def _is_corrected(ledger: Ledger, book: Book) -> bool:
    """Whether the office said on which day the report was whole."""
    pages = (page for page in book.pages if page.ledger == ledger.name)
    return any(column == ledger.day for page in pages for _, column in page.corrected)
