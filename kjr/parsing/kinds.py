"""What a row under a header is: an entry, or one of the many things people put between entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kjr.cells import Cell, as_text
from kjr.parsing.cells import Judged, Reader
from kjr.parsing.headers import Header
from kjr.parsing.lines import Line, is_numbering, mark

LONG: Final = 25
"""A lone text longer than this is a note, not a forgotten entry."""


def kind_of(
    header: Header,
    readers: Sequence[Reader],
    common: frozenset[str],
    line: Line,
    judged: Judged,
) -> str:
    """entry, example, total, numbering, nil, section, note; blank for a row with nothing in it."""
    marks = [mark(cell) for cell in line.cells if isinstance(cell, str)]
    if marks[:1] == ["example"] or _is_sample(header, readers, line):
        return "example"
    if judged.is_odd and is_numbering(line.cells):
        return "numbering"
    if "total" in marks[: 4 if judged.missing else 2]:
        return "total"
    if judged.not_applicable and not judged.touched & judged.values.keys() - common:
        return "nil"
    return _unfinished(readers, common, line, judged, marks) if judged.missing else "entry"


def _unfinished(
    readers: Sequence[Reader], common: frozenset[str], line: Line, judged: Judged, marks: list[str]
) -> str:
    """The kind of a row that lacks what an entry must have."""
    filled = list(dict.fromkeys(cell for cell in line.cells if cell is not None))
    touched = judged.touched - common
    valid = touched & judged.values.keys()
    amounts = {reader.name for reader in readers if reader.is_amount}
    in_words = any(isinstance(cell, str) and len(cell) > 8 for cell in filled)
    is_note = marks[:1] == ["note"] or 2 * marks.count("note") > len(filled)
    kinds = {
        "total": "subtotal" in marks[:3],
        "nil": "nil" in marks and not valid,
        "note": (is_note and len(valid) < 3) or (in_words and not touched),
        "": not touched,
        "section": marks[:1] == ["section"] and len(valid) < 3 and len(filled) > 1,
        "sums": bool(valid) and not marks and valid <= amounts and len(filled) > 1,
    }
    kind = next((kind for kind, holds in kinds.items() if holds), "entry")
    if kind == "entry" and len(filled) == 1:
        return _lone(readers, line, judged, marks)
    return "total" if kind == "sums" else kind


def _lone(readers: Sequence[Reader], line: Line, judged: Judged, marks: list[str]) -> str:
    """A row with one filled cell: an entry only if it holds something required, not in front."""
    at, cell = next((at, cell) for at, cell in enumerate(line.cells) if cell is not None)
    if marks == ["section"]:
        return "section"
    if not marks:
        return "total" if judged.values else "note"
    in_front = at <= min(reader.at for reader in readers)
    wanted = any(
        each.at == at and each.is_required and each.name in judged.values for each in readers
    )
    if len(str(cell)) > LONG or not wanted:
        return "section" if in_front and len(str(cell)) <= LONG else "note"
    return "section" if in_front else "entry"


def _is_sample(header: Header, readers: Sequence[Reader], line: Line) -> bool:
    """The first row still holds the example the blank workbook came with."""
    if line.row > header.bottom + 2:
        return False
    examples = {column.name: column.example for column in header.ledger.columns}
    shown = [(examples[each.name], _at(line.cells, each.at)) for each in readers]
    given = [(example, cell) for example, cell in shown if example]
    return len(given) > 2 and all(as_text(cell) == example for example, cell in given)


def _at(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None
