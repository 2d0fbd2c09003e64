"""填报 without a mouse, and as fast as somebody types."""

from itertools import cycle
from statistics import median

import pytest
from playwright.sync_api import expect

from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import BEFORE, SAVE, SOON, go_to, written
from tests.browser.test_pasting import DAYS
from tests.plans import COUNTY, FIRST_AGAIN, ON_THE_SECOND
from tools.browsing import settle

pytestmark = pytest.mark.browser
FILLED = 300
ON_A_PHONE_AND_ON_A_COMPUTER = pytest.mark.parametrize(
    ("plan", "width"),
    [(FIRST_AGAIN, 390), (COUNTY, 1440)],
    indirect=["plan"],
    ids=["phone", "computer-county"],
)
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
def full_folder(folder, plan):
    """A workbook with three hundred entries."""
    day, _, *rest = plan.row
    rows = [(day, f"示例园{number}", *rest) for number in range(FILLED)]
    unit = plan.campaign.unit(plan.unit)
    data = blank_workbook.build_unit_book(plan.campaign, unit, {plan.ledger: rows})
    (folder / f"{plan.unit}.xlsx").write_bytes(data)
    return folder


QUICK = 60
"""Milliseconds from key to key: two hundred words a minute."""


def tab_to(page, is_there, key="Tab"):
    """Go on with Tab until one is there, as fast as one does: the grid gives keys back in turn."""
    for _ in range(80):
        page.keyboard.press(key, delay=QUICK)
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


def test_a_ledger_is_filled_without_a_mouse(look, serve, folder, plan):
    page = look(address := serve(folder))
    page.goto(f"{address}/ledgers?unit={plan.unit}")
    settle(page)
    tab_to(page, 'at.placeholder === "写进改动记录"')
    page.keyboard.type("张示例")
    tab_to(page, 'at.getAttribute("role") === "radio"')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name=plan.campaign.ledgers[1].name)).to_be_checked(
        timeout=SOON
    )
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("radio", name=f"{plan.ledger} 2 条")).to_be_checked(timeout=SOON)
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
    assert written(folder, 5, 1, 3, plan) == [["5.28", "Lab 3", "一线科技工作者"]]


@ON_THE_SECOND
def test_a_save_right_behind_the_last_key_has_the_last_cell(look, serve, folder, plan):
    page = look(f"{serve(folder)}/ledgers?unit={plan.unit}")
    page.get_by_placeholder("写进改动记录").fill("张示例")
    go_to(page, 2, 3)
    page.keyboard.type("5.28", delay=QUICK)
    page.keyboard.press("Tab", delay=QUICK)
    page.keyboard.type("Lab 3", delay=QUICK)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("1 行已存，0 行计入，1 行待改")).to_be_visible(timeout=SOON)
    assert written(folder, 5, 1, 2, plan) == [["5.28", "Lab 3"]]


def test_the_grid_answers_a_key_at_once(look, serve, full_folder, plan):
    page = look(f"{serve(full_folder)}/ledgers?unit={plan.unit}")
    go_to(page, 0, 3)
    page.evaluate(LISTEN)
    steps, words = ["ArrowDown"] * 20, ["Enter", *"abc", "Enter"] * 5
    for key in steps + words:
        page.keyboard.press(key)
        page.wait_for_timeout(QUICK)
    answers = page.evaluate("window.answers")
    # letters that come before the cell is open wait for it, and are not heard by anybody else
    assert len(answers) >= len(steps) + words.count("Enter")
    assert median(answers) < AT_MOST


def write_row(page, texts):
    """Fill a row from the chosen cell on, and go to the next."""
    for text in texts:
        if text:
            page.keyboard.press("Enter")
            page.wait_for_function("document.activeElement.closest('#portal')")
            page.keyboard.type(text)
        walk(page, "Tab")
    walk(page, *["ArrowLeft"] * len(texts), "ArrowDown")


