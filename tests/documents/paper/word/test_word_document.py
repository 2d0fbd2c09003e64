"""The Word file: what it says, and with which styles it says it."""

import datetime as dt
import re
import subprocess
import zipfile
from io import BytesIO

import docx
import pypdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from kjr.documents.blocks import (
    Annex,
    Bars,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Table,
)
from kjr.documents.paper.rare_characters import walk_texts
from kjr.documents.paper.word import render_word
from tests.documents.paper.looking import lines
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.test_pictures import jpeg
from tests.programs import program

MOMENT = dt.datetime(2019, 6, 15, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SAMPLE = sample()
DATA = render_word(SAMPLE, MOMENT)
WORD = docx.Document(BytesIO(DATA))


def small(**parts):
    document = Document(**{"title": "示例", "addressee": "", "body": lines(1), **parts})
    return docx.Document(BytesIO(render_word(document, MOMENT)))


def said(word):
    """Everything a file says, without spaces."""
    whole = "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))
    return re.sub(r"\s", "", whole)


def styled(word, style):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == style]


def part(data, name):
    return zipfile.ZipFile(BytesIO(data)).read(f"word/{name}").decode()


def test_every_text_comes_out_as_it_went_in():
    whole = said(WORD)
    wanted = {re.sub(r"\s", "", text) for text in walk_texts(SAMPLE)} - {"left", "right", "centre"}
    hidden = {SAMPLE.author, SAMPLE.subject}
    assert [text for text in wanted - hidden if text not in whole] == []


def test_headings_are_headings():
    for level in (1, 2):
        heads = [b.text for b in SAMPLE.body if isinstance(b, Heading) and b.level == level]
        assert styled(WORD, f"Heading {level}") == heads


def test_headings_and_annexes_are_in_the_outline():
    levels = {
        style.name: style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for style in WORD.styles
        if style.name in {"Heading 1", "Heading 2", "附件标记"}
    }
    assert levels == {"Heading 1": "0", "Heading 2": "1", "附件标记": "0"}


def test_every_style_has_its_chinese_face():
    faces = {
        style.name: style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in WORD.styles
        if style.name in {"Normal", "Title", "Heading 1", "Heading 2", "表格文字"}
    }
    assert faces == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "表格文字": "宋体",
    }


def test_every_face_has_one_to_fall_back_on():
    table = part(DATA, "fontTable.xml")
    for face, other in (("仿宋_GB2312", "仿宋"), ("方正小标宋简体", "华文中宋")):
        assert f'<w:font w:name="{face}"><w:altName w:val="{other}"/>' in table


def test_no_paragraph_uses_a_style_of_the_template():
    known = {"Normal", "Title", "Caption", "Heading 1", "Heading 2"}
    own = {"主送机关", "附件说明", "落款", "快照说明", "附件标记", "表格单位"}
    assert {paragraph.style.name for paragraph in WORD.paragraphs} == known | own


def test_sheets_and_margins_are_those_of_the_standard():
    first = WORD.sections[0]
    sizes = (first.page_width, first.page_height, first.left_margin, first.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 28, 26]
    assert [round(size.mm) for size in (first.top_margin, first.bottom_margin)] == [37, 35]


def test_only_the_wide_annex_lies_across():
    turns = [section.orientation for section in WORD.sections]
    assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert WORD.sections[1].page_width > Mm(290)


def test_page_numbers_are_fields_outside_at_the_foot():
    assert WORD.settings.odd_and_even_pages_header_footer
    for section in WORD.sections:
        for foot in (section.footer, section.even_page_footer):
            assert 'w:instr="PAGE"' in foot._element.xml
    odd, even = WORD.sections[0].footer, WORD.sections[0].even_page_footer
    assert (odd.paragraphs[0].text, even.paragraphs[0].text) == ("—  —", "—  —")
    assert 'w:jc w:val="right"' in odd._element.xml
    assert 'w:jc w:val="left"' in even._element.xml


def test_the_number_of_a_sheet_across_is_turned():
    assert "layout-flow:vertical" in WORD.sections[1].footer._element.xml
    assert "layout-flow:vertical" not in WORD.sections[2].footer._element.xml


def test_tables_are_tables_with_repeated_heads_and_whole_rows():
    blocks = [
        b for part in (SAMPLE, *SAMPLE.annexes) for b in getattr(part, "body", None) or part.blocks
    ]
    wanted = [block for block in blocks if isinstance(block, Table)]
    tables = [table for table in WORD.tables if table.style.name == "Table Grid"]
    for table, block in zip(tables, wanted, strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells == [[c.name for c in block.columns], *map(list, block.rows)]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_figures_stand_at_the_right():
    table = next(table for table in WORD.tables if table.cell(0, 0).text == "县（市）区")
    assert str(table.cell(1, 1).paragraphs[0].alignment).startswith("RIGHT")


def test_bars_are_as_long_as_their_share():
    bars = [bar for block in SAMPLE.body if isinstance(block, Bars) for bar in block.bars]
    tables = [table for table in WORD.tables if table.style.name == "Normal Table"]
    rows = [row for table in tables for row in table.rows]
    for row, bar in zip(rows, bars, strict=True):
        _, done, rest = row.cells[1].paragraphs[0].runs
        assert len(done.text) == round(20 * min(bar.share, 1))
        assert len(done.text + rest.text) == 20


def test_what_must_still_be_written_is_marked():
    marked = [
        run.text
        for paragraph in WORD.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color
    ]
    assert marked == ["【待补：与往年相比的变化】"]


def test_the_signature_stays_with_the_text():
    order = [paragraph.text for paragraph in WORD.paragraphs]
    place = order.index("2019年6月15日")
    assert order[place - 1] == "银川市科学技术协会（示例）"
    assert all(p.paragraph_format.keep_with_next for p in WORD.paragraphs[place - 4 : place])


def test_the_file_says_what_it_is():
    about = WORD.core_properties
    assert (about.title, about.author) == (SAMPLE.title, SAMPLE.author)
    assert about.subject == SAMPLE.subject
    assert about.created == about.modified == MOMENT
    assert about.comments == ""


def test_letterhead_and_imprint_are_written_when_asked_for():
    head = Letterhead(
        "示例文件", "银科协发〔2019〕15号", "自治区科协。", "示例办公室 2019年6月15日印发"
    )
    word = small(letterhead=head, annexes=[Annex("表", lines(1), landscape=True)])
    assert styled(word, "发文机关标志") == ["示例文件"]
    assert styled(word, "版记") == ["抄送：自治区科协。", "示例办公室 2019年6月15日印发"]
    assert word.sections[-1].orientation == WD_ORIENT.PORTRAIT
    assert styled(small(), "发文机关标志") == []


def test_photographs_are_in_the_file():
    word = small(body=[Picture("现场", jpeg(400, 300)), Picture("坏的", b"no")])
    assert len(word.inline_shapes) == 1
    assert "现场（图片无法读取）坏的" in said(word)


def test_characters_no_program_reads_do_not_stop_it():
    assert "王䶮好" in said(small(body=[Paragraph("王\ue863\x00\x0b好")]))


def test_an_empty_document_is_a_file_too():
    assert said(small(title="", body=[])) == ""


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path):
    (tmp_path / "sample.docx").write_bytes(DATA)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program("soffice"),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
    ]
    subprocess.run([*command, tmp_path / "sample.docx"], check=True, timeout=120)
    pages = pypdf.PdfReader(tmp_path / "sample.pdf").pages
    assert abs(len(pages) - 12) <= 2
    assert "七、下一步打算" in "".join(page.extract_text() for page in pages)
