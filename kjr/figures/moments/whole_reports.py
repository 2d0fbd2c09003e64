"""Since when a unit's closing report is whole: first known so, whatever is mended later."""

import datetime as dt

from kjr.campaign.model import Campaign
from kjr.figures.moments.report_parts import list_lacking_parts
from kjr.figures.moments.snapshot import Book


def find_filing_moment(campaign: Campaign, book: Book) -> dt.datetime | None:
    """Since when a book says that its closing report is whole; None while it does not.

    Of a book nobody saw before, its file says when.  A report dated ahead is whole too: whether it
    counts is told by its day, and who mends that day afterwards is not late for it.
    """
    if book.filed or campaign.filing is None:
        return book.filed
    return None if list_lacking_parts(campaign, book.entries) else find_change_moment(book)


def find_change_moment(book: Book) -> dt.datetime:
    """When a book last changed, as its store says.

    No workbook changes after it was read: a clock that runs ahead makes nobody late.
    """
    return min(book.held.changed.astimezone(book.read_at.tzinfo), book.read_at)
