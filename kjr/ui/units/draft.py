"""What one person types into one sheet: what she saw, what she typed since, through reloads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kjr.editing.merging import Conflict, apply_changes
from kjr.editing.saving import build_row_edits, redo_edits
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.drafts import choose_draft_token, load_draft, save_draft
from kjr.store.base import Sheet
from kjr.ui import live

TOKEN = "draft"
"""Where the address bar holds the name of this browser's drafts."""


@dataclass(frozen=True)
class Draft:
    """The frozen base under the grid: a refresh of the board never touches what is being typed."""

    base: Page
    start: Sheet
    """What the grid began with: the base with what had been typed before."""
    unplaced: tuple[Conflict, ...]
    """Typed before, and no longer to be put where it was because others changed it."""
    number: int

    @property
    def key(self) -> str:
        """The name of the grid's own state."""
        return f"grid-{self.base.sheet.unit}-{_table(self.base)}-{self.number}"

    @property
    def typed(self) -> Mapping[str, Any]:
        """What the grid says was edited, added and deleted."""
        said: Mapping[str, Any] = st.session_state.get(self.key, {})
        return said


def open_draft(page: Page) -> Draft:
    """The draft one has of a page; a new one after a reload, with what was typed before."""
    name = _name(page)
    draft: Draft | None = st.session_state.get(name)
    if draft is None or draft.key not in st.session_state:
        typed = load_draft(live.find_app().settings.state, _token(), page.sheet.unit, _table(page))
        merged = redo_edits(page, typed)
        start = apply_changes(page.sheet, merged.changes)
        number = st.session_state[f"{name}-number"] = st.session_state.get(f"{name}-number", -1) + 1
        draft = st.session_state[name] = Draft(page, start, merged.conflicts, number)
    return draft


def renew_draft(page: Page) -> None:
    """Give the grid up: the next one begins with the page as it is then, and what was typed."""
    st.session_state.pop(_name(page), None)


def remember_draft(draft: Draft, mine: Sheet) -> None:
    """Remember what is typed, for a reload."""
    _keep(draft.base, build_row_edits(draft.base, tuple(mine.changes(draft.base.sheet))))


def forget_draft(page: Page) -> None:
    """What was typed is saved, or no longer wanted."""
    _keep(page, ())
    renew_draft(page)


def _keep(page: Page, edits: Iterable[Edit]) -> None:
    moment, unit = live.read_campaign_clock(), page.sheet.unit
    act = Act(moment, "", unit, ActKind.SAVED, _table(page), tuple(edits))
    save_draft(live.find_app().settings.state, _token(), act)


def _name(page: Page) -> str:
    return f"draft-{page.sheet.unit}-{_table(page)}"


def _table(page: Page) -> str:
    """Which table of the book: a sheet may have several."""
    name = page.sheet.name
    return name if name == page.ledger else f"{name}·{page.ledger}"


def _token() -> str:
    name = choose_draft_token(st.query_params.get(TOKEN, ""))
    st.query_params[TOKEN] = name
    return name
