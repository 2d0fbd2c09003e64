"""How far along everyone is: entries measured by indicator, for the campaign, places, units, days.

The measures and targets are those of the plan, sections 四 and 五; see docs/plan.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kjr.campaign.columns import Link
from kjr.campaign.model import Campaign, Indicator, Ledger, Measure
from kjr.figures.conditions import explain_exclusion, is_among, is_missing, match_rows
from kjr.figures.tables import DISTRICT, ENTRY, NONE, UNIT, Tables, split_names
from kjr.reading.page import Entry
from kjr.values.spans import Span
from kjr.values.spelling.characters import unify_name
from kjr.values.wording import LEAST, Approximate, Below

KEY, AMOUNT, WHY = "@键", "@数", "@为何"
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One measure, added up."""

    indicator: Indicator
    measure: Measure
    done: int
    """In the measure's counter; money in whole yuan.  Approximate where an amount in it is (约)."""
    by_district: Mapping[str, int]
    """Each district on its own; what is counted once may be counted in two districts."""
    by_unit: Mapping[str, int]
    planned: int
    """What the entries still to come (拟开展) would add; in no total."""
    unsure: int = 0
    """How much of it its writers said less of (近50, 不到50): nobody knows how much less."""

    @property
    def about(self) -> bool:
        """Whether any amount in the sum is approximate (约)."""
        return isinstance(self.done, Approximate)

    @property
    def target(self) -> int | None:
        """How much is enough; None for a plain count."""
        return self.measure.target

    @property
    def name(self) -> str:
        """What addresses and sentences call it: I18, and a measure named with it I18·服务群众."""
        return self.indicator.id if self.is_main else f"{self.indicator.id}·{self.measure.name}"

    @property
    def label(self) -> str:
        """What choices call it: its indicator and what it measures."""
        return f"{self.indicator.id}·{self.measure.name}"

    @property
    def is_main(self) -> bool:
        """Whether this is the indicator's first measure rather than one named with it."""
        return self.measure is self.indicator.measure

    @property
    def rate(self) -> float | None:
        """Share of the target reached, None without one.

        A number of the plan's own may be exceeded; a derived one is a least, and more is no more.
        """
        if not self.target:
            return None
        share = self.done / self.target
        if self.is_doubtful:
            return 1 - LEAST
        return share if self.measure.hard else min(share, 1.0)

    @property
    def is_reached(self) -> bool:
        """Whether there is a target and what is sure meets it (达标); 近50 is not sure."""
        return self.target is not None and self.done - self.unsure >= self.target

    @property
    def is_doubtful(self) -> bool:
        """Whether it meets its target only with numbers of which their writers said less."""
        return self.target is not None and self.done >= self.target and not self.is_reached

    @property
    def is_short(self) -> bool:
        """Whether there is a target and something is wanting, whatever is found of the unsure."""
        return self.target is not None and self.done < self.target

    @property
    def shortfall(self) -> int:
        """How much is still wanting."""
        return max((self.target or 0) - self.done, 0)


def measure_lines(
    campaign: Campaign, tables: Tables, planned: Tables = NONE, known: Iterable[Line] = ()
) -> tuple[Line, ...]:
    """Every measure of every indicator, in the campaign's order; what is known is taken over.

    ``planned`` holds the entries whose day is still to come.
    """
    added = {(line.indicator.id, line.measure.name): line for line in known}
    return tuple(
        added.get((indicator.id, measure.name))
        or _line(campaign, (tables, planned), indicator, measure)
        for indicator in campaign.indicators
        for measure in indicator.measures
    )


def select_counted_rows(campaign: Campaign, tables: Tables, measure: Measure) -> pd.DataFrame:
    """The rows that make up a figure, each with what it adds (@数).

    Rows that name the same thing share a key (@键); only the first of them adds 1.
    """
    rows = _apart(match_rows(tables, measure), measure)
    rows[KEY] = _keys(campaign.ledger(measure.ledger), rows, measure)
    rows[AMOUNT] = _amounts(rows, measure)
    return rows[rows[KEY].notna()] if measure.distinct else rows


def select_left_out_rows(campaign: Campaign, tables: Tables, measure: Measure) -> pd.DataFrame:
    """The same ledger's other rows, each with why it does not count (@为何)."""
    table = tables[measure.ledger]
    rows = table[~table.index.isin(select_counted_rows(campaign, tables, measure).index)].copy()
    word = campaign.district_word
    rows[WHY] = [explain_exclusion(row, measure, word) for row in rows.to_dict("records")]
    return rows


def list_added(rows: pd.DataFrame, measure: Measure) -> list[int]:
    """What each row adds, as ``select_counted_rows`` gives them."""
    return [
        _round(amount, [entry], measure)
        for amount, entry in zip(rows[AMOUNT], rows[ENTRY], strict=True)
    ]


def add_up_rows(rows: pd.DataFrame, measure: Measure) -> int:
    """What rows make together, as ``select_counted_rows`` gives them."""
    return _round(rows[AMOUNT].sum(), rows[ENTRY], measure)


