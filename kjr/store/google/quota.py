"""How often we may call: a bucket of calls that fills evenly, and whose turn it is to be looked at.

Google counts calls a minute; a caller who spends them evenly is never refused.
"""

import math
import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

Clock = Callable[[], float]
"""Seconds, growing."""
Sleep = Callable[[float], None]

PER_MINUTE: Final = 50
"""Calls we allow ourselves; Google allows one account 60 reads and 60 writes."""
BURST: Final = 8
SKEW: Final = 60.0
"""Seconds by which a clock may be behind another's; one that is further was set back."""


class Fill(NamedTuple):
    """What a bucket holds."""

    calls: float
    """Below 0 while it pays for what was too much."""
    moment: float
    """By the clock of whoever took from it last."""


Change = Callable[[Callable[[Fill | None], Fill]], None]
"""Changes what a bucket holds, one at a time; it is None before it was ever filled."""


def keep_in_memory() -> Change:
    """For a bucket that no other process takes from."""
    lock, kept = threading.Lock(), list[Fill]()

    def change(do: Callable[[Fill | None], Fill]) -> None:
        with lock:
            kept[:] = [do(kept[0] if kept else None)]

    return change


class Urgency(IntEnum):
    """Who goes first: the number is how many calls are left untouched for more urgent ones."""

    SAVE = 0
    OPEN = 1
    CHANGED = 2
    SWEEP = 4


class Bucket:
    """Calls to spend: at most ``burst`` at once, and so many a minute in the long run."""

    def __init__(
        self,
        clock: Clock,
        sleep: Sleep,
        change: Change | None = None,
        per_minute: float = PER_MINUTE,
        burst: int = BURST,
    ) -> None:
        """``change`` is where its content is kept, for all who take from it."""
        self._clock, self._sleep = clock, sleep
        self._rate, self._burst = per_minute / 60, burst
        self._change = change or keep_in_memory()

    def take(self, urgency: Urgency, patience: float = math.inf) -> bool:
        """Spend one call as soon as this urgency may; False if that takes too many seconds."""
        until = self._clock() + patience
        while wait := self._try(urgency):
            if self._clock() + wait > until:
                return False
            self._sleep(wait)
        return True

    def has(self, urgency: Urgency) -> bool:
        """Whether a call of this urgency would not have to wait."""
        return not self._try(urgency, spent=0)

    def drain(self, seconds: float) -> None:
        """Spend nothing for so long: Google said it is too much."""
        self._change(lambda fill: self._refill(fill, most=1 - seconds * self._rate))

    def _try(self, urgency: Urgency, spent: int = 1) -> float:
        """Spend one call now, or say how many seconds to wait."""
        wait = 0.0

        def spend(last: Fill | None) -> Fill:
            nonlocal wait
            fill = self._refill(last)
            short = 1 + urgency - fill.calls
            wait = max(short / self._rate, 0.001) if short > 0 else 0
            return fill if wait else fill._replace(calls=fill.calls - spent)

        self._change(spend)
        return wait

    def _refill(self, last: Fill | None, most: float = math.inf) -> Fill:
        now = self._clock()
        calls, moment = last or (self._burst, now)
        if moment - now > SKEW:
            moment = now
        calls += max(0.0, now - moment) * self._rate
        return Fill(min(calls, self._burst, most), max(now, moment))


class Rounds:
    """Whose turn it is: everyone in order, one every so many seconds."""

    def __init__(self, clock: Clock, every: float, most: int) -> None:
        self._clock, self._every, self._most = clock, every, most
        self._last = clock()
        self._next = 0

    def due(self, names: Sequence[str]) -> list[str]:
        """Those whose turn came since the last call; what was missed is not made up for."""
        now = self._clock()
        turns = int((now - self._last) / self._every)
        if turns:
            self._last = now
        count = min(turns, self._most, len(names))
        chosen = [names[(self._next + n) % len(names)] for n in range(count)]
        self._next += count
        return chosen
