"""Calls to Google: evenly spent, patiently repeated where that is safe, and put into words.

Every call of gspread goes through ``HTTPClient.request``; this client does its work around it.
"""

import math
import random
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from requests import RequestException, Response

from kjr.store.google.google_access import GOOGLE, BaseAddresses
from kjr.store.google.quota import Bucket, Change, Clock, Sleep, Urgency
from kjr.store.google.refusals import (
    BUSY,
    BusyError,
    GoogleError,
    Refusal,
    UnsureError,
    explain_google_error,
)

TIMEOUT: Final = (5, 60)
"""Seconds to connect and to wait for an answer."""
PAUSES: Final = (1, 2, 4, 8)
"""Seconds between tries after a failure that passes."""
MINUTE_OVER: Final = (20, 65)
"""Seconds, somewhere between, after which a used-up minute is surely over."""
PATIENCE: Final = 5
"""Seconds a person waits for a call to be allowed before hearing that Google is busy."""
REST: Final = 15
"""Seconds for which background calls fail at once after one has failed for good."""
MOST_BUSY: Final = 5
"""Tries of a background call while Google says it is too much."""
LOGGED: Final = 5000

Kind = Literal["read", "write", "drive"]
COUNTED: Final[tuple[Kind, ...]] = ("read", "write")
"""Google allows so many a minute of each; of Drive's far more."""


class GoogleCall(NamedTuple):
    """One call as it happened."""

    moment: float
    kind: Kind
    method: str
    path: str
    status: int
    """0 if no answer came."""


class GoogleHttp(HTTPClient):
    """gspread's client with a purse for reads, one for writes, a log, and patience."""

    def __init__(
        self,
        auth: Credentials,
        bases: BaseAddresses = GOOGLE,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
    ) -> None:
        super().__init__(auth)
        self.set_timeout(TIMEOUT)
        self.account = str(getattr(auth, "service_account_email", "服务账号"))
        self.bases, self.clock, self.sleep = bases, clock, sleep
        self.is_patient = True
        """Whether background calls wait until a used-up minute is over; a board says so instead."""
        self.purses = {kind: Bucket(clock, sleep) for kind in COUNTED}
        self.calls: deque[GoogleCall] = deque(maxlen=LOGGED)
        self._rest: tuple[float, GoogleError | None] = 0, None

    def count_with_others(self, keep: Callable[[str], Change]) -> None:
        """Spend calls together with every process of this account; where is told by a name."""
        self.purses = {
            kind: Bucket(self.clock, self.sleep, keep(f"{self.account} {kind}")) for kind in COUNTED
        }

    def ask(
        self, method: str, url: str, urgency: Urgency = Urgency.CHANGED, **parts: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The answer to one call, made with ``params`` and ``json``.

        Raises GoogleError; BusyError when it may not wait, UnsureError when it may have been done.
        """
        until, error = self._rest
        if error and urgency > Urgency.OPEN and self.clock() < until:
            raise error  # spare it the long way to a failure that the last one has just met
        purse = self.purses.get(_kind(method, url))
        patience = PATIENCE if urgency <= Urgency.OPEN else math.inf
        tries = 0
        while True:
            tries += 1
            if purse and not purse.take(urgency, patience):
                raise BusyError(BUSY)
            try:
                response = self.request(method, url, **parts)
            except (APIError, RequestException, GoogleAuthError) as error:
                trouble = explain_google_error(error, self.account)
                if purse and trouble.is_busy:  # nobody calls while Google says it is too much
                    purse.drain(trouble.after or MINUTE_OVER[0])
                self._pause(trouble, method, urgency, tries)
            else:
                answer: dict[str, Any] = response.json() if response.content else {}
                return answer

    def request(self, method: str, endpoint: str, *args: Any, **parts: Any) -> Response:  # noqa: ANN401
        """One call, logged, to wherever the services are."""
        path = endpoint.removeprefix(GOOGLE.sheets).removeprefix(GOOGLE.drive)
        base = self.bases.sheets if endpoint.startswith(GOOGLE.sheets) else self.bases.drive
        status = 0
        try:
            response = super().request(method, base + path, *args, **parts)
            status = response.status_code
        except APIError as error:
            status = error.response.status_code
            raise
        finally:
            kind = _kind(method, endpoint)
            self.calls.append(GoogleCall(self.clock(), kind, method, path, status))
        return response

    def _pause(self, trouble: Refusal, method: str, urgency: Urgency, tries: int) -> None:
        """Wait until the call may be repeated; raise if it may not."""
        if trouble.is_passing and method == "post":
            raise UnsureError(str(trouble.error), trouble.error.status, trouble.error.reason)
        may_wait = self.is_patient and urgency > Urgency.OPEN and tries < MOST_BUSY
        if trouble.is_busy and may_wait:
            self.sleep(trouble.after or random.uniform(*MINUTE_OVER))
        elif trouble.is_passing and tries <= len(PAUSES):
            self.sleep(PAUSES[tries - 1] + random.random())
        else:
            if urgency > Urgency.OPEN and (trouble.is_passing or trouble.is_busy):
                self._rest = self.clock() + REST, trouble.error
            raise trouble.error


def _kind(method: str, url: str) -> Kind:
    if url.startswith(GOOGLE.drive):
        return "drive"
    return "read" if method == "get" else "write"
