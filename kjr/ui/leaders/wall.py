"""会场模式: the views in turn, over the whole screen."""

import time

import streamlit as st

from kjr.documents.html import wall
from kjr.ui import live


@st.fragment(run_every=wall.SECONDS)
def show_wall() -> None:
    """One view after the other; all screens of a room show the same one at the same time."""
    overview = live.find_overview()
    views = wall.render_wall_views(overview, live.find_changes_today(overview))
    st.html(views[int(time.time() // wall.SECONDS) % len(views)])
