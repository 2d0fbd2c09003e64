"""What a browser remembers of whoever types at it: its own secret name, the unit, her name."""

import json
import re
import secrets
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kjr.documents.html.parts import render

COOKIE: Final = "kjr_typing"
A_YEAR: Final = 365 * 24 * 3600
REMEMBERED: Final = "remembered"
"""In the session: the cookie as it is now; the browser's own copy is as old as the window."""
TURN: Final = "remembering-turn"
"""In the session: a name for it, and how often what is remembered changed: a browser that is busy
draws an earlier run of the page once more after the later one."""
TOKEN: Final = re.compile("[0-9a-f]{16}")


class Remembered(NamedTuple):
    """One browser: drafts are kept under its token, which stands in no address."""

    token: str
    unit: str = ""
    who: str = ""


def recall_browser() -> Remembered:
    """What the browser remembers; a new token for one that was never here."""
    known: Remembered | None = st.session_state.get(REMEMBERED)
    if known is None:
        known = _read(unquote(str(st.context.cookies.get(COOKIE, ""))))
        st.session_state[REMEMBERED] = known
    return known


def ask_writer(place: DeltaGenerator) -> str:
    """Who types here, which goes into the journal; blank until somebody says it.

    The name remembered is where the field begins, never set from here: set, it would be drawn over
    what somebody types meanwhile.
    """
    known = recall_browser().who
    hint = "写进改动记录"
    return place.text_input("您的姓名", known, 20, key="who", placeholder=hint).strip()


def remember_browser(unit: str, who: str) -> None:
    """Let the browser keep whose workbook it was and who typed."""
    old = recall_browser()
    known = st.session_state[REMEMBERED] = old._replace(unit=unit, who=who)
    session, turn = st.session_state.get(TURN) or (secrets.token_hex(4), 0)
    st.session_state[TURN] = session, turn + (known != old)
    secure = ";Secure" if (st.context.url or "").startswith("https:") else ""
    note = quote(json.dumps(known, ensure_ascii=False))
    cookie = f"{COOKIE}={note};max-age={A_YEAR};path=/;SameSite=Strict{secure}"
    written = render("parts.cookie_in_turn", cookie, *st.session_state[TURN])
    st.html(written, unsafe_allow_javascript=True, width=1)


def _read(cookie: str) -> Remembered:
    try:
        token, unit, who = json.loads(cookie)
    except (ValueError, TypeError, RecursionError):
        token, unit, who = "", "", ""
    is_ours = all(isinstance(each, str) for each in (token, unit, who)) and TOKEN.fullmatch(token)
    return Remembered(token, unit, who) if is_ours else Remembered(secrets.token_hex(8))
