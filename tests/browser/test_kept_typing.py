"""Every way in which people used to lose what they had typed: none of them loses a cell."""

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.clerk import SOON, cell, keep_mine, press, save, type_people
from tests.plans import BOTH, ON_THE_SECOND
from tools.browsing import settle
from tools.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser
ROW = 1


@pytest.fixture
def page(sit, plan):
    """Somebody at 填报 who has typed 30 into a cell and saved nothing."""
    page = sit("张示例")
    type_people(page, ROW, 30, plan)
    return page


def find_mark(page, plan):
    """What says on the ledger that something is not saved."""
    return page.get_by_role("radio", name=f"{plan.ledger} 2 条 · 未保存")


def assert_kept(page, plan):
    """The cell, whose it is and the mark on its ledger are there, and the cell can be saved."""
    settle(page)
    expect(find_mark(page, plan)).to_be_visible(timeout=SOON)
    expect(cell(page, ROW, plan)).to_have_text("30", timeout=SOON)
    expect(page.get_by_label("您的姓名")).to_have_value("张示例")
    save(page)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()


def test_the_menu(page, plan):
    page.get_by_role("link", name="看板", exact=True).click()
    settle(page)
    page.get_by_role("button", name="填报单位").click()
    page.get_by_role("menuitem", name="填报", exact=True).click()
    assert_kept(page, plan)


@ON_THE_SECOND
def test_a_link_to_the_page_itself(page, sit, plan):
    page.goto(f"{sit.address}/ledgers?unit={plan.unit}")
    assert_kept(page, plan)


def test_another_page_without_a_unit_in_the_address(page, sit, plan):
    page.goto(f"{sit.address}/problems")
    settle(page)
    page.goto(f"{sit.address}/ledgers")
    assert_kept(page, plan)


def test_a_reload(page, plan):
    page.reload()
    assert_kept(page, plan)


@ON_THE_SECOND
def test_back(page, sit, plan):
    page.goto(f"{sit.address}/problems")
    settle(page)
    page.go_back()
    assert_kept(page, plan)


@BOTH
def test_another_ledger_and_back(page, plan):
    page.get_by_role("radio", name=plan.campaign.ledgers[1].name).click()
    settle(page)
    find_mark(page, plan).click()
    assert_kept(page, plan)


def test_a_restart(look, folder, tmp_path, plan):
    places = {"KJR_FOLDER": str(folder), "KJR_STATE": str(tmp_path / "state")}
    port = free_port()
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places, port) as served:
        page = look(f"{served.address}/ledgers?unit={plan.unit}")
        page.get_by_label("您的姓名").fill("张示例")
        page.keyboard.press("Enter")
        settle(page)
        type_people(page, ROW, 30, plan)
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places, port) as served:
        page.goto(f"{served.address}/ledgers")
        assert_kept(page, plan)


@ON_THE_SECOND
def test_a_question_that_stands_open(page, sit, plan):
    other = sit("李示例")
    type_people(other, ROW, 40, plan)
    save(other)
    press(page, "保存")
    expect(page.get_by_text(f"第4行「{plan.people}」原为“12”")).to_be_visible()
    type_people(page, 0, 7, plan)
    keep_mine(page, 30)
    press(page, "按所选保存")
    expect(page.get_by_text("2 行已存，2 行计入，0 行待改")).to_be_visible(timeout=SOON)
    expect(cell(page, 0, plan)).to_have_text("7", timeout=SOON)
    expect(cell(page, ROW, plan)).to_have_text("30")


def test_a_save_that_is_refused(page, folder, plan):
    mark = folder / f"~${plan.unit}.xlsx"
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    press(page, "保存")
    expect(page.get_by_text("李示例正用 WPS 或 Excel 打开着")).to_be_visible()
    mark.unlink()
    assert_kept(page, plan)


def test_two_windows_of_one_browser(page, plan):
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    expect(cell(other, ROW, plan)).to_have_text("12", timeout=SOON)
    type_people(other, 0, 7, plan)
    other.close()
    page.reload()
    settle(page)
    expect(cell(page, ROW, plan)).to_have_text("30", timeout=SOON)
    expect(cell(page, 0, plan)).to_have_text("7", timeout=SOON)


@BOTH
def test_the_sheets_old_name(page, folder, plan):
    book = openpyxl.load_workbook(folder / f"{plan.unit}.xlsx")
    book[plan.ledger].title = plan.short
    book.save(folder / f"{plan.unit}.xlsx")
    expect(page.get_by_role("radio", name=f"{plan.ledger}（{plan.short}）")).to_be_visible(
        timeout=SOON
    )
    page.reload()
    settle(page)
    expect(page.get_by_role("radio", name="未保存")).to_be_visible(timeout=SOON)
    expect(cell(page, ROW, plan)).to_have_text("30", timeout=SOON)
    save(page)


@BOTH
def test_what_no_longer_fits_is_offered_until_it_is_settled(page, sit, plan):
    other = sit("李示例")
    type_people(other, ROW, 40, plan)
    save(other)
    for _ in range(2):
        page.reload()
        settle(page)
        offered = page.get_by_text(f"「{plan.people}」您填的“30”，现在是“40”")
        expect(offered).to_be_visible(timeout=SOON)
    press(page, "用我填的")
    expect(offered).to_have_count(0)
    expect(cell(page, ROW, plan)).to_have_text("30", timeout=SOON)
    save(page)


@BOTH
def test_an_entry_begun_on_a_phone(look, sit, plan):
    page = look(f"{sit.address}/quick?unit={plan.unit}", 390, 844)
    page.get_by_role("textbox", name=f"{plan.people} ＊").fill("30余人")
    page.get_by_role("textbox", name=f"{plan.columns[0]} ＊").fill("5月28日")
    page.keyboard.press("Enter")
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_role("textbox", name=f"{plan.people} ＊")).to_have_value("30余人")
    expect(page.get_by_role("textbox", name=f"{plan.columns[0]} ＊")).to_have_value("5月28日")


def test_another_browser_sees_nothing_of_it(page, look, plan):
    other = look(page.url)
    expect(cell(other, ROW, plan)).to_have_text("12", timeout=SOON)
    assert "unit=" in page.url
    assert page.url.count("=") == 1
