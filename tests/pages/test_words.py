"""没有认出的词: the office assigns a word once, sees it read at once, and takes it back."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from kjr.campaign.learnt.words import LEARNT
from kjr.documents.blank_books import blank_workbook
from kjr.state.acts import ActKind
from kjr.ui import live
from kjr.ui.presses import NAMELESS
from tests.pages.test_editor import press, put_book, said, signed
from tests.plans import BOTH

pytestmark = BOTH
PROBLEMS, STATUS = "pages/units/problems.py", "pages/office/status.py"


@pytest.fixture
def books(plan, example, tmp_path):
    """A unit's workbook with a header nobody knows, and with an option nobody knows."""
    books = tmp_path / "books"
    shutil.copytree(example / "campaign", books / "campaign")
    return put_odd_book(plan, books)


def put_odd_book(plan, books, *others):
    """The unit's workbook with 撰写人 above a column, and 下基层 in a row for a choice."""
    cells = dict(zip(plan.columns, (*plan.row[:2], "下基层", *plan.row[3:]), strict=False))
    cells["填报人"] = "林示例"
    put_book(plan, books, tuple(cells.get(name) for name in plan.columns), *others)
    return rename_header(books / f"{plan.unit}.xlsx", plan.ledger, "填报人", "撰写人")


def rename_header(path, ledger, old, new):
    book = openpyxl.load_workbook(path)
    cells = (cell for row in book[ledger].iter_rows(max_row=3) for cell in row)
    next(cell for cell in cells if str(cell.value or "").strip("*＊ ") == old).value = new
    book.save(path)
    return path.parent


def select(viewer, word, meaning):
    (box,) = [each for each in viewer.selectbox if word in each.label]
    box.set_value(meaning).run()
    (button,) = [each for each in viewer.button if word in (each.key or "")]
    return button.click().run()


def messages():
    snapshot = live.find_app().board.now.snapshot
    return " ".join(each.message for each in snapshot.problems)


def test_an_option_assigned_once_counts_at_once_and_is_taken_back(opened, books, plan):
    office = signed(opened(books, PROBLEMS))
    assert live.find_app().board.now.line(plan.line).done == 0
    assert "“下基层”不在选项里" in messages()
    select(office, "下基层", plan.row[2])
    assert said(office) == []
    assert live.find_app().board.now.line(plan.line).done == plan.row[plan.at]
    assert "“下基层”不在选项里" not in messages()
    assert 'written = "下基层"' in (books / "campaign" / LEARNT).read_text("utf-8")
    press(office, "撤回")
    assert live.find_app().board.now.line(plan.line).done == 0
    assert "“下基层”不在选项里" in messages()
    kinds = [act.kind for act in live.find_app().journal.acts()]
    assert kinds == [ActKind.LEARNT, ActKind.UNLEARNT]


def test_a_header_assigned_is_the_column_the_next_save_knows(opened, books, plan):
    office = signed(opened(books, PROBLEMS))
    select(office, "撰写人", "填报人")
    app = live.find_app()
    page = next(
        each for each in app.board.now.snapshot.books[plan.unit].pages if each.ledger == plan.ledger
    )
    assert "填报人" in page.columns
    assert app.campaign is app.board.now.campaign
    assert "撰写人" in app.campaign.ledger(plan.ledger).column("填报人").aliases


def put_renamed(plan, books, unit, renamed, **filled):
    """A unit's workbook with a row in each of these ledgers, and in each a header renamed."""
    rows = {
        ledger: [tuple(cells.get(each.name) for each in plan.campaign.ledger(ledger).columns)]
        for ledger, cells in filled.items()
    }
    data = blank_workbook.build_unit_book(plan.campaign, plan.campaign.unit(unit), rows)
    path = books / f"{unit}.xlsx"
    path.write_bytes(data)
    for ledger in filled:
        rename_header(path, ledger, renamed, "撰写人")
    return books


@pytest.fixture
def two_meanings(books, plan):
    """One unit heads with that word who filled in the row, another its remarks."""
    cells = dict(zip(plan.columns, plan.later, strict=False))
    own = cells | {"填报人": "林示例"}
    put_renamed(plan, books, plan.unit, "填报人", **{plan.ledger: own})
    others = cells | {"填报人": "李示例", "备注": "下午补记"}
    return put_renamed(plan, books, plan.other, "备注", **{plan.ledger: others})


def read_page(unit, ledger):
    book = live.find_app().board.now.snapshot.books[unit]
    return next(page for page in book.pages if page.ledger == ledger)


