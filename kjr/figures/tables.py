"""Entries as typed pandas tables, one per ledger, each row with its writer and its entry."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, Final, assert_never, cast

import numpy as np
import pandas as pd

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import IS_EXPECTED, WRITER, Campaign, Ledger
from kjr.reading.page import Entry
from kjr.reading.planned import find_entry_days
from kjr.values.days import Span
from kjr.values.spelling.characters import unify_name

UNIT, KIND, DISTRICT, EXPECTED = WRITER
ENTRY: Final = "@条目"
"""The entry a row was made of."""

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
MISSING: Final = np.iinfo("int64").min
"""How numpy stores a day that is not there (NaT)."""

SEPARATOR: Final = re.compile("[、，,；;]")

Tables = Mapping[str, pd.DataFrame]
"""Ledger name → its table.  A column no entry fills is all missing, never absent; a day column
holds the first day of a span."""
NONE: Final[Tables] = MappingProxyType({})


@lru_cache(maxsize=4096)
def split_names(cell: str) -> tuple[str, ...]:
    """The names a cell of free words lists.

    >>> split_names("甲医院、 乙协会")
    ('甲医院', '乙协会')
    """
    return tuple(piece for each in SEPARATOR.split(cell) if (piece := each.strip()))


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
        EXPECTED: _words([IS_EXPECTED[not writer.expected] for writer in writers]),
        ENTRY: _words(entries),
    }
    # Row by row, for an entry's values lie side by side in memory.
    names = [column.name for column in ledger.columns]
    cells = [_list_cells(ledger, entry) for entry in entries]
    rows = [tuple(map(each.get, names)) for each in cells]
    values = zip(*rows, strict=True) if rows else repeat(())
    return pd.DataFrame(data | dict(zip(names, map(_typed, ledger.columns, values), strict=True)))


def _list_cells(ledger: Ledger, entry: Entry) -> Mapping[str, Value]:
    """An entry's cells; a day still before it is none of its days."""
    if not ledger.dated or find_entry_days(ledger, entry):
        return entry.values
    return {name: cell for name, cell in entry.values.items() if name != ledger.day}


def _typed(column: Column, values: Sequence[Value | None]) -> pd.Series[Any]:
    match column:
        case Count() | Money():
            return pd.Series(cast("list[float]", values), dtype="Float64")
        case Day():
            days = np.array([_number(cast("dt.date | Span | None", each)) for each in values])
            return pd.Series(days.astype("int64").view("datetime64[D]"), dtype="datetime64[s]")
        case Text() if column.synonyms:
            return _words([_name(column.synonyms, cast("str | None", each)) for each in values])
        case Text() | Choice() | Person() | Phone() | Link():
            return _words(values)
        case _:
            assert_never(column)


def _words(values: Sequence[object]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


def _name(synonyms: Mapping[str, str], cell: str | None) -> str | None:
    """The names a cell holds, each in the one spelling that figures count."""
    if cell is None:
        return None
    names = (synonyms.get(unify_name(piece), piece) for piece in split_names(cell))
    return "、".join(dict.fromkeys(names))


def _number(day: dt.date | Span | None) -> int:
    """The day, or a span's first, as numpy counts days."""
    if day is None:
        return MISSING
    return (day.first if isinstance(day, Span) else day).toordinal() - EPOCH
