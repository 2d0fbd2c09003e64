"""What is wrong with the 合计 rows of a table: never counted, but compared with our own sums."""

from collections.abc import Iterator
from typing import Final

from kjr.campaign.columns import Count, Progress
from kjr.reading.page import Problem
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.numerals import Amount
from kjr.values.readings import Level

TOLERANCE: Final = 0.1
"""How far a sum of approximate numbers (约) may be off, as a share."""


def check_totals(table: SheetTable) -> Iterator[Problem]:
    """Totals that are neither the sum of all rows nor of those between two totals.

    Columns with a cell that could not be read are left out, and so are percentages.
    """
    read = table.read.values()
    oddities = [odd for judged in read for odd in judged.oddities]
    unsure = {odd.column for odd in oddities if odd.complaint.level is Level.ERROR}
    counts = [each for each in table.ledger.columns if isinstance(each, Count)]
    unsure |= {each.name for each in counts if each.counter == "%"}
    names = [each.name for each in table.readers if each.is_amount and each.name not in unsure]
    rough = {name for judged in read for name in judged.about}
    for row, total in table.totals.items():
        for name in names:
            written = total.get(name)
            sums = _sums(table, row, name)
            if not sums or not isinstance(written, Amount):
                continue
            slack = TOLERANCE if name in rough else 0
            if not any(abs(written - each) <= max(slack * abs(each), 1e-6) for each in sums):
                message = f"合计写的是{written:g}，各行相加是{sums[0]:g}，请核对"
                yield table.problem(row, name, Level.DOUBT, message)


def _sums(table: SheetTable, at: int, column: str) -> list[Amount]:
    """What people may have added up: all rows, those above, or the block next to the total.

    Each with the rows that are only planned, and without.
    """
    edges = [0, *table.totals, max(at, *table.read, 0) + 1]
    place = edges.index(at)
    amounts = {
        row: value
        for row, judged in table.read.items()
        if isinstance(value := judged.values.get(column), Amount)
    }
    planned = {row for row, each in table.read.items() if each.progress is Progress.PLANNED}
    blocks = (edges[0], edges[-1]), (edges[0], at), (edges[place - 1], at), (at, edges[place + 1])
    found = [
        [value for row, value in amounts.items() if a < row < b and row not in left_out]
        for left_out in (set(), planned)
        for a, b in blocks
    ]
    return [sum(block) for block in found if block]
