"""Whatever is pressed while a cell is open, or was left this moment, has that cell or keeps it."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import (
    LEDGER,
    PEOPLE,
    SAVE,
    UNIT,
    await_typing,
    cell,
    go_to,
    open_list,
    press,
    save,
    type_people,
)
from tools.browsing import settle

pytestmark = pytest.mark.browser
ROW = 1
TYPED = "30"
UNSAVED = f"{LEDGER} 2 条 · 未保存"


@pytest.fixture
def page(sit):
    """Somebody at 填报 who has typed into a cell and not left it."""
    page = sit("张示例")
    open_cell(page, ROW, TYPED)
    return page


def open_cell(page, row, text):
    """Type into a cell and stay in it."""
    go_to(page, row, PEOPLE)
    page.keyboard.press("Enter")
    field = page.locator("#portal textarea").first
    field.press("Control+A")
    page.keyboard.type(text)
    expect(field).to_have_value(text)


def press_at_once(page, name):
    """Click a button without waiting for anything before."""
    page.get_by_role("button", name=name, exact=True).click()


def assert_typed(page):
    """The cell is marked as unsaved, holds what was typed, and can be saved."""
    expect(page.get_by_role("radio", name=UNSAVED)).to_be_visible()
    page.get_by_role("radio", name=UNSAVED).click()
    expect(cell(page, ROW)).to_have_text(TYPED)
    save(page)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()


@pytest.mark.parametrize("keys", [[], ["Enter"]], ids=["open", "just left"])
def test_another_ledger(page, keys):
    for key in keys:
        page.keyboard.press(key)
    page.get_by_role("radio", name="宣传报道").click()
    expect(page.get_by_role("radio", name="宣传报道")).to_be_checked()
    assert_typed(page)


def test_what_waited_once_answers_the_keyboard_afterwards(page):
    fold = page.locator("details", has_text="下载、上传、粘贴")
    fold.locator("summary").click()
    expect(fold).to_have_attribute("open", "")
    fold.locator("summary").press("Enter")
    expect(fold).not_to_have_attribute("open", "")


@pytest.mark.parametrize("keys", [[], ["Enter"]], ids=["open", "just left"])
def test_another_page(page, keys, sit):
    for key in keys:
        page.keyboard.press(key)
    page.get_by_role("link", name="看板", exact=True).click()
    expect(page.get_by_text("科技工作者日").first).to_be_visible()
    page.wait_for_url(sit.address + "/")
    page.goto(f"{sit.address}/ledgers")
    assert_typed(page)


def test_another_unit(page, sit):
    open_list(page, "单位")
    page.get_by_role("option", name="金凤区科协").click()
    expect(page.get_by_role("button", name="新建工作簿")).to_be_visible()
    page.goto(f"{sit.address}/ledgers?unit={UNIT}")
    assert_typed(page)


def test_a_reload_is_asked_about_and_who_stays_keeps_the_cell(page):
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.reload())")
    expect(page.locator("#portal textarea").first).to_have_value(TYPED)
    page.keyboard.press("Enter")
    await_typing(page)
    assert asked == ["beforeunload"]
    page.reload()
    assert_typed(page)


def test_a_save_with_nothing_to_save_before(page):
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()
    box = page.get_by_role("button", name=SAVE).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
    expect(cell(page, ROW)).to_have_text(TYPED)


def test_what_is_dropped_takes_the_open_cell_along(sit):
    page = sit("张示例")
    type_people(page, 0, 7)
    open_cell(page, ROW, TYPED)
    press_at_once(page, "放弃未保存的修改")
    expect(cell(page, 0)).to_have_text("3")
    expect(cell(page, ROW)).to_have_text("12")
    expect(page.get_by_role("button", name=SAVE)).to_be_disabled()


def test_the_latest_of_others_leaves_the_open_cell(page, sit):
    other = sit("李示例")
    type_people(other, 0, 44)
    save(other)
    renewal = page.get_by_role("button", name="别人刚改过这张表，点此换成最新内容")
    expect(renewal).to_be_visible()
    renewal.click()
    expect(cell(page, 0)).to_have_text("44")
    assert_typed(page)


def test_a_choice_between_two_versions_saves_the_open_cell_too(sit):
    one, other = sit("张示例"), sit("李示例")
    type_people(other, 0, 44)
    save(other)
    type_people(one, 0, 7)
    press(one, "保存")
    one.get_by_text("我的：7", exact=True).click()
    settle(one)
    open_cell(one, ROW, TYPED)
    press_at_once(one, "按所选保存")
    expect(one.get_by_text("2 行已存，2 行计入，0 行待改")).to_be_visible()


def test_a_report_that_is_filed(sit):
    page = sit("张示例")
    page.locator("summary", has_text="报送").click()
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    open_cell(page, ROW, TYPED)
    press_at_once(page, "报送")
    expect(page.get_by_text("张示例已报（报送）")).to_be_visible()
    assert_typed(page)


def test_rows_that_are_sent_in(sit):
    page = sit("张示例")
    page.get_by_text("下载、上传、粘贴").click()
    sent = page.get_by_label(f"粘贴到「{LEDGER}」")
    sent.fill("2019-06-03\t示例社区\t一线科技工作者\t\t\t\t何示例\t市级领导\t8")
    sent.press("Control+Enter")
    settle(page)
    open_cell(page, ROW, TYPED)
    press_at_once(page, f"写入「{LEDGER}」")
    mark = page.get_by_role("radio", name=f"{LEDGER} 3 条 · 未保存")
    expect(mark).to_be_visible()
    expect(cell(page, ROW)).to_have_text(TYPED)
