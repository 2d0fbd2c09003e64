"""The PDF held against PDF/UA-1 and PDF/A-2U, which it claims: what a program can find of them."""

import re
from io import BytesIO

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from page import ValidationProfile, validate_pdf_bytes

from kjr.documents import briefs, circular
from kjr.documents.blocks import Document, Heading, Paragraph, Picture, Table, TableColumn
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.summary import city_summary, unit_report
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.test_pictures import jpeg
from tests.documents.paper.test_pdf import FONTS, MOMENT
from tests.documents.summary.campaigns import CAMPAIGNS

RARE = "王\ue863\x00 <&> ×10⁶ ⑳ ✓ 👍 𠮷 " + "https://example.com/" + "a" * 300
COLUMNS = [TableColumn(RARE), TableColumn("列")]
NASTY = Document(
    RARE,
    RARE,
    [
        Heading(1, RARE),
        Paragraph(RARE),
        Table(RARE, COLUMNS, [[RARE, ""], ["", "短"]], remark=RARE),
        Table("空", COLUMNS, []),
        Picture(RARE, jpeg(40, 30)),
        Picture("", b"no"),
    ],
)


PROFILES = (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2U)
MISREAD = re.compile("STREAM-LENGTH|in its embedded CIDFontType0C program")
"""What the validator takes amiss: a stream that ends in a carriage return, for qpdf's line feed
behind it (ISO 32000-1, 7.3.8.1); a PostScript outline with subroutines, whose width is measured
below."""


def find_faults(data):
    reports = [validate_pdf_bytes(data, profile=profile) for profile in PROFILES]
    texts = [f"{each.rule_id} {each.message}" for report in reports for each in report.failures]
    return [text for text in texts if not MISREAD.search(text)]


def find_faults_of(document):
    return find_faults(render_pdf(document, MOMENT, FONTS).data)


@pytest.mark.parametrize("document", [sample(), NASTY, Document("空", "", [])])
def test_whatever_a_document_holds_can_be_heard(document):
    assert find_faults_of(document) == []


@pytest.mark.slow
@pytest.mark.parametrize("make", CAMPAIGNS.values())
def test_the_papers_of_every_campaign_can_be_heard(make):
    now = make()
    assert find_faults_of(city_summary.compose_summary(now)) == []
    assert find_faults_of(briefs.compose_brief(now, None)) == []
    assert find_faults_of(circular.compose_circular(now, {})) == []
    assert find_faults_of(unit_report.compose_unit_summary(now, now.campaign.units[0].name)) == []


def list_elements(root):
    """The elements of a file, each with its kind."""
    todo = [root.StructTreeRoot.K[0]]
    while todo:
        element = todo.pop()
        yield str(element.S), element
        kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        todo += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def forget_of_all(kind, name):
    """A way to spoil a file: its elements of a kind no longer have what they are asked for."""

    def spoil(root):
        for _, element in (pair for pair in list_elements(root) if pair[0] == kind):
            del element[name]

    return spoil


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (lambda root: root.ViewerPreferences.update({"/DisplayDocTitle": False}), "VIEWER"),
        (lambda root: root.MarkInfo.update({"/Marked": False}), "TAGGED-DOCUMENT"),
        (lambda root: delattr(root, "Lang"), "LANG"),
        (forget_of_all("/TH", "/A"), "SCOPE"),
        (forget_of_all("/Figure", "/Alt"), "ALTERNATIVE"),
        (forget_of_all("/Note", "/ID"), "NOTE"),
    ],
)
def test_a_file_that_lost_what_is_heard_is_found(spoil, clause):
    file = pikepdf.open(BytesIO(render_pdf(NASTY, MOMENT, FONTS).data))
    spoil(file.Root)
    file.save(spoilt := BytesIO())
    assert any(clause in fault for fault in find_faults(spoilt.getvalue()))


def test_a_postscript_outline_is_as_wide_as_the_page_takes_it_for():
    file = pikepdf.open(BytesIO(render_pdf(NASTY, MOMENT, FONTS).data))
    fonts = (font.DescendantFonts[0] for font in file.pages[0].Resources.Font.values())
    (rare,) = (font for font in fonts if font.Subtype == "/CIDFontType0")
    told = dict(zip(map(int, rare.W[::2]), (int(each[0]) for each in rare.W[1::2]), strict=True))
    faces = CFFFontSet()
    faces.decompile(BytesIO(rare.FontDescriptor.FontFile3.read_bytes()), None)
    for name in faces[0].charset[1:]:
        outline = faces[0].CharStrings[name]
        outline.draw(NullPen())
        assert told.get(int(name[3:]), 1000) == outline.width
