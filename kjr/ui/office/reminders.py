"""催报: the messages that are due, ready to copy."""

import streamlit as st

from kjr.documents import reminders
from kjr.documents.reminders import Rung
from kjr.figures.overview import Overview


def choose_rung(overview: Overview) -> Rung:
    """How firmly to ask; the rung due today is chosen already."""
    rungs = list(Rung)
    chosen: Rung = st.segmented_control(
        "催报方式", rungs, default=reminders.find_due_rung(overview), required=True
    )
    return chosen


def show_reminders(overview: Overview, rung: Rung) -> None:
    """One message per district group, or per unit."""
    if rung is Rung.GENTLE:
        messages = reminders.compose_group_reminders(overview)
        st.caption("每个县（市）区的群发一条")
    else:
        messages = reminders.compose_unit_reminders(overview, rung)
        st.caption(f"{len(messages)} 家单位各发一条")
    if not messages:
        st.success("都报齐了，没有要催的。")
    for message in messages:
        with st.expander(message.to, expanded=rung is Rung.GENTLE):
            for part in reminders.split_message(message.text):
                st.code(part, language=None, wrap_lines=True)
