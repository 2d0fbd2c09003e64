"""From ``streamlit run app.py`` to the example board drawn in Chromium, beside a blank page.

``python -m benchmarks.startup``: the very first start, which makes the example's workbooks, and a
later one.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks import record
from benchmarks.record import Row
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from tools.browsing import chromium, settle
from tools.serving import ROOT, copy_fresh, serving

BOARD = "计划硬指标"
ROUNDS = 7
FIRST, LATER = 10.0, 2.5
"""Seconds until the board is there at the very first start; later, times a blank page's start."""


class Start(NamedTuple):
    """What one start took."""

    seconds: float
    work: float
    """Processor seconds of the server and of those of its readers that have ended."""


def main() -> None:
    """Measure them in turn, so that a busy machine slows all."""
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        room = Path(scratch)
        books = room / "books"
        demo.write_example(loading.load_campaign(CAMPAIGN), books, seed=1, units=112)
        places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state")}
        rounds = [
            (
                start_fresh(browser, room / str(number)),
                start(browser, ROOT / "app.py", ROOT, places, BOARD),
                start(browser, ROOT / "benchmarks" / "blank.py", room, {}, "空白"),
            )
            for number in range(1 + ROUNDS)
        ]
    first, later, blank = (
        Start(*map(median, zip(*each, strict=True))) for each in zip(*rounds[1:], strict=True)
    )
    text = record.table(
        [
            Row(
                "the very first start: the example's workbooks are made as well",
                f"{first.seconds:.2f} s, blank {blank.seconds:.2f} s",
                f"≤ {FIRST:.0f} s",
                first.seconds <= FIRST,
            ),
            Row(
                "the same, processor time of the server",
                f"{first.work:.2f} s, blank {blank.work:.2f} s: {first.work / blank.work:.1f} ×",
                "",
            ),
            Row(
                "from `streamlit run app.py` to the example board drawn, against a blank page",
                f"{later.seconds:.2f} s, blank {blank.seconds:.2f} s: "
                f"{later.seconds / blank.seconds:.2f} ×",
                f"≤ {LATER} ×",
                later.seconds <= LATER * blank.seconds,
            ),
        ]
    )
    print(text)
    record.write("startup", text)


def start_fresh(browser: Browser, folder: Path) -> Start:
    """The first start of a fresh clone, of which nothing is compiled yet either."""
    home = copy_fresh(folder)
    return start(browser, home / "app.py", home, {}, BOARD)


def start(browser: Browser, script: Path, folder: Path, places: dict[str, str], word: str) -> Start:
    """From the command until a word of the page stands there and its charts are drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    with tempfile.TemporaryDirectory() as scratch:
        started, worked = time.monotonic(), _work_of_children()
        with serving(script, folder, Path(scratch) / "log", places) as served:
            page.goto(served.address)
            page.get_by_text(word).first.wait_for(timeout=120_000)
            settle(page)
            taken = time.monotonic() - started
    context.close()
    return Start(taken, _work_of_children() - worked)


def _work_of_children() -> float:
    """Processor seconds of the processes that were started here and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
