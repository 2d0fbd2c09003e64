"""The Word file: what it says, and with which styles it says it."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from itertools import accumulate, takewhile

import docx
import pypdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from lxml import etree

from kjr.documents.blocks import (
    Align,
    Annex,
    Bar,
    Bars,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Signature,
    Table,
    TableColumn,
)
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.rare_characters import walk_texts
from kjr.documents.paper.setting.standard import (
    CELL,
    CELL_PAD,
    CELL_PITCH,
    EM,
    PORTRAIT,
    Ink,
    Stroke,
)
from kjr.documents.paper.setting.tables.column_widths import PAD_X, find_column_widths
from kjr.documents.paper.word import render_word
from kjr.documents.paper.word.styles import find_line
from kjr.documents.paper.word.word_columns import SLACK, make_room_beside_figures
from tests.documents.paper import looking
from tests.documents.paper.looking import FONTS, lines, pages
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.tables.test_grids import COLUMNS
from tests.documents.paper.setting.test_pictures import jpeg
from tools.shoot_paper import as_libreoffice_sees_it

MOMENT = dt.datetime(2019, 6, 15, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SIZES = ((400, 300), (300, 400), (400, 300))
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
        if style.name in {"Heading 1", "Heading 2", "附件标记", "附件标题"}
    }
    assert levels == {"Heading 1": "0", "Heading 2": "1", "附件标记": "0", "附件标题": "1"}
    assert styled(WORD, "附件标题") == [annex.title for annex in SAMPLE.annexes]


def test_every_style_has_its_chinese_face():
    faces = {
        style.name: find_face(style)
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


def find_face(style, script="eastAsia"):
    """The face of a style for a script, its own or inherited."""
    letters = style.element.rPr
    own = letters is not None and letters.rFonts is not None
    return letters.rFonts.get(qn(f"w:{script}")) if own else find_face(style.base_style, script)


def test_one_change_to_the_body_style_moves_every_style_of_the_body():
    for name in ("主送机关", "附件说明", "落款", "Heading 3"):
        letters = WORD.styles[name].element.rPr
        assert letters is None or letters.find(qn("w:sz")) is None
        assert find_face(WORD.styles[name]) == "仿宋_GB2312"
        assert WORD.styles[name].paragraph_format.line_spacing is None
    assert WORD.styles["Heading 1"].element.rPr.find(qn("w:sz")) is None


def test_no_cell_says_for_itself_how_it_is_aligned():
    cells = [
        p for table in WORD.tables for row in table.rows for c in row.cells for p in c.paragraphs
    ]
    assert len(cells) > 300
    assert {p._p.pPr.jc for p in cells} == {None}


def test_marks_keep_their_chinese_shape_beside_western_letters():
    word = small(body=[Paragraph("“五进”——2019年，abc")])
    (run,) = [run for p in word.paragraphs for run in p.runs if "五进" in run.text]
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_the_same_document_at_the_same_moment_gives_the_same_bytes():
    assert render_word(SAMPLE, MOMENT) == DATA


def test_marks_are_squeezed_and_figures_have_no_gaps_as_on_our_own_pages():
    lines = WORD.styles["Normal"].element.pPr
    names = ("topLinePunct", "autoSpaceDE", "autoSpaceDN")
    assert [lines.find(qn(f"w:{name}")).get(qn("w:val")) for name in names] == ["1", "0", "0"]
    squeezed = WORD.settings.element.find(qn("w:characterSpacingControl"))
    assert squeezed.get(qn("w:val")) == "compressPunctuation"


def test_the_file_is_not_the_templates():
    with zipfile.ZipFile(BytesIO(DATA)) as archive:
        names = archive.namelist()
        theirs = ("thumbnail", "WithEffects", "customXml")
        assert not [name for name in names if any(word in name for word in theirs)]
        about = archive.read("docProps/app.xml").decode()
    assert "<Application>kjr</Application>" in about
    assert "Microsoft" not in about


def test_the_imprint_stands_at_the_foot_between_its_rules():
    head = Letterhead(copies="自治区科协。", printed="示例办公室 2019年6月15日印发")
    word = small(letterhead=head)
    (box,) = word.element.body.iter("{urn:schemas-microsoft-com:vml}rect")
    place = dict(part.strip().split(":") for part in box.get("style").split(";"))
    foot = (place["mso-position-vertical"], place["mso-position-vertical-relative"])
    assert foot == ("bottom", "margin")
    assert float(place["height"].rstrip("pt")) == pytest.approx(2 * find_line(PORTRAIT), abs=3)
    (table,) = (WordTable(each, word) for each in box.iter(qn("w:tbl")))
    rules = table._tbl.tblPr.find(qn("w:tblBorders"))
    sizes = {etree.QName(rule).localname: rule.get(qn("w:sz")) for rule in rules}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}
    copies, printed = (row.cells[0].paragraphs[0] for row in table.rows)
    assert copies.text == "抄送：自治区科协。"
    assert copies._p.pPr.ind.get(qn("w:hangingChars")) == "300"
    assert printed.text == "示例办公室\t2019年6月15日印发"
    assert printed._p.pPr.find(qn("w:tabs"))[0].get(qn("w:val")) == "right"


def test_a_paper_that_goes_upward_names_who_signs_it():
    head = Letterhead("示例文件", "1号", signers="张示例、李示例、王示例")
    assert styled(small(letterhead=head), "发文字号") == [
        "\t签发人：张示例　李示例",
        "1号\t王示例",
    ]


def test_the_names_of_those_who_sign_begin_at_one_place_and_the_rule_is_as_wide_as_the_text():
    head = Letterhead("示例文件", "1号", signers="张示例、李示例、王示例")
    *rows, rule = small(letterhead=head).paragraphs[1:4]
    starts = [float(row._p.pPr.find(qn("w:tabs"))[0].get(qn("w:pos"))) / 20 for row in rows]
    assert starts[1] - starts[0] == pytest.approx(4 * EM, abs=0.1)  # 签发人：
    assert starts[1] + 7 * EM == pytest.approx(PORTRAIT.width - EM, abs=0.1)
    (line,) = rule._p.pPr.find(qn("w:pBdr"))
    assert etree.QName(line).localname == "bottom"
    assert rule._p.pPr.ind is None


@pytest.mark.slow
def test_in_libreoffice_the_head_stands_where_it_does_on_our_own_pages(tmp_path):
    head = Letterhead("示例市科学技术协会文件", "示科〔2019〕5号", signers="张示例、李示例、王示例")
    document = Document("示例", "甲", lines(1), letterhead=head)
    (tmp_path / "示例.docx").write_bytes(render_word(document, MOMENT))
    as_libreoffice_sees_it(tmp_path / "示例.docx")
    ours = BytesIO(render_pdf(document, MOMENT, FONTS).data)
    words = ("文件", "签发人", "示科", "甲：")
    heights = [find_heights(file, *words) for file in (ours, tmp_path / "示例.pdf")]
    assert heights[1] == pytest.approx(heights[0], abs=4)


def test_bars_and_photographs_say_what_they_show():
    bars = Bars("完成情况", [Bar("走访", 0.5, "5 / 10 人次")])
    word = small(body=[bars, Picture("现场", jpeg(400, 300))])
    about = word.tables[0]._tbl.tblPr
    assert about.find(qn("w:tblCaption")).get(qn("w:val")) == "图1　完成情况"
    assert about.find(qn("w:tblDescription")).get(qn("w:val")) == "走访5 / 10 人次"
    assert word.inline_shapes[0]._inline.docPr.get("descr") == "照片"


def test_a_host_of_any_length_stays_within_the_margins():
    word = small(body=[*lines(2), Signature("银" * 30, "2019年6月15日")])
    signed = [p for p in word.paragraphs if p.style.name == "落款"]
    assert "".join(p.text for p in signed) == "银" * 30 + "2019年6月15日"
    assert all(int(p._p.pPr.ind.get(qn("w:rightChars"))) >= 200 for p in signed)


def test_every_face_has_one_to_fall_back_on():
    table = part(DATA, "fontTable.xml")
    for face, other in (("仿宋_GB2312", "仿宋"), ("方正小标宋简体", "华文中宋")):
        assert f'<w:font w:name="{face}"><w:altName w:val="{other}"/>' in table


def test_no_paragraph_uses_a_style_of_the_template():
    known = {"Normal", "Title", "Caption", "Heading 1", "Heading 2"}
    own = {"主送机关", "空行", "附件说明", "落款", "快照说明", "附件标记", "附件标题"}
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
        if above := "\t".join(filter(None, (block.caption, block.note))):
            (caption, *_), *cells = cells
            assert caption.strip("\t") == above
        head, *rows = cells
        assert [text.replace("\n", "") for text in head] == [c.name for c in block.columns]
        assert rows == [*map(list, block.rows)]
        again = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert again == [*[True] * (1 + bool(above)), *[False] * len(rows)]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_of_few_rows_is_kept_whole_unless_it_is_tall():
    def tied(cell):
        word = small(body=[Table("", [TableColumn("单位")], [[cell]] * 6)])
        paragraphs = [row.cells[0].paragraphs[0] for row in word.tables[0].rows[1:]]
        return [bool(each.paragraph_format.keep_with_next) for each in paragraphs]

    assert tied("甲") == [True] * 5 + [False]
    assert tied("示例单位、" * 60) == [False, False, False, False, True, False]
    assert tied("示例单位、" * 120) == [False] * 6


def test_a_row_is_cut_only_where_it_is_tall():
    rows = [["短"], ["示例单位、" * 20], ["示例单位、" * 120], ["行\n" * 30]]
    table = small(body=[Table("", [TableColumn("单位")], rows)]).tables[0]
    whole = [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows]
    assert whole == [True, True, True, False, False]


def test_figures_in_a_total_are_as_heavy_as_what_stands_beside_them():
    total, cell = (WORD.styles[name] for name in ("合计数字", "表格数字"))
    assert [find_face(total, script) for script in ("eastAsia", "ascii", "hAnsi")] == ["黑体"] * 3
    assert find_face(cell, "ascii") == "Times New Roman"


def test_figures_stand_at_the_right():
    table = next(table for table in WORD.tables if table.cell(1, 0).text == "县（市）区")
    assert table.cell(2, 1).paragraphs[0].style.name == "表格数字"
    assert str(WORD.styles["表格数字"].paragraph_format.alignment).startswith("RIGHT")


def test_the_last_digits_of_a_column_stand_below_each_other():
    columns = [TableColumn("单位"), TableColumn("数量", align=Align.RIGHT)]
    figures = ["3400余", "约2300", "1604", "（2）", "5.77万余", "—"]
    word = small(body=[Table("", columns, [["甲", each] for each in figures])])
    cells = [row.cells[1].paragraphs[0] for row in word.tables[0].rows[1:]]
    ends = [each.paragraph_format.right_indent for each in cells]
    assert [cell.text for cell in cells] == figures
    assert ends == [None, Pt(10.5), Pt(10.5), None, None, None]


def test_a_total_stands_as_its_column_does_in_bold():
    columns = [TableColumn("区"), TableColumn("场", align=Align.RIGHT)]
    word = small(body=[Table("表1　示例", columns, [["甲", "3"], ["合计", "3"]], total=True)])
    names = [cell.paragraphs[0].style.name for cell in word.tables[0].rows[-1].cells]
    assert names == ["合计", "合计数字"]
    assert str(word.styles["合计数字"].paragraph_format.alignment).startswith("RIGHT")
    assert word.styles["合计"].base_style.name == "表头"


def test_rows_are_as_tall_and_columns_as_wide_as_on_our_own_pages():
    columns, texts = [TableColumn("单位"), TableColumn("说明")], ["甲", "说" * 60]
    table = Table("表1　示例", columns, [texts])
    (sheet,) = pages(body=[table])
    *_, row = (slab for _, slab, _ in sheet.placed if slab.path and slab.path[-1].kind == "TR")
    edges = {round(mark.x, 1) for mark in row.marks if isinstance(mark, Stroke)}
    word = small(body=[table])
    widths = [column.width.pt for column in word.tables[0].columns]
    assert sorted(edges) == pytest.approx([0, widths[0], sum(widths)], abs=0.1)
    margins = word.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
    above, below = (int(margins.find(qn(f"w:{side}")).get(qn("w:w"))) for side in ("top", "bottom"))
    pitch = word.styles["表格文字"].paragraph_format.line_spacing.pt
    count = len({round(mark.y, 1) for mark in row.marks if isinstance(mark, Ink) and mark.x > 30})
    rule = 0.5  # of the style Table Grid; a row in Word is as much taller
    assert count * pitch + (above + below) / 20 + rule == pytest.approx(row.height, abs=0.1)


def test_rows_stand_as_close_as_on_our_own_pages_where_that_saves_a_page():
    def margin(*more):
        annex = Annex("统计表", [looking.table(COLUMNS, 53), *more], landscape=True)
        cells = small(annexes=[annex]).tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
        return int(cells.find(qn("w:top")).get(qn("w:w"))) / 20

    sheet = pages(annexes=[Annex("统计表", [looking.table(COLUMNS, 53)], landscape=True)])[-1]
    assert sheet.frame.air < 1
    photograph = Picture("现场", jpeg(400, 300))  # it begins a page, which is not saved
    saved = CELL_PAD * (1 - sheet.frame.air)
    assert margin(photograph) - margin() == pytest.approx(saved, abs=0.05)


def test_a_row_that_has_fewer_lines_in_a_wider_cell_is_as_tall_as_on_our_own_pages():
    columns = [TableColumn("单位"), TableColumn("说明")]
    room = find_column_widths(Table("", columns, [["甲", "说" * 90]]), FONTS, PORTRAIT.width)
    full = int((room.widths[1] - 2 * room.pad) / CELL.size)  # one more needs the slack of the cell
    rows = [["甲", "说" * count] for count in (90, full, full + 1, 2 * full, 2 * full + 1)]
    heights = [row.height for row in small(body=[Table("", columns, rows)]).tables[0].rows[1:]]
    two = CELL.size + CELL_PITCH + 2 * CELL_PAD - 0.5  # of the style Table Grid
    assert [each and each.pt for each in heights] == [
        None,
        None,
        pytest.approx(two, abs=0.1),
        None,
        pytest.approx(two + CELL_PITCH, abs=0.1),
    ]


def test_dates_and_counters_stand_on_one_line_with_gaps_beside_their_figures():
    names = ("日期", "活动名称", "人次")
    texts = ["12月21日", "防灾避险知识科普活动（示例）" * 4, "326人次"]
    table = Table("", [TableColumn(name) for name in names], [texts])
    ours = find_column_widths(table, FONTS, PORTRAIT.width).widths
    word = [column.width.pt for column in small(body=[table]).tables[0].columns]
    day, _, count = ((width - 2 * 1.9) / CELL.size for width in word)
    assert day > 0.5 * 4 + 2 + 3 * 0.2
    assert count > 0.5 * 3 + 2 + 0.2
    assert sum(word) == pytest.approx(sum(ours), abs=0.2)


def test_a_figure_has_room_for_what_stands_behind_others_of_its_column():
    columns = [TableColumn("单位"), TableColumn("数量", align=Align.RIGHT)]
    rows = [["示例第一单位", "约2300"], ["示例第二单位", "3400余"]]
    widths = [90.0, 4.0 * CELL.size + 2 * PAD_X]
    names = [column.name for column in columns]
    *_, width = make_room_beside_figures(Table("", columns, rows), names, widths, PAD_X)
    assert (width - 2 * (PAD_X - SLACK)) / CELL.size > 1 + 0.2 + 4 * 0.5 + 1


def test_where_there_is_not_room_enough_the_column_that_lacks_least_has_it():
    columns = [TableColumn(name) for name in ("日期", "时间", "单位")]
    table = Table("", columns, [["12月21日", "8月1日—12月21日", "示例单位"]])
    room = [4.0, 7.5, 4.2]  # as wide as the texts, and a fifth of an em to spare
    widths = [each * CELL.size + 2 * (PAD_X - SLACK) for each in room]
    names = [column.name for column in columns]
    assert make_room_beside_figures(table, names, widths, PAD_X) == pytest.approx(widths)
    widths[2] += 0.6 * CELL.size
    day, time, _ = make_room_beside_figures(table, names, widths, PAD_X)
    assert day - widths[0] == pytest.approx(0.65 * CELL.size)
    assert time == pytest.approx(widths[1])


def test_a_figure_behind_a_bracket_has_room_where_the_bracket_is_not_squeezed():
    shares = [TableColumn(name, 1) for name in ("条款", "指标", "说明")]
    table = Table("", shares, [["四（一）1", "走访", "走访看望一线科技工作者" * 9]] * 2)
    room = 3 + 2 * SLACK / CELL.size  # as on our own pages, the first bracket squeezed
    widths = [room * CELL.size + 2 * (PAD_X - SLACK), 40.0, 300.0]
    names = [column.name for column in table.columns]
    clause, *others = make_room_beside_figures(table, names, widths, PAD_X)
    assert (clause - 2 * (PAD_X - SLACK)) / CELL.size > 3.5
    assert clause + sum(others) == pytest.approx(sum(widths))


def test_the_unit_of_a_table_stands_beside_its_caption_if_there_is_room():
    def above(caption):
        table = Table(caption, [TableColumn("区")], [["甲"]], "单位：家")
        cell = small(body=[table]).tables[0].cell(0, 0)
        return [(each.style.name, each.text) for each in cell.paragraphs]

    assert above("") == [("表格单位", "单位：家")]
    assert above("示例") == [("带单位的题注", "\t表1　示例\t单位：家")]
    long = "示例" * 14
    assert above(long) == [("Caption", f"表1　{long}"), ("表格单位", "单位：家")]


def test_a_footer_leaves_the_page_its_room_below_the_text_lying_across_too():
    for section in WORD.sections:
        number = WORD.styles["页码"].font.size.pt * 1.5
        assert section.footer_distance.pt + number < section.bottom_margin.pt


def test_a_long_column_name_is_parted_behind_its_stroke():
    columns = [
        TableColumn("单位"),
        *(TableColumn("座谈观摩/场", align=Align.RIGHT) for _ in range(9)),
    ]
    word = small(body=[Table("表1　示例", columns, [["示例第一单位示例科协", *"123456789"]])])
    assert word.tables[0].cell(1, 1).text == "座谈\n观摩/\n场"


def test_no_empty_line_below_a_last_table_can_begin_a_page():
    table = Table("表1　示例", [TableColumn("区")], [["甲"]])
    annexes = [Annex("甲", [table], landscape=True), Annex("乙", [table]), Annex("丙", [table])]
    word = small(annexes=annexes)
    ends = [
        paragraph
        for paragraph in word.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:sectPr")) is not None
    ]
    marks = [each for each in word.paragraphs if each.style.name == "附件标记"]
    before = [docx.text.paragraph.Paragraph(each._p.getprevious(), None) for each in marks[1:]]
    assert len(ends) == 2
    for each in (*ends, *before, word.paragraphs[-1]):
        assert (each.text, each.paragraph_format.line_spacing.pt) == ("", 1)


def test_bars_are_as_long_as_their_share():
    bars = [bar for block in SAMPLE.body if isinstance(block, Bars) for bar in block.bars]
    tables = [table for table in WORD.tables if table.style.name == "Normal Table"]
    rows = [row for table in tables for row in table._tbl.tr_lst]
    for row, bar in zip(rows[1::3], bars, strict=True):
        spans = [tc.tcPr.find(qn("w:gridSpan")) for tc in row.tc_lst]
        parts = [int(span.get(qn("w:val"))) for span in spans if span is not None]
        assert sum(parts) == 50
        assert (parts[0] if bar.share else 0) == round(50 * min(bar.share, 1))
        assert "█" not in row.xml


def test_a_bar_beside_a_name_of_several_lines_is_as_thin_as_any():
    bars = Bars("完成情况", [Bar("走访", 0.5, "5 / 10 人次"), Bar("走访看望" * 10, 0.5, "1")])
    rows = small(body=[bars]).tables[0].rows
    short, long = ([round(row.height.pt, 1) for row in some] for some in (rows[:3], rows[3:]))
    assert [row.height_rule for row in rows] == [WD_ROW_HEIGHT_RULE.EXACTLY] * 6
    assert short[1] == long[1] == 8
    assert short[0] == short[2] < long[0] == long[2]
    assert sum(long) > 4 * 14.7


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
    kept = [
        p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next
        for p in WORD.paragraphs[place - 9 : place]
    ]
    assert kept == [True] * 9


@pytest.mark.parametrize(
    ("end", "count"),
    [
        ([Heading(1, "八、打算"), Paragraph("第二段。")], 3),
        ([Paragraph("科" * 26), Paragraph("第二段。")], 2),
        ([Paragraph("第一段。"), Paragraph("科" * 27)], 1),
    ],
)
def test_two_lines_of_text_and_the_headings_between_stay_with_the_signature(end, count):
    word = small(body=[*lines(3), *end, Signature("示例", "2019年6月15日")])
    held = [
        p.text
        for p in word.paragraphs
        if p.text and p._p.pPr is not None and p._p.pPr.find(qn("w:keepNext")) is not None
    ]
    texts = [*(block.text for block in (*lines(3), *end)), "示例"]
    assert held == texts[-count - 1 :]


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
    assert word.sections[-1].orientation == WD_ORIENT.PORTRAIT
    assert styled(small(), "发文机关标志") == []


def test_photographs_are_in_the_file():
    word = small(body=[Picture("现场", jpeg(400, 300)), Picture("坏的", b"no")])
    assert len(word.inline_shapes) == 1
    assert "现场（图片无法读取）坏的" in said(word)


def test_photographs_stand_on_their_captions_and_the_last_alone_in_the_middle():
    pictures = [Picture(name, jpeg(*size)) for name, size in zip("甲乙丙", SIZES, strict=True)]
    (table,) = small(body=pictures).tables
    first, last = table._tbl.tr_lst
    assert [tc.tcPr.find(qn("w:vAlign")).get(qn("w:val")) for tc in first.tc_lst] == ["bottom"] * 2
    (alone,) = last.tc_lst
    assert (alone.grid_span, alone.width.pt) == (2, pytest.approx(PORTRAIT.width, abs=0.1))


def test_a_picture_nobody_can_read_is_a_frame_as_high_as_a_photograph():
    (table,) = small(body=[Picture("坏的", b"no")]).tables
    (frame,) = table.cell(0, 0).tables
    assert frame.style.name == "Table Grid"
    assert frame.rows[0].height_rule == WD_ROW_HEIGHT_RULE.EXACTLY
    assert frame.rows[0].height.mm == pytest.approx(60, abs=0.1)
    assert frame.cell(0, 0).text == "（图片无法读取）"
    assert [each.text for each in table.cell(0, 0).paragraphs] == ["坏的"]


def test_characters_no_program_reads_do_not_stop_it():
    assert "王䶮好" in said(small(body=[Paragraph("王\ue863\x00\x0b好")]))


def test_an_empty_document_is_a_file_too():
    assert said(small(title="", body=[])) == ""


def list_pages(file):
    """What each page of a PDF says, without spaces."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(file).pages]


