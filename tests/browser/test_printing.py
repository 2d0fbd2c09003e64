"""A list goes to paper whole: every row, and the heads again on every sheet."""

import io
import re
import unicodedata

import pypdf
import pytest
from playwright.sync_api import expect

from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from tests.browser.clerk import look_into
from tests.plans import load
from tools.browsing import settle

pytestmark = pytest.mark.browser
ASKED = "window.print = () => { window.asked = true }"
"""A browser without a printer: it notes that it was asked to print."""
SHEET = 1032
"""Pixels that A4 lying holds across, without its margins."""


def print_list(page):
    """The first list's sheets that come out of the printer, as text."""
    page.add_init_script(ASKED)
    page.reload()
    settle(page)
    page.get_by_role("button", name="打印", exact=True).first.click()
    page.wait_for_function("window.asked")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [plain(sheet.extract_text()) for sheet in paper.pages]


def plain(text):
    """Without blanks; a PDF may say a sign by another of its codes."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_all_units_are_printed_with_their_heads_on_every_sheet(look, address, example):
    page = look(f"{address}/status")
    sheets = print_list(page)
    units = [unit.name for unit in load(example / "campaign").expected]
    assert len(units) > 100
    page.emulate_media(media="print")
    rows = page.locator(".k-sheet tbody tr")
    assert [row.split("\t")[0] for row in rows.all_inner_texts()] == units
    assert rows.last.is_visible()
    files = sum(".xlsx" in row for row in rows.all_inner_texts())
    assert sum(sheet.count(".xlsx") for sheet in sheets) == files
    assert len(sheets) > 3
    assert all("总结还缺" in sheet for sheet in sheets)
    assert not page.locator("canvas").first.is_visible()


def test_a_list_of_many_columns_ends_at_the_edge_of_the_sheet(look, address):
    page = look(f"{address}/units", SHEET)
    page.add_init_script(ASKED)
    page.reload()
    settle(page)
    page.get_by_role("button", name="打印", exact=True).click()
    page.wait_for_function("window.asked")
    page.emulate_media(media="print")
    heads = page.locator(".k-sheet th")
    assert heads.count() > 20
    last = heads.last.bounding_box()
    assert last["x"] + last["width"] <= SHEET


def test_a_page_printed_as_it_is_tells_its_lists_in_words_not_as_an_empty_grid(look, address):
    page = look(f"{address}/calendar")
    grid, told = page.locator('[class*="st-key-wide-"]').first, page.locator(".k-narrow").first
    expect(grid).to_be_visible()
    page.emulate_media(media="print")
    expect(grid).to_be_hidden()
    expect(told).to_be_visible()


def test_a_list_in_a_part_that_unfolds_is_printed_too_and_nothing_else_of_it(
    look, serve, folder, plan, tmp_path
):
    seen = look_into(folder, tmp_path)
    told = Act(seen.snapshot.taken, "示例员", plan.unit, ActKind.RETURNED, note="请补电话")
    Journal(tmp_path / "state").append(told)
    page = look(f"{serve(folder)}/ledgers?unit={plan.unit}")
    page.add_init_script(ASKED)
    page.reload()
    settle(page)
    part = page.locator('[data-testid="stExpander"]').filter(has_text="改动记录")
    part.locator("summary").click()
    part.get_by_role("button", name="打印", exact=True).click()
    page.wait_for_function("window.asked")
    page.emulate_media(media="print")
    expect(part.locator(".k-sheet tbody tr")).to_have_count(1)
    expect(part.locator(".k-sheet tbody tr")).to_be_visible()
    expect(part.locator("summary")).to_be_hidden()
    expect(part.get_by_role("button")).to_have_count(0)
