"""What one person types into one sheet: what she saw, what she typed since, through everything."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kjr.editing.merging import MergeResult, apply_changes, redo_edits
from kjr.editing.saving import Conflicts, build_row_edits, settle_conflicts
from kjr.editing.typed.meanwhile import describe_changes_since, read_seen_rows
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit, Typed
from kjr.state.drafts import list_drafts, save_draft
from kjr.store.base import Sheet
from kjr.ui import gate, live
from kjr.ui.units.remembered import recall_browser
from kjr.values.cells import Cell
from kjr.values.escapes import escape_markdown

UNPLACED: Final = "未放回"
"""The kind of typing that no longer fits where it was typed."""
ENTRY: Final = "随手填"
"""The kind of typing that is one new entry, field by field."""
SEEN: Final = "所见"
"""No typing: the table as it was when somebody began to type into it."""


@dataclass(frozen=True)
class Draft:
    """The frozen base under the grid: a refresh of the board never touches what is being typed."""

    base: Page
    start: Sheet
    """What the grid began with: the base with what had been typed before."""
    unplaced: MergeResult
    """Typed before, and no longer to be put where it was because others changed it."""
    number: int
    left: tuple[Edit, ...] = ()
    """The rows behind ``unplaced``."""
    since: dt.datetime | None = None
    """When what came back was typed; None if nothing did."""
    news: tuple[str, ...] = ()
    """What others changed meanwhile."""

    @property
    def key(self) -> str:
        """The name of the grid's own state."""
        return f"grid-{self.base.sheet.unit}-{_table(self.base)}-{self.number}"

    @property
    def typed(self) -> Mapping[str, Any]:
        """What the grid says was edited."""
        said: Mapping[str, Any] = st.session_state.get(self.key, {})
        return said


def open_draft(page: Page, pages: Collection[Page]) -> Draft:
    """The draft one has of a page; a new one with what was typed before, in whatever window."""
    draft: Draft | None = st.session_state.get(_name(page))
    is_new = st.session_state.pop(f"{_name(page)}-new", False)
    if draft is None or (draft.key not in st.session_state and not is_new):
        draft = _begin(page, _own_drafts(page, pages))
    return draft


def list_unsaved_sheets(pages: Collection[Page]) -> set[tuple[str, str | None]]:
    """The sheets and ledgers in which something is typed and not saved."""
    return {
        (page.sheet.name, page.ledger)
        for page in pages
        if _is_typing(page) or _own_drafts(page, pages)
    }


def _is_typing(page: Page) -> bool:
    """Whether the grid says more than was remembered so far."""
    draft: Draft | None = st.session_state.get(_name(page))
    return draft is not None and bool(draft.typed.get("edited_rows"))


def renew_draft(page: Page) -> None:
    """Give the grid up: the next one begins with the page as it is then, and what was typed."""
    st.session_state.pop(_name(page), None)


def remember_draft(draft: Draft, mine: Sheet) -> None:
    """Remember what is typed, for a reload, and over what."""
    edits = tuple(build_row_edits(draft.base, tuple(mine.changes(draft.base.sheet))))
    is_seen = bool(st.session_state.get(f"{_name(draft.base)}-kept{SEEN}"))
    if _keep(draft.base, edits) and bool(edits) != is_seen:
        seen = read_seen_rows(draft.base) if edits else {}
        _keep(draft.base, (Edit(row, {}, cells) for row, cells in seen.items()), SEEN)


def retype_draft(draft: Draft, sheet: Sheet) -> None:
    """Begin a grid that holds this sheet as typed."""
    remember_draft(draft, sheet)
    _show(replace(draft, start=sheet, number=_next_number(draft.base)))
    st.session_state[f"{_name(draft.base)}-new"] = True


def recall_typed_cell(draft: Draft, row: int, column: str) -> Cell:
    """What a cell held when the page last ran."""
    kept: tuple[Edit, ...] = st.session_state.get(f"{_name(draft.base)}-kept", ())
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
    _keep(draft.base, left, UNPLACED)
    retype_draft(
        replace(draft, unplaced=draft.unplaced._replace(conflicts=others), left=left), mine
    )


def recall_entry(page: Page) -> Typed:
    """The one entry that was begun here, field by field as typed."""
    return next((act.edits[0].after for act in _entries(page)), {})


