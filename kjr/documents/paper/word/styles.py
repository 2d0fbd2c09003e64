"""What the Word file is made with: named styles, page set-up, fields, borders.

The styles carry the faces by the names offices have them under, with the names to fall back on in
the font table, so that a clerk changes a style and not a hundred paragraphs.
"""

from typing import Final, NamedTuple

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from kjr.documents.paper.fonts import FontRole
from kjr.documents.paper.setting import standard as gb

TIGHTER: Final = -0.25
"""What a character of 16 pt gives up, in points, so that 28 stand on a line (5.2.3)."""
WESTERN: Final = "Times New Roman"
NAMES: Final = {
    FontRole.SONG: ("宋体", "SimSun"),
    FontRole.TITLE: ("方正小标宋简体", "华文中宋"),
    FontRole.HEI: ("黑体", "SimHei"),
    FontRole.KAI: ("楷体_GB2312", "楷体"),
    FontRole.FANG: ("仿宋_GB2312", "仿宋"),
}
"""What each face is called, and what a machine without it has instead."""


class NamedStyle(NamedTuple):
    """A named style: its type, and how its paragraphs stand."""

    name: str
    style: gb.Style
    align: str = "both"
    first: float = 0.0
    """How many characters the first line is indented."""
    pitch: float | None = gb.PITCH
    """Points from line to line; none for single spacing."""
    keep: bool = False
    """Whether they stay with the next."""
    outline: int | None = None
    """Their level in the outline; the highest is 0."""


LOOKS: Final = (
    NamedStyle("Normal", gb.BODY, first=2),
    NamedStyle("Title", gb.TITLE, "center", pitch=1.25 * gb.PITCH, keep=True),
    *(
        NamedStyle(f"Heading {level + 1}", style, first=2, keep=True, outline=level)
        for level, style in enumerate(gb.HEADINGS)
    ),
    NamedStyle("Caption", gb.CAPTION, "center", keep=True),
    NamedStyle("主送机关", gb.BODY),
    NamedStyle("附件说明", gb.BODY),
    NamedStyle("落款", gb.BODY, "right"),
    NamedStyle("附件标记", gb.ANNEX_MARK, keep=True, outline=0),
    NamedStyle("表头", gb.CELL_HEAD, "center", pitch=None),
    NamedStyle("表格文字", gb.CELL, "left", pitch=None),
    NamedStyle("表格单位", gb.CELL, "right", pitch=None, keep=True),
    NamedStyle("快照说明", gb.CELL, first=2),
    NamedStyle("页码", gb.PAGE_NUMBER, "left", pitch=None),
    NamedStyle("发文机关标志", gb.Style(FontRole.TITLE, 40), "center", pitch=None),
    NamedStyle("发文字号", gb.BODY, "center"),
    NamedStyle("版记", gb.IMPRINT, "left"),
)
"""Built-in styles under their English names, which Word shows in its own language."""