@pytest.mark.slow
def test_in_libreoffice_each_page_holds_what_it_does_on_our_own(tmp_path):
    sentences = ["全市各级科协组织开展走访慰问", "听取科技工作者的意见建议", "形成工作合力"]
    body = [Paragraph("，".join((sentences * n)[:n]) + "。") for n in range(40, 1, -1)]
    columns = [TableColumn("单位", 2), TableColumn("情况", 3)]
    rows = [["示例学会", "开展活动"] for _ in range(60)]
    annexes = [Annex("统计表", [Table("示例", columns, rows)], wide) for wide in (False, True)]
    signed = [*body, Signature("示例科协", "二〇一九年六月十五日")]
    document = Document("示例", "某科协", signed, annexes)
    (tmp_path / "示例.docx").write_bytes(render_word(document, MOMENT))
    as_libreoffice_sees_it(tmp_path / "示例.docx")
    ours = list_pages(BytesIO(render_pdf(document, MOMENT, FONTS).data))
    theirs = list_pages(tmp_path / "示例.pdf")
    assert len(theirs) == len(ours) > 15
    marks, rows = [[page.count(word) for page in ours] for word in ("附件", "示例学会")]
    assert [page.count("附件") for page in theirs] == marks
    assert [page.count("示例学会") for page in theirs] == rows
    apart = (abs(one - other) for one, other in zip(*map(count_text, (theirs, ours)), strict=True))
    assert max(apart) < 2 * 28  # two lines: each breaks its lines by rules of its own


