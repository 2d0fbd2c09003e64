"""Who goes on typing while the page is still busy with a paste or a press loses nothing of it.

The server stands still meanwhile, as a busy one does.
"""

import os
import re
import signal
from contextlib import contextmanager, suppress

import openpyxl
import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.clerk import (
    BEFORE,
    CHOSEN,
    GLIDE,
    GRID,
    LEDGER,
    LOOKS,
    SAVE,
    SOON,
    UNIT,
    await_typing,
    copy,
    go_to,
    point_at,
    save,
    type_cell,
    written,
)
from tests.browser.warm import copying
from tests.pages.test_editor import put_book
from tests.plans import FIRST
from tools.browsing import settle

pytestmark = pytest.mark.browser
QUICK = 60
"""Milliseconds from key to key."""
BLOCK = [["5月28日", "示例园", "一线科技工作者"], ["5月29日", "示例村", "一线科技工作者"]]
WIDTH = 3
FAR = 120
"""Entries above, of which the screen shows a dozen."""
AT = 350
"""Pixels: in the first column of the sheet."""


@pytest.fixture
def server(folder, tmp_path):
    places = {"KJR_FOLDER": str(folder), "KJR_STATE": str(tmp_path / "state")}
    with copying(tmp_path / "log", places) as served:
        yield served


@pytest.fixture
def page(look, server):
    """Somebody at 填报 who has said her name."""
    page = look(f"{server.address}/ledgers?unit={UNIT}")
    page.get_by_label("您的姓名").fill("张示例")
    page.keyboard.press("Enter")
    settle(page)
    return page


@contextmanager
def busy(server):
    """The server answers nobody."""
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def type_on(page, *keys):
    """Press keys, and type what is no key, as fast as one does."""
    for key in keys:
        if key in ("Tab", "Enter") or key.startswith(("Arrow", "Control")):
            page.keyboard.press(key, delay=QUICK)
        else:
            page.keyboard.type(key, delay=QUICK)


def choose(page, row):
    """Click on a row's first cell until it is chosen: the page may move meanwhile."""
    there = page.locator(f"{CHOSEN}[data-testid='glide-cell-{BEFORE}-{row}']")
    for _ in range(LOOKS):
        point_at(page, row, AT)
        with suppress(TimeoutError):
            there.wait_for(state="attached", timeout=GLIDE)
            return
    raise AssertionError(f"row {row} is never chosen")


def add_row(folder, cells):
    """Somebody else writes a row below the others, in Excel."""
    path = folder / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    for column, text in enumerate(cells, 1):
        book[LEDGER].cell(5, column, text)
    book.save(path)


def assert_shown(page, row, texts):
    """The grid shows these cells at the beginning of a row."""
    for column, text in enumerate(texts, BEFORE):
        shown = page.get_by_test_id(f"glide-cell-{column}-{row}").first
        expect(shown).to_have_text(text, timeout=SOON)


def test_keys_behind_a_pasted_block_reach_their_cells(page, server, folder):
    go_to(page, 2, BEFORE)
    copy(page, BLOCK)
    with busy(server):
        type_on(page, "Control+V", "Tab", "Lab", "Tab", "fair", "Enter")
    assert_shown(page, 2, ["5月28日", "Lab", "fair"])
    assert_shown(page, 3, BLOCK[1])
    save(page)
    assert written(folder, 5, 2, WIDTH) == [["5月28日", "Lab", "fair"], BLOCK[1]]


def test_a_step_with_control_keeps_its_turn_behind_a_pasted_block(page, server):
    go_to(page, 2, BEFORE)
    copy(page, BLOCK)
    with busy(server):
        type_on(page, "Control+V", "ArrowDown", "ArrowDown", "Control+Home", "ArrowDown")
        type_on(page, *["ArrowRight"] * (BEFORE + 1), "Lab", "Enter")
    assert_shown(page, 1, ["2019-05-28", "Lab"])
    assert_shown(page, 2, BLOCK[0])


def test_a_second_block_behind_the_first_goes_where_one_stands(page, server, folder):
    go_to(page, 2, BEFORE)
    copy(page, BLOCK)
    with busy(server):
        type_on(page, "Control+V", "ArrowDown", "ArrowDown", "Control+V", "ArrowRight", "Lab")
        type_on(page, "Enter")
    assert_shown(page, 4, ["5月28日", "Lab", BLOCK[0][2]])
    save(page)
    second = [["5月28日", "Lab", BLOCK[0][2]], BLOCK[1]]
    assert written(folder, 5, 4, WIDTH) == [*BLOCK, *second]


def test_a_cell_chosen_behind_a_pasted_block_gets_what_is_typed(page, server):
    go_to(page, 4, BEFORE)
    copy(page, BLOCK)
    with busy(server):
        type_on(page, "Control+V")
        choose(page, 1)
        type_on(page, "5.30", "Enter")
    assert_shown(page, 1, ["5.30", "示例医院"])
    assert_shown(page, 2, BLOCK[0])


def assert_one_stands_where_one_pastes(page, row):
    go_to(page, row, BEFORE + 1)
    copy(page, [["示例园", "一线科技工作者"]])
    page.keyboard.press("Control+V")
    await_typing(page)
    there = f"{CHOSEN}[data-testid='glide-cell-{BEFORE + 1}-{row}']"
    expect(page.locator(there)).to_have_text("示例园", timeout=SOON)


