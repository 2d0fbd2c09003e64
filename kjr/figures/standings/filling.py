"""Who fills its ledgers (填报): computed from what the workbooks hold, never from a click."""

from enum import StrEnum

from kjr.campaign.model import Campaign
from kjr.figures.moments.snapshot import Book
from kjr.reading.page import Entry, Page
from kjr.values.readings import Level


class FillingState(StrEnum):
    """What a unit's ledgers show; its closing report is told by ``FilingState``."""

    FILLED = "已填报"
    """Something is typed; what of it counts is another question."""
    NIL = "零报告"
    """They say that nothing took place."""
    EMPTY = "空表"
    """There is a workbook, and nobody has typed into its ledgers."""
    UNREADABLE = "读取失败"
    """There is a workbook, and no reading of it ever succeeded."""
    NOT_BEGUN = "未填报"
    """There is no workbook."""


def judge_filling(campaign: Campaign, book: Book | None) -> FillingState:
    """Whether a unit fills its ledgers."""
    if book is None:
        return FillingState.NOT_BEGUN
    if book.is_unreadable:
        return FillingState.UNREADABLE
    if _says_nil(campaign, book):
        return FillingState.NIL
    return FillingState.FILLED if _is_typed_into(campaign, book) else FillingState.EMPTY


def _is_typed_into(campaign: Campaign, book: Book) -> bool:
    """A row that counts or is kept from counting, in a ledger other than the closing report."""
    pages = _list_work_pages(campaign, book)
    return any(
        page.entries or any(each.level is Level.ERROR for each in page.problems) for page in pages
    )


def _says_nil(campaign: Campaign, book: Book) -> bool:
    """Somebody wrote that nothing took place, or nothing but zeros."""
    if not book.entries:
        return any(skipped.why == "nil" for page in book.pages for skipped in page.skipped)
    pages = [page for page in _list_work_pages(campaign, book) if page.entries]
    is_said = bool(pages) or any(_has_word(entry, campaign.nil_word) for entry in book.entries)
    work = (entry for page in pages for entry in page.entries)
    return is_said and all(_is_nothing(entry, campaign.nil_word) for entry in work)


def _list_work_pages(campaign: Campaign, book: Book) -> list[Page]:
    """The pages on which work is told, and those that are no ledger's."""
    single = {ledger.name for ledger in campaign.ledgers if ledger.single}
    return [page for page in book.pages if page.ledger not in single]


def _is_nothing(entry: Entry, nil_word: str) -> bool:
    amounts = [value for value in entry.values.values() if isinstance(value, int | float)]
    return not any(amounts) and (bool(amounts) or _has_word(entry, nil_word))


def _has_word(entry: Entry, nil_word: str) -> bool:
    return any(nil_word in value for value in entry.values.values() if isinstance(value, str))
