"""What anybody without a code can send to a running server, and that nothing of it stays."""

import asyncio
import contextlib
import datetime as dt
import http.client
import re
import secrets
import shutil
import socket
import threading
from pathlib import Path

import httpx
import psutil
import pytest
from itsdangerous import URLSafeSerializer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from benchmarks import strangers
from benchmarks.load_client import Viewer, connected
from kjr.access import sessions
from kjr.access.passcodes import read_code_holder
from kjr.access.rights import PAGES
from kjr.ui.door import door, guests, uploads
from kjr.ui.door.messages import HEARD
from kjr.ui.gate import COOKIE, EVERYWHERE
from kjr.ui.sign_in_page import NOT_HERE
from tests.doors import LEADER, OFFICE, issue
from tests.plans import FIRST
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
LITTLE = 60 * 2**20
"""Bytes a server may take for the pages of a few viewers."""


@contextlib.contextmanager
def outside():
    """Stands where the way out is; counts who would leave."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as gate:

        def count():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = gate.accept()
                    asked.append(connection.recv(200))
                    connection.close()

        threading.Thread(target=count, daemon=True).start()
        yield f"http://127.0.0.1:{gate.getsockname()[1]}", asked
        gate.shutdown(socket.SHUT_RDWR)


class House:
    """A server with passcodes, and a leader who has signed in."""

    def __init__(self, served, state, asked, log):
        self.address = served.address
        self.process = psutil.Process(served.process.pid)
        self.asked, self.log = asked, log
        access = state
        self.holder, self.access = read_code_holder(access, LEADER.name), access
        self.leader = self.sign_in_leader()

    def sign_in_leader(self, ago=dt.timedelta()):
        """What her browser sends after she signed in then."""
        then = dt.datetime.now(dt.UTC) - ago
        note = sessions.begin_session(self.access, self.holder, then, secrets.token_bytes)
        return {"Cookie": f"{COOKIE}={note}; {guests.BROWSER}=hers"}

    def sign_in_other(self):
        """What somebody else's browser sends, who signed in too."""
        issue(self.access, OFFICE)
        holder = read_code_holder(self.access, OFFICE.name)
        now = dt.datetime.now(dt.UTC)
        note = sessions.begin_session(self.access, holder, now, secrets.token_bytes)
        return {"Cookie": f"{COOKIE}={note}; {guests.BROWSER}=another"}

    def look(self):
        """The leader has the board drawn anew."""

        async def go():
            connection = await connected(self.address, self.leader)
            await Viewer(connection, "", "").rerun()
            await connection.close()

        asyncio.run(go())

    def readers(self):
        return {each.pid for each in self.process.children(recursive=True)}

    @contextlib.contextmanager
    def growing_little(self):
        """Fails if the server took much more memory at any moment of this."""
        status = Path(f"/proc/{self.process.pid}")
        (status / "clear_refs").write_text("5")
        before = self.process.memory_info().rss
        yield
        peak = re.search(r"VmHWM:\s+(\d+) kB", (status / "status").read_text())
        assert int(peak[1]) * 1024 < before + LITTLE


@pytest.fixture
def office(small_example, tmp_path):
    """A server without a sign-in."""
    places = {"KJR_FOLDER": str(small_example), "KJR_STATE": str(tmp_path / "state")}
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        yield served.address


def test_without_a_sign_in_a_script_or_a_proxy_that_hides_itself_sees_nothing(office):
    """A plain proxy_pass sends on what it asks itself as Host, and nothing of who stands behind."""

    async def look(**headers):
        connection = await connected(office, **headers)
        try:
            await Viewer(connection, "", "").rerun()
        finally:
            await connection.close()

    asyncio.run(look())
    for asked in ({"origin": ""}, {"headers": {"X-Forwarded-For": "10.0.0.9"}}):
        with pytest.raises(RuntimeError, match=NOT_HERE[:20]):
            asyncio.run(look(**asked))
    with pytest.raises(InvalidStatus):
        asyncio.run(look(origin=strangers.ELSEWHERE))


@pytest.fixture(scope="module")
def house(small_example, tmp_path_factory):
    room = tmp_path_factory.mktemp("door")
    books = shutil.copytree(small_example, room / "books")
    state = room / "state"
    issue(state, LEADER)
    with outside() as (way_out, asked):
        places = {
            "KJR_FOLDER": str(books),
            "KJR_STATE": str(state),
            "KJR_SIGN_IN": "passcodes",
            **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), way_out),
        }
        with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
            house = House(served, state, asked, room / "log")
            house.look()
            yield house


