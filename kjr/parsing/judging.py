"""One row's cells under a ledger's columns: values, and what is odd about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import NoneType
from typing import NamedTuple

from kjr.cells import Cell
from kjr.columns import Column, Count, Money, Value
from kjr.parsing.headers import Header
from kjr.parsing.lines import Line
from kjr.parsing.reading import read
from kjr.parsing.shortcuts import Shortcut, shortcuts
from kjr.parsing.units import counter_of, in_full, unit
from kjr.readings import Complaint, Level, Reading

NOT_FILLED = "必填，还没有填"
NOT_APPLICABLE = "必填，写的是“不适用”，请核实"
NO_RESULT = "公式没有算出结果，请用WPS或Excel打开保存一次，或直接填数字"


class Oddity(NamedTuple):
    """Something to say about one cell."""

    column: str
    complaint: Complaint


@dataclass(slots=True)
class Judged:
    """One row read under a header, before anyone decides whether it counts."""

    values: dict[str, Value]
    about: frozenset[str] = frozenset()
    not_applicable: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """Required columns left blank."""
    oddities: tuple[Oddity, ...] = ()

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
        self.oddities += (Oddity(column, Complaint(level, message, suggestion)),)


class Memo(dict[Cell, "Value | Reading[Value]"]):
    """Cell → its value, or its reading where there is more to say; each is read only once."""

    def __init__(
        self,
        column: Column,
        quick: Shortcut,
        window: tuple[dt.date, dt.date],
        date1904: bool,
        unit: str,
    ) -> None:
        self.column, self.window, self.date1904, self.unit = column, window, date1904, unit
        self.shortcut = quick

    def read_all(self, cells: Sequence[Cell]) -> Sequence[Value | Reading[Value] | None]:
        """What each cell means; None for a blank one."""
        if found := self._quickly(cells):
            return found
        filled = [cell for cell in cells if cell is not None]
        rest: Iterator[Value | Reading[Value]]
        rest = iter(self._quickly(filled) or map(self.__getitem__, filled))
        return [None if cell is None else next(rest) for cell in cells]

    def _quickly(self, cells: Sequence[Cell]) -> Sequence[Value] | None:
        return self.shortcut(cells) if cells and not self.unit else None

    def __missing__(self, cell: Cell) -> Value | Reading[Value]:
        found = self._quickly((cell,))
        self[cell] = value = found[0] if found else self._closely(cell)
        return value

    def _closely(self, cell: Cell) -> Value | Reading[Value]:
        meant = in_full(cell, self.unit) if self.unit else cell
        reading = read(self.column, meant, self.window, self.date1904)
        is_odd = reading.value is None or reading.about or reading.complaint
        return reading if is_odd else reading.value  # type: ignore[return-value]  # not None


class Reader(NamedTuple):
    """One column of a table, ready to read its cells."""

    name: str
    at: int
    """The sheet's column, first is 0."""
    memo: Memo
    is_required: bool
    is_amount: bool


def readers(
    header: Header, window: tuple[dt.date, dt.date], date1904: bool, above: Mapping[str, str]
) -> tuple[Reader, ...]:
    """A reader for each recognised column, in the ledger's order; ``above`` as units_above."""
    matches = {match.column: match for match in header.matches}
    quick = shortcuts(header.ledger)
    found: list[Reader] = []
    for column in header.ledger.columns:
        if match := matches.get(column.name):
            counter = counter_of(column)
            larger = unit(match.text, counter, above) if counter else ""
            memo = Memo(column, quick[column.name], window, date1904, larger)
            is_amount = isinstance(column, Count | Money)
            found.append(Reader(column.name, match.at - 1, memo, column.required, is_amount))
    return tuple(found)


def judge(readers: Sequence[Reader], lines: Sequence[Line]) -> Iterator[Judged]:
    """Read the rows under a header, column by column, and hand them out row by row."""
    names = [reader.name for reader in readers]
    sheet = list(zip_longest(*(line.cells for line in lines)))
    blank = (None,) * len(lines)
    columns = [
        reader.memo.read_all(sheet[reader.at] if reader.at < len(sheet) else blank)
        for reader in readers
    ]
    kinds = [set(map(type, column)) for column in columns]
    has_gaps = any(NoneType in kind for kind in kinds)
    odd = [
        column
        for reader, column, kind in zip(readers, columns, kinds, strict=True)
        if Reading in kind or (reader.is_required and NoneType in kind)
    ]
    closely = {n for column in odd for n, found in enumerate(column) if _is_odd(found)}
    for n, (line, found) in enumerate(zip(lines, zip(*columns, strict=True), strict=False)):
        values = dict(zip(names, found))  # noqa: B905  # of one length, and the loop is hot
        if n in closely or line.covered:
            yield _closely(readers, line, values)
        elif has_gaps:
            yield Judged({name: value for name, value in values.items() if value is not None})
        else:
            yield Judged(values)


def _is_odd(found: object) -> bool:
    return found is None or type(found) is Reading


def _closely(
    readers: Sequence[Reader], line: Line, found: Mapping[str, Value | Reading[Value] | None]
) -> Judged:
    """A row with blanks or oddities; an amount that is merged down belongs to the row above."""
    judged = Judged({})
    for name, at, _, is_required, is_amount in readers:
        cell = found[name]
        if cell is None or (is_amount and at in line.covered):
            if is_required and at not in line.covered:
                judged.missing += (name,)
        elif isinstance(cell, Reading):
            take(judged, name, cell, is_required=is_required)
        else:
            judged.values[name] = cell
    return judged


def take(judged: Judged, name: str, reading: Reading[Value], *, is_required: bool) -> None:
    """Add one cell to a row."""
    if reading.value is not None:
        judged.values[name] = reading.value
    if reading.about:
        judged.about |= {name}
    if reading.not_applicable:
        judged.not_applicable |= {name}
        if is_required:
            judged.say(name, Level.DOUBT, NOT_APPLICABLE)
    if reading.complaint:
        judged.oddities += (Oddity(name, reading.complaint),)
    elif is_required and reading.value is None and not reading.not_applicable:
        judged.missing += (name,)
