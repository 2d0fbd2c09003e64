"""What a PDF says about itself, as PDF/A wants it (ISO 19005-2, 6.6: XMP).

fpdf2 would write the time of day into it; the same document must give the same bytes.
"""

import datetime as dt
from html import escape
from typing import Final

from kjr.documents.blocks import Document

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


def build_xmp_packet(document: Document, moment: dt.datetime) -> str:
    """The document's title, author, subject and moment."""
    return PACKET.format(
        title=escape(document.title.replace("\n", "")),
        subject=escape(document.subject),
        author=escape(document.author),
        moment=moment.isoformat(timespec="seconds"),
    )
