"""What one unit's entries make of each measure, kept as long as its workbook stands as it did."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.campaign.sentences import list_figures
from kjr.figures.sums.conditions import ConditionedRows
from kjr.figures.sums.counting import Counted, Key, RowCounter
from kjr.figures.sums.row_cells import build_cells
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
            counted = [
                (entries[at], each)
                for at in meeting.find(counter.measure)
                for each in counter.count_meeting(rows[at])
            ]
            if counted:
                found[figure] = add_counted(counter.measure.sum, counted)
    return found


def add_counted(column: str, counted: Iterable[tuple[Entry, Counted]]) -> Share:
    """What counted rows make together; ``column`` is the one added up, if any."""
    rows = list(counted)
    keys = frozenset(each.key for _, each in rows if each.key is not None)
    rough = [(entry, each) for entry, each in rows if entry.about or entry.below]
    kinds = (find_roughness(entry, column) for entry, _ in rough)
    kind = max(kinds, key=ROUGHNESS.index, default=int)
    unsure = (each.amount for entry, each in rough if _may_be_less(entry, column))
    return Share(math.fsum(each.amount for _, each in rows), kind, math.fsum(unsure), keys)


def add_shares(shares: Iterable[Share]) -> Share:
    """What several make together, the things they name aside."""
    every = list(shares)
    kind = max((each.kind for each in every), key=ROUGHNESS.index, default=int)
    amount, unsure = (
        math.fsum(numbers)
        for numbers in ((each.amount for each in every), (each.unsure for each in every))
    )
    return Share(amount, kind, unsure)


def find_roughness(entry: Entry, column: str) -> type[int]:
    """How rough the number in an entry's column is."""
    if column in entry.below:
        return Below
    if entry.bounds.get(column) in ABOVE:
        return Above
    return Approximate if column in entry.about else int


def _may_be_less(entry: Entry, column: str) -> bool:
    """Whether the number in an entry's column may be less than it says."""
    is_rough = column in entry.about and entry.bounds.get(column) not in AT_LEAST
    return is_rough or column in entry.below
