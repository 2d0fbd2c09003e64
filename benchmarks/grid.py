"""How soon the grid of 填报 answers a key, and how long a large paste takes, in Chromium.

``python -m benchmarks.grid``: 300 entries in a ledger of 20 columns, beside a plain st.data_editor
of the same size, both with 200 blank rows.  A key is answered once the screen shows it: the canvas
is another picture, or the open cell holds other letters.  Then 3,000 rows of 20 columns are pasted
with the keyboard, as Excel copies them, saved, and awaited on a board that is open meanwhile.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from html import escape
from itertools import chain
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, expect

from benchmarks import record
from benchmarks.record import Row
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from tests.browser.clerk import (
    BEFORE,
    CHOSEN,
    LINE,
    PLACE,
    SAVE,
    copy,
    go_to,
    people,
    point_at,
    widen_ledger,
    written,
)
from tests.browser.test_pasting import LONG, build_long_rows
from tests.plans import FIRST
from tools.browsing import chromium, settle
from tools.serving import ROOT, serving

FILLED, COLUMNS = 300, 20
FIRST_CELL = 350
"""Pixels to the sheet's first column in 填报, behind those that are not the sheet's."""
AT_MOST = 150
"""Milliseconds in which a key is answered."""
ROWS = list(build_long_rows())
BEARABLE = 20
"""Seconds one waits for three thousand rows."""
KEYS = {
    "an arrow key": ["ArrowDown"] * 30 + ["ArrowRight"] * 5 + ["ArrowLeft"] * 5,
    "opening, writing and closing a cell": ["Enter", *"abc", "Enter"] * 6,
}
PATIENCE = 300_000
WATCH = """(() => {
    window.answers = null;
    const picture = () => {
        const canvas = document.querySelector('.st-key-typing canvas');
        const { width, height } = canvas;
        const dots = new Uint32Array(
            canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
        return dots.reduce((sum, dot) => Math.imul(sum, 31) + dot | 0, 7);
    };
    const shown = () => {
        const open = document.querySelector("#portal textarea");
        return open ? `:${open.value}` : picture();
    };
    addEventListener("keydown", event => {
        if (!event.isTrusted || !window.answers) return;
        const [pressed, before] = [performance.now(), shown()];
        const look = () => shown() === before ? requestAnimationFrame(look)
            : requestAnimationFrame(() => window.answers.push(performance.now() - pressed));
        requestAnimationFrame(look);
    }, true);
})()"""
"""In the page before its own scripts, which may keep a key from those behind them."""


def main() -> None:
    """Measure both in turn, write the table."""
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        room = Path(scratch)
        before = os.getloadavg()[0]
        mine, theirs = measure_ours(browser, room), measure_plain(browser, room)
    load = f"{before:.1f} at first, {os.getloadavg()[0]:.1f} at the end"
    text = record.table([*describe(mine, theirs), Row("load of the machine meanwhile", load, "")])
    print(text)
    record.write("grid", text)


def describe(mine, theirs):
    """The rows of the table."""
    for what in KEYS:
        ours, plain = (
            f"p50 {median(each[what]):.0f} ms, p95 {quantiles(each[what], n=20)[-1]:.0f} ms"
            for each in (mine, theirs)
        )
        is_kept = median(mine[what]) < AT_MOST
        told = f"{ours}; plain {plain}: {median(mine[what]) / median(theirs[what]):.2f} ×"
        yield Row(f"{what}, from the key to the screen", told, f"p50 < {AT_MOST} ms", is_kept)
    limit = f"< {BEARABLE} s"
    stands = mine["stands"]
    told = f"{stands:.1f} s, plain {theirs['stands']:.1f} s: {stands / theirs['stands']:.2f} ×"
    what = f"{LONG} rows of {COLUMNS} columns pasted, until they stand"
    yield Row(what, told, limit, stands < BEARABLE)
    there = sum(map(bool, chain(*ROWS)))
    came = f"{mine['came']}, plain {theirs['came']}"
    what = f"of the {there} cells of these that are not blank, exactly so in the workbook"
    yield Row(what, came, "all", mine["came"] == there)
    saved = mine["saved"]
    yield Row("the same, from 保存 until it is told", f"{saved:.1f} s", limit, saved < BEARABLE)
    yield Row("the same, until it shows on a board open meanwhile", f"{mine['shown']:.1f} s", "")


def measure_ours(browser: Browser, room: Path):
    """填报 on a workbook with three hundred entries."""
    books = room / "books"
    shutil.copytree(FIRST.home, books / "campaign")
    campaign = loading.load_campaign(widen_ledger(books) / "campaign")
    rows = [
        (FIRST.row[0], f"示例园{number}", *FIRST.row[2:8], float(number))
        for number in range(FILLED)
    ]
    data = blank_workbook.build_unit_book(campaign, campaign.unit(FIRST.unit), {FIRST.ledger: rows})
    (books / f"{FIRST.unit}.xlsx").write_bytes(data)
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state")}
    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        board = open_page(browser, served.address)
        page = open_page(browser, f"{served.address}/ledgers?unit={FIRST.unit}")
        page.get_by_label("您的姓名").fill("张示例")
        page.keyboard.press("Enter")
        settle(page)
        found = measure_keys(page, BEFORE)
        page.get_by_role("button", name="放弃未保存的修改").click()
        button = page.get_by_role("button", name=SAVE)
        expect(button).to_be_disabled(timeout=PATIENCE)
        settle(page)
        go_below(page, FIRST_CELL)
        found["stands"] = paste(page, lambda: expect(button).to_be_enabled(timeout=PATIENCE))
        before, begun = people(board).inner_text(), time.monotonic()
        button.click()
        expect(page.get_by_text(f"{LONG} 行已存，")).to_be_visible(timeout=PATIENCE)
        found["saved"] = time.monotonic() - begun
        expect(people(board)).not_to_have_text(before, timeout=PATIENCE)
        found["shown"] = time.monotonic() - begun
        there = written(books, FILLED + 3, LONG, COLUMNS)
        pairs = zip(chain(*ROWS), chain(*there), strict=True)
        found["came"] = sum(bool(text) and text == cell for text, cell in pairs)
        page.context.close()
    return found


def measure_plain(browser: Browser, room: Path):
    """The same in Streamlit's own editor, which asks the clipboard itself."""
    with serving(ROOT / "benchmarks" / "plain_grid.py", room, room / "log") as served:
        page = open_page(browser, served.address)
        page.locator(".st-key-typing canvas").first.wait_for()
        found = measure_keys(page, 0)
        page.goto(f"{served.address}?room={LONG}")
        page.locator(".st-key-typing canvas").first.wait_for()
        settle(page)
        go_below(page, PLACE)
        held = page.get_by_test_id("stText")
        before = held.inner_text()
        found["stands"] = paste(
            page, lambda: expect(held).not_to_have_text(before, timeout=PATIENCE)
        )
        found["came"] = int(held.inner_text()) - int(before)
        page.context.close()
    return found


def open_page(browser: Browser, address: str) -> Page:
    """A page of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    settle(page)
    return page


def measure_keys(page: Page, column: int):
    """Milliseconds from each key until the screen shows it, one key after the other."""
    go_to(page, 0, column)
    settle(page)
    page.evaluate("window.answers = []")
    found, count = {}, 0
    for what, keys in KEYS.items():
        for key in keys:
            page.keyboard.press(key)
            count += 1
            page.wait_for_function(f"window.answers.length === {count}", timeout=PATIENCE)
            if what != "an arrow key" and key == "Enter":
                settle(page)
        found[what] = page.evaluate("window.answers")[-len(keys) :]
    return found


def go_below(page: Page, column: int):
    """Choose the first blank cell below the rows that are filled."""
    scroller = page.locator(".st-key-typing .dvn-scroller").first
    scroller.evaluate("(at, top) => { at.scrollTop = top; }", LINE * FILLED)
    point_at(page, 0, column)
    page.locator(f"{CHOSEN}[data-testid$='-{FILLED}']").wait_for(state="attached")


def build_html(rows) -> str:
    """A block as a spreadsheet puts it on the clipboard beside its text."""
    cells = (("<td>" + escape(text).replace("\n", "<br>") for text in row) for row in rows)
    return f"<table>{''.join('<tr>' + ''.join(row) for row in cells)}</table>"


def paste(page: Page, await_it) -> float:
    """Seconds from the keys until the page knows what was pasted."""
    copy(page, ROWS, build_html(ROWS))
    begun = time.monotonic()
    page.keyboard.press("Control+V")
    await_it()
    settle(page)
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
