"""The fix list: in order, as text, and marked in a copy of the workbook."""

import io
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from kjr.documents.fix_lists import (
    annotate_problems,
    compose_fix_list,
    compose_return_reason,
    list_owed_items,
    sort_problems,
)
from kjr.errors import KjrError
from kjr.figures.overview import build_overview
from kjr.reading.page import Problem
from kjr.values.readings import Level
from tests import small
from tests.documents.summary.campaigns import SAMPLES
from tests.documents.summary.county_filings import county
from tests.documents.summary.filings import VISITED, example, mostly_unreadable

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


LOCKED = "工作簿读取失败（文件设了密码，请去掉密码再保存）"
NOTHING = ["台账未填报", "总结：书面总结未交", "总结：电子版未交"]


@pytest.mark.parametrize(
    ("now", "unit", "owed"),
    [
        (
            example,
            "兴庆区科协",
            ["「走访慰问」第12行「走访人次」现为“三十多”，应为整数；建议改为“30（约）”"],
        ),
        (example, "银川市心理卫生学会", ["总结：电子版未交"]),
        (example, "西夏区科协", NOTHING),
        (example, "金凤区科协", []),
        (mostly_unreadable, "灵武市科协", [LOCKED]),
        (county, "南塘乡科协", ["总结：电子版未交"]),
        (county, "中街街道科协", NOTHING),
        (county, "东河镇科协", []),
        (county, "北坪乡科协", [LOCKED]),
    ],
)
def test_what_is_missing_is_named_in_the_unit_s_own_coordinates(now, unit, owed):
    assert list_owed_items(now(), unit) == owed


@pytest.fixture(params=SAMPLES)
def sample(request):
    """Each plan with a kind of row typed by hand."""
    return SAMPLES[request.param]


def list_owed(sample, *problems):
    """What a unit owes whose workbook has one row and these problems, and whose report is in."""
    unit = sample.units[0]
    row = sample.row(unit, 4, 3, 填报人=VISITED)
    held = small.book(unit, row, problems=[each._replace(unit=unit) for each in problems])
    filed = small.book(unit, sample.report(unit))
    return list_owed_items(sample.add_books(replace(held, pages=held.pages + filed.pages)), unit)


def test_many_cells_are_counted_after_the_first_five(sample):
    wrong = VAGUE._replace(sheet=sample.ledger.name, column=sample.ledger.people)
    owed = list_owed(sample, *[wrong] * 8)
    assert owed == [*[f"{wrong}"] * 5, "另有3处待改"]


def test_of_a_private_cell_only_its_place_is_told_and_no_private_name_leaves(sample):
    name, people = sample.ledger.name, sample.ledger.people
    wrong = VAGUE._replace(sheet=name, column=people, message="应为整数")
    private = wrong._replace(column="填报人", raw="1380000", message="“1380000”不是姓名")
    named = wrong._replace(raw=f"{VISITED}等三十多")
    assert list_owed(sample, private, named) == [
        f"「{name}」第12行「填报人」：这一格读不出，请打开工作簿核对",
        f"「{name}」第12行「{people}」现为“×××等三十多”，应为整数",
    ]


def test_a_reason_to_return_names_the_units_own_cells_and_leaves_out_what_is_nothing():
    unit = "甲学会"
    cell = VAGUE._replace(unit=unit)
    book = small.book(unit, small.entry(unit, "走访慰问", 3, 走访人次=3), problems=[cell])
    now = build_overview(small.snapshot(book))
    template = "有要改的格：{待改}。材料还没有报齐：{缺项}。"
    assert compose_return_reason(now, unit, "有要改的格：{待改}。") == f"有要改的格：{cell}。"
    clean = build_overview(small.snapshot(small.book("乙学会", *FILED)))
    assert compose_return_reason(clean, "乙学会", template) == ""


FILED = (
    small.entry("乙学会", "走访慰问", 3, 走访人次=3),
    small.entry("乙学会", "总结报送", 3, 书面总结="已交", 电子版="已交"),
)
