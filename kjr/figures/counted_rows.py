"""The rows behind a figure, as a table: which count, what each adds, and why others do not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Any

import pandas as pd

from kjr.campaign.model import Campaign, Ledger, Measure
from kjr.figures.sums.conditions import explain_exclusion, meets_conditions
from kjr.figures.sums.counting import Counted, Key, RowCounter
from kjr.figures.sums.row_cells import Cells, build_cells
from kjr.figures.sums.shares import add_counted
from kjr.figures.tables import ENTRY, Tables
from kjr.reading.page import Entry
from kjr.values.spans import Span

KEY, AMOUNT, WHY = "@键", "@数", "@为何"


def match_rows(campaign: Campaign, tables: Tables, measure: Measure) -> pd.DataFrame:
    """The rows of its ledger that meet every condition of a measure."""
    table = tables[measure.ledger]
    cells = _list_cells(campaign, table, measure)
    meeting = [meets_conditions(each, measure) for each in cells]
    return table[pd.Series(meeting, index=table.index, dtype=bool)]


def select_counted_rows(campaign: Campaign, tables: Tables, measure: Measure) -> pd.DataFrame:
    """The rows that make up a figure, each with what it adds (@数).

    A row that names several things is there once for each.  Rows that name the same thing share
    a key (@键); only the first of them adds 1.
    """
    table = tables[measure.ledger]
    counter = RowCounter(campaign.ledger(measure.ledger), measure)
    cells = _list_cells(campaign, table, measure)
    found = [(at, each) for at, row in enumerate(cells) for each in counter.count(row)]
    rows = table.iloc[[at for at, _ in found]].copy()
    for name in dict.fromkeys(name for _, each in found for name in each.apart):
        rows[name] = [
            each.apart.get(name, cell) for (_, each), cell in zip(found, rows[name], strict=True)
        ]
    rows[KEY] = pd.Series([each.key for _, each in found], index=rows.index, dtype=object)
    rows[AMOUNT] = [float(each.amount) for _, each in found]
    return _count_first(rows, measure)


def select_left_out_rows(campaign: Campaign, tables: Tables, measure: Measure) -> pd.DataFrame:
    """The same ledger's other rows, each with why it does not count (@为何)."""
    table = tables[measure.ledger]
    rows = table[~table.index.isin(select_counted_rows(campaign, tables, measure).index)].copy()
    word, cells = campaign.district_word, _list_cells(campaign, rows, measure)
    rows[WHY] = [explain_exclusion(each, measure, word) for each in cells]
    return rows


def list_added(rows: pd.DataFrame, measure: Measure) -> list[int]:
    """What each row adds, as ``select_counted_rows`` gives them."""
    return [_add(measure, [row]) for row in _list_counted(rows)]


def add_up_rows(rows: pd.DataFrame, measure: Measure) -> int:
    """What rows make together, as ``select_counted_rows`` gives them."""
    return _add(measure, _list_counted(rows))


def accumulate_by_day(campaign: Campaign, tables: Tables, measure: Measure) -> pd.Series[Any]:
    """The figure as it grew: day → total up to and including that day; undated rows left out."""
    ledger, table = campaign.ledger(measure.ledger), tables[measure.ledger]
    counter, cells = RowCounter(ledger, measure), _list_cells(campaign, table, measure)
    dated = [(day, each) for each in cells if isinstance(day := each.get(ledger.day), dt.date)]
    dated.sort(key=itemgetter(0))
    added: defaultdict[dt.date, float] = defaultdict(float)
    named: set[Key | None] = set()
    for day, row in dated:
        for each in counter.count(row):
            is_new = each.key is None or each.key not in named
            added[day] += each.amount if is_new else 0
            named.add(each.key)
    grown = [int(total) for total in accumulate(added.values())]
    return pd.Series(grown, pd.DatetimeIndex([*added]), dtype="int64")


def count_entries_by_day(ledger: Ledger, table: pd.DataFrame) -> pd.Series[Any]:
    """How many entries of a ledger tell about each day; undated ones left out."""
    return table.groupby(ledger.day).size()


def list_entry_days(counted: Iterable[pd.Series[Any]]) -> list[Span]:
    """The day of each entry that ``count_entries_by_day`` counted, as a span of one day."""
    return [
        Span(day.date(), day.date())
        for days in counted
        for day, number in zip(pd.DatetimeIndex(days.index), days, strict=True)
        for _ in range(number)
    ]


def _list_cells(campaign: Campaign, table: pd.DataFrame, measure: Measure) -> list[Cells]:
    ledger, units = campaign.ledger(measure.ledger), {each.name: each for each in campaign.units}
    return [build_cells(ledger, units[entry.unit], entry) for entry in table[ENTRY]]


def _count_first(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Of rows that name the same thing only the first adds something."""
    if measure.distinct:
        rows[AMOUNT] = (~rows[KEY].duplicated()).astype("float64")
    return rows


def _list_counted(rows: pd.DataFrame) -> list[tuple[Entry, Counted]]:
    amounts = map(Counted, rows[AMOUNT])
    return list(zip(rows[ENTRY], amounts, strict=True))


def _add(measure: Measure, counted: list[tuple[Entry, Counted]]) -> int:
    return add_counted(measure.sum, counted).number
