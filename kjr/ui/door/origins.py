"""From whose page a request comes: judged here, so that Streamlit never asks outside for itself."""

from collections.abc import Collection, Iterable
from typing import Final
from urllib.parse import urlsplit, urlunsplit

SAID_ONCE: Final = (b"x-kjr-", b"host", b"origin")
"""How the names of headers begin that may stand in a request once."""

Header = tuple[bytes, bytes]
"""Its name in small letters, and what it says."""


def find_header(headers: Iterable[Header], name: bytes) -> str:
    """What a header says; blank if it is not there."""
    return next((said.decode("latin-1") for key, said in headers if key == name), "")


def is_said_twice(headers: Iterable[Header]) -> bool:
    """Whether two headers say who somebody is or where they ask: one of them is not the proxy's.

    >>> is_said_twice([(b"host", b"a"), (b"x-kjr-roles", b"leader"), (b"x-kjr-roles", b"office")])
    True
    """
    names = [name for name, _ in headers if name.startswith(SAID_ONCE)]
    return len(names) > len(set(names))


def find_host(origin: str, host: str, known: Collection[str]) -> str | None:
    """The host a request may be answered for; None if a page of somebody else's sends it.

    ``known`` are the origins the office named itself, for a proxy that does not pass Host on.

    >>> find_host("https://kjr.cn", "kjr.cn", ()), find_host("https://evil.cn", "kjr.cn", ())
    ('kjr.cn', None)
    >>> find_host("https://kjr.cn", "127.0.0.1:8501", ["https://kjr.cn"])
    'kjr.cn'
    """
    if not origin:
        return host
    try:
        place = urlsplit(origin).netloc
    except ValueError:
        return None
    return place if place and (place == host or origin in known) else None


def stay_here(place: str, host: str) -> str:
    """Where somebody is led, without the host if it is the one that was sent: anybody sends any.

    >>> stay_here("http://evil.cn/kjr/", "evil.cn"), stay_here("http://evil.cn//other/", "evil.cn")
    ('/kjr/', '/other/')
    >>> stay_here("https://login.cn/x", "kjr.cn"), stay_here("/kjr/", "kjr.cn")
    ('https://login.cn/x', '/kjr/')
    """
    parts = urlsplit(place)
    if not parts.netloc or parts.netloc != host:
        return place
    return urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))


def keep_own_cookies(said: str) -> str:
    r"""Those of the cookies that kjr or Streamlit can have set.

    Old Pythons take a time that grows with the square of the backslashes in a cookie.

    >>> keep_own_cookies('kjr_seen=3; other=1; kjr_note="\\\\\\"')
    'kjr_seen=3'
    """
    pairs = (pair.strip() for pair in said.split(";"))
    names = ("kjr_", "__Host-kjr_", "_streamlit_")
    return "; ".join(pair for pair in pairs if pair.startswith(names) and "\\" not in pair)
