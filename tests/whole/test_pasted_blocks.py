"""What one person pastes keeps nobody else waiting: it is read beside the process that serves."""

import asyncio
import shutil

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import ENDS, Viewer, connected
from tests.plans import FIRST
from tests.store.files import xlsx
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
UNIT = FIRST.campaign.units[0].name
LEDGER = FIRST.campaign.ledgers[0]
HEAD = tuple(column.name for column in LEDGER.columns)
ROWS = 1500
SAME = ("2019-05-24", "示例中学", "30")
"""A row that stands there so often."""
LONGEST_DRAW = 10.0
"""Seconds a board may take on a machine that does much else; without a process of its own the
paste takes minutes."""
LITTLE = 150 * 2**20
"""Bytes a server may take for the pages of two viewers and what is pasted."""


def block(rows, cell):
    return "\n".join("\t".join(map(cell, range(row, row + len(HEAD)))) for row in range(rows))


@pytest.fixture(scope="module")
def served(small_example, tmp_path_factory):
    room = tmp_path_factory.mktemp("pasted")
    books = shutil.copytree(small_example, room / "books")
    (books / f"{UNIT}.xlsx").write_bytes(xlsx({LEDGER.name: [HEAD, *[SAME] * ROWS]}))
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state")}
    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        yield served


async def paste(address, text):
    """Paste into the field of 填报; gives the alerts of the page that is drawn then."""
    connection = await connected(address)
    try:
        asked = BackMsg()
        asked.rerun_script.page_name = "ledgers"
        asked.rerun_script.query_string = f"unit={UNIT}"
        await connection.send(asked.SerializeToString())
        fields, _ = await listen(connection)
        (field,) = fields
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = field, text
        await connection.send(asked.SerializeToString())
        _, told = await listen(connection)
        return told
    finally:
        await connection.close()


async def listen(connection):
    """The fields for pasting on a page, and what it tells, once it is drawn."""
    fields, told = set(), []
    while True:
        message = ForwardMsg.FromString(await connection.recv(decode=False))
        element = message.delta.new_element
        if element.text_area.label.startswith("粘贴到"):
            fields.add(element.text_area.id)
        told += filter(None, (element.alert.body, element.markdown.body))
        if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
            return fields, told


async def paste_while_others_look(address, text):
    """What the page tells, and the seconds the boards took that were drawn meanwhile."""
    connection = await connected(address)
    viewer = Viewer(connection, "", "")
    await viewer.rerun()
    pasting, seconds = asyncio.create_task(paste(address, text)), []
    while not pasting.done():
        seconds.append((await viewer.rerun()).seconds)
        await asyncio.sleep(0.1)
    await connection.close()
    return await pasting, seconds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1" * 140_000, "没有要改的"),
        (block(3000, lambda cell: f"示例{cell}"), "共 3000 行"),
        (block(4, lambda _: "1×" * 8000), "共 4 行"),
        ("\n".join(f"{SAME[0]}\t{SAME[1]}\t{n}" for n in range(31, ROWS + 31)), "都像"),
    ],
    ids=["one line", "a large block", "long cells", "rows alike"],
)
def test_while_one_pastes_the_others_see_their_boards(served, text, told):
    process = psutil.Process(served.process.pid)
    before = process.memory_info().rss
    said, seconds = asyncio.run(asyncio.wait_for(paste_while_others_look(served.address, text), 50))
    assert any(told in each for each in said), said
    assert max(seconds, default=0) < LONGEST_DRAW
    assert process.memory_info().rss < before + LITTLE
