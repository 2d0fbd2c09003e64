"""Entries on paper: which columns everybody may read, and how each cell is printed."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import Campaign, Ledger
from kjr.figures.lines import AMOUNT, Line, select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.tables import ROW, SHEET, UNIT
from kjr.reading.page import Entry
from kjr.values.days import Span
from kjr.values.masks import mask_personal_data
from kjr.values.wording import format_day, format_prose_figure

Names = Collection[str]
"""Names of persons that may not be printed."""


def find_counted_entries(overview: Overview, line: Line) -> list[Entry]:
    """The entries that add to a figure, in the order of their days, undated ones last."""
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    adding = rows[rows[AMOUNT] > 0]
    places = dict.fromkeys(zip(adding[UNIT], adding[SHEET], adding[ROW], strict=True))
    written = {(each.unit, each.sheet, each.row): each for each in overview.snapshot.entries}
    ledger = overview.campaign.ledger(line.measure.ledger)
    return sorted(
        (written[place] for place in places), key=lambda entry: find_first_day(ledger, entry)
    )


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
        for name in list_cell_words(value)
        if len(name) > 1
    )


def list_public_columns(ledger: Ledger) -> list[Column]:
    """The columns that say what an entry is: required, a choice or an address; never a person's."""
    return [
        column
        for column in ledger.columns
        if not column.private
        and not isinstance(column, Person | Phone)
        and (column.required or isinstance(column, Choice | Link))
    ]


def phrase_cell(entry: Entry, column: Column, names: Names = ()) -> str:
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
            return phrase_cell_days(value)
        case Text() | Choice() | Person() | Phone():
            return mask_personal_data("、".join(list_cell_words(value)), names)
        case Link():
            return str(value)
        case _:
            assert_never(column)


def list_cell_words(value: Value) -> tuple[str, ...]:
    """The words of a cell that may hold several."""
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def phrase_cell_amount(entry: Entry, column: Column, counter: str) -> str:
    """An entry's amount, an approximate one with 余; blank if it has none."""
    value = entry.values.get(column.name)
    if not isinstance(value, int | float):
        return ""
    return format_prose_figure(round(value), counter, about=column.name in entry.about)


def phrase_cell_days(value: Value) -> str:
    """A day or a span of days, without the year.

    >>> phrase_cell_days(Span(dt.date(2019, 5, 28), dt.date(2019, 5, 31)))
    '5月28日至31日'
    """
    if not isinstance(value, Span):
        return format_day(value) if isinstance(value, dt.date) else ""
    first, last = value
    is_same_month = (first.year, first.month) == (last.year, last.month)
    return f"{format_day(first)}至{f'{last.day}日' if is_same_month else format_day(last)}"


def find_first_day(ledger: Ledger, entry: Entry) -> dt.date:
    """The day an entry tells about, or begins; the last of all days if it tells none."""
    day = entry.values.get(ledger.day)
    if isinstance(day, Span):
        return day.first
    return day if isinstance(day, dt.date) else dt.date.max
