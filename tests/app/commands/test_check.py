"""What check says of files."""

import datetime as dt
import json
import shutil

import openpyxl
import pytest
from openpyxl import utils

from kjr.app import commands, settings, wiring
from kjr.figures.moments import archive
from kjr.figures.moments.plan_doubts import EARLY, OVERDUE, UNTOUCHED
from kjr.figures.moments.snapshot import Snapshot
from tests.plans import BOTH, load, name_plan
from tests.store.files import xlsx
from tests.typed import make_rows


@BOTH
def test_check_says_of_every_file_what_was_read(run, example, plan):
    code, out, _ = run("check", example, "--campaign", example / "campaign", "--json")
    books = json.loads(out)["books"]
    assert code == commands.PROBLEMS
    states = [book["state"] for book in books]
    assert states.count("unreadable") == {"first": 4, "county": 1}[name_plan(plan)]
    book = next(book for book in books if book["file"] == f"{plan.unit}.xlsx")
    assert (book["unit"], book["state"]) == (plan.unit, "read")
    sheet = next(sheet for sheet in book["sheets"] if sheet["ledger"] == plan.ledger)
    assert set(sheet) >= {"sheet", "ledger", "header_row", "entries", "skipped", "problems"}
    assert set(sheet["entries"][0]) == {*("row", "values", "about", "not_applicable", "planned")}


@BOTH
def test_check_of_one_good_file_is_fine(run, tmp_path, plan):
    of_plan = ("--campaign", plan.home)
    run("templates", "--folder", tmp_path, "--unit", plan.unit, *of_plan)
    code, out, _ = run("check", tmp_path / f"{plan.unit}.xlsx", "--json", *of_plan)
    assert code == commands.FINE
    (book,) = json.loads(out)["books"]
    assert book["unit"] == plan.unit
    assert {each["ledger"] for each in book["sheets"]} >= {
        each.name for each in plan.campaign.ledgers
    }


@BOTH
def test_a_sheet_drawn_for_paper_is_read_on_every_plan(run, tmp_path, plan):
    """A title, a unit merged down, a subtotal, and a total that is not the sum."""
    book, rows = openpyxl.Workbook(), make_rows(plan, 3, 4, 5)
    page, at = book.active, plan.columns.index("单位名称") + 1

    def add_total(word, number):
        page.append([word, *[None] * (plan.at - 1), number])

    page.append([f"附件2 {plan.campaign.host}{plan.ledger}情况统计表"])
    page.append(plan.columns)
    for row in rows[:2]:
        page.append(list(row))
    add_total("小计", 7)
    page.append(list(rows[2]))
    add_total("总计", 13)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=at)
    page.cell(3, at, plan.unit)
    page.merge_cells(start_row=3, start_column=at, end_row=4, end_column=at)
    book.save(tmp_path / f"{plan.unit}.xlsx")
    code, out, _ = run("check", tmp_path / f"{plan.unit}.xlsx", "--json", "--campaign", plan.home)
    assert code == commands.FINE
    ((sheet,),) = (each["sheets"] for each in json.loads(out)["books"])
    assert (sheet["ledger"], sheet["header_row"]) == (plan.ledger, 2)
    assert [each["values"][plan.people] for each in sheet["entries"]] == [3, 4, 5]
    assert [each["values"].get("单位名称") for each in sheet["entries"][:2]] == [plan.unit] * 2
    skipped = {each["row"]: each["why"] for each in sheet["skipped"]}
    assert skipped == {1: "title", 2: "header", 5: "total", 7: "total"}
    (problem,) = sheet["problems"]
    assert problem["cell"] == f"{utils.get_column_letter(plan.at + 1)}7"
    assert "合计写的是13，各行相加是12" in problem["message"]


