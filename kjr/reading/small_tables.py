"""Rows below a ledger that fit none of its columns: another small table, told once."""

from collections.abc import Sequence
from typing import Final

from kjr.reading.page import SkippedRow
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.readings import Level

SMALL: Final = 2
"""From so many rows on, what fits no column is a table of its own."""
NEEDED: Final = 3
"""A ledger that requires fewer columns cannot tell its rows from another table's."""


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
    counted = max((entry.row for entry in table.entries), default=0)
    rows = [row for row in sorted(table.read) if row > counted]
    if len(required) < NEEDED or not rows or not counted:
        return ()
    has_gap = any(not cells for cells in table.sheet.rows[counted : rows[0] - 1])
    is_strange = all(_fits_little(table, row, required) for row in rows)
    return rows if has_gap and is_strange else ()


def _fits_little(table: SheetTable, row: int, required: set[str]) -> bool:
    judged = table.read[row]
    has_error = any(odd.complaint.level is Level.ERROR for odd in judged.oddities)
    return has_error and len(required & judged.values.keys()) <= 1
