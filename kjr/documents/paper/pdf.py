"""The document as PDF: laid out and written by us.

The faces are cut to the characters the document uses, and text is set run by run.  The file is
PDF/A-2U and tagged, and the same document at the same moment gives the same bytes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Final, NamedTuple

from kjr.documents.blocks import Document, number_captions
from kjr.documents.paper.fonts import FontFace, FontRole, Fonts
from kjr.documents.paper.pdf_file import description
from kjr.documents.paper.pdf_file.description import FileDescription
from kjr.documents.paper.pdf_file.embedded_fonts import EmbeddedFont, embed_font
from kjr.documents.paper.pdf_file.images import ImageShelf
from kjr.documents.paper.pdf_file.objects import PdfObjects
from kjr.documents.paper.pdf_file.pen import TURNED, Pen
from kjr.documents.paper.pdf_file.structure import Structure
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.pagination import PaperPage
from kjr.documents.paper.setting.prose import measure_width

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
    about = FileDescription(ready.title.replace("\n", ""), ready.subject, ready.author, moment)
    return PdfFile(write_pages(sheets, about, fonts), len(sheets), replaced)


def write_pages(sheets: Sequence[PaperPage], about: FileDescription, fonts: Fonts) -> bytes:
    """Pages that are laid out, as a file."""
    objects = PdfObjects()
    structure, images, tree = Structure(objects), ImageShelf(objects), objects.reserve()
    faces = embed_faces(objects, find_used_characters(sheets, fonts))
    shared = {font.key: font.number for font in faces.values()}
    pages = [objects.reserve() for _ in sheets]
    for number, (sheet, page) in enumerate(zip(sheets, pages, strict=True), 1):
        pen = Pen(sheet.frame.sheet_height, fonts, faces, images.place_image)
        draw_page(sheet, number, pen, partial(structure.mark, page))
        entries = {
            "Type": "/Page",
            "Parent": tree,
            "MediaBox": [0, 0, sheet.frame.sheet_width, sheet.frame.sheet_height],
            "Resources": {"Font": shared, "XObject": images.take_names()},
            "Contents": objects.add_stream("\n".join(pen.operators).encode(), {}),
            "StructParents": number - 1,
            "Tabs": "/S",
        }
        objects.put(page, entries)
    objects.put(tree, {"Type": "/Pages", "Kids": pages, "Count": len(pages)})
    catalogue = {
        "Type": "/Catalog",
        "Pages": tree,
        "Lang": "(zh-CN)",
        "MarkInfo": {"Marked": True},
        "StructTreeRoot": structure.write(),
        "ViewerPreferences": {"DisplayDocTitle": True},
        "Outlines": description.write_outline(objects, sheets, pages),
        "OutputIntents": [description.write_output_intent(objects)],
        "Metadata": description.write_metadata(objects, about),
    }
    return objects.finish(objects.add(catalogue), description.write_information(objects, about))


def find_used_characters(sheets: Iterable[PaperPage], fonts: Fonts) -> dict[FontFace, set[str]]:
    """The characters each face has to set."""
    by_role: defaultdict[FontRole, set[str]] = defaultdict(set)
    by_role[gb.PAGE_NUMBER.role] = set(" —0123456789")
    for _, slab, _ in chain.from_iterable(sheet.placed for sheet in sheets):
        for mark in slab.marks:
            if isinstance(mark, gb.Ink):
                by_role[mark.style.role].update(mark.text)
    by_face: defaultdict[FontFace, set[str]] = defaultdict(set)
    for role, chars in by_role.items():
        for face, text in fonts.runs(role, "".join(sorted(chars))):
            by_face[face].update(text)
    return by_face


def embed_faces(
    objects: PdfObjects, chars: Mapping[FontFace, set[str]]
) -> dict[FontFace, EmbeddedFont]:
    """Put the cut faces into the file."""
    return {
        face: embed_font(objects, f"F{number}", face, chars[face])
        for number, face in enumerate(chars, 1)
    }


def draw_page(
    sheet: PaperPage, number: int, pen: Pen, mark_content: Callable[[tuple[gb.Tag, ...]], int]
) -> None:
    """One page; each piece says what it is a part of, or that it is ornament."""
    frame = sheet.frame
    for y, slab, _ in sheet.placed:
        for path, marks in groupby(slab.marks, partial(find_path, slab)):
            if path:
                whole = (gb.Tag("Document"), gb.Tag("Part", sheet.part), *path)
                pen.begin_piece(path[-1].kind, mark_content(whole))
            else:
                pen.begin_ornament()
            for mark in marks:
                pen.draw(mark, frame.left, frame.top + y)
            pen.end_piece()
    if sheet.is_numbered:
        pen.begin_ornament()
        draw_page_number(number, frame, pen)
        pen.end_piece()


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
        pen.write(gb.Ink(upright.sheet_height - y, x, style, text), 0, 0, TURNED)
    else:
        pen.write(gb.Ink(x, y, style, text), 0, 0)
