"""Page numbers in the Word file: — 1 —, outside at the foot (GB/T 9704-2012, 7.5 and 8)."""

from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph

from kjr.documents.paper.setting.standard import NUMBER_DROP, PAGE_NUMBER, Frame
from kjr.documents.paper.word.styles import build_element, set_indent

BOX: Final = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
<v:rect stroked="f" filled="f" style="position:absolute;margin-left:{x:.1f}pt;margin-top:{y:.1f}pt;
width:{width:.1f}pt;height:{height:.1f}pt;mso-position-horizontal-relative:page;
mso-position-vertical-relative:page">
<v:textbox inset="0,0,0,0" style="layout-flow:vertical"><w:txbxContent><w:p/></w:txbxContent>
</v:textbox></v:rect></w:pict></w:r>"""
"""A box of text turned a quarter to the right, at a place on the sheet; lengths in points."""


def number_pages(section: Section, frame: Frame) -> None:
    """The number at the foot; on a sheet across, where it is when the sheet is bound."""
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        inside = turn_paragraph(paragraph, frame) if frame.is_across else paragraph
        write_page_number(inside, side)


def write_page_number(paragraph: Paragraph, side: str) -> None:
    """The dash, the field and the dash, one character in from a side."""
    paragraph.style = "页码"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.from_xml(side)
    set_indent(paragraph._p.get_or_add_pPr(), PAGE_NUMBER.size, **{side: 1})
    paragraph.add_run("— ")
    field = build_element("fldSimple", instr="PAGE")
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def turn_paragraph(anchor: Paragraph, frame: Frame) -> Paragraph:
    """A paragraph that runs down the left edge of a sheet across."""
    anchor.style = "页码"
    width, x = PAGE_NUMBER.size * 1.4, frame.left - NUMBER_DROP - PAGE_NUMBER.size * 1.4
    box = BOX.format(x=x, y=frame.top, width=width, height=frame.height)
    anchor._p.append(parse_xml(box))
    *_, inside = anchor._p.iter(qn("w:p"))
    return Paragraph(inside, anchor._parent)
