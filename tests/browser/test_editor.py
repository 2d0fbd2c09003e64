"""填报 in real browsers: two people at one workbook, one board that moves."""

import pytest
from playwright.sync_api import expect

from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import (
    SOON,
    cell,
    choose_option,
    keep_mine,
    people,
    press,
    save,
    type_people,
)
from tests.plans import BOTH
from tools.browsing import settle

pytestmark = [pytest.mark.browser, BOTH]


def test_a_number_typed_by_one_moves_the_board_of_another(sit, look, plan):
    board = look(sit.address)
    expect(people(board, plan)).to_contain_text("15")
    page = sit("张示例")
    type_people(page, 0, 30, plan)
    press(page, "保存")
    expect(people(board, plan)).to_contain_text("42", timeout=SOON)


def test_two_people_at_one_cell_choose(sit, plan):
    one, other = sit("张示例"), sit("李示例")
    type_people(one, 0, 30, plan)
    type_people(other, 0, 40, plan)
    save(one)
    press(other, "保存")
    expect(other.get_by_text(f"第3行「{plan.people}」原为“3”")).to_be_visible()
    keep_mine(other, 40)
    press(other, "按所选保存")
    expect(cell(other, 0, plan)).to_have_text("40", timeout=SOON)


def test_a_refusal_stays_while_the_page_follows_the_figures(sit, folder, plan):
    page, other = sit("张示例"), sit("李示例")
    type_people(page, 0, 30, plan)
    mark = folder / f"~${plan.unit}.xlsx"
    mark.write_bytes(b"\x06" + "王示例".encode("gb18030"))
    press(page, "保存")
    told = page.get_by_text("王示例正用 WPS 或 Excel 打开着")
    expect(told).to_be_visible()
    mark.unlink()
    type_people(other, 1, 40, plan)
    save(other)
    expect(page.get_by_role("button", name="别人刚改过这张表")).to_be_visible()
    expect(told).to_be_visible()
    save(page)
    expect(told).to_have_count(0)


def test_a_save_is_taken_back(sit, look, plan):
    page, board = sit("张示例"), look(sit.address)
    type_people(page, 0, 30, plan)
    press(page, "保存")
    expect(people(board, plan)).to_contain_text("42", timeout=SOON)
    settle(page)
    page.get_by_text("改动记录和历史版本").click()
    choose_option(page, "撤销哪一次")
    press(page, "撤销这一次")
    expect(people(board, plan)).to_contain_text("15", timeout=SOON)


def test_a_unit_files_and_reads_who_answers_for_it(sit):
    page = sit("张示例")
    page.locator("summary", has_text="报送").click()
    page.get_by_text("书面总结已交").click()
    settle(page)
    page.get_by_label("责任人").fill("何示例")
    page.keyboard.press("Enter")
    settle(page)
    press(page, "报送")
    page.get_by_text("改动记录和历史版本").scroll_into_view_if_needed()
    expect(page.get_by_text("张示例已报（报送）：责任人何示例")).to_be_visible(timeout=SOON)


def test_a_filled_workbook_is_uploaded(sit, look, plan, tmp_path):
    day, _, *rest = plan.with_people(100.0)
    sent = tmp_path / "回传.xlsx"
    rows = {plan.ledger: (plan.row, plan.later, (day, "示例社区", *rest))}
    unit = plan.campaign.unit(plan.unit)
    sent.write_bytes(blank_workbook.build_unit_book(plan.campaign, unit, rows))
    page, board = sit("张示例"), look(sit.address)
    page.get_by_text("下载、上传、粘贴").click()
    page.locator('input[type="file"]').set_input_files(sent)
    settle(page)
    press(page, f"写入「{plan.ledger}」")
    expect(people(board, plan)).to_contain_text("115", timeout=SOON)
