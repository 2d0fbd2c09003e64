import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from kjr.store.base import Area, UnreadableError
from kjr.store.xlsx import refusals, text_formats
from kjr.store.xlsx.workbook import read_sheets
from tests.store.files import ADVICE, BOOK, FAR, VISITS, compound, edited, package, xls, xlsx

FIRST = "xl/worksheets/sheet1.xml"
WEB_PAGE = """<html><head><meta charset="gb2312"><style>td {color: red}</style></head>
<body><h1>走访慰问</h1><table>
<tr><th colspan="3">走访慰问台账（示例）</th></tr>
<tr><th>走访<br>日期</th><th>走访对象</th><th>走访人次</th></tr>
<tr><td rowspan=2>5月28日</td><td> 张示例 </td><td>3&nbsp;</td></tr>
<tr><td>李示例</td><td>12</td></tr>
</table><p>第二张</p><table><tr><td>意见</td></tr></table></body></html>"""


def read(data):
    return {sheet.name: sheet for sheet in read_sheets(data, "甲学会")}


def rows(data):
    (sheet,) = read_sheets(data, "甲学会")
    return sheet.rows


def reason(data):
    with pytest.raises(UnreadableError) as refused:
        read_sheets(data, "甲学会")
    return str(refused.value)


def test_reads_every_sheet_as_typed():
    assert {name: sheet.rows for name, sheet in read(xlsx()).items()} == BOOK
    assert {sheet.unit for sheet in read(xlsx()).values()} == {"甲学会"}


