"""Many people signing in at once, beside others who look at the board.

``python -m benchmarks.signin`` starts a real server with passcodes on example data, lets twenty
people sign in in the same moment, again and again, and writes its table into docs/performance.md.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import tempfile
from collections.abc import Awaitable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from benchmarks import record
from benchmarks.board import Server, percentile
from benchmarks.load_client import Run, Viewer, connected, viewers
from benchmarks.record import Row
from kjr.access import passcodes, sign_in
from kjr.access.rights import Role
from kjr.access.rights import Viewer as Person
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.ui.gate import COOKIE
from tools.serving import ROOT, serving

GUESTS, LOOKING, BURSTS = 20, 20, 5
ALONE = 5
"""Seconds the board is looked at while nobody is at the door."""
PAUSE = 0.2
"""Seconds between two looks of one who looks at the board."""

T = TypeVar("T")


class House(NamedTuple):
    """The server, a browser that has signed in, and the codes of those who have not."""

    server: Server
    cookie: dict[str, str]
    codes: dict[str, str]


class Guest(Viewer):
    """Somebody at the door: remembers the fields of the form and fills them in."""

    def __init__(self, connection: ClientConnection, name: str, code: str) -> None:
        super().__init__(connection, "", "")
        self.typed = (name, code)
        self.fields: list[str] = []
        self.button = ""
        self.is_ready = False

    async def sign_in(self) -> Run:
        """Press the button, and wait for the page behind the door."""
        self.is_ready = True
        return await self.rerun()

    def _request(self, fragment: str) -> BackMsg:
        message = super()._request(fragment)
        if self.is_ready:
            states = message.rerun_script.widget_states.widgets
            for field, words in zip(self.fields, self.typed, strict=True):
                states.add(id=field, string_value=words)
            states.add(id=self.button, trigger_value=True)
        return message

    def _remember(self, message: ForwardMsg) -> None:
        super()._remember(message)
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "text_input" if not self.is_ready:
                self.fields.append(element.text_input.id)
            case "button" if not self.is_ready:
                self.button = element.button.id


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
            rows = asyncio.run(measure(House(server, cookie, codes)))
    text = record.table(rows)
    print(text)
    record.write("signin", text)


def accounts(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The cookie of a leader who has signed in, and the codes of twenty units."""
    now = dt.datetime.now(dt.UTC)

    def issue(person: Person) -> str:
        return passcodes.issue_code(folder, person, now, secrets.token_bytes)

    leader = Person(Role.LEADER, name="领导")
    note = sign_in.sign_in_account(
        folder, leader.name, issue(leader), "localhost", now, secrets.token_bytes
    )
    names = [unit.name for unit in loading.load_campaign(CAMPAIGN).units[:GUESTS]]
    codes = {name: issue(Person(Role.UNIT, (name,), name)) for name in names}
    return {"Cookie": f"{COOKIE}={note}"}, codes


async def measure(house: House) -> list[Row]:
    """The board by itself, then with everybody signing in, and what a sign-in takes."""
    async with viewers(LOOKING, house.server.address, headers=house.cookie) as (looking, _):
        quiet, _ = await look(looking, asyncio.sleep(ALONE))
        busy, (signed_in, cpu) = await look(looking, bursts(house))
    late = percentile(quiet, 95), percentile(busy, 95)
    each = cpu / (GUESTS * BURSTS)
    return [
        Row(
            f"the board rerun by {LOOKING} viewers while {GUESTS} people sign in at once",
            f"p50 {median(busy) * 1000:.0f} ms, p95 {late[1] * 1000:.0f} ms; "
            f"with nobody at the door p95 {late[0] * 1000:.0f} ms",
            "p95 < 500 ms",
            late[1] < 0.5,
        ),
        Row(
            "from the click to the page behind the door, for all of them",
            f"p50 {median(signed_in):.2f} s, last {max(signed_in):.2f} s",
            "",
        ),
        Row(
            "processor time of the whole server for one of them, the viewers' reruns included",
            f"{each * 1000:.0f} ms",
            "",
        ),
    ]


async def look(looking: Sequence[Viewer], meanwhile: Awaitable[T]) -> tuple[list[float], T]:
    """How long the board's reruns took while something else went on, and what that gave."""
    other = asyncio.ensure_future(meanwhile)
    waits: list[float] = []

    async def again(viewer: Viewer) -> None:
        while not other.done():
            waits.append((await viewer.rerun()).seconds)
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*map(again, looking))
    return waits, await other


async def bursts(house: House) -> tuple[list[float], float]:
    """Everybody at the door at once, several times; seconds of each, and processor seconds."""
    waits: list[float] = []
    cpu = 0.0
    for _ in range(BURSTS):
        guests = [
            Guest(await connected(house.server.address), name, code)
            for name, code in house.codes.items()
        ]
        for guest in guests:
            await guest.rerun()
        before = house.server.cpu()
        waits += [run.seconds for run in await asyncio.gather(*(each.sign_in() for each in guests))]
        cpu += house.server.cpu() - before
        await asyncio.gather(*(guest.connection.close() for guest in guests))
    return waits, cpu


if __name__ == "__main__":
    main()
