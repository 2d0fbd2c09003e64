"""Which windows are somebody's who has come in, and in which browser.

The address of an upload or a picture stands in the logs of proxies; without its browser's cookie,
which no script can read, it is worth nothing.
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Final, NamedTuple

BROWSER: Final = "kjr_browser"
SAFE_BROWSER: Final = f"__Host-{BROWSER}"
"""Where the address begins with https."""
MOST: Final = 5000
"""Windows that are remembered; those that came first go first."""


class Guest(NamedTuple):
    """Somebody who has come in, in one window."""

    browser: str
    account: Hashable
    """Who they are: the same in all their windows."""
    is_still_in: Callable[[], bool]


def find_browser(cookies: Mapping[str, str]) -> str:
    """Which browser asks; blank before its first answer."""
    return cookies.get(SAFE_BROWSER) or cookies.get(BROWSER, "")


class GuestBook:
    """All windows of this process; written by pages, read by the door."""

    def __init__(self) -> None:
        self._guests: dict[str, Guest] = {}
        self._turn = threading.Lock()

    def admit(self, window: str, guest: Guest) -> None:
        """Remember whose window it is, as long as there is a browser to know it by."""
        with self._turn:
            self._guests.pop(window, None)
            if guest.browser:
                self._guests[window] = guest
            while len(self._guests) > MOST:
                del self._guests[next(iter(self._guests))]

    def is_window_of(self, window: str, browser: str) -> bool:
        """Whether somebody who is still in opened the window in this browser."""
        with self._turn:
            guest = self._guests.get(window)
        return guest is not None and guest.browser == browser and guest.is_still_in()

    def list_windows(self, window: str) -> tuple[Hashable, list[str]]:
        """Whose window it is, and all that are theirs."""
        with self._turn:
            guest = self._guests.get(window)
            account = guest and guest.account
            theirs = [name for name, each in self._guests.items() if each.account == account]
        return account, theirs

    def is_anybody_in(self, browser: str) -> bool:
        """Whether somebody who is still in has a window open in this browser."""
        with self._turn:
            theirs = [guest for guest in self._guests.values() if guest.browser == browser]
        return any(guest.is_still_in() for guest in reversed(theirs))


GUESTS: Final = GuestBook()
"""Not in a cache of Streamlit's: emptying that must let nobody in or out."""
