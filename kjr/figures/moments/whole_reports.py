"""Since when a unit's closing report is whole: first known so, whatever is mended later."""

import datetime as dt
from collections.abc import Sequence

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign
from kjr.figures.moments.snapshot import Book
from kjr.reading.page import Entry
from kjr.reading.planned import split_entries


def list_lacking_parts(campaign: Campaign, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The parts of the closing report that no row says are handed in; none if it asks for none."""
    filing = campaign.filing
    if filing is None:
        return ()
    written = [entry for entry in entries if entry.ledger == filing.ledger]
    return tuple(
        name for name in filing.ticks if not _is_ticked(campaign, filing.ledger, name, written)
    )


def find_filing_moment(campaign: Campaign, book: Book, today: dt.date) -> dt.datetime | None:
    """Since when a book's closing report is known to be whole; None while it is not.

    Of a book nobody saw before, its file says when.
    """
    if book.filed or campaign.filing is None:
        return book.filed
    done, _ = split_entries(campaign, book.entries, today)
    return None if list_lacking_parts(campaign, done) else find_change_moment(book)


def find_change_moment(book: Book) -> dt.datetime:
    """When a book last changed, as its store says.

    No workbook changes after it was read: a clock that runs ahead makes nobody late.
    """
    return min(book.held.changed.astimezone(book.read_at.tzinfo), book.read_at)


def _is_ticked(campaign: Campaign, ledger: str, name: str, written: Sequence[Entry]) -> bool:
    """Whether some row says that this part is handed in: a tick is the column's first option."""
    column = campaign.ledger(ledger).column(name)
    return isinstance(column, Choice) and any(
        entry.values.get(name) == column.options[0] for entry in written
    )
