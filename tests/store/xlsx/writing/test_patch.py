import datetime as dt
import io
import re
import sys
import zipfile

import openpyxl
import pytest

from kjr.errors import KjrError
from kjr.store.xlsx.workbook import read_sheets
from kjr.store.xlsx.writing.patch import NO_XLSX, patch_workbook
from kjr.store.xlsx.writing.proof import is_proved
from tests.store.files import VISITS, edited, xls, xlsx

FIRST, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def rows(data):
    return read_sheets(data, "甲学会")[0].rows


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rich(book):
    sheet = book.get_worksheet_by_name("走访慰问")
    sheet.write_comment("B3", "示例批注")
    sheet.write_formula("C6", "=SUM(C3:C4)", None, 15)
    sheet.data_validation("C3:C99", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.conditional_format("C3:C99", {"type": "cell", "criteria": ">", "value": 9})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=走访慰问!$C$3:$C$4"})
    sheet.insert_chart("E2", chart)


@pytest.mark.parametrize("value", ["“改”后 &<> 𠮷", "=1+1", "0042", 7.5, 3, True, None])
def test_changes_one_cell(value):
    after = rows(patch_workbook(xlsx(), "走访慰问", [(4, 2, value)]))
    assert after == (*VISITS[:3], (VISITS[3][0], value, VISITS[3][2]))


def test_a_day_stays_a_day_in_a_new_row():
    day = dt.date(2019, 6, 3)
    after = rows(patch_workbook(xlsx(), "走访慰问", [(5, 1, day), (5, 4, day)]))
    assert after[4] == (day, None, None, day)


def test_a_day_without_a_day_beside_it_gets_the_usual_format():
    data = xlsx({"走访慰问": [["日期"]]})
    after = patch_workbook(data, "走访慰问", [(2, 1, dt.date(2019, 6, 3)), (2, 3, dt.time(9, 30))])
    sheet = openpyxl.load_workbook(io.BytesIO(after))["走访慰问"]
    assert (sheet["A2"].number_format, sheet["C2"].number_format) == ("mm-dd-yy", "h:mm")


def test_a_string_that_other_cells_share_stays_theirs():
    data = xlsx({"走访慰问": [["入户", "入户"], ["入户"]]})
    assert rows(patch_workbook(data, "走访慰问", [(1, 2, "座谈")])) == (("入户", "座谈"), ("入户",))


def test_a_cell_put_between_others_stands_in_its_order():
    """Excel takes a row with cells out of order for damaged."""
    data = patch_workbook(
        xlsx({"走访慰问": [["甲", None, None, "丁"]]}), "走访慰问", [(1, 3, "丙"), (1, 2, 2)]
    )
    assert re.findall(rb'<c r="([A-Z]+)1"', parts(data)[FIRST]) == [b"A", b"B", b"C", b"D"]


def test_a_new_cell_looks_like_the_one_above():
    def bold(book):
        bold = book.add_format({"bold": True})
        book.get_worksheet_by_name("走访慰问").write("B4", "李示例", bold)

    book = openpyxl.load_workbook(
        io.BytesIO(patch_workbook(xlsx(decorate=bold), "走访慰问", [(5, 2, "新")]))
    )
    assert book["走访慰问"]["B5"].font.bold


def test_every_other_part_stays_as_it_is():
    data = xlsx(decorate=rich)
    before, after = parts(data), parts(patch_workbook(data, "走访慰问", [(4, 3, 13)]))
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} == {FIRST}


def test_formulas_are_not_overwritten():
    with pytest.raises(KjrError, match="C6 是公式"):
        patch_workbook(xlsx(decorate=rich), "走访慰问", [(6, 3, 1)])


