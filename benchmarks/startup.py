"""From ``streamlit run app.py`` to the example board drawn in Chromium, beside a blank page.

``python -m benchmarks.startup``; the example's workbooks are already made, as on a second start.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import record
from benchmarks.record import Row
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from tools.browsing import chromium, settle
from tools.serving import ROOT, serving

ROUNDS = 7


def main() -> None:
    """Measure both in turn, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        room = Path(scratch)
        books = room / "books"
        demo.write_example(loading.load_campaign(CAMPAIGN), books, seed=1, units=112)
        places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state")}
        rounds = [
            (
                start(browser, ROOT / "app.py", ROOT, places, "计划硬指标"),
                start(browser, ROOT / "benchmarks" / "blank.py", room, {}, "空白"),
            )
            for _ in range(1 + ROUNDS)
        ]
    mine, theirs = (median(times) for times in zip(*rounds[1:], strict=True))
    text = record.table(
        [
            Row(
                "from `streamlit run app.py` to the example board drawn, against a blank page",
                f"{mine:.2f} s, blank {theirs:.2f} s: {mine / theirs:.2f} ×",
                "≤ 2.5 ×",
                mine <= 2.5 * theirs,
            )
        ]
    )
    print(text)
    record.write("startup", text)


def start(browser: Browser, script: Path, folder: Path, places: dict[str, str], word: str) -> float:
    """Seconds from the command until a word of the page stands there and its charts are drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    with tempfile.TemporaryDirectory() as scratch:
        started = time.monotonic()
        with serving(script, folder, Path(scratch) / "log", places) as served:
            page.goto(served.address)
            page.get_by_text(word).first.wait_for()
            settle(page)
            taken = time.monotonic() - started
    context.close()
    return taken


if __name__ == "__main__":
    main()
