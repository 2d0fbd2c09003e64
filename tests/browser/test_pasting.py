"""What is pasted into 填报 in a real browser: exactly that in the workbook, or a sentence."""

from itertools import cycle, islice

import openpyxl
import pytest
from playwright.sync_api import expect

from kjr.ui.units.grid.editor_grid import ROOM
from tests.browser.clerk import (
    BEFORE,
    CHOSEN,
    LEDGER,
    SAVE,
    SOON,
    UNIT,
    await_typing,
    copy,
    go_to,
    look_into,
    paste,
    people,
    point_at,
    press,
    save,
    widen_ledger,
    written,
)
from tests.browser.test_phone import PHONE, touch, write
from tests.plans import BOTH
from tools.browsing import settle

pytestmark = pytest.mark.browser
COUNTS = {
    "30余人": 30, "近百场": 100, "上百人次": 100, "3000多份": 3000, "1.2万人次": 12000,
    "１２０": 120, "十二": 12, "三十多": 30, "10场（次）": 10, "5人,另有家属2人": 5, "约30": 30,
    "-": 0, "—": 0, "/": 0, "无": 0, "": 0, "5.30": 0, "种植": 0,
}  # fmt: skip
"""What people write as a number, and what of it the reader counts."""
DAYS = ("5.30", "43615", "2019年5月28日—31日", "5月28日", "5月28—31日", "6月1日")
TEXTS = (
    "示例园\n二期",
    '5"屏',
    '"无人机"进校园',
    " 示例 ",
    "𠮷野👩‍🔬",
    "约30",
    "种植",
    '他说"好"\n的',
)
LINES, WIDTH = 30, 15
PASTED = """async () => {
    const data = new DataTransfer();
    data.setData("text/plain", await navigator.clipboard.readText());
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
    document.activeElement.dispatchEvent(paste);
}"""
"""What 编辑 → 粘贴 of a browser's menu does."""


def build_rows():
    """Thirty visits as Excel shows them, fifteen columns each."""
    days, counts, texts = cycle(DAYS), cycle(COUNTS), cycle(TEXTS)
    for _ in range(LINES):
        place, name, title, plea, evidence = islice(texts, 5)
        gifts, money = "若干", "5.30"
        yield [
            next(days), place, "一线科技工作者", name, title, "农业", "何示例", "县级分管领导",
            next(counts), gifts, money, plea, "十二", "无", evidence,
        ]  # fmt: skip


ROWS = list(build_rows())
LONG = 3000
LATE = 240_000
"""Milliseconds three thousand rows may take on a busy machine; docs/performance.md has the time."""
TOTAL = 15 + sum(COUNTS[row[8]] for row in ROWS)
HELD = [[text or None for text in row] for row in ROWS]


@pytest.fixture
def wide_folder(folder):
    """The unit's workbook under a plan whose ledger has one column more: twenty."""
    return widen_ledger(folder)


def test_a_block_from_excel_is_in_the_workbook_just_as_it_was(sit, folder, look):
    page, board = sit("张示例"), look(sit.address)
    go_to(page, 2, BEFORE)
    paste(page, ROWS)
    save(page)
    expect(page.get_by_text("30 行已存，")).to_be_visible()
    assert written(folder, 5, LINES, WIDTH) == HELD
    expect(people(board)).to_contain_text(f"{TOTAL:,}", timeout=SOON)


def test_the_same_by_mouse(sit, folder):
    page = sit("张示例")
    point_at(page, 2, 350)
    copy(page, ROWS)
    page.evaluate(PASTED)
    await_typing(page)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("30 行已存，")).to_be_visible(timeout=SOON)
    assert written(folder, 5, LINES, WIDTH) == HELD


def test_the_same_by_upload(sit, folder, look, tmp_path):
    sent = tmp_path / "回传.xlsx"
    book = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")
    for number, row in enumerate(ROWS, 5):
        for column, text in enumerate(row, 1):
            book[LEDGER].cell(number, column).value = text or None
    book.create_sheet("另附")["A1"] = "示例"
    book.save(sent)
    page, board = sit("张示例"), look(sit.address)
    page.get_by_text("下载、上传、粘贴").click()
    page.locator('input[type="file"]').set_input_files(sent)
    settle(page)
    expect(page.get_by_text("来件里没有列入、不会写入的：「另附」整张")).to_be_visible()
    press(page, f"写入「{LEDGER}」")
    expect(page.get_by_text(f"{LINES} 行已存，")).to_be_visible(timeout=SOON)
    expect(people(board)).to_contain_text(f"{TOTAL:,}", timeout=SOON)
    assert sorted(map(str, written(folder, 5, LINES, WIDTH))) == sorted(map(str, HELD))


NUMBERS = ("走访人次 ＊", "慰问品（份）", "慰问金额（元）", "帮办事项数")


def build_entries():
    """Each way to write a number once and again, four to an entry, and each to write a day."""
    numbers, texts = cycle(filter(None, COUNTS)), cycle(text for text in TEXTS if "\n" not in text)
    for day in DAYS:
        place, title, plea, evidence = islice(texts, 4)
        yield {
            "走访日期 ＊": day, "走访地点/单位 ＊": place, "带队人 ＊": "何示例",
            **dict(zip(NUMBERS, numbers, strict=False)),
            "职务职称": title, "反映的困难诉求": plea, "佐证": evidence,
        }  # fmt: skip


