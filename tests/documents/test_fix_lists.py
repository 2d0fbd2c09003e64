"""The fix list: in order, as text, and marked in a copy of the workbook."""

import io

import openpyxl
import pytest
import xlsxwriter

from kjr.documents.fix_lists import annotate_problems, compose_fix_list, sort_problems
from kjr.errors import KjrError
from kjr.reading.page import Problem
from kjr.values.readings import Level

UNIT = "贺兰县科协"
VAGUE = Problem(
    UNIT, "走访慰问", 12, "走访人次", "F12", Level.ERROR, "若干", "看不出是多少，请填一个数字"
)
LOST_ZERO = Problem(
    UNIT, "走访慰问", 3, "走访日期", "A3", Level.DOUBT, "5.3", "可能是5月30日", "2019-05-30"
)
EARLY = Problem(UNIT, "主题活动", 4, "日期", "A4", Level.HINT, "2019-05-01", "不在活动时间内")


@pytest.fixture
def workbook():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("走访慰问")
        sheet.merge_range("A2:A4", "5.3")
        sheet.write("F12", "若干")
        sheet.write_comment("F12", "原来的批注")
    return file.getvalue()


def test_puts_first_what_does_not_count():
    assert sort_problems([EARLY, LOST_ZERO, VAGUE]) == [VAGUE, LOST_ZERO, EARLY]


def test_the_text_speaks_the_units_own_coordinates_and_leaves_hints_out():
    assert compose_fix_list(UNIT, [EARLY, LOST_ZERO, VAGUE]).splitlines() == [
        "贺兰县科协整改单：1处要改（改好才计入），1处请核实",
        "1.【错】「走访慰问」第12行「走访人次」现为“若干”，看不出是多少，请填一个数字",
        "2.【疑】「走访慰问」第3行「走访日期」现为“5.3”，可能是5月30日；建议改为“2019-05-30”",
    ]


def test_the_text_masks_what_is_personal():
    phone = VAGUE._replace(raw="13800001234")
    assert "138" not in compose_fix_list(UNIT, [phone])


def test_a_unit_without_problems_is_thanked():
    assert compose_fix_list(UNIT, [EARLY]) == "贺兰县科协：没有要改的，谢谢！"


def test_the_copy_has_the_cells_coloured_and_a_comment_each(workbook):
    sheet = openpyxl.load_workbook(
        io.BytesIO(annotate_problems(workbook, [VAGUE, LOST_ZERO, EARLY]))
    ).active
    assert sheet["F12"].value == "若干"
    assert sheet["F12"].fill.fgColor.rgb.endswith("FFC7CE")
    assert sheet["F12"].comment.text.startswith("【错】看不出是多少")
    assert "原来的批注" in sheet["F12"].comment.text


def test_the_comment_of_a_merged_cell_stands_where_its_text_does(workbook):
    sheet = openpyxl.load_workbook(io.BytesIO(annotate_problems(workbook, [LOST_ZERO]))).active
    assert "建议改为“2019-05-30”" in sheet["A2"].comment.text


def test_only_xlsx_can_be_marked():
    with pytest.raises(KjrError, match="另存为"):
        annotate_problems(b"\xd0\xcf\x11\xe0old", [VAGUE])
