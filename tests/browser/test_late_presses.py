"""Whatever is pressed while a cell is open, or was left this moment, has that cell or keeps it."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import (
    BEFORE,
    SAVE,
    await_typing,
    cell,
    choose_option,
    go_to,
    keep_mine,
    press,
    save,
    type_people,
)
from tests.plans import BOTH, COUNTY, FIRST_AGAIN, ON_THE_SECOND
from tools.browsing import settle

pytestmark = pytest.mark.browser
ROW = 1
TYPED = "30"

OPEN_OR_JUST_LEFT = pytest.mark.parametrize(
    ("plan", "keys"),
    [(FIRST_AGAIN, []), (COUNTY, ["Enter"])],
    indirect=["plan"],
    ids=["open", "just left-county"],
)


@pytest.fixture
def page(sit, plan):
    """Somebody at 填报 who has typed into a cell and not left it."""
    page = sit("张示例")
    open_cell(page, ROW, TYPED, plan)
    return page


def open_cell(page, row, text, plan):
    """Type into a cell how many people a row reached, and stay in it."""
    go_to(page, row, BEFORE + plan.at)
    page.keyboard.press("Enter")
    field = page.locator("#portal textarea").first
    field.press("Control+A")
    page.keyboard.type(text)
    expect(field).to_have_value(text)


def press_at_once(page, name):
    """Click a button without waiting for anything before."""
    page.get_by_role("button", name=name, exact=True).click()


def assert_typed(page, plan):
    """The cell is marked as unsaved, holds what was typed, and can be saved."""
    unsaved = page.get_by_role("radio", name=f"{plan.ledger} 2 条 · 未保存")
    expect(unsaved).to_be_visible()
    unsaved.click()
    expect(cell(page, ROW, plan)).to_have_text(TYPED)
    save(page)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()


@OPEN_OR_JUST_LEFT
def test_another_ledger(page, keys, plan):
    for key in keys:
        page.keyboard.press(key)
    other = page.get_by_role("radio", name=plan.campaign.ledgers[1].name)
    other.click()
    expect(other).to_be_checked()
    assert_typed(page, plan)


def test_what_waited_once_answers_the_keyboard_afterwards(page):
    fold = page.locator("details", has_text="下载、上传、粘贴")
    fold.locator("summary").click()
    expect(fold).to_have_attribute("open", "")
    fold.locator("summary").press("Enter")
    expect(fold).not_to_have_attribute("open", "")


@OPEN_OR_JUST_LEFT
def test_another_page(page, keys, sit, plan):
    for key in keys:
        page.keyboard.press(key)
    page.get_by_role("link", name="看板", exact=True).click()
    expect(page.get_by_text(plan.campaign.title).first).to_be_visible()
    page.wait_for_url(sit.address + "/")
    page.goto(f"{sit.address}/ledgers")
    assert_typed(page, plan)


@ON_THE_SECOND
def test_another_unit(page, sit, plan):
    choose_option(page, "单位", plan.other)
    expect(page.get_by_role("button", name="新建工作簿")).to_be_visible()
    page.goto(f"{sit.address}/ledgers?unit={plan.unit}")
    assert_typed(page, plan)


def test_a_reload_is_asked_about_and_who_stays_keeps_the_cell(page, plan):
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.reload())")
    expect(page.locator("#portal textarea").first).to_have_value(TYPED)
    page.keyboard.press("Enter")
    await_typing(page)
    assert asked == ["beforeunload"]
    page.reload()
    assert_typed(page, plan)


def test_a_save_with_nothing_to_save_before(page, plan):
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()
    box = page.get_by_role("button", name=SAVE).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
    expect(cell(page, ROW, plan)).to_have_text(TYPED)


def test_what_is_dropped_takes_the_open_cell_along(sit, plan):
    page = sit("张示例")
    type_people(page, 0, 7, plan)
    open_cell(page, ROW, TYPED, plan)
    press_at_once(page, "放弃未保存的修改")
    expect(cell(page, 0, plan)).to_have_text("3")
    expect(cell(page, ROW, plan)).to_have_text("12")
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()


def test_the_latest_of_others_leaves_the_open_cell(page, sit, plan):
    other = sit("李示例")
    type_people(other, 0, 44, plan)
    save(other)
    renewal = page.get_by_role("button", name="别人刚改过这张表，点此换成最新内容")
    expect(renewal).to_be_visible()
    renewal.click()
    expect(cell(page, 0, plan)).to_have_text("44")
    assert_typed(page, plan)


@ON_THE_SECOND
def test_a_choice_between_two_versions_saves_the_open_cell_too(sit, plan):
    one, other = sit("张示例"), sit("李示例")
    type_people(other, 0, 44, plan)
    save(other)
    type_people(one, 0, 7, plan)
    press(one, "保存")
    keep_mine(one, 7)
    open_cell(one, ROW, TYPED, plan)
    press_at_once(one, "按所选保存")
    expect(one.get_by_text("2 行已存，2 行计入，0 行待改")).to_be_visible()


def test_a_report_that_is_filed(sit, plan):
    page = sit("张示例")
    page.locator("summary", has_text="报送").click()
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    open_cell(page, ROW, TYPED, plan)
    press_at_once(page, "报送")
    expect(page.get_by_text("张示例已报（报送）")).to_be_visible()
    assert_typed(page, plan)


@BOTH
def test_rows_that_are_sent_in(sit, plan):
    page = sit("张示例")
    page.get_by_text("下载、上传、粘贴").click()
    sent = page.get_by_label(f"粘贴到「{plan.ledger}」")
    sent.fill("\t".join(plan.typed.get(name, "") for name in plan.columns))
    sent.press("Control+Enter")
    settle(page)
    open_cell(page, ROW, TYPED, plan)
    press_at_once(page, f"写入「{plan.ledger}」")
    mark = page.get_by_role("radio", name=f"{plan.ledger} 3 条 · 未保存")
    expect(mark).to_be_visible()
    expect(cell(page, ROW, plan)).to_have_text(TYPED)
