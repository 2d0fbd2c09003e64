"""Who is here, and may they: asked on every page, every look, every save and every download."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import streamlit as st

from kjr.access import rights
from kjr.access import sign_in as signing_in
from kjr.access.lock_out import LockedError
from kjr.access.rights import Deed, NotAllowedError, Role, Viewer
from kjr.access.sign_in import Request, Resolve, Way
from kjr.app import settings as places
from kjr.app import wiring
from kjr.app.settings import Settings
from kjr.editing.saving import Hand
from kjr.errors import KjrError
from kjr.state.acts import Act, Kind
from kjr.state.journal import Journal

COOKIE: Final = "kjr_note"
NOTE: Final = "note"
"""In the session: what this window proves itself with; blank once it has signed out."""
PAGE: Final = "page"
"""In the session: the page that was entered."""
BEGUN: Final = "viewer"
"""In the session: for whom the page was begun."""
GUARDED: Final = "请从首页打开"

T = TypeVar("T")


def viewer() -> Viewer:
    """Who is here."""
    return _who(request())


def begin() -> Viewer:
    """Who is here as a page begins; nobody, as long as the settings are wrong.

    ``stay`` notices when somebody else is.
    """
    here = rights.NOBODY
    with contextlib.suppress(KjrError):
        here = viewer()
    st.session_state[BEGUN] = here
    return here


def stay() -> Viewer:
    """Who is here still; begins the page anew for somebody else, or for nobody any more.

    A page that runs without app.py has begun for nobody and shows nothing.
    """
    if BEGUN not in st.session_state:
        raise KjrError(GUARDED)
    here = viewer()
    if here != st.session_state[BEGUN]:
        st.rerun()
    return here


def enter(page: str) -> Viewer:
    """Who is here; raises NotAllowedError unless they have any business on the page."""
    here = stay()
    st.session_state[PAGE] = page
    if not rights.opens(here, page):
        record(here, Kind.REFUSED, note=page)
        raise NotAllowedError(here, page, Deed.SEE)
    return here


def check(deed: Deed, unit: str = "") -> Viewer:
    """Who is here; raises NotAllowedError, and writes it down, unless they may do this.

    It is asked of the page that was entered last; no unit means all of them.
    """
    return _checked(request(), st.session_state[PAGE], deed, unit)


def may(deed: Deed, unit: str = "") -> bool:
    """Whether to offer this at all."""
    return rights.may(stay(), st.session_state[PAGE], deed, unit)


def among(units: Iterable[str]) -> list[str]:
    """Those of the units whose data the viewer may see on this page."""
    return rights.among(stay(), st.session_state[PAGE], units)


def own(unit: str | None) -> str | None:
    """A unit somebody chose, held against the table: what a browser sends may be forged.

    None, which means all units, becomes the first of one's own for those who may not see all.
    """
    here = stay()
    if unit is None and rights.reach(here, st.session_state[PAGE]) is rights.OWN:
        return here.units[0]
    check(Deed.SEE, unit or "")
    return unit


def hand(unit: str, who: str, now: dt.datetime) -> Hand:
    """The hand that saves: there is none without the right to."""
    here = check(Deed.SAVE, unit)
    return Hand(who if is_local() else f"{here.name}·{who}", now)


def exporting(what: str, make: Callable[[], T], unit: str = "") -> Callable[[], T]:
    """``make``, for a download button: the right is looked at again on the click, and written down.

    The click runs in a thread of its own, which Streamlit tells nothing about the viewer.
    """
    check(Deed.EXPORT, unit)
    asked, page = request(), st.session_state[PAGE]

    def on_click() -> T:
        here = _checked(asked, page, Deed.EXPORT, unit)
        record(here, Kind.EXPORTED, unit, what)
        return make()

    return on_click


def sees_personal(unit: str = "") -> bool:
    """Whether to show names and numbers; a look at them is written down, once in each window."""
    page = st.session_state[PAGE]
    if not may(Deed.PERSONAL, unit):
        return False
    told: set[tuple[str, str]] = st.session_state.setdefault("told", set())
    if (page, unit) not in told:
        record(stay(), Kind.VIEWED, unit, page)
        told.add((page, unit))
    return True


def sign_in(account: str, code: str) -> None:
    """Let somebody in by a passcode; raises KjrError when it is wrong."""
    ours, asked = settings(), request()
    name = _account(account)
    try:
        place = signing_in.place(asked)
        note = signing_in.sign_in(ours.access, name, code, place, clock(), secrets.token_bytes)
    except LockedError:  # the tries that led to it are written down; a flood is not
        raise
    except KjrError as error:
        record(Viewer(Role.NOBODY, name=name[:60]), Kind.REFUSED, note=str(error))
        raise
    st.session_state[NOTE] = note
    record(viewer(), Kind.SIGNED_IN)


def sign_out() -> None:
    """End this sign-in here, in every other window, and for whoever copied the cookie."""
    asked = request()
    record(_who(asked), Kind.SIGNED_OUT)
    signing_in.sign_out(settings().sign_in, settings().access, asked, clock())
    st.session_state[NOTE] = ""


def record(who: Viewer, kind: Kind, unit: str = "", note: str = "") -> None:
    """Write down who did what; without a sign-in only what left the machine, by whoever sat there.

    What was changed stands in the other journal, signed in or not.
    """
    if not is_local() or kind is Kind.EXPORTED:
        name = f"{who.role} {who.name}".strip()
        journal().append(Act(clock(), name, unit, kind, note=note))


def is_local() -> bool:
    """Whether no sign-in is set up, and only this machine is served."""
    return settings().sign_in.way is Way.LOCAL


def request() -> Request:
    """What the server knows about who asks."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    note = st.session_state.get(NOTE, st.context.cookies.get(COOKIE, ""))
    claims = st.user.to_dict() if settings().sign_in.way is Way.OIDC and _has_claims() else {}
    return Request(headers, st.context.ip_address, note, claims)


def clock() -> dt.datetime:
    """The real time, also where the campaign's own stands still."""
    return dt.datetime.now(dt.UTC)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Where things are on this machine, and how people sign in."""
    return places.read(os.environ, places.secrets())


@st.cache_resource(show_spinner=False)
def journal() -> Journal:
    """The record of sign-ins, refusals, looks at personal data and exports."""
    return Journal(settings().access)


def _checked(asked: Request, page: str, deed: Deed, unit: str) -> Viewer:
    here = _who(asked)
    try:
        rights.check(here, page, deed, unit)
    except NotAllowedError:
        record(here, Kind.REFUSED, unit, f"{page}·{deed}")
        raise
    return here


def _who(asked: Request) -> Viewer:
    ours = settings()
    return signing_in.viewer(ours.sign_in, ours.access, asked, _resolve(), clock())


def _account(written: str) -> str:
    """The account somebody means: a unit by any of its names, or what was typed."""
    return _resolve()(written.strip()) or written.strip()


def _has_claims() -> bool:
    return bool(getattr(st.user, "is_logged_in", False))


@st.cache_resource(show_spinner=False)
def _resolve() -> Resolve:
    """A unit by one of its names exactly: a name that is only alike opens no door."""
    units = wiring.campaign(settings()).units
    return {
        name: unit.name for unit in units for name in (unit.name, unit.short, *unit.aliases) if name
    }.get
