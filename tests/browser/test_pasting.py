"""What is pasted into 填报 in a real browser: exactly that in the workbook, or a sentence."""

from itertools import cycle, islice

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import (
    BEFORE,
    SOON,
    go_to,
    paste,
    people,
    save,
    written,
)

pytestmark = pytest.mark.browser
COUNTS = {
    "30余人": 30, "近百场": 100, "上百人次": 100, "3000多份": 3000, "1.2万人次": 12000,
    "１２０": 120, "十二": 12, "三十多": 30, "10场（次）": 10, "5人,另有家属2人": 5, "约30": 30,
    "-": 0, "—": 0, "/": 0, "无": 0, "": 0, "5.30": 0, "种植": 0,
}  # fmt: skip
"""What people write as a number, and what of it the reader counts."""
DAYS = ("5.30", "43615", "2019年5月28日—31日", "5月28日", "5月28—31日", "6月1日")
TEXTS = (
    "示例园\n二期",
    '5"屏',
    '"无人机"进校园',
    " 示例 ",
    "𠮷野👩‍🔬",
    "约30",
    "种植",
    '他说"好"\n的',
)
LINES, WIDTH = 30, 15


def build_rows():
    """Thirty visits as Excel shows them, fifteen columns each."""
    days, counts, texts = cycle(DAYS), cycle(COUNTS), cycle(TEXTS)
    for _ in range(LINES):
        place, name, title, plea, evidence = islice(texts, 5)
        gifts, money = "若干", "5.30"
        yield [
            next(days), place, "一线科技工作者", name, title, "农业", "何示例", "县级分管领导",
            next(counts), gifts, money, plea, "十二", "无", evidence,
        ]  # fmt: skip


ROWS = list(build_rows())
TOTAL = 15 + sum(COUNTS[row[8]] for row in ROWS)
HELD = [[text or None for text in row] for row in ROWS]


def test_a_block_from_excel_is_in_the_workbook_just_as_it_was(sit, folder, look):
    page, board = sit("张示例"), look(sit.address)
    go_to(page, 2, BEFORE)
    paste(page, ROWS)
    save(page)
    expect(page.get_by_text("30 行已存，")).to_be_visible()
    assert written(folder, 5, LINES, WIDTH) == HELD
    expect(people(board)).to_contain_text(f"{TOTAL:,}", timeout=SOON)
