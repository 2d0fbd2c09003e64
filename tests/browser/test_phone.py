"""随手填 on a phone: entry after entry, by touch alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import PATIENCE, UNIT, written
from tools.browsing import settle

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PLACES = ("示例园", "示例医院")
KINDS = ("一线科技工作者", "老科技工作者")
RANK = "县级分管领导"


@pytest.fixture
def phone(chrome, serve, folder):
    """A phone at 随手填."""
    context = chrome.new_context(**PHONE, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{serve(folder)}/quick?unit={UNIT}")
    write(page, "您的姓名", "张示例")
    yield page
    context.close()


def write(page, name, text):
    """Touch a field and type, letter by letter."""
    page.get_by_role("textbox", name=name, exact=True).tap()
    page.keyboard.type(text)


def touch(page, *options):
    """Touch options one after the other, and see each of them taken."""
    for option in options:
        page.get_by_text(option, exact=True).tap()
        expect(chosen(page).filter(has_text=option).first).to_be_visible()


def chosen(page):
    """The options that are taken, one or several of a field."""
    fields = page.get_by_test_id("stButtonGroup")
    return fields.locator('[aria-pressed="true"], [aria-checked="true"]')


def fill(page, place):
    """A whole entry, in the order of the page."""
    write(page, "走访日期 ＊", "5月28日")
    write(page, "走访地点/单位 ＊", place)
    touch(page, *KINDS)
    write(page, "带队人 ＊", "何示例")
    touch(page, RANK)
    write(page, "走访人次 ＊", "30余人")


def test_two_entries_one_after_the_other(phone, folder):
    for place in PLACES:
        fill(phone, place)
        phone.get_by_role("button", name="保存这一条").tap()
        expect(phone.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
        expect(phone.get_by_role("textbox", name="走访人次 ＊")).to_have_value("")
        expect(chosen(phone)).to_have_count(0)
    held = ["、".join(KINDS), None, None, None, "何示例", RANK, "30余人"]
    assert written(folder, 5, 2, 9) == [["5月28日", place, *held] for place in PLACES]


def test_what_was_touched_is_there_after_a_reload(phone):
    touch(phone, *KINDS, RANK)
    settle(phone)
    phone.reload()
    expect(chosen(phone)).to_have_text([*KINDS, RANK])
