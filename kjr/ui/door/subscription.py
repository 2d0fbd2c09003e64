"""日程 for calendars that ask again and again, of whoever has the word of the office."""

from typing import Final

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kjr.access.calendar_word import is_calendar_word
from kjr.errors import KjrError
from kjr.figures.agenda import list_activities
from kjr.figures.overview import Key, Overview
from kjr.ui import live

PLACE: Final = "/subscription/"
"""Where it is asked for, with the word and the ending behind."""
ENDING: Final = ".ics"
LATER: Final = {"Retry-After": "60"}
HEADERS: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


async def answer_subscriber(path: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Give the calendar, or 404 as if there were no such thing; beside the other requests."""
    answer = await run_in_threadpool(_build_answer, str(scope["method"]), path)
    await answer(scope, receive, send)


def _build_answer(method: str, path: str) -> Response:
    word = path.removeprefix(PLACE).removesuffix(ENDING)
    try:
        ours = live.find_settings()
        if method not in ("GET", "HEAD") or not is_calendar_word(ours.sign_in, ours.database, word):
            return Response(status_code=404)
        now = live.wait_for_app().board.now
    except KjrError:  # who may read is not known, or there are no figures
        return Response(status_code=503, headers=LATER)
    known = now.snapshot
    if known.unread or (known.outage and not known.books):  # it would be gone from telephones
        return Response(status_code=503, headers=LATER)
    return Response(_render(now.key, now), headers=HEADERS, media_type="text/calendar")


@st.cache_resource(max_entries=2, show_spinner=False)
def _render(key: Key, _overview: Overview) -> bytes:
    """All of 日程, once per version: what the page gives everybody as a file."""
    from kjr.documents.calendar_file import render_calendar  # it takes a while to load

    snapshot = _overview.snapshot
    return render_calendar(_overview.campaign, list_activities(snapshot), snapshot.taken)
