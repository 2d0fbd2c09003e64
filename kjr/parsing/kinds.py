"""What a row under a header is: an entry, or one of the many things people put between entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kjr.days import Span
from kjr.parsing.judging import Judged, Reader
from kjr.parsing.lines import Line, is_numbering, mark

SUSPECT: Final = frozenset("(（[【填示样范举例如合小总共本")
"""Words that make a complete row something else than an entry start like this."""
LONG: Final = 25
"""A lone text longer than this is a note, not a forgotten entry."""


def kind_of(readers: Sequence[Reader], common: frozenset[str], line: Line, judged: Judged) -> str:
    """entry, example, total, numbering, nil, section, note; blank for a row with nothing in it."""
    first = mark(next((cell for cell in line.cells if isinstance(cell, str)), " "))
    if first in ("example", "total"):
        return first
    if not judged.is_odd and not judged.not_applicable:
        return "entry"
    if is_numbering(line.cells):
        return "numbering"
    if all(isinstance(cell, str) and mark(cell) == "note" for cell in line.cells if cell):
        return "note"
    if judged.not_applicable and not judged.touched & judged.values.keys() - common:
        return "nil"
    return _unfinished(readers, common, line, judged) if judged.missing else "entry"


def is_plain(line: Line, judged: Judged) -> bool:
    """A row that cannot but be an entry: whole, in order, and not starting with 合计 or 示例."""
    if judged.missing or judged.oddities:
        return False
    for cell in line.cells:
        if type(cell) is str:
            return cell.lstrip()[:1] not in SUSPECT
    return not judged.not_applicable


def _unfinished(
    readers: Sequence[Reader], common: frozenset[str], line: Line, judged: Judged
) -> str:
    """The kind of a row that lacks what an entry must have."""
    marks = [mark(cell) for cell in line.cells if isinstance(cell, str)]
    filled = list(dict.fromkeys(cell for cell in line.cells if cell is not None))
    touched = judged.touched - common
    valid = touched & judged.values.keys()
    amounts = {reader.name for reader in readers if reader.is_amount}
    in_words = any(isinstance(cell, str) and len(cell) > 8 for cell in filled)
    is_note = marks[:1] == ["note"] or 2 * marks.count("note") > len(filled)
    kinds = {
        "total": "total" in marks[:4] or "subtotal" in marks[:3],
        "nil": "nil" in marks and not valid,
        "note": (is_note and len(valid) < 3) or (in_words and not touched),
        "section": (marks[:1] == ["section"] and len(valid) < 3)
        or (not touched and _stands_outside(readers, line)),
        "": not touched,
        "sums": bool(valid) and not marks and valid <= amounts and len(filled) > 1,
    }
    kind = next((kind for kind, holds in kinds.items() if holds), "entry")
    if kind == "entry" and len(filled) == 1:
        return _lone(readers, line, judged, marks)
    return "total" if kind == "sums" else kind


def _stands_outside(readers: Sequence[Reader], line: Line) -> bool:
    """Words in a column that is no part of the ledger, such as 市级 under 序号."""
    known = {reader.at for reader in readers}
    return any(isinstance(cell, str) and at not in known for at, cell in enumerate(line.cells))


def _lone(readers: Sequence[Reader], line: Line, judged: Judged, marks: list[str]) -> str:
    """A row with one filled cell: an entry only if it holds a day, or words required further on."""
    at, cell = next((at, cell) for at, cell in enumerate(line.cells) if cell is not None)
    reader = next((each for each in readers if each.at == at), None)
    value = judged.values.get(reader.name) if reader else None
    if isinstance(value, dt.date | Span):
        return "entry" if reader and reader.is_required else "note"
    if not marks:
        return "total" if isinstance(value, int | float) else "note"
    if at <= min(each.at for each in readers) and len(str(cell)) <= LONG:
        return "section"
    is_wanted = reader is not None and reader.is_required and value is not None
    return "entry" if is_wanted and len(str(cell)) <= LONG else "note"
