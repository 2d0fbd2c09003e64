"""Tables as slabs: full grid, a head on every page, （续表）, and no row cut.

The standard leaves tables open but for the sheet they lie on; 五号 and a 黑体 head are usual.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from kjr.documents.blocks import Align, Table, TableColumn
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.column_widths import PAD_X, find_column_widths
from kjr.documents.paper.setting.line_breaks import (
    TextLine,
    balance_text,
    break_text,
    measure_extent,
)
from kjr.documents.paper.setting.prose import ink_line, measure_width
from kjr.documents.paper.setting.standard import (
    CAPTION,
    CELL,
    CELL_HEAD,
    PITCH,
    Frame,
    Ink,
    Mark,
    Slab,
    Stroke,
    Style,
    centre_baseline,
)

LEADING: Final = 1.4 * CELL.size
PAD_Y: Final = 4.8
TALLEST: Final = 0.85
"""Of a page; only a row taller than this is cut, because no page could hold it."""
CONTINUED: Final = "（续表）"


class TableGrid(NamedTuple):
    """What all rows of a table share."""

    columns: Sequence[TableColumn]
    edges: Sequence[float]
    fonts: Fonts
    most: int
    """Lines a row may have."""
    pad: float
    """Between a rule and the text below it."""


class TableCell(NamedTuple):
    """One cell, broken into lines."""

    lines: Sequence[TextLine]
    align: Align


def typeset_table(block: Table, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """Caption, head and rows; the head comes again on every page the table goes on to."""
    edges = [0.0, *accumulate(find_column_widths(block, fonts, frame.width))]
    most = int(frame.height * TALLEST / LEADING)
    grid = TableGrid(block.columns, edges, fonts, most, PAD_Y * frame.air)
    head = typeset_head_row(grid)
    rows = list(typeset_body_rows(block, grid))
    again = (*typeset_caption(block.caption, CONTINUED, fonts, frame), head)
    yield from typeset_caption(block.caption, block.note, fonts, frame)
    yield head._replace(keep=bool(rows), after=0.0 if rows else PITCH / 4)
    for place, row in enumerate(rows[:-1]):
        yield row._replace(keep=place in (0, len(rows) - 2), cling=True, head=again)
    yield from (row._replace(head=again, after=PITCH / 4) for row in rows[-1:])


def typeset_caption(text: str, note: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """The caption over a table, and at the right its unit or （续表）."""
    baseline = PITCH - 8
    width, note_width = measure_width(text, CAPTION, fonts), measure_width(note, CELL, fonts)
    title = Ink((frame.width - width) / 2, baseline, CAPTION, text)
    aside = Ink(frame.width - note_width, baseline, CELL, note)
    if text and note and title.x + width + CELL.size > aside.x:
        yield Slab(PITCH, (title,), keep=True)
        yield Slab(LEADING, (aside._replace(y=LEADING - 5),), keep=True, on_grid=False)
    elif text or note:
        yield Slab(PITCH, tuple(mark for mark in (title, aside) if mark.text), keep=True)


def typeset_head_row(grid: TableGrid) -> Slab:
    """The column names, centred, under the table's upper rule."""
    widths = grid.fonts.advances[CELL_HEAD.role]
    cells = [
        TableCell(balance_text(column.name, widths, measure_inner_width(left, right)), Align.CENTRE)
        for column, (left, right) in zip(grid.columns, pairwise(grid.edges), strict=True)
    ]
    slab = typeset_row(cells, CELL_HEAD, grid)
    top = Stroke(grid.edges[0], 0, grid.edges[-1], 0)
    return slab._replace(marks=(*slab.marks, top), keep=True)


def typeset_body_rows(block: Table, grid: TableGrid) -> Iterator[Slab]:
    """The rows, the total in 黑体."""
    for number, texts in enumerate(block.rows, 1):
        style = CELL_HEAD if block.total and number == len(block.rows) else CELL
        widths = grid.fonts.advances[style.role]
        cells = [
            TableCell(break_cell(text, widths, measure_inner_width(left, right)), column.align)
            for text, column, (left, right) in zip(
                texts, grid.columns, pairwise(grid.edges), strict=True
            )
        ]
        yield from split_row(cells, style, grid)


def split_row(cells: Sequence[TableCell], style: Style, grid: TableGrid) -> Iterator[Slab]:
    """One slab for a row, or several if it is taller than a page."""
    most = max(1, *(len(cell.lines) for cell in cells))
    for first in range(0, most, grid.most):
        part = [TableCell(cell.lines[first : first + grid.most], cell.align) for cell in cells]
        yield typeset_row(part, style, grid)


def typeset_row(cells: Sequence[TableCell], style: Style, grid: TableGrid) -> Slab:
    """A row with its rules below and between."""
    most = max(1, *(len(cell.lines) for cell in cells))
    height = (most - 1) * LEADING + style.size + 2 * grid.pad
    marks: list[Mark] = []
    for cell, (left, right) in zip(cells, pairwise(grid.edges), strict=True):
        widths = grid.fonts.advances[style.role]
        marks += ink_cell(cell, style, widths, CellBox(left + PAD_X, right - PAD_X, height))
    marks += (Stroke(x, 0, x, height) for x in grid.edges)
    marks.append(Stroke(grid.edges[0], height, grid.edges[-1], height))
    return Slab(height, tuple(marks), on_grid=False)


class CellBox(NamedTuple):
    """Where a cell's text goes."""

    left: float
    right: float
    height: float


def ink_cell(
    cell: TableCell, style: Style, widths: Mapping[str, float], box: CellBox
) -> Iterator[Ink]:
    """The text of a cell, in the middle of its height."""
    baseline = centre_baseline(box.height - (len(cell.lines) - 1) * LEADING, style.size)
    for place, line in enumerate(cell.lines):
        room = box.right - box.left - style.size * measure_extent(line, widths)
        shift = {Align.LEFT: 0.0, Align.CENTRE: room / 2, Align.RIGHT: room}[cell.align]
        yield from ink_line(line, box.left + shift, baseline + place * LEADING, style)


def break_cell(text: str, widths: Mapping[str, float], measure: float) -> list[TextLine]:
    """A cell's lines; a line break typed in it is kept."""
    if "\n" not in text:
        return break_text(text, widths, measure)
    return [line for part in text.split("\n") for line in break_text(part, widths, measure)]


def measure_inner_width(left: float, right: float) -> float:
    """How many ems a column holds."""
    return (right - left - 2 * PAD_X) / CELL.size
