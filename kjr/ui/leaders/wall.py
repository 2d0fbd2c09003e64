"""会场模式: the views in turn, over the whole screen."""

from __future__ import annotations

import time

import streamlit as st

from kjr.documents.html import wall
from kjr.ui import live


@st.fragment(run_every=wall.SECONDS)
def show() -> None:
    """One view after the other; all screens of a room show the same one at the same time."""
    overview = live.now()
    views = wall.views(overview, live.changes(overview))
    st.html(views[int(time.time() // wall.SECONDS) % len(views)])
