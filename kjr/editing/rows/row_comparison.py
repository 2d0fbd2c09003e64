"""Two rows compared as people compare them: what agrees, what differs, what a row is known by."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from kjr.editing.rows.row_candidates import FEW, Candidates, Key, Keys, Rivals
from kjr.state.acts import Typed
from kjr.values.cells import Cell, format_cell
from kjr.values.spelling.characters import fold_text

Rows = Mapping[int, Typed]
"""Row number → what stands there; rows blank in every column of the ledger are absent."""

ALIKE: Final = 0.5
"""Two words that have less in common are not two spellings of one."""
MOST_ALIKE: Final = 100_000
"""Pairs that may be one row; to tell which are takes a second or two."""


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


class RowComparison(NamedTuple):
    """How rows of ours compare with those of theirs that they might be."""

    pairings: dict[tuple[int, int], RowPairing]
    unseen: frozenset[int]
    """Those of ours that might be more of theirs than they were compared with."""


def compare_rows(ours: Rows, theirs: Rows, identity: Collection[str]) -> RowComparison:
    """How each row of ours compares with those of theirs that it might be.

    Where those are too many for all, each is compared only with the few that say all it says, or
    all by which people know it, and what is merely like it is nothing.
    """
    keys, others = (
        {row: build_row_key(cells) for row, cells in rows.items()} for rows in (ours, theirs)
    )
    candidates, unseen = Candidates(others, identity), frozenset[int]()
    near = candidates.find_all(keys) or {}
    found = dict(islice(_pair_rows(keys, others, near, identity), MOST_ALIKE + 1))
    if keys.keys() > near.keys() or len(found) > MOST_ALIKE:
        near, unseen = candidates.find_surest(keys)
        pairs = _pair_rows(keys, others, near, identity)
        found = {pair: how for pair, how in pairs if how.is_known or pair[0] not in unseen}
    weak = [pair for pair, how in found.items() if how.is_only_placed]
    rivals = Rivals(keys, len(weak))
    for row, place in weak:
        if rivals.agree_as_much(row, others[place], found[row, place].agreeing):
            del found[row, place]
    return RowComparison(found, unseen)


def _pair_rows(
    keys: Keys, others: Keys, near: Mapping[int, Iterable[int]], identity: Collection[str]
) -> Iterator[tuple[tuple[int, int], RowPairing]]:
    """Row and place, and how they compare, of those that may be one row."""
    for row, places in near.items():
        for place in places:
            how = _compare(keys[row], others[place], identity, is_placed=row == place)
            if how.is_known or how.is_like:
                yield (row, place), how


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
