"""Which row of one version of a table is which row of another.

Row numbers mean nothing once somebody sorted, inserted or deleted rows; what people wrote does.
A row is the same while day, place, title and person hold, however many other cells were filled.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.editing.rows.row_candidates import Rivals
from kjr.editing.rows.row_comparison import RowPairing, Rows, build_row_key, compare_rows
from kjr.state.acts import Typed


class RowMatches(NamedTuple):
    """Our row → their row."""

    same: dict[int, int]
    """Rows with the same content."""
    similar: dict[int, int]
    """Rows of which some cells were changed since, about which there can be no doubt."""
    doubtful: frozenset[int]
    """Those of our rows that may be one of several of theirs, or of which several may be one.

    Where thousands are nearly alike, also those that were not compared with all of them.
    """

    @property
    def found(self) -> dict[int, int]:
        """Every row of ours that is known to be one of theirs."""
        return self.same | self.similar


Signs = Sequence[Callable[[RowPairing], bool]]
KNOWN: Final[Signs] = (
    lambda how: how.is_known and how.is_whole,
    lambda how: how.is_known and how.is_between,
    lambda how: how.is_known and how.is_like,
    lambda how: how.is_known,
)
"""What people know a row by holds, however much was filled elsewhere."""
LADDER: Final[Signs] = (*KNOWN, lambda how: how.is_like)
"""From the surest sign to the weakest; a sign counts only where it leaves no choice."""
LONE: Final[Signs] = (*KNOWN, lambda how: how.is_like and (how.is_between or not how.unknown))
"""The same for rows out of their table: what is known by something else is only like them."""

Stands = Callable[[int, int, Mapping[int, int]], bool]
"""Whether our row and theirs have one place, as far as is found by now."""


def match_rows(
    ours: Rows, theirs: Rows, identity: Collection[str], signs: Signs = LADDER
) -> RowMatches:
    """Our rows among theirs; ``identity`` are the columns by which people know a row.

    ``signs`` are tried in turn on the rows that changed; with all of them, a row that stands
    between the same rows is found by less.
    """
    same = match_same_rows(ours, theirs)
    left = find_unpaired_rows(theirs, same)
    changed = {row: cells for row, cells in ours.items() if row not in same}
    if not (changed and left):
        return RowMatches(same, {}, frozenset())
    pairings, unseen = compare_rows(changed, left, identity)
    between = _Neighbours(ours, theirs)
    # Twice: what is found at first tells between what others stand.
    similar = _match_changed(pairings, same, (*signs, *signs), between.has_place)
    if signs is LADDER:
        similar |= _match_between(changed, left, similar, between, same | similar)
    doubtful = _list_doubtful(pairings, similar, signs) | (unseen - similar.keys())
    return RowMatches(same, similar, doubtful)


def match_lone_rows(
    ours: Rows,
    theirs: Rows,
    identity: Collection[str],
    stands: Stands = lambda row, place, _: row == place,
) -> RowMatches:
    """Single rows out of their table, of which nobody knows between which others they stood.

    What people know a row by has to hold, or the row has to stand where ours stood.
    """
    same = match_same_rows(ours, theirs)
    changed = {row: cells for row, cells in ours.items() if row not in same}
    pairings, unseen = compare_rows(changed, find_unpaired_rows(theirs, same), identity)
    similar = _match_changed(pairings, same, LONE, stands)
    doubtful = _list_doubtful(pairings, similar, LONE) | (unseen - similar.keys())
    return RowMatches(same, similar, doubtful)


def match_same_rows(ours: Rows, theirs: Rows) -> dict[int, int]:
    """Our row → their row with the same content; of several the one nearest by number."""
    places = defaultdict(list)
    for row in sorted(theirs):
        places[build_row_key(theirs[row])].append(row)
    found = {}
    for row, cells in ours.items():
        if free := places[build_row_key(cells)]:
            below = bisect_left(free, row)  # thousands may be the same
            nearest = min(
                range(max(0, below - 1), min(len(free), below + 1)),
                key=lambda at: abs(free[at] - row),
            )
            found[row] = free.pop(nearest)
    return found


def list_known_rows(ours: Typed, theirs: Rows, identity: Collection[str]) -> list[int]:
    """Every row of theirs that people would take for this one."""
    pairings = compare_rows({0: ours}, theirs, identity).pairings
    known = {place for (_, place), how in pairings.items() if how.is_known}
    key = build_row_key(ours)
    return [place for place, row in theirs.items() if place in known or build_row_key(row) == key]


def find_unpaired_rows(theirs: Rows, found: Mapping[int, int]) -> Rows:
    """Their rows that are none of ours."""
    taken = set(found.values())
    return {row: cells for row, cells in theirs.items() if row not in taken}


def _match_changed(
    pairings: Mapping[tuple[int, int], RowPairing],
    same: Mapping[int, int],
    signs: Signs,
    stands: Stands,
) -> dict[int, int]:
    """The rows of which some cells were changed, by each sign in turn."""
    similar: dict[int, int] = {}
    for holds in signs:
        found, taken = {**same, **similar}, {*similar.values()}
        similar |= _pick_single(
            (row, place)
            for (row, place), how in pairings.items()
            if row not in similar
            and place not in taken
            and holds(how._replace(is_between=stands(row, place, found)))
        )
    return similar


def _list_doubtful(
    pairings: Mapping[tuple[int, int], RowPairing], similar: Mapping[int, int], signs: Signs
) -> frozenset[int]:
    taken = {*similar.values()}
    doubtful = {
        row
        for (row, place), how in pairings.items()
        if place not in taken and any(holds(how) for holds in signs)
    }
    return frozenset(doubtful - similar.keys())


def _pick_single(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The pairs that leave no choice, neither of a row nor of its place."""
    free = list(pairs)
    rows, places = Counter(row for row, _ in free), Counter(place for _, place in free)
    return {row: place for row, place in free if rows[row] == 1 == places[place]}


