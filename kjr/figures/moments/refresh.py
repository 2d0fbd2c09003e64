"""Look again: how the next snapshot follows from the last, opening only the books that changed."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kjr.figures.moments.plan_doubts import list_plan_keys
from kjr.figures.moments.rereading import correct_pages, follow_campaign
from kjr.figures.moments.snapshot import Book, Snapshot, Stale
from kjr.figures.moments.whole_reports import find_filing_moment
from kjr.reading.book import BookParser
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.reading.page import Page
from kjr.store.base import Listing, Store, StoredBook, StoreUnavailableError, UnreadableError
from kjr.store.read_ahead import read_books_ahead, understand_book

RETRY: Final = dt.timedelta(seconds=30)
"""After which an unreadable book is tried again although nothing about it changed."""
GONE: Final = "文件已不在文件夹中"
ALL_GONE: Final = (
    "{}家的工作簿一下子都不见了，多半是网络盘没有挂上，或文件夹没有共享过来；没有当作删除，请检查"
)
FAULT: Final = "程序处理这份工作簿时出错，请把它发给维护人员"

log = logging.getLogger(__name__)


def refresh_snapshot(last: Snapshot, store: Store, now: dt.datetime) -> Snapshot:
    """Look again, opening only the books that changed; what cannot be read keeps its figures."""
    *_, new = refresh_stepwise(last, store, now)
    return add_cross_checks(rebase_snapshot(new, last, last), last)


def refresh_stepwise(
    last: Snapshot, store: Store, now: dt.datetime, is_time: Callable[[], bool] = lambda: False
) -> Iterator[Snapshot]:
    """Look again step by step: what is known whenever ``is_time``, and in the end all of it."""
    try:
        listing = store.versions()
    except StoreUnavailableError as error:
        yield replace(last, outage=str(error))
        return
    if known := _count_gone(last, listing):
        yield replace(last, outage=ALL_GONE.format(known))
        return
    books = dict(_kept(last, listing))
    answers = read_books_ahead(store, _due(last, listing, now), BookParser(last.campaign))
    for unit, answer in answers:
        if isinstance(answer, StoreUnavailableError):
            yield replace(_with(last, books, listing), outage=str(answer))
            return
        books[unit] = _book(last, unit, listing.books[unit], answer, now)
        if is_time():
            yield _with(last, books, listing)
    yield replace(_with(last, books, listing), taken=now)


def add_cross_checks(new: Snapshot, last: Snapshot) -> Snapshot:
    """With what only several books together show; figures are published without waiting for it."""
    if new.books == last.books:
        return new
    across = find_joint_pairs(new.campaign, new.pages)
    return new if across == new.pairs else replace(new, version=new.version + 1, pairs=across)


def reread_book(last: Snapshot, store: Store, unit: str, now: dt.datetime) -> Book | None:
    """One unit's book, opened only if it changed; None if it has none.

    Raises StoreUnavailableError.
    """
    listing = store.versions()
    if unit not in _due(last, listing, now):
        return last.books.get(unit)
    answer = understand_book(store, unit, BookParser(last.campaign))
    if isinstance(answer, StoreUnavailableError):
        raise answer
    return _book(last, unit, listing.books[unit], answer, now)


def rebase_snapshot(new: Snapshot, base: Snapshot, latest: Snapshot) -> Snapshot:
    """``new``, made from ``base``, with the books that ``latest`` has from others since.

    It is of the campaign of the latest: that may have learnt a word meanwhile.
    """
    new = follow_campaign(new, latest.campaign)
    theirs = {unit: book for unit, book in latest.books.items() if book is not base.books.get(unit)}
    if theirs:  # mostly none, and every look comes by here
        new = replace(new, books=_in_order(new, {**new.books, **theirs}))
    return _numbered(new, latest)


def replace_book(latest: Snapshot, book: Book) -> Snapshot:
    """The latest snapshot with one book in place of the one it had."""
    return replace_books(latest, {book.unit: book})


def replace_books(
    latest: Snapshot, books: Mapping[str, Book], seen: Snapshot | None = None
) -> Snapshot:
    """The latest snapshot with these books in place of those it had.

    ``seen`` is the same snapshot with what else was seen since, if anything was.
    """
    new = seen or latest
    if books:
        new = replace(new, books=_in_order(latest, {**latest.books, **books}))
    return _numbered(new, latest)


def _count_gone(last: Snapshot, listing: Listing) -> int:
    """How many books there were if all of them are gone at once, which nobody does; else 0."""
    there = {unit for unit, book in last.books.items() if book.held.mark}
    return len(there) if len(there) > 1 and not there & listing.books.keys() else 0


def _kept(last: Snapshot, listing: Listing) -> Iterator[tuple[str, Book]]:
    """The books as they were; those that vanished keep their figures and no mark."""
    for unit, book in last.books.items():
        if unit in listing.books or not book.held.mark:
            yield unit, book
        elif book.pages:
            gone = Stale(_right_until(book, last), GONE)
            yield unit, replace(book, held=book.held._replace(mark=""), stale=gone)


def _due(last: Snapshot, listing: Listing, now: dt.datetime) -> list[str]:
    """The units whose books have to be opened."""
    return [
        unit
        for unit, held in listing.books.items()
        if (book := last.books.get(unit)) is None
        or book.held.mark != held.mark
        or (book.stale and book.stale.tried and _is_time_again(now - book.stale.tried))
    ]


def _is_time_again(since: dt.timedelta) -> bool:
    """Whether to try once more; a clock that was set back must not put it off for ever."""
    return not dt.timedelta() <= since < RETRY


def _book(
    last: Snapshot,
    unit: str,
    held: StoredBook,
    answer: tuple[Page, ...] | Exception,
    now: dt.datetime,
) -> Book:
    before = last.books.get(unit, Book(unit, held, now))
    if not isinstance(answer, Exception):
        pages = correct_pages(last, unit, answer)
        plans = list_plan_keys(last.campaign, pages, now.date(), before.plans)
        return _with_filing(last, Book(unit, held, now, pages, plans=plans))
    stale = Stale(_right_until(before, last), _reason(unit, answer), now)
    shown = before.held if before.pages else held
    return replace(before, held=shown._replace(mark=held.mark), stale=stale)


def _with_filing(last: Snapshot, new: Book) -> Book:
    """The book with when its closing report was first whole, however often it changed since.

    That was when it last changed, but not before we last saw the report otherwise.
    """
    campaign, before = last.campaign, last.books.get(new.unit)
    if before and (filed := find_filing_moment(campaign, before)):
        return replace(new, filed=filed, lacking=before.lacking)
    filed = find_filing_moment(campaign, new)
    if not (before.pages if before else last.version):
        return replace(new, filed=filed)
    lacking = _right_until(before, last) if before else last.taken
    return replace(new, filed=filed and max(filed, lacking), lacking=lacking)


def _reason(unit: str, error: Exception) -> str:
    if isinstance(error, UnreadableError):
        return str(error)
    log.error("the book of %s", unit, exc_info=error)
    return FAULT


def _right_until(book: Book, last: Snapshot) -> dt.datetime:
    """The moment up to which a book's figures are known to be right."""
    if book.stale:
        return book.stale.since
    return last.taken if book.pages else book.read_at


def _with(last: Snapshot, books: Mapping[str, Book], listing: Listing) -> Snapshot:
    unread = frozenset(listing.books.keys() - books.keys())
    known = _in_order(last, books)
    return replace(last, books=known, unread=unread, strays=listing.strays, outage="")


def _in_order(snapshot: Snapshot, books: Mapping[str, Book]) -> Mapping[str, Book]:
    """The books in the roster's order."""
    units = snapshot.campaign.units
    return {unit.name: books[unit.name] for unit in units if unit.name in books}


def _numbered(new: Snapshot, last: Snapshot) -> Snapshot:
    """With the next version if anything shown changed; what books show together comes later."""
    shown, before = ((each.books, each.unread, each.strays, each.outage) for each in (new, last))
    is_same = shown == before and last.version
    return replace(new, version=last.version + (not is_same), pairs=last.pairs)
