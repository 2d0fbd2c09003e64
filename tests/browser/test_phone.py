"""随手填 on a phone: entry after entry, by touch alone."""

import pytest
from playwright.sync_api import expect

from kjr.campaign.columns import Choice
from tests.browser.clerk import PATIENCE, written
from tests.plans import BOTH
from tools.browsing import settle

pytestmark = [pytest.mark.browser, BOTH]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PLACES = ("示例园", "示例医院")


@pytest.fixture
def phone(chrome, serve, folder, plan):
    """A phone at 随手填."""
    context = chrome.new_context(**PHONE, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{serve(folder)}/quick?unit={plan.unit}")
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


def list_required(plan):
    """The columns of the ledger that must be filled, in the order of the page."""
    return [each for each in plan.campaign.ledger(plan.ledger).columns if each.required]


def list_touched(plan):
    """The options somebody touches: two where there may be many, else one."""
    columns = (each for each in list_required(plan) if isinstance(each, Choice))
    return {each.name: each.options[: 2 if each.many else 1] for each in columns}


def fill(page, plan, place):
    """A whole entry, in the order of the page; what it says of each column."""
    touched, ledger = list_touched(plan), plan.campaign.ledger(plan.ledger)
    said = {ledger.day: f"{plan.later[0]:%-m月%-d日}", ledger.title: place, plan.people: "30余人"}
    for each in list_required(plan):
        if each.name in touched:
            touch(page, *touched[each.name])
            said[each.name] = "、".join(touched[each.name])
        else:
            write(page, f"{each.name} ＊", said.setdefault(each.name, f"示例{each.name}"))
    return [said.get(name) for name in plan.columns[: plan.at + 1]]


def test_two_entries_one_after_the_other(phone, folder, plan):
    filled = []
    for place in PLACES:
        filled.append(fill(phone, plan, place))
        phone.get_by_role("button", name="保存这一条").tap()
        expect(phone.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
        expect(phone.get_by_role("textbox", name=f"{plan.people} ＊")).to_have_value("")
        expect(chosen(phone)).to_have_count(0)
    assert written(folder, 5, 2, plan.at + 1, plan) == filled


def test_what_was_touched_is_there_after_a_reload(phone, plan):
    options = [option for taken in list_touched(plan).values() for option in taken]
    touch(phone, *options)
    settle(phone)
    phone.reload()
    expect(chosen(phone)).to_have_text(options)
