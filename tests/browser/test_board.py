"""The board as leaders meet it: it moves while people type, and every figure can be followed."""

import datetime as dt
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.clerk import people
from tests.plans import BOTH, load

pytestmark = pytest.mark.browser
HEAD = 160
"""Pixels above the first card: the bar of the menu, the head of the page, and what lies between."""
SOON = 10_000
"""Milliseconds within which an open board shows what was saved."""


def first_table(page):
    """The first table, as a screen reader meets it: its cells are painted, not written."""
    return page.locator('[data-testid="stDataFrame"] canvas').first


@BOTH
def test_the_board_shows_the_example_and_says_so(look, address, example, plan, visits):
    page = look(address)
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible()
    expect(
        page.get_by_text(f"/ {len(load(example / 'campaign').expected)}家").first
    ).to_be_visible()
    expect(people(page, plan)).to_contain_text(f"{visits[0].done:,}")


@BOTH
def test_what_is_behind_and_what_to_do_about_it_stand_above_the_fold(look, address):
    page = look(address)
    assert page.locator(".k-cards").bounding_box()["y"] <= HEAD
    gaps = page.locator(".k-leads > .k-right-side")
    expect(gaps.locator(".k-request")).to_contain_text("督促")
    box = gaps.locator(".k-list").bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"]


def test_on_a_phone_it_comes_right_after_the_targets(look, address):
    page = look(address, 390, 844)
    tops = [
        page.locator(each).first.bounding_box()["y"]
        for each in (".k-cards > .k-card", ".k-rows", ".k-request", ".k-moves", ".k-counts")
    ]
    assert tops == sorted(tops)


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_still_to_come_neither_squeezes_a_name_nor_leaves_its_card(
    look, serve, books, width
):
    toml = books / "campaign" / "campaign.toml"
    early = f"moment = {load(books / 'campaign').first + dt.timedelta(days=4)}T10:00:00"
    toml.write_text(re.sub("(?m)^moment = .*$", early, toml.read_text("utf-8")), "utf-8")
    page = look(serve(books), width, 900)
    expect(page.locator(".k-rows .k-planned").first).to_be_visible()
    outside = "all => all.filter(e => e.getBoundingClientRect().right > "
    outside += "e.closest('.k-card').getBoundingClientRect().right).length"
    assert page.locator(".k-planned").evaluate_all(outside) == 0
    heights = "all => all.map(e => e.getBoundingClientRect().height)"
    tall = page.locator(".k-rows .k-planned").first.bounding_box()["height"]
    names = page.locator(".k-rows .k-n:not(.k-h)").evaluate_all(heights)
    assert max(names) < 6 * tall


def test_a_figure_that_just_moved_is_marked_with_by_how_much(look, serve, books, plan, visits):
    row = visits[1]
    page = look(serve(books))
    figure = page.locator(f'.k-counts a[href*="id={plan.line}%C2%B7"]')
    moves = "each => getComputedStyle(each).animationName"
    assert figure.evaluate(moves) == "none"
    book = openpyxl.load_workbook(books / row.file)
    book[row.sheet][row.cell] = row.adds + 7
    book.save(books / row.file)
    expect(figure).to_have_css("animation-name", "k-moved", timeout=SOON)
    said = "each => getComputedStyle(each.querySelector('b'), '::after').content"
    assert "7" in figure.evaluate(said)


@BOTH
def test_a_workbook_edited_outside_shows_without_a_reload(look, serve, books, plan, visits):
    line, row = visits
    page = look(serve(books))
    page.evaluate("window.opened = 'before the change'")
    book = openpyxl.load_workbook(books / row.file)
    book[row.sheet][row.cell] = row.adds + 1
    book.save(books / row.file)
    expect(people(page, plan)).to_contain_text(f"{line.done + 1:,}", timeout=SOON)
    assert page.evaluate("window.opened") == "before the change"


@BOTH
def test_a_deleted_workbook_keeps_its_figures_and_says_since_when(look, serve, books, plan, visits):
    (line, row), since = visits, load(books / "campaign").moment
    running = serve(books)
    page = look(running)
    (books / row.file).unlink()
    expect(page.locator(".k-head")).to_contain_text(
        f"1本沿用上次（{since:%-m月%-d日 %H:%M}起）", timeout=SOON
    )
    assert f"{line.done:,}" in people(page, plan).text_content()
    page.goto(f"{running}/ledgers?unit={row.unit}")
    expect(
        page.get_by_text(f"文件已不在文件夹中。下面是 {since:%m-%d %H:%M} 读到的内容")
    ).to_be_visible()


@BOTH
def test_one_click_leads_from_a_figure_to_the_cell_it_was_typed_in(look, address, plan, visits):
    _, row = visits
    page = look(address)
    people(page, plan).click()
    expect(page.get_by_role("heading", name=re.compile("^计入的条目"))).to_be_visible()
    for part in (row.file, row.sheet, row.cell, row.raw):
        expect(first_table(page)).to_contain_text(part)


def test_a_link_opens_the_same_thing_in_another_browser(look, address):
    mine = look(f"{address}/indicator?id=I3")
    place = mine.get_by_role("combobox", name="范围")
    place.fill("贺兰县")
    place.press("Enter")
    title = "走访科技工作者 · 贺兰县"
    expect(mine.locator(".k-card h3").first).to_contain_text(title)
    theirs = look(mine.url)
    expect(theirs.locator(".k-card h3").first).to_contain_text(title)


def test_wall_mode_covers_the_whole_screen(look, address):
    page = look(f"{address}/wall", 1920, 1080)
    box = page.locator(".k-wall").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    on_top = "(xs) => xs.every(([x, y]) => document.elementFromPoint(x, y).closest('.k-wall'))"
    assert page.evaluate(on_top, [[5, 5], [1915, 5], [5, 1075], [1915, 1075], [960, 540]])