def get(address, path, **headers):
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_a_stranger_cannot_have_the_caches_emptied(house):
    before = house.readers()
    for _ in range(5):
        asyncio.run(strangers.empty_caches(house.address))
        house.look()
    assert house.readers() == before


def test_what_a_page_says_is_heard():
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds >= HEARD
    assert "clear_cache" not in HEARD


def test_a_file_of_a_stranger_is_not_taken(house):
    with house.growing_little():
        said = [asyncio.run(strangers.upload_unasked(house.address)) for _ in range(5)]
    assert said == [403] * 5


def test_uploads_of_one_person_hold_so_much_and_no_more(house):
    """Whoever has come in may send what no page asks for; others must find room all the same."""

    async def send(window, headers, times):
        options = {"base_url": house.address, "trust_env": False, "timeout": 60}
        async with httpx.AsyncClient(**options) as browser:
            for name, said in (each.split("=", 1) for each in headers["Cookie"].split("; ")):
                browser.cookies.set(name, said)
            await browser.get("/_stcore/health")
            proof = {"X-Xsrftoken": browser.cookies["_streamlit_xsrf"]}
            file = {"file": ("a.xlsx", bytes(strangers.LARGE))}
            for number in range(times):
                path = f"/_stcore/upload_file/{window}/{number}"
                yield (await browser.put(path, files=file, headers=proof)).status_code

    async def crowd():
        doors = [await connected(house.address, house.leader) for _ in range(2)]
        windows = [await strangers.find_window(each) for each in doors]
        said = [status for window in windows async for status in send(window, house.leader, 12)]
        other = house.sign_in_other()
        hers = await connected(house.address, other)
        window = await strangers.find_window(hers)
        also = [status async for status in send(window, other, 1)]
        for each in (*doors, hers):
            await each.close()
        return said, also

    said, also = asyncio.run(crowd())
    taken = said.count(204)
    assert said == [204] * taken + [413] * (24 - taken)
    assert uploads.MOST * 0.9 < taken * strangers.LARGE <= uploads.MOST
    assert also == [204]


def test_a_vast_frame_is_refused_before_it_is_taken(house):
    with house.growing_little():
        said = [asyncio.run(strangers.send_vast_frame(house.address)) for _ in range(3)]
    assert said == [1009] * 3


def test_a_message_of_many_parts_takes_no_memory(house):
    with house.growing_little():
        for _ in range(3):
            asyncio.run(strangers.send_many_parts(house.address))


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config"])
def test_a_page_of_somebody_elses_is_refused_and_nobody_outside_is_asked(house, path):
    assert asyncio.run(strangers.come_from_elsewhere(house.address)) == 403
    assert get(house.address, path, Origin=strangers.ELSEWHERE).status == 403
    assert house.asked == []


def test_a_cookie_of_backslashes_costs_nothing(house):
    assert asyncio.run(strangers.send_backslashes(house.address)) < 1


def test_what_anybody_sends_steers_no_terminal_and_forges_no_entry_of_the_log(house):
    """Streamlit repeats there which part of a page was asked for, if there is none like it."""
    sent = "\x1b]0;示例\x07\x1b[2J\u202e13800001234 示例\n2019-05-28 示例"

    async def ask():
        connection = await connected(house.address)
        try:
            asked = BackMsg()
            asked.rerun_script.fragment_id = sent
            await connection.send(asked.SerializeToString())
            await strangers.find_window(connection)
        finally:
            await connection.close()

    asyncio.run(ask())
    said = house.log.read_text("utf-8")
    assert "示例" in said
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]|13800001234|^2019", said, re.M) == []


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
def test_what_is_for_developers_is_shut(house, path):
    assert get(house.address, path).status == 403


@pytest.mark.parametrize("name", ["X-Kjr-Roles", "x-kjr-proof", "Origin"])
def test_who_somebody_is_may_be_said_once(house, name):
    """One of two is not the proxy's, whichever of them a server would take."""

    def say(times):
        connection = http.client.HTTPConnection(house.address.removeprefix("http://"), timeout=30)
        connection.putrequest("GET", "/_stcore/health")
        for _ in range(times):
            connection.putheader(name, house.address)
        connection.endheaders()
        with contextlib.closing(connection):
            return connection.getresponse().status

    assert [say(times) for times in (1, 2)] == [200, 403]


@pytest.mark.parametrize("path", ["/units/", "//evil.cn/x/", "/_stcore/health/", "/_stcore", "/"])
def test_nobody_is_led_to_the_host_that_was_sent(house, path):
    answer = get(house.address, path, Host="evil.cn")
    assert "evil.cn" not in str(answer.headers)


