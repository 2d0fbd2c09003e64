"""Signing in at a running server: tries that fail, and leaving a provider for good."""

import asyncio
import datetime as dt
import os
import secrets
import shutil
import time
from pathlib import Path

import httpx
import pytest

from kjr.access.sign_in import sign_in_account
from kjr.state.acts import ACCESS, ActKind
from kjr.state.journal import Journal
from kjr.ui import gate
from kjr.ui.door.guests import BROWSER
from tests.databases import Intruder
from tests.doors import LEADER, OFFICE, UNIT, issue
from tests.programs import run_command
from tests.provider import installing_with_provider
from tests.window import Window
from tools.serving import ROOT, free_port, serving

pytestmark = pytest.mark.slow
IN, NOT_IN, WAIT = gate.EVERYWHERE, "名称或登录码不对", "试错次数太多"
CUT = "末尾少了"
NOT_OURS = 0o077
"""The rights of all but the account a server runs under."""
EIGHT_DAYS = 8 * 24 * 3600
PATIENCE = 40
"""Seconds in which an account that was tried from everywhere is let in again."""
FREE, FREE_EVERYWHERE, FREE_OF_ALL = 5, 20, 40
"""Wrong tries of an account from one address, of it from all, and from one address of all."""


@pytest.fixture(scope="module")
def house(small_example, tmp_path_factory):
    """A server with passcodes: its address, and everybody's code by the name."""
    room = tmp_path_factory.mktemp("codes")
    books = shutil.copytree(small_example, room / "books")
    codes = {viewer.name: issue(room / "state", viewer) for viewer in (LEADER, OFFICE, UNIT)}
    places = {
        "KJR_FOLDER": str(books),
        "KJR_STATE": str(room / "state"),
        "KJR_SIGN_IN": "passcodes",
    }
    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        yield served.address, codes, places


async def sign_in(address, account, code, browser="", place="10.0.0.9"):
    """What the page says to somebody who types this, behind a proxy of the server's machine."""
    cookies = {BROWSER: browser} if browser else {}
    async with Window(address, cookies, **{"X-Forwarded-For": place}) as window:
        await window.open()
        said = await window.press("登录", 单位名称=account, 登录码=code)
        return next((each for each in (WAIT, NOT_IN, IN) if each in said), said)


def test_somebody_who_tries_locks_nobody_out_of_her_own_browser(house):
    address, codes, _ = house

    async def go():
        right, wrong = codes[LEADER.name], "不对"
        assert await sign_in(address, LEADER.name, right, "hers") == IN
        tries = [await sign_in(address, LEADER.name, wrong) for _ in range(FREE + 1)]
        assert tries == [*[NOT_IN] * FREE, WAIT]
        assert await sign_in(address, LEADER.name, right) == WAIT
        assert await sign_in(address, LEADER.name, right, "hers") == IN
        assert await sign_in(address, LEADER.name, right, place="10.0.0.8") == IN

    asyncio.run(go())


def test_an_account_that_is_tried_from_everywhere_waits_seconds(house):
    address, codes, _ = house

    async def go():
        places = [f"10.0.1.{number}" for number in range(FREE_EVERYWHERE + 1)]
        tries = [await sign_in(address, OFFICE.name, "不对", place=place) for place in places]
        assert tries == [*[NOT_IN] * FREE_EVERYWHERE, WAIT]
        until = time.monotonic() + PATIENCE
        while (said := await sign_in(address, OFFICE.name, codes[OFFICE.name])) == WAIT:
            assert time.monotonic() < until
        assert said == IN

    asyncio.run(go())


def test_after_a_right_code_the_slips_before_it_count_no_more(house):
    address, codes, _ = house

    async def go():
        for _ in range(3):
            for _ in range(FREE - 1):
                assert await sign_in(address, UNIT.name, "不对", place="10.0.2.1") == NOT_IN
            assert await sign_in(address, UNIT.name, codes[UNIT.name], place="10.0.2.1") == IN

    asyncio.run(go())


async def try_everybody(address, place):
    """What somebody is told who tries every account, none of them often."""
    names = [LEADER.name, OFFICE.name, UNIT.name, *(f"{each}示例" for each in range(12))]
    return [
        await sign_in(address, name, "不对", place=place) for _ in range(FREE - 2) for name in names
    ]


def test_an_address_that_tries_every_account_is_locked_and_locks_nobody_else_out(house):
    address, codes, _ = house
    trying = "10.0.3.1"

    async def go():
        tries = await try_everybody(address, trying)
        assert tries == [NOT_IN] * FREE_OF_ALL + [WAIT] * (len(tries) - FREE_OF_ALL)
        for name, code in codes.items():
            assert await sign_in(address, name, code, place=trying) == WAIT
            assert await sign_in(address, name, code, place="10.0.3.2") == IN

    asyncio.run(go())


def test_leaving_everywhere_ends_what_a_lost_phone_still_holds_and_nobody_elses(house):
    address, codes, places = house

    def begin(name):
        asked = Path(places["KJR_STATE"]), name, codes[name], "10.0.0.8", dt.datetime.now(dt.UTC)
        return {gate.COOKIE: sign_in_account(*asked, secrets.token_bytes)}

    async def leave_everywhere(phone, desk, leader):
        assert [await look(address, each) for each in (phone, desk, leader)] == [True] * 3
        await leave(address, desk, gate.EVERYWHERE)
        return [await look(address, each) for each in (phone, desk, leader)]

    held = begin(UNIT.name), begin(UNIT.name), begin(LEADER.name)
    assert asyncio.run(leave_everywhere(*held)) == [False, False, True]
    assert asyncio.run(look(address, begin(UNIT.name)))


