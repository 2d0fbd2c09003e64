"""Every page on every screen: deep links, phones, no network, and one page that fails."""

import itertools
import re
import shutil

import pytest
from playwright.sync_api import expect

from kjr.access import rights
from tests.browser.clerk import PATIENCE
from tests.plans import BOTH, load
from tools.browsing import settle
from tools.serving import ROOT

pytestmark = pytest.mark.browser
FIRST, *OTHERS = rights.PAGES.values()
PAGES = {"": FIRST.title, **{page.address: page.title for page in OTHERS}}

BEYOND = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .map(each => each.scrollWidth - each.clientWidth)"""
"""How far the page reaches beyond the screen's right edge, in pixels."""

BOXES = "each => each.map(word => word.getBoundingClientRect().toJSON())"


@pytest.mark.parametrize("page", PAGES)
def test_a_deep_link_is_the_first_thing_a_cold_server_is_asked(look, serve, example, page):
    shown = look(f"{serve(example, ROOT)}/{page}")
    if page == "wall":
        expect(shown.locator(".k-wall header")).to_contain_text("银川市")
    else:
        expect(shown.locator(".k-title")).to_have_text(PAGES[page])
        expect(shown.get_by_role("link", name="看板", exact=True)).to_be_visible()
    expect(shown.get_by_role("dialog")).to_have_count(0)


def test_an_address_that_leads_nowhere_is_told_in_chinese_until_another_is_opened(look, address):
    shown = look(address)  # a cold server loads its first deep link once more
    shown.goto(f"{address}/nowhere")
    told = shown.get_by_text("没有这个网址的页面")
    expect(told).to_be_visible()
    expect(shown.locator(".k-title")).to_have_text("看板")
    expect(shown.get_by_role("dialog")).to_have_count(0)
    shown.get_by_role("link", name="日程", exact=True).click()
    expect(shown.locator(".k-title")).to_have_text("日程")
    expect(told).to_have_count(0)


@BOTH
@pytest.mark.parametrize("page", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(look, address, page):
    shown = look(f"{address}/{page}", 390, 844)
    assert shown.evaluate(BEYOND) == [0, 0]


def test_on_a_phone_a_table_is_a_list_that_leads_on(look, address):
    shown = look(f"{address}/units?filling=未填报", 390, 844)
    expect(shown.locator('[data-testid="stDataFrame"]')).to_be_hidden()
    first = shown.locator(".k-entries a").first
    name = first.text_content()
    first.click()
    expect(shown.locator(".k-big")).to_have_text("未填报 总结 未报")
    expect(shown.get_by_role("combobox").first).to_have_value(name)


@BOTH
def test_the_words_above_the_days_stand_apart_on_a_phone(look, address):
    shown = look(f"{address}/calendar", 390, 844)
    words = shown.locator('[data-testid="stVegaLiteChart"] svg text')
    named = words.filter(has_text=re.compile("^(今天|[①-⑩])$"))
    expect(named.filter(has_text="今天")).to_have_count(1)
    assert named.count() > 3
    boxes = named.evaluate_all(BOXES)
    met = [
        (one, other)
        for one, other in itertools.combinations(boxes, 2)
        if max(one["x"], other["x"]) < min(one["right"], other["right"]) - 1
        if max(one["y"], other["y"]) < min(one["bottom"], other["bottom"]) - 2
    ]
    assert met == []


def test_a_click_in_the_table_opens_the_unit_and_gives_it_an_address(look, address, visits):
    row = visits[1]
    shown = look(f"{address}/units?find={row.unit}")
    grid = shown.locator('[data-testid="stDataFrame"] canvas').first.bounding_box()
    shown.mouse.click(grid["x"] + 60, grid["y"] + 52)
    expect(shown.locator(".k-big")).to_contain_text("已填报")
    assert look(shown.url).locator(".k-pair").text_content().count(row.file) == 1


@BOTH
def test_a_count_on_the_board_leads_to_its_units(look, address):
    shown = look(address)
    counted = shown.locator('a[href*="filing="] b').last
    number = counted.text_content()
    counted.click()
    expect(shown.get_by_text(f"{number} 家单位")).to_be_visible()


@BOTH
def test_words_to_copy_reach_the_clipboard(look, address, example):
    shown = look(f"{address}/brief", 390, 844)
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    script = shown.locator('[data-testid="stCode"]').first
    script.get_by_role("button").click()
    copied = shown.evaluate("navigator.clipboard.readText()")
    assert copied == script.locator("code").text_content()
    assert copied.startswith(f"截至{load(example / 'campaign').moment:%-m月%-d日}")


def test_no_request_leaves_the_machine(chrome, address):
    page = chrome.new_page()
    page.set_default_timeout(PATIENCE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.goto(f"{address}/{name}")
        settle(page)
    page.close()
    ours = (address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert len(asked) > len(PAGES)


@BOTH
@pytest.mark.parametrize("width", [1440, 390])
def test_one_click_downloads_the_summary_as_pdf(look, address, width):
    page = look(f"{address}/summary", width, 844)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_a_page_that_fails_says_so_and_the_rest_lives(look, serve, example, tmp_path):
    program = tmp_path / "program"
    for part in ("pages", "assets", ".streamlit"):
        shutil.copytree(ROOT / part, program / part)
    shutil.copy(ROOT / "app.py", program)
    (program / "pages" / "leaders" / "calendar.py").write_text("1 / 0\n", "utf-8")
    page = look(f"{serve(example, program)}/calendar")
    expect(page.get_by_text("这一页没能显示，其他页面不受影响")).to_be_visible()
    assert "ZeroDivisionError" not in page.content()
    page.get_by_role("link", name="看板", exact=True).click()
    expect(page.locator(".k-title")).to_have_text("看板")


def test_twenty_unreadable_workbooks_are_told_on_every_page_of_a_phone(look, serve, spoilt):
    running = serve(spoilt)
    shown = look(running, 390, 844)
    for page in PAGES:
        shown.goto(f"{running}/{page}")
        settle(shown)
        expect(shown.get_by_text("没能显示")).to_have_count(0)
        expect(shown.get_by_text("本读取失败").first).to_be_visible()
        assert shown.evaluate(BEYOND) == [0, 0]


@pytest.mark.parametrize("page", ["", "indicator", "subject", "calendar", "units"])
def test_a_screen_reader_is_told_what_each_chart_and_table_is(look, address, page):
    shown = look(f"{address}/{page}")
    drawn = shown.locator('[data-testid="stVegaLiteChart"], [data-testid="stDataFrameResizable"]')
    expect(drawn.first).to_be_visible()
    settle(shown)
    told = [each.get_attribute("aria-label") for each in drawn.all()]
    assert all(words and not re.search("[A-Za-z]", words) for words in told)
