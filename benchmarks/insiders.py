"""What people who may come in can paste: a long line into 填报, and into their own workbooks."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import itertools
import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from benchmarks.load_client import ENDS, acknowledge, connected
from kjr.access import sign_in
from kjr.ui.gate import COOKIE

LINE = "1" * 30_000
"""In a cell it makes a book of 39 KB; reading such a book once took half a minute."""
BOX = "粘贴到"
"""How the label of the field begins that people paste into."""
EVERY, PEEK = 5.0, 0.25
"""Seconds between two saves of a book, and between two looks whether one shows."""
MARK = "示例更新{}号"


def begin_session(state: Path, name: str, code: str) -> dict[str, str]:
    """The cookie of somebody who signs in."""
    now = dt.datetime.now(dt.UTC)
    note = sign_in.sign_in_account(state, name, code, "localhost", now, secrets.token_bytes)
    return {"Cookie": f"{COOKIE}={note}"}


async def paste_line(unit: str, cookie: Mapping[str, str], address: str) -> None:
    """Open 填报 and paste the line into its field."""
    connection = await connected(address, cookie)
    try:
        asked = ask_for_ledgers(unit)
        _, field = await read_page(connection, asked)
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = field, LINE
        await read_page(connection, asked)
    finally:
        await connection.close()


def ask_for_ledgers(unit: str) -> BackMsg:
    """The page 填报 of a unit."""
    asked = BackMsg()
    asked.rerun_script.page_name = "ledgers"
    asked.rerun_script.query_string = f"unit={unit}"
    return asked


async def read_page(connection: ClientConnection, asked: BackMsg) -> tuple[str, str]:
    """All a page sends, as one text, and the field to paste into."""
    await connection.send(asked.SerializeToString())
    said, field = [], ""
    while True:
        data = await connection.recv(decode=False)
        acknowledge(connection)
        said.append(data.decode("utf-8", "replace"))
        message = ForwardMsg.FromString(data)
        area = message.delta.new_element.text_area
        field = area.id if area.label.startswith(BOX) else field
        if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
            return "".join(said), field


async def save_pasted_books(files: Sequence[Path], seconds: float) -> int:
    """Fill these books with such lines, again and again for a while; gives how often."""
    until, times = time.monotonic() + seconds, 0
    books = [await asyncio.to_thread(write_pasted, file) for file in files]
    for turn in itertools.cycle((0, 1)):
        for file, versions in zip(files, books, strict=True):
            exchange(file, versions[turn])
        times += len(files)
        if time.monotonic() + EVERY > until:
            return times
        await asyncio.sleep(EVERY)
    raise AssertionError


def write_pasted(file: Path) -> list[bytes]:
    """The book with the line in every cell of its tables, in two versions."""
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for cell in itertools.chain.from_iterable(sheet.iter_rows(min_row=3, max_row=40)):
            if isinstance(cell, Cell):
                cell.value = LINE
    versions = []
    for number in (1, 2):
        book.worksheets[0].cell(60, 1, number)
        data = io.BytesIO()
        book.save(data)
        versions.append(data.getvalue())
    return versions


def exchange(file: Path, data: bytes) -> None:
    """As Excel saves: a new file in the place of the old."""
    new = file.with_name(f"~${file.stem}.tmp")
    new.write_bytes(data)
    new.replace(file)


async def follow_updates(
    address: str, file: Path, cookie: Mapping[str, str], seconds: float
) -> list[float]:
    """Seconds from each of another unit's saves until its own page shows it."""
    book = openpyxl.load_workbook(file)
    cell = book.worksheets[1].cell(3, 2)  # of the first ledger, behind the page that explains
    connection, asked = await connected(address, cookie), ask_for_ledgers(file.stem)
    until, waits = time.monotonic() + seconds, []
    try:
        for number in itertools.count(1):
            cell.value, data = MARK.format(number), io.BytesIO()
            book.save(data)
            exchange(file, data.getvalue())
            saved = time.monotonic()
            while MARK.format(number) not in (await read_page(connection, asked))[0]:
                await asyncio.sleep(PEEK)
            waits.append(time.monotonic() - saved)
            if time.monotonic() + EVERY > until:
                return waits
            await asyncio.sleep(EVERY)
        raise AssertionError
    finally:
        await connection.close()
