"""Who has signed in: a signed note that the browser keeps, and the list of those taken back."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Final, NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from kjr.access.passcodes import CodeHolder, Random
from kjr.state import private_facts

LASTS: Final = dt.timedelta(days=7)
FOREVER: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp()
"""Until when a sign-in at a provider is taken back: its cookie tells of no end."""
IDLE: Final = dt.timedelta(hours=72)
"""After so long without a page a sign-in is over, unless the office says otherwise."""
NOTED: Final = 600.0
"""Seconds in which further pages of the same sign-in are not written down."""
KEY, ENDED, LEFT, SEEN, LATELY = "key.json", "ended.json", "left.json", "seen.json", "lately.json"


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


def begin_session(folder: Path, account: CodeHolder, now: dt.datetime, random: Random) -> str:
    """A note for the browser, good until it expires or is taken back."""
    with private_facts.change_private_facts(folder / KEY) as facts:
        key = facts.setdefault("key", random(32).hex())
    until = (now + LASTS).timestamp()
    return _signer(key).dumps(Session(random(12).hex(), account.name, account.mark, until))


def read_session(folder: Path, note: str, now: dt.datetime) -> Session | None:
    """The sign-in a note tells of; None if it is forged, expired or taken back."""
    key = private_facts.read_private_facts(folder / KEY).get("key")
    if not key:
        return None
    try:
        session = Session(*_signer(key).loads(note))
    except BadData:
        return None
    is_over = session.until <= now.timestamp() or is_session_ended(folder, session.id)
    return None if is_over or is_account_ended(folder, session.account, session.begun) else session


def end_session(folder: Path, id: str, until: float, now: dt.datetime) -> None:
    """Take a sign-in back for good."""
    with private_facts.change_private_facts(folder / ENDED) as ended:
        for past in [each for each, last in ended.items() if last <= now.timestamp()]:
            del ended[past]
        ended[id] = until


def is_session_ended(folder: Path, id: str) -> bool:
    """Whether a sign-in was taken back."""
    return id in private_facts.read_private_facts(folder / ENDED)


def keep_in_use(folder: Path, id: str, now: dt.datetime) -> None:
    """Write down that somebody who signed in has just asked for a page."""
    moment = now.timestamp()
    if moment - _last_use(folder, id, 0.0) < NOTED:
        return
    with private_facts.change_private_facts(folder / LATELY) as lately:
        gone = moment - LASTS.total_seconds()
        for past in [each for each, last in lately.items() if last <= gone]:
            del lately[past]
        lately[id] = moment


def is_session_idle(
    folder: Path, id: str, begun: float, longest: dt.timedelta, now: dt.datetime
) -> bool:
    """Whether nobody has asked for a page by a sign-in, begun then, for longer than that."""
    return now.timestamp() - _last_use(folder, id, begun) > longest.total_seconds()


def end_account(folder: Path, account: str, now: dt.datetime) -> None:
    """Take back every sign-in of an account up to now, for somebody whose telephone is lost."""
    with private_facts.change_private_facts(folder / LEFT) as left:
        left[account] = now.timestamp()


def is_account_ended(folder: Path, account: str, begun: float) -> bool:
    """Whether what began then was taken back everywhere."""
    left = private_facts.read_private_facts(folder / LEFT)
    return account in left and begun <= float(left[account])


def is_first_sight(folder: Path, id: str, until: float, now: dt.datetime) -> bool:
    """Whether a sign-in that happened elsewhere is seen here for the first time."""
    if id in private_facts.read_private_facts(folder / SEEN):
        return False
    with private_facts.change_private_facts(folder / SEEN) as seen:
        for past in [each for each, last in seen.items() if last <= now.timestamp()]:
            del seen[past]
        is_new = id not in seen
        seen[id] = until
    return is_new


def _last_use(folder: Path, id: str, begun: float) -> float:
    return float(private_facts.read_private_facts(folder / LATELY).get(id, begun))


def _signer(key: str) -> URLSafeSerializer:
    """SHA-384 fills its base64 without a spare bit, so that no note has a second spelling."""
    return URLSafeSerializer(key, "kjr", signer_kwargs={"digest_method": hashlib.sha384})
