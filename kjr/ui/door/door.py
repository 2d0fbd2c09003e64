"""The door: every request passes it before Streamlit sees it, and every answer on its way out."""

import secrets
from collections.abc import Iterator
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from kjr.ui.door import guests, origins, subscription, uploads
from kjr.ui.door.failed_downloads import tell_failed_downloads
from kjr.ui.door.guests import GUESTS
from kjr.ui.door.messages import is_message_heard
from kjr.ui.door.plain_log import log_plainly
from kjr.ui.door.refused_sockets import refuse_sockets_with
from kjr.ui.door.wrong_addresses import tell_wrong_addresses

SHUT: Final = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/")
MEDIA: Final = "/media/"
REFUSED: Final = PlainTextResponse("", 403)
TOO_MUCH: Final = PlainTextResponse("", 413)
WELCOME: Final = "/_stcore/host-config"
"""Every page asks it before its websocket: here a browser gets the cookie it is known by."""
KNOWN_FOR: Final = 400 * 24 * 3600
"""Seconds."""
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""Streamlit writes styles and scripts into its page, makes its charts by ``eval`` and loads our
editors as blobs."""
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}
KEPT_NOWHERE: Final = {"Cache-Control": "no-store"}


class Door:
    """Wraps Streamlit's server; ``st.App`` makes it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        log_plainly()
        tell_failed_downloads()
        tell_wrong_addresses()
        refuse_sockets_with({**ALWAYS, **KEPT_NOWHERE})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one websocket from its first word to its last."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        asked = _clean(scope)
        if asked is None:
            await REFUSED(scope, receive, _answer(scope, send))
        elif scope["type"] == "websocket":
            await self.app(_keep_own_window(asked), _listen(receive), _open(asked, receive, send))
        elif (path := _find_path(asked)).startswith(subscription.PLACE):
            await subscription.answer_subscriber(path, scope, receive, _answer(asked, send))
        elif _is_closed(asked):
            await REFUSED(scope, receive, _answer(asked, send))
        elif path.startswith(uploads.PLACE) and asked["method"] == "PUT":
            with uploads.ROOM.take(*GUESTS.list_windows(uploads.find_window(path))) as is_room:
                await (self.app if is_room else TOO_MUCH)(asked, receive, _answer(asked, send))
        else:
            await self.app(asked, receive, _answer(asked, send))


def _clean(scope: Scope) -> Scope | None:
    """The request with one host and our own cookies alone; None if another's page sends it.

    A page's own Origin goes where it has done its work: Streamlit would ask outside who we are.
    """
    headers: list[origins.Header] = scope["headers"]
    if origins.is_said_twice(headers):
        return None
    origin = origins.find_header(headers, b"origin")
    known = config.get_option("server.corsAllowedOrigins")
    host = origins.find_host(origin, origins.find_header(headers, b"host"), known)
    if host is None:
        return None
    said = "; ".join(each.decode("latin-1") for key, each in headers if key == b"cookie")
    ours = {b"host": host, b"cookie": origins.keep_own_cookies(said)}
    gone = set(ours) | ({b"origin"} if scope["type"] == "http" else set())
    kept = [(name, each.encode("latin-1")) for name, each in ours.items() if each]
    return {**scope, "headers": [*kept, *(each for each in headers if each[0] not in gone)]}


def _is_closed(asked: Scope) -> bool:
    """Whether it asks for what nobody gets, or only those who have come in."""
    path, browser = _find_path(asked), guests.find_browser(HTTPConnection(asked).cookies)
    if path.startswith(uploads.PLACE):
        return not GUESTS.is_window_of(uploads.find_window(path), browser)
    if path.startswith(MEDIA):
        return not GUESTS.is_anybody_in(browser)
    return path.startswith(SHUT)


def _find_path(asked: Scope) -> str:
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return str(asked["path"]).removeprefix(f"/{base}" if base else "")


def _keep_own_window(asked: Scope) -> Scope:
    """A window that comes back finds what it left, unless it is another browser's."""
    protocols = [each.strip() for each in _split(asked)]
    browser = guests.find_browser(HTTPConnection(asked).cookies)
    if len(protocols) < 3 or GUESTS.is_window_of(protocols[2], browser):
        return asked
    said = ", ".join(protocols[:2]).encode("latin-1")
    others = [each for each in asked["headers"] if each[0] != b"sec-websocket-protocol"]
    return {**asked, "headers": [*others, (b"sec-websocket-protocol", said)]}


def _split(asked: Scope) -> list[str]:
    return origins.find_header(asked["headers"], b"sec-websocket-protocol").split(",")


def _listen(receive: Receive) -> Receive:
    async def hear() -> Message:
        while True:
            message = await receive()
            data = message.get("bytes")
            if message["type"] != "websocket.receive" or (data and is_message_heard(data)):
                return message

    return hear


def _open(asked: Scope, receive: Receive, send: Send) -> Send:
    """What Streamlit hangs up before it is open is refused like everything else."""
    refuse = _answer(asked, send)
    is_open = False

    async def speak(message: Message) -> None:
        nonlocal is_open
        if message["type"] == "websocket.close" and not is_open:
            await REFUSED(asked, receive, refuse)
            return
        is_open = True
        await send(message)

    return speak


def _answer(asked: Scope, send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"].endswith("http.response.start"):
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers.update(ALWAYS)
            for name, said in KEPT_NOWHERE.items():
                headers.setdefault(name, said)
            if place := headers.get("Location"):
                sent = origins.find_header(asked["headers"], b"host")
                headers["Location"] = origins.stay_here(place, sent)
            if _find_path(asked).startswith(MEDIA):
                headers.update(KEPT_NOWHERE)
            for cookie in _greet(asked) if message["status"] < 400 else ():
                headers.append("Set-Cookie", cookie)
        await send(message)

    return answer


def _greet(asked: Scope) -> Iterator[str]:
    if _find_path(asked) != WELCOME:
        return
    if not guests.find_browser(HTTPConnection(asked).cookies):
        is_safe = asked["scheme"] == "https"
        name = guests.SAFE_BROWSER if is_safe else guests.BROWSER
        known = f"{name}={secrets.token_urlsafe(24)}; Max-Age={KNOWN_FOR}"
        yield f"{known}; Path=/; SameSite=Lax; HttpOnly{'; Secure' if is_safe else ''}"
