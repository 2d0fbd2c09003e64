"""The examples a reader of such workbooks must get right, through a real file and check --json."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).parent.parent.parent

HEADER = ("日期", "名称", "领域", "主办", "地点", "志愿者人数", "服务群众人次", "发放资料（份）")
ABOUT, EXACT, NOTHING, BLANK = "约", "", "不适用", "未填"
AMOUNTS = [
    ("30余人", 30, ABOUT),
    ("近百场", 100, ABOUT),
    ("上百人次", 100, ABOUT),
    ("3000多份", 3000, ABOUT),
    ("1.2万人次", 12000, EXACT),
    ("１２０", 120, EXACT),
    ("十二", 12, EXACT),
    ("三十多", 30, ABOUT),
    ("10场（次）", 10, EXACT),
    ("5人,另有家属2人", 5, EXACT),
    ("-", None, NOTHING),
    ("—", None, NOTHING),
    ("/", None, NOTHING),
    ("无", None, NOTHING),
    ("", None, BLANK),
    ("0", 0, EXACT),
    (0, 0, EXACT),
]
DAYS = [
    (43615, "2019-05-30"),
    ("43615", "2019-05-30"),
    ("5.30", "2019-05-30"),
    (5.3, "2019-05-30"),
    ("2019年5月28日—31日", {"from": "2019-05-28", "to": "2019-05-31"}),
    ("5月28—31日", {"from": "2019-05-28", "to": "2019-05-31"}),
    ("5月下旬", {"from": "2019-05-21", "to": "2019-05-31"}),
    ("2019-05-30", "2019-05-30"),
    ("2019/5/30", "2019-05-30"),
    ("2019.5.30", "2019-05-30"),
    ("5月30日", "2019-05-30"),
    ("20190530", "2019-05-30"),
]


TOTAL_ROW = len(AMOUNTS) + len(DAYS) + 2


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """What check --json says about a sheet with a row for every example."""
    folder = tmp_path_factory.mktemp("examples")
    with xlsxwriter.Workbook(folder / "贺兰县科协.xlsx") as book:
        page = book.add_worksheet("Sheet1")
        page.write_row(0, 0, HEADER)
        rows = [("5月30日", amount) for amount, *_ in AMOUNTS] + [(day, 1) for day, _ in DAYS]
        for n, (day, amount) in enumerate(rows, 1):
            facts = (day, f"示例{n}", "科学普及", "示例主办", "示例广场", 3, 30, amount)
            page.write_row(n, 0, facts)
        page.write_row(TOTAL_ROW - 1, 0, ("合计", "", "", "", "", 3 * len(rows), 30 * len(rows)))
    order = [sys.executable, "-m", "kjr", "check", str(folder), "--json"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, check=True, timeout=60)
    (book,) = json.loads(done.stdout)["books"]
    return book["sheets"][0]


@pytest.fixture
def entries(sheet):
    return {entry["row"]: entry for entry in sheet["entries"]}


@pytest.mark.parametrize(("row", "example"), [*enumerate(AMOUNTS, 2)])
def test_amounts(entries, row, example):
    _, value, kind = example
    entry, name = entries[row], "发放资料（份）"
    assert entry["values"].get(name) == value
    assert (name in entry["about"], name in entry["not_applicable"]) == (
        kind == ABOUT,
        kind == NOTHING,
    )


@pytest.mark.parametrize(("row", "example"), [*enumerate(DAYS, 2 + len(AMOUNTS))])
def test_days(entries, row, example):
    assert entries[row]["values"]["日期"] == example[1]


def test_the_total_is_skipped_and_agrees(sheet):
    assert {"row": TOTAL_ROW, "why": "total"} in sheet["skipped"]
    assert not any(problem["row"] == TOTAL_ROW for problem in sheet["problems"])


def test_what_is_not_sure_is_doubted(sheet):
    doubted = {problem["raw"] for problem in sheet["problems"] if problem["level"] == "疑"}
    assert doubted == {"5人,另有家属2人", "5.3", "5月下旬"}
