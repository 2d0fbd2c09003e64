"""Rows by which a plan's own targets are met in part, where no row was planted for its city."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Final

from kjr.app.demo.plain_rows import ANY
from kjr.campaign.columns import Choice, Column, Person
from kjr.campaign.model import BLANK, FILLED, IS_EXPECTED, WRITER, Campaign, Ledger, Measure, Unit
from kjr.values.amounts import parse_amount
from kjr.values.cells import Cell

MET: Final = 0.6
"""How much of a target is met, about."""
MOST: Final = 3
"""Rows of one unit for one target."""

Aim = tuple[Ledger, Mapping[str, Cell]]
"""A ledger, and what its row must say to count."""


def plan_aims(campaign: Campaign, ledgers: Collection[str]) -> dict[str, list[Aim]]:
    """What units write into these ledgers for the sake of the plan's own targets, by unit.

    One writes into a ledger that has no such target; a single row per unit is told anyway.
    """
    aims: defaultdict[str, list[Aim]] = defaultdict(list)
    for ledger in campaign.ledgers:
        if ledger.single or ledger.name not in ledgers:
            continue
        every = [each for it in campaign.indicators for each in it.measures]
        hard = [each for each in every if each.hard and each.ledger == ledger.name]
        for measure in hard or [Measure(ledger.name, "", ledger.name)]:
            able = [each for each in campaign.units if _may_write(each, ledger, measure)]
            writers = [each for each in able if each.expected] or able
            Random(measure.name).shuffle(writers)
            wanted = round(MET * (measure.target or 0) / _estimate_row(ledger, measure))
            for number in range(min(max(wanted, 1), MOST * len(writers))):
                cells = _build_cells(ledger, measure, number)
                aims[writers[number // MOST].name].append((ledger, cells))
    return aims


def _may_write(unit: Unit, ledger: Ledger, measure: Measure) -> bool:
    """Whether the measure counts what the unit writes, and the unit may write it."""
    said = (unit.name, unit.kind, unit.district, IS_EXPECTED[not unit.expected])
    known = dict(zip(WRITER, said, strict=True))
    asked = {name: words[0] for name, words in measure.where.items() if name not in WRITER}
    return all(known[name] in words for name, words in measure.where.items() if name in known) and (
        all(unit.kind in host.kinds for host in ledger.hosts if asked.get(host.when) in host.among)
    )


def _estimate_row(ledger: Ledger, measure: Measure) -> float:
    """About how much one row adds."""
    if not measure.sum:
        return 1
    return parse_amount(ledger.column(measure.sum).example).value or ANY


def _build_cells(ledger: Ledger, measure: Measure, number: int) -> dict[str, Cell]:
    """What must stand in the row of that number, so that it counts, and as one of its own."""
    cells: dict[str, Cell] = {}
    if measure.sum:
        cells[measure.sum] = round(_estimate_row(ledger, measure))
    for name, words in measure.where.items():
        if name not in WRITER and words[0] != BLANK:
            is_any = words[0] == FILLED
            cells[name] = _name_one(ledger.column(name), (), number) if is_any else words[0]
    for name in measure.distinct[0] if measure.distinct else ():
        column = None if name in WRITER else ledger.column(name)
        if column and not isinstance(column, Person):  # whose names are invented, each another
            asked = measure.where.get(name, ())
            counted = tuple(word for word in asked if word not in (BLANK, FILLED))
            cells[name] = _name_one(column, counted, number)
    return cells


def _name_one(column: Column, words: Sequence[str], number: int) -> str:
    """One of the words that count, in turn; of any that would, one of its own."""
    known = words or (column.options if isinstance(column, Choice) else ())
    return known[number % len(known)] if known else f"示例{column.name}{number + 1}"
