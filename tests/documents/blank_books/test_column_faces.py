"""Every kind of column has its face in a spreadsheet."""

import datetime as dt

import pytest

from kjr.campaign.columns import KINDS, Choice, Count, Day, Text
from kjr.documents.blank_books.column_faces import build_column_face, build_validation
from tests.plans import BOTH


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_has_a_width_a_pattern_and_a_rule(kind):
    its = build_column_face(kind("列"), "=字典!$A$2:$A$3")
    assert its.width > 0
    assert its.pattern
    assert its.rule["validate"]


@BOTH
def test_every_column_of_a_plan_has_a_face_and_a_hint_that_excel_takes(plan):
    columns = [column for ledger in plan.campaign.ledgers for column in ledger.columns]
    assert len(columns) > 30
    for column in columns:
        its = build_column_face(column, "=字典!$A$2:$A$3")
        rule = build_validation(column, its)
        assert its.width > 0, column
        assert rule["input_title"].startswith(column.name[:32]), column
        assert 0 < len(rule["input_message"]) <= 255, column


def test_numbers_are_bounded_as_declared():
    rule = build_column_face(Count("满意度", least=0, most=100), "").rule
    assert rule == {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}


def test_a_number_without_a_most_has_only_a_least():
    rule = build_column_face(Count("走访人次", least=1), "").rule
    assert rule == {"validate": "integer", "criteria": ">=", "value": 1}


def test_a_long_text_is_bounded_by_its_length():
    assert build_column_face(Text("标题", longest=200), "").rule["value"] == 200


def test_days_look_like_days():
    its = build_column_face(Day("日期"), "")
    assert (its.pattern, its.rule["value"]) == ("yyyy-mm-dd", dt.date(2000, 1, 1))


def test_several_choices_in_one_cell_draw_no_warning():
    assert (
        build_column_face(Choice("标签", options=("办实事",), many=True), "").rule["show_error"]
        is False
    )
    assert build_column_face(Choice("级别", options=("市级",)), "").rule["show_error"] is True


def test_a_broken_rule_only_warns():
    column = Count("走访人次", required=True, help="看望了多少人次。", example="3", counter="人次")
    rule = build_validation(column, build_column_face(column, ""))
    assert rule["error_type"] == "warning"
    assert rule["input_title"] == "走访人次（必填）"
    assert rule["input_message"] == "看望了多少人次。例：3"


def test_hints_keep_to_what_excel_takes():
    column = Text("很" * 40, help="长" * 300)
    rule = build_validation(column, build_column_face(column, ""))
    assert (len(rule["input_title"]), len(rule["input_message"])) == (32, 255)
