"""What figures see of a row: its cells as read, each name in one spelling, and who wrote it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kjr.campaign.columns import Day, Text, Value
from kjr.campaign.model import IS_EXPECTED, WRITER, Ledger, Unit
from kjr.reading.page import Entry
from kjr.reading.planned import find_entry_days
from kjr.values.days import Span
from kjr.values.spelling.characters import unify_name

UNIT, KIND, DISTRICT, EXPECTED = WRITER

SEPARATOR: Final = re.compile("[、，,；;]")

Cells = Mapping[str, Value]
"""Column → what stands there; blank ones are absent, a span of days is its first day."""


def build_cells(ledger: Ledger, unit: Unit, entry: Entry) -> Cells:
    """An entry's cells, with what is known of its writer; a day still before it is none of its.

    Days are dates.
    """
    cells: dict[str, Value] = {**describe_writer(unit), **entry.values}
    for name, synonyms in _find_spellings(ledger):
        if isinstance(cell := cells.get(name), str):
            cells[name] = _unify_names(synonyms, cell)
    for name in _find_day_columns(ledger):
        if isinstance(cell := cells.get(name), Span):
            cells[name] = cell.first
    if ledger.dated and ledger.day in cells and not find_entry_days(ledger, entry):
        del cells[ledger.day]
    return cells


def describe_writer(unit: Unit) -> dict[str, Value]:
    """What is known of whoever writes a row, as a measure's conditions name it (WRITER)."""
    expected = IS_EXPECTED[not unit.expected]
    return {UNIT: unit.name, KIND: unit.kind, DISTRICT: unit.district, EXPECTED: expected}


@lru_cache(maxsize=4096)
def split_names(cell: str) -> tuple[str, ...]:
    """The names a cell of free words lists.

    >>> split_names("甲医院、 乙协会")
    ('甲医院', '乙协会')
    """
    return tuple(piece for each in SEPARATOR.split(cell) if (piece := each.strip()))


@lru_cache(maxsize=64)
def _find_spellings(ledger: Ledger) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The columns whose names have synonyms: folded word → the name that figures count."""
    columns = (each for each in ledger.columns if isinstance(each, Text) and each.synonyms)
    return tuple((column.name, column.synonyms) for column in columns)


@lru_cache(maxsize=64)
def _find_day_columns(ledger: Ledger) -> tuple[str, ...]:
    return tuple(column.name for column in ledger.columns if isinstance(column, Day))


def _unify_names(synonyms: Mapping[str, str], cell: str) -> str:
    """The names a cell holds, each in the one spelling that figures count."""
    names = (synonyms.get(unify_name(piece), piece) for piece in split_names(cell))
    return "、".join(dict.fromkeys(names))
