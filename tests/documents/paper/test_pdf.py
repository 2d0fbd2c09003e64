"""The file itself: what comes out of it is what went in."""

import datetime as dt
import re
import subprocess
import sys
from io import BytesIO

import pypdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from PIL.ImageCms import ImageCmsProfile
from pypdf.generic import DictionaryObject

from kjr.documents.blocks import (
    Annex,
    Bar,
    Bars,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Table,
    TableColumn,
)
from kjr.documents.paper.file_description import FileDescription
from kjr.documents.paper.fonts import BUNDLED, load_fonts, subset_font
from kjr.documents.paper.pdf import find_used_characters, render_pdf, write_pages
from kjr.documents.paper.rare_characters import walk_texts
from kjr.documents.paper.setting.layout import lay_out_document
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
PAINTING = {b"Tj", b"TJ", b"S", b"f", b"F", b"B", b"Do"}
"""Operators that leave something on the page."""


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


def test_importing_the_renderers_loads_neither_fonttools_nor_docx():
    code = (
        "import sys, kjr.documents.paper.pdf, kjr.documents.paper.word\n"
        "print({'fontTools', 'docx'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def elements(paper):
    """What somebody hears who has the file read out: kinds and what stands for figures."""

    def walk(element):
        yield element["/S"][1:], element.get("/Alt")
        for kid in (kid.get_object() for kid in element["/K"]):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                yield from walk(kid)

    (top,) = read(paper).trailer["/Root"]["/StructTreeRoot"]["/K"]
    return list(walk(top.get_object()))


def kinds(paper):
    """The kinds of a file's elements, in reading order."""
    return [kind for kind, _ in elements(paper)]


def test_a_reader_that_speaks_is_told_headings_texts_and_the_head_of_each_column():
    table = Table(
        "表1　示例", [TableColumn("单位"), TableColumn("场次")], [["甲", "1"]], "单位：场"
    )
    paper = small(addressee="某科协", body=[Heading(1, "一、情况"), *lines(1), table])
    assert kinds(paper) == [
        *("Document", "Part", "H1", "P", "H2", "P", "Table", "Caption"),
        *("TR", "TH", "TH", "TR", "TD", "TD"),
    ]
    assert read(paper).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_bars_and_photographs_say_what_they_show():
    bars = Bars("图1　完成情况", [Bar("走访", 0.5, "5 / 10 人次")])
    told = elements(small(body=[bars, Picture("现场", jpeg(40, 30))]))
    alts = [alt for kind, alt in told if kind == "Figure"]
    assert alts == ["走访5 / 10 人次", "照片"]


def test_the_head_of_a_table_is_heard_once_though_it_is_seen_on_every_page():
    table = Table("表", [TableColumn("单位")], [[f"第{n}家"] for n in range(90)])
    paper = small(body=[table])
    assert paper.pages > 1
    assert kinds(paper).count("TH") == 1
    assert said(paper).count("（续表）") == paper.pages - 1


def test_the_list_of_annexes_is_heard_as_a_list_in_its_order():
    paper = small(addressee="", annexes=[Annex("统计表", lines(1)), Annex("目录", lines(1))])
    assert kinds(paper)[4:11] == ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]
    assert "附件：1.统计表2.目录" in said(paper)


def test_the_cell_of_an_empty_table_goes_over_all_its_columns():
    file = read(small(body=[Table("", [TableColumn("单位"), TableColumn("场次")], [])]))
    (document,) = file.trailer["/Root"]["/StructTreeRoot"]["/K"]
    *_, cell = document["/K"][0]["/K"][-1]["/K"][-1]["/K"]
    assert (cell["/S"], cell["/A"]["/ColSpan"]) == ("/TD", 2)


def test_the_caption_of_a_figure_is_heard_after_it():
    """What stands for a figure stands for all within it."""
    bars = small(body=[Bars("图", [Bar("走访", 0.5, "5")])])
    (document,) = read(bars).trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert [each["/S"] for each in document["/K"][0]["/K"][-2:]] == ["/Figure", "/Caption"]
    file = read(small(body=[Picture("现场", jpeg(40, 30)), Picture("座谈", jpeg(40, 30))]))
    (document,) = file.trailer["/Root"]["/StructTreeRoot"]["/K"]
    heard = document["/K"][0]["/K"][-1]["/K"]
    photograph = [("/Figure", "照片"), ("/Caption", None)]
    assert [(each["/S"], each.get("/Alt")) for each in heard] == photograph * 2


