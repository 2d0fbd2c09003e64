"""What an identity provider said of one sign-in: when it was, whose, and whether it holds."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from kjr.access import sessions
from kjr.state.engine.connections import Place


def is_claim_over(
    place: Place, claims: Mapping[str, object], idle: dt.timedelta, now: dt.datetime
) -> bool:
    """Whether a sign-in at a provider was taken back, this one or all of its person's, or left.

    Of one that does not say when it began, only what was seen of it here counts.
    """
    begun, id = find_beginning(claims), derive_session_id(claims)
    if begun is not None and sessions.is_account_ended(place, find_subject(claims), begun):
        return True
    since = now.timestamp() if begun is None else begun
    is_idle = sessions.is_session_idle(place, id, since, idle, now)
    return is_idle or sessions.is_session_ended(place, id)


def find_beginning(claims: Mapping[str, object]) -> float | None:
    """When a provider let somebody in, in seconds; None if it does not say."""
    said = claims.get("iat")
    return float(said) if isinstance(said, int | float) else None


def find_subject(claims: Mapping[str, object]) -> str:
    """Whom a provider means, wherever they signed in."""
    return f"{claims.get('iss', '')} {claims.get('sub', '')}"


def derive_session_id(claims: Mapping[str, object]) -> str:
    """One sign-in at an identity provider; a later one of the same person has another."""
    said = json.dumps(claims, sort_keys=True, default=str)
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
