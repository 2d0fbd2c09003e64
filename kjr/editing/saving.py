"""The only way into a workbook: check, merge with what others did, announce, write, confirm."""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign
from kjr.editing import merging, review
from kjr.editing.merging import (
    Change,
    Conflict,
    MergeResult,
    apply_changes,
    fulfil_wishes,
    redo_edits,
)
from kjr.editing.overwritten import settle_open_acts
from kjr.editing.page_rows import read_typed_row
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.journal import Journal
from kjr.store.base import Sheet, SheetChangedError, Store, UncertainWriteError

TRIES: Final = 3
"""Times a save begins anew because somebody else was quicker."""

GONE: Final = "工作簿里找不到「{}」的工作表了，可能被改名或删除；请先复制下您填写的内容，刷新后再填"
DOUBTFUL: Final = (
    "原来的第{}行现在和几行都像，分不清是哪一行，没有写；请换成最新内容，在表里找到那一行再改"
)
RESTLESS: Final = "「{}」正被别人反复保存，没能写进去，请稍后再试"


@dataclass(frozen=True)
class EditContext:
    """Where edits are made: the workbooks, what they mean, and the journal."""

    campaign: Campaign
    store: Store
    journal: Journal


class Saved(NamedTuple):
    """It is written; without an act there was nothing to change."""

    act: Act | None = None


class Conflicts(NamedTuple):
    """Nothing is written: others changed the same cells."""

    theirs: Page
    merged: MergeResult


Outcome = Saved | Conflicts
Plan = Callable[[Page], MergeResult]
"""From the page as it is to what should change in it."""


class Actor(NamedTuple):
    """Who does something, and when."""

    who: str
    now: dt.datetime


def save_page(context: EditContext, new: Sheet, base: Page, actor: Actor) -> Outcome:
    """Bring a person's changes to a page into the workbook.

    What nobody can read is written as well, and does not count until it is mended.
    Raises KjrError when the workbook cannot be read or written now, or is locked.
    """
    plan = partial(merging.merge_sheet, base, mine=new)
    return _write(context, base, plan, actor, ActKind.SAVED)


def settle_conflicts(conflicts: Conflicts, mine: Collection[Conflict]) -> Sheet:
    """The sheet a person wants once she has chosen in which conflicts her own version stands.

    It is laid out like ``conflicts.theirs``, to be saved against it.  A row that is gone is
    written anew as she wanted it.  Raises KjrError for one that may be any of several.
    """
    theirs, merged = conflicts
    chosen = [each for each in merged.conflicts if each in mine]
    cells = [
        merging.build_change(theirs, each.at, each.column, each.mine)
        for each in chosen
        if each.at is not None
    ]
    sheet = apply_changes(theirs.sheet, (*merged.changes, *cells))
    rows = {each.row for each in chosen if each.at is None}
    for wish in merged.lost:
        if wish.is_doubtful and wish.row in rows:
            raise KjrError(DOUBTFUL.format(wish.row))
    anew = [wish._replace(base={}) for wish in merged.lost if wish.row in rows]
    return apply_changes(sheet, fulfil_wishes(theirs._replace(sheet=sheet), anew).changes)


def undo_act(context: EditContext, page: Page, act: Act, actor: Actor) -> Outcome:
    """Take an act back, as a new change; what others changed in its cells since is a conflict."""
    back = [Edit(edit.row, edit.after, edit.before) for edit in act.edits]
    plan = partial(redo_edits, edits=back, is_again=True)
    return _write(context, page, plan, actor, ActKind.UNDONE, act.id)


def repeat_act(context: EditContext, page: Page, act: Act, actor: Actor) -> Outcome:
    """Write once more what somebody's old copy has overwritten; ``act`` holds only that."""
    plan = partial(redo_edits, edits=act.edits, is_again=True)
    return _write(context, page, plan, actor, ActKind.REPEATED, act.id)


