"""Marks in packages as other programs write them, each cell of them right or told."""

import datetime as dt
import struct
from pathlib import Path

import pytest

from kjr.store.base import Area, CellMark, MarkKind
from kjr.store.xlsx.workbook import read_sheets
from tests.store.files import package, xls, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRUCK = "<r><rPr><strike/></rPr><t>30</t></r>"


def links(*found):
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{LINKS}">{each}</Relationships>'


def parts(rows, strings="", styles="", before=""):
    """The parts of a workbook with the one sheet 甲."""
    return {
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}'
        f"<sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>甲</t></si>{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def read(rows, **more):
    (sheet,) = read_sheets(package(parts(rows, **more)), "甲学会")
    return sheet


def cells(*found):
    return f'<row r="1">{"".join(found)}</row>'


def error(text):
    return cells(f'<c r="A1" t="e"><v>{text}</v></c>', '<c r="B1"><v>5</v></c>')


@pytest.mark.parametrize(
    "text", ["#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "Err:508", "#名称?", "#N/A"]
)
def test_an_error_of_whatever_name_concerns_its_own_cell(text):
    assert read(error(text)).rows == ((text, 5.0),)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<c r='A1'\n><v>5</v></c\n>", 5.0),
        ('<c r="A1"><v><![CDATA[5]]></v></c>', 5.0),
        ('<c r="A1"><!-- 示例 --><v>5</v></c>', 5.0),
        ('<c r="A1"><v>1<!-- 示例 -->5</v></c>', 15.0),
        ('<c r="A1"><v>5</v><extLst><ext/></extLst></c>', 5.0),
        ('<c r="A1" t="未知"><v>5</v></c>', "5"),
        ('<c r="A1" t="n"><v>约5</v></c>', "约5"),
        ("<c><v>5</v></c>", 5.0),
        ('<c r="A1" t="s"><v>0</v></c>', "甲"),
    ],
)
def test_unusual_xml_shows_what_office_programs_show(typed, shown):
    assert read(cells(typed)).cell(1, 1) == shown


@pytest.mark.parametrize("number", ["-1", "1", "99", ""])
def test_a_string_that_is_not_there_is_blank(number):
    typed = cells(f'<c r="A1" t="s"><v>{number}</v></c>', '<c r="B1"><v>5</v></c>')
    assert read(typed).rows == ((None, 5.0),)


@pytest.mark.parametrize(
    "formula", ["<f>A1+1</f>", '<f t="shared" si="0"/>', "<f\n>A1</f><v/>", "<f>A1</f><v> </v>"]
)
def test_a_formula_without_a_result_is_told_however_it_is_written(formula):
    assert read(cells(f"<c r='B1'>{formula}</c>")).uncomputed == {(1, 2)}
    assert read(f"<row><c><v>1</v></c><c>{formula}</c></row>").uncomputed == {(1, 2)}


@pytest.mark.parametrize("nothing", ['"0"', "'0'"])
def test_rows_and_columns_without_height_or_width_are_hidden(nothing):
    rows = f'<row r="1" ht="15"><c r="A1"><v>1</v></c></row><row r="2" ht={nothing}>'
    columns = (
        f'<cols><col min="1" max="1" width="0.75"/><col min="2" max="3" width={nothing}/></cols>'
    )
    sheet = read(f'{rows}<c r="A2"><v>2</v></c></row>', before=columns)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2, 3})


def test_hidden_rows_and_columns_are_told_in_single_quotes_too():
    sheet = read(
        "<row r='1'\n hidden='1'><c r='A1'><v>5</v></c></row>",
        before="<cols><col hidden='true'\tmax='3' min='2' width='9'/></cols>",
    )
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2, 3})


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        ("min='99' max='16384'", {99, 100}),
        ("min='4' max='4'", {4}),
        ("min='4'", set()),
        ("max='4'", set()),
        ("min='甲' max='4'", set()),
    ],
)
def test_hidden_columns_are_told_as_far_as_a_table_reaches(said, columns):
    sheet = read(cells('<c r="A1"><v>5</v></c>'), before=f"<cols><col hidden='1' {said}/></cols>")
    assert sheet.hidden_columns == columns


def test_struck_out_parts_of_a_text_are_gone_and_told():
    shared = f"<si>{STRUCK}<r><t>50</t></r></si>"
    sheet = read(
        cells(
            '<c r="A1" t="s"><v>1</v></c>',
            f'<c r="B1" t="inlineStr"><is>{STRUCK}<r><t>38</t></r></is></c>',
        ),
        strings=shared,
    )
    assert sheet.rows == (("50", "38"),)
    assert sheet.marks == ((1, 2, MarkKind.CUT, "30"), (1, 1, MarkKind.CUT, "30"))


RAISED = "<r><t>4</t></r><r><rPr><vertAlign val='{}'/></rPr><t>12</t></r>"


