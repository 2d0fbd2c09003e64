"""Whatever is pressed is done, and once, though something typed begins the page anew meanwhile."""

import pytest
from playwright.sync_api import expect

from kjr.campaign.columns import Choice
from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import (
    SAVE,
    cell,
    choose_option,
    keep_mine,
    press,
    save,
    type_people,
    written,
)
from tests.plans import BOTH, ON_THE_SECOND
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
def visit(look, sit, plan):
    """Another page of the same server, as somebody who has said her name."""

    def open_page(address, unit=None, **window):
        page = look(f"{sit.address}/{address}?unit={unit or plan.unit}", **window)
        page.get_by_label("您的姓名").fill("王示例")
        page.keyboard.press("Enter")
        settle(page)
        return page

    return open_page


def open_fold(page, name):
    page.locator("summary", has_text=name).click()


def assert_people(page, folder, plan, number):
    """How many people the first row reached, on the screen and in the workbook."""
    expect(cell(page, 0, plan)).to_have_text(str(number))
    expect(page.get_by_role("radio", name="未保存")).to_have_count(0)
    assert written(folder, 3, 1, plan.at + 1, plan)[0][plan.at] == number


def test_what_is_written_overwritten_and_taken_back(page, folder, plan):
    book = folder / f"{plan.unit}.xlsx"
    old = book.read_bytes()
    type_people(page, 0, 30, plan)
    press_while_typing(page, SAVE)
    assert_people(page, folder, plan, 30)
    book.write_bytes(old)
    expect(page.get_by_role("button", name="补回", exact=True)).to_be_visible()
    press_while_typing(page, "补回")
    assert_people(page, folder, plan, 30)
    open_fold(page, "改动记录和历史版本")
    choose_option(page, "撤销哪一次")
    press_while_typing(page, "撤销这一次")
    assert_people(page, folder, plan, 3)
    choose_option(page, "恢复整本工作簿")
    press_while_typing(page, "恢复这个版本")
    assert_people(page, folder, plan, 30)


def test_what_an_old_copy_has_overwritten_is_let_go(page, folder, plan):
    book = folder / f"{plan.unit}.xlsx"
    old = book.read_bytes()
    type_people(page, 0, 30, plan)
    save(page)
    book.write_bytes(old)
    drop = page.get_by_role("button", name="不用补回", exact=True)
    expect(drop).to_be_visible()
    press_while_typing(page, "不用补回")
    expect(drop).to_have_count(0)


@ON_THE_SECOND
def test_what_is_typed_is_mended_dropped_and_settled(page, sit, folder, plan):
    type_people(page, 0, "若干", plan)
    page.get_by_role("button", name="“若干”").click()
    settle(page)
    page.get_by_label(f"第3行「{plan.people}」").fill("8")
    press_while_typing(page, "改这一格")
    expect(cell(page, 0, plan)).to_have_text("8")
    press_while_typing(page, "放弃未保存的修改")
    assert_people(page, folder, plan, 3)
    type_people(page, 0, 30, plan)
    other = sit("李示例")
    type_people(other, 0, 40, plan)
    save(other)
    press(page, "保存")
    keep_mine(page, 30)
    press_while_typing(page, "按所选保存")
    assert_people(page, folder, plan, 30)


def test_what_no_longer_fits_is_settled(page, sit, plan):
    other = sit("李示例")
    type_people(page, 0, 30, plan)
    type_people(other, 0, 40, plan)
    save(other)
    page.reload()
    settle(page)
    press_while_typing(page, "用我填的")
    expect(page.get_by_role("button", name="用我填的")).to_have_count(0)
    expect(cell(page, 0, plan)).to_have_text("30")


@BOTH
def test_an_upload_is_taken_and_a_report_filed(page, folder, tmp_path, plan):
    day, _, *rest = plan.with_people(100.0)
    rows = {plan.ledger: (plan.row, plan.later, (day, "示例社区", *rest))}
    sent = tmp_path / "回传.xlsx"
    unit = plan.campaign.unit(plan.unit)
    sent.write_bytes(blank_workbook.build_unit_book(plan.campaign, unit, rows))
    open_fold(page, "下载、上传、粘贴")
    page.locator('input[type="file"]').set_input_files(sent)
    settle(page)
    press_while_typing(page, f"写入「{plan.ledger}」")
    expect(page.get_by_role("radio", name=f"{plan.ledger} 3 条")).to_be_visible()
    assert [row[1] for row in written(folder, 5, 2, 2, plan)] == ["示例社区", None]
    open_fold(page, "报送")
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    press_while_typing(page, "报送")
    expect(page.get_by_text("已报（报送）：责任人何示例")).to_have_count(1)


