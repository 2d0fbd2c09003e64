"""Entries as typed pandas tables, one per ledger, each row knowing who wrote it and where."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, assert_never, cast

import numpy as np
import pandas as pd

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import WRITER, Campaign, Ledger
from kjr.figures.moments.snapshot import Snapshot
from kjr.reading.page import Entry
from kjr.values.days import Span

UNIT, KIND, DISTRICT = WRITER
SHEET, ROW, ABOUT = "@工作表", "@行", "@约"
UNTIL = "@止"
"""Appended to a day column's name: the last day of a span; the name itself holds the first."""

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
MISSING: Final = np.iinfo("int64").min
"""How numpy stores a day that is not there (NaT)."""

Tables = Mapping[str, pd.DataFrame]
"""Ledger name → its table.  A column no entry fills is all missing, never absent."""
NONE: Final[Tables] = MappingProxyType({})


def build_tables(snapshot: Snapshot, known: Tables = NONE) -> Tables:
    """Every ledger's entries as one table, in the campaign's order; what is known is taken over."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in snapshot.entries:
        entries[entry.ledger].append(entry)
    return {
        ledger.name: known[ledger.name]
        if ledger.name in known
        else _table(snapshot.campaign, ledger, entries[ledger.name])
        for ledger in snapshot.campaign.ledgers
    }


def _table(campaign: Campaign, ledger: Ledger, entries: Sequence[Entry]) -> pd.DataFrame:
    units = {unit.name: unit for unit in campaign.units}
    writers = [units[entry.unit] for entry in entries]
    data: dict[str, Any] = {
        UNIT: _words([writer.name for writer in writers]),
        KIND: _words([writer.kind for writer in writers]),
        DISTRICT: _words([writer.district for writer in writers]),
        SHEET: _words([entry.sheet for entry in entries]),
        ROW: pd.array([entry.row for entry in entries], dtype="int64"),
        ABOUT: _words([entry.about for entry in entries]),
    }
    for column, values in zip(ledger.columns, _by_column(ledger, entries), strict=True):
        data |= _typed(column, values)
    return pd.DataFrame(data)


def _by_column(ledger: Ledger, entries: Sequence[Entry]) -> Sequence[Sequence[Value | None]]:
    """The values of each column.  Row by row, for an entry's values lie side by side in memory."""
    names = [column.name for column in ledger.columns]
    rows = [tuple(map(entry.values.get, names)) for entry in entries]
    return list(zip(*rows, strict=True)) if rows else [()] * len(names)


def _typed(column: Column, values: Sequence[Value | None]) -> dict[str, Any]:
    match column:
        case Count() | Money():
            return {column.name: pd.Series(cast("list[float]", values), dtype="Float64")}
        case Day():
            return {
                column.name: _days(values, _first),
                column.name + UNTIL: _days(values, _last),
            }
        case Text() | Choice() | Person() | Phone() | Link():
            return {column.name: _words(values)}
        case _:
            assert_never(column)


def _words(values: Sequence[object]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


def _days(values: Sequence[Value | None], end: Callable[[Any], dt.date]) -> pd.Series[Any]:
    days = [MISSING if value is None else end(value).toordinal() - EPOCH for value in values]
    return pd.Series(np.array(days, dtype="int64").view("datetime64[D]"), dtype="datetime64[s]")


def _first(value: dt.date | Span) -> dt.date:
    return value.first if isinstance(value, Span) else value


def _last(value: dt.date | Span) -> dt.date:
    return value.last if isinstance(value, Span) else value
