"""One row's cells under a ledger's columns: values, and what is odd about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import NoneType
from typing import Final, NamedTuple

from kjr.campaign.columns import Progress, Value
from kjr.campaign.model import Ledger
from kjr.reading.page import Entry
from kjr.reading.rows.column_readers import ColumnReader, Found
from kjr.reading.rows.sheet_rows import SheetRow
from kjr.store.base import Sheet
from kjr.values.readings import CellProblem, Level, Reading

NOT_FILLED: Final = "必填，还没有填"
NO_BOUNDS: Final[Mapping[str, str]] = {}
"""Nearly every entry's: one for all of them."""
NOT_APPLICABLE: Final = "必填，写的是“不适用”，请核实"


class Oddity(NamedTuple):
    """Something to say about one cell."""

    column: str
    complaint: CellProblem


@dataclass(slots=True)
class JudgedRow:
    """One row read under a header, before anyone decides whether it counts."""

    values: dict[str, Value]
    about: frozenset[str] = frozenset()
    not_applicable: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """Required columns left blank."""
    oddities: tuple[Oddity, ...] = ()
    progress: Progress | None = None
    """What it says of itself in a column for it."""
    below: frozenset[str] = frozenset()
    bounds: tuple[tuple[str, str], ...] = ()
    """Column → how its writer put what is about, as ``Reading.bound``."""
    excused: frozenset[str] = frozenset()
    """Required columns that keep the row from counting no more."""

    @property
    def is_odd(self) -> bool:
        """Something is missing or worth saying."""
        return bool(self.missing or self.oddities)

    @property
    def touched(self) -> set[str]:
        """The columns in which something is written."""
        return {*self.values, *self.not_applicable, *(odd.column for odd in self.oddities)}

    def say(self, column: str, level: Level, message: str, suggestion: str | None = None) -> None:
        """Note something about a cell."""
        self.oddities += (Oddity(column, CellProblem(level, message, suggestion)),)

    def excuse_parts(self, parts: Iterable[str]) -> None:
        """Who tells of one part of the closing report has told of the others: they are not in."""
        if not self.values.keys().isdisjoint(parts):
            self.excused = frozenset(parts)
            self.missing = tuple(name for name in self.missing if name not in self.excused)

    def build_entry(self, sheet: Sheet, ledger: Ledger, row: int) -> Entry:
        """The row as an entry, which counts."""
        kinds = self.values, self.about, self.not_applicable
        place = sheet.unit, ledger.name, sheet.name, row
        return Entry(
            *place,
            *kinds,
            self.progress,
            self.below,
            dict(self.bounds) if self.bounds else NO_BOUNDS,
        )


def judge_rows(readers: Sequence[ColumnReader], lines: Sequence[SheetRow]) -> Iterator[JudgedRow]:
    """Read the rows under a header, column by column, and give them out row by row."""
    names = [reader.name for reader in readers]
    columns = _columns(readers, lines)
    kinds = [set(map(type, column)) for column in columns]
    has_gaps = any(NoneType in kind for kind in kinds)
    odd_rows = _odd_rows(readers, columns, kinds)
    for n, (line, found) in enumerate(zip(lines, zip(*columns, strict=True), strict=False)):
        values = dict(zip(names, found))  # noqa: B905  # of one length, and the loop is hot
        if n in odd_rows or line.covered:
            yield _closely(readers, line, values)
        elif has_gaps:
            yield JudgedRow({name: value for name, value in values.items() if value is not None})
        else:
            yield JudgedRow(values)


def _columns(readers: Sequence[ColumnReader], lines: Sequence[SheetRow]) -> list[Sequence[Found]]:
    sheet = dict(enumerate(zip_longest(*(line.cells for line in lines))))
    blank = (None,) * len(lines)
    return [reader.memo.read_all(sheet.get(reader.at, blank)) for reader in readers]


def _odd_rows(
    readers: Sequence[ColumnReader], columns: Sequence[Sequence[Found]], kinds: Sequence[set[type]]
) -> set[int]:
    """The rows in which more is to be said of a cell, or one that is required is blank."""
    odd = [
        column
        for reader, column, kind in zip(readers, columns, kinds, strict=True)
        if Reading in kind or (reader.is_required and NoneType in kind)
    ]
    found = ((n, type(cell)) for column in odd for n, cell in enumerate(column))
    return {n for n, kind in found if kind in (Reading, NoneType)}


def _closely(
    readers: Sequence[ColumnReader], line: SheetRow, found: Mapping[str, Found]
) -> JudgedRow:
    """A row with blanks or oddities; an amount that is merged down belongs to the row above."""
    judged = JudgedRow({})
    for name, at, _, is_required, is_amount in readers:
        cell = found[name]
        if cell is None or (is_amount and at in line.covered):
            if is_required and at not in line.covered:
                judged.missing += (name,)
        elif isinstance(cell, Reading):
            add_reading(judged, name, cell, is_required=is_required)
        else:
            judged.values[name] = cell
    return judged


def add_reading(
    judged: JudgedRow, name: str, reading: Reading[Value], *, is_required: bool
) -> None:
    """Add one cell to a row."""
    if reading.value is not None:
        judged.values[name] = reading.value
    if reading.about:
        judged.about |= {name}
    if reading.below:
        judged.below |= {name}
    if reading.bound:
        judged.bounds += ((name, reading.bound),)
    if reading.not_applicable:
        judged.not_applicable |= {name}
        if is_required:
            judged.say(name, Level.DOUBT, NOT_APPLICABLE)
    if reading.complaint:
        judged.oddities += (Oddity(name, reading.complaint),)
    elif is_required and reading.value is None and not reading.not_applicable:
        judged.missing += (name,)
