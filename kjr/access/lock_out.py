"""How often somebody may be wrong: counted per account and per address, in the database.

A try is counted before the code is looked at, so that many at once gain nothing.  A code of 60
bits needs no locked accounts: tries from everywhere make an account wait seconds, and a browser
in which it signed in before is counted by itself, whatever others do.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Final

from kjr.errors import KjrError
from kjr.state.engine.connections import Place
from kjr.state.facts import Facts, change_facts, read_each

FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
"""Seconds; every further wrong try doubles the pause."""
LONGEST_DELAY: Final = 10.0
"""Seconds an account waits that is tried from everywhere."""
FORGIVEN, FORGOTTEN = 3 * 3600.0, 24 * 3600.0
"""Seconds after the last try: so many forgive one try, and so many all of them."""
KNOWN: Final = 180 * 24 * 3600.0
"""Seconds a browser is known after it signed in last."""
MOST: Final = 5000
"""Counters that are kept; the oldest go first."""
UNTRIED: Final = (0, 0, 0)
"""How often, until when it has to wait, and when last, of what nobody has tried."""
TRIES, BROWSERS, PROXY = "tries", "browsers", "proxy"
LOCKED: Final = "试错次数太多，请 {} 分钟后再试；忘了登录码请联系活动办"


class LockedOutError(KjrError):
    """Too many wrong tries; the code was not looked at."""

    def __init__(self, seconds: float) -> None:
        super().__init__(LOCKED.format(int(seconds // 60) + 1))


def count_try(
    place: Place, account: str, address: str, now: dt.datetime, browser: str = ""
) -> None:
    """Count a try; raises LockedOutError while the account or the address has to wait."""
    moment = now.timestamp()
    known = _is_known(place, account, browser, moment)
    limits = _own_limit(account, browser) if known else _limits(account, address)
    with change_facts(place, TRIES) as tries:
        until = max(tries.get(key, UNTRIED)[1] for key in limits)
        if until > moment:
            raise LockedOutError(until - moment)
        for key, limit in limits.items():
            times, _, last = tries.get(key, UNTRIED)
            times = _forgive_with_time(times, moment - last) + 1
            pause = _pause(key, times - limit)
            tries[key] = [times, moment + pause if pause else 0, moment]
        _keep_latest(tries, lambda key: tries[key][2])


def forgive_tries(
    place: Place, account: str, address: str, now: dt.datetime, browser: str = ""
) -> None:
    """The code was right: the account begins anew, and its browser is known from now on.

    The address does not, or its owner could guess other people's codes between two sign-ins.
    """
    with change_facts(place, TRIES) as tries:
        pair, whole, origin = _limits(account, address)
        for key in (pair, whole, *_own_limit(account, browser)):
            tries.pop(key, None)
        if origin in tries:
            tries[origin][0] -= 1
            tries[origin][1] = 0
    if browser:
        with change_facts(place, BROWSERS) as browsers:
            browsers.update(dict.fromkeys(_own_limit(account, browser), now.timestamp()))
            _keep_latest(browsers, lambda key: browsers[key])


def remember_proxy(place: Place, *, is_hidden: bool) -> None:
    """Whether the last try came through a proxy that hides addresses; for ``doctor``."""
    if is_proxy_hiding(place) != is_hidden:
        with change_facts(place, PROXY) as facts:
            facts["hides"] = is_hidden


def is_proxy_hiding(place: Place) -> bool:
    """What ``remember_proxy`` was told last."""
    (hides,) = read_each(place, {PROXY: "hides"})
    return bool(hides)


def _is_known(place: Place, account: str, browser: str, moment: float) -> bool:
    """Whether the account signed in in this browser before."""
    for key in _own_limit(account, browser):
        (last,) = read_each(place, {BROWSERS: key})
        return last is not None and moment - last < KNOWN
    return False


def _own_limit(account: str, browser: str) -> dict[str, int]:
    """What is counted in a known browser alone, under a digest of its name."""
    name = hashlib.blake2b(browser.encode(), digest_size=12).hexdigest()
    return {f"{account[:60]} = {name}": 5} if browser else {}


def _keep_latest(facts: Facts, moment: Callable[[str], float]) -> None:
    for key in sorted(facts, key=moment)[:-MOST]:
        del facts[key]


def _forgive_with_time(times: int, passed: float) -> int:
    return 0 if passed >= FORGOTTEN else max(0, times - int(max(0, passed) // FORGIVEN))


def _limits(account: str, address: str) -> dict[str, int]:
    """What is counted, and how many tries are free."""
    account, address = account[:60], address[:60]
    return {f"{account} @ {address}": 5, f"{account} @": 20, f"@ {address}": 40}


def _pause(key: str, beyond: int) -> float:
    longest = LONGEST_DELAY if key.endswith("@") else LONGEST_PAUSE
    return min(FIRST_PAUSE * 2.0 ** min(beyond, 10), longest) if beyond >= 0 else 0
