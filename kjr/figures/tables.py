"""Entries as typed pandas tables, one per ledger, each row with its writer and its entry."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import Any, Final, assert_never, cast

import numpy as np
import pandas as pd

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import WRITER, Campaign, Ledger
from kjr.figures.sums.row_cells import build_cells
from kjr.reading.page import Entry

ENTRY: Final = "@条目"
"""The entry a row was made of."""

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
MISSING: Final = np.iinfo("int64").min
"""How numpy stores a day that is not there (NaT)."""

Tables = Mapping[str, pd.DataFrame]
"""Ledger name → its table.  A column no entry fills is all missing, never absent; a day column
holds the first day of a span."""
NONE: Final[Tables] = MappingProxyType({})


class LedgerTables(Tables):
    """Every ledger's table, in the campaign's order; each is made when somebody asks for it."""

    def __init__(
        self,
        campaign: Campaign,
        list_entries: Callable[[str], Iterable[Entry]],
        made: Tables = NONE,
    ) -> None:
        """``list_entries`` gives a ledger's entries; ``made`` are tables known already."""
        self._campaign, self._list_entries = campaign, list_entries
        self._made = dict(made)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A ledger's table."""
        if name not in self._made:
            ledger = self._campaign.ledger(name)
            self._made[name] = _make_table(self._campaign, ledger, [*self._list_entries(name)])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """The ledgers."""
        return (ledger.name for ledger in self._campaign.ledgers)

    def __len__(self) -> int:
        """How many ledgers there are."""
        return len(self._campaign.ledgers)

    def list_made(self, moved: Collection[str]) -> Tables:
        """Those that somebody asked for and that are no ledger's in ``moved``."""
        return {name: each for name, each in self._made.items() if name not in moved}


def build_tables(campaign: Campaign, entries: Iterable[Entry]) -> LedgerTables:
    """Every ledger's entries as one table."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.ledger].append(entry)
    return LedgerTables(campaign, lambda name: found[name])


def _make_table(campaign: Campaign, ledger: Ledger, entries: Sequence[Entry]) -> pd.DataFrame:
    units = {unit.name: unit for unit in campaign.units}
    rows = [build_cells(ledger, units[entry.unit], entry) for entry in entries]
    told = {name: _words([row[name] for row in rows]) for name in WRITER}
    # Row by row, for an entry's values lie side by side in memory.
    names = [column.name for column in ledger.columns]
    cells = [tuple(map(row.get, names)) for row in rows]
    values = zip(*cells, strict=True) if cells else repeat(())
    typed = dict(zip(names, map(_typed, ledger.columns, values), strict=True))
    return pd.DataFrame(told | {ENTRY: _words(entries)} | typed)


def _typed(column: Column, values: Sequence[Value | None]) -> pd.Series[Any]:
    match column:
        case Count() | Money():
            return pd.Series(cast("list[float]", values), dtype="Float64")
        case Day():
            days = np.array([_number(cast("dt.date | None", each)) for each in values])
            return pd.Series(days.astype("int64").view("datetime64[D]"), dtype="datetime64[s]")
        case Text() | Choice() | Person() | Phone() | Link():
            return _words(values)
        case _:
            assert_never(column)


def _words(values: Sequence[object]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


def _number(day: dt.date | None) -> int:
    """The day as numpy counts days."""
    return MISSING if day is None else day.toordinal() - EPOCH
