"""The Word file around its styles: settings, the sheet and its margins, rules and tabs."""

from typing import Final

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.word.styles import WESTERN, build_element, count_twips

AFTER_BORDERS: Final = ("w:tabs", "w:autoSpaceDE", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What stands after the rules of a paragraph (ECMA-376-1, 17.3.1.26)."""


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
    borders = build_element("pBdr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)
    borders.append(build_element(side, val="single", sz=eighths, space=0, color=colour))


def set_tabs(paragraph: Paragraph, **places: float) -> None:
    """Text behind a tab stands there, so many points from the left: ``right`` ends, ``center``."""
    tabs = build_element("tabs")
    tabs.extend(
        build_element("tab", val=side, pos=count_twips(place)) for side, place in places.items()
    )
    paragraph._p.get_or_add_pPr().insert_element_before(tabs, *AFTER_BORDERS[1:])


def lay_out_section(section: Section, frame: gb.Frame) -> None:
    """The sheet and its margins (5.1, 5.2.1)."""
    section.orientation = WD_ORIENT.LANDSCAPE if frame.is_across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(frame.sheet_width), Pt(frame.sheet_height)
    section.left_margin, section.top_margin = Pt(frame.left), Pt(frame.top)
    section.right_margin = Pt(frame.sheet_width - frame.left - frame.width)
    below = frame.sheet_height - frame.top - frame.height
    section.bottom_margin = Pt(below)
    section.header_distance = Pt(15 * gb.MM)
    section.footer_distance = Pt(below - gb.NUMBER_DROP - gb.PAGE_NUMBER.size)
