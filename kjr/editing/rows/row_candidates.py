"""Which rows of another version of a table one of ours might be, by how much they share.

To compare all with all takes minutes where thousands are nearly alike; so what is looked up and
what is compared is bounded.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final

FEW: Final = 2
"""A row in which more cells differ is another row, unless what it is known by holds."""
MOST_PAIRS: Final = 500_000
"""Pairs of rows that are compared, which takes a second or two."""
MOST_LOOKS: Final = 10_000_000
"""Times a row is looked up by one of its cells, which takes some seconds."""

Key = frozenset[tuple[str, str]]
"""A row as one compares it: its columns and what they say."""
Keys = Mapping[int, Key]


class Candidates:
    """The rows of a table, to be found by what they share with another."""

    def __init__(self, keys: Keys, identity: Collection[str] = ()) -> None:
        self._keys = keys
        self._holders = defaultdict[tuple[str, str], set[int]](set)
        for row, key in keys.items():
            for cell in key:
                self._holders[cell].add(row)
        self._known = {row: _select_known(key, identity) for row, key in keys.items()}
        self._identity = identity

    def find_all(self, ours: Keys) -> dict[int, set[int]] | None:
        """Row → those that it might be; None where they, or to find them, would be too many."""
        if sum(self.count_looks(key) for key in ours.values()) > MOST_LOOKS:
            return None
        near, pairs = {}, 0
        for row, key in ours.items():
            near[row] = {*self._list_like(row, key), *self._list_known(key)}
            pairs += len(near[row])
            if pairs > MOST_PAIRS:
                return None
        return near

    def find_surest(self, ours: Keys) -> tuple[dict[int, set[int]], frozenset[int]]:
        """Row → the few that are so most likely; and the rows that might be others as well."""
        most, looks = max(1, MOST_PAIRS // len(ours) // 10), MOST_LOOKS // len(ours)
        near = {row: self._find_saying_as_much(key, most, looks) for row, key in ours.items()}
        unseen = (row for row, key in ours.items() if self._count_held(key) > len(near[row]))
        return near, frozenset(unseen)

    def _find_saying_as_much(self, key: Key, most: int, looks: int) -> set[int]:
        """Those that say all it says, or all by which people know it, where they are few."""
        known = _select_known(key, self._identity)
        found = [self._find_saying(cells, looks) for cells in (key, known.items())]
        return set[int]().union(*(places for places in found if len(places) <= most))

    def _count_held(self, key: Key) -> int:
        """At least so many rows hold a cell of it, of those that tell something."""
        held = sorted((len(self._holders.get(cell, ())), cell) for cell in key)
        known = [number for number, (column, _) in held if column in self._identity]
        return max((*(number for number, _ in held[: FEW + 1]), *known[:-1]), default=0)

    def count_looks(self, key: Key) -> int:
        """How many rows are to be looked up to tell how much each shares with this one."""
        return sum(len(self._holders.get(cell, ())) for cell in key)

    def count_shared(self, cells: Iterable[tuple[str, str]]) -> Counter[int]:
        """Row → how many of these cells stand in it, where any does."""
        return Counter(chain.from_iterable(self._holders.get(cell, ()) for cell in cells))

    def _list_like(self, row: int, key: Key) -> list[int]:
        """Those of which as few cells may differ as in a row that is like another."""
        length, keys = len(key), self._keys
        return [
            place
            for place, agreeing in self.count_shared(key).items()
            if (differing := max(length, len(keys[place])) - agreeing) <= FEW
            and agreeing + (row == place) > differing
        ]

    def _list_known(self, key: Key) -> list[int]:
        """Those of which people know each by the same, as far as both say it."""
        known = _select_known(key, self._identity)
        return [
            place
            for place, agreeing in self.count_shared(known.items()).items()
            if agreeing > 1 and len(known.keys() & self._known[place].keys()) == agreeing
        ]

    def _find_saying(self, cells: Iterable[tuple[str, str]], most: int) -> set[int]:
        """Those that say all of this; none where its rarest cell is in more rows than that."""
        holders = sorted((self._holders.get(cell, set[int]()) for cell in cells), key=len)
        return set.intersection(*holders) if holders and len(holders[0]) <= most else set()


class Rivals:
    """Rows of ours of which more than one may be one of theirs; to be asked so many times."""

    def __init__(self, keys: Keys, times: int) -> None:
        self._candidates = Candidates(keys)
        self._most = MOST_LOOKS // max(1, times)

    def agree_as_much(self, row: int, there: Key, agreeing: int) -> bool:
        """Whether another than this agrees as much; so it is held where very many may."""
        if self._candidates.count_looks(there) > self._most:
            return True
        shared = self._candidates.count_shared(there)
        return any(number >= agreeing for other, number in shared.items() if other != row)


def _select_known(key: Key, identity: Collection[str]) -> dict[str, str]:
    """The cells by which people know a row."""
    return {column: said for column, said in key if column in identity}
