"""From [[indicators]] to indicators with measures."""

from collections import Counter
from collections.abc import Sequence

from kjr.campaign.model import Indicator, Measure, Unit
from kjr.campaign.toml_table import TomlTable, suggest_word

EXPECTED = "应报"
"""Instead of a kind: all units that have to file."""


def parse_indicators(root: TomlTable, units: Sequence[Unit]) -> tuple[Indicator, ...]:
    """Every indicator; a target given in units is looked up in the roster."""
    numbers = Counter(unit.kind for unit in units)
    numbers.update(EXPECTED for unit in units if unit.expected)
    return tuple(_indicator(table, numbers) for table in root.tables("indicators"))


def _indicator(table: TomlTable, numbers: Counter[str]) -> Indicator:
    table.require("id", "section")
    return Indicator(
        id=table.text("id"),
        name=table.text("name"),
        section=table.text("section"),
        measure=_measure(table, numbers),
        also=tuple(_measure(also, numbers) for also in table.tables("also")),
    )


def _measure(table: TomlTable, numbers: Counter[str]) -> Measure:
    table.require("name", "counter", "ledger", "words")
    where = table.table("where")
    return Measure(
        name=table.text("name"),
        counter=table.text("counter"),
        ledger=table.text("ledger"),
        sum=table.text("sum"),
        distinct=table.groups("distinct"),
        where={column: where.words(column) for column in where.raw},
        target=_target(table, numbers),
        hard=table.flag("hard"),
        words=table.text("words"),
    )


def _target(table: TomlTable, numbers: Counter[str]) -> int | None:
    if not isinstance(table.raw.get("target"), dict):
        return table.number("target")
    asked = table.table("target")
    asked.require("units")
    units = asked.text("units")
    if numbers and units not in numbers:
        asked.note(f"名册里没有“{units}”这一类单位{suggest_word(units, numbers)}")
    return numbers[units] or None
