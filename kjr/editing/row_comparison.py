"""Two rows compared as people compare them: what agrees, what differs, what a row is known by."""

from collections import defaultdict
from collections.abc import Collection, Mapping
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
    def is_only_placed(self) -> bool:
        """Whether no more agrees than differs: it is like the other for its number's sake alone."""
        return self.is_like and not self.is_known and self.agreeing <= self.differing

    @property
    def is_known(self) -> bool:
        """Whether what people know the row by is the same, as far as both say it."""
        return self.known > 1 and not self.unknown


@lru_cache(maxsize=1 << 16, typed=True)
def fold_cell(cell: Cell) -> str:
    """A cell as one compares it: 3, 3.0 and a half-width 3 look the same to people."""
    return fold_text(format_cell(cell))


def build_row_key(cells: Typed) -> Key:
    """A row as one compares it."""
    return frozenset((column, fold_cell(cell)) for column, cell in cells.items())


def compare_rows(
    ours: Rows, theirs: Rows, identity: Collection[str]
) -> dict[tuple[int, int], RowPairing]:
    """How each row of ours compares with those of theirs that it might be."""
    others = {place: build_row_key(cells) for place, cells in theirs.items()}
    holders = defaultdict(set)
    for place, key in others.items():
        for cell in key:
            holders[cell].add(place)
    found = {}
    keys = {row: build_row_key(cells) for row, cells in ours.items()}
    for row, key in keys.items():
        rare = sorted(key, key=lambda cell: len(holders[cell]))
        telling = [*rare[: FEW + 1], *[cell for cell in rare if cell[0] in identity][:-1]]
        for place in set[int]().union(*(holders[cell] for cell in telling)):
            how = _compare(key, others[place], identity, is_placed=row == place)
            if how.is_known or how.is_like:
                found[row, place] = how
    weak = [pair for pair, how in found.items() if how.is_only_placed]
    for row, place in weak:
        rivals = (key for other, key in keys.items() if other != row)
        if any(len(key & others[place]) >= found[row, place].agreeing for key in rivals):
            del found[row, place]
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
