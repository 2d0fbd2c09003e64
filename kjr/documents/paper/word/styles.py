"""What the Word file is made with: named styles.

The styles carry the faces by the names offices have them under, with the names to fall back on in
the font table, so that a clerk changes a style and not a hundred paragraphs.
"""

import re
from collections.abc import Set
from typing import Final, NamedTuple

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
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
    """A named style: its type, how its paragraphs stand, and the style it inherits from."""

    name: str
    style: gb.Style
    align: str = "both"
    first: float = 0.0
    """How many characters the first line is indented."""
    pitch: float | None = 1.0
    """From line to line, in lines of the text; none for single spacing."""
    keep: bool = False
    """Whether they stay with the next."""
    outline: int | None = None
    """Their level in the outline; the highest is 0."""
    base: str = "Normal"
    points: float = 0.0
    """From line to line where the lines of the text do not count."""


TABLE_TEXT: Final = "表格文字"
LOOKS: Final = (
    NamedStyle("Normal", gb.BODY, first=2),
    NamedStyle("Title", gb.TITLE, "center", pitch=1.25, keep=True),
    *(
        NamedStyle(f"Heading {level + 1}", style, first=2, keep=True, outline=level)
        for level, style in enumerate(gb.HEADINGS)
    ),
    NamedStyle("Caption", gb.CAPTION, "center", keep=True),
    NamedStyle("带单位的题注", gb.CAPTION, "left", keep=True, base="Caption"),
    NamedStyle("主送机关", gb.BODY),
    NamedStyle("空行", gb.BODY, base="主送机关"),
    NamedStyle("附件说明", gb.BODY, keep=True, base="主送机关"),
    NamedStyle("落款", gb.BODY, "right", base="主送机关"),
    NamedStyle("附件标记", gb.ANNEX_MARK, keep=True, outline=0),
    NamedStyle("附件标题", gb.TITLE, "center", 0.0, 1.25, True, 1, "Title"),
    NamedStyle(TABLE_TEXT, gb.CELL, "left", points=gb.CELL_PITCH),
    NamedStyle("表格居中", gb.CELL, "center", points=gb.CELL_PITCH, base=TABLE_TEXT),
    NamedStyle("表格数字", gb.CELL, "right", points=gb.CELL_PITCH, base=TABLE_TEXT),
    NamedStyle("表头", gb.CELL_HEAD, "center", points=gb.CELL_PITCH, base=TABLE_TEXT),
    NamedStyle("合计", gb.CELL_HEAD, "left", points=gb.CELL_PITCH, base="表头"),
    NamedStyle("合计数字", gb.CELL_HEAD, "right", points=gb.CELL_PITCH, base="表头"),
    NamedStyle("表格单位", gb.CELL, "right", points=gb.CELL_PITCH, keep=True, base=TABLE_TEXT),
    NamedStyle("表注", gb.CELL, "left", points=gb.CELL_PITCH, base=TABLE_TEXT),
    NamedStyle("快照说明", gb.CELL, first=2),
    NamedStyle("页码", gb.PAGE_NUMBER, "left", pitch=None),
    NamedStyle("发文机关标志", gb.Style(FontRole.TITLE, 40), "center", pitch=None),
    NamedStyle("发文字号", gb.BODY, "center", base="主送机关"),
    NamedStyle("版记", gb.IMPRINT, "left"),
)
"""Built-in styles under their English names, which Word shows in its own language.

A style says only what it has otherwise than its base: one change to 正文 moves the whole body.
"""
KEPT: Final = (
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Table Grid",
    "Header",
    "Footer",
)
"""Styles of the template that are used as they are."""
AMBIGUOUS: Final = re.compile("[“”‘’—…·×→①-⑳]")
"""Signs that Word would set in the Western face without being told (ECMA-376-1, 17.3.2.26)."""


