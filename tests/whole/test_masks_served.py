"""What a running server sends a leader, page by page and file by file: no number of anybody's."""

import asyncio
import datetime as dt
import io
import re
import secrets
import shutil
import zipfile

import pypdf
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import ENDS, connected
from kjr.access import sessions
from kjr.access.passcodes import read_code_holder
from kjr.access.rights import PAGES, Reach, Role, Viewer, find_reach
from kjr.campaign.columns import Choice, Count, Day, Money
from kjr.ui.door.guests import BROWSER
from kjr.ui.gate import COOKIE
from tests.doors import LEADER, OFFICE, issue
from tests.plans import FIRST
from tests.store.files import xlsx
from tests.values.test_masks import (
    BRACKETED,
    CALLED,
    COUNTED,
    LISTED,
    READ_AS_DIGITS,
    SAID_BEFORE,
    SPELT_OUT,
    UNSEEN,
    VARIANTS,
    WITH_OTHER_SIGNS,
)
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
WRITTEN = [*VARIANTS, *BRACKETED, *READ_AS_DIGITS, *CALLED, *WITH_OTHER_SIGNS]
WRITTEN += [*LISTED, *COUNTED, *SPELT_OUT, *SAID_BEFORE, *UNSEEN]
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
    return {"Cookie": f"{COOKIE}={begin(state, viewer)}"}


def begin(state, viewer):
    """What a browser proves itself with that has just signed in."""
    holder, now = read_code_holder(state, viewer.name), dt.datetime.now(dt.UTC)
    return sessions.begin_session(state, holder, now, secrets.token_bytes)


def list_leaders_pages():
    leader = Viewer(Role.LEADER, name=LEADER.name)
    return [page for page in PAGES.values() if find_reach(leader, page.title) is not Reach.NONE]


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
    pages = list_leaders_pages()
    assert len(pages) >= 10
    headers = sign_in(state, LEADER)
    sent = {page.title: asyncio.run(read_page(address, headers, page)) for page in pages}
    shown = {
        title: [each for each in WRITTEN if f"（{each}）" in text] for title, text in sent.items()
    }
    assert {title: found for title, found in shown.items() if found} == {}
    assert any("示例（×××）" in text for text in sent.values())


OFFLINE = "离线看板（网页）"
TAKEN = {
    "pdf": "下载 PDF",
    "word": "下载 Word",
    "zip": "各单位总结（zip）",
    "offline": OFFLINE,
    "excel": "导出 Excel",
    "csv": "导出 CSV",
}


def read_text(data):
    """The text of a file or of a package's parts, without the tags and blanks between."""
    if data.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return bare("".join(page.extract_text() for page in pages))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(read_text(package.read(each)) for each in package.namelist())
    return bare(data.decode("utf-8", "ignore"))


def bare(text):
    return re.sub(r"<[^>]*>|\s", "", text)


@pytest.fixture(scope="module")
def taken(served):
    """The text of each file that a leader can take away, by its page, label and number there."""
    address, state = served

    async def go():
        cookies = {COOKIE: begin(state, LEADER), BROWSER: "hers"}
        found = {}
        async with Window(address, cookies) as window:
            for page in list_leaders_pages():
                await window.open(page.address, f"unit={UNIT}")
                for number, button in enumerate([*window.offered]):
                    file = read_text(await window.fetch(button))
                    found[page.title, button.label, number] = file
        return found

    return asyncio.run(go())


@pytest.mark.parametrize("label", TAKEN.values(), ids=TAKEN)
def test_no_file_a_leader_takes_away_has_a_number_however_it_was_written(taken, label):
    files = {place: text for place, text in taken.items() if label in place}
    written = {bare(f"（{each}）") for each in WRITTEN}
    shown = {place: [each for each in written if each in text] for place, text in files.items()}
    assert files
    assert {place: found for place, found in shown.items() if found} == {}
    is_told = label != OFFLINE  # which has figures, and no title of anybody's
    assert any("示例（×××）" in text for text in files.values()) == is_told


def test_the_office_is_sent_what_was_written(served):
    """So that the test above looks for what is there."""
    address, state = served
    text = asyncio.run(read_page(address, sign_in(state, OFFICE), PAGES["填报"]))
    found = [each for each in WRITTEN if f"（{each}）" in text]
    assert len(found) > len(WRITTEN) / 2
