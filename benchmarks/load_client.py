"""Viewers without a browser: each speaks Streamlit's protobuf over a websocket of its own.

A viewer behaves as a browser does: it remembers large messages and says so, and it follows the
timer a page sets (``run_every``), which is what makes an open board look for new figures.
"""

from __future__ import annotations

import asyncio
import random
import socket
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 120
"""Seconds after which a run counts as lost."""
AT_ONCE = 20
"""How many viewers open their page at the same time."""

Status = ForwardMsg.ScriptFinishedStatus
ENDS = {Status.FINISHED_SUCCESSFULLY, Status.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class Run(NamedTuple):
    """One run of the script, as a viewer saw it."""

    asked: float
    """When the viewer asked for it, in seconds of ``time.monotonic``."""
    finished: float
    whole: bool
    """The whole page was drawn, not only its ticker."""

    @property
    def seconds(self) -> float:
        return self.finished - self.asked


class Viewer:
    """One open page."""

    def __init__(self, connection: ClientConnection, page: str, query: str) -> None:
        self.connection = connection
        self.page = page
        self.query = query
        self.ticker = ""
        """The fragment the page asked to be rerun by itself; blank if it has none."""
        self.interval = 0.0
        self.page_hash = ""
        self.known: set[str] = set()

    async def rerun(self, fragment: str = "") -> Run:
        """Ask for the page, or for one fragment of it, and wait until the server is done."""
        asked = time.monotonic()
        await self.connection.send(self._request(fragment).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            whole = await self._until_finished()
        return Run(asked, time.monotonic(), whole)

    async def watch(self, seconds: float) -> list[Run]:
        """Leave the page open: its timer goes on, from a moment of its own."""
        until = time.monotonic() + seconds
        await asyncio.sleep(random.uniform(0, self.interval))
        runs = []
        while time.monotonic() < until:
            run = await self.rerun(self.ticker)
            runs.append(run)
            await asyncio.sleep(max(0.0, self.interval - run.seconds))
        return runs

    def _request(self, fragment: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.query_string = self.page, self.query
        state.page_script_hash = self.page_hash
        state.fragment_id = fragment
        state.is_auto_rerun = bool(fragment)
        state.cached_message_hashes.extend(self.known)
        return message

    async def _until_finished(self) -> bool:
        whole = False
        while True:
            message = ForwardMsg.FromString(await self.connection.recv(decode=False))
            acknowledge(self.connection)
            self._remember(message)
            refuse_failure(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                whole = whole or not message.metadata.run.fragment_ids
            if kind == "script_finished" and message.script_finished in ENDS:
                return whole

    def _remember(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash:
            self.known.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self.page_hash = self.page_hash or message.new_session.page_script_hash
            case "navigation":
                self.page_hash = message.navigation.page_script_hash
            case "auto_rerun":
                self.ticker = message.auto_rerun.fragment_id
                self.interval = message.auto_rerun.interval


def refuse_failure(message: ForwardMsg) -> None:
    """Raise if the page shows an error: a page that fails is quick, but not what we measure."""
    element = message.delta.new_element
    is_alarm = element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR
    if element.HasField("exception") or is_alarm:
        raise RuntimeError(f"The page failed: {element.alert.body or element.exception.message}")


def acknowledge(connection: ClientConnection) -> None:
    """Confirm at once what came, as a browser does; else Linux waits 40 ms and we measure that."""
    if hasattr(socket, "TCP_QUICKACK"):
        raw: socket.socket = connection.transport.get_extra_info("socket")
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


@asynccontextmanager
async def viewers(
    number: int,
    address: str,
    page: str = "",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator[tuple[list[Viewer], list[Run]]]:
    """So many open pages, and how the first run of each went; closed at the end."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def opened() -> tuple[Viewer, Run]:
        async with gate:
            viewer = Viewer(await connected(address, headers), page, query)
            return viewer, await viewer.rerun()

    pairs = await asyncio.gather(*(opened() for _ in range(number)))
    try:
        yield [viewer for viewer, _ in pairs], [run for _, run in pairs]
    finally:
        await asyncio.gather(*(viewer.connection.close() for viewer, _ in pairs))


async def all_at_once(viewers: Iterable[Viewer]) -> tuple[float, list[Run]]:
    """Every viewer asks in the same moment; seconds until the last one has its page."""
    started = time.monotonic()
    runs = await asyncio.gather(*(viewer.rerun() for viewer in viewers))
    return time.monotonic() - started, list(runs)


async def connected(
    address: str,
    headers: Mapping[str, str] | None = None,
    origin: str | None = None,
    window: str = "",
    proof: str = "-",
) -> ClientConnection:
    """A connection as a browser's page has it; ``headers`` may hold its cookie.

    The page is the server's own, unless its origin is given (blank, as scripts have none);
    ``window`` is one that comes back; ``proof`` what stands in the cookie against other sites'
    pages, without which Streamlit believes no provider.
    """
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    speak = [Subprotocol(each) for each in ("streamlit", proof, *filter(None, [window]))]
    # A browser sends no pings of its own; a page that is merely slow must not count as lost.
    return await connect(
        stream,
        origin=Origin(address if origin is None else origin) if origin != "" else None,
        subprotocols=speak,
        additional_headers=headers,
        max_size=None,
        proxy=None,
        ping_interval=None,
    )
