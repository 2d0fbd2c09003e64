"""The only way into a workbook: check, merge with what others did, announce, write, confirm."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign
from kjr.editing import review
from kjr.editing.matching import filled, same, similar, typed
from kjr.editing.merging import Change, Conflict, Merged, Wish, applied, form, fulfilled, merge
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.reading.page import Page, Problem
from kjr.state.acts import Act, Edit, Kind, Typed
from kjr.state.journal import Journal
from kjr.store.base import Sheet, SheetChangedError, Store
from kjr.values.cells import address, is_blank
from kjr.values.readings import Level

TRIES: Final = 3
"""Times a save begins anew because somebody else was quicker."""

GONE: Final = "工作簿里找不到「{}」的工作表了，可能被改名或删除；请先复制下您填写的内容，刷新后再填"
RESTLESS: Final = "「{}」正被别人反复保存，没能写进去，请稍后再试"


@dataclass(frozen=True)
class Desk:
    """Where edits are made: the workbooks, what they mean, and the journal."""

    campaign: Campaign
    store: Store
    journal: Journal


class Saved(NamedTuple):
    """It is written; without an act there was nothing to change."""

    act: Act | None = None


class Refused(NamedTuple):
    """Nothing is written: these cells, just typed, cannot be read."""

    problems: tuple[Problem, ...]


class Conflicts(NamedTuple):
    """Nothing is written: others changed the same cells."""

    theirs: Page
    merged: Merged


Outcome = Saved | Refused | Conflicts
Plan = Callable[[Page], Merged]
"""From the page as it is to what should change in it."""


class Hand(NamedTuple):
    """Who does something, and when."""

    who: str
    now: dt.datetime


def save(desk: Desk, new: Sheet, base: Page, hand: Hand) -> Outcome:
    """Bring a person's changes to a page into the workbook.

    Raises KjrError when the workbook cannot be read or written now, or is locked.
    """
    if problems := tuple(unreadable(desk.campaign, new, base)):
        return Refused(problems)
    return _write(desk, base, lambda theirs: merge(base, theirs, new), hand, Kind.SAVED)


def settle(conflicts: Conflicts, mine: Collection[Conflict]) -> Sheet:
    """The sheet a person wants once she has chosen in which conflicts her own version stands.

    It is laid out like ``conflicts.theirs``, to be saved against it.  A row that is gone is
    written anew as she wanted it.
    """
    theirs, merged = conflicts
    chosen = [each for each in merged.conflicts if each in mine]
    cells = [_cell(theirs, each) for each in chosen if each.at is not None]
    sheet = applied(theirs.sheet, (*merged.changes, *cells))
    rows = {each.row for each in chosen if each.at is None}
    anew = [wish._replace(base={}) for wish in merged.lost if wish.row in rows]
    return applied(sheet, fulfilled(theirs._replace(sheet=sheet), anew).changes)


def undo(desk: Desk, page: Page, act: Act, hand: Hand) -> Outcome:
    """Take an act back, as a new change; what others changed in its cells since is a conflict."""
    back = [Edit(edit.row, edit.after, edit.before) for edit in act.edits]
    return _write(desk, page, lambda theirs: redo(theirs, back), hand, Kind.UNDONE, act.id)


def repeat(desk: Desk, page: Page, act: Act, hand: Hand) -> Outcome:
    """Write once more what somebody's old copy has overwritten; ``act`` holds only that."""
    return _write(desk, page, lambda theirs: redo(theirs, act.edits), hand, Kind.REPEATED, act.id)


def unreadable(campaign: Campaign, new: Sheet, base: Page) -> Iterator[Problem]:
    """The errors in cells that differ from ``base``: what others left wrong stops nobody."""
    fresh = {
        address(row, column)
        for row, column, value in new.changes(base.sheet)
        if not is_blank(value)
    }
    for page in parse_book((new,), campaign) if fresh else ():
        yield from (
            problem
            for problem in page.problems
            if problem.level is Level.ERROR and problem.cell in fresh
        )


