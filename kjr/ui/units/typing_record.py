"""How typing is kept: written down by browser, person and window, until it is saved or let go."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit, Typed
from kjr.state.drafts import list_drafts, save_draft
from kjr.ui import gate, live
from kjr.ui.units.remembered import recall_browser
from kjr.values.escapes import escape_markdown

UNPLACED: Final = "未放回"
"""The kind of typing that no longer fits where it was typed."""
ENTRY: Final = "随手填"
"""The kind of typing that is one new entry, field by field."""
SEEN: Final = "所见"
"""No typing: the table as it was when somebody began to type into it."""
UNKEPT: Final = "unkept"
"""In the session: why something typed could not be kept, until it is told."""


@contextmanager
def tell_unkept() -> Iterator[None]:
    """Where typing cannot be kept the page goes on; ``show_unkept`` says so, in whatever run."""
    try:
        yield
    except KjrError as error:
        st.session_state[UNKEPT] = str(error)


def show_unkept() -> None:
    """Why something typed could not be kept; a run that begins the page anew leaves it told."""
    if why := st.session_state.pop(UNKEPT, ""):
        st.warning(escape_markdown(why))


def keep_typing(page: Page, edits: Iterable[Edit], note: str = "") -> None:
    """Write it down, unless it stands there already; raises KjrError where that cannot be done."""
    said, name = tuple(edits), _name(page, note)
    if st.session_state.get(name) != said:
        moment, unit = live.read_campaign_clock(), page.sheet.unit
        act = Act(moment, "", unit, ActKind.SAVED, name_table(page), said, note, _window())
        _write(act)
        st.session_state[name] = said


def recall_typing(page: Page, note: str = "") -> tuple[Edit, ...]:
    """What was written down in this window last."""
    kept: tuple[Edit, ...] = st.session_state.get(_name(page, note), ())
    return kept


def release_typing(acts: Iterable[Act], page: Page) -> None:
    """Forget what stands in a new place of this window now; raises KjrError if that fails."""
    for act in acts:
        if (act.sheet, act.of) != (name_table(page), _window()):
            _write(act._replace(edits=()))


def move_typing(page: Page, after: Page) -> None:
    """Write down under its sheet's new name what was typed here; raises KjrError if that fails."""
    for note in (SEEN, UNPLACED, ""):
        keep_typing(after, recall_typing(page, note), note)
        keep_typing(page, (), note)


def list_own_typing(page: Page, pages: Collection[Page]) -> list[Act]:
    """What waits for this page's grid, also under a name that the sheet had before."""
    there = {name_table(each) for each in pages}
    return [
        act
        for act in _list_own(page)
        if act.note != ENTRY
        and (
            act.sheet == name_table(page)
            or (act.sheet not in there and act.sheet.rpartition("·")[2] == page.ledger)
        )
    ]


def recall_entry(page: Page) -> Typed:
    """The one entry that was begun here, field by field as typed."""
    return next((act.edits[0].after for act in _entries(page)), {})


def remember_entry(page: Page, typed: Typed) -> None:
    """Remember the entry somebody has begun; what closed windows held is hers now."""
    with tell_unkept():
        keep_typing(page, [Edit(0, {}, typed)] if typed else (), ENTRY)
        release_typing(_entries(page), page)


def name_table(page: Page) -> str:
    """Which table of the book: a sheet may have several."""
    name = page.sheet.name
    return name if name == page.ledger else f"{name}·{page.ledger}"


def _entries(page: Page) -> list[Act]:
    acts = reversed(_list_own(page))
    return [act for act in acts if act.note == ENTRY and act.sheet == name_table(page)]


def _list_own(page: Page) -> list[Act]:
    """What was typed for a unit in this window, and in windows that are closed."""
    acts = list_drafts(live.find_app().settings.database, _owner(), page.sheet.unit)
    return [act for act in acts if act.of == _window() or not _is_open(act.of)]


def _write(act: Act) -> None:
    save_draft(live.find_app().settings.database, _owner(), act, gate.read_real_clock())


def _name(page: Page, note: str) -> str:
    return f"kept-{page.sheet.unit}-{name_table(page)}-{note}"


def _owner() -> str:
    """One browser, and in it one account."""
    return f"{recall_browser().token}\n{gate.recheck_viewer().name}"


def _window() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _is_open(window: str) -> bool:
    """Whether somebody sits at that window of the same browser."""
    return runtime.exists() and runtime.get_instance().is_active_session(window)
