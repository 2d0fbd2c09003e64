"""Tables, bars and photographs in the Word file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from kjr.documents.blocks import Align, Bar, Bars, Picture, Table
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.setting.line_breaks import break_text
from kjr.documents.paper.setting.pictures import BAR, BAR_PITCH, GAP, prepare_photo
from kjr.documents.paper.setting.standard import (
    CELL,
    CELL_PAD,
    CELL_PITCH,
    DONE,
    TRACK,
    Colour,
    Frame,
)
from kjr.documents.paper.setting.tables.column_widths import (
    FIGURE,
    PAD_X,
    find_column_widths,
    list_column_texts,
    measure_tail,
)
from kjr.documents.paper.setting.tables.grids import NOTHING, break_column_name
from kjr.documents.paper.setting.tables.wide_tables import part_wide_table
from kjr.documents.paper.word.styles import (
    build_element,
    count_twips,
    write_run,
)

EMS: Final = defaultdict(lambda: 1.0, {chr(code): 0.5 for code in range(0x20, 0x7F)})
"""How wide characters are, near enough, in faces we do not have."""
STYLES: Final = {Align.LEFT: "表格文字", Align.CENTRE: "表格居中", Align.RIGHT: "表格数字"}
TOTALS: Final = {Align.LEFT: "合计", Align.CENTRE: "表头", Align.RIGHT: "合计数字"}
PAD: Final = 1.9
"""Beside the text of a cell: less than on our own pages, so that texts may be a little wider.

The faces of an office are, and some programs leave room beside figures whatever the style says.
"""
PAD_Y: Final = CELL_PAD - (CELL_PITCH - CELL.size) / 2
"""Above and below the lines of a cell, each with half of its own space around it."""
FEW: Final = 10
"""A table of fewer rows is kept on one page."""
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
<w:pStyle w:val="表格数字"/><w:keepNext/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"""
"""A name or a figure beside a bar, as high as the bar and what is above and below it."""
BAR_CELL: Final = """\
<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>
<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr>
<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:keepNext/></w:pPr></w:p></w:tc>"""
"""A part of a bar, or what is above or below it."""
AFTER_LOOK: Final = ("w:tblLook", "w:tblCaption", "w:tblDescription")
"""What stands after the cell margins of a table (ECMA-376-1, 17.4.59)."""


def write_table(word: Word, block: Table, frame: Frame) -> None:
    """A table whose head comes again on every page and whose rows are not cut.

    One of more columns than the page is wide is parted as on our own pages.
    """
    for part in part_wide_table(block, load_fonts(), frame.width):
        write_narrow_table(word, part, frame)


def write_narrow_table(word: Word, block: Table, frame: Frame) -> None:
    """A table whose columns fit beside each other."""
    if block.caption:
        write_run(word.add_paragraph(style="Caption"), block.caption)
    if block.note:
        word.add_paragraph(block.note, "表格单位")
    widths = find_column_widths(block, load_fonts(), frame.width)
    body = block.rows or [[NOTHING, *[""] * (len(widths) - 1)]]
    table = add_empty_table(word, len(body) + 1, widths, "Table Grid", PAD_Y)
    describe_table(table, block.caption)
    head, *rows = table.rows
    names = [
        "\n".join(
            line.text
            for line in break_column_name(column.name, EMS, (width - 2 * PAD_X) / CELL.size)
        )
        for column, width in zip(block.columns, widths, strict=True)
    ]
    write_table_row(head, names, widths, ["表头"] * len(widths), keep=True)
    head._tr.get_or_add_trPr().append(build_element("tblHeader"))
    plain, bold = ([each[it.align] for it in block.columns] for each in (STYLES, TOTALS))
    tails = [
        measure_tail(texts, EMS) * (column.align == Align.RIGHT)
        for column, texts in zip(block.columns, list_column_texts(block), strict=True)
    ]
    for number, (row, texts) in enumerate(zip(rows, body, strict=True), 1):
        is_total = block.total and number == len(rows)
        is_few = len(rows) < FEW or number in (1, len(rows) - 1)
        keep = (is_few and number < len(rows)) or bool(block.remark and number == len(rows))
        write_table_row(row, texts, widths, bold if is_total else plain, keep=keep)
        align_figures(row, texts, tails)
    if block.remark:
        write_run(word.add_paragraph(style="表注"), block.remark)
    word.add_paragraph(style="空行")


def add_empty_table(
    word: Word, count: int, widths: Sequence[float], style: str, pad_y: float = 0.0
) -> WordTable:
    """An empty table of fixed columns, with little space at the sides of its cells."""
    table: WordTable = word.add_table(count, len(widths), style)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = build_element("tblCellMar")
    for side, pad in (("top", pad_y), ("left", PAD), ("bottom", pad_y), ("right", PAD)):
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
    """Write one row, not to be cut, each text in the middle of its cell's height."""
    row._tr.get_or_add_trPr().append(build_element("cantSplit"))
    for cell, text, width, style in zip(row.cells, texts, widths, styles, strict=True):
        cell.width = Pt(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style  # by its identity: looking the name up takes 3 ms
        write_run(paragraph, text)
        if keep:
            paragraph.paragraph_format.keep_with_next = True


def align_figures(row: _Row, texts: Sequence[str], tails: Sequence[float]) -> None:
    """The last digits of each column below each other, what follows them behind.

    ``tails`` are the most ems that stand behind the digits in each column.
    """
    for cell, text, tail in zip(row._tr.tc_lst, texts, tails, strict=True):
        free = tail - measure_tail([text], EMS)
        if free and FIGURE.fullmatch(text):
            cell.p_lst[0].get_or_add_pPr().get_or_add_ind().right = Pt(free * CELL.size)


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
    lines = break_text(bar.name, EMS, (names - 2 * PAD) / CELL.size)
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
            SIDE_CELL.format(width=count_twips(width), merge=merge, text=escape(text))
            for width, text in zip((names, words), said, strict=True)
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


def write_picture(cell: _Cell, block: Picture, box: float) -> None:
    """One photograph and its caption."""
    photo = prepare_photo(block.data, box)
    paragraph = cell.paragraphs[0]
    paragraph.style = "表格居中"
    paragraph.paragraph_format.line_spacing = 1.0  # a line of fixed height would cut the picture
    if photo:
        shape = paragraph.add_run().add_picture(BytesIO(photo.data), Pt(photo.width))
        shape._inline.docPr.set("descr", block.caption)
    else:
        paragraph.add_run("（图片无法读取）")
    cell.add_paragraph(block.caption, "表格居中")
