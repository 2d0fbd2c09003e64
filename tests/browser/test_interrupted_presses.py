"""Whatever is pressed is done, and once, though something typed begins the page anew meanwhile."""

import pytest
from playwright.sync_api import expect

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import (
    LATER,
    LEDGER,
    OTHER,
    ROW,
    SAVE,
    UNIT,
    cell,
    open_list,
    press,
    save,
    type_people,
    written,
)
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


@pytest.fixture
def visit(look, sit):
    """Another page of the same server, as somebody who has said her name."""

    def open_page(address, unit=UNIT, **window):
        page = look(f"{sit.address}/{address}?unit={unit}", **window)
        page.get_by_label("您的姓名").fill("王示例")
        page.keyboard.press("Enter")
        settle(page)
        return page

    return open_page


def open_fold(page, name):
    page.locator("summary", has_text=name).click()


def choose(page, label, option=None):
    """Choose from a list, the first where none is named."""
    open_list(page, label)
    found = page.get_by_role("option", name=option, exact=True) if option else None
    (found or page.get_by_role("option").first).click()
    settle(page)


def assert_people(page, folder, number):
    """走访人次 of the first row, on the screen and in the workbook."""
    expect(cell(page, 0)).to_have_text(str(number))
    expect(page.get_by_role("radio", name="未保存")).to_have_count(0)
    assert written(folder, 3, 1, 9)[0][8] == number


def test_what_is_written_overwritten_and_taken_back(page, folder):
    book = folder / f"{UNIT}.xlsx"
    old = book.read_bytes()
    type_people(page, 0, 30)
    press_while_typing(page, SAVE)
    assert_people(page, folder, 30)
    book.write_bytes(old)
    expect(page.get_by_role("button", name="补回", exact=True)).to_be_visible()
    press_while_typing(page, "补回")
    assert_people(page, folder, 30)
    open_fold(page, "改动记录和历史版本")
    choose(page, "撤销哪一次")
    press_while_typing(page, "撤销这一次")
    assert_people(page, folder, 3)
    choose(page, "恢复整本工作簿")
    press_while_typing(page, "恢复这个版本")
    assert_people(page, folder, 30)


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


def test_what_no_longer_fits_is_settled(page, sit):
    other = sit("李示例")
    type_people(page, 0, 30)
    type_people(other, 0, 40)
    save(other)
    page.reload()
    settle(page)
    press_while_typing(page, "用我填的")
    expect(page.get_by_role("button", name="用我填的")).to_have_count(0)
    expect(cell(page, 0)).to_have_text("30")


def test_an_upload_is_taken_and_a_report_filed(page, folder, tmp_path):
    campaign = loading.load_campaign(CAMPAIGN)
    rows = {LEDGER: (ROW, LATER, (ROW[0], "示例社区", *ROW[2:8], 100.0))}
    sent = tmp_path / "回传.xlsx"
    sent.write_bytes(blank_workbook.build_unit_book(campaign, campaign.unit(UNIT), rows))
    open_fold(page, "下载、上传、粘贴")
    page.locator('input[type="file"]').set_input_files(sent)
    settle(page)
    press_while_typing(page, f"写入「{LEDGER}」")
    expect(page.get_by_role("radio", name=f"{LEDGER} 3 条")).to_be_visible()
    assert [row[1] for row in written(folder, 5, 2, 2)] == ["示例社区", None]
    open_fold(page, "报送")
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    press_while_typing(page, "报送")
    expect(page.get_by_text("已报（报送）：责任人何示例")).to_have_count(1)


def test_a_workbook_is_begun(visit, folder):
    page = visit("ledgers", OTHER)
    press_while_typing(page, "新建工作簿")
    expect(page.get_by_role("radio", name=LEDGER)).to_be_visible()
    assert (folder / f"{OTHER}.xlsx").exists()


def fill_entry(page, place):
    """A whole entry at 随手填."""
    for name, text in (
        ("走访日期 ＊", "5月28日"),
        ("走访地点/单位 ＊", place),
        ("带队人 ＊", "何示例"),
        ("走访人次 ＊", "30余人"),
    ):
        page.get_by_role("textbox", name=name, exact=True).fill(text)
        page.keyboard.press("Enter")
        settle(page)
    for option in (ROW[2], ROW[7]):
        page.get_by_text(option, exact=True).click()
        settle(page)


def test_an_entry_of_a_phone_is_saved_once_also_when_tapped_twice(visit, folder):
    page = visit("quick", width=390, height=844)
    fill_entry(page, "示例园")
    press_while_typing(page, "保存这一条")
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
    expect(page.get_by_role("textbox", name="走访人次 ＊")).to_have_value("")
    fill_entry(page, "示例医院")
    page.get_by_role("button", name="保存这一条").dblclick()
    expect(page.get_by_role("textbox", name="走访人次 ＊")).to_have_value("")
    settle(page)
    assert [row[1] for row in written(folder, 5, 3, 2)] == ["示例园", "示例医院", None]


def test_the_office_returns_accepts_corrects_and_withdraws(visit):
    page = visit("review")
    page.get_by_label("说明（单位打开填报页时会看到）").fill("请核实")
    page.keyboard.press("Control+Enter")
    settle(page)
    for button in ("退回", "采信"):
        press_while_typing(page, button)
        expect(page.get_by_text(f"{button}：请核实")).to_have_count(1)
    page = visit("corrections")
    choose(page, "列", "走访人次")
    page.get_by_role("textbox", name="订正为", exact=True).fill("9")
    page.get_by_role("textbox", name="理由（必填，单位看得到）").fill("电话核实")
    press_while_typing(page, "订正")
    expect(page.get_by_role("heading", name="订正（1）")).to_be_visible()
    choose(page, "撤回或确认哪一条")
    press_while_typing(page, "撤回")
    expect(page.get_by_text("还没有订正。")).to_be_visible()
