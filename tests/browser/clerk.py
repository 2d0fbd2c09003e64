"""What somebody does at 填报 and sees there, in a real browser."""

import re
from contextlib import suppress

import openpyxl
from playwright.sync_api import TimeoutError, expect

from kjr.app import settings, wiring
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from kjr.figures.overview import build_overview
from tests.plans import FIRST
from tools.browsing import settle

UNIT, OTHER, LEDGER = FIRST.unit, FIRST.other, FIRST.ledger
ROW, LATER = FIRST.row, FIRST.later
PATIENCE = 90_000
"""Milliseconds a person's next step may take on a busy machine; none of them is measured."""
HEADER, LINE, PLACE = 35, 35, 53
"""Pixels of a grid's header, of a row, and of a place in the first column."""
BEFORE = 3
"""Columns of the grid before those of the sheet."""
SAVE = re.compile("^保存 Shortcut")
"""The button of the grid says which keys press it."""
SOON = 15_000
GLIDE = 1_000
"""Milliseconds after which a page has come to rest; a list opened before closes again."""
LOOKS = 15
"""How often one goes to a cell again because the page moved meanwhile."""
MORE = '\n[[columns]]\nname = "另记"\nkind = "text"\n'
"""A twentieth column of the ledger."""
GRID = '.st-key-typing [data-testid="stDataFrame"] canvas'
CHOSEN = '.st-key-typing [role="gridcell"][aria-selected="true"]'
MERGED = "<table><tr><td colspan=2>合并</td></tr></table>"
COPIED = """([text, html]) => navigator.clipboard.write([new ClipboardItem({
    "text/plain": new Blob([text], {type: "text/plain"}),
    "text/html": new Blob([html], {type: "text/html"}),
})])"""


def look_into(folder, room):
    """The figures of a folder of workbooks, read without the app."""
    places = {"KJR_STATE": str(room / "state-of-the-test")}
    return build_overview(wiring.take_snapshot(settings.read_settings(places, {}, folder)))


def point_at(page, row, column):
    """Click on one of the first cells of the grid."""
    grid = page.locator(GRID).first
    while True:
        grid.evaluate("grid => grid.scrollIntoView({block: 'center'})")
        if box := grid.bounding_box():  # none while the page puts another grid in its place
            break
    page.mouse.click(box["x"] + column, box["y"] + HEADER + LINE * (row + 0.5))


def go_to(page, row, column):
    """Go to a cell of the grid as one does without a mouse, again if the page moved meanwhile."""
    there = page.locator(f"{CHOSEN}[data-testid='glide-cell-{column}-{row}']")
    for _ in range(LOOKS):
        point_at(page, 0, PLACE)
        page.keyboard.press("Control+Home")
        for key in ["ArrowDown"] * row + ["ArrowRight"] * column:
            page.keyboard.press(key)
        with suppress(TimeoutError):
            there.wait_for(state="attached", timeout=GLIDE)
            return
    raise AssertionError(f"the grid never goes to row {row}, column {column}")


def copy(page, rows, html=MERGED):
    """Have on the clipboard what Excel puts there: text, and HTML with a merged cell."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = ("\t".join(map(_quote, row)) for row in rows)
    page.evaluate(COPIED, ["".join(f"{line}\r\n" for line in lines), html])


def _quote(text):
    needs_quotes = "\n" in text or "\t" in text
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def paste(page, rows):
    """Paste a block at the chosen cell with the keyboard."""
    copy(page, rows)
    page.keyboard.press("Control+V")
    await_typing(page)


def await_typing(page):
    """Wait until the page knows what was typed."""
    expect(page.get_by_role("button", name=SAVE, disabled=False)).to_be_visible()
    settle(page)


def type_cell(page, row, column, text):
    """Type into a cell, as one does: go there, Enter, the text, Enter."""
    go_to(page, row, column)
    page.keyboard.press("Enter")
    page.locator("#portal").locator("textarea,input").first.fill(text)
    page.keyboard.press("Enter")


def type_people(page, row, number, plan=FIRST):
    """Type how many people a row reached."""
    type_cell(page, row, BEFORE + plan.at, str(number))
    await_typing(page)


def press(page, name):
    """Click a button and wait for what follows."""
    page.get_by_role("button", name=SAVE if name == "保存" else name, exact=True).click()
    settle(page)


def save(page):
    """Save what is typed, and see that nothing is left to save."""
    press(page, "保存")
    for is_idle, number in ((False, 0), (True, 1)):
        button = page.get_by_role("button", name=SAVE, disabled=is_idle)
        expect(button).to_have_count(number)


def cell(page, row, plan=FIRST):
    """What a screen reader finds in the cell of how many people a row reached."""
    return page.get_by_test_id(f"glide-cell-{BEFORE + plan.at}-{row}").first


def people(page, plan=FIRST):
    """How many people were reached, on the board."""
    return page.locator(f'.k-counts a[href*="id={plan.line}%C2%B7"] b')


def written(folder, row, lines, width, plan=FIRST):
    """What the workbook holds from a row on, in the sheet's first columns."""
    sheet = openpyxl.load_workbook(folder / f"{plan.unit}.xlsx")[plan.ledger]
    area = sheet.iter_rows(row, row + lines - 1, 1, width, values_only=True)
    return [list(line) for line in area]


def widen_ledger(folder):
    """Give a folder's plan a column more in the ledger, and the unit's workbook anew."""
    told = folder / "campaign" / "ledgers" / f"{LEDGER}.toml"
    told.write_text(f"{told.read_text('utf-8')}{MORE}", "utf-8")
    campaign = loading.load_campaign(folder / "campaign")
    data = blank_workbook.build_unit_book(campaign, campaign.unit(UNIT), {LEDGER: (ROW, LATER)})
    (folder / f"{UNIT}.xlsx").write_bytes(data)
    return folder


def open_list(page, name):
    """Open a list in the middle of the screen, again if the page moved meanwhile."""
    box = page.get_by_role("combobox", name=name)
    while not page.get_by_role("option").count():
        box.evaluate("box => box.scrollIntoView({block: 'center'})")
        box.click()
        page.wait_for_timeout(GLIDE)
    return box


def choose_option(page, name, words=""):
    """Choose from a list what reads like that, the first where nothing is said."""
    open_list(page, name).press_sequentially(words)
    page.get_by_role("option").filter(has_text=words).first.click()
    settle(page)


def keep_mine(page, typed):
    """Of a cell that others changed too, choose what was typed here."""
    page.get_by_text(f"我的：{typed}", exact=True).click()
    expect(page.get_by_role("radio", name=f"我的：{typed}")).to_be_checked()
    settle(page)
