"""What people take away is made in guarded processes: the one that serves stays free and small."""

import asyncio
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import connected
from kjr.values.readings import Level
from tests.browser.clerk import look_into
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
ROWS, COLUMNS = 6000, 50
"""Of a sheet beside the ledgers; openpyxl takes 100 MB for that many cells."""
LITTLE = 60 * 2**20
"""Bytes a server may take for the pages of a viewer and a file it passes on."""
BUTTON = "下载标注好的工作簿"


@pytest.fixture(scope="module")
def books(small_example, tmp_path_factory):
    """A unit whose workbook is vast, and one whose workbook is an old one with another name."""
    room = tmp_path_factory.mktemp("big")
    folder = shutil.copytree(small_example, room / "books")
    held = look_into(folder, room).snapshot.books
    wrong = [
        book
        for book in held.values()
        if book.held.file.endswith(".xlsx")
        and any(each.level is Level.ERROR for page in book.pages for each in page.problems)
    ]
    vast = folder / wrong[0].held.file
    book = openpyxl.load_workbook(vast)
    sheet = book.create_sheet("附页")
    for row in range(ROWS):
        sheet.append([row * COLUMNS + column for column in range(COLUMNS)])
    book.save(vast)
    return folder, wrong[0].unit, wrong[1].unit


async def ask_for_copy(address, unit, before_click):
    """Open 待改 and click; gives the server's answer."""
    connection = await connected(address)
    try:
        asked = BackMsg()
        asked.rerun_script.page_name = "problems"
        asked.rerun_script.query_string = f"unit={unit}"
        await connection.send(asked.SerializeToString())
        button = window = ""
        while not button:
            message = ForwardMsg.FromString(await connection.recv(decode=False))
            window = window or message.new_session.initialize.session_id
            offered = message.delta.new_element.download_button
            button = offered.deferred_file_id if offered.label == BUTTON else ""
        before_click()
        asked = BackMsg()
        asked.backend_operation_request.session_id = window
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.deferred_file.file_id = button
        await connection.send(asked.SerializeToString())
        while message.WhichOneof("type") != "backend_operation_response":
            message = ForwardMsg.FromString(await connection.recv(decode=False))
        return message.backend_operation_response
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def served(books, tmp_path_factory):
    room = tmp_path_factory.mktemp("served")
    places = {"KJR_FOLDER": str(books[0]), "KJR_STATE": str(room / "state")}
    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        yield served


def test_the_marked_copy_of_a_vast_book_takes_no_memory_of_the_server(served, books):
    status, before = Path(f"/proc/{served.process.pid}"), []

    def begin():
        (status / "clear_refs").write_text("5")
        before.append(read_size(status, "VmRSS"))

    answer = asyncio.run(ask_for_copy(served.address, books[1], begin))
    assert answer.deferred_file.url
    assert read_size(status, "VmHWM") < before[0] + LITTLE


def test_why_there_is_no_file_is_said_in_our_words(served, books):
    folder, _, unit = books
    book = next(folder.glob(f"{unit}.xlsx"))

    def spoil():
        book.write_bytes(b"no workbook")

    answer = asyncio.run(ask_for_copy(served.address, unit, spoil))
    assert answer.error_msg == "只有 .xlsx 工作簿能标注，请先另存为 .xlsx"


def read_size(status, what):
    return int(re.search(rf"{what}:\s+(\d+) kB", (status / "status").read_text())[1]) * 1024
