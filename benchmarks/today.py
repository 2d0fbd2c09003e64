"""What 今日 costs the processor, beside the same the plain way and beside the plain board.

``python -m benchmarks.today`` starts the servers on example data of which some units were chased,
draws each page again and again, and writes its table into docs/performance.md.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks import record
from benchmarks.board import Server, measure_rerun, serve
from benchmarks.record import Row
from kjr.access.rights import PAGES
from kjr.app import demo
from kjr.app.demo.chased_units import record_example_chases
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.state.journal import Journal
from tools.serving import ROOT

LINE = 15
"""The board's: one rerun costs at most so much less than the plain board's."""


def main() -> None:
    """Measure, print and put on record."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        books, state = room / "books", room / "state"
        demo.write_example(loading.load_campaign(CAMPAIGN), books, seed=1, units=112)
        record_example_chases(loading.load_campaign(books / "campaign"), Journal(state))
        places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state)}
        before = os.getloadavg()[0]
        with ExitStack() as stack:
            ours, plain, board = (
                serve(stack, ROOT / script, folder, room, places)
                for script, folder in [
                    ("app.py", ROOT),
                    ("benchmarks/plain_today.py", room),
                    ("benchmarks/plain_board.py", room),
                ]
            )
            rows = asyncio.run(measure(ours, plain, board))
    load = f"{before:.1f} at first, {os.getloadavg()[0]:.1f} at the end"
    text = record.table([*rows, Row("load of the machine meanwhile", load, "")])
    print(text)
    record.write("today", text)


async def measure(ours: Server, plain: Server, board: Server) -> list[Row]:
    """What one rerun costs, here and there."""
    mine = await measure_rerun(ours, PAGES["今日"].address)
    same, theirs = [await measure_rerun(each) for each in (plain, board)]
    return [
        Row(
            "今日, processor time per rerun, against the plain board",
            f"{mine * 1000:.1f} ms, plain {theirs * 1000:.0f} ms: 1/{theirs / mine:.0f}",
            f"≤ 1/{LINE}",
            mine * LINE <= theirs,
        ),
        Row(
            "the same, against 今日 the plain way",
            f"plain {same * 1000:.1f} ms: {mine / same:.2f} ×",
            "≤ 1 ×",
            mine <= same,
        ),
    ]


if __name__ == "__main__":
    main()
