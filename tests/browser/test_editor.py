"""填报 in real browsers: two people at one workbook, one board that moves."""

import datetime as dt

import openpyxl
import pytest
from playwright.sync_api import expect

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from tests.pages.test_editor import LATER, LEDGER, ROW, UNIT
from tools.browsing import settle

pytestmark = pytest.mark.browser
HEADER, LINE, FIRST = 35, 35, 53
"""Pixels of a grid's header, of a row, and of a place in the first column."""
BEFORE, PEOPLE = 2, 10
"""Columns of the grid before those of the sheet, of which 走访人次 is the ninth."""
KINDS = (
    *(
        "30余人",
        "近百场",
        "上百人次",
        "3000多份",
        "1.2万人次",
        "１２０",
        "十二",
        "三十多",
        "-",
        "—",
        "/",
    ),
    *(
        "10场（次）",
        "5人,另有家属2人",
        "无",
        "5.30",
        "2019年5月28日—31日",
        "5月28日",
        "约30",
        "种植",
    ),
)
LINES, WIDTH = 30, 15
SOON = 15_000
GLIDE = 1_000
"""Milliseconds after which a page has come to rest; a list opened before closes again."""


@pytest.fixture
def folder(tmp_path):
    """One unit's workbook with two entries."""
    books = tmp_path / "books"
    books.mkdir()
    campaign = loading.load_campaign(CAMPAIGN)
    data = blank_workbook.build_unit_book(campaign, campaign.unit(UNIT), {LEDGER: (ROW, LATER)})
    (books / f"{UNIT}.xlsx").write_bytes(data)
    return books


@pytest.fixture
def sit(look, serve, folder):
    """Open the unit's page as one more person; all at the same server."""
    address = serve(folder)

    def open_page(name):
        page = look(f"{address}/ledgers?unit={UNIT}")
        page.get_by_label("您的姓名").fill(name)
        page.keyboard.press("Enter")
        settle(page)
        return page

    open_page.address = address
    return open_page


def go_to(page, row, column):
    """Go to a cell of the grid as one does without a mouse, once the grid has the keys."""
    box = page.locator('[data-testid="stDataFrame"] canvas').first.bounding_box()
    page.mouse.click(box["x"] + FIRST, box["y"] + HEADER + LINE / 2)
    page.keyboard.press("Control+Home")
    for key in ["ArrowDown"] * row + ["ArrowRight"] * column:
        page.keyboard.press(key)


def paste(page, rows):
    """Paste at the chosen cell what Excel puts on the clipboard."""
    text = "".join("\t".join(row) + "\r\n" for row in rows)
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_enabled()
    settle(page)


def written(folder, row, column):
    """What the workbook holds from a row on, in the sheet's first columns."""
    sheet = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")[LEDGER]
    area = sheet.iter_rows(row, row + LINES - 1, 1, column, values_only=True)
    return [list(line) for line in area]


