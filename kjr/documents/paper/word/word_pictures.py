"""Bars and photographs in the Word file."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import _Cell

from kjr.documents.blocks import Bar, Bars, Picture
from kjr.documents.paper.setting.line_breaks import break_text
from kjr.documents.paper.setting.pictures import (
    BAR,
    BAR_PITCH,
    GAP,
    PHOTO_HEIGHT,
    PHOTOGRAPH,
    UNREADABLE,
    find_photo,
)
from kjr.documents.paper.setting.standard import CELL, CELL_PITCH, DONE, TRACK, Colour, Frame
from kjr.documents.paper.word.styles import build_element, count_twips, write_run
from kjr.documents.paper.word.word_columns import EMS, PAD
from kjr.documents.paper.word.word_tables import add_empty_table, describe_table

BAR_SHARES: Final = (0.3, 0.5, 0.2)
"""Of the measure: names, bars, figures."""
UNITS: Final = 50
"""How many columns a full bar spans."""
W: Final = nsdecls("w")
BAR_ROW: Final = f"""\
<w:tr {W}><w:trPr><w:cantSplit/><w:trHeight w:val="{{height}}" w:hRule="exact"/></w:trPr>
{{cells}}</w:tr>"""
SIDE_CELL: Final = """\
<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vMerge w:val="{merge}"/>
<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>
<w:pStyle w:val="表格数字"/><w:keepNext/><w:ind w:right="{gap}"/></w:pPr>
<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"""
"""A name or a figure beside a bar, as high as the bar and what is above and below it."""
BAR_CELL: Final = """\
<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>
<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr>
<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:keepNext/></w:pPr></w:p></w:tc>"""
"""A part of a bar, or what is above or below it."""


def write_bars(word: Word, block: Bars, frame: Frame) -> None:
    """Bars as coloured cells, which can be edited; the caption below."""
    names, room, words = (frame.width * part for part in BAR_SHARES)
    widths = [names, *[room / UNITS] * UNITS, words]
    table = add_empty_table(word, 0, widths, "Normal Table")
    describe_table(table, block.caption, "；".join(f"{bar.name}{bar.words}" for bar in block.bars))
    for bar in block.bars:
        for row in build_bar_rows(bar, names, room, words):
            table._tbl.append(parse_xml(row))
    write_run(word.add_paragraph(style="Caption"), block.caption)
    word.paragraphs[-1].paragraph_format.keep_with_next = False
    word.add_paragraph(style="空行")


def build_bar_rows(bar: Bar, names: float, room: float, words: float) -> Iterator[str]:
    """A bar between two rows of white: as thick beside a name of several lines as beside a short.

    ``names``, ``room`` and ``words`` are the widths of the name, of a full bar and of the figure.
    """
    lines = break_text(bar.name, EMS, (names - GAP / 2 - 2 * PAD) / CELL.size)
    white = (BAR_PITCH + (len(lines) - 1) * CELL_PITCH - BAR) / 2
    done = round(UNITS * min(max(bar.share, 0.0), 1.0))
    full, part = [(UNITS, "auto")], [(done, name_colour(DONE)), (UNITS - done, name_colour(TRACK))]
    for height, parts, merge in (
        (white, full, "restart"),
        (BAR, part, "continue"),
        (white, full, "continue"),
    ):
        said = (bar.name, bar.words) if merge == "restart" else ("", "")
        name, figure = (
            SIDE_CELL.format(
                width=count_twips(width), merge=merge, gap=count_twips(gap), text=escape(text)
            )
            for width, gap, text in zip((names, words), (GAP / 2, 0), said, strict=True)
        )
        cells = (
            BAR_CELL.format(span=span, width=count_twips(room * span / UNITS), colour=colour)
            for span, colour in parts
            if span
        )
        yield BAR_ROW.format(height=count_twips(height), cells="".join((name, *cells, figure)))


def name_colour(colour: Colour) -> str:
    """A colour as Word names it."""
    return "".join(f"{part:02X}" for part in colour)


def write_pictures(word: Word, blocks: Sequence[Picture], frame: Frame) -> None:
    """Photographs two abreast, each over its caption."""
    table = add_empty_table(word, (len(blocks) + 1) // 2, [frame.width / 2] * 2, "Normal Table")
    cells = (cell for row in table.rows for cell in row.cells)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(build_element("cantSplit"))
    for block, cell in zip(blocks, cells, strict=False):
        write_picture(cell, block, (frame.width - GAP) / 2)
    if len(blocks) % 2:
        *_, last = table.rows
        first, empty = last.cells
        last._tr.remove(empty._tc)
        first._tc.grid_span, first.width = 2, Pt(frame.width)


def write_picture(cell: _Cell, block: Picture, box: float) -> None:
    """One photograph standing on its caption."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    photo = find_photo(block, box)
    if photo:
        paragraph = cell.paragraphs[0]
        paragraph.style = "表格居中"
        paragraph.paragraph_format.line_spacing = 1.0  # of fixed height it would cut the picture
        shape = paragraph.add_run().add_picture(BytesIO(photo.data), Pt(photo.width))
        shape._inline.docPr.set("descr", PHOTOGRAPH)
    else:
        frame_empty_picture(cell, box)
    cell.add_paragraph(block.caption, "表格居中")


def frame_empty_picture(cell: _Cell, box: float) -> None:
    """A frame as large as a photograph may be that says it could not be read."""
    first, table = cell.paragraphs[0], cell.add_table(1, 1)
    (last,) = (each for each in cell.paragraphs if each._p is not first._p)
    for empty in (first, last):
        cell._tc.remove(empty._p)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.rows[0].height, table.rows[0].height_rule = Pt(PHOTO_HEIGHT), WD_ROW_HEIGHT_RULE.EXACTLY
    inside = table.cell(0, 0)
    inside.width, inside.vertical_alignment = Pt(box), WD_ALIGN_VERTICAL.CENTER
    inside.paragraphs[0].style = "表格居中"
    write_run(inside.paragraphs[0], UNREADABLE)