def build_element(tag: str, **values: object) -> BaseOxmlElement:
    """An XML element of WordprocessingML with attributes; ``val`` is ``w:val``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def count_twips(points: float) -> int:
    """Points in the twentieths Word counts in."""
    return round(points * 20)


def define_styles(word: Word) -> None:
    """Write all looks into a file, and what its faces fall back on."""
    known = {style.name for style in word.styles}
    for look in LOOKS:
        if look.name not in known:
            word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        define_style(word.styles[look.name], look, word.styles["Normal"])
    write_font_table(word)


def define_style(style: ParagraphStyle, look: NamedStyle, normal: ParagraphStyle) -> None:
    """Make a style what its look says, whatever the template had."""
    for part in (style.element.rPr, style.element.pPr):
        if part is not None:
            style.element.remove(part)
    style.base_style = None if look.name == "Normal" else normal
    style.quick_style = True
    style.font.size = Pt(round(look.style.size * 2) / 2)
    style.font.bold = False
    style.font.color.rgb = RGBColor(*(gb.RED if look.name == "发文机关标志" else gb.BLACK))
    set_faces(style.element.rPr, look.style.role)
    tighter = count_twips(TIGHTER) if look.style.size == gb.EM else 0
    style.element.rPr.insert_element_before(build_element("spacing", val=tighter), "w:sz")
    lines = style.paragraph_format
    lines.alignment = WD_ALIGN_PARAGRAPH.from_xml(look.align)
    lines.space_before = lines.space_after = Pt(0)
    lines.line_spacing = Pt(round(look.pitch, 1)) if look.pitch else 1.0
    lines.keep_with_next = look.keep
    lines.widow_control = False
    set_indent(style.element.get_or_add_pPr(), look.style.size, first=look.first)
    if look.outline is not None:
        style.element.pPr.append(build_element("outlineLvl", val=look.outline))


def set_faces(letters: CT_RPr, role: FontRole) -> None:
    """The Chinese face by its office name, Western letters in Times New Roman."""
    fonts = letters.get_or_add_rFonts()
    for name, face in (("eastAsia", NAMES[role][0]), ("ascii", WESTERN), ("hAnsi", WESTERN)):
        fonts.set(qn(f"w:{name}"), face)


def set_indent(lines: CT_PPr, size: float, **chars: float) -> None:
    """Indents in characters, which follow the size of the type; points for programs without."""
    place = lines.get_or_add_ind()
    for side, count in chars.items():
        name = "firstLine" if side == "first" else side
        place.set(qn(f"w:{name}Chars"), str(round(count * 100)))
        place.set(qn(f"w:{name}"), str(count_twips(count * size)))


def write_font_table(word: Word) -> None:
    """Tell Word what to use where an office's face is not installed."""
    known = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in NAMES.values()
    )
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(f"<w:fonts {nsdecls('w')}>{known}</w:fonts>")
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def set_up_document(word: Word) -> None:
    """Settings of the whole file: Chinese, marks compressed, odd and even pages apart."""
    settings = word.settings
    settings.odd_and_even_pages_header_footer = True
    settings.element.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    defaults = word.styles.element.find(qn("w:docDefaults"))
    (letters,) = defaults.iter(qn("w:rPr"))
    western = build_element("rFonts", ascii=WESTERN, hAnsi=WESTERN)
    letters.replace(letters.find(qn("w:rFonts")), western)
    letters.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    (lines,) = defaults.iter(qn("w:pPr"))
    lines.remove(lines.find(qn("w:spacing")))


def draw_rule(paragraph: Paragraph, side: str, colour: str, eighths: int) -> None:
    """A rule above or below a paragraph, in eighths of a point."""
    lines = paragraph._p.get_or_add_pPr()
    borders = lines.find(qn("w:pBdr"))
    if borders is None:
        borders = build_element("pBdr")
        lines.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    borders.append(build_element(side, val="single", sz=eighths, space=4, color=colour))


def stand_at_foot(paragraph: Paragraph) -> None:
    """Paragraphs side by side with this stand together at the lower edge of the text."""
    frame = build_element(
        "framePr",
        w=count_twips(gb.PORTRAIT.width),
        wrap="around",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="center",
        yAlign="bottom",
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        frame, "w:pBdr", "w:spacing", "w:ind", "w:jc"
    )


def lay_out_section(section: Section, frame: gb.Frame) -> None:
    """The sheet and its margins (5.1, 5.2.1)."""
    is_across = frame == gb.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(frame.sheet_width), Pt(frame.sheet_height)
    section.left_margin, section.top_margin = Pt(frame.left), Pt(frame.top)
    section.right_margin = Pt(frame.sheet_width - frame.left - frame.width)
    section.bottom_margin = Pt(frame.sheet_height - frame.top - frame.height)
    section.header_distance = Pt(15 * gb.MM)
    below = gb.PORTRAIT.sheet_height - gb.PORTRAIT.top - gb.PORTRAIT.height
    section.footer_distance = Pt(below - gb.NUMBER_DROP - gb.PAGE_NUMBER.size)
