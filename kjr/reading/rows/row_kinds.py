"""What a row under a header is: an entry, or one of the many things people put between entries."""

from collections.abc import Sequence
from typing import Final

from kjr.reading.rows.column_readers import ColumnReader
from kjr.reading.rows.judging import JudgedRow
from kjr.reading.rows.sheet_rows import SheetRow, classify_row_text, is_numbering
from kjr.values.cells import Cell
from kjr.values.days import Span

SUSPECT: Final = frozenset("(（[【填示样范举例如合小总共本")
"""Words that make a complete row something else than an entry start like this."""
LONG, SHORT = 25, 6
"""A lone text longer than the first is a note, one as short as the second may be a heading."""
FEW: Final = 3
"""With fewer columns filled, a row that starts like a note or a heading is one."""


def classify_row(
    readers: Sequence[ColumnReader], common: frozenset[str], line: SheetRow, judged: JudgedRow
) -> str:
    """entry, example, total, numbering, nil, section, note; blank for a row with nothing in it."""
    first = classify_row_text(next((cell for cell in line.cells if isinstance(cell, str)), " "))
    if first in ("example", "total"):
        return first
    if not judged.is_odd and not judged.not_applicable:
        return "entry"
    if kind := _through_and_through(line):
        return kind
    if judged.not_applicable and not judged.touched & judged.values.keys() - common:
        return "nil"
    return _unfinished(readers, common, line, judged) if judged.missing else "entry"


def _through_and_through(line: SheetRow) -> str:
    """numbering, note or nil if every cell says so, else blank."""
    cells = [cell for cell in line.cells if cell is not None]
    if is_numbering(cells):
        return "numbering"
    if all(isinstance(cell, str) and classify_row_text(cell) == "note" for cell in cells):
        return "note"
    return "nil" if all(map(_says_none, cells)) else ""


def _says_none(cell: Cell) -> bool:
    """0 or —, which in every cell of a row says that nothing was done."""
    if isinstance(cell, str):
        return classify_row_text(cell) == "nil" or cell.strip() == "0"
    return cell == 0


def is_plain_entry(line: SheetRow, judged: JudgedRow) -> bool:
    """A row that cannot but be an entry: whole, in order, and not starting with 合计 or 示例."""
    if judged.missing or judged.oddities:
        return False
    for cell in line.cells:
        if type(cell) is str:
            return cell.lstrip()[:1] not in SUSPECT
    return not judged.not_applicable


def _unfinished(
    readers: Sequence[ColumnReader], common: frozenset[str], line: SheetRow, judged: JudgedRow
) -> str:
    """The kind of a row that lacks what an entry must have."""
    marks = [classify_row_text(cell) for cell in line.cells if isinstance(cell, str)]
    touched = judged.touched - common
    valid = touched & judged.values.keys()
    if "total" in marks[:4] or "subtotal" in marks[:3]:
        return "total"
    if "nil" in marks and not valid:
        return "nil"
    if len(valid) < FEW and marks[:1] in (["note"], ["section"]):
        return marks[0]
    if not touched:
        return _beside(readers, line)
    if sum(cell is not None for cell in line.cells) == 1:
        return _lone(readers, line, judged)
    amounts = {reader.name for reader in readers if reader.is_amount}
    return "total" if valid and not marks and valid <= amounts else "entry"


def _beside(readers: Sequence[ColumnReader], line: SheetRow) -> str:
    """A row with nothing in the ledger's own columns: words beside them, or only a number."""
    known = {reader.at for reader in readers}
    words = [(at, cell) for at, cell in enumerate(line.cells) if isinstance(cell, str)]
    if any(len(cell) > LONG // 3 for _, cell in words):
        return "note"
    return "section" if any(at not in known for at, _ in words) else ""


def _lone(readers: Sequence[ColumnReader], line: SheetRow, judged: JudgedRow) -> str:
    """A row with one filled cell: unfinished if it holds something required, else a remark."""
    at, cell = next((at, cell) for at, cell in enumerate(line.cells) if cell is not None)
    reader = next(each for each in readers if each.at == at)
    value = judged.values.get(reader.name)
    if not isinstance(cell, str) and isinstance(value, int | float):
        return "total"
    is_heading = at == min(each.at for each in readers) and len(str(cell)) <= SHORT
    if isinstance(value, str | tuple) and not isinstance(value, Span) and is_heading:
        return "section"
    is_entry = reader.is_required and value is not None and len(str(cell)) <= LONG
    return "entry" if is_entry else "section" if is_heading else "note"
