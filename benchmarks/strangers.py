"""What people without a code can send: each attack once, at a server that is running."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from functools import cache

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.load_client import Viewer, connected

LARGE, VAST = 19 * 2**20, 150 * 2**20
"""Bytes of an upload that is just allowed, and of a frame that nobody needs."""
ELSEWHERE = "http://elsewhere.example"
LONGEST = 15
"""Seconds in which a server hangs up that minds the frame."""
AT_ONCE = 4
PARTS = 700_000

Attack = Callable[[str], Awaitable[object]]


async def empty_caches(address: str) -> None:
    """Have everything forgotten that all viewers share, and look again."""
    connection = await connected(address)
    try:
        await connection.send(BackMsg(clear_cache=True).SerializeToString())
        await Viewer(connection, "", "").rerun()
    finally:
        await connection.close()


async def upload_unasked(address: str) -> int:
    """Send a file where a page with a form would; gives the answer's status."""
    connection = await connected(address)
    try:
        window = await find_window(connection)
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as browser:
            await browser.get("/_stcore/health")
            proof = {"X-Xsrftoken": browser.cookies.get("_streamlit_xsrf", "")}
            file = {"file": ("a.xlsx", bytes(LARGE))}
            path = f"/_stcore/upload_file/{window}/1"
            return (await browser.put(path, files=file, headers=proof)).status_code
    finally:
        await connection.close()


async def find_window(connection: ClientConnection) -> str:
    """Have the page drawn; gives the id its window has at the server."""
    await connection.send(BackMsg(rerun_script={}).SerializeToString())
    window, message = "", ForwardMsg()
    while message.WhichOneof("type") != "script_finished":
        message = ForwardMsg.FromString(await connection.recv(decode=False))
        window = window or message.new_session.initialize.session_id
    return window


async def send_vast_frame(address: str) -> int:
    """Send one message that is far too long; gives the code the server hangs up with."""
    connection = await connected(address)
    with contextlib.suppress(ConnectionClosed, TimeoutError):
        async with asyncio.timeout(LONGEST):
            await connection.send(bytes(VAST))
            await connection.recv()
    await connection.close()
    return connection.close_code or 0


async def send_many_parts(address: str) -> None:
    """One message of 700,000 parts, each of which becomes an object, and the page behind it."""
    connection = await connected(address)
    try:
        await connection.send(write_many_parts())
        await Viewer(connection, "", "").rerun()
    finally:
        await connection.close()


@cache
def write_many_parts() -> bytes:
    """A message that says of so many widgets that they were pressed."""
    message = BackMsg()
    for number in range(PARTS):
        message.rerun_script.widget_states.widgets.add(id=str(number), trigger_value=True)
    return message.SerializeToString()


async def come_from_elsewhere(address: str) -> int:
    """Open the board from a page of somebody else's; gives the answer's status."""
    try:
        connection = await connected(address, origin=ELSEWHERE)
    except InvalidStatus as refused:
        return refused.response.status_code
    await connection.close()
    return 101


async def send_backslashes(address: str) -> float:
    """A cookie that old Pythons read in a time that grows with its square; gives the seconds."""
    cookie = 'a="' + "\\a" * 20_000 + '"'
    begun = time.monotonic()
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as browser:
        await browser.get("/_stcore/health", headers={"Cookie": cookie})
    return time.monotonic() - begun


ATTACKS: dict[str, Attack] = {
    "clear_cache": empty_caches,
    "uploads of 19 MB": upload_unasked,
    "frames of 150 MB": send_vast_frame,
    "messages of 700,000 parts": send_many_parts,
    "foreign Origins": come_from_elsewhere,
    "cookies of backslashes": send_backslashes,
}


async def keep_on(attack: Attack, address: str, seconds: float) -> int:
    """Four strangers at it, again and again; gives how often."""
    until, times = time.monotonic() + seconds, 0

    async def repeat() -> None:
        nonlocal times
        while time.monotonic() < until:
            with contextlib.suppress(OSError, httpx.HTTPError, ConnectionClosed, RuntimeError):
                await attack(address)
            times += 1

    await asyncio.gather(*(repeat() for _ in range(AT_ONCE)))
    return times
