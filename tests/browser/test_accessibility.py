"""What a screen reader or a keyboard cannot use on the pages of every day: nothing serious."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tools.browsing import settle

pytestmark = pytest.mark.browser
PAGES = ("", "calendar", "today", "reminders", "review")
GRAVE = {"serious", "critical"}


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_serious(look, address, page):
    shown = look(address)  # a cold server loads its first deep link once more
    shown.goto(f"{address}/{page}")
    settle(shown)
    found = Axe().run(shown).response["violations"]
    told = [
        (each["id"], node["target"], node["html"][:160])
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
    assert told == []