def _match_between(
    changed: Rows,
    left: Rows,
    similar: Mapping[int, int],
    between: "_Neighbours",
    found: Mapping[int, int],
) -> dict[int, int]:
    """Rows of which more agrees than not, where they stand between the same rows.

    Of a row that has no place any more as much may agree: then it may have been moved there.
    """
    free = {row: cells for row, cells in changed.items() if row not in similar}
    places = {row: between.find_place(row, found) for row in free}
    keys = {row: build_row_key(cells) for row, cells in free.items()}
    astray = {row: key for row, key in keys.items() if places[row] not in left}
    vacant = left.keys() - similar.values()
    rivals, pairs = Rivals(astray, len(places)), {}
    for row, place in places.items():
        if place in vacant:
            there = build_row_key(left[place])
            agreeing = len(keys[row] & there)
            both = free[row].keys() & left[place].keys()
            is_more = agreeing > len(both) - agreeing
            if is_more and not rivals.agree_as_much(row, there, agreeing):
                pairs[row] = place
    return pairs


class _Neighbours:
    """Which rows stand directly above and below each, in both versions."""

    def __init__(self, ours: Rows, theirs: Rows) -> None:
        self._ours = _list_neighbours(ours)
        self._theirs = {both: place for place, both in _list_neighbours(theirs).items()}

    def find_place(self, row: int, found: Mapping[int, int]) -> int | None:
        """The one place between the rows between which ours stands."""
        places = [None if each is None else found.get(each, 0) for each in self._ours[row]]
        return self._theirs.get((places[0], places[1]))

    def has_place(self, row: int, place: int, found: Mapping[int, int]) -> bool:
        """Whether that is the one place between the rows between which ours stands."""
        return self.find_place(row, found) == place


def _list_neighbours(rows: Iterable[int]) -> dict[int, tuple[int | None, int | None]]:
    """Row → the filled rows above and below it."""
    numbers = sorted(rows)
    above, below = (None, *numbers), (*numbers[1:], None)
    return dict(zip(numbers, zip(above, below, strict=False), strict=False))
