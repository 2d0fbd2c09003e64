"""Every way in which people used to lose what they had typed: none of them loses a cell."""

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.clerk import LEDGER, SOON, UNIT, cell, press, save, type_people
from tools.browsing import settle
from tools.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser
UNSAVED = f"{LEDGER} 2 条 · 未保存"
ROW = 1


@pytest.fixture
def page(sit):
    """Somebody at 填报 who has typed 30 into a cell and saved nothing."""
    page = sit("张示例")
    type_people(page, ROW, 30)
    return page


def assert_kept(page):
    """The cell, whose it is and the mark on its ledger are there, and the cell can be saved."""
    settle(page)
    expect(page.get_by_role("radio", name=UNSAVED)).to_be_visible(timeout=SOON)
    expect(cell(page, ROW)).to_have_text("30", timeout=SOON)
    expect(page.get_by_label("您的姓名")).to_have_value("张示例")
    save(page)
    expect(page.get_by_text("1 行已存，1 行计入，0 行待改")).to_be_visible()


def test_the_menu(page):
    page.get_by_role("link", name="看板", exact=True).click()
    settle(page)
    page.get_by_role("button", name="填报单位").click()
    page.get_by_role("menuitem", name="填报", exact=True).click()
    assert_kept(page)


def test_a_link_to_the_page_itself(page, sit):
    page.goto(f"{sit.address}/ledgers?unit={UNIT}")
    assert_kept(page)


def test_another_page_without_a_unit_in_the_address(page, sit):
    page.goto(f"{sit.address}/problems")
    settle(page)
    page.goto(f"{sit.address}/ledgers")
    assert_kept(page)


def test_a_reload(page):
    page.reload()
    assert_kept(page)


def test_back(page, sit):
    page.goto(f"{sit.address}/problems")
    settle(page)
    page.go_back()
    assert_kept(page)


def test_another_ledger_and_back(page):
    page.get_by_role("radio", name="宣传报道").click()
    settle(page)
    page.get_by_role("radio", name=UNSAVED).click()
    assert_kept(page)


def test_a_restart(look, folder, tmp_path):
    places = {"KJR_FOLDER": str(folder), "KJR_STATE": str(tmp_path / "state")}
    port = free_port()
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places, port) as served:
        page = look(f"{served.address}/ledgers?unit={UNIT}")
        page.get_by_label("您的姓名").fill("张示例")
        page.keyboard.press("Enter")
        settle(page)
        type_people(page, ROW, 30)
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places, port) as served:
        page.goto(f"{served.address}/ledgers")
        assert_kept(page)


def test_a_question_that_stands_open(page, sit):
    other = sit("李示例")
    type_people(other, ROW, 40)
    save(other)
    press(page, "保存")
    expect(page.get_by_text("第4行「走访人次」原为“12”")).to_be_visible()
    type_people(page, 0, 7)
    page.get_by_text("我的：30", exact=True).click()
    settle(page)
    press(page, "按所选保存")
    expect(page.get_by_text("2 行已存，2 行计入，0 行待改")).to_be_visible(timeout=SOON)
    expect(cell(page, 0)).to_have_text("7", timeout=SOON)
    expect(cell(page, ROW)).to_have_text("30")


def test_a_save_that_is_refused(page, folder):
    mark = folder / f"~${UNIT}.xlsx"
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    press(page, "保存")
    expect(page.get_by_text("李示例正用 WPS 或 Excel 打开着")).to_be_visible()
    mark.unlink()
    assert_kept(page)


def test_two_windows_of_one_browser(page):
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    expect(cell(other, ROW)).to_have_text("12", timeout=SOON)
    type_people(other, 0, 7)
    other.close()
    page.reload()
    settle(page)
    expect(cell(page, ROW)).to_have_text("30", timeout=SOON)
    expect(cell(page, 0)).to_have_text("7", timeout=SOON)


def test_the_sheets_old_name(page, folder):
    book = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")
    book[LEDGER].title = "走访看望"
    book.save(folder / f"{UNIT}.xlsx")
    expect(page.get_by_role("radio", name=f"{LEDGER}（走访看望）")).to_be_visible(timeout=SOON)
    page.reload()
    settle(page)
    expect(page.get_by_role("radio", name="未保存")).to_be_visible(timeout=SOON)
    expect(cell(page, ROW)).to_have_text("30", timeout=SOON)
    save(page)


def test_what_no_longer_fits_is_offered_until_it_is_settled(page, sit):
    other = sit("李示例")
    type_people(other, ROW, 40)
    save(other)
    for _ in range(2):
        page.reload()
        settle(page)
        offered = page.get_by_text("「走访人次」您填的“30”，现在是“40”")
        expect(offered).to_be_visible(timeout=SOON)
    press(page, "用我填的")
    expect(offered).to_have_count(0)
    expect(cell(page, ROW)).to_have_text("30", timeout=SOON)
    save(page)


def test_an_entry_begun_on_a_phone(look, sit):
    page = look(f"{sit.address}/quick?unit={UNIT}", 390, 844)
    page.get_by_role("textbox", name="走访人次 ＊").fill("30余人")
    page.get_by_role("textbox", name="走访日期 ＊").fill("5月28日")
    page.keyboard.press("Enter")
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_role("textbox", name="走访人次 ＊")).to_have_value("30余人")
    expect(page.get_by_role("textbox", name="走访日期 ＊")).to_have_value("5月28日")


def test_another_browser_sees_nothing_of_it(page, look):
    other = look(page.url)
    expect(cell(other, ROW)).to_have_text("12", timeout=SOON)
    assert "unit=" in page.url
    assert page.url.count("=") == 1
