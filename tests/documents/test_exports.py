import csv
import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from kjr.documents import exports
from kjr.figures import overview
from kjr.values.days import Span
from kjr.values.wording import Approximate
from tests.small import book, entry, snapshot


@pytest.mark.parametrize(
    "value, json",
    [
        (dt.date(2019, 5, 24), "2019-05-24"),
        (
            Span(dt.date(2019, 5, 28), dt.date(2019, 5, 31)),
            {"from": "2019-05-28", "to": "2019-05-31"},
        ),
        (("树典型", "重宣传"), "树典型、重宣传"),
        (30, 30),
        (None, None),
    ],
)
def test_values_travel_as_json(value, json):
    assert exports.export_value(value) == json


def test_figures_have_a_line_per_indicator_and_every_unit():
    visit = entry("甲学会", "走访慰问", 3, {"走访人次"}, 走访人次=30)
    figures = exports.export_figures(overview.build_overview(snapshot(book("甲学会", visit))))
    assert figures["as_of"] == "2019-06-08T12:00:00+08:00"
    people = figures["indicators"][0]
    assert (people["id"], people["done"], people["about"], people["target"]) == (
        "I3",
        30,
        True,
        None,
    )
    assert figures["status"]["units"]["乙学会"] == "未报"
    assert [each["id"] for each in figures["indicators"]] == ["I3", "I7", "I19"]
    assert [each["name"] for each in figures["indicators"][1]["also"]] == ["树典型"]


DANGEROUS = ["=1+1", "+1", "-1", "@a", "\tx", "＝1+1", "＋1", "－1", "＠a", " =1", "\n=1", "\r=1"]
DANGEROUS += ["\u200b=1", "\u3000=1+1", "\u00a0@a", "=cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0"]
PARTED = ["讲座;=1+1", "讲座\t+1", "讲座; ＝1"]
"""Where a program that parts cells at other signs would begin one."""


def test_no_text_becomes_a_formula_in_csv():
    data = exports.render_csv(pd.DataFrame({"=说明": DANGEROUS})).decode("utf-8-sig")
    said = [cell for (cell,) in csv.reader(io.StringIO(data, newline=""))]
    assert [cell[:1] for cell in said] == ["'"] * (len(DANGEROUS) + 1)


def test_no_part_of_a_cell_becomes_one_where_cells_are_parted_at_other_signs():
    data = exports.render_csv(pd.DataFrame({"说明": PARTED})).decode("utf-8-sig")
    assert data.splitlines()[1:] == ["讲座;'=1+1", "讲座\t'+1", "讲座;' ＝1"]


def test_no_line_of_a_cell_becomes_a_formula_where_a_break_is_taken_for_a_row():
    table = pd.DataFrame({"说明": ["讲座\n=1+1\r\n@a", "甲=乙\n丙-丁"]})
    data = exports.render_csv(table).decode("utf-8-sig")
    said = [cell for (cell,) in csv.reader(io.StringIO(data, newline=""))]
    assert said[1:] == ["讲座\n'=1+1\r\n'@a", "甲=乙\n丙-丁"]


def test_csv_begins_with_the_mark_excel_needs():
    assert exports.render_csv(pd.DataFrame({"单位": ["甲"]})).startswith(b"\xef\xbb\xbf")


def test_no_text_becomes_a_formula_in_xlsx():
    data = exports.render_xlsx(pd.DataFrame({"说明": DANGEROUS}), "单位")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.data_type for (cell,) in sheet.iter_rows(min_row=2)] == ["s"] * len(DANGEROUS)


def test_what_is_approximate_stays_a_number_and_says_so_in_xlsx():
    table = pd.DataFrame({"走访": pd.Series([Approximate(1250), 5], dtype=object)})
    sheet = openpyxl.load_workbook(io.BytesIO(exports.render_xlsx(table, "单位"))).active
    cells = [sheet["A2"], sheet["A3"]]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (1250, exports.ROUGH),
        (5, "General"),
    ]


def test_what_is_approximate_says_so_in_csv_and_beside_each_unit_in_json():
    """As Excel and the screen say it: 约50, and nothing of a figure that is nothing."""
    cells = pd.Series([Approximate(1250), Approximate(0), 5], dtype=object)
    lines = exports.render_csv(pd.DataFrame({"走访": cells})).decode("utf-8-sig")
    assert lines.split() == ["走访", "约1250", "0", "5"]
    rough, exact = (
        book(unit, entry(unit, "走访慰问", 3, about, 走访人次=30))
        for unit, about in (("甲学会", {"走访人次"}), ("东区科协", ()))
    )
    people = exports.export_figures(overview.build_overview(snapshot(rough, exact)))["indicators"][
        0
    ]
    assert (people["about_units"], people["about_districts"]) == (["甲学会"], ["市直"])
