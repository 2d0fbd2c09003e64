"""A server under a path that believes its proxy who comes, as a city beside others has it."""

import asyncio
import contextlib
import http.client
import secrets
import shutil
from urllib.parse import quote, urlsplit

import pytest

from kjr.state.acts import ACCESS, ActKind
from kjr.state.journal import Journal
from kjr.ui.sign_in_page import NOT_THROUGH_PROXY
from tests.window import Window
from tools.serving import copy_fresh, serving

pytestmark = pytest.mark.slow
PROOF = secrets.token_hex(16)
NAME = "领导示例"
SAID = {"X-Kjr-Roles": "leader", "X-Kjr-Name": quote(NAME)}


@pytest.fixture(scope="module")
def house(small_example, tmp_path_factory):
    """The server's address and its state."""
    room = tmp_path_factory.mktemp("header")
    program = copy_fresh(room / "program")
    told = f'[kjr]\nsign_in = "header"\nproxy_secret = "{PROOF}"\nleader = ["leader"]\n'
    (program / ".streamlit" / "secrets.toml").write_text(told, "utf-8")
    places = {
        "KJR_FOLDER": str(shutil.copytree(small_example, room / "books")),
        "KJR_STATE": str(room / "state"),
        "STREAMLIT_SERVER_BASE_URL_PATH": "kjr",
    }
    with serving(program / "app.py", program, room / "log", places) as served:
        yield served.address, room / "state"


async def look(address, **said):
    async with Window(address, **said) as window:
        return await window.open()


@pytest.mark.parametrize("proof", [None, "", PROOF[:-1]], ids=["none", "blank", "shorter"])
def test_who_says_of_himself_what_the_proxy_says_is_nobody(house, proof):
    address, _ = house
    said = asyncio.run(look(address, **SAID, **({} if proof is None else {"X-Kjr-Proof": proof})))
    assert NOT_THROUGH_PROXY in said
    assert NAME not in said


def test_who_comes_through_the_proxy_is_in_the_record(house):
    address, state = house
    said = asyncio.run(look(address, **SAID, **{"X-Kjr-Proof": PROOF}))
    assert NAME in said
    come = [act for act in Journal(state, record=ACCESS).acts() if act.kind is ActKind.SIGNED_IN]
    assert [act.who.split()[-1] for act in come] == [NAME]


def test_under_a_path_nobody_is_led_to_the_host_that_was_sent(house):
    connection = http.client.HTTPConnection(urlsplit(house[0]).netloc, timeout=30)
    connection.request("GET", "/kjr?unit=1", headers={"Host": "evil.cn"})
    with contextlib.closing(connection):
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (307, "/kjr/?unit=1")
