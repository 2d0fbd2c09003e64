"""What a PDF says about itself: its title, its moment, its colours.

fpdf2's own PDF/A mode leaves out /Info and writes the time of day into the XMP packet.  Ours says
the same in both, and nothing but the moment it is given (ISO 19005-2, 6.6).
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from fpdf import FPDF

PRODUCER: Final = "fpdf2"
PACKET: Final = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
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
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


class FileDescription(NamedTuple):
    """What a file says about itself."""

    title: str
    moment: dt.datetime
    """When it was made."""
    subject: str = ""
    author: str = ""


def begin_pdf(about: FileDescription) -> FPDF:
    """A file with no pages yet, and what it says about itself."""
    from fpdf import FPDF, ViewerPreferences

    pdf = FPDF(unit="pt", format="A4")
    pdf.pdf_version = "1.7"
    pdf.set_auto_page_break(False)
    pdf.set_lang("zh-CN")
    pdf.set_title(about.title)
    pdf.set_subject(about.subject)
    pdf.set_author(about.author)
    pdf.set_creator("kjr")
    pdf.set_producer(PRODUCER)
    pdf.set_creation_date(about.moment)
    texts = {name: escape(text) for name, text in about._asdict().items() if name != "moment"}
    moment = about.moment.isoformat(timespec="seconds")
    pdf.set_xmp_metadata(PACKET.format(**texts, moment=moment, producer=PRODUCER))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    set_colours(pdf)
    return pdf


def set_colours(pdf: FPDF) -> None:
    """What the red of a head and the blue of a bar mean on any printer (ISO 19005-2, 6.2.3)."""
    from fpdf.enums import OutputIntentSubType
    from fpdf.output import PDFICCProfile
    from fpdf.util import builtin_srgb2014_bytes

    profile = PDFICCProfile(builtin_srgb2014_bytes(), 3, "DeviceRGB")
    pdf.add_output_intent(OutputIntentSubType.PDFA, "sRGB", dest_output_profile=profile)
