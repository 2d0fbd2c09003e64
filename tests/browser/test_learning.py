"""认定: somebody of the office says what a word means; the board counts it without a restart."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import choose_option, people
from tests.pages.test_words import put_odd_book
from tests.plans import BOTH
from tools.browsing import settle

pytestmark = pytest.mark.browser


@pytest.fixture
def odd(plan, folder):
    """The unit's workbook with 撰写人 above a column, and a word in a row that is no option."""
    return put_odd_book(plan, folder, plan.later)


def assign(page, word, meaning):
    """Choose what a word means, and press the button beside it."""
    choose_option(page, re.compile(word), meaning)
    line = page.get_by_test_id("stHorizontalBlock").filter(has_text=word)
    line.get_by_role("button", name="认定").click()
    expect(page.get_by_text(re.compile(f"已记下：.*{word}.*{meaning}"))).to_be_visible()


def take_back(page, word):
    line = page.get_by_test_id("stHorizontalBlock").filter(has_text=f"“{word}”读作")
    line.get_by_role("button", name="撤回").click()
    expect(page.get_by_text(re.compile(f"已撤回：.*{word}"))).to_be_visible()


@BOTH
def test_a_word_is_assigned_counts_on_the_open_board_and_is_taken_back(look, serve, odd, plan):
    address = serve(odd)
    board = look(address)
    expect(people(board, plan)).to_contain_text("12")

    office = look(f"{address}/problems")
    office.get_by_label("您的姓名").fill("张示例")
    office.keyboard.press("Enter")
    settle(office)
    expect(office.get_by_text("没有认出的词（2）")).to_be_visible()
    assign(office, "撰写人", "填报人")
    assign(office, "下基层", plan.row[2])
    expect(people(board, plan)).to_contain_text("15")
    learnt = odd / "campaign" / "learnt.toml"
    assert 'written = "撰写人"' in learnt.read_text("utf-8")

    take_back(office, "下基层")
    expect(people(board, plan)).to_contain_text("12")
    take_back(office, "撰写人")
    expect(office.get_by_text("没有认出的词（2）")).to_be_visible()
    assert 'written = "' not in learnt.read_text("utf-8")