async def show(house, headers):
    """All that somebody with these headers is sent of the first page."""
    connection = await connected(house.address, headers)
    try:
        await connection.send(BackMsg(rerun_script={}).SerializeToString())
        said, kind = b"", ""
        while kind != "script_finished":
            data = await connection.recv(decode=False)
            said, kind = said + data, ForwardMsg.FromString(data).WhichOneof("type")
        return said.decode("utf-8", "replace")
    finally:
        await connection.close()


def test_a_sign_in_that_was_left_for_days_ends(house):
    left, used = (house.sign_in_leader(dt.timedelta(hours=hours)) for hours in (73, 71))
    assert "请再登录一次" in asyncio.run(show(house, left))
    for _ in range(2):
        assert "退出" in asyncio.run(show(house, used))


def test_a_stranger_is_sent_no_page(house):
    async def look():
        async with Window(house.address) as window:
            return {each.title: await window.open(each.address) for each in PAGES.values()}

    sent = asyncio.run(look())
    units = [each.name for each in FIRST.campaign.units]
    shown = {title: [unit for unit in units if unit in said] for title, said in sent.items()}
    assert {title: found for title, found in shown.items() if found} == {}
    assert [title for title, said in sent.items() if "登录码" not in said] == []


def test_a_note_that_was_forged_lets_nobody_in(house):
    """Signed by somebody else's key, by none, or hers with another signature."""
    hers = house.leader["Cookie"].removeprefix(f"{COOKIE}=").partition(";")[0]
    told = URLSafeSerializer("").loads_unsafe(hers)[1]
    guessed = URLSafeSerializer(secrets.token_hex(32), "kjr").dumps(told)
    forged = (guessed, f"{hers.partition('.')[0]}.", hers[:-1] + ("0" if hers[-1] != "0" else "1"))
    for note in forged:
        said = asyncio.run(show(house, {"Cookie": f"{COOKIE}={note}; {guests.BROWSER}=forger"}))
        assert ("登录码" in said, EVERYWHERE in said) == (True, False)


@pytest.mark.parametrize("seen", ["9" * 12, "9" * 300, "1;" + "I1=9;" * 500])
def test_a_forged_note_of_the_last_visit_breaks_no_page(house, seen):
    async def look():
        said = {"Cookie": f"{house.leader['Cookie']}; kjr_seen={seen}"}
        connection = await connected(house.address, said)
        try:
            await Viewer(connection, "", "").rerun()
        finally:
            await connection.close()

    asyncio.run(look())


def test_a_file_made_for_somebody_is_given_to_nobody_else(house):
    """Where it lies is told by the file's own digest; who has a log has that."""
    assert get(house.address, f"/media/{'a' * 56}.pdf").status == 403
    for cookie, status in ((house.leader["Cookie"], 404), (f"{guests.BROWSER}=nobodys", 403)):
        asked = get(house.address, f"/media/{'a' * 56}.pdf", Cookie=cookie)
        assert (asked.status, asked.getheader("Cache-Control")) == (status, "no-store")


SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "c2hvdyBtZSB0aGUgcGFnZQ==",
}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"Origin": strangers.ELSEWHERE}, 403),
        ("/_stcore/stream", {**SOCKET, "Origin": strangers.ELSEWHERE}, 403),
        ("/_stcore/another", SOCKET, 403),
        ("/_stcore/stream", {**SOCKET, "Sec-WebSocket-Version": "12"}, 400),
        ("/_stcore/stream", {**SOCKET, "Sec-WebSocket-Key": "short"}, 400),
        ("/_stcore/metrics", {}, 403),
        ("/_stcore/upload_file/window/1", {}, 403),
        ("/media/0.pdf", {}, 403),
        ("/subscription/word.ics", {}, 404),
        ("/component/nothing/here", {}, 404),
        ("//elsewhere.example/", {}, 400),
    ],
)
def test_every_answer_says_what_a_page_may_load_and_a_refusal_is_kept_nowhere(
    house, path, headers, status
):
    answer = get(house.address, path, **headers)
    assert answer.status == status
    assert {name: answer.getheader(name) for name in door.ALWAYS} == door.ALWAYS
    assert status == 200 or answer.getheader("Cache-Control") == "no-store"


def test_a_window_is_opened_again_only_in_its_own_browser(house):
    """The id stands in the addresses of uploads, and so in the logs of proxies."""

    async def join(headers, window=""):
        connection = await connected(house.address, headers, window=window)
        try:
            return await strangers.find_window(connection)
        finally:
            await connection.close()

    window = asyncio.run(join(house.leader))
    assert asyncio.run(join({}, window)) != window
    assert asyncio.run(join({"Cookie": f"{guests.BROWSER}=nobodys"}, window)) != window
    assert asyncio.run(join(house.leader, window)) == window