def accumulate_by_day(campaign: Campaign, tables: Tables, measure: Measure) -> pd.Series[Any]:
    """The figure as it grew: day → total up to and including that day; undated rows left out."""
    day = campaign.ledger(measure.ledger).day
    rows = select_counted_rows(campaign, tables, measure)
    if not day or rows.empty:
        return pd.Series(dtype="int64", index=pd.DatetimeIndex([]))
    dated = rows.dropna(subset=[day]).sort_values(day, kind="stable")
    dated[AMOUNT] = _amounts(dated, measure)
    return dated.groupby(day)[AMOUNT].sum().cumsum().astype("int64")


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


def _line(
    campaign: Campaign, both: tuple[Tables, Tables], indicator: Indicator, measure: Measure
) -> Line:
    tables, planned = both
    ahead = _add_planned(campaign, tables, planned, measure)
    if tables[measure.ledger].empty:  # as most are at first: asking pandas costs 4 ms a measure
        return Line(indicator, measure, 0, {}, {}, ahead)
    rows = select_counted_rows(campaign, tables, measure)
    return Line(
        indicator,
        measure,
        planned=ahead,
        done=add_up_rows(rows, measure),
        by_district=_grouped(rows, DISTRICT, measure),
        by_unit=_grouped(rows, UNIT, measure),
        unsure=_add_unsure(rows, measure),
    )


def _add_unsure(rows: pd.DataFrame, measure: Measure) -> int:
    is_below = [measure.sum in entry.below for entry in rows[ENTRY]]
    return math.ceil(rows.loc[is_below, AMOUNT].sum())


def _add_planned(campaign: Campaign, tables: Tables, planned: Tables, measure: Measure) -> int:
    """What the planned rows add to those that count: things named in both are there already."""
    ledger = measure.ledger
    if ledger not in planned or planned[ledger].empty:
        return 0
    every = {ledger: pd.concat([tables[ledger], planned[ledger]], ignore_index=True)}
    rows = select_counted_rows(campaign, every, measure)
    return add_up_rows(rows[rows.index >= len(tables[ledger])], measure)


def _grouped(rows: pd.DataFrame, by: str, measure: Measure) -> dict[str, int]:
    """The figure by place or unit, each on its own; plain loops, since there are few rows."""
    if measure.distinct:
        totals = Counter(name for name, _ in set(zip(rows[by], rows[KEY], strict=True)))
        return dict(sorted(totals.items()))
    sums: dict[str, float] = defaultdict(float)
    behind: dict[str, list[Entry]] = defaultdict(list)
    for name, amount, entry in zip(rows[by], rows[AMOUNT], rows[ENTRY], strict=True):
        sums[name] += amount
        behind[name].append(entry)
    return {name: _round(total, behind[name], measure) for name, total in sorted(sums.items())}


def _round(total: float, entries: Iterable[Entry], measure: Measure) -> int:
    """What entries make together, as rough as the roughest of them."""
    rough = [entry for entry in entries if measure.sum in entry.about]
    if any(measure.sum in entry.below for entry in rough):
        return Below(total)
    return Approximate(total) if rough else int(total)


def _apart(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """A cell that names several things tells them apart only once each has a row of its own.

    Of these only the ones count that the measure asks for.
    """
    rows = rows.copy()
    for name in dict.fromkeys(name for key in measure.distinct for name in key):
        if (name,) in measure.distinct:
            rows[name] = rows[name].map(_pieces)
        if any(isinstance(cell, tuple) for cell in rows[name]):
            rows = rows.explode(name)
            if name in measure.where:
                rows = rows[[is_among(cell, measure.where[name]) for cell in rows[name]]]
    return rows


def _pieces(cell: object) -> object:
    """What a cell names, apart if it is several."""
    pieces = split_names(cell) if isinstance(cell, str) else ()
    return pieces if len(pieces) > 1 else cell


def _keys(ledger: Ledger, rows: pd.DataFrame, measure: Measure) -> pd.Series[Any]:
    keys = pd.Series(None, index=rows.index, dtype=object)
    for columns in measure.distinct:
        parts = [_key_part(ledger, rows, name) for name in columns]
        whole = pd.Series(list(zip(*parts, strict=True)), index=rows.index, dtype=object)
        whole = whole.where(whole.map(lambda key: all(each is not None for each in key)), None)
        keys = keys.where(keys.notna(), whole)
    return keys


def _key_part(ledger: Ledger, rows: pd.DataFrame, name: str) -> list[object]:
    """A column's cells for telling things apart; 第5版 is a place in a paper, not an address."""
    cells = [None if is_missing(cell) else cell for cell in rows[name]]
    is_link = not name.startswith("@") and isinstance(ledger.column(name), Link)
    if is_link:
        return [cell if WEB_ADDRESS.match(str(cell)) else None for cell in cells]
    return [unify_name(cell) if isinstance(cell, str) else cell for cell in cells]


def _amounts(rows: pd.DataFrame, measure: Measure) -> pd.Series[Any]:
    if measure.sum:
        return rows[measure.sum].fillna(0).astype("float64")
    if measure.distinct:
        return (rows[KEY].notna() & ~rows[KEY].duplicated()).astype("float64")
    return pd.Series(1.0, index=rows.index)