@pytest.mark.parametrize(
    ("look", "shown"), [("superscript", "4¹²"), ("subscript", "412"), ("baseline", "412")]
)
def test_a_footnote_above_the_line_is_no_digit_of_a_figure(look, shown):
    text = RAISED.format(look)
    shared = read(cells('<c r="A1" t="s"><v>1</v></c>'), strings=f"<si>{text}</si>")
    inline = read(cells(f'<c r="A1" t="inlineStr"><is>{text}</is></c>'))
    assert [shared.rows, inline.rows, shared.marks] == [((shown,),), ((shown,),), ()]


def test_a_text_struck_out_from_end_to_end_keeps_its_words_and_is_told():
    sheet = read(
        cells(
            '<c r="A1" t="s"><v>1</v></c>',
            f'<c r="B1" t="inlineStr"><is>{STRUCK}</is></c>',
            '<c r="C1" t="s"><v>0</v></c>',
        ),
        strings=f"<si>{STRUCK}{STRUCK}</si>",
    )
    assert sheet.rows == (("3030", "30", "甲"),)
    assert {*sheet.marks} == {(1, 1, MarkKind.STRUCK, ""), (1, 2, MarkKind.STRUCK, "")}


def test_words_that_say_they_are_not_struck_stand_in_a_struck_cell():
    looks = (
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    )
    strings = f"<si><r><rPr><b/></rPr><t>50</t></r></si><si>{STRUCK}<r><t>50</t></r></si>"
    typed = [f'<c r="{at}1" s="1" t="s"><v>{n}</v></c>' for n, at in enumerate("ABC")]
    sheet = read(cells(*typed), strings=strings, styles=looks)
    assert sheet.rows == (("甲", "50", "50"),)
    assert {*sheet.marks} == {(1, 1, MarkKind.STRUCK, ""), (1, 3, MarkKind.CUT, "30")}


def test_what_is_not_struck_stays_as_it_is():
    kept = "<si><r><rPr><strike val='0'/></rPr><t>30</t></r><r><t>50</t></r></si>"
    sheet = read(cells('<c r="A1" t="s"><v>1</v></c>'), strings=kept)
    assert (sheet.rows, sheet.marks) == ((("3050",),), ())


def test_a_struck_cell_keeps_its_value_and_is_told():
    fonts = "<fonts><font/><font><strike/></font></fonts>"
    formats = '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    typed = cells(
        '<c r="A1" s="1"><v>5</v></c>', '<c r="B1" s="0"><v>6</v></c>', '<c r="C1" s="1"/>'
    )
    sheet = read(typed, styles=fonts + formats)
    assert sheet.rows == ((5.0, 6.0),)
    assert sheet.marks == ((1, 1, MarkKind.STRUCK, ""),)


@pytest.mark.parametrize(
    "picture",
    [
        '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
        '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>',
    ],
)
def test_a_picture_in_a_cell_is_no_word(picture):
    sheet = read(cells(picture, '<c r="B1"><v>5</v></c>'))
    assert sheet.rows == ((None, 5.0),)
    assert sheet.marks == ((1, 1, MarkKind.PICTURE, ""),)


def test_notes_and_threads_are_told_without_their_author():
    def note(book):
        sheet = book.get_worksheet_by_name("走访慰问")
        sheet.write_comment("C3", "示例甲:\n应为5", {"author": "示例甲"})

    (sheet, _) = read_sheets(xlsx(decorate=note), "甲学会")
    assert sheet.marks == ((3, 3, MarkKind.NOTE, "应为5"),)
    own = parts(cells('<c r="A1"><v>3</v></c>'))
    own["xl/worksheets/_rels/sheet1.xml.rels"] = links(
        ("threadedComment", "../threadedComments/t1.xml"),
        ("comments", "../c1.xml"),
        ("threadedComment", "../gone.xml"),
    )
    own["xl/threadedComments/t1.xml"] = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="A1"><text>应为5</text></threadedComment>'
        '<threadedComment ref="A1"><text>好</text></threadedComment></ThreadedComments>'
    )
    own["xl/c1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>[线程批注]\n…\n注释:\n'
        "应为5</t></text></comment></commentList></comments>"
    )
    (sheet,) = read_sheets(package(own), "甲学会")
    assert sheet.marks == ((1, 1, MarkKind.NOTE, "应为5；好"),)


def test_notes_are_told_row_by_row_in_whichever_order_they_are_kept():
    own = parts(cells('<c r="A1"><v>3</v></c>'))
    own["xl/worksheets/_rels/sheet1.xml.rels"] = links(("comments", "../c1.xml"))
    kept = ("B2", "A10", "B1", "A2", "AA1")
    noted = "".join(f'<comment ref="{each}"><text><t>{each}</t></text></comment>' for each in kept)
    own["xl/c1.xml"] = f'<comments xmlns="{MAIN}"><commentList>{noted}</commentList></comments>'
    (sheet,) = read_sheets(package(own), "甲学会")
    assert [each.words for each in sheet.marks] == ["B1", "AA1", "A2", "B2", "A10"]


