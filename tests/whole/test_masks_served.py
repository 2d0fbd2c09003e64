"""What a running server sends a leader, page by page: no number that leads to anybody."""

import asyncio
import datetime as dt
import secrets
import shutil

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import ENDS, connected
from kjr.access import sessions
from kjr.access.passcodes import read_code_holder
from kjr.access.rights import PAGES, Reach, Role, Viewer, find_reach
from kjr.campaign.columns import Choice, Count, Day, Money
from kjr.ui.gate import COOKIE
from tests.doors import LEADER, OFFICE, issue
from tests.plans import FIRST
from tests.store.files import xlsx
from tests.values.test_masks import BRACKETED, CALLED, READ_AS_DIGITS, VARIANTS, WITH_OTHER_SIGNS
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
WRITTEN = [*VARIANTS, *BRACKETED, *READ_AS_DIGITS, *CALLED, *WITH_OTHER_SIGNS]
LEDGERS = [each for each in FIRST.campaign.ledgers if each.title and not each.single]
UNIT = FIRST.campaign.units[0].name


def plant(ledger):
    """A ledger in whose every free cell a number stands, each row's written in another way."""
    head = tuple(column.name for column in ledger.columns)
    rows = [tuple(say(column, words) for column in ledger.columns) for words in WRITTEN]
    return [head, *rows]


def say(column, words):
    match column:
        case Day():
            return dt.date(2019, 5, 28)
        case Choice():
            return column.options[0] if column.options else ""
        case Count() | Money():
            return 3
        case _:
            return f"示例（{words}）"


@pytest.fixture(scope="module")
def served(small_example, tmp_path_factory):
    room = tmp_path_factory.mktemp("masks")
    books = shutil.copytree(small_example, room / "books")
    (books / f"{UNIT}.xlsx").write_bytes(xlsx({each.name: plant(each) for each in LEDGERS}))
    state = room / "state"
    for viewer in (LEADER, OFFICE):
        issue(state, viewer)
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}
    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        yield served.address, state


def sign_in(state, viewer):
    now = dt.datetime.now(dt.UTC)
    note = sessions.begin_session(
        state, read_code_holder(state, viewer.name), now, secrets.token_bytes
    )
    return {"Cookie": f"{COOKIE}={note}"}


async def read_page(address, headers, page):
    """All a page sends, as the text in it."""
    connection = await connected(address, headers)
    try:
        asked = BackMsg()
        asked.rerun_script.page_name = page.address
        asked.rerun_script.query_string = f"unit={UNIT}"
        await connection.send(asked.SerializeToString())
        said = []
        while True:
            data = await connection.recv(decode=False)
            said.append(data.decode("utf-8", "replace"))
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
                return "".join(said)
    finally:
        await connection.close()


def test_no_page_sends_a_leader_a_number_however_it_was_written(served):
    address, state = served
    leader = Viewer(Role.LEADER, name=LEADER.name)
    pages = [page for page in PAGES.values() if find_reach(leader, page.title) is not Reach.NONE]
    assert len(pages) >= 10
    headers = sign_in(state, LEADER)
    sent = {page.title: asyncio.run(read_page(address, headers, page)) for page in pages}
    shown = {
        title: [each for each in WRITTEN if f"（{each}）" in text] for title, text in sent.items()
    }
    assert {title: found for title, found in shown.items() if found} == {}
    assert any("示例（×××）" in text for text in sent.values())


def test_the_office_is_sent_what_was_written(served):
    """So that the test above looks for what is there."""
    address, state = served
    text = asyncio.run(read_page(address, sign_in(state, OFFICE), PAGES["填报"]))
    found = [each for each in WRITTEN if f"（{each}）" in text]
    assert len(found) > len(WRITTEN) / 2