def test_every_piece_of_a_page_belongs_to_the_tree_or_is_ornament():
    for page in read(PAPER).pages:
        depth = 0
        for _, operator in page.get_contents().operations:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            assert depth or operator not in PAINTING


def test_every_piece_of_a_page_is_found_in_the_tree_by_its_number():
    file = read(PAPER)
    nums = file.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for place, page in enumerate(file.pages):
        assert (page["/StructParents"], page["/Tabs"]) == (place, "/S")
        begun = [
            given[1] for given, operator in page.get_contents().operations if operator == b"BDC"
        ]
        owners = nums[2 * place + 1]
        assert [piece["/MCID"] for piece in begun] == list(range(len(owners)))
        for number, owner in enumerate(owners):
            pieces = [
                (piece.raw_get("/Pg"), piece["/MCID"])
                if isinstance(piece, DictionaryObject)
                else (owner.raw_get("/Pg"), piece)
                for piece in owner["/K"]
                if "/S" not in (piece if isinstance(piece, DictionaryObject) else ())
            ]
            assert (page.indirect_reference, number) in pieces


def test_a_paragraph_that_goes_over_to_the_next_page_is_one():
    paper = small(body=[Paragraph("银川市科协组织观摩。" * 80)])
    assert kinds(paper) == ["Document", "Part", "H1", "P"]
    file = read(paper)
    (document,) = file.trailer["/Root"]["/StructTreeRoot"]["/K"]
    _, paragraph = document["/K"][0]["/K"]
    first, second = (page.indirect_reference for page in file.pages)
    assert paragraph.raw_get("/Pg") == first
    others = [piece for piece in paragraph["/K"] if isinstance(piece, DictionaryObject)]
    assert {piece.raw_get("/Pg") for piece in others} == {second}


def test_an_empty_cell_is_heard_so_that_those_after_it_keep_their_columns():
    columns = [TableColumn(name) for name in ("单位", "场次", "备注")]
    paper = small(body=[Table("", columns, [["甲", "", "示例"]])])
    assert kinds(paper)[-4:] == ["TR", "TD", "TD", "TD"]


def test_a_note_under_a_table_is_a_note_with_a_name_of_its_own():
    tables = [Table("", [TableColumn("单位")], [["甲"]], remark="注：示例。")] * 2
    paper = small(body=tables)
    assert kinds(paper).count("Note") == 2
    names = read(paper).trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert len(set(names[::2])) == 2
    assert [note.get_object()["/ID"] for note in names[1::2]] == names[::2]


def test_programs_that_read_no_xmp_are_told_the_title_too():
    about = read(PAPER).metadata
    assert (about.title, about.author, about.creator) == (SAMPLE.title, SAMPLE.author, "kjr")
    assert about.creation_date == MOMENT


def test_colours_mean_the_same_on_every_printer():
    (intent,) = read(PAPER).trailer["/Root"]["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert ImageCmsProfile(BytesIO(intent["/DestOutputProfile"].get_data())).profile.icc_version


def build_simple_face(file):
    """A face with PostScript outlines that numbers no characters; every sign is a box."""
    signs = {f"sign{ord(char):04X}": ord(char) for char in "银川Yinchuan2019 "}
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names, box = [".notdef", *signs], pen.getCharString()
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({code: name for name, code in signs.items()})
    font.setupCFF("Box", {}, dict.fromkeys(names, box), {})
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(file)


@pytest.mark.parametrize("is_simple", [False, True])
def test_an_offices_own_face_with_other_outlines_is_read_back(is_simple, tmp_path):
    file = tmp_path / "宋体.otf"
    if is_simple:
        build_simple_face(file)
    else:
        file.write_bytes((BUNDLED / "rare.otf").read_bytes())
    own = load_fonts(tmp_path)
    paper = render_pdf(Document("示例", "", [Paragraph("银川 Yinchuan 2019")]), MOMENT, own)
    assert "银川Yinchuan2019" in said(paper).replace("\0", "")  # pypdf parts codes of two bytes


def test_a_face_is_embedded_as_it_was_cut():
    sheets = lay_out_document(SAMPLE, FONTS)
    cut = {
        subset_font(face, {" ", *chars})
        for face, chars in find_used_characters(sheets, FONTS).items()
    }
    about = FileDescription("示例", MOMENT)
    reader = pypdf.PdfReader(BytesIO(write_pages(sheets, about, FONTS)))
    fonts = {
        font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == cut
