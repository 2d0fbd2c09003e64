"""填报 without a mouse, and as fast as somebody types."""

from statistics import median

import pytest
from playwright.sync_api import expect

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import SAVE, SOON, go_to, written
from tests.pages.test_editor import LEDGER, ROW, UNIT
from tools.browsing import settle

pytestmark = pytest.mark.browser
FILLED = 300
AT_MOST = 150
"""Milliseconds in which the grid answers a key."""
LISTEN = """() => {
    window.answers = [];
    addEventListener("keydown", () => {
        const pressed = performance.now();
        const painted = () => window.answers.push(performance.now() - pressed);
        requestAnimationFrame(() => requestAnimationFrame(painted));
    }, true);
}"""


@pytest.fixture
def full_folder(folder):
    """A workbook with three hundred entries."""
    campaign = loading.load_campaign(CAMPAIGN)
    rows = [(ROW[0], f"示例园{number}", *ROW[2:8], float(number)) for number in range(FILLED)]
    data = blank_workbook.build_unit_book(campaign, campaign.unit(UNIT), {LEDGER: rows})
    (folder / f"{UNIT}.xlsx").write_bytes(data)
    return folder


QUICK = 60
"""Milliseconds from key to key: two hundred words a minute."""


def tab_to(page, is_there):
    """Go on with Tab until one is there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"(at => {is_there})(document.activeElement)"):
            return
    raise AssertionError("Tab never gets there")


def walk(page, *keys):
    """Go through the grid with the keyboard, and look each time where one has come."""
    where = """() => document.querySelector(
        '.st-key-typing [role="gridcell"][aria-selected="true"]')?.id"""
    for key in keys:
        stood = page.evaluate(where)
        page.keyboard.press(key)
        page.wait_for_function(f"stood => ({where})() !== stood", arg=stood)


def test_a_ledger_is_filled_without_a_mouse(look, serve, folder):
    page = look(address := serve(folder))
    page.goto(f"{address}/ledgers?unit={UNIT}")
    settle(page)
    tab_to(page, 'at.placeholder === "写进改动记录"')
    page.keyboard.type("张示例")
    tab_to(page, 'at.getAttribute("role") === "radio"')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name="宣传报道")).to_be_checked(timeout=SOON)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name=f"{LEDGER} 2 条")).to_be_checked(timeout=SOON)
    tab_to(page, 'at.closest(".st-key-typing canvas")')
    settle(page)
    page.keyboard.press("Control+Home")
    walk(page, *["ArrowDown"] * 2, *["ArrowRight"] * 3)
    for text in ("5.28", "Lab 3"):
        page.keyboard.type(text, delay=QUICK)
        page.keyboard.press("Tab", delay=QUICK)
    open_cell = page.locator("#portal textarea")
    expect(open_cell).to_have_count(0)
    page.keyboard.press("Enter")
    expect(open_cell).to_have_value("")
    page.keyboard.type("一线科技工作者")
    page.keyboard.press("Control+S")
    expect(page.get_by_text("1 行已存，0 行计入，1 行待改")).to_be_visible(timeout=SOON)
    assert written(folder, 5, 1, 3) == [["5.28", "Lab 3", "一线科技工作者"]]


def test_a_save_right_behind_the_last_key_has_the_last_cell(look, serve, folder):
    page = look(f"{serve(folder)}/ledgers?unit={UNIT}")
    page.get_by_placeholder("写进改动记录").fill("张示例")
    go_to(page, 2, 3)
    page.keyboard.type("5.28", delay=QUICK)
    page.keyboard.press("Tab", delay=QUICK)
    page.keyboard.type("Lab 3", delay=QUICK)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("1 行已存，0 行计入，1 行待改")).to_be_visible(timeout=SOON)
    assert written(folder, 5, 1, 2) == [["5.28", "Lab 3"]]


def test_the_grid_answers_a_key_at_once(look, serve, full_folder):
    page = look(f"{serve(full_folder)}/ledgers?unit={UNIT}")
    go_to(page, 0, 3)
    page.evaluate(LISTEN)
    for key in ["ArrowDown"] * 20 + ["Enter", *"abc", "Enter"] * 5:
        page.keyboard.press(key)
        page.wait_for_timeout(QUICK)
    answers = page.evaluate("window.answers")
    assert len(answers) > FILLED / 10
    assert median(answers) < AT_MOST