def test_a_day_is_a_day_in_a_book_that_counts_from_1904():
    data = edited(xlsx(), "xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" ')
    day = dt.date(2019, 6, 3)
    assert rows(patch_workbook(data, "走访慰问", [(5, 1, day)], date1904=True))[4] == (day,)


def open_document():
    """A zip as an .ods is one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return data.getvalue()


@pytest.mark.parametrize("data", [xls(), open_document()])
def test_what_is_no_xlsx_is_refused(data):
    with pytest.raises(KjrError, match=NO_XLSX):
        patch_workbook(data, "走访慰问", [(1, 1, "改")])


def test_words_are_put_into_a_book_without_shared_strings():
    book = openpyxl.Workbook()
    book.active.title = "走访慰问"
    book.active["A1"] = 1
    data = io.BytesIO()
    book.save(data)
    assert rows(patch_workbook(data.getvalue(), "走访慰问", [(1, 1, "字")])) == (("字",),)


def test_a_number_put_where_a_day_stood_is_no_day():
    assert rows(patch_workbook(xlsx(), "走访慰问", [(4, 1, 12.0)]))[3][0] == 12.0


@pytest.mark.parametrize("text", ["_x0041_", " 前后 ", "一\n二", "&lt;<>", "=1+1", "\u200b示例"])
def test_text_stays_what_was_typed(text):
    assert rows(patch_workbook(xlsx(), "走访慰问", [(4, 2, text)]))[3][1] == text


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a\x0bb", "控制字符"),
        ("示" * 32_768, "最多存 32767 个字"),
        (float("inf"), "inf 太大"),
        (-1e308, "太大"),
    ],
)
def test_what_no_workbook_can_hold_is_refused(value, sentence):
    with pytest.raises(KjrError, match=sentence):
        patch_workbook(xlsx(), "走访慰问", [(4, 2, value)])


def test_what_is_too_long_is_known_by_its_first_twenty_characters():
    longest = "示" * 32_767
    after = patch_workbook(xlsx(), "走访慰问", [(4, 2, longest)])
    assert rows(after)[3][1] == longest
    with pytest.raises(KjrError, match=f"“{'示' * 20}…”超过了"):
        patch_workbook(xlsx(), "走访慰问", [(4, 2, longest + "例")])


def test_the_first_entry_looks_like_its_column_not_like_the_header():
    def styled(book):
        head = book.add_format({"bold": True})
        page = book.get_worksheet_by_name("走访慰问")
        page.write("B1", "姓名", head)
        page.set_column(1, 1, 12, book.add_format({"italic": True}))

    data = patch_workbook(xlsx({"走访慰问": [["日期"]]}, styled), "走访慰问", [(2, 2, "新")])
    font = openpyxl.load_workbook(io.BytesIO(data))["走访慰问"]["B2"].font
    assert (font.bold, font.italic) == (False, True)


def test_excel_is_told_to_count_again_where_results_may_be_stale():
    data = edited(xlsx(decorate=rich), BOOK, b'fullCalcOnLoad="1"', b'calcOnSave="0"')
    assert b'fullCalcOnLoad="1"' in parts(patch_workbook(data, "走访慰问", [(4, 3, 13)]))[BOOK]
    plain = edited(xlsx(), BOOK, b'fullCalcOnLoad="1"', b'calcOnSave="0"')
    assert parts(patch_workbook(plain, "走访慰问", [(4, 3, 13)]))[BOOK] == parts(plain)[BOOK]


@pytest.mark.parametrize("setting", [b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'])
def test_a_book_that_does_not_say_how_it_counts_is_told_to_count_again(setting):
    data = edited(xlsx(decorate=rich), BOOK, setting, b"")
    after = patch_workbook(data, "走访慰问", [(4, 3, 13)])
    assert b'fullCalcOnLoad="1"' in parts(after)[BOOK]
    assert is_proved(data, after, "走访慰问", [(4, 3, 13)])
    other = edited(after, BOOK, b'fullCalcOnLoad="1"', b'fullCalcOnLoad="1" iterate="1"')
    assert not is_proved(data, other, "走访慰问", [(4, 3, 13)])


def test_a_cell_that_an_array_formula_fills_is_refused():
    def fill(book):
        book.get_worksheet_by_name("走访慰问").write_array_formula("E3:E5", "{=C3:C5+1}")

    with pytest.raises(KjrError, match="E4 属于数组公式"):
        patch_workbook(xlsx(decorate=fill), "走访慰问", [(4, 5, 9)])


@pytest.mark.parametrize("shown", ['m"月"d"日"', "[$-804]aaaa;@", "yyyy年m月d日"])
def test_a_day_is_written_in_the_format_its_cell_has(shown):
    def dress(book):
        look = book.add_format({"num_format": shown})
        book.get_worksheet_by_name("走访慰问").write_number("A3", 43613, look)

    after = patch_workbook(xlsx(decorate=dress), "走访慰问", [(3, 1, dt.date(2019, 5, 30))])
    cell = openpyxl.load_workbook(io.BytesIO(after))["走访慰问"]["A3"]
    assert cell.number_format == shown


def count_calls(act):
    """How many functions of Python an act goes through."""
    calls = 0

    def count(_, event, __):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("gap", [1, 2], ids=["below", "between"])
def test_many_cells_cost_as_much_each_as_few(gap):
    """Neither the rows, nor the columns, nor the links of a sheet are looked through for each."""

    def cost(lines, width):
        def dress(book):
            sheet = book.get_worksheet_by_name("走访慰问")
            for column in range(width):
                sheet.set_column(column, column, 9 + column % 2, book.add_format({"bold": True}))
            for row in range(0, lines * (gap - 1), gap):
                sheet.write_url(row, width, "https://example.test", string="链接")

        data = xlsx({"走访慰问": [["日期"]]}, decorate=dress)
        new = [(row, n, "新") for row in range(2, 2 + gap * lines, gap) for n in range(1, width)]
        empty = count_calls(lambda: patch_workbook(data, "走访慰问", new[:1]))
        return (count_calls(lambda: patch_workbook(data, "走访慰问", new)) - empty) / len(new)

    assert cost(240, 12) < 1.2 * cost(40, 12)
    assert cost(40, 96) < 1.2 * cost(40, 12)


def test_rows_and_cells_put_between_others_stand_in_their_order():
    changes = [(row, number, f"{row}-{number}") for row in (9, 3, 7, 2) for number in (4, 2, 3)]
    sheet = rows(patch_workbook(xlsx({"走访慰问": [["日期"]]}), "走访慰问", changes))
    assert [row for row, line in enumerate(sheet, 1) if any(line)] == [1, 2, 3, 7, 9]
    package = parts(patch_workbook(xlsx({"走访慰问": [["日期"]]}), "走访慰问", changes))
    found = re.findall(rb'<(?:\w+:)?(?:row|c) r="(\w+)"', package[FIRST])
    assert found[-4:] == [b"9", b"B9", b"C9", b"D9"]
    assert [int(each) for each in found if each.isdigit()] == [1, 2, 3, 7, 9]
