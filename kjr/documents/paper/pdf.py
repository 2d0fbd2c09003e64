"""The document as PDF: laid out by us, written by fpdf2.

The faces are cut to the characters the document uses before fpdf2 sees them, text is set run by run
with ``text()``, and glyph boxes are not computed again: 20 times faster than fpdf2's own
paragraphs and tables.  The file is PDF/A-2U, and the same document at the same moment gives the
same bytes: its XMP packet (ISO 19005-2, 6.6) is ours, because fpdf2 writes the time of day into it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from kjr.documents.blocks import Document
from kjr.documents.paper.fonts import FontFace, FontRole, Fonts, subset_font
from kjr.documents.paper.pen import Pen
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.pagination import PaperPage
from kjr.documents.paper.setting.prose import measure_width
from kjr.documents.paper.setting.standard import NUMBER_DROP, PAGE_NUMBER, PORTRAIT, Frame, Ink

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

DASH_HEIGHT: Final = 0.4
"""How far the dash stands over the baseline, in ems: 7.5 counts to the dash."""
PACKET: Final = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>kjr</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""
"""What the file says about itself, as PDF/A wants it."""


class PdfFile(NamedTuple):
    """A finished file."""

    data: bytes
    pages: int
    replaced: tuple[str, ...]
    """Characters no face has; □ stands in their place."""


def render_pdf(document: Document, moment: dt.datetime, fonts: Fonts) -> PdfFile:
    """Set a document; ``moment`` is the creation date written into the file."""
    ready, replaced = replace_rare_characters(document, fonts)
    sheets = lay_out_document(ready, fonts)
    pdf = begin_pdf(ready, moment)
    pen = Pen(pdf, embed_faces(pdf, find_used_characters(sheets, fonts)), fonts)
    for number, sheet in enumerate(sheets, 1):
        draw_page(sheet, number, pen)
    for font in pdf.fonts.values():
        lighten_font(cast("TTFFont", font).ttfont)
    return PdfFile(bytes(pdf.output()), len(sheets), replaced)


def begin_pdf(document: Document, moment: dt.datetime) -> FPDF:
    """A file with no pages yet, and what it says about itself."""
    from fpdf import FPDF, ViewerPreferences

    pdf = FPDF(unit="pt", enforce_compliance="PDF/A-2U")
    pdf.set_auto_page_break(False)
    pdf.set_lang("zh-CN")
    pdf.set_creation_date(moment)
    packet = PACKET.format(
        title=escape(document.title.replace("\n", "")),
        subject=escape(document.subject),
        author=escape(document.author),
        moment=moment.isoformat(timespec="seconds"),
    )
    pdf.set_xmp_metadata(packet)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


def find_used_characters(sheets: Iterable[PaperPage], fonts: Fonts) -> dict[FontFace, set[str]]:
    """The characters each face has to set."""
    by_role: defaultdict[FontRole, set[str]] = defaultdict(set)
    by_role[PAGE_NUMBER.role] = set(" —0123456789")
    for _, slab in chain.from_iterable(sheet.placed for sheet in sheets):
        for mark in slab.marks:
            if isinstance(mark, Ink):
                by_role[mark.style.role].update(mark.text)
    by_face: defaultdict[FontFace, set[str]] = defaultdict(set)
    for role, chars in by_role.items():
        for face, text in fonts.runs(role, "".join(sorted(chars))):
            by_face[face].update(text)
    return by_face


def embed_faces(pdf: FPDF, chars: Mapping[FontFace, set[str]]) -> dict[FontFace, str]:
    """Put the cut faces into the file; each face's key there."""
    from fpdf.fonts import TTFFont

    keys = {face: f"face{number}" for number, face in enumerate(chars, 1)}
    for face, key in keys.items():
        file = cast(Path, BytesIO(subset_font(face, {" ", *chars[face]})))  # read like an open file
        font = TTFFont(pdf, file, key, "")
        font.name = re.sub(r"[^0-9A-Za-z-]", "", font.name) or key
        pdf.fonts[key] = font
    return keys


def draw_page(sheet: PaperPage, number: int, pen: Pen) -> None:
    """One page."""
    frame = sheet.frame
    pen.pdf.add_page(orientation="landscape" if frame.is_across else "portrait")
    for y, slab in sheet.placed:
        if slab.entry:
            level, words = slab.entry
            pen.pdf.set_y(frame.top + y)
            pen.pdf.start_section(words, level - 1, strict=False)
        for mark in slab.marks:
            pen.draw(mark, frame.left, frame.top + y)
    if sheet.is_numbered:
        draw_page_number(number, frame, pen)


def draw_page_number(number: int, frame: Frame, pen: Pen) -> None:
    """— 1 —, one character in: at the right on odd pages, at the left on even ones (7.5).

    A page lying across has it where the others have it when bound (8).
    """
    text = f"— {number} —"
    width = measure_width(text, PAGE_NUMBER, pen.fonts)
    room = PORTRAIT.width - 2 * PAGE_NUMBER.size - width
    x = PORTRAIT.left + PAGE_NUMBER.size + room * (number % 2)
    y = PORTRAIT.top + PORTRAIT.height + NUMBER_DROP + DASH_HEIGHT * PAGE_NUMBER.size
    if frame.is_across:
        turned_x = PORTRAIT.sheet_height - y
        with pen.pdf.rotation(-90, turned_x, x):
            pen.draw(Ink(turned_x, x, PAGE_NUMBER, text))
    else:
        pen.draw(Ink(x, y, PAGE_NUMBER, text))


def lighten_font(font: TTFont) -> None:
    """Spare fpdf2 what is done already: the face is cut, unhinted, and its boxes are right.

    A PDF finds glyphs by number, so that the tables about characters and names can go.
    """
    font.recalcBBoxes = False
    for table in {"cmap", "name", "OS/2", "post"} & set(font.keys()):
        del font[table]
    if "glyf" in font:
        font["glyf"].prune_post_subset = lambda *_: True
