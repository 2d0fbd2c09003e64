"""Entries on paper: which columns everybody may read, and how each cell is printed."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import Campaign, Ledger
from kjr.documents.blocks import (
    Table,
    TableColumn,
    build_numbered_table,
    drop_constant_columns,
)
from kjr.documents.phrases import escape_braces
from kjr.figures.counted_rows import AMOUNT, select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.figures.tables import ENTRY
from kjr.reading.page import Entry
from kjr.reading.planned import find_entry_days
from kjr.values.days import Span
from kjr.values.masks import mask_personal_data
from kjr.values.wording import (
    Below,
    format_bounded_figure,
    format_day,
    format_full_day,
    format_prose_figure,
)

Names = Collection[str]
"""Names of persons that may not be printed."""

MOST = 60
"""Entries of one table; the rest is left to the workbooks."""
LONGEST = 20_000
"""字 of one table, some twenty pages."""
NAME_LENGTH = 100
"""Texts that may be longer than a name get most of a table's width."""


def find_counted_entries(overview: Overview, line: Line) -> list[Entry]:
    """The entries that add to a figure, in the order of their days, undated ones last."""
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    adding = {id(entry): entry for entry in rows.loc[rows[AMOUNT] > 0, ENTRY]}
    return sort_by_day(overview.campaign.ledger(line.measure.ledger), adding.values())


def sort_by_day(ledger: Ledger, entries: Iterable[Entry]) -> list[Entry]:
    """A ledger's entries in the order of their days, undated ones last."""
    return sorted(entries, key=lambda entry: find_first_day(ledger, entry))


def find_first_day(ledger: Ledger, entry: Entry) -> dt.date:
    """The day an entry tells about, or begins; the last of all days if it tells none."""
    days = find_entry_days(ledger, entry)
    return days.first if days else dt.date.max


def find_private_names(campaign: Campaign, entries: Iterable[Entry]) -> frozenset[str]:
    """Everybody whom these entries name in a private column."""
    private = {
        (ledger.name, column.name)
        for ledger in campaign.ledgers
        for column in ledger.columns
        if column.private and isinstance(column, Person)
    }
    return frozenset(
        name
        for entry in entries
        for column, value in entry.values.items()
        if (entry.ledger, column) in private
        for name in _cell_words(value)
        if len(name) > 1
    )


def build_entries_table(
    ledger: Ledger,
    entries: Sequence[Entry],
    names: Names,
    titles: tuple[str, str],
    *,
    year: int,
    with_unit: bool = False,
) -> Table:
    """A ledger's entries, each column that everybody may read, and who wrote them if asked for.

    ``titles`` are its caption and what stands beside it; ``year`` is the campaign's, not printed.
    """
    columns = [
        column
        for column in ledger.columns
        if not column.private
        and not isinstance(column, Person | Phone)
        and (column.required or isinstance(column, Choice | Link))
    ]
    shown = choose_entries(entries)
    wide = {each.name for each in columns if isinstance(each, Text) and each.longest > NAME_LENGTH}
    heads = [TableColumn(each.name, 3.0 if each.name in wide else 1.3) for each in columns]
    rows = [[phrase_cell(entry, column, year, names) for column in columns] for entry in shown]
    heads, rows, constant = drop_constant_columns(heads, rows)
    if with_unit:
        heads.append(TableColumn("填报单位", 2.2))
        rows = [[*row, entry.unit] for row, entry in zip(rows, shown, strict=True)]
    left = len(entries) - len(shown)
    rest = f"选列{len(shown)}条，其余{left}条见各单位的工作簿" if left else ""
    said = "；".join(filter(None, (constant, rest)))
    caption, note = titles
    return build_numbered_table(caption, heads, rows, note, f"注：{said}。" if said else "")


def choose_entries(entries: Sequence[Entry]) -> Sequence[Entry]:
    """As many as a reader turns over: of every unit the first, then the second, in their order."""
    turns: Counter[str] = Counter()
    ranked = []
    for place, entry in enumerate(entries):
        ranked.append((turns[entry.unit], place))
        turns[entry.unit] += 1
    ranked.sort()
    lengths = accumulate(measure_entry(entries[place]) for _, place in ranked)
    chosen = [
        place for (_, place), length in zip(ranked, lengths, strict=True) if length <= LONGEST
    ]
    return [entries[place] for place in sorted(chosen[:MOST])]


def measure_entry(entry: Entry) -> int:
    """How many characters an entry takes up."""
    return sum(len(word) for value in entry.values.values() for word in _cell_words(value))


def phrase_cell(entry: Entry, column: Column, year: int, names: Names = ()) -> str:
    """An entry's cell as printed: — when it does not apply, blank when nothing was filled in."""
    value = entry.values.get(column.name)
    if value is None:
        return "—" if column.name in entry.not_applicable else ""
    match column:
        case Count():
            return phrase_cell_amount(entry, column, column.counter)
        case Money():
            return phrase_cell_amount(entry, column, "元")
        case Day():
            return phrase_cell_days(value, year)
        case Text() | Choice() | Person() | Phone() | Link():
            return phrase_cell_words(value, names)
        case _:
            assert_never(column)


def phrase_cell_words(value: Value, names: Names) -> str:
    """The words of a cell that may hold several, without personal data and without braces."""
    return mask_personal_data(escape_braces("、".join(_cell_words(value))), names)


def phrase_cell_amount(entry: Entry, column: Column, counter: str) -> str:
    """An entry's amount, an approximate one as its writer put it; blank if it has none."""
    value = entry.values.get(column.name)
    if not isinstance(value, int | float):
        return ""
    number = Below(round(value)) if column.name in entry.below else round(value)
    if bound := entry.bounds.get(column.name):
        return format_bounded_figure(number, counter, bound)
    return format_prose_figure(number, counter, about=column.name in entry.about)


def phrase_cell_days(value: Value, year: int) -> str:
    """A day or a span of days, without its year where that is this one.

    >>> phrase_cell_days(Span(dt.date(2019, 5, 28), dt.date(2019, 5, 31)), 2019)
    '5月28日至31日'
    >>> phrase_cell_days(dt.date(2018, 5, 28), 2019)
    '2018年5月28日'
    >>> phrase_cell_days(Span(dt.date(2019, 12, 30), dt.date(2020, 1, 2)), 2019)
    '12月30日至2020年1月2日'
    """
    if not isinstance(value, Span):
        return _phrase_day(value, year) if isinstance(value, dt.date) else ""
    first, last = value
    if (first.year, first.month) == (last.year, last.month):
        return f"{_phrase_day(first, year)}至{last.day}日"
    return f"{_phrase_day(first, year)}至{_phrase_day(last, first.year)}"


def _phrase_day(day: dt.date, year: int) -> str:
    return format_day(day) if day.year == year else format_full_day(day)


def _cell_words(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
