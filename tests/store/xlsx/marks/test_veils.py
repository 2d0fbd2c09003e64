"""Cells in which people see something else than they hold, in books as programs write them."""

import pytest

from kjr.store.base import CellMark, MarkKind
from kjr.store.xlsx.workbook import read_sheets
from tests.store.files import edited, xlsx

SHEET = "xl/worksheets/sheet1.xml"
VEILED = [
    ({"num_format": ";;;"}, 4, ""),
    ({"num_format": ";;;"}, "4人次", ""),
    ({"num_format": ";-0;0;@"}, 4, ""),
    ({"num_format": '0"百人"'}, 4, "4百人"),
    ({"num_format": '0"0人"'}, 4, "40人"),
    ({"num_format": '"取消"'}, 4, "取消"),
    ({"num_format": '[>3]"若干";0'}, 4, "若干"),
    ({"num_format": "0,"}, 4000, "4"),
    ({"num_format": '0;"取消"'}, -4, "取消"),
    ({"num_format": '@"（取消）"'}, "大集", "…（取消）"),
    ({"font_color": "#FFFFFF"}, 4, ""),
    ({"font_color": "#FFFFFF", "bg_color": "#FFFFFF"}, "大集", ""),
]
PLAIN = [
    ({"num_format": "0.00"}, 4),
    ({"num_format": '0"余人"'}, 4),
    ({"num_format": '#,##0.00_ ;[Red]-#,##0.00\\ ;"-"??_ '}, 1234.5),
    ({"num_format": '0!.0,"万"'}, 12000),
    ({"num_format": "0;;;@"}, 0),
    ({"num_format": '0;"取消"'}, 4),
    ({"num_format": "@"}, 13_000_000_001),
    ({"num_format": "#,##0"}, 20_190_528_001),
    ({"num_format": '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ '}, 500),
    ({"num_format": "0%"}, 0.95),
    ({"num_format": 'm"月"d"日"'}, 43612),
    ({"font_color": "#FFFFFF", "bg_color": "#0000FF"}, 4),
]


def find_marks(look, value):
    data = xlsx(
        {"甲": [["人次"], [3]]},
        lambda book: book.worksheets()[0].write(1, 0, value, book.add_format(look)),
    )
    return read_sheets(data, "甲学会")[0].marks


@pytest.mark.parametrize(("look", "value", "seen"), VEILED)
def test_a_cell_that_shows_something_else_is_marked_with_what_people_see(look, value, seen):
    assert find_marks(look, value) == (CellMark(2, 1, MarkKind.VEILED, seen),)


@pytest.mark.parametrize(("look", "value"), PLAIN)
def test_a_cell_that_shows_its_value_however_dressed_is_not_marked(look, value):
    assert find_marks(look, value) == ()


@pytest.mark.parametrize("look", [{"font_color": "#FFFFFF"}, {"num_format": ";;;"}])
def test_a_rule_that_may_hide_cells_is_marked_with_its_range(look):
    def rule(book):
        said = {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format(look)}
        book.worksheets()[0].conditional_format("A2:A9", said)

    (sheet,) = read_sheets(xlsx({"甲": [["人次"], [4]]}, rule), "甲学会")
    assert sheet.marks == (CellMark(2, 1, MarkKind.VEILING, "A2:A9"),)


def test_rows_without_a_height_are_hidden_where_no_height_is_usual():
    data = xlsx({"甲": [["人次"], [3], [4]]})
    data = edited(data, SHEET, b"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"')
    data = edited(data, SHEET, b'<row r="1"', b'<row r="1" ht="15"')
    assert read_sheets(data, "甲学会")[0].hidden_rows == {2, 3}


def dress_white(old, new):
    """A book with white letters in A2, whose styles say something else in one place."""

    def dress(book):
        book.worksheets()[0].write(1, 0, 4, book.add_format({"font_color": "#FFFFFF"}))

    return edited(xlsx({"甲": [["人次"], [3]]}, dress), "xl/styles.xml", old, new)


def test_letters_of_a_font_that_is_not_there_are_as_any():
    data = dress_white(b'fontId="1" fillId="0"', b'fontId="2" fillId="0"')
    assert read_sheets(data, "甲学会")[0].marks == ()


def test_white_letters_are_seen_on_a_run_of_colours():
    colours = b'<gradientFill><stop position="0"><color rgb="FF0000FF"/></stop></gradientFill>'
    data = dress_white(b'<patternFill patternType="none"/>', colours)
    assert read_sheets(data, "甲学会")[0].marks == ()
