"""From a fall to its row in one click, and an event of two units settled and taken back."""

import re

import pytest
from playwright.sync_api import expect

from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign.loading import load_campaign
from tests.browser.conftest import app
from tools.browsing import settle

pytestmark = pytest.mark.browser
HOST, PARTNER = "金凤区科协", "青少年科技辅导员协会"


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The app on an example of a dozen units: the tests take back what they settle."""
    folder = tmp_path_factory.mktemp("few") / "books"
    demo.write_example(load_campaign(CAMPAIGN), folder, units=12)
    with app(folder, tmp_path_factory.mktemp("room")) as running:
        yield running


@pytest.mark.parametrize("width", [1440, 390])
def test_from_what_fell_to_the_row_and_back_in_one_press(look, few, width):
    page = look(few, width=width)
    fallen = page.locator(".k-moves a").filter(has_text="灵武市科协").first
    fallen.click()
    settle(page)
    expect(page.get_by_text("只看变小的")).to_be_visible()
    row = page.locator(".k-entries li").filter(has_text="灵武市科协").first
    expect(row).to_contain_text(re.compile(r"原来\s*\d+.*现在\s*0"))
    expect(row).to_contain_text(re.compile(r"单元格\s*[A-Z]+\d+"))
    expect(row).to_contain_text(re.compile(r"在文件里改的.*时间\s*06-08 16:30以前"))
    page.go_back()
    settle(page)
    expect(page.get_by_text("台账填报").first).to_be_visible()


def count_events(page):
    """What the board says of the ledger in which the event stands twice."""
    page.goto(page.home)
    settle(page)
    told = page.locator(".k-counts a").filter(has_text="主题活动").first.text_content()
    return int(re.search(r"主题活动(\d+)", told)[1])


def choose(page, label, words):
    box = page.get_by_role("combobox", name=label)
    box.fill(words)
    page.get_by_role("option").filter(has_text=words).first.click()
    settle(page)


@pytest.fixture
def office(look, few):
    page = look(few)
    page.home = page.url.rstrip("/")
    return page


def press(page, button, label, words):
    """Choose a pair or a settlement, say who one is, and press; a button waits for both."""
    page.goto(f"{page.home}/joint")
    settle(page)
    choose(page, label, words)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    name = page.get_by_role("textbox", name="您的姓名")
    name.fill("王示例")
    name.press("Enter")
    page.get_by_role("button", name=button, exact=True).click()


def test_a_joint_event_is_settled_told_at_its_row_and_taken_back(office):
    before = count_events(office)
    press(office, f"{HOST}主办", "认定哪一对", "无人机")
    expect(office.get_by_text("已经认定的（1）")).to_be_visible()
    assert count_events(office) == before - 1
    office.set_viewport_size({"width": 390, "height": 844})
    office.goto(f"{office.home}/indicator?id=I18")
    settle(office)
    row = office.locator(".k-entries li").filter(has_text="协办").filter(has_text=PARTNER)
    expect(row).to_contain_text(f"协办，由{HOST}主办")
    row.locator("a").first.click()
    expect(office.get_by_role("button", name="看全部条目")).to_be_visible()
    expect(office.locator(".k-entries li")).to_have_count(0)
    expect(office.locator(".k-pair").last).to_contain_text(f"协办，由{HOST}主办")
    press(office, "撤回", "撤回哪一条", HOST)
    expect(office.get_by_text("已经认定的")).to_have_count(0)
    assert count_events(office) == before
