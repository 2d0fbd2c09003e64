"""The file itself: what comes out of it is what went in."""

import datetime as dt
import re
import subprocess
import sys
from io import BytesIO

import pypdf
import pytest

from kjr.documents.blocks import Document, Heading, Letterhead, Paragraph, Picture
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.rare_characters import walk_texts
from kjr.documents.paper.setting.prose import measure_width
from kjr.documents.paper.setting.standard import MM, PAGE_NUMBER
from tests.documents.paper.looking import lines
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.test_pictures import jpeg
from tests.programs import program

FONTS = load_fonts()
MOMENT = dt.datetime(2019, 6, 15, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SAMPLE = sample()
PAPER = render_pdf(SAMPLE, MOMENT, FONTS)


def read(paper):
    return pypdf.PdfReader(BytesIO(paper.data))


def small(**parts):
    return render_pdf(
        Document(**{"title": "示例", "addressee": "", "body": lines(1), **parts}), MOMENT, FONTS
    )


def said(paper):
    """Everything a file says, without spaces and page numbers."""
    pages = (page.extract_text() for page in read(paper).pages)
    return "".join(re.sub(r"—\d+—$", "", re.sub(r"\s", "", text)) for text in pages)


def page_numbers(paper):
    """Each page's number: what it says, and where it begins on the sheet held upright."""
    for page in read(paper).pages:
        places = {}

        def note(text, outer, inner, *_, places=places):
            (a, b, c, d, e, f), (x, y) = outer, inner[4:6]
            places[text.strip()] = (a * x + c * y + e, b * x + d * y + f)

        page.extract_text(visitor_text=note)
        (text,) = [text for text in places if re.fullmatch(r"— \d+ —", text)]
        x, y = places[text]
        is_across = page.mediabox.width > page.mediabox.height
        yield text, *((page.mediabox.height - y, x) if is_across else (x, y))


def test_every_text_comes_out_as_it_went_in():
    whole = said(PAPER)
    wanted = {re.sub(r"\s", "", text) for text in walk_texts(SAMPLE)} - {"left", "right", "centre"}
    hidden = {SAMPLE.author, SAMPLE.subject}
    assert [text for text in wanted - hidden if text not in whole] == []


def test_the_same_document_at_the_same_moment_gives_the_same_bytes():
    assert render_pdf(SAMPLE, MOMENT, FONTS).data == PAPER.data


def test_no_other_moment_is_written_into_the_file():
    moments = set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:+]+", PAPER.data))
    assert moments == {b"2019-06-15T09:00:00+08:00"}


def test_another_moment_gives_another_file():
    assert render_pdf(SAMPLE, MOMENT + dt.timedelta(days=1), FONTS).data != PAPER.data


def test_the_file_says_what_it_is():
    root = read(PAPER).trailer["/Root"]
    xmp = read(PAPER).xmp_metadata
    assert xmp.dc_title == {"x-default": SAMPLE.title}
    assert xmp.dc_description == {"x-default": SAMPLE.subject}
    assert xmp.dc_creator == [SAMPLE.author]
    assert xmp.xmp_create_date.replace(tzinfo=dt.UTC) == MOMENT
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_file_claims_pdf_a_2u():
    xmp = read(PAPER).trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part[>=\"]+2", xmp)
    assert re.search(r"pdfaid:conformance[>=\"]+U", xmp)


def test_the_outline_follows_the_headings_and_annexes():
    top = [entry for entry in read(PAPER).outline if not isinstance(entry, list)]
    inner = [
        entry.title for part in read(PAPER).outline if isinstance(part, list) for entry in part
    ]
    heads = [block for block in SAMPLE.body if isinstance(block, Heading)]
    annexes = [f"附件{n}　{annex.title}" for n, annex in enumerate(SAMPLE.annexes, 1)]
    assert [entry.title for entry in top] == [h.text for h in heads if h.level == 1] + annexes
    assert inner == [head.text for head in heads if head.level == 2]
    assert read(PAPER).get_destination_page_number(top[-1]) == PAPER.pages - 1


def test_only_cut_faces_are_embedded():
    fonts = {
        font.get_object()["/BaseFont"]
        for page in read(PAPER).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("+")[2] for name in fonts} == {
        "KJRSong",
        "KJRSongSemiBold",
        "KJRHei",
        "KJRKai",
    }
    assert len(PAPER.data) < 500_000


def test_the_number_of_pages_is_told():
    assert PAPER.pages == len(read(PAPER).pages) == 12


def test_wide_annexes_are_landscape_pages():
    shapes = [page.mediabox.width > page.mediabox.height for page in read(PAPER).pages]
    assert shapes == [False] * 8 + [True] * 2 + [False] * 2


def test_page_numbers_stand_outside_below_the_text():
    left = (28 * MM) + 14
    right = (210 - 26) * MM - 14
    for number, (text, x, y) in enumerate(page_numbers(PAPER), 1):
        assert text == f"— {number} —"
        width = measure_width(text, PAGE_NUMBER, FONTS)
        assert x == pytest.approx(right - width if number % 2 else left, abs=0.1)
        assert y == pytest.approx((297 - 262 - 7) * MM - 0.4 * 14, abs=0.1)


def test_a_character_no_face_has_is_a_square_and_is_told():
    paper = small(body=[Paragraph("点赞👍，王\ue863。")])
    assert paper.replaced == ("👍",)
    assert "点赞□，王䶮。" in said(paper)


def test_a_photograph_is_in_the_file():
    paper = small(body=[Picture("现场", jpeg(400, 300))])
    (image,) = read(paper).pages[0].images
    assert image.image.size == (400, 300)


def test_a_red_head_and_a_foot_come_out_too():
    head = Letterhead(
        "示例文件", "银科协发〔2019〕15号", "自治区科协。", "示例办公室 2019年6月15日印发"
    )
    whole = said(small(letterhead=head))
    for text in ("示例文件", "银科协发〔2019〕15号", "抄送：自治区科协。", "2019年6月15日印发"):
        assert text in whole


def test_an_empty_document_is_a_file_too():
    assert small(title="", body=[]).pages == 1


def test_a_title_of_two_lines_is_one_title_in_the_file():
    xmp = read(small(title="第一行\n第二行")).xmp_metadata
    assert xmp.dc_title == {"x-default": "第一行第二行"}


@pytest.mark.slow
def test_qpdf_finds_nothing_wrong(tmp_path):
    (tmp_path / "sample.pdf").write_bytes(PAPER.data)
    subprocess.run([program("qpdf"), "--check", tmp_path / "sample.pdf"], check=True)


def test_importing_the_renderers_loads_neither_fpdf_nor_docx():
    code = (
        "import sys, kjr.documents.paper.pdf, kjr.documents.paper.word\n"
        "print({'fpdf', 'docx'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