def current(desk: Desk, base: Page) -> Page:
    """The page as the store has it now."""
    stored = desk.store.read(base.sheet.unit)
    sheets = [sheet for sheet in stored if sheet.file == base.sheet.file]
    named = [sheet for sheet in sheets if sheet.name == base.sheet.name]
    for candidates in (named, sheets):
        pages = [page for page in parse_book(candidates, desk.campaign) if _is_same(page, base)]
        if pages:
            return min(pages, key=lambda page: abs((page.header_row or 0) - (base.header_row or 0)))
    raise KjrError(GONE.format(base.sheet.name))


def redo(theirs: Page, edits: Collection[Edit]) -> Merged:
    """Each edit made again: only where its row stands just as before it, or at the same place."""
    if theirs.fields:
        return fulfilled(theirs, (Wish(0, 0, edit.before, edit.after) for edit in edits))
    before: dict[int, Typed] = {edit.row: edit.before for edit in edits if edit.before}
    now = filled(theirs, theirs.columns)
    found = same(before, now)
    near = similar(before, before, now, found)
    found |= {row: place for row, place in near.items() if row == place}
    wishes = (Wish(edit.row, found.get(edit.row), edit.before, edit.after) for edit in edits)
    return fulfilled(theirs, wishes)


def rows_changed(page: Page, changes: Collection[Change]) -> Iterator[Edit]:
    """Cell changes as rows before and after."""
    if page.fields:
        changed = page._replace(sheet=applied(page.sheet, changes))
        yield Edit(0, form(page), form(changed))
        return
    names = {number: name for name, number in page.columns.items()}
    before = {row: typed(page, row, page.columns) for row, _, _ in changes}
    after = {row: dict(cells) for row, cells in before.items()}
    for row, column, value in changes:
        after[row][names[column]] = value
    for row, cells in after.items():
        yield Edit(
            row, before[row], {name: cell for name, cell in cells.items() if cell is not None}
        )


def check_open(desk: Desk, unit: str, hand: Hand) -> None:
    """Raise KjrError when the unit may change nothing any more."""
    review.check_open(desk.campaign, desk.journal.acts(), unit, hand.now.date())


def announced(journal: Journal, act: Act, do: Callable[[], None]) -> Act:
    """Tell the journal of an act, do it, and tell what became of it."""
    act = journal.append(act)
    try:
        do()
    except KjrError:
        _tell(journal, act, Kind.FAILED)
        raise
    _tell(journal, act, Kind.DONE)
    return act


def _is_same(page: Page, base: Page) -> bool:
    return page.ledger == base.ledger and bool(page.fields) == bool(base.fields)


def _write(desk: Desk, base: Page, plan: Plan, hand: Hand, kind: Kind, of: str = "") -> Outcome:
    check_open(desk, base.sheet.unit, hand)
    with desk.journal.turn(base.sheet.unit):
        for _ in range(TRIES):
            theirs = current(desk, base)
            merged = plan(theirs)
            if merged.conflicts:
                return Conflicts(theirs, merged)
            if not merged.changes:
                return Saved()
            act = Act(hand.now, hand.who, theirs.sheet.unit, kind, theirs.sheet.name, of=of)
            with contextlib.suppress(SheetChangedError):
                return Saved(_done(desk, act, theirs, merged.changes))
    raise KjrError(RESTLESS.format(base.sheet.name))


def _done(desk: Desk, act: Act, theirs: Page, changes: Collection[Change]) -> Act:
    act = act._replace(edits=tuple(rows_changed(theirs, changes)))
    new = applied(theirs.sheet, changes)
    return announced(desk.journal, act, partial(desk.store.write, new, theirs.sheet))


def _tell(journal: Journal, act: Act, outcome: Kind) -> None:
    with contextlib.suppress(KjrError):  # the workbook itself shows what became of the act
        journal.append(act._replace(kind=outcome, edits=(), of=act.id, id=""))


def _cell(page: Page, conflict: Conflict) -> Change:
    place = page.place(conflict.at or 0, conflict.column)
    assert place
    return (*place, conflict.mine)
