"""Entries as typed pandas tables, one per ledger, each row with its writer and its entry."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import Any, Final, assert_never, cast

import numpy as np
import pandas as pd

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import WRITER, Campaign, Ledger
from kjr.reading.page import Entry
from kjr.values.days import Span

UNIT, KIND, DISTRICT = WRITER
ENTRY: Final = "@条目"
"""The entry a row was made of."""

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
MISSING: Final = np.iinfo("int64").min
"""How numpy stores a day that is not there (NaT)."""

Tables = Mapping[str, pd.DataFrame]
"""Ledger name → its table.  A column no entry fills is all missing, never absent; a day column
holds the first day of a span."""
NONE: Final[Tables] = MappingProxyType({})


def build_tables(campaign: Campaign, entries: Iterable[Entry], known: Tables = NONE) -> Tables:
    """Every ledger's entries as one table, in the campaign's order; what is known is taken over."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.ledger].append(entry)
    return {
        ledger.name: known[ledger.name]
        if ledger.name in known
        else _table(campaign, ledger, found[ledger.name])
        for ledger in campaign.ledgers
    }


def _table(campaign: Campaign, ledger: Ledger, entries: Sequence[Entry]) -> pd.DataFrame:
    units = {unit.name: unit for unit in campaign.units}
    writers = [units[entry.unit] for entry in entries]
    data = {
        UNIT: _words([writer.name for writer in writers]),
        KIND: _words([writer.kind for writer in writers]),
        DISTRICT: _words([writer.district for writer in writers]),
        ENTRY: _words(entries),
    }
    # Row by row, for an entry's values lie side by side in memory.
    names = [column.name for column in ledger.columns]
    rows = [tuple(map(entry.values.get, names)) for entry in entries]
    values = zip(*rows, strict=True) if rows else repeat(())
    return pd.DataFrame(data | dict(zip(names, map(_typed, ledger.columns, values), strict=True)))


def _typed(column: Column, values: Sequence[Value | None]) -> pd.Series[Any]:
    match column:
        case Count() | Money():
            return pd.Series(cast("list[float]", values), dtype="Float64")
        case Day():
            days = np.array([_number(cast("dt.date | Span | None", each)) for each in values])
            return pd.Series(days.astype("int64").view("datetime64[D]"), dtype="datetime64[s]")
        case Text() | Choice() | Person() | Phone() | Link():
            return _words(values)
        case _:
            assert_never(column)


def _words(values: Sequence[object]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


def _number(day: dt.date | Span | None) -> int:
    """The day, or a span's first, as numpy counts days."""
    if day is None:
        return MISSING
    return (day.first if isinstance(day, Span) else day).toordinal() - EPOCH
