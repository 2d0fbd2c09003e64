"""Who is asking: one answer for each of the four ways of signing in.

Nothing here knows Streamlit: what the server was told about somebody comes as a ``Request``.
"""

import datetime as dt
import hmac
import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple, assert_never
from urllib.parse import unquote, urlsplit

from kjr.access import lock_out, passcodes, sessions
from kjr.access.claims import is_claim_over
from kjr.access.passcodes import Random
from kjr.access.rights import HERE, NOBODY, Role, Viewer
from kjr.errors import KjrError
from kjr.state.engine.connections import Place

FORWARDED: Final = ("x-forwarded-", "x-real-ip", "x-client-ip", "x-original-", "forwarded", "via")
"""How headers begin that a proxy adds: somebody else stands behind it."""
LOOPBACK: Final = "localhost"
NO_SUCH_WAY: Final = "[kjr] 的 sign_in 只能写 {}，现为“{}”"
PROOF_MISSING: Final = "[kjr] 的 sign_in 是 header 时，要写 proxy_secret（至少 {} 个字符）"
SHORTEST_PROOF: Final = 16
IDLE_WRONG: Final = "[kjr] 的 idle_hours 要写 0 到 {} 之间的数（小时），现为“{}”"
WRONG: Final = "名称或登录码不对"

Resolve = Callable[[str], str | None]
"""From a written name to a unit of the roster."""


class SignInMethod(StrEnum):
    """How people sign in."""

    LOCAL = ""
    PASSCODES = "passcodes"
    OIDC = "oidc"
    HEADER = "header"


@dataclass(frozen=True)
class SignInRules:
    """What secrets.toml says about signing in."""

    way: SignInMethod = SignInMethod.LOCAL
    role: str = "roles"
    """The claim, or the header, that tells the role."""
    unit: str = "unit"
    name: str = "name"
    office: frozenset[str] = frozenset({Role.OFFICE.value, "office"})
    """What it says of the office's staff."""
    leader: frozenset[str] = frozenset({Role.LEADER.value, "leader"})
    proof: str = field(default="", repr=False)
    """What only the trusted proxy knows; sent as X-Kjr-Proof."""
    idle: dt.timedelta = sessions.IDLE
    """How long a sign-in holds in which nobody asks for a page; a proxy sees to its own."""


class Request(NamedTuple):
    """What the server was told about who asks."""

    headers: Mapping[str, str]
    """By their names in small letters."""
    address: str | None
    """Of the other end; None when it is this machine."""
    note: str = ""
    claims: Mapping[str, object] = {}
    browser: str = ""
    """The name this browser was given, which no script can read."""


class Client(NamedTuple):
    """From where somebody tries."""

    address: str
    browser: str


def parse_sign_in_rules(said: Mapping[str, object]) -> SignInRules:
    """Read the [kjr] part; raises KjrError for what nobody could sign in with."""
    way = str(said.get("sign_in", ""))
    if way not in set(SignInMethod):
        raise KjrError(NO_SUCH_WAY.format("、".join(filter(None, SignInMethod)), way))
    proof = str(said.get("proxy_secret", ""))
    if way == SignInMethod.HEADER and len(proof) < SHORTEST_PROOF:
        raise KjrError(PROOF_MISSING.format(SHORTEST_PROOF))
    claims = {name: f"{name}_claim" for name in ("role", "unit", "name")}
    given: dict[str, Any] = {name: str(said[key]) for name, key in claims.items() if key in said}
    given |= {name: frozenset(_words(said[name])) for name in ("office", "leader") if name in said}
    given |= {"idle": _read_idle(said["idle_hours"])} if "idle_hours" in said else {}
    return SignInRules(SignInMethod(way), proof=proof, **given)


def identify_viewer(
    rules: SignInRules, place: Place, request: Request, resolve: Resolve, now: dt.datetime
) -> Viewer:
    """Who asks; NOBODY if nothing proves it.  ``place`` keeps codes and ended sessions."""
    match rules.way:
        case SignInMethod.LOCAL:
            return HERE if is_from_here(request) else NOBODY
        case SignInMethod.PASSCODES:
            return _by_note(rules, place, request.note, now)
        case SignInMethod.OIDC:
            is_over = is_claim_over(place, request.claims, rules.idle, now)
            return NOBODY if is_over else identify_by_claims(rules, request.claims, resolve)
        case SignInMethod.HEADER:
            return _by_header(rules, request.headers, resolve)
        case _:
            assert_never(rules.way)