def test_one_workbook_is_told_in_just_these_fields(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "走访"
    header = "日期", "地点", "对象类别", "带队人", "级别", "走访人次", "慰问品（份）", "备注"
    visit = "5月28—29日", "示例厂", "一线科技工作者", "示例甲", "市级领导", "30余人次"
    for row in (header, (*visit, "—"), (*visit[:5], "若干", 3), ("合计", *[None] * 4, 30, 3)):
        book.active.append(row)
    book.save(tmp_path / "贺兰县科协.xlsx")
    code, out, _ = run("check", tmp_path / "贺兰县科协.xlsx", "--json")
    told = json.loads(out)
    assert code == commands.PROBLEMS
    assert list(told) == ["read_at", "books"]
    assert told["books"] == [
        {
            "file": "贺兰县科协.xlsx",
            "unit": "贺兰县科协",
            "state": "read",
            "reason": None,
            "sheets": [
                {
                    "sheet": "走访",
                    "ledger": "走访慰问",
                    "reason": None,
                    "header_row": 1,
                    "entries": [
                        {
                            "row": 2,
                            "values": {
                                "走访日期": {"from": "2019-05-28", "to": "2019-05-29"},
                                "走访地点/单位": "示例厂",
                                "对象类别": "一线科技工作者",
                                "带队人": "示例甲",
                                "带队人级别": "市级领导",
                                "走访人次": 30,
                                "慰问品（份）": None,
                                "备注": None,
                            },
                            "about": ["走访人次"],
                            "not_applicable": ["慰问品（份）"],
                            "planned": False,
                        }
                    ],
                    "skipped": [{"row": 1, "why": "header"}, {"row": 4, "why": "total"}],
                    "problems": [
                        {
                            "row": 3,
                            "column": "走访人次",
                            "cell": "F3",
                            "level": "错",
                            "raw": "若干",
                            "message": "“若干”看不出是多少，请填一个数字；说不准时可写“约30”",
                            "suggestion": None,
                        }
                    ],
                }
            ],
        }
    ]


def at_noon(folder, day):
    """The campaign in a folder, looked at on a day of June."""
    plan = folder / "campaign"
    shutil.copytree(settings.CAMPAIGN, plan, dirs_exist_ok=True)
    text = (settings.CAMPAIGN / "campaign.toml").read_text("utf-8")
    moment = f"\n[example]\nmoment = 2019-06-{day:02}T12:00:00\n"
    (plan / "campaign.toml").write_text(text + moment, "utf-8")


@pytest.mark.slow
def test_plans_and_what_became_of_them_are_told_as_the_days_go_by(run, tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.active.title = "走访慰问"
    who = "示例厂", "一线科技工作者", "示例甲", "市级领导"
    for row in (
        ("日期", "地点", "对象类别", "带队人", "级别", "走访人次", "开展情况"),
        ("2019-06-03", *who, 1, "已开展"),
        ("2019-06-06", *who, 20, None),
        ("2019-06-06", *who, 300, "拟开展"),
        ("2019-06-06", *who, 4000, "已开展"),
        ("2019-06-06", *who, 50000, "取消"),
    ):
        book.active.append(row)
    book.save(folder / "贺兰县科协.xlsx")

    def told():
        _, out, _ = run("check", "--folder", folder, "--json")
        (sheet,) = json.loads(out)["books"][0]["sheets"]
        _, out, _ = run("figures", "--folder", folder, "--json")
        (line,) = [each for each in json.loads(out)["indicators"] if each["id"] == "I3"]
        asked = {EARLY, OVERDUE, UNTOUCHED}
        return (
            [each["row"] for each in sheet["entries"] if each["planned"]],
            [(p["cell"], p["message"]) for p in sheet["problems"] if p["message"] in asked],
            (line["done"], line["planned"]),
        )

    at_noon(folder, 5)
    assert told() == ([3, 4, 5], [("A5", EARLY)], (1, 4320))
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, folder)
    now = wiring.take_snapshot(places)
    archive.keep_books(places.database, now, Snapshot(now.campaign, now.taken))
    at_noon(folder, 8)
    assert told() == ([4], [("A3", UNTOUCHED), ("A4", OVERDUE)], (4021, 300))


def test_files_are_read_by_the_plan_that_is_named_whatever_example_was_made(
    run, small_example, county, monkeypatch
):
    monkeypatch.setattr(settings, "EXAMPLE", small_example)
    monkeypatch.setenv("KJR_CAMPAIGN", str(county / "campaign"))
    book = max(county.glob("*.xlsx"), key=lambda path: path.stat().st_size)
    _, said, _ = run("check", book, "--json")
    (told,) = json.loads(said)["books"]
    assert (told["unit"], told["state"]) == (book.stem, "read")


@pytest.mark.parametrize("named", [("--folder",), ()])
def test_another_plans_books_are_understood(run, county, named):
    code, out, _ = run("check", *named, county, "--json")
    books = json.loads(out)["books"]
    assert code in (commands.FINE, commands.PROBLEMS)
    assert {book["state"] for book in books} == {"read", "unreadable"}
    ledgers = {sheet["ledger"] for book in books for sheet in book["sheets"]} - {None}
    assert ledgers == {"科普活动", "展教品", "资源包", "科普志愿", "总结报送"}
    assert all(book["unit"] for book in books)


@BOTH
def test_check_counts_as_the_board_does_and_says_what_else_a_sheet_holds(
    run, tmp_path, plan, small_example
):
    """A row to come is no row that counts: 单位 and 报送 say so too."""
    home = small_example / "campaign"
    moment = load(home).moment.date()
    days = [moment, moment + dt.timedelta(days=1), moment + dt.timedelta(days=36500)]
    rows = [(day, *plan.row[1:]) for day in days]
    file = tmp_path / f"{plan.unit}.xlsx"
    file.write_bytes(xlsx({plan.ledger: (plan.columns, *rows)}))
    _, out, _ = run("check", file, "--campaign", home)
    word = plan.campaign.ledger(plan.ledger).ahead_word
    assert f"「{plan.ledger}」{plan.ledger}，1条，另有{word}1条、日期存疑1条没有计入" in out