def read_current_page(context: EditContext, base: Page) -> Page:
    """The page as the store has it now."""
    stored = context.store.read(base.sheet.unit)
    sheets = [sheet for sheet in stored if sheet.file == base.sheet.file]
    named = [sheet for sheet in sheets if sheet.name == base.sheet.name]
    kind = base.ledger, bool(base.fields)
    for candidates in (named, sheets):
        pages = parse_book(candidates, context.campaign)
        if same := [page for page in pages if (page.ledger, bool(page.fields)) == kind]:
            return min(same, key=lambda page: abs((page.header_row or 0) - (base.header_row or 0)))
    raise KjrError(GONE.format(base.sheet.name))


def build_row_edits(page: Page, changes: Collection[Change]) -> Iterator[Edit]:
    """Cell changes as rows before and after."""
    if page.fields:
        changed = page._replace(sheet=apply_changes(page.sheet, changes))
        yield Edit(0, merging.read_form_fields(page), merging.read_form_fields(changed))
        return
    names = {number: name for name, number in page.columns.items()}
    rows = dict.fromkeys(row for row, _, _ in changes)
    before = {row: read_typed_row(page, row, page.columns) for row in rows}
    after = {row: dict(cells) for row, cells in before.items()}
    for row, column, value in changes:
        after[row][names[column]] = value
    for row, cells in after.items():
        wanted = {name: cell for name, cell in cells.items() if cell is not None}
        yield Edit(row, before[row], wanted)


def apply_row_edits(page: Page, edits: Iterable[Edit]) -> Sheet:
    """The sheet with rows as these leave them, where they say they are."""
    placed = ((page.place(edit.row, name), cell) for edit in edits for name, _, cell in edit.cells)
    return apply_changes(page.sheet, [(*place, cell) for place, cell in placed if place])


def check_edit_allowed(context: EditContext, unit: str, actor: Actor) -> None:
    """Raise KjrError when the unit may change nothing any more."""
    campaign, last = context.campaign, context.campaign.deadline
    if review.is_locked(campaign, context.journal.acts(), unit, actor.now.date()):
        raise KjrError(review.LOCKED.format(last.month, last.day, campaign.office))


def perform_act(journal: Journal, act: Act, do: Callable[[], None]) -> Act:
    """Tell the journal of an act, do it, and tell what became of it.

    Of what nobody knows whether it was written nothing more is told: the workbook shows it.
    """
    act = journal.append(act)
    try:
        do()
    except UncertainWriteError:
        raise
    except KjrError:
        _tell(journal, act, ActKind.FAILED)
        raise
    _tell(journal, act, ActKind.DONE)
    return act


def _tell(journal: Journal, act: Act, outcome: ActKind) -> None:
    with contextlib.suppress(KjrError):  # the workbook itself shows what became of the act
        journal.append(act._replace(kind=outcome, edits=(), of=act.id, id=""))


def _write(
    context: EditContext, base: Page, plan: Plan, actor: Actor, kind: ActKind, of: str = ""
) -> Outcome:
    unit = base.sheet.unit
    check_edit_allowed(context, unit, actor)
    with context.journal.turn(unit):
        settle_open_acts(context.campaign, context.store, context.journal, unit)
        for _ in range(TRIES):
            theirs = read_current_page(context, base)
            merged = plan(theirs)
            if merged.conflicts:
                return Conflicts(theirs, merged)
            if not merged.changes:
                return Saved()
            merging.check_shared_cells(theirs.sheet, merged.changes)
            edits = tuple(build_row_edits(theirs, merged.changes))
            name, ledger = theirs.sheet.name, theirs.ledger or ""
            act = Act(actor.now, actor.who, unit, kind, name, edits, of=of, ledger=ledger)
            new = apply_changes(theirs.sheet, merged.changes)
            write = partial(context.store.write, new, theirs.sheet)
            with contextlib.suppress(SheetChangedError):
                return Saved(perform_act(context.journal, act, write))
    raise KjrError(RESTLESS.format(base.sheet.name))