@pytest.mark.slow
def test_in_libreoffice_an_imprint_of_a_line_more_grows_upward(tmp_path):
    head = Letterhead(
        copies="市委办公室、市政府办公室，" * 4 + "存档。", printed="甲 2019年6月15日印发"
    )
    document = Document("示例", "", lines(1), letterhead=head)
    (tmp_path / "示例.docx").write_bytes(render_word(document, MOMENT))
    as_libreoffice_sees_it(tmp_path / "示例.docx")
    ours = BytesIO(render_pdf(document, MOMENT, FONTS).data)
    heights = [find_heights(file, "存档", "印发", "—") for file in (ours, tmp_path / "示例.pdf")]
    assert heights[1] == pytest.approx(heights[0], abs=8)


def find_heights(file, *words):
    """How far above the lower edge of a first page each of these words stands."""
    found = {}

    def look(text, _, matrix, *__):
        found.update({word: matrix[5] for word in words if word in text})

    pypdf.PdfReader(file).pages[0].extract_text(visitor_text=look)
    return [found[word] for word in words]


def count_text(pages):
    """How much of the text has been said at the end of each page, as far as the list of annexes."""
    texts = (re.sub(r"—\d+—", "", page) for page in pages)
    return list(accumulate(map(len, takewhile(lambda text: "附件" not in text, texts))))
