"""The first command of the README, with nothing made yet."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import PATIENCE
from tools.serving import copy_fresh, serving

pytestmark = pytest.mark.browser


def test_the_page_says_how_far_the_example_is_until_the_board_is_there(chrome, tmp_path):
    home = copy_fresh(tmp_path / "kjr")
    page = chrome.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    with serving(home / "app.py", home, tmp_path / "log") as served:
        page.goto(served.address)
        expect(page.get_by_text("正在生成示例工作簿：第")).to_be_visible()
        expect(page.get_by_text("计划硬指标").first).to_be_visible()
        expect(page.get_by_text("正在生成示例工作簿")).to_have_count(0)
        expect(page.get_by_text("示例数据").first).to_be_visible()
        assert len([*(home / "var" / "example").glob("*.xlsx")]) > 90
    page.close()