@pytest.mark.parametrize(
    ("place", "rows", "columns"),
    [("CV1", 1, 100), ("CW1", 1, 2), ("A20000", 20_000, 2), ("A20001", 1, 2)],
)
def test_what_a_cell_shows_beyond_the_largest_table_is_left_out(place, rows, columns):
    number = place.lstrip("ACVW")
    shown = f'<c r="{place}" t="e"><v>#N/A</v></c>'
    line = f'<c r="A1"><v>3</v></c><c r="B1"><v>5</v></c>{shown if number == "1" else ""}'
    below = "" if number == "1" else f'<row r="{number}">{shown}</row>'
    sheet = read(cells(line) + below)
    assert (len(sheet.rows), max(map(len, sheet.rows))) == (rows, columns)
    assert sheet.rows[0][:2] == (3.0, 5.0)


@pytest.mark.parametrize(
    "rename",
    [
        lambda name: name.replace("/", "\\"),
        str.upper,
        lambda name: name.replace("workbook", "workbook2"),
        lambda name: name.replace("sharedStrings", "strings").replace("sheet1.xml", "data"),
        lambda name: name.replace("xl/", "book/"),
    ],
)
def test_parts_are_found_by_what_leads_to_them(rename):
    typed = cells('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>')
    usual = parts(typed) | {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="spreadsheetml"/></Types>'
    }
    renamed = {
        name if name[0] in "[_" else rename(name): content.replace(
            "xl/workbook", rename("xl/workbook")
        )
        .replace("sharedStrings.xml", rename("sharedStrings.xml"))
        .replace("sheet1.xml", rename("sheet1.xml"))
        for name, content in usual.items()
    }
    (sheet,) = read_sheets(package(renamed), "甲学会")
    assert sheet.rows == (("甲", "#N/A"),)


@pytest.mark.parametrize("name", ["styles.xml", "looks.xml"])
def test_a_day_is_a_day_wherever_the_looks_of_cells_stand(name):
    looks = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    usual = parts(cells('<c r="A1" s="1"><v>43613</v></c>', '<c r="B1"><v>43613</v></c>'))
    usual[f"xl/{name}"] = usual.pop("xl/styles.xml").replace("></", f">{looks}</")
    relations = "xl/_rels/workbook.xml.rels"
    usual[relations] = usual[relations].replace("styles.xml", name)
    (sheet,) = read_sheets(package(usual), "甲学会")
    assert sheet.rows == ((dt.date(2019, 5, 28), 43613.0),)


def test_a_month_is_shown_in_whichever_cell_it_stands_and_out_of_the_table_nowhere():
    looks = '<cellXfs><xf numFmtId="0"/><xf numFmtId="17" applyNumberFormat="1"/></cellXfs>'
    month = '<c r="{}" s="1"><v>43586</v></c>'
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="2"><c r="A2"><v>2</v></c>{month.format("B2")}<c r="C2" s="1"/></row>'
        f'<row r="3">{month.format("A3")}</row><row r="4"><c r="A4" s="1"/></row>'
    )
    shown = "2019年5月"
    assert read(rows, styles=looks).rows == ((1.0,), (2.0, shown), (shown,))


def test_what_leads_out_of_a_package_or_nowhere_leads_to_none_of_its_parts():
    usual = parts(cells('<c r="A1" t="s"><v>0</v></c>'))
    out = f'<Relationship Id="rId8" Type="{OFFICE}/sharedStrings" Target="styles.xml"'
    nowhere = f'<Relationship Id="rId9" Type="{OFFICE}/styles" Target="gone.xml"/>'
    book = usual["xl/_rels/workbook.xml.rels"]
    book = book.replace("</R", f'{out} TargetMode="External"/>{nowhere}</R')
    moved = {name.replace("xl/", "book/"): content for name, content in usual.items()}
    moved["book/_rels/workbook.xml.rels"] = book
    moved["_rels/.rels"] = links(("officeDocument", "book/workbook.xml"))
    moved["[Content_Types].xml"] = "<Types>spreadsheetml</Types>"
    (sheet,) = read_sheets(package(moved), "甲学会")
    assert sheet.rows == (("甲",),)


def test_a_part_in_utf_16_is_read_as_any_other():
    made = parts(cells('<c r="A1" t="s"><v>0</v></c>', '<c r="B1"><v>5</v></c>'))
    sheet = "xl/worksheets/sheet1.xml"
    made[sheet] = f'<?xml version="1.0" encoding="UTF-16"?>{made[sheet]}'.encode("utf-16")
    (read_anew,) = read_sheets(package(made), "甲学会")
    assert read_anew.rows == (("甲", 5.0),)


