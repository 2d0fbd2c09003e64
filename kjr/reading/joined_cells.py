"""One cell made of the cells several columns hold: 100 and 5000 are 5100, 5 and 28 are 5月28日.

>>> parts = JoinedColumn("人数", Join.SUM, (1, 2), ("线下", "线上"))
>>> join_cells(parts, (100.0, 5000.0)), join_cells(parts, ("约100", "5000人"))
(5100, '约100+5000人')
>>> join_cells(JoinedColumn("日期", Join.DAY, (1, 2), ("月", "日")), (5.0, "28-30日"))
'5月28-30日'
>>> join_cells(JoinedColumn("日期", Join.SPAN, (1, 2), ("起", "止")), ("5.28", "30日"))
'5.28~30日'
>>> join_cells(JoinedColumn("类别", Join.TICKS, (1, 2), ("一线", "困难")), ("√", "×"))
'一线'
"""

import enum
import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from kjr.store.base import Sheet, trim_grid
from kjr.values.amounts import parse_amount
from kjr.values.cells import Cell, format_cell
from kjr.values.numerals import Amount, round_amount
from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text

FIGURE: Final = re.compile(r"\d|[一二两三四五六七八九十百千万]|^(?:[-—–―/]+|无)$")
TICKED: Final = re.compile("[√✓✔☑■●◉✅○ov1y是有]|yes|true", re.IGNORECASE)
NOT_TICKED: Final = re.compile("[×✗✘x☐□0n否无]|no|false|[-—–―─/]{1,2}", re.IGNORECASE)


class Join(enum.StrEnum):
    """How the cells of several columns make one."""

    SUM = "相加"
    SPAN = "合成一段日子"
    DAY = "合成一个日期"
    TICKS = "打了勾的"


class JoinedColumn(NamedTuple):
    """A ledger's column that stands in several columns of a sheet."""

    name: str
    how: Join
    places: tuple[int, ...]
    """The sheet's columns, first is 1."""
    words: tuple[str, ...]
    """What tells each of them from the others: 男, 起, 月, an option."""

    def list_cells(self, sheet: Sheet, row: int) -> tuple[Cell, ...]:
        """What stands in its columns in one row; days and ticks are merged down, amounts not."""
        cells = [sheet.cell(row, at) for at in self.places]
        if self.how is not Join.SUM:
            for area in sheet.merged:
                if area.left in self.places and area.top < row <= area.bottom:
                    cells[self.places.index(area.left)] = sheet.cell(area.top, area.left)
        return tuple(cells)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure, or says that there is none."""
    return FIGURE.search(format_cell(cell)) is not None


def is_tick(cell: Cell) -> bool | None:
    """Whether a cell ticks its column; None for a cell that is no tick at all."""
    text = fold_text(format_cell(cell)).strip("()[]【】 ")
    if TICKED.fullmatch(text):
        return True
    return False if not text or NOT_TICKED.fullmatch(text) else None


def join_cells(column: JoinedColumn, cells: Sequence[Cell]) -> Cell:
    """The one cell they make; blank where they hold nothing."""
    filled = [cell for cell in cells if cell is not None]
    if column.how is Join.TICKS:
        words = zip(column.words, cells, strict=True)
        return "、".join(word for word, cell in words if is_tick(cell)) or None
    if column.how is Join.DAY:
        pairs = zip(column.words, cells, strict=True)
        return "".join(_count_of(cell, word) for word, cell in pairs if cell is not None) or None
    if len(filled) < 2:
        return filled[0] if filled else None
    return "~".join(map(format_cell, filled)) if column.how is Join.SPAN else _add(filled)


def _count_of(cell: Cell, word: str) -> str:
    return format_cell(cell).strip().rstrip("年月日号") + word


def _add(cells: Sequence[Cell]) -> Cell:
    """Their sum where each is plainly a number, else all of them with a plus between."""
    said = [each for each in cells if not is_not_applicable(fold_text(format_cell(each)))]
    readings = [parse_amount(cell) for cell in said]
    values = [each.value for each in readings if isinstance(each.value, Amount)]
    is_plain = not any(each.complaint or each.about for each in readings)
    if is_plain and values and len(values) == len(said):
        return round_amount(sum(values))
    return "+".join(map(format_cell, said)) if said else cells[0]


def join_rows(
    sheet: Sheet, first: int, joined: Sequence[JoinedColumn], left_out: Collection[int] = ()
) -> Sheet:
    """The sheet with the joined cells in the first of their columns, from a row on."""
    rows = [list(row) for row in sheet.rows]
    for number, row in enumerate(rows[first - 1 :], first):
        for column in joined if row and number not in left_out else ():
            cells, at = column.list_cells(sheet, number), column.places[0]
            if not _is_heading(column, cells):
                row.extend([None] * (at - len(row)))
                row[at - 1] = join_cells(column, cells)
    return sheet._replace(rows=trim_grid(rows))


def _is_heading(column: JoinedColumn, cells: Sequence[Cell]) -> bool:
    """Words rather than work, such as another table's header below."""
    if column.how is Join.TICKS:
        return any(is_tick(cell) is None for cell in cells)
    filled = [cell for cell in cells if cell is not None]
    return len(filled) > 1 and not any(map(is_figure, filled))
