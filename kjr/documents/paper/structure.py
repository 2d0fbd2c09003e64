"""What a file says, apart from how it looks: the tree of its headings, texts, tables and figures.

A reader that speaks, or that sets the text anew on a small screen, follows this tree
(ISO 32000-1, 14.7 and 14.8).  fpdf2 builds one for pictures and keeps it to itself, flat; here
we reach inside it (its tree of elements, and the way it writes operators), so that headings,
paragraphs and the cells of tables are in it too.  How the tree becomes part of a file stays its
business.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from fpdf import FPDF
from fpdf.output import PDFPage
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject

from kjr.documents.paper.setting.standard import Tag

COLUMN_HEAD: Final = "<</O /Table /Scope /Column>>"
"""14.8.5.7 a TH is the head of its column."""


class Element(StructElem):
    """One node of the tree, and the page it begins on."""

    page: PDFPage

    def _build_obj_dict(self, security_handler: object = None) -> dict[str, object]:
        """Its entries; fpdf2 would look for them in every attribute of some thousand nodes."""
        entries = {"/Type": self.type, "/S": self.s, "/P": self.p.ref, "/Pg": self.page.ref}
        if self.alt:
            entries["/Alt"] = self.alt.serialize()
        if self.s == "/TH":
            entries["/A"] = COLUMN_HEAD
        if self.s == "/Note":
            entries["/ID"] = f"({self.id})"  # ISO 14289-1, 7.9: each has its own
        return {**entries, "/K": self.k.serialize()}


class ForeignPiece:
    """A piece of an element that began on another page (14.7.4.3)."""

    def __init__(self, page: PDFPage, number: int) -> None:
        self.page, self.number = page, number

    def serialize(self, **_: object) -> str:
        """As fpdf2 asks for it, when every page has its number in the file."""
        return f"<</Type /MCR /Pg {self.page.ref} /MCID {self.number}>>"


class Structure(StructureTreeBuilder):
    """The tree of a file that is being made."""

    def __init__(self, pdf: FPDF) -> None:
        super().__init__()
        self.pdf = pdf
        self.elements: dict[tuple[Tag, ...], Element] = {}
        pdf.struct_builder = self

    def __iter__(self) -> Iterator[PDFObject]:
        """Everything fpdf2 has to write."""
        yield from (self.struct_tree_root, self.doc_struct_elem, self.struct_tree_root.parent_tree)
        yield from self.elements.values()

    @contextmanager
    def mark(self, path: tuple[Tag, ...]) -> Iterator[None]:
        """What is drawn meanwhile is a piece of an element; ornament if of none (14.6)."""
        if path:
            self.pdf._out(f"/{path[-1].kind} <</MCID {self.add_piece(path)}>> BDC")
        else:
            self.pdf._out("/Artifact BMC")
        yield
        self.pdf._out("EMC")

    def add_piece(self, path: tuple[Tag, ...]) -> int:
        """The number of one more piece of an element on the page at hand."""
        page, element = self.pdf.pages[self.pdf.page], self.find_element(path)
        page.struct_parents = self.pdf.page - 1
        pieces = self.struct_tree_root.parent_tree.nums[page.struct_parents]
        number = len(pieces)
        pieces.append(element)
        element.k.append(number if element.page is page else ForeignPiece(page, number))
        return number

    def find_element(self, path: tuple[Tag, ...]) -> Element:
        """An element by its place in the tree, made when first asked for."""
        element = self.elements.get(path)
        if element is None:
            *above, tag = path
            parent = self.find_element(tuple(above)) if above else self.doc_struct_elem
            element = Element(f"/{tag.kind}", parent, [], self.pdf.page, alt=tag.alt or None)
            element.page = self.pdf.pages[self.pdf.page]
            parent.k.append(element)
            self.elements[path] = element
        return element
