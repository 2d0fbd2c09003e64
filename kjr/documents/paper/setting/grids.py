"""Tables as slabs: full grid, a head on every page, （续表）, and no row cut.

The standard leaves tables open but for the sheet they lie on; 五号 and a 黑体 head are usual.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.column_widths import PAD_X, find_column_widths
from kjr.documents.paper.setting.line_breaks import (
    TextLine,
    balance_text,
    break_text,
    measure_extent,
)
from kjr.documents.paper.setting.prose import ink_line, measure_width

LEADING: Final = 1.4 * gb.CELL.size
PAD_Y: Final = 4.8
TALLEST: Final = 0.85
"""Of a page; only a row taller than this is cut, because no page could hold it."""
CONTINUED: Final = "（续表）"
TABLE: Final = gb.Tag("Table")
SHIFT: Final = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
"""How much of a cell's free room stands before its text."""


class TableGrid(NamedTuple):
    """What all rows of a table share."""

    edges: Sequence[float]
    measures: Sequence[float]
    """How many ems each column holds."""
    pad: float
    """Between a rule and the text below it."""
    fonts: Fonts


def typeset_table(block: Table, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """Caption, head and rows; the head comes again on every page the table goes on to."""
    edges = [0.0, *accumulate(find_column_widths(block, fonts, frame.width))]
    measures = [(right - left - 2 * PAD_X) / gb.CELL.size for left, right in pairwise(edges)]
    grid = TableGrid(edges, measures, PAD_Y * frame.air, fonts)
    head = typeset_head_row([column.name for column in block.columns], grid)
    rows = list(typeset_body_rows(block, grid, int(frame.height * TALLEST / LEADING)))
    continued = (*typeset_caption(block.caption, CONTINUED, fonts, frame), head)
    again = tuple(map(strip_tags, continued))
    yield from typeset_caption(block.caption, block.note, fonts, frame)
    yield head._replace(keep=bool(rows), after=0.0 if rows else gb.PITCH / 4)
    for place, row in enumerate(rows[:-1]):
        yield row._replace(keep=place in (0, len(rows) - 2), cling=True, head=again)
    yield from (row._replace(head=again, after=gb.PITCH / 4) for row in rows[-1:])


def typeset_caption(text: str, note: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """The caption over a table, and at the right its unit or （续表）."""
    baseline, path = gb.PITCH - 8, (TABLE, gb.Tag("Caption"))
    width, note_width = measure_width(text, gb.CAPTION, fonts), measure_width(note, gb.CELL, fonts)
    title = gb.Ink((frame.width - width) / 2, baseline, gb.CAPTION, text)
    aside = gb.Ink(frame.width - note_width, baseline, gb.CELL, note)
    if text and note and title.x + width + gb.CELL.size > aside.x:
        yield gb.Slab(gb.PITCH, (title,), keep=True, path=path)
        aside = aside._replace(y=LEADING - 5)
        yield gb.Slab(LEADING, (aside,), keep=True, on_grid=False, path=path)
    elif text or note:
        marks = tuple(mark for mark in (title, aside) if mark.text)
        yield gb.Slab(gb.PITCH, marks, keep=True, path=path)


def strip_tags(slab: gb.Slab) -> gb.Slab:
    """The same to look at, but nothing to hear: it was said before."""
    marks = (mark._replace(tag=None) if isinstance(mark, gb.Ink) else mark for mark in slab.marks)
    return slab._replace(marks=tuple(marks), path=())


def typeset_head_row(names: Sequence[str], grid: TableGrid) -> gb.Slab:
    """The column names, centred, under the table's upper rule."""
    widths = grid.fonts.advances[gb.CELL_HEAD.role]
    columns = zip(names, grid.measures, strict=True)
    cells = [balance_text(name, widths, measure) for name, measure in columns]
    slab = typeset_row(cells, [Align.CENTRE] * len(cells), gb.CELL_HEAD, grid, "TH")
    top = gb.Stroke(grid.edges[0], 0, grid.edges[-1], 0)
    return slab._replace(marks=(*slab.marks, top), keep=True, path=(TABLE, gb.Tag("TR")))


def typeset_body_rows(block: Table, grid: TableGrid, most: int) -> Iterator[gb.Slab]:
    """The rows, the total in 黑体; one of more than ``most`` lines in several slabs."""
    aligns = [column.align for column in block.columns]
    for number, texts in enumerate(block.rows, 1):
        style = gb.CELL_HEAD if block.total and number == len(block.rows) else gb.CELL
        widths = grid.fonts.advances[style.role]
        cells = [
            [line for part in text.split("\n") for line in break_text(part, widths, measure)]
            for text, measure in zip(texts, grid.measures, strict=True)
        ]
        for first in range(0, max(1, *map(len, cells)), most):
            slab = typeset_row([cell[first : first + most] for cell in cells], aligns, style, grid)
            yield slab._replace(path=(TABLE, gb.Tag("TR", number)))


def typeset_row(
    cells: Sequence[Sequence[TextLine]],
    aligns: Sequence[Align],
    style: gb.Style,
    grid: TableGrid,
    kind: str = "TD",
) -> gb.Slab:
    """A row of cells, each in the middle of the height, with the rules below and between."""
    most, widths = max(1, *map(len, cells)), grid.fonts.advances[style.role]
    height = (most - 1) * LEADING + style.size + 2 * grid.pad
    marks: list[gb.Mark] = []
    columns = zip(cells, aligns, pairwise(grid.edges), strict=True)
    for number, (lines, align, (left, right)) in enumerate(columns):
        tag = gb.Tag(kind, number)
        baseline = gb.centre_baseline(height - (len(lines) - 1) * LEADING, style.size)
        for place, line in enumerate(lines):
            room = right - left - 2 * PAD_X - style.size * measure_extent(line, widths)
            x = left + PAD_X + room * SHIFT[align]
            marks += ink_line(line, x, baseline + place * LEADING, style, tag)
    marks += (gb.Stroke(x, 0, x, height) for x in grid.edges)
    marks.append(gb.Stroke(grid.edges[0], height, grid.edges[-1], height))
    return gb.Slab(height, tuple(marks), on_grid=False)