def type_people(page, row, number):
    """Type into 走访人次 of a row, as one does: go to the cell, Enter, the number, Enter."""
    go_to(page, row, PEOPLE)
    page.keyboard.press("Enter")
    page.locator("#portal").locator("textarea,input").first.fill(str(number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_enabled()
    settle(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def save(page):
    press(page, "保存")
    button = page.get_by_role("button", name="保存", exact=True)
    expect(button).to_have_count(1)
    expect(button).to_be_disabled()


def open_list(page, name):
    """Open a list in the middle of the screen, again if the page moved meanwhile."""
    box = page.get_by_role("combobox", name=name)
    while not page.get_by_role("option").count():
        box.evaluate("box => box.scrollIntoView({block: 'center'})")
        box.click()
        page.wait_for_timeout(GLIDE)


def cell(page, row):
    """What a screen reader finds in 走访人次; column 0 says what counts."""
    return page.get_by_test_id(f"glide-cell-{PEOPLE}-{row}").first


def people(page):
    """走访科技工作者 on the board."""
    return page.locator('.k-counts a[href*="id=I3"] b')


def test_a_number_typed_by_one_moves_the_board_of_another(sit, look):
    board = look(sit.address)
    expect(people(board)).to_contain_text("15")
    page = sit("张示例")
    type_people(page, 0, 30)
    press(page, "保存")
    expect(people(board)).to_contain_text("42", timeout=SOON)


def test_two_people_at_one_cell_choose(sit):
    one, other = sit("张示例"), sit("李示例")
    type_people(one, 0, 30)
    type_people(other, 0, 40)
    save(one)
    press(other, "保存")
    expect(other.get_by_text("第3行「走访人次」原为“3”")).to_be_visible()
    other.get_by_text("我的：40", exact=True).click()
    settle(other)
    press(other, "按所选保存")
    expect(cell(other, 0)).to_have_text("40", timeout=SOON)


def test_a_block_from_excel_is_in_the_workbook_just_as_it_was(sit, folder):
    page = sit("张示例")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = [[KINDS[(line + at) % len(KINDS)] for at in range(WIDTH)] for line in range(LINES)]
    go_to(page, 2, BEFORE)
    paste(page, rows)
    save(page)
    expect(page.get_by_text("30 行已存，")).to_be_visible()
    assert written(folder, 5, WIDTH) == rows


def test_a_pasted_number_is_one_and_a_pasted_day_is_one(sit, folder):
    page = sit("张示例")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go_to(page, 2, BEFORE)
    texts = [
        ["5月28日", *ROW[1:4], "", *ROW[5:8], "30余人"],
        ["2019-05-30", *ROW[1:4], "", *ROW[5:8], "8"],
    ]
    paste(page, texts)
    save(page)
    (first, *_, people), (day, *_, number) = written(folder, 5, 9)[:2]
    assert (first, people) == ("5月28日", "30余人")
    assert (day, number) == (dt.datetime(2019, 5, 30), 8)


def test_nothing_typed_is_lost_by_the_menu_or_a_reload_and_the_browser_knows_her(sit):
    page = sit("张示例")
    type_people(page, 1, 30)
    page.goto(f"{sit.address}/problems")
    settle(page)
    page.goto(f"{sit.address}/ledgers")
    settle(page)
    expect(cell(page, 1)).to_have_text("30", timeout=SOON)
    expect(page.get_by_label("您的姓名")).to_have_value("张示例")
    expect(page.get_by_role("radio", name="走访慰问 2 条 · 未保存")).to_be_visible()
    save(page)


def test_two_windows_of_one_browser_type_apart(sit):
    page = sit("张示例")
    type_people(page, 1, 30)
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    expect(cell(other, 1)).to_have_text("12", timeout=SOON)


def test_a_save_is_taken_back(sit, look):
    page, board = sit("张示例"), look(sit.address)
    type_people(page, 0, 30)
    press(page, "保存")
    expect(people(board)).to_contain_text("42", timeout=SOON)
    settle(page)
    page.get_by_text("改动记录和历史版本").click()
    open_list(page, "撤销哪一次")
    page.get_by_role("option").first.click()
    settle(page)
    press(page, "撤销这一次")
    expect(people(board)).to_contain_text("15", timeout=SOON)


def test_a_unit_files_and_reads_who_answers_for_it(sit):
    page = sit("张示例")
    page.locator("summary", has_text="报送").click()
    page.get_by_text("书面总结已交").click()
    settle(page)
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    press(page, "报送")
    page.get_by_text("改动记录和历史版本").scroll_into_view_if_needed()
    expect(page.get_by_text("张示例已报（报送）：责任人何示例")).to_be_visible(timeout=SOON)


def test_a_filled_workbook_is_uploaded(sit, look, tmp_path):
    campaign = loading.load_campaign(CAMPAIGN)
    new = (*ROW[:8], 100.0)
    sent = tmp_path / "回传.xlsx"
    rows = {LEDGER: (ROW, LATER, (ROW[0], "示例社区", *new[2:]))}
    sent.write_bytes(blank_workbook.build_unit_book(campaign, campaign.unit(UNIT), rows))
    page, board = sit("张示例"), look(sit.address)
    page.get_by_text("下载、上传、粘贴").click()
    page.locator('input[type="file"]').set_input_files(sent)
    settle(page)
    press(page, f"写入「{LEDGER}」")
    expect(people(board)).to_contain_text("115", timeout=SOON)
