"""Signing out, here and everywhere, and noticing who was let in elsewhere."""

import datetime as dt

from kjr.access import sessions
from kjr.access.claims import derive_session_id, find_beginning, find_subject
from kjr.access.rights import Role, Viewer
from kjr.access.sign_in import Request, SignInMethod, SignInRules
from kjr.state.engine.connections import Place


def end_sign_in(rules: SignInRules, place: Place, request: Request, now: dt.datetime) -> None:
    """Take back what the request proves itself with, wherever else it is kept."""
    if rules.way is SignInMethod.OIDC:
        id = derive_session_id(request.claims)
        sessions.end_session(place, id, sessions.FOREVER, now)
    elif session := sessions.read_session(place, request.note, now):
        sessions.end_session(place, session.id, session.until, now)


def end_sign_in_everywhere(
    rules: SignInRules, place: Place, request: Request, now: dt.datetime
) -> None:
    """Take back whatever this account signed in with until now, on every machine.

    A provider has to say when it let somebody in (``iat``), or only this sign-in ends.
    """
    session = sessions.read_session(place, request.note, now)
    if rules.way is SignInMethod.PASSCODES and session:
        sessions.end_account(place, session.account, now)
    elif rules.way is SignInMethod.OIDC and find_beginning(request.claims) is not None:
        sessions.end_account(place, find_subject(request.claims), now)
    end_sign_in(rules, place, request, now)


def note_use(
    rules: SignInRules, place: Place, request: Request, here: Viewer, now: dt.datetime
) -> None:
    """Somebody who has come in asks for a page: their sign-in is not left."""
    if here.role is Role.NOBODY:
        return
    if rules.way is SignInMethod.OIDC:
        sessions.keep_in_use(place, derive_session_id(request.claims), now)
    elif session := sessions.read_session(place, request.note, now):
        sessions.keep_in_use(place, session.id, now)


def is_new_sign_in(
    rules: SignInRules, place: Place, request: Request, here: Viewer, now: dt.datetime
) -> bool:
    """Whether somebody let in elsewhere is seen for the first time.

    A proxy's word counts once a day; of passcodes the form itself tells.
    """
    if here.role is Role.NOBODY:
        return False
    if rules.way is SignInMethod.OIDC:
        id = derive_session_id(request.claims)
        return sessions.is_first_sight(place, id, sessions.FOREVER, now)
    if rules.way is SignInMethod.HEADER:
        id = derive_session_id({"who": here, "day": now.date()})
        return sessions.is_first_sight(place, id, (now + sessions.LASTS).timestamp(), now)
    return False
