"""What one person types into one sheet: what she saw, what she typed since, through everything."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from kjr.editing.merging import MergeResult, apply_changes, redo_edits
from kjr.editing.saving import (
    Conflicts,
    Outcome,
    Saved,
    apply_row_edits,
    build_row_edits,
    settle_conflicts,
)
from kjr.editing.typed.meanwhile import describe_changes_since, read_seen_rows
from kjr.reading.page import Page
from kjr.state.acts import Act, Edit
from kjr.store.base import Sheet
from kjr.ui.units.typing_record import (
    SEEN,
    UNPLACED,
    keep_typing,
    list_own_typing,
    move_typing,
    name_table,
    recall_typing,
    release_typing,
    tell_unkept,
)
from kjr.values.cells import Cell

SHOWN: Final = "shown-draft"
"""In the session: the grid on the screen; one that was away begins anew, its cells are gone."""


@dataclass(frozen=True)
class Draft:
    """The frozen base under the grid: a refresh of the board never touches what is being typed."""

    base: Page
    start: Sheet
    """What the grid began with: the base with what had been typed before."""
    unplaced: MergeResult
    """Typed before, and no longer to be put where it was because others changed it."""
    key: str
    """The name of the grid's own state."""
    left: tuple[Edit, ...] = ()
    """The rows behind ``unplaced``."""
    since: dt.datetime | None = None
    """When what came back was typed; None if nothing did."""
    news: tuple[str, ...] = ()
    """What others changed meanwhile."""
    saved: Mapping[str, Any] = field(default_factory=dict)
    """What of ``typed`` is saved: the grid goes on saying it."""
    written: Sheet | None = None
    """What the last save left of what one saw: new rows may lie elsewhere than in the grid."""

    @property
    def typed(self) -> Mapping[str, Any]:
        """What the grid says was edited."""
        said: Mapping[str, Any] = st.session_state.get(self.key, {})
        return said


def open_draft(page: Page, pages: Collection[Page]) -> Draft:
    """The draft one has of a page; a new one with what was typed before, in whatever window."""
    draft: Draft | None = st.session_state.get(_name(page))
    is_new = st.session_state.pop(f"{_name(page)}-new", False)
    is_back = st.session_state.get(SHOWN) != _name(page)
    st.session_state[SHOWN] = _name(page)
    if draft is None or is_back or (draft.key not in st.session_state and not is_new):
        draft = _begin(page, list_own_typing(page, pages))
    return draft


def follow_new_name(unit: str, pages: Collection[Page]) -> Page | None:
    """The page whose sheet got another name under the grid on the screen, which goes on there.

    Drawn anew under that name it would take along what is typed meanwhile.
    """
    there = {name_table(page): page for page in pages}
    known: Collection[str] = st.session_state.get(f"tables-{unit}", ())
    st.session_state[f"tables-{unit}"] = [*there]
    draft: Draft | None = st.session_state.get(st.session_state.get(SHOWN, SHOWN))
    if draft is None or draft.base.sheet.unit != unit or name_table(draft.base) in there:
        return None
    new = [page for name, page in there.items() if name not in known]
    if [page.ledger for page in new] != [draft.base.ledger]:
        return None
    _rename(draft, new[0])
    return new[0]


def _rename(draft: Draft, page: Page) -> None:
    renew_draft(draft.base)
    base, start = (each._replace(name=page.sheet.name) for each in (draft.base.sheet, draft.start))
    _show(replace(draft, base=draft.base._replace(sheet=base), start=start))
    st.session_state[SHOWN] = _name(page)
    with tell_unkept():
        move_typing(draft.base, page)


def list_unsaved_sheets(pages: Collection[Page]) -> set[tuple[str, str | None]]:
    """The sheets and ledgers in which something is typed and not saved."""
    return {
        (page.sheet.name, page.ledger)
        for page in pages
        if _is_typing(page) or list_own_typing(page, pages)
    }


def _is_typing(page: Page) -> bool:
    """Whether the grid says more than was remembered so far."""
    draft: Draft | None = st.session_state.get(_name(page))
    return draft is not None and draft.typed.get("edited_rows", {}) != draft.saved


def renew_draft(page: Page) -> None:
    """Give the grid up: the next one begins with the page as it is then, and what was typed."""
    st.session_state.pop(_name(page), None)


def renew_saved(outcome: Outcome, page: Page) -> None:
    """The grid begins anew with what one has done oneself: nobody else changed its sheet."""
    if isinstance(outcome, Saved) and outcome.act and outcome.act.sheet == page.sheet.name:
        renew_draft(page)


