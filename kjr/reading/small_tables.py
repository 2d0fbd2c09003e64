"""Rows below a ledger that fit none of its columns: another small table, told once."""

from collections.abc import Sequence
from typing import Final

from kjr.reading.page import SkippedRow
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.readings import Level

SMALL: Final = 2
"""From so many rows on, what fits no column is a table of its own."""
NEEDED: Final = 3
"""Of a ledger that requires fewer columns no cell may fit."""


def set_aside_small_table(table: SheetTable) -> None:
    """The last rows below a gap that fit no column: another small table, told once."""
    rows = _small_table(table)
    if len(rows) < SMALL:
        return
    table.problems = [each for each in table.problems if each.row not in rows]
    for row in rows:
        del table.read[row]
        table.skipped.append(SkippedRow(row, "note"))
    message = f"第{rows[0]}至{rows[-1]}行像另一张小表，没有读；如是条目，请照表头填齐"
    table.problems.append(table.problem(rows[0], "", Level.DOUBT, message))


def _small_table(table: SheetTable) -> Sequence[int]:
    required = {each.name for each in table.readers if each.is_required}
    if not table.entries:
        return ()
    below = range(table.header.bottom, table.last_read)
    gaps = [row for row in below if not table.sheet.rows[row - 1]]
    rows = [row for row in table.read if gaps and row > gaps[-1]]
    return rows if all(_fits_little(table, row, required) for row in rows) else ()


def _fits_little(table: SheetTable, row: int, required: set[str]) -> bool:
    judged = table.read[row]
    has_error = any(odd.complaint.level is Level.ERROR for odd in judged.oddities)
    odd = {each.column for each in judged.oddities}
    fitting = (required & judged.values.keys()) - odd
    return (has_error or bool(judged.missing)) and len(fitting) <= (len(required) >= NEEDED)