def document(rows, styles="", columns=""):
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="甲">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    (sheet,) = read_sheets(
        package(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": content,
                "META-INF/manifest.xml": "<manifest/>",
            }
        ),
        "甲学会",
    )
    return sheet


def said(text, more=""):
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


@pytest.mark.parametrize(
    ("words", "seen"), [("", ""), ("4百人", "4百人"), ("4", None), ("4.0", None), ("4人", None)]
)
def test_a_number_of_an_open_document_that_other_words_show_is_marked(words, seen):
    held = f'<table:table-cell office:value-type="float" office:value="4"><text:p>{words}</text:p>'
    sheet = document(f"<table:table-row>{held}</table:table-cell></table:table-row>")
    assert sheet.rows == ((4.0,),)
    assert [each.words for each in sheet.marks] == [seen] * (seen is not None)


def test_a_ticked_box_of_an_open_document_is_no_number():
    held = '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE'
    sheet = document(f"<table:table-row>{held}</text:p></table:table-cell></table:table-row>")
    assert sheet.rows == ((True,),)


def test_an_open_document_tells_its_marks():
    struck = (
        '<style:style style:name="T1"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    below = " table:number-rows-spanned='2'"
    partly = said("<text:span text:style-name='T1'>30</text:span>50")
    wholly = said("30", " table:style-name='T1'")
    sheet = document(
        f"<table:table-row>{said('Err:508')}{said('甲', below)}{partly}</table:table-row>"
        "<table:table-row table:visibility='collapse'><table:table-cell table:formula='of:=1'/>"
        f"<table:covered-table-cell/>{wholly}</table:table-row>",
        struck,
        "<table:table-column table:number-columns-repeated='2'/>"
        "<table:table-column table:visibility='collapse'/>",
    )
    assert sheet.rows[0] == ("Err:508", "甲", "50")
    assert sheet.merged == (Area(1, 2, 2, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})
    assert sheet.uncomputed == {(2, 1)}
    assert sheet.marks == ((1, 3, MarkKind.CUT, "30"), (2, 3, MarkKind.STRUCK, ""))


STRUCK_STYLE = (
    '<style:style style:name="T1"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


def lined(*found, more=""):
    return f"<table:table-row{more}>{''.join(found)}</table:table-row>"


@pytest.mark.parametrize("way", ["columns", "rows"])
def test_a_half_struck_text_that_stands_twice_is_read_alike_in_both_places(way):
    """LibreOffice keeps equal neighbours once, and says how often they stand there."""
    text = "<text:span text:style-name='T1'>30</text:span>50"
    again = f" table:number-{way}-repeated='2'"
    cell = said(text, again if way == "columns" else "")
    sheet = document(lined(cell, more=again if way == "rows" else ""), STRUCK_STYLE)
    places = [(1, 1), (1, 2)] if way == "columns" else [(1, 1), (2, 1)]
    assert [sheet.cell(*place) for place in places] == ["50", "50"]
    assert sheet.marks == tuple((*place, MarkKind.CUT, "30") for place in places)


def test_a_struck_part_within_a_struck_part_is_told_once():
    inner = "<text:span text:style-name='T1'>0</text:span>"
    sheet = document(
        lined(said(f"<text:span text:style-name='T1'>3{inner}</text:span>50<text:s/>")),
        STRUCK_STYLE,
    )
    assert (sheet.rows, sheet.marks) == ((("50",),), ((1, 1, MarkKind.CUT, "30"),))


def test_what_follows_repeated_rows_columns_and_cells_stands_where_it_is_shown():
    sheet = document(
        lined("<table:table-cell/>", more=" table:number-rows-repeated='3'")
        + lined(
            "<table:table-cell table:number-columns-repeated='4'/>",
            "<table:covered-table-cell table:number-columns-repeated='2'/>",
            said("甲", " table:style-name='T1'"),
            more=" table:visibility='filter' table:number-rows-repeated='2'",
        )
        + lined(said("乙")),
        STRUCK_STYLE,
        "<table:table-column table:number-columns-repeated='3'/>"
        "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
        "<table:table-column table:visibility='visible'/>"
        "<table:table-column table:visibility='filter'/>",
    )
    assert sheet.marks == ((4, 7, MarkKind.STRUCK, ""), (5, 7, MarkKind.STRUCK, ""))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4, 5}, {4, 5, 7})
    assert sheet.cell(6, 1) == "乙"


@pytest.mark.parametrize(("down", "across"), [(1, 2), (2, 1), (3, 2)])
def test_a_merged_cell_of_an_open_document_reaches_as_far_as_it_says(down, across):
    more = f" table:number-rows-spanned='{down}' table:number-columns-spanned='{across}'"
    sheet = document(lined("<table:table-cell/>", said("甲", more)))
    assert sheet.merged == (Area(1, 2, down, 1 + across),)
    assert document(lined(said("甲", " table:number-rows-spanned='1'"))).merged == ()


