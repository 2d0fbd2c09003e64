"""The examples a reader of such workbooks must get right, through a real file and check --json."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter

from tests.plans import COUNTY, FIRST, Plan, name_plan
from tests.store import files

ROOT = Path(__file__).parents[2]

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
AUTUMN = [
    (45565, "2024-09-30"),
    ("45565", "2024-09-30"),
    ("9.30", "2024-09-30"),
    (9.3, "2024-09-30"),
    ("2024年9月27日—30日", {"from": "2024-09-27", "to": "2024-09-30"}),
    ("9月27—30日", {"from": "2024-09-27", "to": "2024-09-30"}),
    ("9月下旬", {"from": "2024-09-21", "to": "2024-09-30"}),
    ("2024-09-30", "2024-09-30"),
    ("2024/9/30", "2024-09-30"),
    ("2024.9.30", "2024-09-30"),
    ("9月30日", "2024-09-30"),
    ("20240930", "2024-09-30"),
]


class Written(NamedTuple):
    """A ledger of a plan, its heads, what stands before the amount, and how its days are put."""

    plan: Plan
    unit: str
    heads: tuple
    before: tuple
    amount: str
    counter: str
    days: list
    doubted: set
    strange: set

    @property
    def other(self):
        """What is said of a number that counts something else."""
        return f"本列按“{self.counter}”计"

    def row(self, number, day, amount):
        return (day, f"示例{number}", *self.before, amount)


EVENTS = Written(
    FIRST,
    "贺兰县科协",
    ("日期", "名称", "领域", "主办", "地点", "志愿者人数", "服务群众人次", "发放资料（份）"),
    ("科学普及", "示例主办", "示例广场", 3, 30),
    *("发放资料（份）", "份", DAYS),
    {"5人,另有家属2人", "5.3", "5月下旬"},
    {"30余人", "近百场", "上百人次", "1.2万人次", "10场（次）"},
)
FAIRS = Written(
    COUNTY,
    COUNTY.unit,
    ("日期", "活动名称", "形式", "人群", "主办", "地点", "参与人次", "其中青少年"),
    ("科普大集", "农民", COUNTY.unit, "示例广场", 15000),
    *("其中青少年", "人次", AUTUMN),
    {"5人,另有家属2人", "9.3", "9月下旬", "15000"},
    {"30余人", "近百场", "3000多份", "10场（次）"},
)


TOTAL_ROW = len(AMOUNTS) + len(DAYS) + 2
VISIT = "走访日期", "走访地点/单位", "对象类别", "带队人", "带队人级别", "走访人次", "单位名称"


def visit(people, unit=""):
    return "5月30日", "示例园区", "一线科技工作者", "示例某", "县区科协负责人", people, unit


def examples(file, written):
    """A row for every way of writing a number or a day, on a sheet called Sheet1."""
    usual = written.days[-2][0]
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Sheet1")
        page.write_row(0, 0, written.heads)
        rows = [(usual, amount) for amount, *_ in AMOUNTS] + [(day, 1) for day, _ in written.days]
        for n, (day, amount) in enumerate(rows, 1):
            page.write_row(n, 0, written.row(n, day, amount))
        sums = [
            each * len(rows) if isinstance(each, int) else "" for each in written.row(1, "", "")[1:]
        ]
        page.write_row(TOTAL_ROW - 1, 0, ("合计", *sums))


def drawn(file):
    """A title, merged cells, a header over two rows, a subtotal and a total."""
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("走访")
        page.merge_range("A1:G1", "附件2 银川市科协2019年走访慰问情况统计表")
        page.write_row("A2", VISIT)
        page.write_row("A3", visit(3))
        page.write_row("A4", visit(4))
        page.merge_range("G3:G4", "兴庆区科协")
        page.write_row("A5", ("小计", "", "", "", "", 7))
        page.write_row("A6", visit(5, "兴庆区科协"))
        page.write_row("A7", ("总计", "", "", "", "", 13))
        page = book.add_worksheet("座谈")
        above = ("日期", "名称", "类型", "层级", "地点", "参加人数", "", "", "", "意见建议条数")
        page.write_row("A1", above)
        page.merge_range("G1:I1", "其中：")
        page.write_row("G2", ("科技工作者代表", "男", "女"))
        facts = ("5月29日", "示例座谈会", "座谈会", "县级", "示例会议室", 30, 20, 18, 12, 6)
        page.write_row("A3", facts)


def divided(file):
    """One thing over several columns, a month merged down, a note and a struck row."""
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("主题活动")
        above = "月", "日", "名称", "领域", "主办", "地点", "志愿者人数", "服务群众人次"
        page.write_row("A1", above)
        page.merge_range("H1:I1", "服务群众人次")
        page.write_row("H2", ("线下", "线上"))
        for column in range(7):
            page.merge_range(0, column, 1, column, above[column])
        facts = "科学普及", "示例主办", "示例广场", 3
        page.write_row("B3", (30, "示例甲", *facts, 100, 4000))
        page.write_row("B4", ("31日", "示例乙", *facts, 50, "—"))
        page.merge_range("A3:A4", 5)
        struck = book.add_format({"font_strikeout": True})
        page.write_row("A5", (6, 1, "示例丙", *facts, 7, 8), struck)
        page.write_comment("H4", "应为60")


def uncomputed(file):
    """A formula that was saved without its result."""
    book = openpyxl.Workbook()
    book.active.append(VISIT)
    book.active.append(visit("=1+2"))
    book.save(file)


def check(campaign, folder, code):
    """What check --json says of a folder, by file."""
    order = [sys.executable, "-m", "kjr", "check", "--json"]
    order += ["--campaign", str(campaign), "--folder", str(folder)]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == code, done.stderr
    return {book["file"]: book for book in json.loads(done.stdout)["books"]}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """What is said of every example of the first plan that is no number and no day."""
    folder = tmp_path_factory.mktemp("examples")
    drawn(folder / "兴庆区科协.xlsx")
    uncomputed(folder / "灵武市科协.xlsx")
    divided(folder / "银川市农学会.xlsx")
    typed = "\n".join(",".join(map(str, row)) for row in (VISIT, visit("十二")))
    (folder / "金凤区科协.csv").write_bytes(typed.encode("gb18030"))
    (folder / "西夏区科协.xls").write_bytes(files.xls((VISIT, visit("三十多"))))
    (folder / "永宁县科协.et").write_bytes(files.compound({"EtDocument": b""}))
    (folder / "银川市心理卫生学会.xlsx").write_bytes(files.compound({"EncryptedPackage": b""}))
    (folder / "~$贺兰县科协.xlsx").write_bytes(b"\x06")
    return check(FIRST.home, folder, 1)


@pytest.fixture(scope="module", params=[EVENTS, FAIRS], ids=lambda it: name_plan(it.plan))
def written(request):
    return request.param


@pytest.fixture(scope="module")
def sheet(written, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    examples(folder / f"{written.unit}.xlsx", written)
    return check(written.plan.home, folder, 0)[f"{written.unit}.xlsx"]["sheets"][0]


@pytest.fixture
def entries(sheet):
    return {entry["row"]: entry for entry in sheet["entries"]}


@pytest.mark.parametrize(("row", "example"), [*enumerate(AMOUNTS, 2)])
def test_amounts(entries, written, row, example):
    _, value, kind = example
    entry, name = entries[row], written.amount
    assert entry["values"].get(name) == value
    assert (name in entry["about"], name in entry["not_applicable"]) == (
        kind == ABOUT,
        kind == NOTHING,
    )


@pytest.mark.parametrize("place", range(len(DAYS)))
def test_days(entries, written, place):
    assert entries[2 + len(AMOUNTS) + place]["values"]["日期"] == written.days[place][1]


def test_the_total_is_skipped_and_agrees(sheet):
    assert {"row": TOTAL_ROW, "why": "total"} in sheet["skipped"]
    assert not any(problem["row"] == TOTAL_ROW for problem in sheet["problems"])


def test_what_is_not_sure_is_doubted(sheet, written):
    doubts = [problem for problem in sheet["problems"] if problem["level"] == "疑"]
    unsure = {each["raw"] for each in doubts if written.other not in each["message"]}
    assert unsure == written.doubted


def test_what_counts_something_else_is_doubted(sheet, written):
    told = {each["raw"] for each in sheet["problems"] if written.other in each["message"]}
    assert told == written.strange


def people(sheet):
    return [entry["values"]["走访人次"] for entry in sheet["entries"]]


def test_the_title_above_and_the_totals_within_are_skipped(books):
    visits, _ = books["兴庆区科协.xlsx"]["sheets"]
    assert (visits["ledger"], visits["header_row"], people(visits)) == ("走访慰问", 2, [3, 4, 5])
    skipped = {each["row"]: each["why"] for each in visits["skipped"]}
    assert skipped == {1: "title", 2: "header", 5: "total", 7: "total"}


def test_a_total_that_is_not_the_sum_is_doubted(books):
    visits, _ = books["兴庆区科协.xlsx"]["sheets"]
    (problem,) = visits["problems"]
    assert (problem["cell"], problem["level"]) == ("F7", "疑")
    assert "合计写的是13，各行相加是12" in problem["message"]


def test_a_unit_merged_down_fills_the_rows_below(books):
    visits, _ = books["兴庆区科协.xlsx"]["sheets"]
    assert [each["values"]["单位名称"] for each in visits["entries"]] == ["兴庆区科协"] * 3


def test_a_header_over_two_rows_is_joined(books):
    _, meetings = books["兴庆区科协.xlsx"]["sheets"]
    (entry,) = meetings["entries"]
    assert (meetings["header_row"], entry["row"]) == (2, 3)
    assert entry["values"]["其中科技工作者代表"] == 20
    assert entry["values"]["参加人数"] == 30


def test_one_thing_over_several_columns_is_put_together_and_told(books):
    (events,) = books["银川市农学会.xlsx"]["sheets"]
    found = [(each["values"]["日期"], each["values"]["服务群众人次"]) for each in events["entries"]]
    assert found == [("2019-05-30", 4100), ("2019-05-31", 50)]
    told = {each["cell"]: each["message"] for each in events["problems"]}
    assert told.keys() == {"A2", "H2", "H4", ""}
    assert "月、日这2列" in told["A2"]
    assert "线下、服务群众人次｜线上这2列相加" in told["H2"]
    assert "应为60" in told["H4"]
    assert "划了删除线" in told[""]


@pytest.mark.parametrize(
    ("file", "value", "about"),
    [("金凤区科协.csv", 12, []), ("西夏区科协.xls", 30, ["走访人次"])],
)
def test_other_formats_are_read(books, file, value, about):
    (entry,) = books[file]["sheets"][0]["entries"]
    assert (entry["values"]["走访人次"], entry["about"]) == (value, about)


def test_what_cannot_be_read_says_why_and_how_to_save_it(books):
    told = {file: each["reason"] for file, each in books.items() if each["state"] == "unreadable"}
    assert set(told) == {"永宁县科协.et", "银川市心理卫生学会.xlsx"}
    assert "另存为" in told["永宁县科协.et"]
    assert "密码" in told["银川市心理卫生学会.xlsx"]


def test_a_formula_without_a_result_is_to_be_opened_and_saved(books):
    sheet = books["灵武市科协.xlsx"]["sheets"][0]
    (problem,) = sheet["problems"]
    assert (sheet["entries"], problem["cell"], problem["level"]) == ([], "F2", "错")
    assert "请用WPS或Excel打开保存一次" in problem["message"]


def test_a_lock_file_is_not_there(books):
    assert not [file for file in books if file.startswith("~")]