def remember_entry(page: Page, typed: Typed) -> None:
    """Remember the entry somebody has begun; what closed windows held is hers now."""
    _keep(page, [Edit(0, {}, typed)] if typed else (), ENTRY)
    for act in _entries(page):
        if act.of != _window():
            _write(act._replace(edits=()))


def forget_draft(page: Page) -> None:
    """What was typed is saved, or no longer wanted."""
    _keep(page, (), SEEN)
    _keep(page, ())
    renew_draft(page)


def _begin(page: Page, acts: Sequence[Act]) -> Draft:
    """First the new place of what is typed is kept, then the old one forgotten."""
    news = tuple(_describe_news(page, [act for act in acts if act.note == SEEN]))
    kept = {(_table(page), _window(), note) for note in ("", UNPLACED, SEEN)}
    typed = [act for act in acts if act.note != SEEN]
    edits = [edit for act in typed if not act.note for edit in act.edits]
    older = [edit for act in typed if act.note for edit in act.edits]
    merged, rest = redo_edits(page, edits), redo_edits(page, older)
    start = apply_changes(apply_changes(page.sheet, rest.changes), merged.changes)
    unplaced = MergeResult((), (*merged.conflicts, *rest.conflicts), (*merged.lost, *rest.lost))
    rows = {each.row for each in unplaced.conflicts}
    left = tuple(edit for edit in (*edits, *older) if edit.row in rows)
    since = max((act.moment for act in typed), default=None)
    draft = Draft(page, start, unplaced, _next_number(page), left, since, news if typed else ())
    _keep(page, left, UNPLACED)
    st.session_state.pop(f"{_name(page)}-kept{SEEN}", None)  # the table is another one now
    remember_draft(draft, start)
    for act in acts:
        if (act.sheet, act.of, act.note) not in kept:
            _write(act._replace(edits=()))
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


def _next_number(page: Page) -> int:
    name = f"{_name(page)}-number"
    number: int = st.session_state.get(name, -1) + 1
    st.session_state[name] = number
    return number


def _own_drafts(page: Page, pages: Collection[Page]) -> list[Act]:
    """What waits for this page's grid, also under a name that the sheet had before."""
    there = {_table(each) for each in pages}
    return [
        act
        for act in _list_own(page)
        if act.note != ENTRY
        and (
            act.sheet == _table(page)
            or (act.sheet not in there and act.sheet.rpartition("·")[2] == page.ledger)
        )
    ]


def _entries(page: Page) -> list[Act]:
    acts = reversed(_list_own(page))
    return [act for act in acts if act.note == ENTRY and act.sheet == _table(page)]


def _list_own(page: Page) -> list[Act]:
    """What was typed for a unit in this window, and in windows that are closed."""
    acts = list_drafts(live.find_app().settings.state, _owner(), page.sheet.unit)
    return [act for act in acts if act.of == _window() or not _is_open(act.of)]


def _keep(page: Page, edits: Iterable[Edit], note: str = "") -> bool:
    """Write it down, unless it stands there already; False where that cannot be done."""
    said = tuple(edits)
    name = f"{_name(page)}-kept{note}"
    if st.session_state.get(name) != said:
        moment, unit = live.read_campaign_clock(), page.sheet.unit
        act = Act(moment, "", unit, ActKind.SAVED, _table(page), said, note, _window())
        if not _write(act):
            return False
        st.session_state[name] = said
    return True


def _write(act: Act) -> bool:
    """Keep a draft; where that cannot be done the page goes on and says so."""
    try:
        save_draft(live.find_app().settings.state, _owner(), act)
    except KjrError as error:
        st.warning(escape_markdown(error))
        return False
    return True


def _name(page: Page) -> str:
    return f"draft-{page.sheet.unit}-{_table(page)}"


def _table(page: Page) -> str:
    """Which table of the book: a sheet may have several."""
    name = page.sheet.name
    return name if name == page.ledger else f"{name}·{page.ledger}"


def _owner() -> str:
    """One browser, and in it one account."""
    return f"{recall_browser().token}\n{gate.recheck_viewer().name}"


def _window() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _is_open(window: str) -> bool:
    """Whether somebody sits at that window of the same browser."""
    return runtime.exists() and runtime.get_instance().is_active_session(window)
