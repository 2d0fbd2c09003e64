"""The token endpoint: a service account's signed claim becomes a bearer token."""

import base64
import json
import secrets

from .errors import ApiError
from .world import Caller

LIFETIME = 3599


def answer(world, form):
    """The answer to POST /token; refusals in the shape of RFC 6749."""
    kind = form.get("grant_type", [""])[-1]
    if kind == "refresh_token":
        return _issued(world, Caller("user@example.com", frozenset({"/auth/drive"})))
    if kind != "urn:ietf:params:oauth:grant-type:jwt-bearer":
        raise _refused("unsupported_grant_type", f"Invalid grant_type: {kind}")
    claim = _claim(form.get("assertion", [""])[-1])
    email = claim.get("iss", "")
    if email in world.settings.refused_accounts:
        raise _refused("invalid_grant", "Invalid JWT Signature.")
    if not claim.get("scope"):
        words = "Invalid OAuth scope or ID token audience provided."
        raise _refused("invalid_scope", words)
    return _issued(world, Caller(email, frozenset(claim["scope"].split())))


def _claim(assertion):
    try:
        middle = assertion.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError):
        raise _refused("invalid_grant", "Bad Request") from None


def _issued(world, caller):
    token = "ya29.c." + secrets.token_urlsafe(48)
    world.tokens[token] = caller
    return {"access_token": token, "expires_in": LIFETIME, "token_type": "Bearer"}


def _refused(reason, words):
    return ApiError(400, words, body={"error": reason, "error_description": words})
