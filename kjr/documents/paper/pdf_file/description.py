"""What a file says about itself: its title, its moment, its colours, its outline."""

import datetime as dt
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from kjr.documents.paper.pdf_file.objects import PdfObjects, Reference, quote_text
from kjr.documents.paper.setting.pagination import PaperPage

SRGB: Final = Path(__file__).parent / "srgb.icc"
"""What the red of a head and the blue of a bar mean on any printer (ISO 19005-2, 6.2.3)."""
PACKET: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
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
{moment}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""What the file says about itself, as PDF/A wants it (ISO 19005-2, 6.6)."""
DATES: Final = """\
<xmp:CreateDate>{0}</xmp:CreateDate>
<xmp:ModifyDate>{0}</xmp:ModifyDate>
"""


class FileDescription(NamedTuple):
    """What a file says about itself."""

    title: str
    subject: str = ""
    author: str = ""
    moment: dt.datetime | None = None
    """When it was made; nothing is said of it if none is given."""


def write_metadata(objects: PdfObjects, about: FileDescription) -> Reference:
    """The XMP packet, which is not packed, so that any program can read it."""
    packet = PACKET.format(
        title=escape(about.title),
        subject=escape(about.subject),
        author=escape(about.author),
        moment=DATES.format(about.moment.isoformat(timespec="seconds")) if about.moment else "",
    )
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    return objects.add_stream(packet.encode(), entries, packed=False)


def write_information(objects: PdfObjects, about: FileDescription) -> Reference:
    """The same for programs that read no XMP (ISO 32000-1, 14.3.3)."""
    texts = {"Title": about.title, "Subject": about.subject, "Author": about.author}
    entries = {name: quote_text(text) for name, text in texts.items() if text}
    if about.moment:
        zone = about.moment.strftime("%z")
        day = f"(D:{about.moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}')"
        entries |= {"CreationDate": day, "ModDate": day}
    return objects.add({**entries, "Creator": "(kjr)"})


def write_output_intent(objects: PdfObjects) -> dict[str, object]:
    """Colours are those of sRGB."""
    profile = objects.add_stream(SRGB.read_bytes(), {"N": 3})
    return {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": "(sRGB)",
        "DestOutputProfile": profile,
    }


class OutlineItem(NamedTuple):
    """An entry of the outline."""

    number: Reference
    parent: Reference
    level: int
    words: str
    place: tuple[object, ...]


def write_outline(
    objects: PdfObjects, sheets: Sequence[PaperPage], pages: Sequence[Reference]
) -> Reference:
    """Headings and annexes in the margin of the reader (ISO 32000-1, 12.3.3)."""
    root, items = objects.reserve(), list[OutlineItem]()
    for sheet, page in zip(sheets, pages, strict=True):
        for y, slab, _ in sheet.placed:
            if slab.entry:
                level, words = slab.entry
                above = (item.number for item in reversed(items) if item.level < level)
                top = sheet.frame.sheet_height - sheet.frame.top - y
                place = (page, "/XYZ", "null", top, "null")
                items.append(OutlineItem(objects.reserve(), next(above, root), level, words, place))
    for item in items:
        entries = {"Title": quote_text(item.words), "Parent": item.parent, "Dest": item.place}
        siblings = [each.number for each in items if each.parent == item.parent]
        here = siblings.index(item.number)
        entries |= {"Prev": siblings[here - 1]} if here else {}
        entries |= {"Next": siblings[here + 1]} if here + 1 < len(siblings) else {}
        objects.put(item.number, entries | list_outline_ends(items, item.number))
    return objects.put(root, {"Type": "/Outlines", **list_outline_ends(items, root)})


def list_outline_ends(items: Sequence[OutlineItem], parent: Reference) -> dict[str, object]:
    """The first and the last entry below another, and how many are shown."""
    below = [item.number for item in items if item.parent == parent]
    return {"First": below[0], "Last": below[-1], "Count": len(below)} if below else {}
