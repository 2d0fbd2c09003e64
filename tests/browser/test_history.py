"""Frozen moments in a browser: two are compared, and paper is made again from the older one."""

import io
import re

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect

from kjr.values import wording
from tests.plans import BOTH, COUNTY, FIRST
from tools.browsing import settle

pytestmark = pytest.mark.browser
MORE = 1000
BEFORE = {FIRST.line: "科技工作者", COUNTY.line: "参与"}
"""What stands before the people in the summary's sentence."""


def phrase(line, people):
    """How the summary tells them."""
    figure = wording.format_prose_figure(people, line.measure.counter, about=bool(line.about))
    return f"{BEFORE[line.name]}{figure}"


@pytest.fixture
def opened(look, serve, books):
    page = look(f"{serve(books)}/history")
    expect(page.get_by_role("heading", name="报送 ")).to_be_visible()
    return page


def freeze(page, known=()):
    """Click, and give the id that is told."""
    page.get_by_role("button", name="冻结现在的数据").click()
    told = page.get_by_text("已冻结，编号 ").last
    expect(told).not_to_have_text([f"已冻结，编号 {each}" for each in known] or [""])
    settle(page)
    return told.text_content().removeprefix("已冻结，编号 ")


def choose(page, label, moment):
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(moment)
    box.press("Enter")
    settle(page)


def moves(page):
    """What moved, as a phone lists it: cells of a grid are painted, not written."""
    return page.locator(".k-entries li")


def printed(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    pages = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    return re.sub(r"\s", "", "".join(each.extract_text() for each in pages))


@BOTH
def test_two_frozen_moments_are_compared_and_paper_comes_from_the_older(opened, books, visits):
    line, row = visits
    about = "约" * bool(line.about)
    link, since = opened.url, opened.get_by_role("combobox", name="从", exact=True)
    began = since.input_value()
    older = freeze(opened)
    opened.goto(link)
    expect(since).to_have_value(began)
    book = openpyxl.load_workbook(books / row.file)
    book[row.sheet][row.cell] = row.adds + MORE
    book.save(books / row.file)
    choose(opened, "从", f"（{older}）")
    moved = moves(opened).filter(has_text=line.measure.name)
    expect(moved).to_contain_text(wording.format_change(MORE))

    newer = freeze(opened, [older])
    choose(opened, "到", f"（{newer}）")
    expect(moved).to_contain_text(f"原来{about}{line.done:,}")
    expect(moved).to_contain_text(f"现在{about}{line.done + MORE:,}")

    opened.get_by_text("按后一个时刻重新生成总结").click()
    assert phrase(line, line.done + MORE) in printed(opened)
    choose(opened, "到", f"（{older}）")
    expect(opened.get_by_text("两个时刻的数字一样")).to_be_visible()
    assert phrase(line, line.done) in printed(opened)
