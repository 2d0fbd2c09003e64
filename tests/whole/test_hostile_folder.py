"""What does harm is laid into the workbooks' folder of a running server: everybody is served on."""

import asyncio
import datetime as dt
import itertools
import os
import secrets
import shutil
import time

import openpyxl
import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import connected
from kjr.access import sessions
from kjr.access.passcodes import read_code_holder
from kjr.state.engine.connections import FILE
from kjr.store import opening
from kjr.ui.gate import COOKIE
from tests.doors import OFFICE, issue
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
PASTED = "1" * 30_000, "一" * 30_000, "1×" * 15_000, "九" * 309, "百" * 309, "（" * 30_000
PATIENCE = 60.0
"""Seconds until the harm is told; a pasted line alone took 34, a FIFO for ever."""
ENOUGH = 500 * 2**20
"""Bytes; a file of 3 GB or an endless one, read into the server, is more."""


def spoil(books, state):
    """Exchange five workbooks; gives the units whose are whole still."""
    link, pipe, zeros, holes, lines, *whole = sorted(books.glob("*.xlsx"))
    for file in (link, pipe, zeros, holes):
        file.unlink()
    link.symlink_to(state / FILE)
    os.mkfifo(pipe)
    zeros.symlink_to("/dev/zero")
    holes.touch()
    os.truncate(holes, 3_000_000_000)
    book = openpyxl.load_workbook(lines)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=3, max_row=40):
            for cell, text in zip(row, itertools.cycle(PASTED), strict=False):
                if type(cell).__name__ == "Cell":
                    cell.value = text
    book.save(lines)
    return [file.stem for file in whole]


async def read_page(address, headers, page):
    """All a browser is sent of a page, as one text, and how many seconds that took."""
    begun = time.monotonic()
    connection = await connected(address, headers)
    try:
        await connection.send(BackMsg(rerun_script={"page_name": page}).SerializeToString())
        said, message = [], ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            data = await connection.recv(decode=False)
            message = ForwardMsg.FromString(data)
            said.append(data.decode("utf-8", "ignore"))
    finally:
        await connection.close()
    return "".join(said), time.monotonic() - begun


def test_what_does_harm_in_the_folder_is_told_and_everybody_is_served(small_example, tmp_path):
    books, state = shutil.copytree(small_example, tmp_path / "books"), tmp_path / "state"
    issue(state, OFFICE)
    holder = read_code_holder(state, OFFICE.name)
    note = sessions.begin_session(state, holder, dt.datetime.now(dt.UTC), secrets.token_bytes)
    whole = spoil(books, state)
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        process = psutil.Process(served.process.pid)

        def look(page):
            return asyncio.run(read_page(served.address, {"Cookie": f"{COOKIE}={note}"}, page))

        until, told = time.monotonic() + PATIENCE, ""
        wanted = (opening.LEADS_OUT, opening.NO_FILE, opening.OVERSIZED)
        while not all(each in told for each in wanted) and time.monotonic() < until:
            told, _ = look("status")
        assert [each for each in wanted if each not in told] == []
        told, _ = look("units")
        assert [unit for unit in whole if unit not in told] == []
        assert look("dashboard")[1] < 5
        assert process.memory_info().rss < ENOUGH
