"""Which row of one version of a table is which row of another.

Row numbers mean nothing once somebody sorted, inserted or deleted rows; what people wrote does.
A row is the same while day, place, title and person hold, however many other cells were filled.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.state.acts import Typed
from kjr.values.cells import Cell, format_cell
from kjr.values.spelling.characters import fold_text

Rows = Mapping[int, Typed]
"""Row number → what stands there; rows blank in every column of the ledger are absent."""

FEW: Final = 2
"""A row in which more cells differ is another row, unless what it is known by holds."""
ALIKE: Final = 0.5
"""Two words that have less in common are not two spellings of one."""

Key = frozenset[tuple[str, str]]
"""A row as one compares it: its columns and what they say."""


class RowMatches(NamedTuple):
    """Our row → their row."""

    same: dict[int, int]
    """Rows with the same content."""
    similar: dict[int, int]
    """Rows of which some cells were changed since, about which there can be no doubt."""
    doubtful: frozenset[int]
    """Those of our rows that may be one of several of theirs, or of which several may be one."""

    @property
    def found(self) -> dict[int, int]:
        """Every row of ours that is known to be one of theirs."""
        return self.same | self.similar


class RowPairing(NamedTuple):
    """How one row of ours and one of theirs compare, wherever they stand."""

    agreeing: int
    differing: int
    is_whole: bool
    """Whether all we say still stands there, and at most more."""
    known: int
    """Cells by which people know a row, and which agree."""
    unknown: int
    """Those of which both are filled, and differ."""
    is_like: bool
    """Whether at most two cells differ and more agree, and none became another word altogether."""
    is_between: bool = False
    """Whether it stands between the same rows."""

    @property
    def is_known(self) -> bool:
        """Whether what people know the row by is the same, as far as both say it."""
        return self.known > 1 and not self.unknown


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


@lru_cache(maxsize=1 << 16, typed=True)
def fold_cell(cell: Cell) -> str:
    """A cell as one compares it: 3, 3.0 and a half-width 3 look the same to people."""
    return fold_text(format_cell(cell))


def build_row_key(cells: Typed) -> Key:
    """A row as one compares it."""
    return frozenset((column, fold_cell(cell)) for column, cell in cells.items())


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
    pairings = _compare_rows(changed, left, identity)
    between = _Neighbours(ours, theirs)
    similar: dict[int, int] = {}
    for holds in (*signs, *signs):  # what is found at first tells between what others stand
        found, taken = same | similar, {*similar.values()}
        similar |= _pick_single(
            (row, place)
            for (row, place), how in pairings.items()
            if row not in similar
            and place not in taken
            and holds(how._replace(is_between=between.find_place(row, found) == place))
        )
    if signs is LADDER:
        similar |= _match_between(changed, left, similar, between, same | similar)
    taken = {*similar.values()}
    doubtful = {
        row
        for (row, place), how in pairings.items()
        if place not in taken and any(holds(how) for holds in signs)
    }
    return RowMatches(same, similar, frozenset(doubtful - similar.keys()))


def match_same_rows(ours: Rows, theirs: Rows) -> dict[int, int]:
    """Our row → their row with the same content; of several the one nearest by number."""
    places = defaultdict(list)
    for row, cells in theirs.items():
        places[build_row_key(cells)].append(row)
    found = {}
    for row, cells in ours.items():
        if free := places[build_row_key(cells)]:
            found[row] = min(free, key=lambda place: abs(place - row))
            free.remove(found[row])
    return found


def list_known_rows(ours: Typed, theirs: Rows, identity: Collection[str]) -> list[int]:
    """Every row of theirs that people would take for this one."""
    pairings = _compare_rows({0: ours}, theirs, identity)
    known = {place for (_, place), how in pairings.items() if how.is_known}
    key = build_row_key(ours)
    return [place for place, row in theirs.items() if place in known or build_row_key(row) == key]


def find_unpaired_rows(theirs: Rows, found: Mapping[int, int]) -> Rows:
    """Their rows that are none of ours."""
    taken = set(found.values())
    return {row: cells for row, cells in theirs.items() if row not in taken}


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
    """Rows of which more agrees than not, where they stand between the same rows."""
    pairs = {}
    for row, cells in changed.items():
        place = between.find_place(row, found)
        if row not in similar and place in left.keys() - similar.values():
            agreeing = len(build_row_key(cells) & build_row_key(left[place]))
            both = cells.keys() & left[place].keys()
            if agreeing > len(both) - agreeing:
                pairs[row] = place
    return pairs


def _compare_rows(
    ours: Rows, theirs: Rows, identity: Collection[str]
) -> dict[tuple[int, int], RowPairing]:
    """How each row compares with those it might be."""
    others = {place: build_row_key(cells) for place, cells in theirs.items()}
    holders = defaultdict(set)
    for place, key in others.items():
        for cell in key:
            holders[cell].add(place)
    found = {}
    for row, key in ((row, build_row_key(cells)) for row, cells in ours.items()):
        rare = sorted(key, key=lambda cell: len(holders[cell]))
        telling = [*rare[: FEW + 1], *[cell for cell in rare if cell[0] in identity][:-1]]
        for place in set[int]().union(*(holders[cell] for cell in telling)):
            how = _compare(key, others[place], identity, is_placed=row == place)
            if how.is_known or how.is_like:
                found[row, place] = how
    return found


def _compare(ours: Key, theirs: Key, identity: Collection[str], *, is_placed: bool) -> RowPairing:
    agreeing = ours & theirs
    mine, others = dict(ours - agreeing), dict(theirs - agreeing)
    differing = len(mine.keys() | others.keys())
    unknown = [name for name in mine.keys() & others.keys() if name in identity]
    known = sum(name in identity for name, _ in agreeing)
    is_like = differing <= FEW and len(agreeing) + is_placed > differing
    if is_like and not is_placed:
        is_like = all(_is_alike(mine[name], others[name]) for name in unknown)
    return RowPairing(len(agreeing), differing, not mine, known, len(unknown), is_like)


def _is_alike(word: str, other: str) -> bool:
    """Whether two words are likely spellings of one: more than half of their letters are shared."""
    mine, others = set(word), set(other)
    return 2 * len(mine & others) > ALIKE * (len(mine) + len(others))


class _Neighbours:
    """Which rows stand directly above and below each, in both versions."""

    def __init__(self, ours: Rows, theirs: Rows) -> None:
        self._ours = _list_neighbours(ours)
        self._theirs = {both: place for place, both in _list_neighbours(theirs).items()}

    def find_place(self, row: int, found: Mapping[int, int]) -> int | None:
        """The one place between the rows between which ours stands."""
        places = [None if each is None else found.get(each, 0) for each in self._ours[row]]
        return self._theirs.get((places[0], places[1]))


def _list_neighbours(rows: Iterable[int]) -> dict[int, tuple[int | None, int | None]]:
    """Row → the filled rows above and below it."""
    numbers = sorted(rows)
    above, below = (None, *numbers), (*numbers[1:], None)
    return dict(zip(numbers, zip(above, below, strict=False), strict=False))
