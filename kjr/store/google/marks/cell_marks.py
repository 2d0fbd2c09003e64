"""Notes and struck-out text at Google.

What a person struck out is deleted; what only a rule strikes out (conditional formats) is not.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kjr.store.base import CellMark, MarkKind
from kjr.store.struck_runs import part_struck_text

Json = Mapping[str, Any]

FIELDS: Final = (
    "note,userEnteredFormat(textFormat(strikethrough)),"
    "textFormatRuns(startIndex,format(strikethrough))"
)
"""What a read asks for of every cell, beside its value."""


def list_cell_marks(rows: Iterable[Json]) -> Iterator[CellMark]:
    """The marks of a sheet's cells, row by row."""
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(line.get("values", ()), 1):
            if note := cell.get("note", "").strip():
                yield CellMark(row, column, MarkKind.NOTE, note)
            struck, left = _part_text(cell)
            if struck.strip() and left.strip():
                yield CellMark(row, column, MarkKind.CUT, struck.strip())
            elif struck.strip() or (_is_struck(cell) and not left):
                yield CellMark(row, column, MarkKind.STRUCK)


def leave_out_struck(cell: Json, text: str) -> str:
    """A cell's text without the part that is struck out; all of it if nothing else is there."""
    if "textFormatRuns" not in cell:
        return text
    _, left = _part_text(cell)
    return left.strip() if left.strip() else text


def _is_struck(cell: Json) -> bool:
    look = cell.get("userEnteredFormat", {}).get("textFormat", {})
    return bool(look.get("strikethrough")) and "effectiveValue" in cell


def _part_text(cell: Json) -> tuple[str, str]:
    """What is struck out of a cell's text, and what is left of it."""
    text, whole = cell.get("effectiveValue", {}).get("stringValue", ""), _is_struck(cell)
    runs = [
        (run.get("startIndex", 0), bool(run.get("format", {}).get("strikethrough", whole)))
        for run in cell.get("textFormatRuns", ())
    ]
    return part_struck_text(text, whole, runs)