def test_notes_of_an_open_document_are_told_and_readings_above_words_are_not():
    note = (
        "<office:annotation><text:p>应为5</text:p><text:p>请核</text:p></office:annotation>"
        "<text:p><text:ruby><text:ruby-base>王</text:ruby-base><text:ruby-text>wang"
        "</text:ruby-text></text:ruby>示例<text:span text:style-name='T1'>30</text:span></text:p>"
    )
    cell = f'<table:table-cell office:value-type="string">{note}</table:table-cell>'
    sheet = document(lined(said("甲"), cell), STRUCK_STYLE)
    assert sheet.cell(1, 2) == "王示例"
    assert sheet.marks == ((1, 2, MarkKind.CUT, "30"), (1, 2, MarkKind.NOTE, "应为5\n请核"))


def test_a_formula_of_an_open_document_is_uncomputed_only_while_it_shows_nothing():
    formula = ' table:formula="of:=1"'
    cells = (
        f"<table:table-cell{formula}/>",
        said("甲", formula),
        f'<table:table-cell{formula} office:value-type="float" office:value="5"/>',
        f'<table:table-cell{formula} office:value-type="string"><text:p/></table:table-cell>',
        "<table:table-cell/>",
        said("#N/A", formula),
    )
    sheet = document(lined(*cells))
    assert sheet.uncomputed == {(1, 1)}
    assert sheet.rows == ((None, "甲", 5.0, None, None, "#N/A"),)
    assert not sheet.date1904


@pytest.mark.parametrize(
    ("line", "is_struck"), [("solid", True), ("dotted", True), ("none", False)]
)
def test_a_style_of_an_open_document_strikes_out_unless_its_line_is_none(line, is_struck):
    style = STRUCK_STYLE.replace("solid", line)
    sheet = document(lined(said("3", " table:style-name='T1'"), said("4")), style)
    assert sheet.rows == (("3", "4"),)
    assert sheet.marks == (((1, 1, MarkKind.STRUCK, ""),) if is_struck else ())
    usual = "<table:table-column table:default-cell-style-name='T1'/><table:table-column/>"
    sheet = document(lined(said("3"), said("4")), style, usual)
    assert [mark[:2] for mark in sheet.marks] == ([(1, 1)] if is_struck else [])


def test_a_text_of_an_open_document_struck_from_end_to_end_keeps_its_words():
    text = "<text:span text:style-name='T1'>30</text:span>"
    sheet = document(lined(said(text), said("5")), STRUCK_STYLE)
    assert (sheet.rows, sheet.marks) == ((("30", "5"),), ((1, 1, MarkKind.STRUCK, ""),))


@pytest.mark.parametrize("finer", ["day", "hours", "minutes", "seconds"])
def test_a_format_of_an_open_document_that_shows_more_than_a_month_shows_the_day(finer):
    styles = (
        f'<number:date-style style:name="N1"><number:month/><number:{finer}/></number:date-style>'
        '<number:date-style style:name="N2"><number:year/></number:date-style>'
        '<style:style style:name="c1" style:data-style-name="N1"/>'
        '<style:style style:name="c2" style:data-style-name="N2"/>'
    )
    cell = (
        '<table:table-cell office:value-type="date" office:date-value="2019-05-01"'
        ' table:style-name="{}"><text:p>示例</text:p></table:table-cell>'
    )
    first = dt.date(2019, 5, 1)
    assert document(lined(cell.format("c1"), cell.format("c2")), styles).rows == ((first, first),)


def test_an_open_document_shows_only_the_month_where_its_style_does():
    styles = "".join(
        f'<number:date-style style:name="N{n}"><number:year/><number:month/>{day}'
        f'</number:date-style><style:style style:name="c{n}" style:data-style-name="N{n}"/>'
        for n, day in enumerate(("", "<number:day/>"))
    )
    days = "".join(
        f'<table:table-cell office:value-type="date" office:date-value="2019-05-{day}"{style}>'
        "<text:p>示例</text:p></table:table-cell>"
        for day, style in (
            ("01", " table:style-name='c0'"),
            ("01", " table:style-name='c1'"),
            ("01", ""),
            ("15", ""),
            ("01T00:00:00", ""),
        )
    )
    usual = (
        '<table:table-column table:number-columns-repeated="5" table:default-cell-style-name="c0"/>'
    )
    sheet = document(f"<table:table-row>{days}</table:table-row>", styles, usual)
    first = dt.date(2019, 5, 1)
    shown = "2019年5月"
    assert sheet.rows == ((shown, first, shown, dt.date(2019, 5, 15), shown),)


