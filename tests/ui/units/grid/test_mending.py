"""How what is to be mended is told above a grid, line by line."""

import pytest

from kjr.reading.page import Level, Problem
from kjr.ui.units.grid.mending import tell_problem

ODD = Problem("甲学会", "走访", 5, "走访人次", "D5", Level.ERROR, "三十多", "应为整数")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (ODD, "错　第5行「走访人次」“三十多”，应为整数"),
        (
            ODD._replace(suggestion="30（约）"),
            "错　第5行「走访人次」“三十多”，应为整数；建议改为“30（约）”",
        ),
        (ODD._replace(message="“三十多”不是整数"), "错　第5行「走访人次」“三十多”不是整数"),
        (ODD._replace(raw="", message="没有填"), "错　第5行「走访人次」没有填"),
        (ODD._replace(column="", raw="", message="两行一样"), "错　第5行两行一样"),
        (ODD._replace(row=0, raw="", message="没有填"), "错　「走访人次」没有填"),
    ],
    ids=["odd", "advised", "said already", "blank", "a row", "a form"],
)
def test_a_line_names_the_row_the_cell_what_stands_there_and_what_it_should_be(problem, told):
    assert tell_problem(problem) == told