def find_client_address(request: Request) -> str:
    """From where somebody tries, for the lock-out.

    Behind a proxy on this machine everybody would come from here; what it added last says who.
    """
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return request.address or told or LOOPBACK


def is_address_hidden(request: Request) -> bool:
    """Whether a proxy on this machine does not say who stands behind it.

    All tries then count as one address's, and one who guesses makes everybody wait.
    """
    host = _host(request.headers.get("host", ""))
    return is_loopback(find_client_address(request)) and not is_loopback(host)


def sign_in_account(
    place: Place,
    account: str,
    code: str,
    client: Client | str,
    now: dt.datetime,
    random: Random,
) -> str:
    """A note for the browser; raises KjrError when the code is wrong or too many were.

    A client is an address alone where nothing is known of the browser.
    """
    address, browser = (client, "") if isinstance(client, str) else client
    lock_out.count_try(place, account, address, now, browser)
    holder = passcodes.find_code_holder(place, account, code)
    if holder is None:
        raise KjrError(WRONG)
    lock_out.forgive_tries(place, account, address, now, browser)
    return sessions.begin_session(place, holder, now, random)


def is_from_here(request: Request) -> bool:
    """Whether somebody at this machine asks, in a browser, with no proxy between.

    A browser's websocket says whose page it is: ours, at the very address that was asked.  What
    says nothing is a script; another name means a proxy that hides itself, or a page of somebody
    else's that points its name at 127.0.0.1.
    """
    host, origin = request.headers.get("host", ""), request.headers.get("origin", "")
    is_forwarded = any(name.startswith(FORWARDED) for name in request.headers)
    is_near = request.address is None or is_loopback(request.address)
    is_own_page = origin in (f"http://{host}", f"https://{host}")
    return is_near and not is_forwarded and is_own_page and is_loopback(_host(host))


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own.

    >>> [is_loopback(each) for each in ("localhost", "127.0.0.5", "::1", "10.0.0.1", "kjr.cn")]
    [True, True, True, False, False]
    """
    try:
        return host == LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def identify_by_claims(
    rules: SignInRules, claims: Mapping[str, object], resolve: Resolve
) -> Viewer:
    """Who an identity provider or a proxy says this is; NOBODY if it says neither role nor unit."""
    name = str(claims.get(rules.name) or claims.get("sub") or "")
    roles = set(_words(claims.get(rules.role)))
    if roles & rules.office:
        return Viewer(Role.OFFICE, name=name)
    if roles & rules.leader:
        return Viewer(Role.LEADER, name=name)
    units = tuple(filter(None, map(resolve, _words(claims.get(rules.unit)))))
    return Viewer(Role.UNIT, units, name) if units else NOBODY


def _read_idle(said: object) -> dt.timedelta:
    longest = sessions.LASTS // dt.timedelta(hours=1)
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said <= longest:
        raise KjrError(IDLE_WRONG.format(longest, said))
    return dt.timedelta(hours=said)


def _by_note(rules: SignInRules, place: Place, note: str, now: dt.datetime) -> Viewer:
    session = sessions.read_session(place, note, now) if note else None
    if session and sessions.is_session_idle(place, session.id, session.begun, rules.idle, now):
        return NOBODY
    holder = passcodes.read_code_holder(place, session.account) if session else None
    return holder.viewer if session and holder and holder.mark == session.mark else NOBODY


def _by_header(rules: SignInRules, headers: Mapping[str, str], resolve: Resolve) -> Viewer:
    proof = headers.get("x-kjr-proof", "")
    if not hmac.compare_digest(proof.encode(), rules.proof.encode()):
        return NOBODY
    names = (rules.role, rules.unit, rules.name)
    said = {name: unquote(headers.get(f"x-kjr-{name}", "")) for name in names}
    return identify_by_claims(rules, said, resolve)


def _host(said: str) -> str:
    """The host of a Host or Origin header.

    >>> _host("[::1]:8501"), _host("https://kjr.example.cn:443"), _host("localhost:8501")
    ('::1', 'kjr.example.cn', 'localhost')
    """
    address = said if "//" in said else f"//{said}"
    try:
        return urlsplit(address).hostname or "?"
    except ValueError:
        return "?"


def _words(said: object) -> Iterable[str]:
    """One word or several, as a claim, a header or secrets.toml has them."""
    if isinstance(said, str):
        return filter(None, map(str.strip, said.replace("、", ",").split(",")))
    return map(str, said) if isinstance(said, Iterable) else ()