def build_element(tag: str, **values: object) -> BaseOxmlElement:
    """An XML element of WordprocessingML with attributes; ``val`` is ``w:val``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def count_twips(points: float) -> int:
    """Points in the twentieths Word counts in."""
    return round(points * 20)


def find_line(frame: gb.Frame) -> float:
    """From line to line in points: 22 of them on a page (5.2.3), or more if they stand closer.

    Word puts the space between lines within each, the last one too, and counts in twentieths; on
    our own pages the last line has none below it, and the others have as much more.
    """
    count = 1 + int((gb.PORTRAIT.height - gb.EM) / frame.pitch + 0.001)
    return int(20 * gb.PORTRAIT.height / count) / 20


def define_styles(word: Word, line: float) -> None:
    """Write all looks into a file, and what its faces fall back on; ``line`` is the text's."""
    looks = {look.name: look for look in LOOKS}
    forget_styles(word, KEPT | looks.keys())
    known = {style.name for style in word.styles}
    for look in LOOKS:
        if look.name not in known:
            word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style = word.styles[look.name]
        for part in (style.element.rPr, style.element.pPr):
            if part is not None:
                style.element.remove(part)
        is_root = look.name == "Normal"
        style.base_style = None if is_root else word.styles[look.base]
        style.quick_style = True
        base = None if is_root else looks[look.base]
        define_letters(style, look, base)
        define_lines(style, look, base, line)
    write_font_table(word)


def forget_styles(word: Word, kept: Set[str]) -> None:
    """Take out the styles of the template that nothing here uses, and links to them."""
    for style in list(word.styles):
        if style.name not in kept:
            style.delete()
    for link in list(word.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def define_letters(style: ParagraphStyle, look: NamedStyle, base: NamedStyle | None) -> None:
    """The face, size and colour of a style, as far as its base has others."""
    if not base:
        style.font.bold = False
        style.font.color.rgb = RGBColor(*gb.BLACK)
    if look.name == "发文机关标志":
        style.font.color.rgb = RGBColor(*gb.RED)
    if base and look.style == base.style:
        return
    letters = style.element.get_or_add_rPr()
    if not base or look.style.role != base.style.role:
        set_faces(letters, look.style.role)
    if not base or look.style.size != base.style.size:
        style.font.size = Pt(round(look.style.size * 2) / 2)
        tighter = count_twips(TIGHTER) if look.style.size == gb.EM else 0
        letters.insert_element_before(build_element("spacing", val=tighter), "w:sz")


def define_lines(
    style: ParagraphStyle, look: NamedStyle, base: NamedStyle | None, line: float
) -> None:
    """How the lines of a style stand, as far as those of its base stand otherwise."""
    lines, whole = style.paragraph_format, style.element.get_or_add_pPr()
    if not base:
        lines.space_before = lines.space_after = Pt(0)
        lines.widow_control = True
        for name, value in (("topLinePunct", 1), ("autoSpaceDE", 0), ("autoSpaceDN", 0)):
            made = build_element(name, val=value)
            whole.insert_element_before(made, "w:spacing", "w:ind", "w:jc")
    if not base or (look.pitch, look.points) != (base.pitch, base.points):
        lines.line_spacing = Pt(look.points or look.pitch * line) if look.pitch else 1.0
    if look.keep != (base is not None and base.keep):
        lines.keep_with_next = look.keep
    if not base or (look.first, look.style.size) != (base.first, base.style.size):
        set_indent(whole, look.style.size, first=look.first)
    if not base or look.align != base.align:
        lines.alignment = WD_ALIGN_PARAGRAPH.from_xml(look.align)
    if look.outline is not None:
        whole.append(build_element("outlineLvl", val=look.outline))


def write_run(paragraph: Paragraph, text: str) -> Run:
    """A run of text whose marks keep their Chinese shape."""
    run = paragraph.add_run(text)
    if AMBIGUOUS.search(text):
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def set_faces(letters: CT_RPr, role: FontRole) -> None:
    """The Chinese face by its office name, Western letters in Times New Roman.

    黑体 sets its own: figures in a total or a heading are as heavy as what stands beside them.
    """
    fonts, chinese = letters.get_or_add_rFonts(), NAMES[role][0]
    western = chinese if role is FontRole.HEI else WESTERN
    for name, face in (("eastAsia", chinese), ("ascii", western), ("hAnsi", western)):
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
