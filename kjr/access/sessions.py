"""Who has signed in: a signed note that the browser keeps, and the list of those taken back."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from pathlib import Path
from typing import Final, NamedTuple

from kjr.access.passcodes import CodeHolder, Random
from kjr.state import private_facts

LASTS: Final = dt.timedelta(days=7)


class Session(NamedTuple):
    """One sign-in, as the note tells it."""

    id: str
    account: str
    mark: str
    """Of the code it began with."""
    until: float


def begin_session(folder: Path, account: CodeHolder, now: dt.datetime, random: Random) -> str:
    """A note for the browser, good until it expires or is taken back."""
    until = (now + LASTS).timestamp()
    session = Session(random(12).hex(), account.name, account.mark, until)
    body = base64.urlsafe_b64encode(json.dumps(session).encode()).decode()
    return f"{body}.{_signature(_made_key(folder, random), body)}"


def read_session(folder: Path, note: str, now: dt.datetime) -> Session | None:
    """The sign-in a note tells of; None if it is forged, expired or taken back."""
    body, _, signature = note.partition(".")
    key = private_facts.read_private_facts(_key(folder)).get("key")
    if not key or not hmac.compare_digest(signature.encode(), _signature(key, body).encode()):
        return None
    session = Session(*json.loads(base64.urlsafe_b64decode(body)))
    is_over = session.until <= now.timestamp() or is_session_ended(folder, session.id)
    return None if is_over else session


def end_session(folder: Path, id: str, until: float, now: dt.datetime) -> None:
    """Take a sign-in back for good."""
    with private_facts.change_private_facts(_ended(folder)) as ended:
        for past in [each for each, last in ended.items() if last <= now.timestamp()]:
            del ended[past]
        ended[id] = until


def is_session_ended(folder: Path, id: str) -> bool:
    """Whether a sign-in was taken back."""
    return id in private_facts.read_private_facts(_ended(folder))


def _made_key(folder: Path, random: Random) -> str:
    """The key of this installation, made when the first one signs in."""
    with private_facts.change_private_facts(_key(folder)) as facts:
        return str(facts.setdefault("key", random(32).hex()))


def _signature(key: str, body: str) -> str:
    return hmac.new(bytes.fromhex(key), body.encode(), hashlib.sha256).hexdigest()


def _key(folder: Path) -> Path:
    return folder / "key.json"


def _ended(folder: Path) -> Path:
    return folder / "ended.json"
