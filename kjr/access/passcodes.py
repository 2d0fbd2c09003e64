"""Passcodes of units, leaders and the office: given out once, kept only as a digest.

A code is twelve letters and digits (60 bits), written in three groups; case, blanks and hyphens
do not matter.

>>> normalize_code("k7wq-3fzn p2cd")
'K7WQ3FZNP2CD'
"""

import datetime as dt
import hashlib
import hmac
import re
import threading
from collections.abc import Callable
from typing import Final, NamedTuple

from kjr.access.rights import Role, Viewer
from kjr.errors import KjrError
from kjr.state.engine.connections import Place
from kjr.state.facts import Facts, change_facts, read_each, read_facts

Random = Callable[[int], bytes]
"""So many random bytes."""

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which people mistake for each other."""
LENGTH, GROUP = 12, 4
COST: Final = 2**14
"""scrypt's n; about 40 ms and 16 MB for each try."""
ONE_AT_A_TIME: Final = threading.Lock()
"""However many try at once, the board keeps the other cores."""
NO_SALT: Final = b"\0" * 16
CODES: Final = "codes"
HELD: Final = "「{}」已经有登录码；要换新的请用 renew"
UNKNOWN: Final = "没有发给「{}」的登录码"


class CodeHolder(NamedTuple):
    """Whom a code was given to."""

    name: str
    viewer: Viewer
    issued: dt.datetime
    mark: str
    """Changes with the code; sessions that began with an earlier one are over."""


def issue_code(place: Place, viewer: Viewer, now: dt.datetime, random: Random) -> str:
    """Give out a code; raises KjrError if the account has one."""
    with change_facts(place, CODES) as codes:
        if viewer.name in codes:
            raise KjrError(HELD.format(viewer.name))
        code, codes[viewer.name] = _fresh(viewer, now, random)
    return code


def renew_code(place: Place, name: str, now: dt.datetime, random: Random) -> str:
    """Give out a new code in place of the old one; raises KjrError if there is none."""
    with change_facts(place, CODES) as codes:
        if name not in codes:
            raise KjrError(UNKNOWN.format(name))
        code, codes[name] = _fresh(_holder(name, codes[name]).viewer, now, random)
    return code


def revoke_code(place: Place, name: str) -> None:
    """Take a code back, and end every session that began with it."""
    with change_facts(place, CODES) as codes:
        if codes.pop(name, None) is None:
            raise KjrError(UNKNOWN.format(name))


def read_code_holders(place: Place) -> dict[str, CodeHolder]:
    """Who has a code, by name."""
    return {name: _holder(name, facts) for name, facts in read_facts(place, CODES).items()}


def read_code_holder(place: Place, name: str) -> CodeHolder | None:
    """Who has the code of this name, if it was not taken back."""
    (facts,) = read_each(place, {CODES: name})
    return _holder(name, facts) if facts else None


def find_code_holder(place: Place, name: str, code: str) -> CodeHolder | None:
    """Whose code this is; an unknown name takes the same work as a known one."""
    (facts,) = read_each(place, {CODES: name})
    salt = bytes.fromhex(facts["salt"]) if facts else NO_SALT
    with ONE_AT_A_TIME:
        digest = _digest(normalize_code(code), salt)
    expected = bytes.fromhex(facts["digest"]) if facts else bytes(len(digest))
    is_right = hmac.compare_digest(digest, expected)
    return _holder(name, facts) if facts and is_right else None


def normalize_code(code: str) -> str:
    """A code as it is compared."""
    return re.sub(r"[\s\-—–]", "", code).upper()


def _fresh(viewer: Viewer, now: dt.datetime, random: Random) -> tuple[str, Facts]:
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in random(LENGTH))
    code = "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
    salt = random(16)
    return code, {
        "role": viewer.role.name,
        "units": list(viewer.units),
        "issued": now.isoformat(timespec="seconds"),
        "salt": salt.hex(),
        "digest": _digest(normalize_code(code), salt).hex(),
    }


def _holder(name: str, facts: Facts) -> CodeHolder:
    viewer = Viewer(Role[facts["role"]], tuple(facts["units"]), name)
    issued = dt.datetime.fromisoformat(facts["issued"])
    return CodeHolder(name, viewer, issued, facts["salt"][:8])


def _digest(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=COST, r=8, p=1)
