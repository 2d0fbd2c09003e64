"""The buttons over the table: how many units are chosen, and what can be done with them."""

from typing import Final

import streamlit as st

from kjr.figures.work.worklist import list_doubts
from kjr.state.acts import ActKind
from kjr.ui import presses
from kjr.ui.office.today.dealing import Dealing, do_deed
from kjr.ui.office.today.questions import ask_first
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.values.escapes import escape_markdown

KEYS: Final = {
    ActKind.CHASED: "chase",
    ActKind.ACCEPTED: "accept",
    ActKind.RETURNED: "return",
    ActKind.LOCKED: "lock",
    ActKind.OPENED: "open",
}
"""The table's own keys press two of them."""


def offer_deeds(dealing: Dealing) -> None:
    """How many are chosen, the buttons, and whatever is asked before a deed is done."""
    desk = dealing.desk
    row, below = st.container(horizontal=True, vertical_alignment="center", key="deeds"), st.empty()
    with row:
        st.markdown(_tell_choice(dealing), width="content")
        look = {"disabled": not dealing.chosen, "lacking": ask_for_name(dealing.who)}
        for kind, key in KEYS.items():
            if press := offer_press(st.button, str(kind), key, below, **look):
                _begin(press, dealing, kind)
    if desk.asked and dealing.chosen:
        ask_first(dealing)


def _tell_choice(dealing: Dealing) -> str:
    ticked = sum(item.unit in dealing.desk.ticked for item in dealing.chosen)
    if ticked:
        return f"**已选 {ticked} 家**"
    names = [item.unit for item in dealing.chosen]
    return escape_markdown(f"没有选，只办{'、'.join(names)}") if names else "没有选"


def _begin(press: Press, dealing: Dealing, kind: ActKind) -> None:
    """Do it at once where there is nothing to ask."""
    dealing.desk.begin(kind)
    if kind is ActKind.ACCEPTED and not list_doubts(dealing.chosen):
        do_deed(press, dealing, kind, dict.fromkeys(dealing.units, ""))
    presses.begin_anew()