def test_who_means_something_else_by_a_word_is_named_first_and_told_afterwards(
    opened, two_meanings, plan
):
    office = signed(opened(two_meanings, PROBLEMS))
    (box,) = [each for each in office.selectbox if "撰写人" in each.label]
    box.set_value("填报人").run()
    told = f"{plan.other}的表里已有「填报人」一列，那里的“撰写人”不会读：请那里改表头。"
    assert told in [each.value for each in office.caption]
    select(office, "撰写人", "填报人")
    one, other = (read_page(unit, plan.ledger) for unit in (plan.unit, plan.other))
    assert [page.entries[0].values["填报人"] for page in (one, other)] == ["林示例", "李示例"]
    assert "“撰写人”和“填报人”都是「填报人」，读的是“填报人”" in " ".join(
        each.message for each in other.problems
    )
    assert "都是" not in " ".join(each.message for each in one.problems)


def test_a_meaning_everybody_can_have_is_chosen_without_a_warning(opened, books, plan):
    office = signed(opened(books, PROBLEMS))
    (box,) = [each for each in office.selectbox if "撰写人" in each.label]
    box.set_value("填报人").run()
    assert "不会读" not in " ".join(each.value for each in office.caption)


def test_a_word_means_one_thing_in_one_ledger_and_another_in_another(opened, books, plan):
    """Assigned for all that lack the column, taken back for one: there it is asked for again."""
    report = plan.campaign.filing.ledger
    cells = dict(zip(plan.columns, plan.row, strict=False)) | {"填报人": "林示例"}
    filed = dict.fromkeys(plan.campaign.filing.ticks, "已交") | {"填报人": "请补盖章"}
    put_renamed(plan, books, plan.unit, "填报人", **{plan.ledger: cells, report: filed})
    rename_header(books / f"{plan.unit}.xlsx", report, "备注", None)
    office = signed(opened(books, PROBLEMS))
    select(office, "撰写人", "填报人")
    learnt = {word.ledger: word for word in live.find_app().campaign.learnt}
    assert set(learnt) == {plan.ledger, report}
    office.button(key=f"forget {learnt[report].line}").click().run()
    select(office, "撰写人", "备注")
    assert said(office) == []
    assert {word.ledger: word.meant for word in live.find_app().campaign.learnt} == {
        plan.ledger: "填报人",
        report: "备注",
    }
    one, other = (read_page(plan.unit, ledger) for ledger in (plan.ledger, report))
    assert (one.entries[0].values["填报人"], other.entries[0].values["备注"]) == (
        "林示例",
        "请补盖章",
    )


def test_a_header_beside_all_columns_is_told_why_it_can_be_none(opened, books, plan):
    path = rename_header(books / f"{plan.unit}.xlsx", plan.ledger, "撰写人", "填报人")
    book = openpyxl.load_workbook(path / f"{plan.unit}.xlsx")
    sheet = book[plan.ledger]
    row = next(
        cell.row
        for cells in sheet.iter_rows(max_row=3)
        for cell in cells
        if cell.value and str(cell.value).strip("*＊ ") == plan.columns[0]
    )
    sheet.cell(row, sheet.max_column + 1).value = "撰写人"
    sheet.cell(row + 1, sheet.max_column).value = "李示例"
    book.save(path / f"{plan.unit}.xlsx")
    office = signed(opened(books, PROBLEMS))
    assert [each for each in office.selectbox if "撰写人" in each.label] == []
    assert "那张表里各列都有了" in " ".join(each.value for each in office.caption)


def test_a_file_nobody_could_tell_is_given_to_a_unit_and_taken_back(opened, books, plan):
    shutil.move(books / f"{plan.unit}.xlsx", books / "表三.xlsx")
    office = signed(opened(books, STATUS))
    assert plan.unit not in live.find_app().board.now.snapshot.books
    select(office, "表三", plan.unit)
    assert live.find_app().board.now.snapshot.books[plan.unit].held.file == "表三.xlsx"
    press(office, "撤回")
    assert plan.unit not in live.find_app().board.now.snapshot.books
    assert [each.file for each in live.find_app().board.now.snapshot.strays] == ["表三.xlsx"]


def test_who_gives_no_name_assigns_nothing(opened, books):
    office = opened(books, PROBLEMS)
    next(each for each in office.button if each.label == "认定").click().run()
    assert NAMELESS in [each.value for each in office.error]
    assert live.find_app().campaign.learnt == ()


def test_what_cannot_be_written_is_told(opened, books, plan):
    office = signed(opened(books, PROBLEMS))
    shutil.rmtree(Path(books) / "campaign")
    select(office, "下基层", plan.row[2])
    assert "找不到这个文件" in " ".join(said(office))
