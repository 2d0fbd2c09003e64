"""One person's place at one sheet: what she saw, what she has typed since, kept through reloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kjr.editing.merging import Conflict, apply_changes
from kjr.editing.saving import build_row_edits, redo_edits
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind
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
    """The place one has at a page; a new one after a reload, with what was typed before."""
    name = _name(page)
    seat: Draft | None = st.session_state.get(name)
    if seat is None or seat.key not in st.session_state:
        number = seat.number + 1 if seat else 0
        seat = st.session_state[name] = _seated(page, number)
    return seat


def replace_draft(page: Page) -> None:
    """Give the place up: the next one begins with the page as it is then."""
    seat: Draft | None = st.session_state.pop(_name(page), None)
    if seat:
        st.session_state[_name(page)] = _seated(page, seat.number + 1)


def remember_draft(seat: Draft, mine: Sheet) -> None:
    """Remember what is typed, for a reload."""
    save_draft(live.find_app_settings().state, _token(), _act(seat, mine))


def forget_draft(page: Page) -> None:
    """What was typed is saved, or no longer wanted."""
    unit, table = page.sheet.unit, _table(page)
    save_draft(
        live.find_app_settings().state,
        _token(),
        Act(live.read_campaign_clock(), "", unit, ActKind.SAVED, table),
    )


def _seated(page: Page, number: int) -> Draft:
    unit, table = page.sheet.unit, _table(page)
    merged = redo_edits(page, load_draft(live.find_app_settings().state, _token(), unit, table))
    return Draft(page, apply_changes(page.sheet, merged.changes), merged.conflicts, number)


def _act(seat: Draft, mine: Sheet) -> Act:
    base = seat.base.sheet
    edits = tuple(build_row_edits(seat.base, tuple(mine.changes(base))))
    return Act(live.read_campaign_clock(), "", base.unit, ActKind.SAVED, _table(seat.base), edits)


def _name(page: Page) -> str:
    return f"seat-{page.sheet.unit}-{_table(page)}"


def _table(page: Page) -> str:
    """Which table of the book: a sheet may have several."""
    name = page.sheet.name
    return name if name == page.ledger else f"{name}·{page.ledger}"


def _token() -> str:
    name = choose_draft_token(st.query_params.get(TOKEN, ""))
    st.query_params[TOKEN] = name
    return name
