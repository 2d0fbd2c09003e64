"""Who has signed in: a signed note that the browser keeps, and the list of those taken back."""

import datetime as dt
import hashlib
from typing import Final, NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from kjr.access.passcodes import CodeHolder, Random
from kjr.state.engine.connections import Place
from kjr.state.facts import change_facts, read_each

LASTS: Final = dt.timedelta(days=7)
FOREVER: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp()
"""Until when a sign-in at a provider is taken back: its cookie tells of no end."""
IDLE: Final = dt.timedelta(hours=72)
"""After so long without a page a sign-in is over, unless the office says otherwise."""
NOTED: Final = 600.0
"""Seconds in which further pages of the same sign-in are not written down."""
KEY, ENDED, LEFT, SEEN, LATELY = "key", "ended", "left", "seen", "lately"


class Session(NamedTuple):
    """One sign-in, as the note tells it."""

    id: str
    account: str
    mark: str
    """Of the code it began with."""
    until: float

    @property
    def begun(self) -> float:
        """When it began, in seconds."""
        return self.until - LASTS.total_seconds()


def begin_session(place: Place, account: CodeHolder, now: dt.datetime, random: Random) -> str:
    """A note for the browser, good until it expires or is taken back."""
    with change_facts(place, KEY) as facts:
        key = facts.setdefault("key", random(32).hex())
    until = (now + LASTS).timestamp()
    return _signer(key).dumps(Session(random(12).hex(), account.name, account.mark, until))


def read_session(place: Place, note: str, now: dt.datetime) -> Session | None:
    """The sign-in a note tells of; None if it is forged, expired or taken back."""
    if not note:  # nobody signed in here: most of who asks, where there is no sign-in
        return None
    (key,) = read_each(place, {KEY: "key"})
    if not key:
        return None
    try:
        session = Session(*_signer(key).loads(note))
    except BadData:
        return None
    is_over = session.until <= now.timestamp() or is_session_ended(place, session.id)
    return None if is_over or is_account_ended(place, session.account, session.begun) else session


def end_session(place: Place, id: str, until: float, now: dt.datetime) -> None:
    """Take a sign-in back for good."""
    with change_facts(place, ENDED) as ended:
        for past in [each for each, last in ended.items() if last <= now.timestamp()]:
            del ended[past]
        ended[id] = until


def is_session_ended(place: Place, id: str) -> bool:
    """Whether a sign-in was taken back."""
    (until,) = read_each(place, {ENDED: id})
    return until is not None


def keep_in_use(place: Place, id: str, now: dt.datetime) -> None:
    """Write down that somebody who signed in has just asked for a page."""
    moment = now.timestamp()
    if moment - _last_use(place, id, 0.0) < NOTED:
        return
    with change_facts(place, LATELY) as lately:
        gone = moment - LASTS.total_seconds()
        for past in [each for each, last in lately.items() if last <= gone]:
            del lately[past]
        lately[id] = moment


def is_session_idle(
    place: Place, id: str, begun: float, longest: dt.timedelta, now: dt.datetime
) -> bool:
    """Whether nobody has asked for a page by a sign-in, begun then, for longer than that."""
    return now.timestamp() - _last_use(place, id, begun) > longest.total_seconds()


def end_account(place: Place, account: str, now: dt.datetime) -> None:
    """Take back every sign-in of an account up to now, for somebody whose telephone is lost."""
    with change_facts(place, LEFT) as left:
        left[account] = now.timestamp()


def is_account_ended(place: Place, account: str, begun: float) -> bool:
    """Whether what began then was taken back everywhere."""
    (left,) = read_each(place, {LEFT: account})
    return left is not None and begun <= float(left)


def is_first_sight(place: Place, id: str, until: float, now: dt.datetime) -> bool:
    """Whether a sign-in that happened elsewhere is seen here for the first time."""
    (known,) = read_each(place, {SEEN: id})
    if known is not None:
        return False
    with change_facts(place, SEEN) as seen:
        for past in [each for each, last in seen.items() if last <= now.timestamp()]:
            del seen[past]
        is_new = id not in seen
        seen[id] = until
    return is_new


def _last_use(place: Place, id: str, begun: float) -> float:
    (last,) = read_each(place, {LATELY: id})
    return begun if last is None else float(last)


def _signer(key: str) -> URLSafeSerializer:
    """SHA-384 fills its base64 without a spare bit, so that no note has a second spelling."""
    return URLSafeSerializer(key, "kjr", signer_kwargs={"digest_method": hashlib.sha384})