def test_words_that_come_without_a_key_keep_their_turn(look, serve, folder, plan):
    """An input method hands Chinese words over without a key."""
    page = look(f"{serve(folder)}/ledgers?unit={plan.unit}")
    page.get_by_placeholder("写进改动记录").fill("张示例")
    go_to(page, 2, BEFORE)
    for text in ("5月28日", "示例园", "一线科技工作者"):
        page.keyboard.press("Enter")
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Control+S")
    expect(page.get_by_text("1 行已存，")).to_be_visible()
    assert written(folder, 5, 1, 3, plan) == [["5月28日", "示例园", "一线科技工作者"]]


FOCUS = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const look = getComputedStyle(at);
    const isSeen = box.width > 0 && box.right > 0 && parseFloat(look.outlineWidth) >= 2
        && look.outlineStyle !== "none";
    return [at.localName, at.innerText, isSeen];
}"""


@ON_A_PHONE_AND_ON_A_COMPUTER
def test_whatever_tab_leads_to_shows_that_it_is_there(look, serve, folder, width, plan):
    page = look(f"{serve(folder)}/ledgers?unit={plan.unit}", width)
    page.get_by_test_id("stDataFrame").wait_for()
    settle(page)
    stops = []
    while ["canvas", "", False] not in stops:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    pressed = [stop for stop in stops if stop[0] in ("a", "button", "summary")]
    assert len(pressed) > 3
    assert [stop for stop in pressed if not stop[2]] == []


@ON_A_PHONE_AND_ON_A_COMPUTER
def test_an_afternoon_without_a_mouse(look, serve, folder, width, plan):
    page = look(f"{serve(folder)}/ledgers", width)
    page.get_by_placeholder("写进改动记录").wait_for()
    settle(page)
    tab_to(page, 'at.getAttribute("role") === "combobox"')
    page.keyboard.type(plan.unit)
    page.keyboard.press("Enter")
    settle(page)
    tab_to(page, 'at.placeholder === "写进改动记录"')
    page.keyboard.type("张示例")
    tab_to(page, 'at.closest(".st-key-typing canvas")')
    settle(page)
    page.keyboard.press("Control+Home")
    walk(page, *["ArrowDown"] * 2, *["ArrowRight"] * BEFORE)
    counts = cycle(["30余人", "近百场", "1.2万人次", "若干"])
    said = [text or "" for text in plan.row[2 : plan.at]]
    rows = [(day, f"示例园{at}", *said, next(counts)) for at, day in enumerate(DAYS[:4])]
    for row in rows:
        write_row(page, row)
    tab_to(page, 'at.innerText.startsWith("保存")')
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 行已存，3 行计入，1 行待改")).to_be_visible()
    assert written(folder, 5, 4, plan.at + 1, plan) == [
        [text or None for text in row] for row in rows
    ]
    tab_to(page, 'at.innerText.includes("“若干”")', "Shift+Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label(f"第8行「{plan.people}」")
    expect(field).to_be_focused(timeout=SOON)
    page.keyboard.press("Control+A")
    page.keyboard.type("十二")
    page.keyboard.press("Enter")
    expect(field).to_have_count(0)
    settle(page)
    page.keyboard.press("Control+S")
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible(timeout=SOON)
    settle(page)
    tab_to(page, 'at.localName === "summary" && at.innerText.includes("报送")')
    page.keyboard.press("Enter")
    for words in ("书面总结已交", "电子版已交"):
        tab_to(page, f'at.ariaLabel === "{words}"')
        page.keyboard.press("Space")
        settle(page)
    tab_to(page, 'at.ariaLabel === "责任人"')
    page.keyboard.type("何示例")
    tab_to(page, 'at.innerText === "报送"')
    page.keyboard.press("Enter")
    expect(page.get_by_text("张示例已报（报送）：责任人何示例").first).to_be_visible(timeout=SOON)
