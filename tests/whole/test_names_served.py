"""What files and sheets are called turns no line of a page; ``test_door`` has the server's log."""

import asyncio
import shutil
import time

import pytest

from kjr.ui.door.guests import BROWSER
from tests.doors import OFFICE, issue
from tests.plans import FIRST
from tests.store.files import xlsx
from tests.whole.test_masks_served import plant
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
STRAY, SPOILT = "甲\x1b[2J\x9b\u202excod.xlsx", "\u202e\x1b]0;示例\x07"
SHEET = "\u202e子表\u2066"
UNIT, OTHER = (each.name for each in FIRST.campaign.units[:2])
LEDGER = next(each for each in FIRST.campaign.ledgers if each.title and not each.single)
SHOWN = "‹202E›子表‹2066›"
PAGES = {
    "status": ("甲‹1B›[2J‹9B›‹202E›xcod.xlsx", f"{OTHER}‹202E›‹1B›]0;示例‹07›.xlsx"),
    "ledgers": (SHOWN,),
    "problems": (SHOWN,),
}
"""What each page says of them."""
PATIENCE = 30.0
"""Seconds until a page tells it; a server reads the workbooks first."""


@pytest.fixture(scope="module")
def shown(small_example, tmp_path_factory):
    """What the office's pages say, by their addresses."""
    room = tmp_path_factory.mktemp("names")
    books, state = shutil.copytree(small_example, room / "books"), room / "state"
    (books / STRAY).write_bytes(b"no workbook")
    (books / f"{OTHER}.xlsx").rename(books / f"{OTHER}{SPOILT}.xlsx")
    head, *rows = plant(LEDGER)
    (books / f"{UNIT}.xlsx").write_bytes(xlsx({SHEET: [head, *rows[:9], ("不认得的",) * 9]}))
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}
    code = issue(state, OFFICE)

    async def look(address):
        async with Window(address, {BROWSER: "the office's"}) as window:
            await window.open()
            await window.press("登录", 单位名称=OFFICE.name, 登录码=code)
            said = {}
            for page, names in PAGES.items():
                until, said[page] = time.monotonic() + PATIENCE, ""
                while names[0] not in said[page] and time.monotonic() < until:
                    said[page] = await window.open(page, f"unit={UNIT}")
            return said

    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        return asyncio.run(look(served.address))


@pytest.mark.parametrize("page", PAGES)
def test_what_a_file_or_sheet_is_called_is_told_and_turns_no_line_of_a_page(shown, page):
    """Where it is to be read; the hidden names of fields are nobody's to read."""
    said = shown[page]
    assert [each for each in PAGES[page] if each not in said] == []
