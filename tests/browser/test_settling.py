"""From a fall to its row in one click, and an event of two units settled and taken back."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from kjr.app import demo
from tests.browser.clerk import choose_option
from tests.browser.conftest import app
from tests.plans import COUNTY, FIRST, Plan, name_plan
from tools.browsing import settle

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Pair:
    """An event that two units of a plan's example filed, and the figure that counts it twice."""

    plan: Plan
    host: str
    partner: str
    title: str
    figure: str
    units: int | None = None


DRONES = Pair(FIRST, "金凤区科协", "青少年科技辅导员协会", "无人机", "I18", units=12)
MEDICINES = Pair(COUNTY, "西岭镇中心小学（示例）", "中街街道中心小学（示例）", "家庭用药", "K1")


@pytest.fixture(scope="module")
def pair(request):
    """The first plan's, where a test asks for no other."""
    return getattr(request, "param", DRONES)


@pytest.fixture(scope="module")
def few(pair, tmp_path_factory):
    """The app on an example of few units: the tests take back what they settle."""
    folder = tmp_path_factory.mktemp("few") / "books"
    demo.write_example(pair.plan.campaign, folder, units=pair.units)
    with app(folder, tmp_path_factory.mktemp("room")) as running:
        yield running


@pytest.mark.parametrize("width", [1440, 390])
def test_from_what_fell_to_the_row_and_back_in_one_press(look, few, width):
    page = look(few, width=width)
    fallen = page.locator(".k-moves a").filter(has_text="灵武市科协").first
    fallen.click()
    settle(page)
    expect(page.get_by_test_id("stCheckbox").get_by_text("只看变小的")).to_be_visible()
    row = page.locator(".k-entries li").filter(has_text="灵武市科协").first
    expect(row).to_contain_text(re.compile(r"原来\s*\d+.*现在\s*0"))
    expect(row).to_contain_text(re.compile(r"单元格\s*[A-Z]+\d+"))
    expect(row).to_contain_text(re.compile(r"在文件里改的.*时间\s*06-08 16:30以前"))
    page.go_back()
    settle(page)
    expect(page.get_by_text("台账填报").first).to_be_visible()


def count_events(page, pair):
    """How many rows the figure counts in which the event stands once or twice."""
    page.goto(f"{page.home}/indicator?id={pair.figure}")
    told = page.get_by_text(re.compile(r"^计入的条目（\d+）"))
    expect(told).to_be_visible()
    return int(re.search(r"\d+", told.text_content())[0])


@pytest.fixture
def office(look, few, pair):
    """The app as it was begun: a try that was broken off has not taken back what it settled."""
    page = look(few)
    page.home = page.url.rstrip("/")
    page.goto(f"{page.home}/joint")
    settle(page)
    if page.get_by_text("已经认定的").count():
        press(page, "撤回", "撤回哪一条", pair.host)
        expect(page.get_by_text("已经认定的")).to_have_count(0)
    return page


def press(page, button, label, words):
    """Choose a pair or a settlement, say who one is, and press; a button waits for both."""
    page.goto(f"{page.home}/joint")
    settle(page)
    choose_option(page, label, words)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    name = page.get_by_role("textbox", name="您的姓名")
    name.fill("王示例")
    name.press("Enter")
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize(
    "pair", [DRONES, MEDICINES], indirect=True, ids=lambda pair: name_plan(pair.plan)
)
def test_a_joint_event_is_settled_told_at_its_row_and_taken_back(office, pair):
    before = count_events(office, pair)
    press(office, f"{pair.host}主办", "认定哪一对", pair.title)
    expect(office.get_by_text("已经认定的（1）")).to_be_visible()
    assert count_events(office, pair) == before - 1
    office.set_viewport_size({"width": 390, "height": 844})
    office.goto(f"{office.home}/indicator?id={pair.figure}")
    settle(office)
    row = office.locator(".k-entries li").filter(has_text="协办").filter(has_text=pair.partner)
    row = row.filter(has_text=f"协办，由{pair.host}主办")
    row.locator("a").first.click()
    expect(office.get_by_role("button", name="看全部条目")).to_be_visible()
    expect(office.locator(".k-entries li")).to_have_count(0)
    expect(office.locator(".k-pair").last).to_contain_text(f"协办，由{pair.host}主办")
    press(office, "撤回", "撤回哪一条", pair.host)
    expect(office.get_by_text("已经认定的")).to_have_count(0)
    assert count_events(office, pair) == before