@pytest.mark.sqlite  # what sends a program to PostgreSQL stands where its clock is put on
def test_what_an_address_tried_a_week_ago_counts_no_more(small_example, tmp_path):
    state, trying = tmp_path / "state", "10.0.3.1"
    code = issue(state, LEADER)
    books = shutil.copytree(small_example, tmp_path / "books")
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}

    async def come_back(address):
        tries = [await sign_in(address, LEADER.name, "不对", place=trying) for _ in range(2)]
        return [*tries, await sign_in(address, LEADER.name, code, place=trying)]

    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places | EIGHT_DAYS_AGO) as served:
        assert asyncio.run(try_everybody(served.address, trying))[-1] == WAIT
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        assert asyncio.run(come_back(served.address)) == [NOT_IN, NOT_IN, IN]


def test_a_record_that_was_cut_is_told_on_the_page_and_by_doctor(house):
    address, codes, places = house
    state = Path(places["KJR_STATE"])

    async def go():
        async with Window(address, {BROWSER: "the office's"}) as window:
            await window.open("signins")
            await window.press("登录", 单位名称=OFFICE.name, 登录码=codes[OFFICE.name])
            whole = await window.open("signins")
            kept = len(Journal(state, record=ACCESS).acts())
            last = f"(SELECT max(number) FROM acts WHERE record = '{ACCESS}')"
            Intruder(state).harm(f"DELETE FROM acts WHERE record = '{ACCESS}' AND number = {last}")
            assert len(Journal(state, record=ACCESS).acts()) == kept - 1
            return whole, await window.open("signins")

    whole, cut = asyncio.run(go())
    assert (CUT in whole, CUT in cut, CUT in run_command(places, "doctor")) == (False, True, True)


def test_what_a_running_server_keeps_is_its_own_and_is_taken_back(house):
    """Others may be let in by a copy, or by a careless command; whoever opens it next shuts it."""
    state = Path(house[2]["KJR_STATE"])

    def list_open():
        return [each for each in (state, *state.rglob("*")) if each.stat().st_mode & NOT_OURS]

    assert list_open() == []
    state.chmod(0o755)
    run_command(house[2], "doctor")
    assert list_open() == []


def test_doctor_says_which_defence_the_environment_of_a_server_takes_away(house):
    off = {"STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false"}
    told = "enableXsrfProtection 被关掉了"
    assert [told in run_command(house[2], "doctor", **each) for each in ({}, off)] == [False, True]


@pytest.fixture(scope="module")
def at_provider(small_example, tmp_path_factory):
    """Gives what serves the app with a provider, again and again, what that claims, the state."""
    room, port, claims = tmp_path_factory.mktemp("provider"), free_port(), {}
    books, program = shutil.copytree(small_example, room / "books"), room / "program"
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(room / "state"), "KJR_SIGN_IN": "oidc"}
    with installing_with_provider(program, port, claims):

        def serve(**more):
            return serving(program / "app.py", program, room / "log", places | more, port)

        yield serve, claims, room / "state"


async def come_from_provider(address):
    """The cookies of a browser that signed in at the provider."""
    async with Window(address) as window:
        await window.open()
        await window.press("用统一登录进入")
    options = {"base_url": address, "trust_env": False, "follow_redirects": True}
    async with httpx.AsyncClient(**options) as browser:
        await browser.get(window.led_to)
        await browser.get("/_stcore/health")
        return dict(browser.cookies)


async def look(address, cookies):
    async with Window(address, cookies) as window:
        return IN in await window.open()


async def leave(address, cookies, way):
    async with Window(address, cookies) as window:
        await window.open()
        await window.press(way)


def claim(claims, number, **more):
    claims.clear()
    claims.update(sub=str(number), name=f"{number}示例", roles=["leader"], **more)


EIGHT_DAYS_AGO = {
    "KJR_WITHOUT": f"{os.environ.get('KJR_WITHOUT', '')} it_is_eight_days_ago",
    "PYTHONPATH": os.pathsep.join((str(ROOT / "tests" / "weakened"), str(ROOT))),
}
"""The server's clock is put on as defences are taken out elsewhere."""


@pytest.mark.sqlite  # what sends a program to PostgreSQL stands where its clock is put on
def test_whoever_left_a_provider_has_left_for_ever_and_everywhere(at_provider):
    serve, claims, state = at_provider

    async def begin(address):
        claim(claims, 1, iat=int(time.time()) - EIGHT_DAYS)
        once, again = [await come_from_provider(address) for _ in range(2)]
        assert [await look(address, each) for each in (once, again)] == [True, True]
        await leave(address, once, "退出")
        assert [await look(address, each) for each in (once, again)] == [False, True]
        await leave(address, again, gate.EVERYWHERE)
        assert not await look(address, again)
        return once

    async def go_on(address, copied):
        assert not await look(address, copied)
        claim(claims, 2)
        other = await come_from_provider(address)
        assert await look(address, other)
        await leave(address, other, "退出")
        assert not await look(address, copied)

    with serve(**EIGHT_DAYS_AGO) as served:
        copied = asyncio.run(begin(served.address))
    with serve() as served:
        asyncio.run(go_on(served.address, copied))
    kinds = [act.kind for act in Journal(state, record=ACCESS).acts()]
    assert kinds.count(ActKind.SIGNED_IN) == 3
    assert kinds.count(ActKind.SIGNED_OUT) == 3
