"""Whose closing report is in (报送): both its parts, as the workbook says, never from a click."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, FilingColumns
from kjr.figures.moments.planned import find_entry_days
from kjr.figures.moments.snapshot import Book
from kjr.reading.page import Entry


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
    lacking = tuple(
        name for name in filing.ticks if not _is_ticked(campaign, filing, name, written)
    )
    if lacking:
        return Filing(FilingState.MISSING, lacking)
    day = _filed_on(campaign, book, written)
    return Filing(FilingState.LATE if day > campaign.deadline else FilingState.ON_TIME, (), day)


def _is_ticked(
    campaign: Campaign, filing: FilingColumns, name: str, written: Iterable[Entry]
) -> bool:
    """Whether some row says that this part is handed in: a tick is the column's first option."""
    column = campaign.ledger(filing.ledger).column(name)
    return isinstance(column, Choice) and any(
        entry.values.get(name) == column.options[0] for entry in written
    )


def _filed_on(campaign: Campaign, book: Book, written: Iterable[Entry]) -> dt.date:
    """The day the unit gives itself (报送日期), else the day its workbook last changed.

    No workbook changes after it was read: a clock that runs ahead makes nobody late.
    """
    own = (find_entry_days(campaign.ledger(entry.ledger), entry) for entry in written)
    changed = book.held.changed.astimezone(book.read_at.tzinfo)
    return max((days.last for days in own if days), default=min(changed, book.read_at).date())
