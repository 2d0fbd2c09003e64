"""What moved since this viewer last looked; remembered by the browser, not by us."""

import datetime as dt
from urllib.parse import quote, unquote

import streamlit as st

from kjr.documents.html import moves, parts
from kjr.figures import changes
from kjr.figures.overview import Overview

COOKIE = "kjr_seen"
A_YEAR = 365 * 24 * 3600


def show_last_visit(overview: Overview) -> None:
    """A line with what moved, if anything did; and a note for the next visit."""
    now = dt.datetime.now(dt.UTC)
    seen = changes.decode_visit(unquote(str(st.context.cookies.get(COOKIE, ""))))
    if seen is None or now - seen.moment > changes.SAME_VISIT:
        _remember(changes.encode_visit(overview, now))
    if seen and (moved := changes.find_figure_moves(seen, overview)):
        st.html(parts.wrap_parts(moves.render_visit_changes(moved)))


def _remember(note: str) -> None:
    cookie = f"{COOKIE}={quote(note)};max-age={A_YEAR};path=/;SameSite=Strict"
    st.html(f"<script>document.cookie={cookie!r}</script>", unsafe_allow_javascript=True, width=1)
