"""Rows for a ledger nobody wrote stories for: from its columns, their examples and their limits."""

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.model import HostRule, Ledger, Unit
from kjr.values.amounts import parse_amount
from kjr.values.cells import Cell

FILLED: Final = 0.75
"""How often a column that may stay blank is filled."""
MANY: Final = 0.3
"""How often two options are named where several may be."""
ANY: Final = 20
"""About which number, where the column shows none."""
PLACES: Final = ("社区", "校", "广场", "园区")
"""Pools of places."""


class PlainRow(NamedTuple):
    """What a row is about."""

    ledger: Ledger
    unit: Unit
    happened: dt.date
    rng: Random
    pick: Callable[[str], str]
    """A word from a pool of the example."""
    given: Mapping[str, Cell] = MappingProxyType({})
    """What some cells are to say."""

    def build_cells(self) -> dict[str, Cell]:
        """The row's cells by column; what one row must keep to is kept."""
        cells = {
            column.name: self._cell(column)
            for column in self.ledger.columns
            if column.required or (not column.private and self.rng.random() < FILLED)
        } | dict(self.given)
        for host in self.ledger.hosts:
            if self.unit.kind not in host.kinds and cells.get(host.when) in host.among:
                cells[host.when] = self._other_option(host)
        for need in self.ledger.needs:
            if cells.get(need.when) in need.among and need.column not in self.given:
                cells[need.column] = self._cell(self.ledger.column(need.column))
        for smaller, larger in self.ledger.limits:
            one, other = cells.get(smaller), cells.get(larger)
            if isinstance(one, int) and isinstance(other, int):
                cells[smaller] = min(one, other)
        return cells

    def build_private_cells(self) -> dict[str, Cell]:
        """Invented persons in the columns that may stay blank and only the office reads."""
        free = (each for each in self.ledger.columns if each.private and not each.required)
        return {each.name: self._cell(each) for each in free if self.rng.random() < FILLED}

    def _cell(self, column: Column) -> Cell:
        cell: Cell = None
        match column:
            case Text():
                cell = self._text(column)
            case Count(least=least, most=most, doubt_above=doubt):
                cell = self._number(column, least, most or doubt)
            case Money(least=least, most=most, doubt_above=doubt):
                cell = self._number(column, least, most or doubt)
            case Day():
                cell = self.happened
            case Choice(options=options, many=many):
                number = 2 if many and self.rng.random() < MANY else 1
                cell = "、".join(self.rng.sample(options, min(number, len(options))))
            case Person():
                cell = self.pick("人")
            case Link():
                cell = column.example
            case Phone():
                pass
            case _:
                assert_never(column)
        return cell

    def _text(self, column: Text) -> Cell:
        """The unit where it is the host, a place where it is one, else as the column's example."""
        ledger, place = self.ledger, self.pick(self.rng.choice(PLACES))
        if column.name == ledger.host:
            return self.unit.name
        if column.name == ledger.place:
            return place
        if column.name == ledger.title:
            return f"{self.pick('题目')}{ledger.name}（{place}）"
        return column.example or (f"示例{column.name}" if column.required else None)

    def _number(self, column: Column, least: float, most: float | None) -> int:
        shown = parse_amount(column.example).value
        about = int(shown) if shown else ANY
        high = max(2 * about if most is None else min(2 * about, int(most)), int(least))
        return self.rng.randint(max(int(least), min(about // 2, high)), high)

    def _other_option(self, rule: HostRule) -> Cell:
        """An option its kind of unit may write; none if there is none."""
        column = self.ledger.column(rule.when)
        options = column.options if isinstance(column, Choice) else ()
        free = [option for option in options if option not in rule.among]
        return self.rng.choice(free) if free else None
