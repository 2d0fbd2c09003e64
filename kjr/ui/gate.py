"""Who is here, and may they: asked on every page, every look, every save and every download."""

import contextlib
import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kjr.access import leaving, lock_out, rights
from kjr.access import sign_in as signing_in
from kjr.access.claims import is_claim_over
from kjr.access.lock_out import LockedOutError
from kjr.access.rights import Deed, NotAllowedError, Role, Viewer
from kjr.access.sign_in import Client, Request, Resolve, SignInMethod
from kjr.app import wiring
from kjr.editing.saving import Actor
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.state.acts import ACCESS, Act, ActKind
from kjr.state.journal import Journal
from kjr.ui import live
from kjr.ui.door import guests
from kjr.ui.door.guests import GUESTS, Guest

COOKIE: Final = "kjr_note"
SAFE_COOKIE: Final = f"__Host-{COOKIE}"
"""Where the address begins with https."""
NOTE: Final = "note"
"""In the session: what this window proves itself with; blank once it has signed out."""
PAGE: Final = "page"
"""In the session: the page that was entered."""
BEGUN: Final = "viewer"
"""In the session: for whom the page was begun."""
ARRIVED: Final = "arrived"
"""In the session: that a provider or a proxy has just let somebody in."""
EVERYWHERE: Final = "各处下线"
NOT_RECORDED: Final = "查看记录暂时写不进去，请告诉管理员。"

T = TypeVar("T")


def remember_viewer() -> Viewer:
    """Who is here as a page begins; nobody, as long as the settings are wrong.

    ``recheck_viewer`` notices when somebody else is.
    """
    here = rights.NOBODY
    with contextlib.suppress(KjrError):
        asked = read_request()
        here = _who(asked)
        _admit(here, asked)
        _record_sign_in(here, asked)
        _note_use(here, asked)
    st.session_state[BEGUN] = here
    return here


def is_sign_in_over() -> bool:
    """Whether somebody who is nobody now had signed in: they left, or it was left too long."""
    ours, asked = live.find_settings(), read_request()
    if ours.sign_in.way is SignInMethod.OIDC:
        return is_claim_over(ours.database, asked.claims, ours.sign_in.idle, read_real_clock())
    return bool(asked.note)


def take_arrival() -> bool:
    """Whether a provider or a proxy has just let somebody in; it is told once."""
    return bool(st.session_state.pop(ARRIVED, False))


def recheck_viewer() -> Viewer:
    """Who is here still; begins the page anew for somebody else, or for nobody any more.

    A page that runs without app.py has begun for nobody and shows nothing.
    """
    if BEGUN not in st.session_state:
        raise KjrError("请从首页打开")
    here = _who(read_request())
    if here != st.session_state[BEGUN]:
        st.rerun()
    return here


def find_overview() -> Overview:
    """The figures of this moment, the same for all viewers who have come in and are here still."""
    recheck_viewer()
    return live.find_app().board.now


def enter_page(page: str) -> Viewer:
    """Who is here; raises NotAllowedError unless they have any business on the page."""
    here = recheck_viewer()
    st.session_state[PAGE] = page
    if not rights.may_open_page(here, page):
        record_act(here, ActKind.REFUSED, note=page)
        raise NotAllowedError(here, page, Deed.SEE)
    return here


def authorize_viewer(deed: Deed, unit: str = "") -> Viewer:
    """Who is here; raises NotAllowedError, and writes it down, unless they may do this.

    It is asked of the page that was entered last; no unit means all of them.
    """
    return _checked(read_request(), st.session_state[PAGE], deed, unit)


def is_viewer_allowed(deed: Deed, unit: str = "") -> bool:
    """Whether to offer this at all."""
    return rights.is_allowed(recheck_viewer(), st.session_state[PAGE], deed, unit)


def select_visible_units(units: Iterable[str]) -> list[str]:
    """Those of the units whose data the viewer may see on this page."""
    return rights.select_allowed_units(recheck_viewer(), st.session_state[PAGE], units)


def find_readable_units(units: Iterable[str]) -> tuple[set[str], set[str]]:
    """Those of the units the viewer may see on this page, and those of them shown unmasked."""
    theirs = set(select_visible_units(units))
    own = {unit for unit in theirs if is_viewer_allowed(Deed.PERSONAL, unit)}
    return theirs, theirs if sees_personal() else own


def authorize_unit(unit: str | None) -> str | None:
    """A unit somebody chose, held against the table: what a browser sends may be forged.

    None, which means all units, becomes the first of one's own for those who may not see all.
    """
    here = recheck_viewer()
    if unit is None and rights.find_reach(here, st.session_state[PAGE]) is rights.OWN:
        return here.units[0]
    authorize_viewer(Deed.SEE, unit or "")
    return unit


def find_actor(unit: str, who: str) -> Actor:
    """Who saves, and when: there is nobody without the right to."""
    here = authorize_viewer(Deed.SAVE, unit)
    return Actor(who if is_local() else f"{here.name}·{who}", live.read_campaign_clock())


def guard_export(what: str, make: Callable[[], T], unit: str = "") -> Callable[[], T]:
    """``make``, for a download button: the right is looked at again on the click, and written down.

    The click runs in a thread of its own, which Streamlit tells nothing about the viewer.
    """
    authorize_viewer(Deed.EXPORT, unit)
    asked, page = read_request(), st.session_state[PAGE]

    def on_click() -> T:
        here = _checked(asked, page, Deed.EXPORT, unit)
        record_act(here, ActKind.EXPORTED, unit, what)
        return make()

    return on_click


