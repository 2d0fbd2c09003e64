"""How often we may call: a bucket of calls that fills evenly, and whose turn it is to be looked at.

Google counts calls a minute; a caller who spends them evenly is never refused.
"""

import math
import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

Clock = Callable[[], float]
"""Seconds, growing."""
Sleep = Callable[[float], None]

PER_MINUTE: Final = 50
"""Calls we allow ourselves; Google allows one account 60 reads and 60 writes."""
BURST: Final = 8


class Urgency(IntEnum):
    """Who goes first: the number is how many calls are left untouched for more urgent ones."""

    SAVE = 0
    OPEN = 1
    CHANGED = 2
    SWEEP = 4


class Bucket:
    """Calls to spend: at most ``burst`` at once, and so many a minute in the long run."""

    def __init__(
        self, clock: Clock, sleep: Sleep, per_minute: float = PER_MINUTE, burst: int = BURST
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._rate, self._burst = per_minute / 60, burst
        self._held, self._at = float(burst), clock()
        self._lock = threading.Lock()

    def take(self, urgency: Urgency, patience: float = math.inf) -> bool:
        """Spend one call as soon as this urgency may; False if that takes too many seconds."""
        until = self._clock() + patience
        while wait := self._take(urgency):
            if self._clock() + wait > until:
                return False
            self._sleep(wait)
        return True

    def has(self, urgency: Urgency) -> bool:
        """Whether a call of this urgency would not have to wait."""
        with self._lock:
            return self._filled() >= 1 + urgency

    def drain(self, seconds: float) -> None:
        """Spend nothing for so long: Google said it is too much."""
        with self._lock:
            self._filled()
            self._held = min(self._held, 1 - seconds * self._rate)

    def _take(self, urgency: Urgency) -> float:
        """Spend one call now, or say how many seconds to wait."""
        with self._lock:
            short = 1 + urgency - self._filled()
            if short > 0:
                return max(short / self._rate, 0.001)
            self._held -= 1
            return 0

    def _filled(self) -> float:
        now = self._clock()
        self._held = min(self._burst, self._held + (now - self._at) * self._rate)
        self._at = now
        return self._held


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
