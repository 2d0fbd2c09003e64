"""The document as PDF: laid out and drawn by us, numbered, packed and written by pikepdf.

The faces are cut to the characters the document uses, text is set run by run.  The file is PDF/A-2U
and tagged, and the same document at the same moment gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from itertools import chain, groupby
from typing import Final, NamedTuple

from pikepdf import Dictionary, ObjectStreamMode, OutlineItem, Pdf, Stream

from kjr.documents.blocks import Document, number_captions
from kjr.documents.paper.embedding import embed_face
from kjr.documents.paper.file_description import FileDescription, begin_pdf
from kjr.documents.paper.fonts import FontFace, FontRole, Fonts
from kjr.documents.paper.pen import Pen
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.pagination import PaperPage
from kjr.documents.paper.setting.prose import measure_width
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
    pdf = begin_pdf(about)
    used = find_used_characters(sheets, fonts)
    faces = {
        face: embed_face(pdf, face, chars, number)
        for number, (face, chars) in enumerate(used.items())
    }
    pen, structure = Pen(pdf, faces, fonts), Structure(pdf)
    resources = pdf.make_indirect(Dictionary())
    for number, sheet in enumerate(sheets, 1):
        frame = sheet.frame
        page = pdf.add_blank_page(
            page_size=(round(frame.sheet_width, 2), round(frame.sheet_height, 2))
        )
        page.obj.Resources = resources
        structure.begin_page(page.obj)
        pen.begin_page(frame.sheet_height)
        draw_page(sheet, number, pen, structure)
        page.obj.Contents = Stream(pdf, "\n".join(pen.operators).encode())
    resources.Font = Dictionary({face.name: face.font for face in faces.values()})
    resources.XObject = Dictionary(dict(pen.photos.values()))
    structure.finish()
    write_outline(pdf, sheets)
    return save_pdf(pdf)


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


def draw_page(sheet: PaperPage, number: int, pen: Pen, structure: Structure) -> None:
    """One page; each piece says what it is a part of, or that it is ornament."""
    frame = sheet.frame
    for y, slab, _ in sheet.placed:
        for path, marks in groupby(slab.marks, partial(find_path, slab)):
            whole = (gb.Tag("Part", sheet.part), *path) if path else ()
            pen.operators.append(structure.mark_piece(whole))
            for mark in marks:
                pen.draw(mark, frame.left, frame.top + y)
            pen.operators.append("EMC")
    if sheet.is_numbered:
        pen.operators.append(structure.mark_piece(()))
        draw_page_number(number, frame, pen)
        pen.operators.append("EMC")


def find_path(slab: gb.Slab, mark: gb.Mark) -> tuple[gb.Tag, ...]:
    """What a mark is a part of; rules and areas are ornament unless they make a figure."""
    if slab.path and slab.path[-1].kind == "Figure":
        return slab.path
    if isinstance(mark, gb.Ink | gb.Photo) and slab.path:
        return tuple(filter(None, (*slab.path, mark.tag)))
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
        pen.write_downward(gb.Ink(upright.sheet_height - y, x, style, text))
    else:
        pen.draw(gb.Ink(x, y, style, text))


def write_outline(pdf: Pdf, sheets: Sequence[PaperPage]) -> None:
    """The headings and annexes beside the pages, each within the one above it."""
    with pdf.open_outline() as outline:
        open_ = [outline.root]
        for number, sheet in enumerate(sheets):
            for y, slab, _ in sheet.placed:
                if slab.entry:
                    level, words = slab.entry
                    top = sheet.frame.sheet_height - sheet.frame.top - y
                    item = OutlineItem(words, number, "XYZ", top=round(top, 2))
                    del open_[level:]
                    open_[-1].append(item)
                    open_.append(item.children)


def save_pdf(pdf: Pdf) -> bytes:
    """The file; the same content gives the same bytes."""
    file = BytesIO()
    pdf.save(
        file,
        min_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return file.getvalue()
