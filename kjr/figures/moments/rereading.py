"""Books read again as they were typed: otherwise corrected, or by a campaign that has learnt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

from kjr.campaign.model import Campaign
from kjr.campaign.unit_names import build_file_resolver
from kjr.editing.corrections import apply_corrections
from kjr.editing.joint_events import find_standing_settlements
from kjr.editing.review import find_standing_corrections
from kjr.figures.moments.plan_doubts import list_plan_keys
from kjr.figures.moments.snapshot import Book, Snapshot, list_typed_sheets
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind


def follow_campaign(last: Snapshot, campaign: Campaign) -> Snapshot:
    """The snapshot as this campaign reads it, which knows more words or fewer.

    A book whose file is no longer known for the unit's is gone with what was read from it.
    """
    if campaign is last.campaign:
        return last
    new = replace(last, campaign=campaign, version=last.version + 1)
    known = build_file_resolver(campaign)
    books = {
        unit: _reread_typed(new, book)
        for unit, book in last.books.items()
        if not _is_taken_back(book, last.campaign, known)
    }
    return replace(new, books=books)


def _is_taken_back(book: Book, before: Campaign, known: Callable[[str], str | None]) -> bool:
    """Whether its file was told to be the unit's, and is no more."""
    was_told = book.unit in before.file_units.values()
    return was_told and known(PurePath(book.held.file).stem) != book.unit


def follow_acts(last: Snapshot, acts: Sequence[Act]) -> Snapshot:
    """The snapshot with what the office has corrected, settled and verified, or taken back."""
    new = replace_corrections(last, find_standing_corrections(acts))
    settled = find_standing_settlements(acts)
    verified = frozenset((act.unit, act.note) for act in acts if act.kind is ActKind.VERIFIED)
    if (settled, verified) == (new.settlements, new.verified):
        return new
    return replace(new, version=new.version + 1, settlements=settled, verified=verified)


def replace_corrections(last: Snapshot, said: tuple[Act, ...]) -> Snapshot:
    """The snapshot with these corrections; only the books they concern are read anew, as typed."""
    if said == last.corrections:
        return last
    changed = [
        act for act in (*said, *last.corrections) if (act in said) != (act in last.corrections)
    ]
    new = replace(last, corrections=said)
    books = {
        unit: _reread_typed(new, book)
        for unit, book in last.books.items()
        if any(act.unit == unit for act in changed)
    }
    return replace(new, version=last.version + bool(books), books={**last.books, **books})


def _reread_typed(last: Snapshot, book: Book) -> Book:
    """A book as typed and corrected; what was planned as typed is still known, to be taken back."""
    typed = parse_book(list_typed_sheets(book), last.campaign)
    pages = correct_pages(last, book.unit, typed)
    if pages == book.pages:
        return book
    plans = list_plan_keys(last.campaign, pages, last.taken.date())
    return replace(book, pages=pages, plans=book.plans | plans)


def correct_pages(last: Snapshot, unit: str, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """A unit's pages with what the office said of its cells."""
    return apply_corrections(
        pages, last.campaign, [act for act in last.corrections if act.unit == unit]
    )
