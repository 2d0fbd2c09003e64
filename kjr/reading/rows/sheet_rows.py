"""The rows under a header: what stands in each once merged cells and 同上 are filled."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kjr.reading.rows.row_words import classify_row_text
from kjr.store.base import Sheet
from kjr.values.cells import Cell, Row
from kjr.values.spelling.characters import fold_text

PADS: Final = "", " ", "  ", "\u3000"
SAME: Final = (
    *("同上", "同 上", "同\u3000上", "同上。", "同前", "同上行", "上同", "同", "（同上）"),
)
MARKS: Final = "''", "“”", "、、", "－〃－", "-〃-", "—〃—", "—同上—", "-同上-", *'〃″＂"“”˝ʺ'
POINTERS: Final = frozenset(("↓", "↓↓", "⬇", "⇓", "↑", "…", "……", "...", "......", "〞"))
"""They repeat words from above, never figures: an amount under them is the one above."""
DITTO: Final = frozenset(
    f"{left}{word}{right}" for word in SAME + MARKS for left in PADS for right in PADS
)
REPEATS: Final = DITTO | POINTERS
HEADS: Final = frozenset(("total", "subtotal", "part", "section"))
"""Rows of these kinds are never what 同上 below them means."""
MOST_DIGITS: Final = 9
"""No row has a longer number."""
ORDINALS: Final = "甲乙丙丁戊己庚辛壬癸"


class SheetRow(NamedTuple):
    """One row under a header, as meant."""

    row: int
    cells: Sequence[Cell]
    covered: frozenset[int] = frozenset()
    """Columns (first is 0) that a merged cell from above reaches into."""

    def cell(self, column: int) -> Cell:
        """The cell of a column, whose number starts at 1; None beyond the last."""
        return self.cells[column - 1] if column <= len(self.cells) else None


def list_sheet_rows(
    sheet: Sheet, first: int, amounts: frozenset[int] = frozenset()
) -> list[SheetRow]:
    """Every row from this one on that is not blank, merged cells and 同上 filled.

    Arrows never repeat what stands in the columns (first is 0) of ``amounts``.
    """
    merged = _merged(sheet, first)
    found: list[SheetRow] = []
    for row, cells in enumerate(sheet.rows[first - 1 :], first):
        reached = merged.get(row, {})
        meant: Sequence[Cell] = cells
        if cells and (reached or not REPEATS.isdisjoint(cells)):
            meant = _filled(sheet, cells, reached, _above(found), amounts)
        if meant and (meant[-1] is not None or meant.count(None) < len(meant)):
            found.append(SheetRow(row, meant, frozenset(reached)))
    return found


def _above(found: Sequence[SheetRow]) -> Sequence[Cell]:
    """The last row that is more than a heading or a total."""
    for line in reversed(found):
        filled = [cell for cell in line.cells if cell is not None]
        if len(set(filled)) > 1:
            first = filled[0]
            if not isinstance(first, str) or classify_row_text(first) not in HEADS:
                return line.cells
    return ()


def _merged(sheet: Sheet, first: int) -> Mapping[int, Mapping[int, tuple[int, int]]]:
    """Row → column (first is 0) → the (row, column) whose cell is merged down into it."""
    reached: dict[int, dict[int, tuple[int, int]]] = {}
    for area in sheet.merged:
        if area.top < first:
            continue
        for row in range(area.top + 1, min(area.bottom, len(sheet.rows)) + 1):
            reached.setdefault(row, {})[area.left - 1] = (area.top, area.left)
    return reached


def _filled(
    sheet: Sheet,
    cells: Row,
    reached: Mapping[int, tuple[int, int]],
    above: Sequence[Cell],
    amounts: frozenset[int],
) -> Sequence[Cell]:
    width = max([len(cells), *(at + 1 for at in reached)])
    filled = [*cells, *[None] * (width - len(cells))]
    for at, cell in enumerate(filled):
        if cell is None and at in reached:
            filled[at] = sheet.cell(*reached[at])
        if filled[at] in REPEATS and above:
            over = above[at] if at < len(above) else None
            filled[at] = cell if at in amounts and cell in POINTERS else over
    return filled


def is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that only numbers the columns: 1 2 3, or 甲 1 2."""
    numbers: list[int] = []
    for cell in cells:
        if cell is None:
            continue
        number = _ordinal(cell)  # nearly always the first cell tells that it is none
        if number is None or (numbers and number not in (numbers[-1] + 1, 1)):
            return False
        numbers.append(number)
    return len(numbers) > 2


def _ordinal(cell: Cell) -> int | None:
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    text = fold_text(cell).strip("()[]列栏第").removesuffix(".0") if isinstance(cell, str) else ""
    if len(text) == 1 and text in ORDINALS:
        return ORDINALS.index(text) + 1
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
