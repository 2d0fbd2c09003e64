"""A leader looks at the board while strangers send what they can, a minute of each.

``python -m benchmarks.attacks`` writes its table into docs/performance.md.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median

import psutil

from benchmarks import record
from benchmarks.board import Server, percentile
from benchmarks.load_client import Viewer, viewers
from benchmarks.record import Row
from benchmarks.signin import accounts
from benchmarks.strangers import ATTACKS, keep_on
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from tools.serving import ROOT, serving

MINUTE = 60.0
"""Seconds of each attack."""
REST = 10.0
"""Seconds after which memory is looked at again."""
PAUSE = 0.2
LIMIT, MORE = 0.5, 1.1
"""Seconds the leader's slow looks may take, and what memory may have become."""


def main() -> None:
    """Measure, print and put on record."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        demo.write_example(loading.load_campaign(CAMPAIGN), room / "books", seed=1, units=112)
        cookie, _ = accounts(room / "state")
        places = {
            "KJR_FOLDER": str(room / "books"),
            "KJR_STATE": str(room / "state"),
            "KJR_SIGN_IN": "passcodes",
        }
        with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
            server = Server(served.address, psutil.Process(served.process.pid))
            text = record.table(asyncio.run(measure(server, cookie)))
    print(text)
    record.write("attacks", text)


async def measure(server: Server, cookie: dict[str, str]) -> list[Row]:
    """Each attack in turn, the same leader looking all the while."""
    async with viewers(1, server.address, headers=cookie) as ((leader,), _):
        await look(leader, REST)
        return [row for name in ATTACKS for row in [await endure(server, leader, name)]]


async def endure(server: Server, leader: Viewer, name: str) -> Row:
    """One attack, and how the leader fared."""
    before, family = server.memory(), len(server.process.children(recursive=True))
    threads = server.process.num_threads()
    times, waits = await asyncio.gather(
        keep_on(ATTACKS[name], server.address, MINUTE), look(leader, MINUTE)
    )
    await asyncio.sleep(REST)
    after, slow = server.memory(), percentile(waits, 95)
    grown = len(server.process.children(recursive=True)) - family
    threads = server.process.num_threads() - threads
    return Row(
        f"{name}, {times} in a minute",
        f"board p50 {median(waits) * 1000:.0f} ms, p95 {slow * 1000:.0f} ms; "
        f"memory {before / 1000:.0f} → {after / 1000:.0f} MB; {grown:+d} processes, "
        f"{threads:+d} threads",
        "p95 < 500 ms, memory within 10 %",
        slow < LIMIT and after < before * MORE and grown <= 0,
    )


async def look(leader: Viewer, seconds: float) -> list[float]:
    """How long each look at the board took."""
    until = asyncio.get_running_loop().time() + seconds
    waits = []
    while asyncio.get_running_loop().time() < until:
        waits.append((await leader.rerun()).seconds)
        await asyncio.sleep(PAUSE)
    return waits


if __name__ == "__main__":
    main()
