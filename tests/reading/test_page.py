import pytest

from kjr.reading.page import Page, build_problem
from kjr.store.base import Sheet
from kjr.values.amounts import parse_amount
from kjr.values.readings import CellProblem, Level


@pytest.mark.parametrize("number", ["13800001234", "138－0000－1234", "（0951）6012345"])
def test_a_problem_quotes_nobodys_number(number):
    sheet = Sheet("甲学会", "走访慰问", ((f"若干，找{number}",),))
    what = CellProblem(Level.DOUBT, f"“若干，找{number}”看不出是多少")
    problem = build_problem(sheet, 1, "走访人次", what, (1, 1))
    assert problem.raw == "若干，找×××"
    assert problem.message == "“若干，找×××”看不出是多少"


def test_what_a_problem_says_of_figures_stays():
    what = parse_amount("20—30人", "人").complaint
    problem = build_problem(Sheet("甲学会", "走访慰问", (("20—30人",),)), 1, "人数", what, (1, 1))
    assert problem.message == "写的是一段范围，暂按20计，请填准确数"


@pytest.mark.parametrize(
    ("row", "raw", "level", "is_blank"),
    [
        *((2, "", Level.ERROR, True), (2, "若干", Level.ERROR, False)),
        *((0, "", Level.ERROR, False), (2, "", Level.DOUBT, False)),
    ],
)
def test_a_blank_keeps_a_row_from_counting_where_it_is_an_error_of_that_row(
    row, raw, level, is_blank
):
    sheet = Sheet("甲学会", "走访慰问", (("走访人次",), (raw,)))
    problem = build_problem(sheet, row, "走访人次", CellProblem(level, "必填"), (2, 1))
    assert problem.is_blank == is_blank


def test_what_the_office_said_of_a_form_stands_in_no_row_of_it():
    corrected = {(0, "字数"): "甲", (1, "字数"): "乙", (3, "附件数"): "丙"}
    sheet = Sheet("甲学会", "总结报送", ())
    form = Page(sheet, "总结报送", fields={"字数": (1, 2)}, corrected=corrected)
    assert [form.corrections(row) for row in (1, 3)] == [{"字数": "甲"}, {"字数": "甲"}]
    table = form._replace(fields={})
    assert [table.corrections(row) for row in (1, 3)] == [{"字数": "乙"}, {"附件数": "丙"}]
