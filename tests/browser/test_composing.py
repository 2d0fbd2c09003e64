"""What an input method writes into a cell that is not open: every word whole, in its own cell."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import BEFORE, SAVE, SOON, await_typing, go_to, point_at, written
from tests.browser.test_keyboard import walk
from tests.plans import FIRST

pytestmark = pytest.mark.browser
PLACE, KIND, NAME = (
    ("示例园", "shi'li'yuan"),
    ("一线科技工作者", "yi'xian"),
    ("李示例", "li'shi'li"),
)
ELSEWHERE = 600
"""Pixels: in the grid's third column of the sheet or thereabouts."""


class InputMethod:
    """A keyboard that composes words, as the browser hears of it."""

    def __init__(self, page):
        self.browser = page.context.new_cdp_session(page)

    def begin(self, letters):
        for end in range(1, len(letters) + 1):
            self._show(letters[:end])

    def cancel(self):
        self._show("")

    def choose(self, word):
        self.browser.send("Input.insertText", {"text": word})

    def _show(self, letters):
        at = len(letters)
        part = {"text": letters, "selectionStart": at, "selectionEnd": at}
        self.browser.send("Input.imeSetComposition", part)

    def write(self, word, letters):
        self.begin(letters)
        self.choose(word)


def open_cell(page):
    return page.locator("#portal textarea")


def leave(page):
    walk(page, "Tab")
    expect(open_cell(page)).to_have_count(0)
    await_typing(page)


def test_words_composed_in_closed_cells_are_whole_and_in_their_cells(sit, folder):
    page = sit("张示例")
    pinyin = InputMethod(page)
    go_to(page, 2, BEFORE + 1)
    for word in (PLACE, KIND, NAME):
        pinyin.write(*word)
        expect(open_cell(page)).to_have_value(word[0], timeout=SOON)
        leave(page)
    go_to(page, 1, BEFORE + 1)
    pinyin.write("示例村", "cun")
    pinyin.write("二期", "er'qi")
    expect(open_cell(page)).to_have_value("示例村二期", timeout=SOON)
    leave(page)
    go_to(page, 0, BEFORE + 1)
    pinyin.begin("bu'yao")
    pinyin.cancel()
    go_to(page, 4, BEFORE + 1)
    pinyin.choose("《")
    expect(open_cell(page)).to_have_value("《", timeout=SOON)
    leave(page)
    go_to(page, 3, BEFORE + 1)
    pinyin.begin("ban'ge")
    point_at(page, 1, ELSEWHERE)
    expect(open_cell(page)).to_have_value("ban'ge", timeout=SOON)
    leave(page)
    go_to(page, 5, BEFORE + 1)
    pinyin.begin("zui'hou")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("5 行已存，")).to_be_visible(timeout=SOON)
    whole = [None, *(word for word, _ in (PLACE, KIND, NAME))]
    assert [row[1] for row in written(folder, 3, 2, 2)] == [FIRST.row[1], "示例村二期"]
    assert written(folder, 5, 4, 4) == [
        whole,
        [None, "ban'ge", None, None],
        [None, "《", None, None],
        [None, "zui'hou", None, None],
    ]
