"""Tables in the Word file."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.fonts import load_fonts_once
from kjr.documents.paper.setting.line_breaks import measure_ems
from kjr.documents.paper.setting.standard import (
    CAPTION,
    CELL,
    CELL_PAD,
    CELL_PITCH,
    Frame,
)
from kjr.documents.paper.setting.tables.column_widths import (
    PAD_X,
    find_column_widths,
)
from kjr.documents.paper.setting.tables.grids import (
    NOTHING,
    TALLEST,
    is_short_table,
    measure_grid,
    typeset_body_rows,
)
from kjr.documents.paper.setting.tables.wide_tables import part_wide_table
from kjr.documents.paper.word.page_setup import set_tabs
from kjr.documents.paper.word.styles import (
    build_element,
    count_twips,
    set_faces,
    write_run,
)
from kjr.documents.paper.word.word_columns import (
    EMS,
    PAD,
    SLACK,
    find_indent,
    find_tails,
    list_column_names,
    make_room_beside_figures,
)

STYLES: Final = {Align.LEFT: "表格文字", Align.CENTRE: "表格居中", Align.RIGHT: "表格数字"}
TOTALS: Final = {Align.LEFT: "合计", Align.CENTRE: "表头", Align.RIGHT: "合计数字"}
RULE: Final = 0.5
"""How thick the rules of a table are in Word, which makes its rows as much taller."""
WHOLE: Final = 1000
"""Lines of a row that are no reason to cut it: Word knows how high its pages are."""
AFTER_LOOK: Final = ("w:tblLook", "w:tblCaption", "w:tblDescription")
"""What stands after the cell margins of a table (ECMA-376-1, 17.4.59)."""


def write_table(word: Word, block: Table, frame: Frame) -> None:
    """A table whose head comes again on every page and whose rows are not cut if they are not tall.

    One of more columns than the page is wide is parted as on our own pages.
    """
    for part in part_wide_table(block, load_fonts_once(None), frame.width):
        write_narrow_table(word, part, frame)


def write_narrow_table(word: Word, block: Table, frame: Frame) -> None:
    """A table whose columns fit beside each other."""
    ours, side = find_column_widths(block, load_fonts_once(None), frame.width)
    names = list_column_names(block, ours, side)
    widths = make_room_beside_figures(block, names, ours, side)
    body = block.rows or [[NOTHING, *[""] * (len(widths) - 1)]]
    is_named = bool(block.caption or block.note)
    pads = side - SLACK, find_row_pad(frame)
    table = add_empty_table(word, len(body) + 1 + is_named, widths, "Table Grid", pads)
    describe_table(table, block.caption)
    heads, rows = list(table.rows)[: 1 + is_named], list(table.rows)[1 + is_named :]
    write_table_row(heads[-1], names, widths, ["表头"] * len(widths), keep=True)
    if is_named:
        write_caption_row(heads[0], block, frame.width, pads[0])
    for head in heads:
        head._tr.get_or_add_trPr().extend(map(build_element, ("cantSplit", "tblHeader")))
    slabs = list(typeset_body_rows(block, measure_grid(block, load_fonts_once(None), frame), WHOLE))
    is_whole = is_short_table(block, slabs, frame)
    plain, bold = ([each[it.align] for it in block.columns] for each in (STYLES, TOTALS))
    tails = find_tails(block)
    heights = {slab.path[-1].serial: slab.height for slab in slabs}
    for number, (row, texts) in enumerate(zip(rows, body, strict=True), 1):
        is_tall, is_last = is_tall_row(texts, widths, frame), number == len(rows)
        # the first row is not tied to the second: LibreOffice would break the page behind the third
        is_tied = is_whole or (number == len(rows) - 1 and not is_tall)
        keep = bool(block.remark) if is_last else is_tied
        styles = bold if block.total and is_last else plain
        write_table_row(row, texts, widths, styles, keep=keep)
        align_figures(row, texts, tails)
        if not is_tall:
            row._tr.get_or_add_trPr().append(build_element("cantSplit"))
            hold_height(row, heights.get(number, 0.0), count_lines(texts, widths, pads[0]))
    if block.remark:
        write_run(word.add_paragraph(style="表注"), block.remark)
    word.add_paragraph(style="空行")


def find_row_pad(frame: Frame) -> float:
    """Above and below the lines of a cell, each with half of its own space around it."""
    return max(0.0, CELL_PAD * frame.air - (CELL_PITCH - CELL.size + RULE) / 2)


def write_caption_row(row: _Row, block: Table, width: float, pad: float) -> None:
    """The caption over a table and at the right its unit, above it on every page it goes on to.

    It is a row of the table's head without rules: nothing else comes again on the next page.
    """
    first, *others = row._tr.tc_lst
    for other in others:
        row._tr.remove(other)
    first.grid_span, first.width = 1 + len(others), Pt(width)
    borders, margins = build_element("tcBorders"), build_element("tcMar")
    borders.extend(build_element(side, val="nil") for side in ("top", "left", "right"))
    margins.extend(build_element(side, w=0, type="dxa") for side in ("top", "bottom"))
    first.get_or_add_tcPr().extend((borders, margins))
    write_caption(row.cells[0], block, width - 2 * pad)


def write_caption(cell: _Cell, block: Table, room: float) -> None:
    """The caption in the middle and the unit at the right, below it if it is long."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Caption" if block.caption else "表格单位"
    if not (block.caption and block.note):
        write_run(paragraph, block.caption or block.note)
        return
    caption, note = (measure_ems(text, EMS) for text in (block.caption, block.note))
    if (room - caption * CAPTION.size) / 2 < (note + 1) * CELL.size:
        write_run(paragraph, block.caption)
        write_run(cell.add_paragraph(style="表格单位"), block.note)
        return
    paragraph.style = "带单位的题注"
    set_tabs(paragraph, center=room / 2, right=room)
    write_run(paragraph, f"\t{block.caption}\t")
    letters = write_run(paragraph, block.note)
    letters.font.size = Pt(CELL.size)
    set_faces(letters._r.get_or_add_rPr(), CELL.role)


