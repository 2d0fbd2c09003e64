"""What a file says, apart from how it looks: the tree of its headings, texts, tables and figures.

A reader that speaks, or that sets the text anew on a small screen, follows this tree
(ISO 32000-1, 14.7 and 14.8).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.documents.paper.pdf_file.objects import PdfObjects, Reference, quote_text
from kjr.documents.paper.setting.standard import Tag

COLUMN_HEAD: Final = {"O": "/Table", "Scope": "/Column"}
"""14.8.5.7 a TH is the head of its column."""


class MarkedContent(NamedTuple):
    """A marked piece of a page."""

    page: Reference
    number: int


@dataclass
class Element:
    """One node of the tree."""

    tag: Tag
    number: Reference
    parent: Reference
    kids: list[Reference | MarkedContent] = field(default_factory=list)


class Structure:
    """The tree of a file that is being made."""

    def __init__(self, objects: PdfObjects) -> None:
        self.objects, self.root = objects, objects.reserve()
        self.elements: dict[tuple[Tag, ...], Element] = {}
        self.pages: dict[Reference, list[Reference]] = {}

    def mark(self, page: Reference, path: tuple[Tag, ...]) -> int:
        """The number of one more piece of an element on a page."""
        marked, element = self.pages.setdefault(page, []), self.find_element(path)
        element.kids.append(MarkedContent(page, len(marked)))
        marked.append(element.number)
        return len(marked) - 1

    def find_element(self, path: tuple[Tag, ...]) -> Element:
        """An element by its place in the tree, made when first asked for."""
        element = self.elements.get(path)
        if element is None:
            parent = self.find_element(path[:-1]) if path[1:] else None
            above = parent.number if parent else self.root
            element = Element(path[-1], self.objects.reserve(), above)
            self.elements[path] = element
            if parent:
                parent.kids.append(element.number)
        return element

    def write(self) -> Reference:
        """Put the tree into the file; every path begins with the same tag."""
        for element in self.elements.values():
            self.objects.put(element.number, dict(describe_element(element)))
        pages = [part for pair in enumerate(self.pages.values()) for part in pair]
        top = [element.number for path, element in self.elements.items() if len(path) == 1]
        parents = self.objects.add({"Nums": pages})
        return self.objects.put(
            self.root,
            {
                "Type": "/StructTreeRoot",
                "K": top,
                "ParentTree": parents,
                "ParentTreeNextKey": len(self.pages),
            },
        )


def describe_element(element: Element) -> Iterator[tuple[str, object]]:
    """The entries of an element."""
    yield from (("Type", "/StructElem"), ("S", f"/{element.tag.kind}"), ("P", element.parent))
    if element.tag.alt:
        yield "Alt", quote_text(element.tag.alt)
    if element.tag.kind == "TH":
        yield "A", COLUMN_HEAD
    pages = {kid.page for kid in element.kids if isinstance(kid, MarkedContent)}
    if pages:
        yield "Pg", min(pages)
    yield "K", [describe_kid(kid, min(pages, default=None)) for kid in element.kids]


def describe_kid(kid: Reference | MarkedContent, page: Reference | None) -> object:
    """A child of an element that is on a page."""
    if not isinstance(kid, MarkedContent):
        return kid
    if kid.page == page:
        return kid.number
    return {"Type": "/MCR", "Pg": kid.page, "MCID": kid.number}
