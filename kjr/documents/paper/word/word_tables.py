"""Tables, bars and photographs in the Word file."""

from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from kjr.documents.blocks import Align, Bars, Picture, Table
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.setting.column_widths import find_column_widths
from kjr.documents.paper.setting.pictures import GAP, prepare_photo
from kjr.documents.paper.setting.standard import DONE, TRACK, Frame
from kjr.documents.paper.word.styles import build_element, count_twips

EMS: Final = defaultdict(lambda: 1.0, {chr(code): 0.5 for code in range(0x20, 0x7F)})
"""How wide characters are, near enough, in faces we do not have."""
SIDES: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
ROW: Final = 20.0
PAD: Final = 3.0
BAR_SHARES: Final = (0.3, 0.5, 0.2)
"""Of the measure: names, bars, figures."""
BAR_SIDES: Final = ("right", "left", "right")
BLOCK: Final = "█"
BLOCKS: Final = 20
"""How many of them a full bar has."""


def write_table(word: Word, block: Table, frame: Frame) -> None:
    """A table whose head comes again on every page and whose rows are not cut."""
    if block.caption:
        word.add_paragraph(block.caption, "Caption")
    if block.note:
        word.add_paragraph(block.note, "表格单位")
    widths = find_column_widths(block, load_fonts(), frame.width)
    table = add_empty_table(word, len(block.rows) + 1, widths, "Table Grid")
    head, *rows = table.rows
    names = [column.name for column in block.columns]
    write_table_row(head, names, widths, ["center"] * len(widths), "表头")
    head._tr.get_or_add_trPr().append(build_element("tblHeader"))
    sides = [SIDES[column.align] for column in block.columns]
    for number, (row, texts) in enumerate(zip(rows, block.rows, strict=True), 1):
        style = "表头" if block.total and number == len(rows) else "表格文字"
        write_table_row(row, texts, widths, sides, style)
    word.add_paragraph(style="快照说明")


def add_empty_table(word: Word, count: int, widths: Sequence[float], style: str) -> WordTable:
    """An empty table of fixed columns, with little space at the sides of its cells."""
    table: WordTable = word.add_table(count, len(widths), style)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins, pad = build_element("tblCellMar"), count_twips(PAD)
    margins.extend(build_element(side, w=pad, type="dxa") for side in ("left", "right"))
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    return table


def write_table_row(
    row: _Row, texts: Sequence[str], widths: Sequence[float], sides: Sequence[str], style: str
) -> None:
    """Write one row, not to be cut, each text in the middle of its cell's height."""
    row.height = Pt(ROW)
    row._tr.get_or_add_trPr().append(build_element("cantSplit"))
    for cell, text, width, side in zip(row.cells, texts, widths, sides, strict=True):
        cell.width = Pt(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style  # by its identity: looking the name up takes 3 ms
        paragraph.alignment = WD_ALIGN_PARAGRAPH.from_xml(side)
        paragraph.add_run(text)


def write_bars(word: Word, block: Bars, frame: Frame) -> None:
    """Bars of full blocks, which stay text and can be edited; the caption below."""
    widths = [frame.width * part for part in BAR_SHARES]
    table = add_empty_table(word, len(block.bars), widths, "Normal Table")
    for row, bar in zip(table.rows, block.bars, strict=True):
        write_table_row(row, [bar.name, "", bar.words], widths, BAR_SIDES, "表格文字")
        done = round(BLOCKS * min(max(bar.share, 0.0), 1.0))
        for count, colour in ((done, DONE), (BLOCKS - done, TRACK)):
            run = row.cells[1].paragraphs[0].add_run(BLOCK * count)
            run.font.color.rgb = RGBColor(*colour)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    word.add_paragraph(block.caption, "Caption").paragraph_format.keep_with_next = False


def write_pictures(word: Word, blocks: Sequence[Picture], frame: Frame) -> None:
    """Photographs two abreast, each over its caption."""
    table = add_empty_table(word, (len(blocks) + 1) // 2, [frame.width / 2] * 2, "Normal Table")
    cells = (cell for row in table.rows for cell in row.cells)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(build_element("cantSplit"))
    for block, cell in zip(blocks, cells, strict=False):
        write_picture(cell, block, (frame.width - GAP) / 2)


def write_picture(cell: _Cell, block: Picture, box: float) -> None:
    """One photograph and its caption."""
    photo = prepare_photo(block.data, box)
    paragraph = cell.paragraphs[0]
    paragraph.style = "表格文字"
    if photo:
        paragraph.add_run().add_picture(BytesIO(photo.data), Pt(photo.width))
    else:
        paragraph.add_run("（图片无法读取）")
    for each in (paragraph, cell.add_paragraph(block.caption, "表格文字")):
        each.alignment = WD_ALIGN_PARAGRAPH.CENTER
