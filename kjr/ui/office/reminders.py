"""催报: the messages that are due, ready to copy."""

from __future__ import annotations

import streamlit as st

from kjr.documents import reminders
from kjr.documents.reminders import Rung
from kjr.figures.overview import Overview


def choose(overview: Overview) -> Rung:
    """How firmly to ask; the rung due today is chosen already."""
    rungs = list(Rung)
    chosen: Rung = st.segmented_control(
        "催报方式", rungs, default=reminders.rung(overview), required=True
    )
    return chosen


def show(overview: Overview, rung: Rung) -> None:
    """One message per district group, or per unit."""
    if rung is Rung.GENTLE:
        messages = reminders.to_groups(overview)
        st.caption("每个县（市）区的群发一条")
    else:
        messages = reminders.to_units(overview, rung)
        st.caption(f"{len(messages)} 家单位各发一条")
    if not messages:
        st.success("都报齐了，没有要催的。")
    for message in messages:
        with st.expander(message.to, expanded=rung is Rung.GENTLE):
            for part in reminders.split(message.text):
                st.code(part, language=None, wrap_lines=True)