def test_behind_a_pasted_block_one_stands_where_it_was_pasted(page):
    assert_one_stands_where_one_pastes(page, 2)


def test_behind_a_block_pasted_far_below_one_stands_there_and_saves_at_once(page, folder, plan):
    """What a screen reader finds, and the page looks for its place in, follows a moment later."""
    put_book(plan, folder, *[plan.row] * FAR)
    expect(page.get_by_role("radio", name=f"{LEDGER} {FAR} 条")).to_be_visible(timeout=SOON)
    page.reload()
    settle(page)
    assert_one_stands_where_one_pastes(page, FAR)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("end", [[], ["Enter"]], ids=["open", "left"])
def test_what_is_typed_while_a_save_is_under_way(page, server, folder, end):
    type_cell(page, 0, BEFORE + 1, "示例村")
    await_typing(page)
    with busy(server):
        page.get_by_role("button", name=SAVE).click()
        choose(page, 2)
        type_on(page, "5.30", *end)
    expect(page.get_by_role("radio", name=f"{LEDGER} 2 条")).to_be_visible()
    type_on(page, *(["Tab"] if not end else []))
    assert_shown(page, 2, ["5.30"])
    left = page.locator("[class*='st-key-save-grid-'] button:enabled")
    along = page.get_by_text(
        re.compile("^(2 行已存|1 行已存，0 行计入)")
    )  # or the press took it too
    expect(left.or_(along).first).to_be_visible(timeout=SOON)
    if not along.count():
        save(page)
    assert written(folder, 5, 1, 1) == [["5.30"]]
    assert written(folder, 3, 1, 2)[0][1] == "示例村"


def test_what_is_typed_while_a_save_brings_others_rows_in(page, server, folder):
    type_cell(page, 2, BEFORE, "5.28")
    await_typing(page)
    add_row(folder, BLOCK[0])
    with busy(server):
        page.get_by_role("button", name=SAVE).click()
        choose(page, 3)
        type_on(page, "5.30")
    expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=SOON)
    type_on(page, "Tab")
    assert_shown(page, 3, ["5.30"])
    save(page)
    assert [row[0] for row in written(folder, 5, 3, WIDTH)] == ["5月28日", "5.28", "5.30"]


def test_a_sentence_that_appears_above_leaves_an_open_cell_alone(page, folder):
    go_to(page, 2, BEFORE)
    type_on(page, "5.3")
    book = folder / f"{UNIT}.xlsx"
    book.write_bytes(book.read_bytes()[:1000])
    expect(page.get_by_text("读到的内容。")).to_be_visible()
    type_on(page, "0", "Enter")
    assert_shown(page, 2, ["5.30"])


def test_a_sheet_that_is_renamed_leaves_an_open_cell_alone(page, folder):
    go_to(page, 2, BEFORE)
    type_on(page, "5.28", "Tab")
    await_typing(page)
    type_on(page, "La")
    book = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")
    book[LEDGER].title = FIRST.short
    book.save(folder / f"{UNIT}.xlsx")
    expect(page.get_by_role("radio", name=f"{LEDGER}（{FIRST.short}）")).to_be_visible()
    type_on(page, "b", "Tab", "fair", "Control+S")
    expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=SOON)
    sheet = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")[FIRST.short]
    assert [cell.value for cell in sheet[5][:WIDTH]] == ["5.28", "Lab", "fair"]


def test_a_grid_that_is_being_exchanged_takes_no_typing(page, server, folder):
    add_row(folder, BLOCK[0])
    renewal = page.get_by_role("button", name="别人刚改过这张表")
    expect(renewal).to_be_visible(timeout=SOON)
    old = page.locator(GRID).first.element_handle()
    with busy(server):
        renewal.click()
        expect(page.locator(".st-key-typing[inert]")).to_be_attached(timeout=SOON)
        point_at(page, 2, AT)
        type_on(page, "5.30", "Tab")
        assert not page.locator("#portal textarea").count()
    expect(renewal).to_have_count(0, timeout=SOON)
    expect(page.locator(".st-key-typing[inert]")).to_have_count(0, timeout=SOON)
    assert not old.is_visible()
    assert_shown(page, 2, BLOCK[0])
    choose(page, 3)
    type_on(page, "5.30", "Tab")
    assert_shown(page, 3, ["5.30"])


def assert_written(page, folder, rows):
    """The workbook soon holds these below the first two."""
    for _ in range(SOON // QUICK):
        if (found := written(folder, 5, len(rows), WIDTH)) == rows:
            return
        page.wait_for_timeout(QUICK)
    assert found == rows


def test_a_save_by_its_keys_leaves_the_hand_where_it_was(page, folder):
    go_to(page, 2, BEFORE)
    type_on(page, "5.28", "Tab", "Control+S")
    expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=SOON)
    type_on(page, "Lab", "Tab", "fair", "Control+S")
    assert_written(page, folder, [["5.28", "Lab", "fair"]])
    expect(page.get_by_role("radio", name="未保存")).to_have_count(0, timeout=SOON)