def test_a_package_whose_parts_carry_notes_of_their_packer_is_read():
    """Zip programs put times and owners beside each part's name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source, zipfile.ZipFile(packed, "w") as target:
        for info in source.infolist():
            info.extra = b"UT\x05\x00\x01\x80\x7f\xec\x5c"
            target.writestr(info, source.read(info.filename))
    assert read(packed.getvalue())["走访慰问"].rows == VISITS


def test_row_numbers_are_the_peoples_own():
    def lower(book):
        book.get_worksheet_by_name("走访慰问").write("C4", "表从这里开始")

    (sheet,) = read_sheets(xlsx({"走访慰问": ()}, lower), "甲学会")
    assert sheet.cell(4, 3) == "表从这里开始"


def test_tells_merged_and_hidden_places():
    def hide(book):
        sheet = book.get_worksheet_by_name("走访慰问")
        sheet.merge_range("A1:C1", "走访慰问台账（示例）")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        book.get_worksheet_by_name("意见建议").hide()

    book = read(xlsx(decorate=hide))
    assert book["走访慰问"].merged == (Area(1, 1, 1, 3),)
    assert book["走访慰问"].hidden_rows == {3}
    assert book["走访慰问"].hidden_columns == {2}
    assert {name: sheet.hidden for name, sheet in book.items()} == {
        "走访慰问": False,
        "意见建议": True,
    }


def test_of_what_a_format_does_not_say_a_sheet_has_none():
    (sheet,) = read_sheets("走访日期,走访对象\n5月28日,张示例".encode(), "甲学会")
    assert not (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns or sheet.date1904)
    assert not (sheet.merged or sheet.uncomputed or sheet.file or sheet.marks)


def test_tells_books_that_count_days_from_1904():
    data = edited(xlsx(), "xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert {sheet.date1904 for sheet in read_sheets(data, "甲学会")} == {True}
    assert {sheet.date1904 for sheet in read_sheets(xlsx(), "甲学会")} == {False}


def test_a_cell_that_shows_only_its_month_says_no_more():
    book = openpyxl.Workbook()
    formats = 'yyyy"年"m"月"', "mmm-yy", "yyyy-mm-dd", 'yyyy"年"m"月"', "mmm-yy"
    days = *3 * [dt.date(2019, 5, 1)], dt.date(2019, 5, 28), 1
    for column, (form, day) in enumerate(zip(formats, days, strict=True), 1):
        book.active.cell(1, column, day).number_format = form
    data = io.BytesIO()
    book.save(data)
    months = ["2019年5月", "2019年5月", dt.date(2019, 5, 1), dt.date(2019, 5, 28)]
    assert list(rows(data.getvalue())[0][:4]) == months
    assert rows(data.getvalue())[0][4] == dt.date(1900, 1, 1)


def test_a_cell_that_shows_only_its_weekday_holds_the_day():
    book = openpyxl.Workbook()
    formats = "[$-804]aaaa;@", "aaa", "[$-804]aaaa;@", "General"
    for column, (form, number) in enumerate(zip(formats, (43613, 43613, 5, 43613), strict=True), 1):
        book.active.cell(1, column, number).number_format = form
    data = io.BytesIO()
    book.save(data)
    day = dt.date(2019, 5, 28)
    assert list(rows(data.getvalue())[0]) == [day, day, 5, 43613]


def test_a_number_shown_as_a_day_is_the_same_number_in_every_program():
    cell = '<table:table-cell office:value-type="date" office:date-value="{}"/>'
    cells = "".join(map(cell.format, ("1900-01-04T07:12:00", "1900-01-02", "2019-05-28")))
    assert rows(open_document(cells)) == ((5.3, 3.0, dt.date(2019, 5, 28)),)


def open_document(cells):
    names = "office", "table", "text"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="走访慰问"><table:table-row>{cells}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def test_formulas_saved_without_a_result_are_named():
    book = openpyxl.Workbook()
    book.active.append([1, 2, "=A1+B1"])
    data = io.BytesIO()
    book.save(data)
    (sheet,) = read_sheets(data.getvalue(), "甲学会")
    assert sheet.uncomputed == {(1, 3)}
    assert sheet.rows == ((1.0, 2.0),)


def test_formulas_with_a_result_show_it():
    def add(book):
        sheet = book.get_worksheet_by_name("走访慰问")
        sheet.write_formula("C5", "=SUM(C3:C4)", None, 15)
        sheet.write_formula("D5", '=IF(C5>1,"","少")', None, "少")

    data = edited(xlsx(decorate=add), FIRST, "<v>少</v>".encode(), b"<v></v>")
    sheet = read(data)["走访慰问"]
    assert sheet.cell(5, 3) == 15
    assert sheet.uncomputed == frozenset()


def test_error_cells_show_what_people_see():
    def add(book):
        book.get_worksheet_by_name("走访慰问").write_formula("C5", "=1/0", None, "#DIV/0!")

    assert read(xlsx(decorate=add))["走访慰问"].cell(5, 3) == "#DIV/0!"


@pytest.mark.parametrize("place", [FAR, (1_048_575, 12), (99_999, 51), (3, 16_383)])
def test_a_stray_space_far_out_costs_nothing(place):
    def stray(book):
        book.get_worksheet_by_name("走访慰问").write(*place, " ")

    assert read(xlsx(decorate=stray))["走访慰问"].rows == VISITS


def test_a_sheet_that_hides_its_size_is_measured():
    def stray(book):
        book.get_worksheet_by_name("走访慰问").write(*FAR, " ")

    data = edited(xlsx(decorate=stray), FIRST, b'<dimension ref="A1:XFD1048576"/>', b"")
    assert read(data)["走访慰问"].rows == VISITS


def test_work_written_far_out_is_not_dropped_in_silence():
    def far(book):
        book.get_worksheet_by_name("走访慰问").write_row(1_048_575, 0, range(60))

    assert reason(xlsx(decorate=far)) == "工作表范围过大，请把超出表格的行和列删除后保存"


def test_old_workbooks_are_read_when_whole():
    assert [len(row) for row in rows(xls())] == [1, 3, 3, 3]
    assert rows(xls())[3] == ("2019-05-30", "李示例", 12.0)


def test_old_workbooks_with_an_unsynced_end_are_refused():
    data = xls()
    cut = data.index("李示例".encode("utf-16-le"))
    assert reason(data[:cut] + bytes(len(data) - cut)) == refusals.OLD_PARTIAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_text_tables_are_read(encoding, separator):
    lines = ["走访日期,走访人次", "5月28日,3", "", '5月30日,"12，含\n家属"']
    data = "\r\n".join(lines).replace(",", separator).encode(encoding)
    assert rows(data) == (
        ("走访日期", "走访人次"),
        ("5月28日", "3"),
        (),
        ("5月30日", "12，含\n家属"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_with_tables_is_read(encoding):
    (sheet,) = read_sheets(WEB_PAGE.encode(encoding), "甲学会")
    assert sheet.rows == (
        ("走访慰问台账（示例）",),
        ("走访\n日期", "走访对象", "走访人次"),
        ("5月28日", "张示例", "3"),
        (None, "李示例", "12"),
        ("意见",),
    )
    assert sheet.merged == (Area(1, 1, 1, 3), Area(3, 1, 4, 1))


def with_secret_member():
    """A package of which one part says that it is encrypted, as zip programs do it."""
    data = bytearray(xlsx())
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags] |= 1
    return bytes(data)


REFUSED = {
    "0 bytes": (b"", refusals.EMPTY),
    "zeros": (bytes(5000), refusals.PARTIAL),
    "half a workbook": (xlsx()[:4000], refusals.PARTIAL),
    "zero-filled end": (xlsx()[:4000] + bytes(2000), refusals.PARTIAL),
    "password": (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), refusals.PASSWORD),
    "password, one member": (with_secret_member(), refusals.PASSWORD),
    "password, old": (xls(cipher=b"\x2f\0\2\0\0\0"), refusals.PASSWORD),
    "Word": (package({"word/document.xml": "<w/>"}), refusals.WORD),
    "Word, old": (compound({"WordDocument": b""}), refusals.WORD),
    "Writer": (package({"mimetype": "…opendocument.text", "content.xml": ""}), refusals.WORD),
    "slides": (package({"ppt/presentation.xml": "<p/>"}), refusals.SLIDES),
    "zip": (package({"照片/示例.jpg": "…"}), refusals.ARCHIVE),
    "zip that speaks of one": (package({"说明.txt": "spreadsheetml"}), refusals.ARCHIVE),
    "Numbers": (package({"Index/Document.iwa": "…"}), refusals.NUMBERS),
    "rich text": (b"{\\rtf1 x}", refusals.WORD),
    "other archives": (b"7z\xbc\xaf" + bytes(40), refusals.ARCHIVE),
    "OpenDocument, encrypted": (
        package({"META-INF/manifest.xml": "<encryption-data/>", "content.xml": ""}),
        refusals.PASSWORD,
    ),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(100), refusals.PICTURE),
    "PDF": (b"%PDF-1.7\n", refusals.PDF),
    "unknown compound file": (compound({"ETContent": b""}), refusals.OLD),
    "half an old workbook": (xls()[:3000], refusals.DAMAGED),
    "web page": (b"<!DOCTYPE html><html><body>404</body></html>", text_formats.NO_TABLE),
    "web archive": (b"MIME-Version: 1.0\r\n\r\n<table>", text_formats.WEB_ARCHIVE),
    "XML of 2003": (
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        text_formats.XML,
    ),
    "a letter": ("各单位：请按时报送。".encode("gb18030"), text_formats.PROSE),
    "half a letter": ("﻿日期,人次".encode()[:-1], text_formats.UNKNOWN),
    "noise": (bytes(range(256)), text_formats.UNKNOWN),
    "workbook without parts": (package({"xl/workbook.xml": "<w/>"}), refusals.DAMAGED),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_workbook_is_refused_with_its_reason(data, sentence):
    assert reason(data) == sentence


def test_what_unpacks_to_400_mb_is_refused():
    assert reason(package({"xl/sheet.xml": bytes(400_000_000)})) == refusals.TOO_LARGE


def test_no_damage_goes_unnoticed_or_raises_anything_else():
    data = xlsx()
    for at in range(30, len(data), 97):
        damaged = data[:at] + bytes(b ^ 0x5A for b in data[at : at + 40]) + data[at + 40 :]
        try:
            found = read(damaged)
        except UnreadableError:
            continue
        assert found["走访慰问"].rows == VISITS
        assert found["意见建议"].rows == ADVICE


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\n走访对象;走访人次\r\n张示例，李示例;2",
        "sep=,\n走访对象,走访人次\n张示例，李示例,2",
        "走访对象|走访人次\n张示例，李示例|2",
        "走访对象;走访人次\n张示例,李示例;2",
        "走访对象，走访人次\n张示例、李示例，2",
        "走访;说明\n" + "张,李;丙;2\n" * 2 + "张;丙;2\n" * 2 + "走访对象;走访人次",
        "\n\n走访对象\t走访人次\n张示例,李示例\t2",
        "这里是很长的说明，不是表\n" * 300 + "走访对象,走访人次\n张示例,2\n李示例,3",
    ],
)
def test_text_is_cut_at_the_sign_that_makes_columns(text):
    found = rows(text.encode())
    assert ("走访对象", "走访人次") in found
    assert len(found[-1]) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\ufeffFrom: <示例>\r\nSubject: x\r\nmime-version: 1.0\r\n\r\n<html>", "网页归档"),
        (f'<?xml version="1.0"?><!--{"长" * 3000}--><Workbook xmlns="urn:schemas-microsoft-com:'
         'office:spreadsheet"/>', "XML 表格"),
    ],
)  # fmt: skip
def test_other_ways_to_save_a_table_are_named_for_what_they_are(text, sentence):
    assert sentence in reason(text.encode())
