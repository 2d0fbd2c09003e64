"""What all units make of one measure; of a unit that changed only the difference is worked out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kjr.campaign.model import Measure
from kjr.figures.sums.key_counts import KeyCounts
from kjr.figures.sums.shares import Share, Shares, add_shares

Districts = Mapping[str, str]
"""Unit → its district."""


EMPTY: Final = KeyCounts({})


@dataclass(frozen=True)
class Total:
    """A measure's shares, and what they make for everybody and for each district."""

    measure: Measure
    shares: Shares = field(default_factory=dict)
    places: Mapping[str, Share] = field(default_factory=dict)
    """District → what its units make; the things they name are in ``keys``."""
    keys: KeyCounts = EMPTY
    keys_of: Mapping[str, KeyCounts] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """The figure."""
        whole = add_shares(self.places.values())
        return len(self.keys) if self._tells_apart else whole.number

    @property
    def unsure(self) -> int:
        """How much of it its writers said less of."""
        return math.ceil(add_shares(self.places.values()).unsure)

    @property
    def by_district(self) -> dict[str, int]:
        """The figure of each district on its own, in their order."""
        if self._tells_apart:
            return {name: len(self.keys_of[name]) for name in sorted(self.places)}
        return {name: self.places[name].number for name in sorted(self.places)}

    @property
    def by_unit(self) -> dict[str, int]:
        """The figure of each unit on its own, in their order."""
        return {
            name: len(share.keys) if self._tells_apart else share.number
            for name, share in sorted(self.shares.items())
        }

    def count_beyond(self, other: Total) -> int:
        """What this adds to another: things named in both are there already."""
        if self._tells_apart:
            return sum(key not in other.keys for key in self.keys)
        return self.done

    def follow(self, changed: Mapping[str, Share | None], districts: Districts) -> Total:
        """The total with some units' shares in place of theirs; None is none any more."""
        moved = {
            name: (self.shares.get(name), new)
            for name, new in changed.items()
            if new != self.shares.get(name)
        }
        if not moved:
            return self
        shares = {name: each for name, each in {**self.shares, **changed}.items() if each}
        keys, keys_of = self.keys, dict(self.keys_of)
        if self._tells_apart:
            for name, (old, new) in moved.items():
                before, after = (each.keys if each else frozenset() for each in (old, new))
                gone, come = before - after, after - before
                keys, place = keys.exchange(gone, come), districts[name]
                keys_of[place] = keys_of.get(place, EMPTY).exchange(gone, come)
        ours = {districts[name] for name in moved}
        places = {name: each for name, each in self.places.items() if name not in ours}
        for name, several in _group(shares, districts, ours).items():
            places[name] = add_shares(several)
        return Total(self.measure, shares, places, keys, keys_of)

    @property
    def _tells_apart(self) -> bool:
        return bool(self.measure.distinct)


def _group(shares: Shares, districts: Districts, wanted: Iterable[str]) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = defaultdict(list)
    for name, share in shares.items():
        if (place := districts[name]) in wanted:
            found[place].append(share)
    return found
