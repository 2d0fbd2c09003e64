"""What follows a write: the board looks at the workbook, the page begins anew, or says why not."""

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from kjr.editing.saving import Conflicts, Outcome, Refused, Saved
from kjr.reading.page import Problem
from kjr.ui import live
from kjr.values.escapes import escape_markdown


def finish_write(unit: str, told: str = "") -> NoReturn:
    """Look at a unit's workbook as it is now, and begin the page anew with it."""
    live.find_app().board.look_at(unit)
    if told:
        st.toast(told)
    st.rerun()


def follow_outcome(
    outcome: Outcome, unit: str, told: str = "", say: Callable[[Problem], str] = str
) -> Conflicts | None:
    """Finish what is saved and say what is refused; conflicts are for the caller to settle."""
    match outcome:
        case Saved():
            finish_write(unit, told)
        case Refused(problems):
            st.error("有读不出的内容，没有保存；请改好后再保存：")
            for each in problems:
                st.error(escape_markdown(say(each)))
            return None
        case Conflicts():
            return outcome
