"""Tables as slabs: full grid, a head on every page, （续表）, and no row cut.

The standard leaves tables open but for the sheet they lie on; 五号 and a 黑体 head are usual.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import (
    TextLine,
    balance_text,
    break_text,
    measure_ems,
    measure_extent,
)
from kjr.documents.paper.setting.prose import ink_line, measure_width
from kjr.documents.paper.setting.tables.column_widths import (
    FIGURE,
    find_column_widths,
    list_column_texts,
    measure_tail,
)

TALLEST: Final = 0.3
"""Of a page; a row taller than this is cut between its lines."""
TALL: Final = 0.1
"""Of a page; a row taller than this may stand alone at the end of a page."""
FEW: Final = 10
"""A table of fewer rows is not parted, unless it is taller than WHOLE of a page."""
WHOLE: Final = 0.6
CONTINUED: Final = "（续表）"
NOTHING: Final = "（无）"
TABLE: Final = gb.Tag("Table")
SHIFT: Final = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
"""How much of a cell's free room stands before its text."""


class TableGrid(NamedTuple):
    """What all rows of a table share."""

    edges: Sequence[float]
    measures: Sequence[float]
    """How many ems each column holds."""
    aligns: Sequence[Align]
    tails: Sequence[float]
    """How many ems of each column stand behind the digits of its figures."""
    side: float
    """Between a rule and the text beside it."""
    pad: float
    """Between a rule and the text below it."""
    fonts: Fonts


