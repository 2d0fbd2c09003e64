"""The live board under load, beside a page that shows the same content the plain way.

``python -m benchmarks.board`` starts real servers on example data, opens viewers, changes a
workbook while they look, and writes its table into docs/performance.md.  It takes some minutes.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import psutil

from benchmarks import record
from benchmarks.changes import Changing
from benchmarks.load_client import Run, Viewer, all_at_once, viewers
from benchmarks.record import Row
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.figures.board import POLL
from kjr.ui.page import TICK
from tools.serving import ROOT, serving

ROUNDS, RERUNS = 5, 40
STORM, CROWD = 100, 200
WATCHED = 60
"""Seconds the crowd looks at a changing board."""
EVERY = 5
"""Seconds between two changes of a workbook."""
PEEK = 0.25
"""Seconds between two looks of the viewer who tells us when a change was published."""


class Server(NamedTuple):
    """One page being served, and what its processes cost."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time so far, with those of its workers."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in family)

    def memory(self) -> float:
        """Resident kilobytes of the process that serves."""
        return float(self.process.memory_info().rss) / 1000


def main() -> None:
    """Measure everything, print it and put it on record."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        books = room / "books"
        demo.write_example(loading.load_campaign(CAMPAIGN), books, seed=1, units=112)
        places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state")}
        with ExitStack() as stack:
            ours, plain, blank = (
                serve(stack, ROOT / script, folder, room, places)
                for script, folder in [
                    ("app.py", ROOT),
                    ("benchmarks/plain_board.py", room),
                    ("benchmarks/blank.py", room),
                ]
            )
            rows = asyncio.run(measure(ours, plain, blank, Changing(books, room)))
    text = record.table(rows)
    print(text)
    record.write("board", text)


def serve(
    stack: ExitStack, script: Path, folder: Path, room: Path, places: Mapping[str, str]
) -> Server:
    """Start one page; ``folder`` decides whether our settings hold or Streamlit's own."""
    served = stack.enter_context(serving(script, folder, room / f"{script.stem}.log", places))
    return Server(served.address, psutil.Process(served.process.pid))


async def measure(ours: Server, plain: Server, blank: Server, changing: Changing) -> list[Row]:
    """All lines of the board, from the cheapest to the longest."""
    return [
        await first_pages(ours, blank),
        await reruns(ours, plain),
        await storms(ours, plain),
        await memory(ours),
        *await crowd(ours, changing),
    ]


async def first_pages(ours: Server, blank: Server) -> Row:
    """What a later session waits for its first page."""
    mine, theirs = [
        median([await _first_page(each) for _ in range(RERUNS)]) for each in (ours, blank)
    ]
    return Row(
        "a later session's first page, against a blank page",
        f"{mine * 1000:.0f} ms, blank {theirs * 1000:.0f} ms: {mine / theirs:.1f} ×",
        "≤ 3 ×",
        mine <= 3 * theirs,
    )


async def reruns(ours: Server, plain: Server) -> Row:
    """What one rerun costs the processor."""
    mine, theirs = [await measure_rerun(each) for each in (ours, plain)]
    return Row(
        "processor time per rerun",
        f"{mine * 1000:.1f} ms, plain {theirs * 1000:.0f} ms: 1/{theirs / mine:.0f}",
        "≤ 1/15",
        mine * 15 <= theirs,
    )


async def storms(ours: Server, plain: Server) -> Row:
    """How long it takes until everyone has the page when all ask in the same moment."""
    mine, theirs = [await _storm(each) for each in (ours, plain)]
    return Row(
        f"{STORM} viewers rerunning at once, until the last is done",
        f"{mine:.2f} s, plain {theirs:.1f} s: {theirs / mine:.0f} × sooner",
        "≥ 15 ×",
        mine * 15 <= theirs,
    )


async def memory(ours: Server) -> Row:
    """What an open page costs while nobody touches it."""
    async with viewers(STORM, ours.address):
        before = ours.memory()
        async with viewers(CROWD, ours.address):
            each = (ours.memory() - before) / CROWD
    return Row("memory per idle viewer", f"{each:.0f} KB", "< 100 KB", each < 100)


async def crowd(ours: Server, changing: Changing) -> list[Row]:
    """A room full of viewers while a workbook changes every few seconds."""
    async with viewers(CROWD, ours.address) as (watching, _), viewers(1, ours.address) as (peek, _):
        cpu, started = ours.cpu(), time.monotonic()
        changed, seen, *watched = await asyncio.gather(
            changing.every(EVERY, WATCHED),
            _moments_of_change(peek[0], WATCHED + EVERY),
            *(viewer.watch(WATCHED + EVERY) for viewer in watching),
        )
        share = (ours.cpu() - cpu) / (time.monotonic() - started)
    if len(seen) != len(changed):
        raise RuntimeError(f"{len(changed)} changes were made, {len(seen)} were seen")
    drawn = [run for runs in watched for run in runs if run.whole]
    return [
        _latency(changed, seen, drawn),
        _response(drawn),
        Row(f"{CROWD} live viewers, share of one core", f"{share:.0%}", "< 40 %", share < 0.4),
    ]


def _latency(changed: list[float], seen: list[float], drawn: list[Run]) -> Row:
    """From a change of the workbook to the finished page, the polls' own waiting included."""
    waits = [
        run.finished - changed[max(n for n, at in enumerate(seen) if at <= run.finished)]
        for run in drawn
        if run.finished >= seen[0]
    ]
    late = percentile(waits, 95) - POLL - TICK
    found = f"p50 {median(waits):.1f} s, p95 {percentile(waits, 95):.1f} s"
    return Row(
        f"{CROWD} live viewers, a workbook changing every {EVERY} s: change to script finished",
        f"{found}, polls {POLL} + {TICK} s: p95 {late * 1000:+.0f} ms beyond",
        "p95 < 300 ms beyond the polls",
        late < 0.3,
    )


def _response(drawn: list[Run]) -> Row:
    """The same without any waiting: from the look that finds new figures to the finished page."""
    late = percentile([run.seconds for run in drawn], 95)
    return Row(
        f"the same, from the look that finds the change ({len(drawn)} pages drawn)",
        f"p50 {median(run.seconds for run in drawn) * 1000:.0f} ms, p95 {late * 1000:.0f} ms",
        "p95 < 300 ms",
        late < 0.3,
    )


async def _first_page(server: Server) -> float:
    async with viewers(1, server.address) as (_, runs):
        return runs[0].seconds


async def measure_rerun(server: Server, page: str = "") -> float:
    """Seconds of processor time that one rerun of a page costs."""
    async with viewers(1, server.address, page) as ([viewer], _):
        rounds = []
        for _ in range(1 + ROUNDS):
            before = server.cpu()
            for _ in range(RERUNS):
                await viewer.rerun()
            rounds.append((server.cpu() - before) / RERUNS)
    return median(rounds[1:])


async def _storm(server: Server) -> float:
    async with viewers(STORM, server.address) as (crowd, _):
        return median([(await all_at_once(crowd))[0] for _ in range(ROUNDS)])


async def _moments_of_change(viewer: Viewer, seconds: float) -> list[float]:
    """When each change could first be seen, by a viewer who looks all the time."""
    until = time.monotonic() + seconds
    moments = []
    while time.monotonic() < until:
        run = await viewer.rerun(viewer.ticker)
        if run.whole:
            moments.append(run.asked)
        await asyncio.sleep(PEEK)
    return moments


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent do not exceed."""
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main()
