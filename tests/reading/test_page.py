import pytest

from kjr.reading.page import build_problem
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