def typeset_table(block: Table, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """Caption, head and rows; the head comes again on every page the table goes on to."""
    grid = measure_grid(block, fonts, frame)
    head = typeset_head_row([column.name for column in block.columns], grid)
    most = int(frame.height * TALLEST / gb.CELL_PITCH)
    rows = list(typeset_body_rows(block, grid, most)) or [typeset_empty_row(grid)]
    is_whole = is_short_table(block, rows, frame)
    ends = (0, len(rows) - 2)
    continued = (*typeset_caption(block.caption, CONTINUED, fonts, frame), head)
    again = tuple(map(strip_tags, continued))
    remark = list(typeset_remark(block.remark, fonts, frame))
    slabs = [
        *typeset_caption(block.caption, block.note, fonts, frame),
        head,
        *(
            row._replace(
                keep=row.keep or is_whole or (place in ends and row.height < TALL * frame.height),
                cling=True,
                head=again,
            )
            for place, row in enumerate(rows[:-1])
        ),
        *(row._replace(keep=bool(remark), head=again) for row in rows[-1:]),
        *remark,
    ]
    yield from slabs[:-1]
    yield slabs[-1]._replace(keep=False, after=frame.pitch, new_grid=True)


def is_short_table(block: Table, rows: Iterable[gb.Slab], frame: gb.Frame) -> bool:
    """Whether a table is not parted; ``rows`` are its rows as they are set."""
    return len(block.rows) < FEW and sum(row.height for row in rows) < WHOLE * frame.height


def measure_grid(block: Table, fonts: Fonts, frame: gb.Frame) -> TableGrid:
    """Where the columns of a table stand."""
    columns = find_column_widths(block, fonts, frame.width)
    edges = [0.0, *accumulate(columns.widths)]
    measures = [(width - 2 * columns.pad) / gb.CELL.size for width in columns.widths]
    widths = fonts.advances[gb.CELL.role]
    tails = [measure_tail(texts, widths) for texts in list_column_texts(block)]
    aligns = [column.align for column in block.columns]
    pad = gb.CELL_PAD * frame.air
    return TableGrid(edges, measures, aligns, tails, columns.pad, pad, fonts)


def typeset_remark(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """表注, small, under the table."""
    widths = fonts.advances[gb.CELL.role]
    for line in break_text(text, widths, frame.width / gb.CELL.size):
        marks = ink_line(line, 0.0, gb.centre_baseline(gb.CELL_PITCH, gb.CELL.size) + 2, gb.CELL)
        yield gb.Slab(gb.CELL_PITCH, marks, on_grid=False, keep=True, path=(gb.Tag("Note"),))


def typeset_caption(text: str, note: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """The caption over a table, and at the right its unit or （续表）."""
    baseline, path = frame.pitch - 8, (TABLE, gb.Tag("Caption"))
    width, note_width = measure_width(text, gb.CAPTION, fonts), measure_width(note, gb.CELL, fonts)
    title = gb.Ink((frame.width - width) / 2, baseline, gb.CAPTION, text)
    aside = gb.Ink(frame.width - note_width, baseline, gb.CELL, note)
    if text and note and title.x + width + gb.CELL.size > aside.x:
        yield gb.Slab(frame.pitch, (title,), keep=True, path=path)
        aside = aside._replace(y=gb.CELL_PITCH - 5)
        yield gb.Slab(gb.CELL_PITCH, (aside,), keep=True, on_grid=False, path=path)
    elif text or note:
        marks = tuple(mark for mark in (title, aside) if mark.text)
        yield gb.Slab(frame.pitch, marks, keep=True, path=path)


def strip_tags(slab: gb.Slab) -> gb.Slab:
    """The same to look at, but nothing to hear: it was said before."""
    marks = (mark._replace(tag=None) if isinstance(mark, gb.Ink) else mark for mark in slab.marks)
    return slab._replace(marks=tuple(marks), path=())


def typeset_head_row(names: Sequence[str], grid: TableGrid) -> gb.Slab:
    """The column names, centred, under the table's upper rule."""
    widths = grid.fonts.advances[gb.CELL_HEAD.role]
    columns = zip(names, grid.measures, strict=True)
    cells = [break_column_name(name, widths, measure) for name, measure in columns]
    centred = grid._replace(aligns=[Align.CENTRE] * len(cells))
    slab = typeset_row(cells, gb.CELL_HEAD, centred, "TH")
    top = gb.Stroke(grid.edges[0], 0, grid.edges[-1], 0)
    return slab._replace(marks=(*slab.marks, top), keep=True, path=(TABLE, gb.Tag("TR")))


def break_column_name(name: str, widths: Mapping[str, float], measure: float) -> list[TextLine]:
    """A name too long for one line is parted behind its last / first: 座谈观摩/ over 场."""
    before, stroke, counter = name.rpartition("/")
    fits = measure_ems(name, widths) <= measure
    parts = [name] if fits else [f"{before}{stroke}", counter]
    return [line for part in parts for line in balance_text(part, widths, measure)]


def typeset_body_rows(block: Table, grid: TableGrid, most: int) -> Iterator[gb.Slab]:
    """The rows, the total in 黑体; one of more than ``most`` lines in a slab for each line."""
    for number, texts in enumerate(block.rows, 1):
        style = gb.CELL_HEAD if block.total and number == len(block.rows) else gb.CELL
        widths = grid.fonts.advances[style.role]
        cells = [
            [line for part in text.split("\n") for line in break_text(part, widths, measure)]
            for text, measure in zip(texts, grid.measures, strict=True)
        ]
        path = (TABLE, gb.Tag("TR", number))
        if max(1, *map(len, cells)) <= most:
            yield typeset_row(cells, style, grid)._replace(path=path)
        else:
            yield from (slab._replace(path=path) for slab in typeset_tall_row(cells, style, grid))


def typeset_empty_row(grid: TableGrid) -> gb.Slab:
    """What stands below the head of a table without rows."""
    whole = grid._replace(edges=(grid.edges[0], grid.edges[-1]), aligns=[Align.CENTRE])
    lines = break_text(NOTHING, grid.fonts.advances[gb.CELL.role], len(NOTHING))
    slab = typeset_row([lines], gb.CELL, whole)
    tag = gb.Tag("TD", columns=len(grid.measures))
    marks = (mark._replace(tag=tag) if isinstance(mark, gb.Ink) else mark for mark in slab.marks)
    return slab._replace(marks=tuple(marks), path=(TABLE, gb.Tag("TR", 1)))


def typeset_tall_row(
    cells: Sequence[Sequence[TextLine]], style: gb.Style, grid: TableGrid
) -> Iterator[gb.Slab]:
    """A row that may go on over the next page: a slab for each line, two at least on a page."""
    count, close = max(map(len, cells)), grid._replace(pad=(gb.CELL_PITCH - style.size) / 2)
    for place in range(count):
        slab = typeset_row([cell[place : place + 1] for cell in cells], style, close)
        *marks, rule = slab.marks
        is_last = place == count - 1
        keep = place in (0, count - 2)
        yield slab._replace(marks=slab.marks if is_last else tuple(marks), edge=(rule,), keep=keep)


def typeset_row(
    cells: Sequence[Sequence[TextLine]], style: gb.Style, grid: TableGrid, kind: str = "TD"
) -> gb.Slab:
    """A row of cells, each in the middle of the height, with the rules below and between."""
    most = max(1, *map(len, cells))
    height = (most - 1) * gb.CELL_PITCH + style.size + 2 * grid.pad
    marks: list[gb.Mark] = []
    for number, lines in enumerate(cells):
        baseline = gb.centre_baseline(height - (len(lines) - 1) * gb.CELL_PITCH, style.size)
        tag = gb.Tag(kind, number)
        for place, line in enumerate(lines):
            x = find_text_x(line, number, style, grid)
            marks += ink_line(line, x, baseline + place * gb.CELL_PITCH, style, tag)
        if not lines:  # a cell that is heard too, so that those after it keep their columns
            marks.append(gb.Ink(grid.edges[number] + grid.side, baseline, style, "", tag=tag))
    marks += (gb.Stroke(x, 0, x, height) for x in grid.edges)
    marks.append(gb.Stroke(grid.edges[0], height, grid.edges[-1], height))
    return gb.Slab(height, tuple(marks), on_grid=False)


def find_text_x(line: TextLine, column: int, style: gb.Style, grid: TableGrid) -> float:
    """Where a line of a cell begins; figures end below each other, what follows them behind."""
    widths, align = grid.fonts.advances[style.role], grid.aligns[column]
    left, right = grid.edges[column] + grid.side, grid.edges[column + 1] - grid.side
    figure = FIGURE.fullmatch(line.text)
    if align == Align.RIGHT and figure:
        tail = grid.tails[column] * gb.CELL.size
        return right - tail - style.size * measure_ems(figure[1], widths)
    room = right - left - style.size * measure_extent(line, widths)
    return left + room * SHIFT[align]