@pytest.mark.parametrize(
    ("pattern", "key", "shown"),
    [
        ('yyyy"年"m"月"', 164, "2019年5月"),
        ("yyyy-mm-dd", 165, dt.date(2019, 5, 1)),
        ("", 17, "2019年5月"),
        ("", 57, "2019年5月"),
    ],
)
def test_an_old_workbook_shows_only_the_month_where_its_format_does(pattern, key, shown):
    name = struct.pack("<HHB", key, len(pattern), 1) + pattern.encode("utf-16-le")
    looks = [(0x31, struct.pack("<HHHHH6xBB", 200, 0, 0x7FFF, 400, 0, 5, 0) + b"Arial")] * 5
    looks += [(0x41E, name)] * bool(pattern) + [(0xE0, struct.pack("<HHH14x", 0, key, 0))]
    records = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in looks)
    (sheet,) = read_sheets(xls((("日期",), (43586.0,)), cipher=records), "甲学会")
    assert sheet.rows == (("日期",), (shown,))


@pytest.mark.parametrize("options", [0, 8])
def test_an_old_workbook_tells_which_cells_a_font_strikes_out(options):
    looks = [(0x31, struct.pack("<HHHHH6xBB", 200, options, 0x7FFF, 400, 0, 5, 0) + b"Arial")] * 5
    looks += [(0xE0, struct.pack("<HHH14x", 0, 0, 0))]
    records = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in looks)
    (sheet,) = read_sheets(xls((("人次",), (3.0,)), cipher=records), "甲学会")
    struck = [CellMark(1, 1, MarkKind.STRUCK), CellMark(2, 1, MarkKind.STRUCK)]
    assert list(sheet.marks) == (struck if options else [])


@pytest.mark.parametrize(
    ("runs", "shown", "marks"),
    [
        ([(0, 5), (2, 0)], "50", ((1, 1, MarkKind.CUT, "30"),)),
        ([(0, 5)], "30 50", ((1, 1, MarkKind.STRUCK, ""),)),
        ([], "30 50", ()),
    ],
)
def test_an_old_workbook_tells_what_is_struck_out_within_a_text(runs, shown, marks):
    fonts = [struct.pack("<HHHHH6xBB", 200, n // 4 * 8, 0, 400, 0, 5, 0) for n in range(5)]
    looks = [*((0x31, font + b"Arial") for font in fonts), (0xE0, bytes(20))]
    text = struct.pack("<HHHHB", 0, 0, 0, 5, 0) + b"30 50" + struct.pack("<H", len(runs))
    rich = (0xD6, text + b"".join(struct.pack("<HH", *run) for run in runs))
    looks, rich = (
        b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
        for records in (looks, [rich])
    )
    (sheet,) = read_sheets(xls((), cipher=looks, cells=rich), "甲学会")
    assert (sheet.rows, sheet.marks) == (((shown,),), marks)


def test_an_old_workbook_tells_its_marks():
    sheets = read_sheets((Path(__file__).parent / "old_marks.xls").read_bytes(), "甲学会")
    visits = next(sheet for sheet in sheets if sheet.name == "走访慰问")
    assert [visits.cell(*place) for place in ((3, 10), (4, 10))] == ["#DIV/0!", "#N/A"]
    assert (visits.hidden_rows, visits.hidden_columns) == ({10}, {11})
    assert (7, 9, MarkKind.NOTE, "批注99") in visits.marks


def test_a_web_page_tells_what_is_struck_out_and_hidden():
    page = (
        "<html><table><tr><td>走访对象<td>走访人次<tr style='display:none'><td><s>张示例</s>李示例"
        "<td style='text-decoration:line-through'>3<tr><td><ruby>王<rt>wang</rt></ruby>示例"
        "<td>5</table>"
    )
    (sheet,) = read_sheets(page.encode(), "甲学会")
    assert sheet.rows == (("走访对象", "走访人次"), ("李示例", "3"), ("王示例", "5"))
    assert sheet.marks == ((2, 1, MarkKind.CUT, "张示例"), (2, 2, MarkKind.STRUCK, ""))
    assert sheet.hidden_rows == {2}


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("", "<td style='text-decoration: line-through'>3"),
        (".xl66 {color:red;\n text-decoration:line-through;}", "<td class=xl66>3"),
        (".font6{text-decoration:line-through}", "<td><font class='font6'>3</font>"),
        ("", "<td><span style='text-decoration:line-through'>3</span>"),
        ("", "<td><p><del>3</del></p>"),
    ],
)
def test_a_web_page_strikes_out_in_many_ways(style, cell):
    page = f"<html><style><!-- {style} --></style><table><tr><td>乙{cell}<tr><td>丙<td>5</table>"
    (sheet,) = read_sheets(page.encode(), "甲学会")
    assert sheet.rows == (("乙", "3"), ("丙", "5"))
    assert sheet.marks == ((1, 2, MarkKind.STRUCK, ""),)


