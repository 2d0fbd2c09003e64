"""What the sheet owns and not whoever types: formulas' areas, links, formats, addresses."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from kjr.errors import KjrError
from kjr.store.xlsx.workbook import read_sheets
from kjr.store.xlsx.writing.patch import patch_workbook
from kjr.store.xlsx.writing.proof import is_proved
from tests.store.files import VISITS, edited, package, xlsx

SHEET, PART = "走访慰问", "xl/worksheets/sheet1.xml"
ADDRESS = "https://example.com/530"


def part(data, name=PART):
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def rows(data):
    return read_sheets(data, "甲学会")[0].rows


def patched(data, *changes):
    """The workbook with the changes, known to be what it was but for them."""
    after = patch_workbook(data, SHEET, changes)
    assert is_proved(data, after, SHEET, changes)
    openpyxl.load_workbook(io.BytesIO(after))
    return after


FIVES = {
    "array": b'<c r="E4"><f t="array" ref="E4:E5">{5;6}</f><v>5</v></c>',
    "spill": b'<c r="E4" cm="1"><f t="array" ref="E4:F5">SORT(A1:B2)</f><v>5</v></c>',
    "table": b'<c r="E4"><f t="dataTable" ref="E4:E5" dt2D="0" dtr="0" r1="A1"/><v>5</v></c>',
}


@pytest.mark.parametrize("formula", FIVES.values(), ids=FIVES)
def test_a_cell_that_one_formula_fills_with_others_is_refused_by_name(formula):
    rich = VISITS[:3], (*VISITS[3], None, 5.0), (None, None, None, None, 6.0)
    data = xlsx({SHEET: (*rich[0], *rich[1:])})
    data = edited(data, PART, b'<c r="E4"><v>5</v></c>', formula)
    for place in ((4, 5), (5, 5)):
        with pytest.raises(KjrError, match=f"E{place[0]} 属于数组公式或模拟运算表"):
            patch_workbook(data, SHEET, [(*place, 9)])
    assert rows(patched(data, (4, 2, "改")))[3][1] == "改"


def linked(where):
    def link(book):
        book.get_worksheet_by_name(SHEET).write_url(where, ADDRESS, string="链接")
        book.get_worksheet_by_name(SHEET).write_url("E9", ADDRESS + "/2", string="另一条")

    return xlsx(decorate=link)


@pytest.mark.parametrize("value", ["https://example.com/new", "第5版", None])
def test_a_link_does_not_stay_behind_what_it_led_from(value):
    after = openpyxl.load_workbook(io.BytesIO(patched(linked("D3"), (3, 4, value))))[SHEET]
    assert (after["D3"].value, after["D3"].hyperlink) == (value, None)
    assert after["E9"].hyperlink.target == ADDRESS + "/2"


def test_a_link_of_another_cell_stays_and_one_for_several_cells_is_refused():
    data = linked("D3")
    assert part(patched(data, (4, 2, "改"))).count(b"<hyperlink ") == 2
    shared = edited(data, PART, b'ref="D3"', b'ref="D3:D4"')
    with pytest.raises(KjrError, match="D4 和别的格共用一个链接"):
        patch_workbook(shared, SHEET, [(4, 4, "改")])


def test_a_link_taken_off_beside_the_change_is_noticed():
    data = linked("D3")
    after = patch_workbook(data, SHEET, [(4, 2, "改")])
    bare = edited(after, PART, re.search(rb"<hyperlinks>.*</hyperlinks>", part(after))[0], b"")
    assert not is_proved(data, bare, SHEET, [(4, 2, "改")])


def spelled(kind):
    """The workbook with its addresses left out, or written small."""
    xml = part(xlsx())
    if kind in ("cells", "all"):
        xml = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)
    if kind in ("rows", "all"):
        xml = re.sub(rb'<row r="\d+"', b"<row", xml)
    if kind == "small":
        xml = re.sub(rb'<c r="([A-C])', lambda found: b'<c r="' + found[1].lower(), xml)
    return edited(xlsx(), PART, part(xlsx()), xml)


@pytest.mark.parametrize("kind", ["cells", "rows", "all", "small"])
def test_a_cell_is_found_where_it_stands_whatever_its_address_says(kind):
    after = patched(spelled(kind), (4, 2, "改"), (6, 1, "新"))
    assert rows(after) == (*VISITS[:3], (VISITS[3][0], "改", 12.0), (), ("新",))
    found = re.findall(rb'<c [^>]*?r="([A-Z]+\d+)"', part(after))
    assert len(found) == len(set(found)) == 11


MOMENTS = [
    dt.time(9, 30),
    dt.timedelta(hours=30),
    dt.date(1900, 1, 5),
    dt.datetime(1900, 1, 5, 7, 12),
    dt.date(1900, 2, 28),
    dt.date(1900, 3, 1),
    dt.datetime(2019, 5, 28, 9, 30),
]
FORMATS = ["h:mm", "[h]:mm:ss", "yyyy-mm-dd", 'm"月"d"日"', "0.0", "General"]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("shown", FORMATS)
def test_a_moment_is_written_as_what_it_is_whatever_the_cell_showed(moment, shown):
    def dress(book):
        look = book.add_format({"num_format": shown})
        book.get_worksheet_by_name(SHEET).write_number("C3", 7, look)

    assert rows(patched(xlsx(decorate=dress), (3, 3, moment)))[2][2] == moment


@pytest.mark.parametrize("number", [0.4, 1, 1.5, 5.3, 59, 60.5, 61, 43613.39583])
@pytest.mark.parametrize("shown", ["h:mm", "[h]:mm:ss", "yyyy-mm-dd"])
def test_what_a_cell_read_as_can_be_put_back(number, shown):
    """An undo writes what was read before."""

    def dress(book):
        look = book.add_format({"num_format": shown})
        book.get_worksheet_by_name(SHEET).write_number("C3", number, look)

    before = xlsx(decorate=dress)
    other = patched(before, (3, 3, "若干"))
    back = rows(patched(other, (3, 3, rows(before)[2][2])))
    assert back == rows(before)


def shown_formats(data, *places):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    return [sheet[place].number_format for place in places]


def test_a_day_in_a_cell_without_a_format_takes_that_of_its_column():
    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        sheet.write_number("D3", 43613, book.add_format({"num_format": 'm"月"d"日"'}))
        sheet.write_number("D5", 43613, book.add_format({"num_format": "yyyy/m/d", "bold": True}))
        sheet.write_blank("D4", None, book.add_format({"border": 1}))
        sheet.write_blank("D6", None, book.add_format({"num_format": "h:mm"}))
        sheet.write_blank("E4", None, book.add_format({"border": 1}))

    days = [(row, 4, dt.date(2019, 6, 3)) for row in (4, 6)]
    after = patched(xlsx(decorate=dress), *days, (4, 5, dt.date(2019, 6, 3)))
    assert shown_formats(after, "D4", "D6", "E4") == ['m"月"d"日"', "yyyy/m/d", "mm-dd-yy"]
    assert openpyxl.load_workbook(io.BytesIO(after))[SHEET]["D4"].border.left.style == "thin"


@pytest.mark.parametrize(
    ("number", "of_a_day", "of_a_number"),
    [(14, 14, 0), (31, 31, 0), (58, 58, 0), (20, 14, 0), (46, 14, 0), (4, 14, 4)],
    ids=["m-d-y", "年月日", "月日", "h:mm", "[h]:mm:ss", "#,##0.00"],
)
def test_a_format_known_by_its_number_alone_is_known(number, of_a_day, of_a_number):
    """Excel and WPS write no code beside these numbers, least of all beside the Chinese ones."""

    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        for row in (3, 4):
            sheet.write_number(row - 1, 3, 43613, book.add_format({"num_format": number}))

    after = patched(xlsx(decorate=dress), (3, 4, dt.date(2019, 6, 3)), (4, 4, 8.0))
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert [sheet[place]._style.numFmtId for place in ("D3", "D4")] == [of_a_day, of_a_number]


def test_a_day_above_all_others_takes_the_format_of_the_row_below_and_of_no_farther_one():
    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        form = book.add_format({"num_format": 'm"月"d"日"'})
        sheet.write_number("D4", 43613, form)
        sheet.write_number("E5", 43613, form)

    days = [(3, column, dt.date(2019, 6, 3)) for column in (4, 5)]
    assert shown_formats(patched(xlsx(decorate=dress), *days), "D3", "E3") == [
        'm"月"d"日"',
        "mm-dd-yy",
    ]


def test_a_new_cell_takes_the_look_of_its_own_column_and_of_no_other():
    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        sheet.set_column(3, 3, 9, book.add_format({"bold": True}))
        sheet.set_column(5, 6, 9, book.add_format({"italic": True}))

    after = patched(xlsx(decorate=dress), *[(9, column, "新") for column in range(4, 9)])
    fonts = [cell.font for cell in openpyxl.load_workbook(io.BytesIO(after))[SHEET][9][3:8]]
    assert [(font.bold, font.italic) for font in fonts] == [
        (True, False),
        (False, False),
        (False, True),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize("shown", ['yyyy"年"m"月"', 'm"月"', "mmm-yy", 57], ids=str)
def test_the_first_of_a_month_is_shown_as_a_day_where_its_column_shows_months(shown):
    """Read under 年月 it would be the whole month; any other day is told apart."""

    def dress(book):
        sheet, look = book.get_worksheet_by_name(SHEET), book.add_format({"num_format": shown})
        sheet.write_number("D3", 43613, book.add_format({"num_format": "m/d"}))
        for place in ("D4", "D5", "E4"):
            sheet.write_number(place, 43586, look)

    days = [(4, 4, dt.date(2019, 6, 1)), (5, 4, dt.date(2019, 6, 2)), (4, 5, dt.date(2019, 6, 1))]
    after = patched(xlsx(decorate=dress), *days)
    assert [rows(after)[row - 1][column - 1] for row, column, _ in days] == [d for *_, d in days]
    first, second, lone = shown_formats(after, "D4", "D5", "E4")
    assert (first, lone) == ("m/d", "mm-dd-yy")
    assert second == shown_formats(xlsx(decorate=dress), "D5")[0]


def test_a_month_that_is_put_back_is_kept_as_it_was():
    def dress(book):
        look = book.add_format({"num_format": 'yyyy"年"m"月"'})
        book.get_worksheet_by_name(SHEET).write_number("D4", 43586, look)

    before = xlsx(decorate=dress)
    assert rows(before)[3][3] == "2019年5月"
    after = patched(patched(before, (4, 4, None)), (4, 4, "2019年5月"), (3, 4, "2019年5月"))
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert (sheet["D4"].value, sheet["D3"].value) == (dt.datetime(2019, 5, 1), "2019年5月")


def test_a_new_cell_takes_the_look_of_its_row_and_none_that_hides_it():
    """A row that was struck out is no entry; one below that looked so would be none either."""

    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        sheet.set_column(3, 3, 9, book.add_format({"italic": True}))
        sheet.set_row(8, None, book.add_format({"bold": True}))
        sheet.set_row(9, None, book.add_format({"font_strikeout": True}))
        sheet.write("F3", "甲", book.add_format({"bold": True}))
        for place in ("E4", "F4", "F5"):
            sheet.write(place, "划掉", book.add_format({"font_strikeout": True}))
        sheet.write("G3", "甲", book.add_format({"italic": True}))
        sheet.write("G4", "白字", book.add_format({"font_color": "white"}))

    places = [(9, 4), (9, 8), (10, 4), (10, 9), (5, 5), (6, 6), (5, 7)]
    after = patched(xlsx(decorate=dress), *[(*place, "新") for place in places])
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    fonts = [sheet.cell(*place).font for place in places]
    assert [(bool(font.b), bool(font.i), bool(font.strike)) for font in fonts] == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, False),
        (False, False, False),
        (True, False, False),
        (False, True, False),
    ]


def test_a_column_that_does_not_say_which_it_is_gives_no_look():
    data = edited(
        xlsx(), PART, b"<sheetData>", b'<cols><col width="9" style="1"/></cols><sheetData>'
    )
    assert rows(patch_workbook(data, SHEET, [(6, 1, "新")]))[5] == ("新",)


def test_a_number_keeps_its_format_unless_that_shows_a_moment():
    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        for row, shown in enumerate(("0.00", "#,##0", "h:mm", "[h]:mm", "yyyy-mm-dd"), 3):
            sheet.write_number(row - 1, 3, 7, book.add_format({"num_format": shown}))

    after = patched(xlsx(decorate=dress), *[(row, 4, 8.0) for row in range(3, 8)])
    shown = shown_formats(after, *[f"D{row}" for row in range(3, 8)])
    assert shown == ["0.00", "#,##0", "General", "General", "General"]


def test_a_row_is_cleared_beside_formulas_of_other_rows_and_columns():
    def count(book):
        sheet = book.get_worksheet_by_name(SHEET)
        sheet.write_formula("C5", "=C3+C4", None, 15)
        sheet.write_formula("D4", "=ROW()-2", None, 2)

    after = rows(patched(xlsx(decorate=count), *[(4, column, None) for column in (1, 2, 3)]))
    assert after[2:] == (VISITS[2], (None, None, None, 2.0), (None, None, 15.0))


def test_a_signed_workbook_is_left_as_it_is():
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    signed = package({**parts, "_xmlsignatures/sig1.xml": b"<Signature/>"})
    with pytest.raises(KjrError, match="有数字签名，改写会使签名失效"):
        patch_workbook(signed, SHEET, [(4, 2, "改")])


@pytest.mark.parametrize("kind", [b"application/x-example+xml", b"application/vnd.ms-excel.addin"])
def test_a_package_of_another_kind_is_refused_in_words(kind):
    types = part(xlsx(), "[Content_Types].xml")
    main = re.search(rb'PartName="/xl/workbook.xml" ContentType="([^"]+)"', types)[1]
    with pytest.raises(KjrError, match="写法特殊"):
        patch_workbook(edited(xlsx(), "[Content_Types].xml", main, kind), SHEET, [(4, 2, "改")])


def test_the_extent_of_a_sheet_grows_with_what_is_written():
    after = part(patched(xlsx(), (30, 9, "新")))
    assert b'<dimension ref="A1:I30"' in after


def test_the_last_link_of_a_sheet_takes_their_list_with_it():
    """Excel takes a sheet with an empty list of links for damaged."""
    data = linked("D3")
    assert b"<hyperlinks>" in part(patched(data, (3, 4, "改")))
    assert b"<hyperlinks" not in part(patched(data, (3, 4, "改"), (9, 5, "改")))


def test_a_day_takes_the_format_of_the_nearest_row_above_that_has_one():
    def dress(book):
        sheet = book.get_worksheet_by_name(SHEET)
        for row, shown in ((2, "yyyy/m/d"), (3, 'm"月"d"日"'), (4, "0.0"), (6, "yyyy-mm")):
            sheet.write_number(row, 3, 43613, book.add_format({"num_format": shown}))

    after = patched(xlsx(decorate=dress), (6, 4, dt.date(2019, 6, 3)))
    assert shown_formats(after, "D6") == ['m"月"d"日"']


@pytest.mark.parametrize("ref", ["E4:?", "?:E5", "?", ""])
def test_an_area_that_nobody_can_read_is_none(ref):
    formula = f'<c r="E4"><f t="array" ref="{ref}">{{5;6}}</f><v>5</v></c>'.encode()
    data = edited(
        xlsx({SHEET: (*VISITS[:3], (*VISITS[3], None, 5.0))}),
        PART,
        b'<c r="E4"><v>5</v></c>',
        formula,
    )
    assert rows(patched(data, (4, 2, "改")))[3][1] == "改"
    with pytest.raises(KjrError, match="E4 是公式"):
        patch_workbook(data, SHEET, [(4, 5, 9)])
    link = edited(linked("D3"), PART, b'ref="D3"', f'ref="{ref}"'.encode())
    assert part(patch_workbook(link, SHEET, [(3, 4, "改")])).count(b"<hyperlink ") == 2


def test_a_cell_hidden_in_a_merged_one_is_never_proved_to_be_all_that_changed():
    def merge(book):
        book.get_worksheet_by_name(SHEET).merge_range("E3:E4", "张示例")

    data = xlsx(decorate=merge)
    assert not is_proved(data, patch_workbook(data, SHEET, [(4, 5, "改")]), SHEET, [(4, 5, "改")])
