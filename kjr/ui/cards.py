"""Streamlit's own elements in the frames of the house look."""

from typing import Literal

import streamlit as st

from kjr.documents.html.charts import Chart


def show_chart(title: str, drawn: Chart, note: str = "", *, is_alone: bool = False) -> None:
    """A chart in a titled box, as high as its neighbours unless it stands alone."""
    height: Literal["content", "stretch"] = "content" if is_alone else "stretch"
    with st.container(border=True, key=f"card-{title}", height=height):
        st.html(f"<h3>{title}</h3>")
        st.altair_chart(drawn, width="stretch")
        if note:
            st.caption(note)
