"""What follows a write: the board looks at the workbook, the page begins anew and says what is."""

from typing import Final, NoReturn

import streamlit as st

from kjr.editing.saving import Conflicts, Outcome
from kjr.editing.typed.row_states import describe_saved_rows
from kjr.store.base import Sheet
from kjr.ui import live, presses
from kjr.values.escapes import escape_markdown

TOLD: Final = "told-written"
"""In the session: what the last write did and where, until something new is typed."""

HINDERED: Final = "现在填的存不进去：{}。可以先填着，没有保存的会留着，弄好以后再点保存。"


def warn_of_mount() -> None:
    """Before something is written: that its share may write later, and how it is mounted better."""
    files = live.find_app().files
    if files and (caution := files.find_caution()):
        st.warning(escape_markdown(caution))


def warn_of_hindrance(sheet: Sheet) -> None:
    """Before anything is typed: that its workbook cannot be written, and what to do about it."""
    files = live.find_app().files
    if files and (why := files.find_hindrance(sheet.unit, sheet.file)):
        st.warning(escape_markdown(HINDERED.format(why)))


def finish_write(unit: str, told: str = "", part: str = "") -> NoReturn:
    """Look at a unit's workbook as it is now, and begin the page anew with it.

    ``part`` is where on the page it was pressed, and what it did is told there.
    """
    live.find_app().board.look_at(unit)
    if told:
        st.session_state[TOLD] = unit, part, told
    presses.begin_anew()


def follow_outcome(outcome: Outcome, unit: str, told: str = "", part: str = "") -> Conflicts | None:
    """Finish what is saved, and say how many rows count; conflicts are for the caller to settle."""
    if isinstance(outcome, Conflicts):
        return outcome
    app = live.find_app()
    app.board.look_at(unit)
    book, today = app.board.latest.books.get(unit), live.read_campaign_clock().date()
    pages = book.pages if book else ()
    told = told or describe_saved_rows(outcome.act, pages, app.campaign, today)
    finish_write(unit, told, part)


def show_last_write(unit: str, part: str = "") -> None:
    """What the last write into this unit's workbook did, if it was pressed in this part."""
    *where, told = st.session_state.get(TOLD, ("", "", ""))
    if where == [unit, part]:
        st.success(escape_markdown(told))


def forget_last_write() -> None:
    """Something new is typed."""
    st.session_state.pop(TOLD, None)