@ON_THE_SECOND
def test_a_workbook_is_begun(visit, folder, plan):
    page = visit("ledgers", plan.other)
    press_while_typing(page, "新建工作簿")
    expect(page.get_by_role("radio", name=plan.ledger)).to_be_visible()
    assert (folder / f"{plan.other}.xlsx").exists()


def fill_entry(page, plan, title):
    """A whole entry at 随手填: what must be filled is filled."""
    said = plan.typed | {plan.columns[1]: title, plan.people: "30余人"}
    for column in plan.campaign.ledger(plan.ledger).columns:
        if isinstance(column, Choice) and column.required:
            page.get_by_text(said[column.name], exact=True).click()
        elif column.required:
            box = page.get_by_role("textbox", name=f"{column.name} ＊", exact=True)
            box.fill(said[column.name])
            page.keyboard.press("Enter")
        settle(page)


@BOTH
def test_an_entry_of_a_phone_is_saved_once_also_when_tapped_twice(visit, folder, plan):
    page = visit("quick", width=390, height=844)
    fill_entry(page, plan, "示例园")
    press_while_typing(page, "保存这一条")
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()
    expect(page.get_by_role("textbox", name=f"{plan.people} ＊")).to_have_value("")
    fill_entry(page, plan, "示例医院")
    page.get_by_role("button", name="保存这一条").dblclick()
    expect(page.get_by_role("textbox", name=f"{plan.people} ＊")).to_have_value("")
    settle(page)
    assert [row[1] for row in written(folder, 5, 3, 2, plan)] == ["示例园", "示例医院", None]


@ON_THE_SECOND
def test_the_office_returns_accepts_corrects_and_withdraws(visit, plan):
    page = visit("review")
    page.get_by_label("说明（单位打开填报页时会看到）").fill("请核实")
    page.keyboard.press("Control+Enter")
    settle(page)
    for button in ("退回", "采信"):
        press_while_typing(page, button)
        expect(page.get_by_text(f"{button}：请核实")).to_have_count(1)
    page = visit("corrections")
    choose_option(page, "列", plan.people)
    page.get_by_role("textbox", name="订正为", exact=True).fill("9")
    page.get_by_role("textbox", name="理由（必填，单位看得到）").fill("电话核实")
    press_while_typing(page, "订正")
    expect(page.get_by_role("heading", name="订正（1）")).to_be_visible()
    choose_option(page, "撤回或确认哪一条")
    press_while_typing(page, "撤回")
    expect(page.get_by_text("还没有订正。")).to_be_visible()


def type_and_press(page, field, text, button):
    """Type into a field and click a button without having left the field."""
    page.get_by_label(field, exact=True).click()
    page.keyboard.type(text)
    page.get_by_role("button", name=button, exact=True).click()
    settle(page)


@ON_THE_SECOND
def test_what_is_typed_last_is_there_when_the_button_is_clicked_from_its_field(
    look, serve, folder, plan
):
    page = look(f"{serve(folder)}/ledgers?unit={plan.unit}")
    open_fold(page, "报送")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_text("请先写上您的姓名。")).to_be_visible()
    page.get_by_label("您的姓名").fill("王示例")
    type_and_press(page, "责任人", "何示例", "报送")
    expect(page.get_by_text("已报（报送）：责任人何示例")).to_have_count(1)
    page.goto(page.url.replace("ledgers", "review"))
    settle(page)
    type_and_press(page, "说明（单位打开填报页时会看到）", "请核实", "退回")
    expect(page.get_by_text("退回：请核实")).to_have_count(1)
    page.goto(page.url.replace("review", "corrections"))
    settle(page)
    choose_option(page, "列", plan.people)
    page.get_by_label("订正为", exact=True).fill("9")
    type_and_press(page, "理由（必填，单位看得到）", "电话核实", "订正")
    expect(page.get_by_role("heading", name="订正（1）")).to_be_visible()
