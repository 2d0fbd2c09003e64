"""What all units make of one measure; of units that changed only the difference is worked out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.campaign.model import Measure
from kjr.figures.sums.counting import Key
from kjr.figures.sums.key_counts import KeyCounts
from kjr.figures.sums.shares import Share, Shares, add_shares

Districts = Mapping[str, str]
"""Unit → its district."""

NO_KEYS: Final = KeyCounts({})


class Place(NamedTuple):
    """A district's part of a measure."""

    shares: Shares
    whole: Share
    """What they make together; the things they name are in ``keys``."""
    keys: KeyCounts


@dataclass(frozen=True)
class Total:
    """A measure's shares, and what they make for everybody, each district and each unit."""

    measure: Measure
    places: Mapping[str, Place] = field(default_factory=dict)
    """Those districts in which a row counts, in their order."""
    by_unit: Mapping[str, int] = field(default_factory=dict)
    """The figure of each unit on its own, in their order."""
    keys: KeyCounts = NO_KEYS

    @property
    def done(self) -> int:
        """The figure."""
        return len(self.keys) if self._tells_apart else self._whole.number

    @property
    def unsure(self) -> int:
        """How much of it may be less than its writers said."""
        return math.ceil(self._whole.unsure)

    @property
    def by_district(self) -> dict[str, int]:
        """The figure of each district on its own, in their order."""
        return {
            name: len(place.keys) if self._tells_apart else place.whole.number
            for name, place in self.places.items()
        }

    def count_beyond(self, other: Total) -> int:
        """What this adds to another: things named in both are there already."""
        if self._tells_apart:
            return sum(key not in other.keys for key in self.keys)
        return self.done

    def follow(self, changed: Mapping[str, Share | None], districts: Districts) -> Total:
        """The total with some units' shares in place of theirs; None is none any more."""
        moved: dict[str, dict[str, Share | None]] = defaultdict(dict)
        for name, new in changed.items():
            before = self.places.get(districts[name])
            if new != (before.shares.get(name) if before else None):
                moved[districts[name]][name] = new
        if not moved:
            return self
        places, keys = dict(self.places), self.keys
        for district, shares in moved.items():
            place = self.places.get(district, Place({}, add_shares(()), NO_KEYS))
            gone, come = _list_exchanged(place.shares, shares)
            keys = keys.exchange(gone, come)
            places[district] = _follow_place(place, shares, gone, come)
        theirs = {name: new for each in moved.values() for name, new in each.items()}
        return Total(self.measure, _order(places), self._number(theirs), keys)

    def _number(self, moved: Mapping[str, Share | None]) -> Mapping[str, int]:
        """Every unit's figure, where only some moved."""
        numbers = dict(self.by_unit)
        for name, share in moved.items():
            if share:
                numbers[name] = len(share.keys) if self._tells_apart else share.number
            else:
                del numbers[name]
        is_new = len(numbers) > len(self.by_unit) or not numbers.keys() <= self.by_unit.keys()
        return dict(sorted(numbers.items())) if is_new else numbers

    @property
    def _whole(self) -> Share:
        return add_shares(place.whole for place in self.places.values())

    @property
    def _tells_apart(self) -> bool:
        return bool(self.measure.distinct)


def _follow_place(
    place: Place, moved: Mapping[str, Share | None], gone: list[Key], come: list[Key]
) -> Place:
    shares = {name: each for name, each in {**place.shares, **moved}.items() if each}
    return Place(shares, add_shares(shares.values()), place.keys.exchange(gone, come))


def _list_exchanged(
    shares: Shares, moved: Mapping[str, Share | None]
) -> tuple[list[Key], list[Key]]:
    """What units name no longer, and what they name now: once for each unit that does."""
    gone: list[Key] = []
    come: list[Key] = []
    for name, new in moved.items():
        old = shares.get(name)
        before, after = (each.keys if each else frozenset() for each in (old, new))
        gone += before - after
        come += after - before
    return gone, come


def _order(places: Mapping[str, Place]) -> dict[str, Place]:
    return {name: place for name, place in sorted(places.items()) if place.shares}
