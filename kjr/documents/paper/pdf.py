"""The document as PDF: laid out by us, written by fpdf2.

The faces are cut to the characters the document uses before fpdf2 sees them and are not cut again,
text is set run by run: 9 times faster than fpdf2's own paragraphs and tables.  The file is PDF/A-2U
and tagged, and the same document at the same moment gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from kjr.documents.blocks import Document, number_captions
from kjr.documents.paper.file_description import FileDescription, begin_pdf
from kjr.documents.paper.fonts import FontFace, FontRole, Fonts, subset_font
from kjr.documents.paper.pen import Pen
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.pagination import PaperPage
from kjr.documents.paper.setting.prose import measure_width

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from fpdf import FPDF

    from kjr.documents.paper.structure import Structure

DASH_HEIGHT: Final = 0.4
"""How far the dash stands over the baseline, in ems: 7.5 counts to the dash."""


class PdfFile(NamedTuple):
    """A finished file."""

    data: bytes
    pages: int
    replaced: tuple[str, ...]
    """Characters no face has; □ stands in their place."""


def render_pdf(document: Document, moment: dt.datetime, fonts: Fonts) -> PdfFile:
    """Set a document; ``moment`` is the creation date written into the file."""
    ready, replaced = replace_rare_characters(number_captions(document), fonts)
    sheets = lay_out_document(ready, fonts)
    about = FileDescription(ready.title.replace("\n", ""), moment, ready.subject, ready.author)
    return PdfFile(write_pages(sheets, about, fonts), len(sheets), replaced)


def write_pages(sheets: Sequence[PaperPage], about: FileDescription, fonts: Fonts) -> bytes:
    """Pages that are laid out, as a file."""
    from kjr.documents.paper.structure import Structure

    pdf = begin_pdf(about)
    structure = Structure(pdf)
    pen = Pen(pdf, embed_faces(pdf, find_used_characters(sheets, fonts)), fonts)
    for number, sheet in enumerate(sheets, 1):
        draw_page(sheet, number, pen, structure)
    return bytes(pdf.output())


def find_used_characters(sheets: Iterable[PaperPage], fonts: Fonts) -> dict[FontFace, set[str]]:
    """The characters each face has to set."""
    by_role: defaultdict[FontRole, list[str]] = defaultdict(list)
    by_role[gb.PAGE_NUMBER.role] = [" —0123456789"]
    for _, slab, _ in chain.from_iterable(sheet.placed for sheet in sheets):
        for mark in slab.marks:
            if isinstance(mark, gb.Ink):
                by_role[mark.style.role].append(mark.text)
    by_face: defaultdict[FontFace, set[str]] = defaultdict(set)
    for role, texts in by_role.items():
        for face, text in fonts.runs(role, "".join(sorted(set("".join(texts))))):
            by_face[face].update(text)
    return by_face


def embed_faces(pdf: FPDF, chars: Mapping[FontFace, set[str]]) -> dict[FontFace, str]:
    """Put the cut faces into the file; each face's key there."""
    from fpdf.fonts import TTFFont

    keys = {face: f"face{number}" for number, face in enumerate(chars, 1)}
    for face, key in keys.items():
        data = subset_font(face, {" ", *chars[face]})
        font = TTFFont(pdf, cast(Path, BytesIO(data)), key, "")  # read like an open file
        if font.is_cff:
            lighten_font(font.ttfont)
        else:
            font.ttfont = cast("TTFont", CutFont(font.ttfont, data))
        font.name = re.sub(r"[^0-9A-Za-z-]", "", font.name) or key
        pdf.fonts[key] = font
    return keys


def lighten_font(font: TTFont) -> None:
    """Spare fpdf2 boxes that are right already, and what a PDF does not ask a font for."""
    font.recalcBBoxes = False
    for table in {"cmap", "name", "OS/2", "post"} & set(font.keys()):
        del font[table]


class CutFont:
    """A cut font as fpdf2 asks for it: nothing is left to be cut, and its bytes are known."""

    def __init__(self, font: TTFont, data: bytes) -> None:
        self.font, self.data = font, data

    def __getattr__(self, name: str) -> object:
        return getattr(self.font, name)

    def __contains__(self, table: str) -> bool:
        return False

    def keys(self) -> Sequence[str]:
        """The tables that could still be cut."""
        return ()

    def setGlyphOrder(self, order: Sequence[str]) -> None:  # noqa: N802  # fontTools says so
        """Glyphs keep their numbers."""

    def save(self, file: BytesIO) -> None:
        """Write it."""
        file.write(self.data)


def draw_page(sheet: PaperPage, number: int, pen: Pen, structure: Structure) -> None:
    """One page; each piece says what it is a part of, or that it is ornament."""
    frame = sheet.frame
    pen.pdf.add_page(orientation="landscape" if frame.is_across else "portrait")
    for y, slab, _ in sheet.placed:
        if slab.entry:
            level, words = slab.entry
            pen.pdf.set_y(frame.top + y)
            pen.pdf.start_section(words, level - 1, strict=False)
        for path, marks in groupby(slab.marks, partial(find_path, slab)):
            with structure.mark((gb.Tag("Part", sheet.part), *path) if path else ()):
                for mark in marks:
                    pen.draw(mark, frame.left, frame.top + y)
    if sheet.is_numbered:
        with structure.mark(()):
            draw_page_number(number, frame, pen)


def find_path(slab: gb.Slab, mark: gb.Mark) -> tuple[gb.Tag, ...]:
    """What a mark is a part of; rules and areas are ornament unless they make a figure."""
    if slab.path and slab.path[-1].kind == "Figure":
        return slab.path
    if isinstance(mark, gb.Ink | gb.Photo) and slab.path:
        return (*slab.path, mark.tag) if mark.tag else slab.path
    return ()


def draw_page_number(number: int, frame: gb.Frame, pen: Pen) -> None:
    """— 1 —, one character in: at the right on odd pages, at the left on even ones (7.5).

    A page lying across has it where the others have it when bound (8).
    """
    text, style, upright = f"— {number} —", gb.PAGE_NUMBER, gb.PORTRAIT
    room = upright.width - 2 * style.size - measure_width(text, style, pen.fonts)
    x = upright.left + style.size + room * (number % 2)
    y = upright.top + upright.height + gb.NUMBER_DROP + DASH_HEIGHT * style.size
    if frame.is_across:
        turned_x = upright.sheet_height - y
        with pen.pdf.rotation(-90, turned_x, x):
            pen.draw(gb.Ink(turned_x, x, style, text))
    else:
        pen.draw(gb.Ink(x, y, style, text))