def test_each_way_of_writing_on_a_phone(chrome, serve, folder, tmp_path):
    context = chrome.new_context(**PHONE, locale="zh-CN")
    page, entries = context.new_page(), list(build_entries())
    page.goto(f"{serve(folder)}/quick?unit={UNIT}")
    write(page, "您的姓名", "张示例")
    page.locator("summary", has_text="其他（可不填）").tap()
    for cells in entries:
        touch(page, "一线科技工作者", "县级分管领导")
        for name, text in cells.items():
            write(page, name, text)
        page.get_by_role("button", name="保存这一条").tap()
        expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("textbox", name="走访人次 ＊")).to_have_value("", timeout=SOON)
    context.close()
    heads, *_ = written(folder, 2, 1, WIDTH)
    there = [dict(zip(heads, row, strict=True)) for row in written(folder, 5, len(DAYS), WIDTH)]
    for said, held in zip(entries, there, strict=True):
        assert {name: held[name.removesuffix(" ＊")] for name in said} == said
    pages = look_into(folder, tmp_path).snapshot.books[UNIT].pages
    page = next(page for page in pages if page.ledger == LEDGER)
    counted = {entry.row: entry.values for entry in page.entries}
    assert [said["走访人次 ＊"] for row, said in enumerate(entries, 5) if row not in counted] == [
        "种植"
    ]
    for row, said in enumerate(entries, 5):
        for name in NUMBERS if row in counted else ():
            assert counted[row].get(name.removesuffix(" ＊"), 0) == COUNTS[said[name]]


def build_long_rows():
    """Three thousand visits of twenty columns: some 400,000 characters on the clipboard."""
    for number, row in enumerate(islice(cycle(ROWS), LONG)):
        place = f"{row[1]}{number}"
        others = ["示例科协", "何示例", "0951-0000000", '备注"一"\n二', f"另记{number}"]
        yield [row[0], place, *row[2:], *others]


def test_three_thousand_rows_of_twenty_columns_are_taken_whole(wide_folder, sit, folder):
    page = sit("张示例")
    rows = list(build_long_rows())
    go_to(page, 2, BEFORE)
    copy(page, rows)
    page.keyboard.press("Control+V")
    button = page.get_by_role("button", name=SAVE, disabled=False)
    expect(button).to_be_visible(timeout=LATE)
    settle(page)
    button.click()
    expect(page.get_by_text(f"{LONG} 行已存，")).to_be_visible(timeout=LATE)
    assert written(folder, 5, LONG, 20) == [[text or None for text in row] for row in rows]


ODD = [
    ["=1+1", "=SUM(A1:A3)"],
    ["+86 951", "-5"],
    ["@示例", "'00123"],
    ["\u202e倒\u202c示例\u200f", "👨\u200d👩\u200d👧\u200d👦"],
    ["\xa0空\u3000格", "零\u200b宽"],
]
"""What a spreadsheet would reckon with, and what does not show."""


def test_a_block_goes_on_below_the_last_row_and_what_looks_like_a_formula_is_words(sit, folder):
    page = sit("张示例")
    go_to(page, 2, BEFORE + 1)
    page.keyboard.press("Control+ArrowDown")
    last = page.locator(f"{CHOSEN}[data-testid='glide-cell-{BEFORE + 1}-{1 + ROOM}']")
    last.wait_for(state="attached")
    paste(page, [*ODD, ["", ""]])
    save(page)
    sheet = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")[LEDGER]
    assert [[cell.value for cell in row] for row in sheet["B5:C9"]] == ODD
    assert {cell.data_type for row in sheet["B5:C9"] for cell in row} == {"s"}


@BOTH
@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([["甲"] * 20], BEFORE, "粘贴的内容有20列"),
        ([["甲", "乙"]], 0, "请先选中台账自己的一格"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(sit, rows, column, words):
    page = sit("张示例")
    go_to(page, 2, column)
    copy(page, rows)
    page.keyboard.press("Control+V")
    expect(page.get_by_text(words)).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()


def test_a_cell_longer_than_a_workbook_holds_is_refused_and_stays_typed(sit, folder):
    page = sit("张示例")
    go_to(page, 2, BEFORE + 1)
    paste(page, [["长" * 140_000]])
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("一格最多存 32767 个字")).to_be_visible(timeout=SOON)
    assert written(folder, 5, 1, 2) == [[None, None]]


@BOTH
def test_a_pasted_number_is_one_and_a_pasted_day_is_one(sit, folder, look, plan):
    page, board = sit("张示例"), look(sit.address)
    go_to(page, 2, BEFORE)
    said, day = f"{plan.row[0]:%-m月%-d日}", plan.later[0]
    texts = [(said, *plan.with_people("30余人")[1:]), (f"{day}", *plan.with_people("8")[1:])]
    paste(page, [[text or "" for text in row] for row in texts])
    save(page)
    (first, *_, several), (second, *_, number) = written(folder, 5, 2, plan.at + 1, plan)
    assert (first, several) == (said, "30余人")
    assert (second.date(), number) == (day, 8)
    expect(people(board, plan)).to_contain_text("53", timeout=SOON)
