"""What one unit's entries make of each measure, kept as long as its workbook stands as it did."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.campaign.sentences import list_figures
from kjr.figures.sums.conditions import ConditionedRows
from kjr.figures.sums.counting import Counted, Key, RowCounter, read_amount
from kjr.figures.sums.row_cells import Cells, build_cells
from kjr.reading.page import Entry
from kjr.values.wording import ABOVE, AT_LEAST, Above, Approximate, Below

ROUGHNESS: tuple[type[int], ...] = (int, Above, Approximate, Below)
"""A sum is as rough as the roughest of its amounts."""


class Share(NamedTuple):
    """What some of the rows that count make together."""

    amount: float
    """Of a sum, or how many count."""
    kind: type[int] = int
    """How rough the amount is."""
    unsure: float = 0
    """How much of it may be less: 近50 is, 约50 perhaps; 30余 is not."""
    keys: frozenset[Key] = frozenset()
    """The things named, where they are told apart."""

    @property
    def number(self) -> int:
        """The amount as a figure."""
        return self.kind(self.amount)


NOTHING: Final = Share(0)

Shares = Mapping[str, Share]
"""Who → what theirs makes; those who have no row that counts are absent."""


FigureName = str
"""What a figure is called in braces and addresses: I18, I18·服务群众."""


class Counters(NamedTuple):
    """What a campaign counts, ready to count."""

    ledgers: Mapping[str, Ledger]
    by_ledger: Mapping[str, Sequence[tuple[FigureName, RowCounter]]]


def build_counters(campaign: Campaign) -> Counters:
    """Everything that a campaign's indicators count."""
    ledgers = {ledger.name: ledger for ledger in campaign.ledgers}
    found: dict[str, list[tuple[FigureName, RowCounter]]] = {name: [] for name in ledgers}
    for name, measure in list_figures(campaign):
        counter = RowCounter(ledgers[measure.ledger], measure)
        found[measure.ledger].append((name, counter))
    return Counters(ledgers, found)


def share_out(
    counters: Counters, unit: Unit, by_ledger: Mapping[str, Sequence[Entry]]
) -> dict[FigureName, Share]:
    """What a unit's entries, by ledger, make of every measure that any of them counts for."""
    found: dict[FigureName, Share] = {}
    for name, entries in by_ledger.items():
        ledger = counters.ledgers[name]
        rows = [build_cells(ledger, unit, entry) for entry in entries]
        meeting = ConditionedRows(rows)
        for figure, counter in counters.by_ledger[name]:
            if share := _share_ledger(counter, entries, rows, meeting.find(counter.measure)):
                found[figure] = share
    return found


def add_counted(column: str, counted: Iterable[tuple[Entry, Counted]]) -> Share:
    """What counted rows make together; ``column`` is the one added up, if any."""
    rows = list(counted)
    share = _add_amounts(column, [entry for entry, _ in rows], [each.amount for _, each in rows])
    return share._replace(keys=frozenset(each.key for _, each in rows if each.key is not None))


def add_shares(shares: Iterable[Share]) -> Share:
    """What several make together, the things they name aside."""
    every = list(shares)
    if not every:
        return NOTHING
    amounts, kinds, unsure, _ = zip(*every, strict=True)  # of each figure, at every look
    return Share(math.fsum(amounts), max(set(kinds), key=ROUGHNESS.index), math.fsum(unsure))


def find_roughness(entry: Entry, column: str) -> type[int]:
    """How rough the number in an entry's column is."""
    if column in entry.below:
        return Below
    if entry.bounds.get(column) in ABOVE:
        return Above
    return Approximate if column in entry.about else int


def _share_ledger(
    counter: RowCounter, entries: Sequence[Entry], rows: Sequence[Cells], meeting: Sequence[int]
) -> Share | None:
    """What a ledger's rows that meet a measure's conditions make of it; None if nothing counts."""
    measure = counter.measure
    if measure.distinct:
        counted = [
            (entries[at], each) for at in meeting for each in counter.count_meeting(rows[at])
        ]
        return add_counted(measure.sum, counted) if counted else None
    amounts = [read_amount(rows[at], measure) for at in meeting]
    return _add_amounts(measure.sum, [entries[at] for at in meeting], amounts) if meeting else None


def _add_amounts(column: str, entries: Sequence[Entry], amounts: Sequence[float]) -> Share:
    """What amounts of these entries make together; few of them are rough."""
    rough = [pair for pair in zip(entries, amounts, strict=True) if pair[0].about or pair[0].below]
    kinds = (find_roughness(entry, column) for entry, _ in rough)
    unsure = (amount for entry, amount in rough if _may_be_less(entry, column))
    kind = max(kinds, key=ROUGHNESS.index, default=int)
    return Share(math.fsum(amounts), kind, math.fsum(unsure))


def _may_be_less(entry: Entry, column: str) -> bool:
    """Whether the number in an entry's column may be less than it says."""
    is_rough = column in entry.about and entry.bounds.get(column) not in AT_LEAST
    return is_rough or column in entry.below
