"""Streamlit's own elements in the frames of the house look."""

from __future__ import annotations

import streamlit as st

from kjr.charts import Chart


def chart(title: str, drawn: Chart, note: str = "") -> None:
    """A chart in a titled box."""
    with st.container(border=True, key=f"card-{title}", height="stretch"):
        st.html(f"<h3>{title}</h3>")
        st.altair_chart(drawn, width="stretch")
        if note:
            st.caption(note)
