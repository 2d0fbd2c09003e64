"""A leader looks at the board while strangers send what they can, and people paste what they can.

``python -m benchmarks.attacks`` writes its table into docs/performance.md; a minute of each.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import psutil

from benchmarks import insiders, record
from benchmarks.board import Server, percentile
from benchmarks.load_client import Viewer, viewers
from benchmarks.record import Row
from benchmarks.signin import accounts
from benchmarks.strangers import AT_ONCE, ATTACKS, Attack, keep_on
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
SPOILT, LATE = 4, 15.0
"""How many units' books are filled with pasted lines, and the seconds after which another unit's
update must show."""


def main() -> None:
    """Measure, print and put on record."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        demo.write_example(loading.load_campaign(CAMPAIGN), room / "books", seed=1, units=112)
        cookie, codes = accounts(room / "state")
        places = {
            "KJR_FOLDER": str(room / "books"),
            "KJR_STATE": str(room / "state"),
            "KJR_SIGN_IN": "passcodes",
        }
        with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
            server = Server(served.address, psutil.Process(served.process.pid))
            units = [each for each in codes if (room / "books" / f"{each}.xlsx").exists()]
            cookies = {
                each: insiders.begin_session(room / "state", each, codes[each]) for each in units
            }
            text = record.table(asyncio.run(measure(server, cookie, cookies, room / "books")))
    print(text)
    record.write("attacks", text)


async def measure(
    server: Server, cookie: dict[str, str], cookies: Mapping[str, dict[str, str]], books: Path
) -> list[Row]:
    """Each attack in turn, the same leader looking all the while."""
    own, *others = cookies
    paste = partial(insiders.paste_line, own, cookies[own])
    attacks = {**ATTACKS, f"a line of {len(insiders.LINE)} signs pasted into 填报": paste}
    async with viewers(1, server.address, headers=cookie) as ((leader,), _):
        # As many processes as may read what is pasted begin with those who paste first.
        await asyncio.gather(*(paste(server.address) for _ in range(AT_ONCE)))
        await look(leader, REST)
        rows = [await endure(server, leader, name, send) for name, send in attacks.items()]
        spoilt = [books / f"{each}.xlsx" for each in others[:SPOILT]]
        return [*rows, *await follow(server, leader, books / f"{own}.xlsx", cookies[own], spoilt)]


async def endure(server: Server, leader: Viewer, name: str, attack: Attack) -> Row:
    """One attack, and how the leader fared; what it costs those who send it keeps nobody here."""
    loop, spawn = asyncio.get_running_loop(), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as apart:
        send = partial(loop.run_in_executor, apart, send_on, attack, server.address)
        return await watch(server, leader, name, send)


def send_on(attack: Attack, address: str) -> int:
    """In a process of its own."""
    return asyncio.run(keep_on(attack, address, MINUTE))


async def follow(
    server: Server, leader: Viewer, file: Path, cookie: Mapping[str, str], spoilt: list[Path]
) -> list[Row]:
    """Books of pasted lines saved again and again, and when another unit's saves show."""
    waits: list[float] = []

    async def save() -> int:
        times, seen = await asyncio.gather(
            insiders.save_pasted_books(spoilt, MINUTE),
            insiders.follow_updates(server.address, file, cookie, MINUTE),
        )
        waits.extend(seen)
        return times

    row = await watch(server, leader, "books of such lines saved", save)
    late = max(waits)
    return [
        row,
        Row(
            f"the same: another unit's save until its page shows it ({len(waits)} saves)",
            f"p50 {median(waits):.1f} s, longest {late:.1f} s",
            f"< {LATE:.0f} s",
            late < LATE,
        ),
    ]


async def watch(
    server: Server, leader: Viewer, name: str, attack: Callable[[], Awaitable[int]]
) -> Row:
    """What goes on for a minute, and how the leader fares meanwhile."""
    before, family = server.memory(), len(server.process.children(recursive=True))
    threads = server.process.num_threads()
    times, waits = await asyncio.gather(attack(), look(leader, MINUTE))
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
