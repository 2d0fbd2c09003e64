"""Whose turn it is to be compared by content although time and size are the same."""

import math
from collections.abc import Collection, Mapping
from typing import Final

from kjr.store.folder.listing import FolderFile

TRUSTED: Final = 35.0
"""Seconds after which they are trusted no longer, and the content is compared once more."""
SPREAD: Final = 15.0
"""Seconds over which these comparisons are spread, so that no look has to make them all."""


class Doubts:
    """Which files are to be compared by content once more, in turn."""

    def __init__(self) -> None:
        self._compared: dict[str, float] = {}
        self._last = 0.0

    def choose(self, files: Mapping[str, FolderFile], now: float) -> Collection[str]:
        """Those compared longest ago, so many that all have their turn within a minute."""
        own = [name for name, file in files.items() if file.unit]
        since = {name: self._compared.get(name, now) for name in own}
        due = [name for name in own if not 0 <= now - since[name] < TRUSTED]
        most = math.ceil(len(own) * max(now - self._last, 0) / SPREAD)
        chosen = sorted(due, key=since.__getitem__)[:most]
        self._compared, self._last = since | dict.fromkeys(chosen, now), now
        return chosen
