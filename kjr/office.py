"""What the office says about a unit's report: returned, accepted, corrected, locked, opened.

It stands in the journal beside the edits, never in the unit's workbook: what people typed stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kjr.acts import Act, Kind
from kjr.campaign import Campaign
from kjr.cells import as_text
from kjr.errors import KjrError
from kjr.matching import filled, same
from kjr.merging import Change, Wish, applied, fulfilled
from kjr.parsing.book import parse_book
from kjr.parsing.page import Page, Problem
from kjr.readings import Level
from kjr.snapshot import Book, Snapshot
from kjr.store.base import Sheet

NOTES: Final = (Kind.RETURNED, Kind.ACCEPTED)
LOCKS: Final = (Kind.LOCKED, Kind.OPENED)
LOCKED: Final = "报送已于{}月{}日截止并锁定；如需补报或更正，请联系{}放开"
CORRECTED: Final = "已由{}订正为“{}”：{}"


def note(acts: Iterable[Act], unit: str) -> Act | None:
    """The office's last word on a unit's report; None after the unit has changed it since."""
    last = None
    for act in acts:
        if act.unit == unit and act.kind in NOTES:
            last = act
        elif act.unit == unit and act.edits and act.kind is not Kind.CORRECTED:
            last = None
    return last


def is_locked(campaign: Campaign, acts: Iterable[Act], unit: str, today: dt.date) -> bool:
    """Whether the office closed the reports after the deadline, and this one was not opened."""
    said = [act.kind for act in acts if act.kind in LOCKS and act.unit in ("", unit)]
    return today > campaign.deadline and said[-1:] == [Kind.LOCKED]


def check_open(campaign: Campaign, acts: Iterable[Act], unit: str, today: dt.date) -> None:
    """Raise KjrError when the unit may change nothing any more."""
    if is_locked(campaign, acts, unit, today):
        last = campaign.deadline
        raise KjrError(LOCKED.format(last.month, last.day, campaign.office))


def corrected(snapshot: Snapshot, acts: Iterable[Act]) -> Snapshot:
    """The snapshot with the office's corrections read in place of what was typed.

    The sheets stay as typed.  A correction holds as long as its row stands as it did then: once
    the unit changes it, the unit's word counts again.
    """
    said = [act for act in acts if act.kind is Kind.CORRECTED]
    books = {
        act.unit: _corrected(snapshot.campaign, snapshot.books[act.unit], said)
        for act in said
        if act.unit in snapshot.books
    }
    return replace(snapshot, books={**snapshot.books, **books}) if books else snapshot


def _corrected(campaign: Campaign, book: Book, acts: Sequence[Act]) -> Book:
    sheets = {page.sheet.name: page.sheet for page in book.pages}
    wanted = dict(sheets)
    notes: list[Problem] = []
    for act in acts:
        for page in book.pages:
            if act.unit == book.unit and page.sheet.name == act.sheet and page.ledger:
                changes = _changes(page, act)
                notes += _notes(page, act, changes, campaign.office)
                wanted[act.sheet] = applied(wanted[act.sheet], changes)
    pages = parse_book(tuple(wanted.values()), campaign)
    return replace(book, pages=tuple(_as_typed(page, sheets, notes) for page in pages))


def _as_typed(page: Page, sheets: dict[str, Sheet], notes: Iterable[Problem]) -> Page:
    """Entries as corrected over the sheet as typed."""
    ours = [note for note in notes if note.sheet == page.sheet.name and page.ledger]
    places = {note.cell for note in ours}
    others = [problem for problem in page.problems if problem.cell not in places]
    return page._replace(sheet=sheets[page.sheet.name], problems=(*others, *ours))


def _changes(page: Page, act: Act) -> tuple[Change, ...]:
    if page.fields:
        wishes = [Wish(0, 0, edit.before, edit.after) for edit in act.edits]
    else:
        rows = {edit.row: edit.before for edit in act.edits}
        found = same(rows, filled(page, page.columns))
        wishes = [
            Wish(edit.row, found[edit.row], edit.before, edit.after)
            for edit in act.edits
            if edit.row in found
        ]
    return fulfilled(page, wishes).changes


def _notes(page: Page, act: Act, changes: Iterable[Change], office: str) -> Iterator[Problem]:
    names = {place: name for name, place in page.fields.items()}
    columns = {number: name for name, number in page.columns.items()}
    for row, number, value in changes:
        column = names.get((row, number)) or columns[number]
        raw, cell = as_text(page.sheet.cell(row, number)), page.address(row, column)
        message = CORRECTED.format(office, as_text(value), act.note)
        yield Problem(page.sheet.unit, page.sheet.name, row, column, cell, Level.HINT, raw, message)
