"""合计 rows: never counted, but compared with our own sums."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kjr.campaign.columns import Value
from kjr.values.numerals import Amount

TOLERANCE = 0.1
"""How far a sum of approximate numbers (约) may be off, as a share."""


class EntryRow(NamedTuple):
    """The amounts of one row read as an entry, counted or not."""

    row: int
    values: Mapping[str, Value]


class TotalRow(NamedTuple):
    """The amounts of one 合计 or 小计 row."""

    row: int
    values: Mapping[str, Value]


class Difference(NamedTuple):
    """A written total that no sum of ours gives."""

    row: int
    column: str
    written: Amount
    summed: Amount


def find_wrong_totals(
    rows: Sequence[EntryRow],
    totals: Sequence[TotalRow],
    columns: Iterable[str],
    rough: frozenset[str],
) -> list[Difference]:
    """Totals that are neither the sum of all rows nor of those between two totals.

    ``rough`` names the columns with approximate numbers, which need not add up exactly.
    """
    return [
        Difference(total.row, column, written, sums[0])
        for total in totals
        for column in columns
        if isinstance(written := total.values.get(column), Amount)
        for sums in (_sums(rows, totals, total.row, column),)
        if sums and not any(_fits(written, each, is_rough=column in rough) for each in sums)
    ]


def _sums(
    rows: Sequence[EntryRow], totals: Sequence[TotalRow], at: int, column: str
) -> list[Amount]:
    """What people may have added up: all rows, those above, or the block next to the total."""
    edges = [0, *(total.row for total in totals), max([at, *(row.row for row in rows)]) + 1]
    place = edges.index(at)
    blocks = (0, edges[-1]), (0, at), (edges[place - 1], at), (at, edges[place + 1])
    amounts = [
        [value for row in rows if a < row.row < b and (value := _amount(row, column)) is not None]
        for a, b in blocks
    ]
    return [sum(block) for block in amounts if block]


def _amount(row: EntryRow, column: str) -> Amount | None:
    value = row.values.get(column)
    return value if isinstance(value, Amount) else None


def _fits(written: float, summed: float, *, is_rough: bool) -> bool:
    return abs(written - summed) <= (TOLERANCE * abs(summed) if is_rough else 1e-6)
