"""One row's cells under a ledger's columns: values, and what is odd about them.

The rules between columns of one row live here too: what must be filled (必填), what may be assumed
(未填场次按1场计), and what may not exceed what (建档数≤服务人次).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kjr.campaign import Ledger, Need
from kjr.cells import Cell
from kjr.columns import Column, Count, Money, Value
from kjr.numerals import whole
from kjr.parsing.headers import Header
from kjr.parsing.lexicon import scale
from kjr.parsing.reading import read
from kjr.readings import Complaint, Level, Reading

NOT_FILLED = "必填，还没有填"
NOT_APPLICABLE = "必填，写的是“不适用”，请核实"
NO_RESULT = "公式没有算出结果，请用WPS或Excel打开保存一次，或直接填数字"


class Oddity(NamedTuple):
    """Something to say about one cell."""

    column: str
    complaint: Complaint


@dataclass
class Judged:
    """One row read under a header, before anyone decides whether it counts."""

    values: dict[str, Value] = field(default_factory=dict)
    about: set[str] = field(default_factory=set)
    not_applicable: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    """Required columns left blank."""
    oddities: list[Oddity] = field(default_factory=list)

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
        self.oddities.append(Oddity(column, Complaint(level, message, suggestion)))


class Memo(dict[Cell, tuple[Value | None, Reading[Value] | None]]):
    """Cell → (value, its reading where there is more to say): each distinct cell is read once."""

    def __init__(
        self, column: Column, window: tuple[dt.date, dt.date], date1904: bool, factor: int
    ) -> None:
        self.column, self.window, self.date1904, self.factor = column, window, date1904, factor

    def __missing__(self, cell: Cell) -> tuple[Value | None, Reading[Value] | None]:
        reading = _scaled(read(self.column, cell, self.window, self.date1904), self.factor)
        is_plain = reading.value is not None and not reading.about and not reading.complaint
        found = (reading.value, None if is_plain else reading)
        if not isinstance(cell, bool):
            self[cell] = found
        return found


def _scaled(reading: Reading[Value], factor: int) -> Reading[Value]:
    if factor == 1 or not isinstance(reading.value, int | float):
        return reading
    return reading._replace(value=whole(reading.value * factor), rule=f"表头单位换算×{factor}")


class Reader(NamedTuple):
    """One column of a table, ready to read its cells."""

    name: str
    at: int
    """The sheet's column, first is 0."""
    memo: Memo
    is_required: bool
    is_amount: bool


def readers(header: Header, window: tuple[dt.date, dt.date], date1904: bool) -> tuple[Reader, ...]:
    """A reader for each recognised column, in the ledger's order."""
    columns = {column.name: column for column in header.ledger.columns}
    order = list(columns)
    return tuple(
        Reader(
            match.column,
            match.at - 1,
            Memo(column, window, date1904, _factor(column, match.text)),
            column.required,
            isinstance(column, Count | Money),
        )
        for match in sorted(header.matches, key=lambda each: order.index(each.column))
        for column in (columns[match.column],)
    )


def _factor(column: Column, text: str) -> int:
    return scale(text, column.name) if isinstance(column, Count | Money) else 1


def judge(
    readers: Iterable[Reader], cells: Sequence[Cell], covered: frozenset[int] = frozenset()
) -> Judged:
    """Read one row; amounts that a merged cell reaches into belong to the row above."""
    judged = Judged()
    values, width = judged.values, len(cells)
    for name, at, memo, is_required, is_amount in readers:
        cell = cells[at] if at < width else None
        if cell is None or (is_amount and at in covered):
            if is_required and at not in covered:
                judged.missing.append(name)
            continue
        value, odd = memo[cell]
        if odd is None:
            values[name] = value  # type: ignore[assignment]  # plain readings have a value
        else:
            take(judged, name, odd, is_required=is_required)
    return judged


def take(judged: Judged, name: str, reading: Reading[Value], *, is_required: bool) -> None:
    """Add one cell to a row."""
    if reading.value is not None:
        judged.values[name] = reading.value
    if reading.about:
        judged.about.add(name)
    if reading.not_applicable:
        judged.not_applicable.add(name)
        if is_required:
            judged.say(name, Level.DOUBT, NOT_APPLICABLE)
    if reading.complaint:
        judged.oddities.append(Oddity(name, reading.complaint))
    elif is_required and reading.value is None and not reading.not_applicable:
        judged.missing.append(name)


def settle(ledger: Ledger, judged: Judged, present: frozenset[str]) -> None:
    """Apply the ledger's rules between columns; ``present`` are those the sheet has."""
    for column, (number, other) in ledger.assume.items():
        if column not in judged.values and other in judged.values:
            _assume(judged, column, number, is_told=column in present)
    for need in ledger.needs:
        if need.column in present and need.column not in judged.values:
            _need(judged, need)
    for smaller, larger in ledger.limits:
        _limit(judged, smaller, larger)


def _assume(judged: Judged, column: str, number: int, *, is_told: bool) -> None:
    if column in judged.not_applicable or any(odd.column == column for odd in judged.oddities):
        return
    judged.values[column] = number
    judged.about.add(column)
    if column in judged.missing:
        judged.missing.remove(column)
    if is_told:
        judged.say(column, Level.HINT, f"没有填，按{number}计，标“约”", str(number))


def _need(judged: Judged, need: Need) -> None:
    """Doubted, not refused: the row's other figures are as good without it."""
    value = judged.values.get(need.when)
    chosen = sorted({*(value if isinstance(value, tuple) else (value,))} & {*need.among}, key=str)
    said = any(odd.column == need.column for odd in judged.oddities)
    if chosen and not said and need.column not in judged.missing:
        judged.say(need.column, Level.DOUBT, f"「{need.when}」是“{chosen[0]}”的，这一列也要填")


def _limit(judged: Judged, smaller: str, larger: str) -> None:
    small, large = judged.values.get(smaller), judged.values.get(larger)
    if isinstance(small, int | float) and isinstance(large, int | float) and small > large:
        del judged.values[smaller]
        judged.about.discard(smaller)
        judged.say(smaller, Level.ERROR, f"{small}大于「{larger}」的{large}，请核对")
