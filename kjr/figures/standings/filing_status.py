"""Whose closing report is in (报送): both its parts, as the workbook says, never from a click."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from kjr.campaign.model import Campaign
from kjr.figures.moments.report_parts import (
    find_report_day,
    list_lacking_parts,
    list_parts_ahead,
    says_handed_in,
)
from kjr.figures.moments.snapshot import Book
from kjr.figures.moments.whole_reports import find_change_moment
from kjr.reading.page import Entry
from kjr.values.wording import format_nearby_day


class FilingState(StrEnum):
    """Where a unit's closing report stands; its ledgers are told by ``FillingState``."""

    ON_TIME = "按时"
    LATE = "迟报"
    """Filed after the deadline."""
    UNREADABLE = "读取失败"
    """Nobody can say: its workbook cannot be read."""
    UNKNOWN = "待核实"
    """Nobody can say: it had not filed when last read, and the deadline passed since."""
    AHEAD = "报送日期未到"
    """It says that all is handed in, on a day still to come: the unit is asked."""
    MISSING = "未报"


class Filing(NamedTuple):
    """One unit's closing report."""

    state: FilingState
    lacking: tuple[str, ...] = ()
    """Its parts that are not handed in."""
    day: dt.date | None = None
    """When all of it was in; of what is dated ahead, when it says it is."""
    remark: str = ""
    """What speaks against the day the unit gives itself (报送日期); blank if nothing does.

    Of one that the deadline outran, what was known of it when last read.
    """
    ahead: tuple[str, ...] = ()
    """Its parts that are said to be handed in on a day still to come."""

    @property
    def is_filed(self) -> bool:
        """Whether it counts in 已报."""
        return self.state in (FilingState.ON_TIME, FilingState.LATE)

    @property
    def is_unsure(self) -> bool:
        """Whether nobody can say if it is in (待核实): neither filed nor missing."""
        return self.state in (FilingState.UNREADABLE, FilingState.UNKNOWN)


def judge_filing(
    campaign: Campaign, book: Book | None, entries: Iterable[Entry], ahead: Iterable[Entry] = ()
) -> Filing:
    """Where a unit's closing report stands; ``entries`` count, the others' day is ``ahead``."""
    filing = campaign.filing
    if filing is None or book is None:
        return Filing(FilingState.MISSING, filing.ticks if filing else ())
    if book.is_unreadable:
        return Filing(FilingState.UNREADABLE)
    written = [entry for entry in entries if entry.ledger == filing.ledger]
    every = [*written, *(entry for entry in ahead if entry.ledger == filing.ledger)]
    lacking = list_lacking_parts(campaign, every)
    if lacking and book.stale:  # what was missing when last read may be there by now
        return Filing(FilingState.UNREADABLE)
    parts = list_parts_ahead(campaign, written, every)
    if lacking or parts:
        state = FilingState.MISSING if lacking else FilingState.AHEAD
        day = _find_day_ahead(campaign, every, parts)
        said = f"{'、'.join(parts)}写明已交，报送日期还没到" if lacking and parts else ""
        return Filing(state, lacking, day, said, parts)
    day, remark = _find_filing_day(campaign, book, find_report_day(campaign, written))
    state = FilingState.LATE if day > campaign.deadline else FilingState.ON_TIME
    return Filing(state, (), day, remark)


def _find_day_ahead(
    campaign: Campaign, every: Iterable[Entry], parts: tuple[str, ...]
) -> dt.date | None:
    """The day by which rows say that parts dated ahead are handed in; None without any."""
    return find_report_day(
        campaign, [each for each in every if says_handed_in(campaign, each, parts)]
    )


def _find_filing_day(campaign: Campaign, book: Book, own: dt.date | None) -> tuple[dt.date, str]:
    """The day a report was whole, and what speaks against the one its unit gives itself.

    The unit's own day counts, but none after we knew the report to be whole, none before we last
    saw that it was not, and none of a year before the campaign's; a day that the office corrected
    stands.
    """
    known = (book.filed or find_change_moment(book)).date()
    if own is None:
        return known, ""
    if _is_corrected(campaign, book):
        return own, ""
    told = {day: format_nearby_day(day, campaign.deadline) for day in (own, known)}
    if own.year < campaign.first.year:
        return known, f"自填{told[own]}，在活动以前的年份，按{told[known]}算"
    if book.filed and own > known:
        is_told = known <= campaign.deadline < own
        said = f"自填{told[own]}，{told[known]}已写明交齐，按{told[known]}算"
        return known, said if is_told else ""
    if book.lacking and own < (seen := book.lacking.date()):
        said = f"自填{told[own]}，{format_nearby_day(seen, campaign.deadline)}读到时还没有交齐"
        return known, f"{said}，按{told[known]}算"
    is_doubtful = own <= campaign.deadline < known
    said = f"按自填的{told[own]}算，文件是{told[known]}改的"
    return own, said if is_doubtful else ""


def _is_corrected(campaign: Campaign, book: Book) -> bool:
    """Whether the office said on which day the report was whole."""
    assert campaign.filing
    ledger = campaign.ledger(campaign.filing.ledger)
    pages = (page for page in book.pages if page.ledger == ledger.name)
    return any(column == ledger.day for page in pages for _, column in page.corrected)