def sees_personal(unit: str = "") -> bool:
    """Whether to show names and numbers; a look at them is written down, once in each window."""
    page = st.session_state[PAGE]
    if not is_viewer_allowed(Deed.PERSONAL, unit):
        return False
    told: set[tuple[str, str]] = st.session_state.setdefault("told", set())
    if (page, unit) not in told:
        here = recheck_viewer()
        try:
            record_act(here, ActKind.VIEWED, unit, page)
        except KjrError:
            if here.role is not Role.UNIT:  # its own rows it may see and mend all the same
                raise
            st.warning(NOT_RECORDED)
            return True
        told.add((page, unit))
    return True


def sign_in_viewer(account: str, code: str) -> Viewer:
    """Let somebody in by a passcode, and say who it is; raises KjrError when it is wrong."""
    ours, asked = live.find_settings(), read_request()
    name = _resolve(account.strip()) or account.strip()
    try:
        place = Client(signing_in.find_client_address(asked), asked.browser)
        lock_out.remember_proxy(ours.database, is_hidden=signing_in.is_address_hidden(asked))
        note = signing_in.sign_in_account(
            ours.database, name, code, place, read_real_clock(), secrets.token_bytes
        )
    except LockedOutError:  # the tries that led to it are written down; a flood is not
        raise
    except KjrError as error:
        record_act(Viewer(Role.NOBODY, name=name[:60]), ActKind.REFUSED, note=str(error))
        raise
    st.session_state[NOTE] = note
    here = _who(read_request())
    record_act(here, ActKind.SIGNED_IN)
    return here


def sign_out_viewer(*, is_everywhere: bool = False) -> None:
    """End this sign-in here, in every other window, and for whoever copied the cookie.

    Everywhere means every sign-in of the account, on whatever machine.
    """
    ours, asked = live.find_settings(), read_request()
    record_act(_who(asked), ActKind.SIGNED_OUT, note=EVERYWHERE if is_everywhere else "")
    end = leaving.end_sign_in_everywhere if is_everywhere else leaving.end_sign_in
    end(ours.sign_in, ours.database, asked, read_real_clock())
    st.session_state[NOTE] = ""


def record_act(who: Viewer, kind: ActKind, unit: str = "", note: str = "") -> None:
    """Write down who did what; without a sign-in only what left the machine, by whoever sat there.

    What was changed stands in the other journal, signed in or not.
    """
    if not is_local() or kind is ActKind.EXPORTED:
        name = f"{who.role} {who.name}".strip()
        find_access_journal().append(Act(read_real_clock(), name, unit, kind, note=note))


def is_local() -> bool:
    """Whether no sign-in is set up, and only this machine is served."""
    return live.find_settings().sign_in.way is SignInMethod.LOCAL


def read_request() -> Request:
    """What the server knows about who asks."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    note = st.session_state.get(NOTE, find_note(st.context.cookies))
    at_provider = live.find_settings().sign_in.way is SignInMethod.OIDC
    has_claims = at_provider and getattr(st.user, "is_logged_in", False)
    claims = st.user.to_dict() if has_claims else {}
    browser = guests.find_browser(st.context.cookies)
    return Request(headers, st.context.ip_address, note, claims, browser)


def find_note(cookies: Mapping[str, str]) -> str:
    """What a browser proves itself with; a cookie that only TLS can have set goes first.

    >>> find_note({"kjr_note": "a", "__Host-kjr_note": "b"}), find_note({"kjr_note": "a"})
    ('b', 'a')
    """
    return cookies.get(SAFE_COOKIE) or cookies.get(COOKIE, "")


def read_real_clock() -> dt.datetime:
    """The real time, also where the campaign's own stands still."""
    return dt.datetime.now(dt.UTC)


@st.cache_resource(show_spinner=False)
def find_access_journal() -> Journal:
    """The record of sign-ins, refusals, looks at personal data and exports."""
    return Journal(live.find_settings().database, record=ACCESS)


def _admit(here: Viewer, asked: Request) -> None:
    """Tell the door whose window this is, until they sign out or their code ends."""
    window = get_script_run_ctx()
    if window and here.role is not Role.NOBODY:
        GUESTS.admit(window.session_id, Guest(asked.browser, here, lambda: _who(asked) == here))


def _note_use(here: Viewer, asked: Request) -> None:
    """Keep a sign-in that is in use from ending; a page that refreshes itself is no use of it."""
    ours = live.find_settings()
    leaving.note_use(ours.sign_in, ours.database, asked, here, read_real_clock())


def _record_sign_in(here: Viewer, asked: Request) -> None:
    """Write down who was let in by a provider or a proxy, once for each time."""
    ours = live.find_settings()
    if leaving.is_new_sign_in(ours.sign_in, ours.database, asked, here, read_real_clock()):
        st.session_state[ARRIVED] = True
        record_act(here, ActKind.SIGNED_IN)


def _checked(asked: Request, page: str, deed: Deed, unit: str) -> Viewer:
    here = _who(asked)
    try:
        rights.require_right(here, page, deed, unit)
    except NotAllowedError:
        record_act(here, ActKind.REFUSED, unit, f"{page}·{deed}")
        raise
    return here


def _who(asked: Request) -> Viewer:
    ours, now = live.find_settings(), read_real_clock()
    return signing_in.identify_viewer(ours.sign_in, ours.database, asked, _resolve, now)


def _resolve(name: str) -> str | None:
    """A unit by one of its names exactly: a name that is only alike lets nobody in.

    Only who is told by name needs the roster: a mistake in it is said to all others on their page.
    """
    return _find_names()(name)


@st.cache_resource(show_spinner=False)
def _find_names() -> Resolve:
    return wiring.open_campaign(live.find_settings()).unit_names.get
