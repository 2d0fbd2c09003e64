"""How many name each thing, so that what one unit stops naming may still be named by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from kjr.figures.sums.counting import Key

SMALL: Final = 64
"""Changes that are kept beside a count before a new one is made of both, at least."""


class KeyCounts:
    """How many units name each key; what is derived from it shares what stays the same."""

    def __init__(
        self, base: Mapping[Key, int], changed: Mapping[Key, int] = MappingProxyType({})
    ) -> None:
        self._base, self._changed = base, changed
        self._size = len(base) + sum(
            bool(number) - bool(base.get(key)) for key, number in changed.items()
        )

    def exchange(self, gone: Iterable[Key], come: Iterable[Key]) -> KeyCounts:
        """The counts after units name ``come`` and no longer ``gone``, once for each that does."""
        changed = dict(self._changed)
        for keys, step in ((gone, -1), (come, 1)):
            for key in keys:
                changed[key] = self._find(key, changed) + step
        if len(changed) <= max(SMALL, len(self._base) // 8):
            return KeyCounts(self._base, changed)
        whole = {**self._base, **changed}
        return KeyCounts({key: number for key, number in whole.items() if number})

    def __len__(self) -> int:
        """How many things are named at all."""
        return self._size

    def __contains__(self, key: Key) -> bool:
        """Whether anybody names it."""
        return self._find(key, self._changed) > 0

    def __iter__(self) -> Iterator[Key]:
        """Everything that is named."""
        names = (*self._base, *(key for key in self._changed if key not in self._base))
        return (key for key in names if key in self)

    def _find(self, key: Key, changed: Mapping[Key, int]) -> int:
        return changed[key] if key in changed else self._base.get(key, 0)
