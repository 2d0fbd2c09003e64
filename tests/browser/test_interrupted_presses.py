"""Whatever is pressed is done, and once, though something typed begins the page anew meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import cell, press, save, type_people, written
from tests.pages.test_editor import UNIT
from tools.browsing import settle

pytestmark = pytest.mark.browser
LATE = "张示例二"
PRESS = """([button, field]) => new Promise(done => {
    const app = document.querySelector('[data-testid="stApp"]');
    new MutationObserver((_, watch) => {
        if (app.dataset.testScriptState !== "running") return;
        watch.disconnect();
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        done();
    }).observe(app, { attributes: true });
    button.click();
})"""
"""Press a button, and end what is typed in a field as soon as the page begins anew."""


def press_while_typing(page, name, field="您的姓名"):
    """Press a button while something else is half typed, and finish that at once."""
    typed = page.get_by_label(field, exact=True)
    typed.fill(LATE)
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled()
    page.evaluate(PRESS, [button.element_handle(), typed.element_handle()])
    settle(page)


@pytest.fixture
def page(sit):
    return sit("张示例")


def assert_people(page, folder, number):
    """走访人次 of the first row, on the screen and in the workbook."""
    expect(cell(page, 0)).to_have_text(str(number))
    expect(page.get_by_role("radio", name="未保存")).to_have_count(0)
    assert written(folder, 3, 1, 9)[0][8] == number


def test_what_an_old_copy_has_overwritten_is_let_go(page, folder):
    book = folder / f"{UNIT}.xlsx"
    old = book.read_bytes()
    type_people(page, 0, 30)
    save(page)
    book.write_bytes(old)
    drop = page.get_by_role("button", name="不用补回", exact=True)
    expect(drop).to_be_visible()
    press_while_typing(page, "不用补回")
    expect(drop).to_have_count(0)


def test_what_is_typed_is_mended_dropped_and_settled(page, sit, folder):
    type_people(page, 0, "若干")
    page.get_by_role("button", name="“若干”").click()
    settle(page)
    page.get_by_label("第3行「走访人次」").fill("8")
    press_while_typing(page, "改这一格")
    expect(cell(page, 0)).to_have_text("8")
    press_while_typing(page, "放弃未保存的修改")
    assert_people(page, folder, 3)
    type_people(page, 0, 30)
    other = sit("李示例")
    type_people(other, 0, 40)
    save(other)
    press(page, "保存")
    page.get_by_text("我的：30", exact=True).click()
    settle(page)
    press_while_typing(page, "按所选保存")
    assert_people(page, folder, 30)
