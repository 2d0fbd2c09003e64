"""What a file says, apart from how it looks: the tree of its headings, texts, tables and figures.

A reader that speaks, or that sets the text anew on a small screen, follows this tree
(ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kjr.documents.paper.setting.standard import Tag


class Element(NamedTuple):
    """One node of the tree, and the number of the page it begins on."""

    node: Object
    page: int
    kids: list[Object | int]


class Structure:
    """The tree of a file that is being made."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.column_head = pdf.make_indirect(Dictionary(O=Name.Table, Scope=Name.Column))
        """14.8.5.7 a TH is the head of its column."""
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.elements: dict[tuple[Tag, ...], Element] = {}
        self.notes: list[Object] = []
        """Names of notes, each before its note."""
        self.pages: list[tuple[Object, list[Object]]] = []
        """Each page, and the element of each of its pieces."""
        self.elements[()] = self.add_element(Tag("Document"), self.root)

    def begin_page(self, page: Object) -> None:
        """What is marked from now on is on this page."""
        page.StructParents = len(self.pages)
        page.Tabs = Name.S
        self.pages.append((page, []))

    def mark_piece(self, path: tuple[Tag, ...]) -> str:
        """The operator before a piece of an element, or before ornament if of none (14.6)."""
        if not path:
            return "/Artifact BMC"
        page, pieces = self.pages[-1]
        element, number = self.find_element(path), len(pieces)
        pieces.append(element.node)
        is_at_home = element.page == len(self.pages)
        element.kids.append(number if is_at_home else refer_to_piece(page, number))
        return f"/{path[-1].kind} <</MCID {number}>> BDC"

    def find_element(self, path: tuple[Tag, ...]) -> Element:
        """An element by its place in the tree, made when first asked for."""
        element = self.elements.get(path)
        if element is None:
            *above, tag = path
            parent = self.find_element(tuple(above))
            element = self.add_element(tag, parent.node)
            parent.kids.append(element.node)
            self.elements[path] = element
        return element

    def add_element(self, tag: Tag, parent: Object) -> Element:
        """A node with nothing below it yet."""
        node = {"/Type": Name.StructElem, "/S": Name(f"/{tag.kind}"), "/P": parent}
        if self.pages:
            node["/Pg"] = self.pages[-1][0]
        if tag.alt:
            node["/Alt"] = String(tag.alt)
        if tag.kind == "TH":
            node["/A"] = self.column_head
        if tag.columns > 1:
            node["/A"] = Dictionary(O=Name.Table, ColSpan=tag.columns)
        if tag.kind == "Note":  # ISO 14289-1, 7.9: each has its own name
            node["/ID"] = String(f"note{len(self.notes):06}")
        made = self.pdf.make_indirect(Dictionary(node))
        if tag.kind == "Note":
            self.notes += [made.ID, made]
        return Element(made, len(self.pages), [])

    def finish(self) -> None:
        """Put the tree into the file."""
        for element in self.elements.values():
            element.node.K = Array(element.kids)
        nums = [part for number, (_, nodes) in enumerate(self.pages) for part in (number, nodes)]
        self.root.K = Array([self.elements[()].node])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=nums))
        if self.notes:
            self.root.IDTree = Dictionary(Names=Array(self.notes))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)


def refer_to_piece(page: Object, number: int) -> Object:
    """A piece of an element that began on another page (14.7.4.3)."""
    return Dictionary(Type=Name.MCR, Pg=page, MCID=number)