def remember_draft(draft: Draft, mine: Sheet, *, is_new: bool = False) -> None:
    """Remember what is typed, for a reload, and over what; raises KjrError if that fails."""
    edits = tuple(build_row_edits(draft.base, tuple(mine.changes(draft.base.sheet))))
    keep_typing(draft.base, edits)
    if is_new or bool(edits) != bool(recall_typing(draft.base, SEEN)):
        seen = read_seen_rows(draft.base) if edits else {}
        keep_typing(draft.base, (Edit(row, {}, cells) for row, cells in seen.items()), SEEN)


def retype_draft(draft: Draft, sheet: Sheet) -> None:
    """Begin a grid that holds this sheet as typed."""
    with tell_unkept():
        remember_draft(draft, sheet)
    _show(replace(draft, start=sheet, key=_name_grid(draft.base)))
    st.session_state[f"{_name(draft.base)}-new"] = True


def recall_typed_cell(draft: Draft, row: int, column: str) -> Cell:
    """What a cell held when the page last ran."""
    kept = recall_typing(draft.base)
    typed = next((edit.after for edit in kept if edit.row == row), None)
    return draft.base.raw(row, column) if typed is None else typed.get(column)


def settle_unplaced(draft: Draft, mine: Sheet, row: int, *, is_kept: bool) -> None:
    """Put what was typed into a row back over what others made of it, or let it go."""
    mine_too = [each for each in draft.unplaced.conflicts if each.row == row]
    if is_kept:
        page, only = draft.base._replace(sheet=mine), draft.unplaced._replace(changes=())
        mine = settle_conflicts(Conflicts(page, only), mine_too)
    others = tuple(each for each in draft.unplaced.conflicts if each.row != row)
    left = tuple(edit for edit in draft.left if edit.row != row)
    with tell_unkept():
        keep_typing(draft.base, left, UNPLACED)
    retype_draft(
        replace(draft, unplaced=draft.unplaced._replace(conflicts=others), left=left), mine
    )


def forget_draft(page: Page) -> None:
    """What was typed is no longer wanted, or saved otherwise than the grid shows it."""
    _forget_typing(page)
    renew_draft(page)


def finish_draft(draft: Draft, saved: Sheet, act: Act | None) -> None:
    """What was typed is saved, by this act, and the workbook holds it as the grid shows it.

    The grid goes on over what it shows, whatever others did: drawn anew it would take along what
    is typed meanwhile.  What others did comes into it when somebody asks for that.
    """
    _forget_typing(draft.base)
    base, said = draft.base._replace(sheet=saved), deepcopy(draft.typed.get("edited_rows", {}))
    written = apply_row_edits(draft.base, act.edits) if act else draft.written
    _show(replace(draft, base=base, since=None, news=(), saved=said, written=written))


def _forget_typing(page: Page) -> None:
    with tell_unkept():
        for note in (SEEN, ""):
            keep_typing(page, (), note)


def _begin(page: Page, acts: Sequence[Act]) -> Draft:
    """What was typed before goes back into the page as it is now, as far as it fits."""
    news = tuple(_describe_news(page, [act for act in acts if act.note == SEEN]))
    typed = [act for act in acts if act.note != SEEN]
    edits = [edit for act in typed if not act.note for edit in act.edits]
    older = [edit for act in typed if act.note for edit in act.edits]
    merged, rest = redo_edits(page, edits), redo_edits(page, older)
    start = apply_changes(apply_changes(page.sheet, rest.changes), merged.changes)
    unplaced = MergeResult((), (*merged.conflicts, *rest.conflicts), (*merged.lost, *rest.lost))
    rows = {each.row for each in unplaced.conflicts}
    left = tuple(edit for edit in (*edits, *older) if edit.row in rows)
    since = max((act.moment for act in typed), default=None)
    draft = Draft(page, start, unplaced, _name_grid(page), left, since, news if typed else ())
    with tell_unkept():  # first the new place is kept, then the old one forgotten
        keep_typing(page, left, UNPLACED)
        remember_draft(draft, start, is_new=True)
        release_typing(acts, page)
    return _show(draft)


def _describe_news(page: Page, seen: Sequence[Act]) -> Iterable[str]:
    """What is new to somebody who saw a table last when the oldest of these was kept."""
    if not seen:
        return ()
    rows = {edit.row: edit.after for edit in seen[0].edits}
    return describe_changes_since(rows, page)


def _show(draft: Draft) -> Draft:
    st.session_state[_name(draft.base)] = draft
    return draft


def _name_grid(page: Page) -> str:
    name = f"{_name(page)}-number"
    number: int = st.session_state.get(name, -1) + 1
    st.session_state[name] = number
    return f"grid-{page.sheet.unit}-{name_table(page)}-{number}"


def _name(page: Page) -> str:
    return f"draft-{page.sheet.unit}-{name_table(page)}"