def add_empty_table(
    word: Word,
    count: int,
    widths: Sequence[float],
    style: str,
    pads: tuple[float, float] = (PAD, 0.0),
) -> WordTable:
    """An empty table of fixed columns; ``pads`` are beside the texts, and above and below them."""
    table: WordTable = word.add_table(count, len(widths), style)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = build_element("tblCellMar")
    beside, above = pads
    for side, pad in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        margins.append(build_element(side, w=count_twips(pad), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, *AFTER_LOOK)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    return table


def describe_table(table: WordTable, title: str, text: str = "") -> None:
    """What somebody hears who cannot see the table."""
    for name, words in (("tblCaption", title), ("tblDescription", text)):
        if words:
            table._tbl.tblPr.append(build_element(name, val=words))


def write_table_row(
    row: _Row, texts: Sequence[str], widths: Sequence[float], styles: Sequence[str], *, keep: bool
) -> None:
    """Write one row, each text in the middle of its cell's height."""
    for cell, text, width, style in zip(row.cells, texts, widths, styles, strict=True):
        cell.width = Pt(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style  # by its identity: looking the name up takes 3 ms
        write_run(paragraph, text)
        if keep:
            paragraph.paragraph_format.keep_with_next = True


def is_tall_row(texts: Sequence[str], widths: Sequence[float], frame: Frame) -> bool:
    """Whether a row may be cut between its lines, near enough as on our own pages."""
    return count_lines(texts, widths, PAD_X) > frame.height * TALLEST / CELL_PITCH


def count_lines(texts: Sequence[str], widths: Sequence[float], side: float) -> int:
    """How many lines a row has, near enough; ``side`` is beside the text of each cell."""
    return max(
        sum(ceil(measure_ems(part, EMS) * CELL.size / (width - 2 * side)) for part in parts)
        for parts, width in zip((text.split("\n") for text in texts), widths, strict=True)
    )


def hold_height(row: _Row, height: float, lines: int) -> None:
    """Keep a row as tall as on our own pages where it may need fewer lines, for want of the slack.

    Else a page would hold more rows than ours, and each page after it would begin elsewhere.
    """
    if lines * CELL_PITCH + CELL_PITCH / 2 < height:
        row.height, row.height_rule = Pt(height - RULE), WD_ROW_HEIGHT_RULE.AT_LEAST


def align_figures(row: _Row, texts: Sequence[str], tails: Sequence[float]) -> None:
    """The last digits of each column below each other, what follows them behind.

    ``tails`` are the most ems that stand behind the digits in each column.
    """
    for cell, text, tail in zip(row._tr.tc_lst, texts, tails, strict=True):
        if free := find_indent(text, tail):
            cell.p_lst[0].get_or_add_pPr().get_or_add_ind().right = Pt(free * CELL.size)
