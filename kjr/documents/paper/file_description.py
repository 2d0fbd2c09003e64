"""What a PDF says about itself: its title, its moment, its colours.

/Info and the XMP packet say the same, and nothing but the moment they are given (ISO 19005-2, 6.6).
"""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from pikepdf import Dictionary, Name, Pdf, Stream
from pikepdf.models.metadata import encode_pdf_date

COLOURS: Final = Path(__file__).parent / "sRGB2014.icc"
PRODUCER: Final = "pikepdf"
PACKET: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>kjr</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class FileDescription(NamedTuple):
    """What a file says about itself."""

    title: str
    moment: dt.datetime
    """When it was made."""
    subject: str = ""
    author: str = ""


def begin_pdf(about: FileDescription) -> Pdf:
    """A file with no pages yet, and what it says about itself."""
    pdf = Pdf.new()
    moment = about.moment.isoformat(timespec="seconds")
    texts = {name: escape(text) for name, text in about._asdict().items() if name != "moment"}
    packet = PACKET.format(**texts, moment=moment, producer=PRODUCER).encode()
    pdf.Root.Metadata = Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = "zh-CN"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLayout = Name.OneColumn
    pdf.Root.OutputIntents = [describe_colours(pdf)]
    pdf.docinfo.Title = about.title
    pdf.docinfo.Subject = about.subject
    pdf.docinfo.Author = about.author
    pdf.docinfo.Creator = "kjr"
    pdf.docinfo.Producer = PRODUCER
    pdf.docinfo.CreationDate = pdf.docinfo.ModDate = encode_pdf_date(about.moment)
    return pdf


def describe_colours(pdf: Pdf) -> Dictionary:
    """What the red of a head and the blue of a bar mean on any printer (ISO 19005-2, 6.2.3)."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        DestOutputProfile=Stream(pdf, COLOURS.read_bytes(), N=3),
    )