def test_a_row_of_a_web_page_is_struck_out_and_what_stands_beside_struck_words_is_not():
    page = (
        "<html><style>.a{text-decoration:line-through}.b{color:red}</style><table>"
        "<tr class=a><td>乙<td>3"
        "<tr><td class=b>丙<td><font class=a>30</font><font>50</font></table>"
    )
    (sheet,) = read_sheets(page.encode(), "甲学会")
    assert sheet.rows == (("乙", "3"), ("丙", "50"))
    struck = {(1, 1, MarkKind.STRUCK, ""), (1, 2, MarkKind.STRUCK, ""), (2, 2, MarkKind.CUT, "30")}
    assert {*sheet.marks} == struck


def column_of(formula):
    """A formula without a result in A1, words in column B of three rows, a number in A4."""
    rows = [f'<row r="1"><c r="A1">{formula}</c><c r="B1"><v>1</v></c></row>']
    rows += [f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>' for n in (2, 3)]
    return "".join([*rows, '<row r="4"><c r="A4"><v>4</v></c></row>'])


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("<f>SUM(B1:B3)</f>", [1]),
        ('<f t="array" ref="A1">SUM(B1:B3)</f>', [1]),
        ('<f t="array" ref="A1:A2">B1:B2</f>', [1, 2]),
        ('<f t="array" ref="A1:A1048576">B1:B9</f>', [1, 2, 3, 4]),
        ('<f t="array">B1:B3</f>', [1, 2, 3]),
        ('<f t="shared" si="0" ref="A1:A3">B1+1</f>', [1]),
        ("<f>_xlfn._xlws.FILTER(B1:B3,B1:B3)</f>", [1, 2, 3]),
    ],
)
def test_what_a_formula_without_a_result_would_fill_is_told_too(formula, rows):
    assert read(column_of(formula)).uncomputed == {(row, 1) for row in rows}


def test_a_rule_that_may_strike_out_is_told_and_one_that_colours_is_not():
    def ruled(look):
        rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>$B1=1</formula></cfRule>'
        usual = parts(
            cells('<c r="A1"><v>5</v></c>'), styles=f"<dxfs><dxf><font>{look}</font></dxf></dxfs>"
        )
        sheet = usual["xl/worksheets/sheet1.xml"].replace(
            "</sheetData>",
            f'</sheetData><conditionalFormatting sqref="A1:B9 D1">{rule}</conditionalFormatting>',
        )
        (found,) = read_sheets(package(usual | {"xl/worksheets/sheet1.xml": sheet}), "甲学会")
        return found

    assert ruled("<strike/>").marks == ((1, 1, MarkKind.RULED, "A1:B9 D1"),)
    assert ruled("<strike/>").rows == ((5.0,),)
    assert ruled('<color rgb="FFFF0000"/>').marks == ()


def test_an_error_that_calamine_knows_is_shown_beside_one_that_it_does_not():
    typed = cells('<c r="A1" t="e"><v>#SPILL!</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>')
    assert read(typed).rows == (("#SPILL!", "#N/A"),)


@pytest.mark.parametrize("order", [1, -1])
def test_one_of_several_rules_that_strikes_out_is_told(order):
    rules = [f'<cfRule type="expression" dxfId="{n}" priority="1"/>' for n in (0, 1)][::order]
    areas = (
        f'<conditionalFormatting sqref="B2">{"".join(rules)}</conditionalFormatting>'
        '<conditionalFormatting sqref=""><cfRule dxfId="1"/></conditionalFormatting>'
    )
    usual = parts(
        cells('<c r="A1"><v>5</v></c>'),
        styles="<dxfs><dxf><font><b/></font></dxf><dxf><font><strike/></font></dxf><dxf/></dxfs>",
    )
    name = "xl/worksheets/sheet1.xml"
    usual[name] = usual[name].replace("</sheetData>", f"</sheetData>{areas}")
    (sheet,) = read_sheets(package(usual), "甲学会")
    assert sheet.marks == ((2, 2, MarkKind.RULED, "B2"),)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(n, "2019年5月") for n in (17, 27, 36, 50, 52, 57)]
    + [(n, dt.date(2019, 5, 1)) for n in (14, 22)],
)
def test_a_format_known_by_its_number_shows_the_month_alone_or_the_day(number, shown):
    looks = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}" applyNumberFormat="1"/></cellXfs>'
    assert read(cells('<c r="A1" s="1"><v>43586</v></c>'), styles=looks).rows == ((shown,),)


