"""Tables as slabs: full grid, a head on every page, （续表）, and no row cut.

The standard leaves tables open but for the sheet they lie on; 五号 and a 黑体 head are usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from kjr.documents.blocks import Align, Column, Table
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.column_widths import PAD_X, column_widths
from kjr.documents.paper.setting.line_breaks import Line, balanced, extent, ragged
from kjr.documents.paper.setting.prose import ink, width_of
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
    centred_baseline,
)

LEADING: Final = 1.4 * CELL.size
PAD_Y: Final = 4.8
TALLEST: Final = 0.85
"""Of a page; only a row taller than this is cut, because no page could hold it."""
CONTINUED: Final = "（续表）"


class Grid(NamedTuple):
    """What all rows of a table share."""

    columns: Sequence[Column]
    edges: Sequence[float]
    fonts: Fonts
    most: int
    """Lines a row may have."""
    pad: float
    """Between a rule and the text below it."""


class Cell(NamedTuple):
    """One cell, broken into lines."""

    lines: Sequence[Line]
    align: Align


def table(block: Table, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """Caption, head and rows; the head comes again on every page the table goes on to."""
    edges = [0.0, *accumulate(column_widths(block, fonts, frame.width))]
    most = int(frame.height * TALLEST / LEADING)
    grid = Grid(block.columns, edges, fonts, most, PAD_Y * frame.air)
    head = head_row(grid)
    rows = list(body_rows(block, grid))
    again = (*caption(block.caption, CONTINUED, fonts, frame), head)
    yield from caption(block.caption, block.note, fonts, frame)
    yield head._replace(keep=bool(rows), after=0.0 if rows else PITCH / 4)
    for place, row in enumerate(rows[:-1]):
        yield row._replace(keep=place in (0, len(rows) - 2), cling=True, head=again)
    yield from (row._replace(head=again, after=PITCH / 4) for row in rows[-1:])


def caption(text: str, note: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """The caption over a table, and at the right its unit or （续表）."""
    baseline = PITCH - 8
    width, note_width = width_of(text, CAPTION, fonts), width_of(note, CELL, fonts)
    title = Ink((frame.width - width) / 2, baseline, CAPTION, text)
    aside = Ink(frame.width - note_width, baseline, CELL, note)
    if text and note and title.x + width + CELL.size > aside.x:
        yield Slab(PITCH, (title,), keep=True)
        yield Slab(LEADING, (aside._replace(y=LEADING - 5),), keep=True, on_grid=False)
    elif text or note:
        yield Slab(PITCH, tuple(mark for mark in (title, aside) if mark.text), keep=True)


def head_row(grid: Grid) -> Slab:
    """The column names, centred, under the table's upper rule."""
    widths = grid.fonts.advances[CELL_HEAD.role]
    cells = [
        Cell(balanced(column.name, widths, inner(left, right)), Align.CENTRE)
        for column, (left, right) in zip(grid.columns, pairwise(grid.edges), strict=True)
    ]
    slab = row_slab(cells, CELL_HEAD, grid)
    top = Stroke(grid.edges[0], 0, grid.edges[-1], 0)
    return slab._replace(marks=(*slab.marks, top), keep=True)


def body_rows(block: Table, grid: Grid) -> Iterator[Slab]:
    """The rows, the total in 黑体."""
    for number, texts in enumerate(block.rows, 1):
        style = CELL_HEAD if block.total and number == len(block.rows) else CELL
        widths = grid.fonts.advances[style.role]
        cells = [
            Cell(broken(text, widths, inner(left, right)), column.align)
            for text, column, (left, right) in zip(
                texts, grid.columns, pairwise(grid.edges), strict=True
            )
        ]
        yield from row_slabs(cells, style, grid)


def row_slabs(cells: Sequence[Cell], style: Style, grid: Grid) -> Iterator[Slab]:
    """One slab for a row, or several if it is taller than a page."""
    most = max(1, *(len(cell.lines) for cell in cells))
    for first in range(0, most, grid.most):
        part = [Cell(cell.lines[first : first + grid.most], cell.align) for cell in cells]
        yield row_slab(part, style, grid)


def row_slab(cells: Sequence[Cell], style: Style, grid: Grid) -> Slab:
    """A row with its rules below and between."""
    most = max(1, *(len(cell.lines) for cell in cells))
    height = (most - 1) * LEADING + style.size + 2 * grid.pad
    marks: list[Mark] = []
    for cell, (left, right) in zip(cells, pairwise(grid.edges), strict=True):
        widths = grid.fonts.advances[style.role]
        marks += cell_ink(cell, style, widths, Box(left + PAD_X, right - PAD_X, height))
    marks += (Stroke(x, 0, x, height) for x in grid.edges)
    marks.append(Stroke(grid.edges[0], height, grid.edges[-1], height))
    return Slab(height, tuple(marks), on_grid=False)


class Box(NamedTuple):
    """Where a cell's text goes."""

    left: float
    right: float
    height: float


def cell_ink(cell: Cell, style: Style, widths: Mapping[str, float], box: Box) -> Iterator[Ink]:
    """The text of a cell, in the middle of its height."""
    baseline = centred_baseline(box.height - (len(cell.lines) - 1) * LEADING, style.size)
    for place, line in enumerate(cell.lines):
        room = box.right - box.left - style.size * extent(line, widths)
        shift = {Align.LEFT: 0.0, Align.CENTRE: room / 2, Align.RIGHT: room}[cell.align]
        yield from ink(line, box.left + shift, baseline + place * LEADING, style)


def broken(text: str, widths: Mapping[str, float], measure: float) -> list[Line]:
    """A cell's lines; a line break typed in it is kept."""
    if "\n" not in text:
        return ragged(text, widths, measure)
    return [line for part in text.split("\n") for line in ragged(part, widths, measure)]


def inner(left: float, right: float) -> float:
    """How many ems a column holds."""
    return (right - left - 2 * PAD_X) / CELL.size
