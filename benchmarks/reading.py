"""How fast a folder of workbooks becomes a snapshot.

``python -m benchmarks.reading`` makes 200 workbooks of 8 sheets with 50 rows, reads them in
several ways in one run, and writes its table into docs/performance.md; it takes some minutes.
``--books 20`` is a quick look that writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil

from benchmarks import record, workbooks
from benchmarks.load_client import viewers
from benchmarks.record import Row
from kjr.campaign import unit_names
from kjr.campaign.model import Campaign
from kjr.figures.board import POLL
from kjr.figures.moments.refresh import (
    add_cross_checks,
    rebase_snapshot,
    refresh_snapshot,
    refresh_stepwise,
)
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Overview, build_overview
from kjr.store.folder.folder_store import FolderStore
from kjr.store.xlsx.worker import Worker
from tools.serving import ROOT, serving

BOOKS, ROUNDS, LOOKS = 200, 5, 200
NOW = dt.datetime(2019, 6, 8, 17, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def main() -> None:
    """Measure everything, print it and, with all books, put it on record."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--books", type=int, default=BOOKS)
    books = asked.parse_args().books
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "books"
        folder.mkdir()
        campaign = workbooks.campaign(folder, books)
        workbooks.fill(folder, campaign)
        rows = [*compared(folder, campaign), asyncio.run(memory(folder, Path(scratch)))]
    text = record.table(rows)
    print(text)
    if books == BOOKS:
        record.write("reading", text)


def compared(folder: Path, campaign: Campaign) -> list[Row]:
    """Every way of reading, taken in turns so that they share the machine's moods."""
    polling = Polling(folder, campaign)
    took = {
        "unchanged": median(seconds(polling.look) for _ in range(LOOKS)),
        "scan": median(seconds(lambda: scan(folder)) for _ in range(LOOKS)),
    }
    rounds = []
    for number in range(ROUNDS):
        polling.change(number)
        read, checked = cold(folder, campaign)
        rounds.append(
            {
                "cold": read,
                "checks": checked,
                "pandas": by_itself("with_pandas", folder),
                "calamine": by_itself("with_calamine", folder),
                "changed": seconds(polling.look),
            }
        )
    took |= {name: median(each[name] for each in rounds) for name in rounds[0]}
    return lines(took, len(campaign.units))


def lines(took: dict[str, float], books: int) -> list[Row]:
    """What was found beside what it has to keep."""
    pandas, calamine = took["pandas"] / took["cold"], took["cold"] / took["calamine"]
    unchanged, changed = took["unchanged"] / took["scan"], took["changed"] / took["cold"]
    moved = took["changed"] * 1000
    each = took["cold"] / books * 1000
    every = "one changed book until every figure is published"
    return [
        Row(f"cold snapshot of {books} books, added up", f"{took['cold']:.2f} s", ""),
        Row("the same, per book", f"{each:.1f} ms", ""),
        Row("what only several books together show, afterwards", f"{took['checks']:.2f} s", ""),
        Row("cold, against pandas with openpyxl", f"{pandas:.1f}× faster", "≥ 9×", pandas >= 9),
        Row("cold, against bare calamine", f"{calamine:.2f}×", "≤ 2.5×", calamine <= 2.5),
        Row("nothing changed", f"{took['unchanged'] * 1000:.2f} ms", ""),
        Row("nothing changed, against scandir + stat", f"{unchanged:.2f}×", "≤ 2×", unchanged <= 2),
        Row(every, f"{moved:.0f} ms", "≤ 60 ms", moved <= 60),
        Row("one changed, against cold", f"{changed:.1%}", "≤ 3 %", changed <= 0.03),
    ]


def seconds(way: Callable[[], object]) -> float:
    """How long it takes once."""
    begin = time.perf_counter()
    way()
    return time.perf_counter() - begin


def cold(folder: Path, campaign: Campaign) -> tuple[float, float]:
    """Seconds from nothing until all figures can be published, and for the checks after that.

    The reading processes are started, the books read and parsed, and every figure added up.
    """
    store, last = store_of(folder, campaign), Snapshot(campaign, NOW)
    begin = time.perf_counter()
    *_, new = refresh_stepwise(last, store, NOW)
    built = rebase_snapshot(new, last, last)
    build_overview(built)
    published = time.perf_counter()
    add_cross_checks(new, last)
    done = time.perf_counter()
    store.close()
    return published - begin, done - published


def by_itself(way: str, folder: Path) -> float:
    """Seconds another way of reading takes in a process of its own, once that is ready."""
    command = [sys.executable, "-m", "benchmarks.reading_peers", way, str(folder)]
    return float(subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)


def scan(folder: Path) -> list[os.stat_result]:
    """The least one can do to see whether something changed."""
    with os.scandir(folder) as entries:
        return [entry.stat() for entry in entries]


def store_of(folder: Path, campaign: Campaign) -> FolderStore:
    """The folder as the app sees it."""
    return FolderStore(
        folder, unit_names.build_resolver(campaign.units, campaign.file_words), Worker()
    )


class Polling:
    """A board that has read everything and looks again."""

    def __init__(self, folder: Path, campaign: Campaign) -> None:
        self.campaign = campaign
        self.path = folder / f"{campaign.units[0].name}.xlsx"
        self.store = store_of(folder, campaign)
        self.latest = refresh_snapshot(Snapshot(campaign, NOW), self.store, NOW)
        self.shown: Overview = build_overview(self.latest)

    def look(self) -> None:
        """Look again; the time until this returns is the time until every figure is published."""
        *_, new = refresh_stepwise(self.latest, self.store, NOW)
        new = rebase_snapshot(new, self.latest, self.latest)
        if new.version != self.latest.version:
            self.shown = build_overview(new, self.shown)
        self.latest = new

    def change(self, number: int) -> None:
        """Somebody saves one of the books."""
        workbooks.write(self.path, self.campaign, seed=1000 + number)


async def memory(folder: Path, room: Path) -> Row:
    """The most the serving process holds: reading all books, drawing the board, reading again."""
    places = {"KJR_FOLDER": str(folder), "KJR_STATE": str(room / "state")}
    with serving(ROOT / "app.py", ROOT, room / "app.log", places) as served:
        process, peak = psutil.Process(served.process.pid), 0
        looking = asyncio.create_task(look_on(served.address))
        while not looking.done():
            peak = max(peak, process.memory_info().rss)
            await asyncio.sleep(0.02)
        await looking
    found = peak // 1_000_000
    return Row(
        "peak memory of the process that serves them", f"{found} MB", "< 500 MB", found < 500
    )


async def look_on(address: str) -> None:
    """A viewer opens the board and leaves it open for a while."""
    async with viewers(1, address) as ((viewer,), _):
        await viewer.watch(3 * POLL)


if __name__ == "__main__":
    main()
