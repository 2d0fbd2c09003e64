"""How often somebody may be wrong: counted per account and per address, on disk.

A try is counted before the code is looked at, so that many at once gain nothing.
"""

import datetime as dt
from pathlib import Path
from typing import Final

from kjr.errors import KjrError
from kjr.state import private_facts

FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
"""Seconds; every further wrong try doubles the pause."""
FORGOTTEN: Final = 24 * 3600.0
"""Seconds after the last try when all is forgiven."""
MOST: Final = 5000
"""Counters that are kept; the oldest go first."""
FILE: Final = "tries.json"
LOCKED: Final = "试错次数太多，请 {} 分钟后再试；忘了登录码请联系活动办"


class LockedOutError(KjrError):
    """Too many wrong tries; the code was not looked at."""

    def __init__(self, seconds: float) -> None:
        super().__init__(LOCKED.format(int(seconds // 60) + 1))


def count_try(folder: Path, account: str, address: str, now: dt.datetime) -> None:
    """Count a try; raises LockedOutError while the account or the address is locked."""
    moment = now.timestamp()
    with private_facts.change_private_facts(folder / FILE) as tries:
        limits = _limits(account, address)
        until = max(tries.get(key, [0, 0, 0])[1] for key in limits)
        if until > moment:
            raise LockedOutError(until - moment)
        for key, limit in limits.items():
            times, _, last = tries.get(key, [0, 0, 0])
            times = times + 1 if moment - last < FORGOTTEN else 1
            pause = _pause(times - limit)
            tries[key] = [times, moment + pause if pause else 0, moment]
        for key in sorted(tries, key=lambda key: tries[key][2])[:-MOST]:
            del tries[key]


def forgive_tries(folder: Path, account: str, address: str) -> None:
    """The code was right: the account begins anew.

    The address does not, or its owner could guess other people's codes between two sign-ins.
    """
    with private_facts.change_private_facts(folder / FILE) as tries:
        pair, whole, place = _limits(account, address)
        for key in (pair, whole):
            tries.pop(key, None)
        if place in tries:
            tries[place][0] -= 1
            tries[place][1] = 0


def _limits(account: str, address: str) -> dict[str, int]:
    """What is counted, and how many tries are free."""
    account, address = account[:60], address[:60]
    return {f"{account} @ {address}": 5, f"{account} @": 20, f"@ {address}": 40}


def _pause(beyond: int) -> float:
    return min(FIRST_PAUSE * 2.0 ** min(beyond, 10), LONGEST_PAUSE) if beyond >= 0 else 0
