"""What an office adds when it issues a paper: the red head, and 版记 at the foot."""

from typing import Final

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from kjr.documents.blocks import Letterhead
from kjr.documents.paper.fonts import FontRole
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import break_text, measure_ems
from kjr.documents.paper.word import page_setup, styles
from kjr.documents.paper.word.word_columns import EMS, PAD
from kjr.documents.paper.word.word_tables import add_empty_table

W: Final = nsdecls("w")
IMPRINT_LEFT: Final = 4
"""Where the names of 抄送 begin, in characters."""
ROOMY: Final = 1.25
"""The line of the issuer's name, in characters."""
FOOT: Final = 0.8
"""How far down a line of fixed height its characters stand."""
SIGNED: Final = "签发人："
AT_FOOT: Final = f"""\
<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml">
<w:pict><v:rect stroked="f" filled="f" style="position:absolute;margin-left:0;margin-top:0;
width:{{width:.1f}}pt;height:{{height:.1f}}pt;mso-position-horizontal-relative:margin;
mso-position-vertical:bottom;mso-position-vertical-relative:margin">
<v:textbox inset="0,0,0,0" style="mso-fit-shape-to-text:t"><w:txbxContent><w:p><w:pPr>
<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:txbxContent></v:textbox></v:rect>
</w:pict></w:r>"""
"""A box for text at a place on the sheet; lengths in points."""
IMPRINT_RULES: Final = (
    f'<w:tblBorders {W}><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>'
)
"""7.4.1 0.35 mm without, 0.25 mm within, in eighths of a point."""


def write_head(word: Word, letterhead: Letterhead, line: float) -> None:
    """发文机关标志, and 发文字号 over the red rule, with 签发人 if there are any (7.2).

    ``line`` is from one line of the text to the next, in points.
    """
    if not letterhead.issuer:
        return
    issuer = word.add_paragraph(letterhead.issuer, "发文机关标志")
    size = issuer.style.font.size.pt if issuer.style else gb.EM
    issuer.paragraph_format.line_spacing = Pt(ROOMY * size)
    issuer.paragraph_format.space_before = Pt(gb.ISSUER_DROP - find_drop(ROOMY * size, size))
    issuer.paragraph_format.space_after = Pt(
        2 * line - find_drop(line, gb.EM) - find_rest(ROOMY * size, size)
    )
    signers = letterhead.list_signers()
    rows = ["　".join(signers[first : first + 2]) for first in range(0, len(signers), 2)]
    for place, row in enumerate(rows or [""]):
        number = letterhead.number if place >= len(rows) - 1 else ""
        paragraph = word.add_paragraph(style="发文字号")
        if row:
            width = max(measure_ems(each, EMS) for each in rows)
            write_signers(paragraph, number, row, width, is_first=not place)
        else:
            styles.write_run(paragraph, number)
    rule = word.add_paragraph(style="空行")
    rule.paragraph_format.line_spacing = Pt(gb.RED_RULE_DROP - find_rest(line, gb.EM))
    rule.paragraph_format.space_after = Pt(1.75 * line)
    page_setup.draw_rule(rule, "bottom", "FF0000", 16)


def find_drop(line: float, size: float) -> float:
    """How much of a line of fixed height is above a character: four fifths are above its foot."""
    return FOOT * line - gb.ASCENT * size


def find_rest(line: float, size: float) -> float:
    """How much of a line of fixed height is below a character."""
    return line - find_drop(line, size) - size


def write_signers(
    paragraph: Paragraph, number: str, names: str, width: float, *, is_first: bool
) -> None:
    """发文字号 at the left, 签发人 at the right, each one character in (7.2.5, 7.2.6).

    ``width`` is how many ems the longest row of names takes up: all rows begin at one place.
    """
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, left=1)
    word = SIGNED if is_first else ""
    start = gb.PORTRAIT.width - (1 + width + len(word)) * gb.EM
    page_setup.set_tabs(paragraph, left=start)
    styles.write_run(paragraph, f"{number}\t{word}")
    run = styles.write_run(paragraph, names)
    styles.set_faces(run._r.get_or_add_rPr(), FontRole.KAI)


def write_imprint(word: Word, letterhead: Letterhead, line: float) -> None:
    """版记 at the foot of the page: heavy rules without, a fine one within (7.4)."""
    office, _, day = letterhead.printed.replace("\u3000", " ").strip().rpartition(" ")
    width, size = gb.PORTRAIT.width, gb.IMPRINT.size
    copies = letterhead.copies and f"抄送：{letterhead.copies}"
    printed = letterhead.printed and f"{office.strip()}\t{day}"
    hanging = {"left": IMPRINT_LEFT, "hanging": IMPRINT_LEFT - 1}
    rows = [(text, own) for text, own in ((copies, hanging), (printed, {"left": 1})) if text]
    table = add_empty_table(word, len(rows), [width], "Normal Table")
    rules = parse_xml(IMPRINT_RULES)
    table._tbl.tblPr.insert_element_before(rules, "w:tblLayout", "w:tblCellMar")
    for cell, (text, indents) in zip(table._cells, rows, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "版记"
        styles.set_indent(paragraph._p.get_or_add_pPr(), size, **indents, right=1)
        page_setup.set_tabs(paragraph, right=width - size - 2 * PAD)
        styles.write_run(paragraph, text)
    put_at_foot(word, table, count_imprint_lines(letterhead) * line)


def count_imprint_lines(letterhead: Letterhead) -> int:
    """How many lines the 版记 takes up."""
    measure = gb.PORTRAIT.width / gb.IMPRINT.size - IMPRINT_LEFT - 1
    return len(break_text(letterhead.copies, EMS, measure)) + bool(letterhead.printed)


def put_at_foot(word: Word, table: WordTable, height: float) -> None:
    """Move a table into a box at the lower edge of a page that has room for it."""
    anchor = word.add_paragraph(style="空行")
    anchor.paragraph_format.line_spacing = Pt(1)
    anchor.paragraph_format.space_before = Pt(height)
    box = AT_FOOT.format(width=gb.PORTRAIT.width, height=height + 2)
    anchor._p.append(parse_xml(box))
    (content,) = anchor._p.iter(qn("w:txbxContent"))
    content.insert(0, table._tbl)
