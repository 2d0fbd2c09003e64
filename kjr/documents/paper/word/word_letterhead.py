"""What an office adds when it issues a paper: the red head, and 版记 at the foot."""

from collections.abc import Sequence
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
from kjr.documents.paper.setting.line_breaks import break_text
from kjr.documents.paper.word import page_setup, styles
from kjr.documents.paper.word.word_tables import EMS, PAD, add_empty_table

W: Final = nsdecls("w")
IMPRINT_LEFT: Final = 4
"""Where the names of 抄送 begin, in characters."""
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
    issuer.paragraph_format.space_before = Pt(gb.ISSUER_DROP)
    issuer.paragraph_format.space_after = Pt(2 * line)
    signers = letterhead.list_signers()
    rows = [signers[first : first + 2] for first in range(0, len(signers), 2)]
    *above, last = [*rows] or [[]]
    for place, row in enumerate([*above, last]):
        number = letterhead.number if row is last else ""
        paragraph = word.add_paragraph(style="发文字号")
        write_signers(paragraph, number, row, is_first=not place) if row else styles.write_run(
            paragraph, number
        )
    paragraph.paragraph_format.space_after = Pt(2 * line)
    page_setup.draw_rule(paragraph, "bottom", "FF0000", 16)


def write_signers(
    paragraph: Paragraph, number: str, names: Sequence[str], *, is_first: bool
) -> None:
    """发文字号 at the left, 签发人 at the right, each one character in (7.2.5, 7.2.6)."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    styles.set_indent(paragraph._p.get_or_add_pPr(), gb.BODY.size, left=1, right=1)
    page_setup.set_tabs(paragraph, right=gb.PORTRAIT.width - gb.EM)
    word = "签发人：" if is_first else ""
    styles.write_run(paragraph, f"{number}\t{word}")
    run = styles.write_run(paragraph, "　".join(names))
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
