"""没有认出的词: the office assigns a word once, sees it read at once, and takes it back."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from kjr.campaign.learnt.words import LEARNT
from kjr.state.acts import ActKind
from kjr.ui import live
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
    assert all(each.disabled for each in office.button if each.label == "认定")


def test_what_cannot_be_written_is_told(opened, books, plan):
    office = signed(opened(books, PROBLEMS))
    shutil.rmtree(Path(books) / "campaign")
    select(office, "下基层", plan.row[2])
    assert "找不到这个文件" in " ".join(said(office))