@pytest.mark.parametrize(
    ("number", "read_as"),
    [("3654", dt.date(1910, 1, 1)), ("3653", 3653.0), ("43613.5", 43613.5)],
)
def test_a_weekday_is_that_of_a_day_from_1910_on(number, read_as):
    looks = (
        '<numFmts><numFmt numFmtId="164" formatCode="aaaa"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    )
    typed = cells(f'<c r="A1" s="1"><v>{number}</v></c>')
    assert read(typed, styles=looks).rows == ((read_as,),)


def test_a_workbook_without_looks_is_read():
    usual = parts(cells('<c r="A1" t="s"><v>0</v></c>', '<c r="B1"><v>43613</v></c>'))
    del usual["xl/styles.xml"]
    (sheet,) = read_sheets(package(usual), "甲学会")
    assert sheet.rows == (("甲", 43613.0),)


def test_a_cell_whose_address_nobody_can_read_follows_the_one_before_it():
    typed = cells('<c r="A1"><v>3</v></c>', '<c r="?" t="e"><v>#SPILL!</v></c>')
    assert read(typed).rows == ((3.0, "#SPILL!"),)


def test_words_beside_struck_ones_stay_where_they_have_no_look_at_all():
    strings = f"<si><t>约</t>{STRUCK}</si>"
    sheet = read(cells('<c r="A1" t="s"><v>1</v></c>'), strings=strings)
    assert (sheet.rows, sheet.marks) == ((("约",),), ((1, 1, MarkKind.CUT, "30"),))


@pytest.mark.parametrize("folder", ["book", "xl"])
def test_notes_are_found_wherever_the_parts_of_a_package_lie(folder):
    usual = parts(cells('<c r="A1"><v>3</v></c>', '<c r="B2"><v>4</v></c>'))
    usual["xl/worksheets/_rels/sheet1.xml.rels"] = links(
        ("hyperlink", "https://example.org/"), ("comments", "../notes/c1.xml")
    )
    usual["xl/notes/c1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"><text><t>应为5</t></text>'
        "</comment></commentList></comments>"
    )
    moved = {name.replace("xl/", f"{folder}/"): content for name, content in usual.items()}
    moved["_rels/.rels"] = links(("officeDocument", f"{folder}/workbook.xml"))
    moved["[Content_Types].xml"] = "<Types>spreadsheetml</Types>"
    (sheet,) = read_sheets(package(moved), "甲学会")
    assert sheet.marks == ((2, 2, MarkKind.NOTE, "应为5"),)


def test_blanks_that_a_web_page_strikes_out_are_no_mark():
    page = "<html><table><tr><td><s> </s>3<td><s>&nbsp;</s><td><s>4</s></table>"
    (sheet,) = read_sheets(page.encode(), "甲学会")
    assert sheet.rows == (("3", None, "4"),)
    assert sheet.marks == ((1, 3, MarkKind.STRUCK, ""),)


def test_an_old_workbook_counts_days_from_1904_where_it_says_so():
    looks = [(0x31, struct.pack("<HHHHH6xBB", 200, 0, 0x7FFF, 400, 0, 5, 0) + b"Arial")] * 5
    looks += [(0xE0, struct.pack("<HHH14x", 0, 17, 0))]
    for said, shown in ((0, "2019年5月"), (1, "2019年5月")):
        days = [*looks, (0x22, struct.pack("<H", said))]
        records = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in days)
        rows = (("日期", "示例"), ("示例", 43586.0 - said * 1462), ("示例", "示例"))
        (sheet,) = read_sheets(xls(rows, cipher=records), "甲学会")
        assert (sheet.date1904, sheet.cell(2, 2)) == (bool(said), shown)
        assert sheet.rows[2] == ("示例", "示例")


def test_one_raised_digit_among_others_is_spelt_as_such():
    raised, plain = RAISED.format("superscript"), "<r><rPr><b/></rPr><t>41</t></r>"
    typed = cells(
        f'<c r="A1" t="inlineStr"><is>{plain}</is></c>',
        f'<c r="B1" t="inlineStr"><is>{raised}</is></c>',
    )
    assert read(typed).rows == (("41", "4¹²"),)


@pytest.mark.parametrize("count", [11, 30])
def test_a_half_struck_text_is_read_alike_however_many_cells_of_a_row_hold_it(count):
    text = "<text:span text:style-name='T1'>30</text:span>50"
    again = f" table:number-columns-repeated='{count}'"
    blank = "<table:table-cell table:number-columns-repeated='16000'/>"
    sheet = document(lined(said(text, again), blank), STRUCK_STYLE)
    assert sheet.rows == (("50",) * count,)
    assert len(sheet.marks) == count


def test_repeated_rows_columns_and_cells_are_followed_as_far_as_a_table_reaches():
    cell = said("3", " table:style-name='T1' table:number-columns-repeated='300'")
    sheet = document(
        lined(cell)
        + lined(said("4"), more=" table:visibility='collapse' table:number-rows-repeated='300'"),
        STRUCK_STYLE,
        "<table:table-column table:visibility='collapse' table:number-columns-repeated='300'/>",
    )
    assert [mark[:2] for mark in sheet.marks] == [(1, column) for column in range(1, 101)]
    assert sheet.hidden_columns == {*range(1, 101)}
    assert sheet.hidden_rows == {*range(2, 102)}
