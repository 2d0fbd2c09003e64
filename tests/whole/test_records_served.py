"""A database that is emptied, exchanged or deleted under a running server is told for ever."""

import asyncio
import shutil
import time

import pytest

from kjr.state.engine.connections import FILE
from kjr.state.heads import FILE as HEADS
from kjr.ui.door.guests import BROWSER
from tests.databases import Intruder
from tests.doors import OFFICE, issue
from tests.programs import run_command
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # what is deleted is a file
TOLD, PATIENCE = "记录接不上", 60.0
"""What is said of it, and the seconds until a server has written down where the record ended."""


def empty(state, _, code):
    """All that was recorded is gone; who has a code still has it."""
    Intruder(state).harm("DELETE FROM acts", "UPDATE records SET length = 0, lost = 0")
    return code


def exchange(state, other, _):
    code = issue(other, OFFICE)
    drop_files(state)
    for each in other.glob(f"{FILE}*"):
        shutil.copy(each, state / each.name)
    return code


def delete(state, *_):
    drop_files(state)
    return issue(state, OFFICE)


def drop_files(state):
    for each in state.glob(f"{FILE}*"):
        each.unlink()


HARMS = {"emptied": empty, "exchanged": exchange, "deleted": delete}


async def look(address, code):
    """登录记录, as the office sees it that signs in with this code."""
    async with Window(address, {BROWSER: "the office's"}) as window:
        await window.open("signins")
        await window.press("登录", 单位名称=OFFICE.name, 登录码=code)
        return await window.open("signins")


@pytest.mark.parametrize("harm", HARMS)
def test_a_database_that_was_taken_away_is_told_and_stays_told(harm, small_example, tmp_path):
    books, state = shutil.copytree(small_example, tmp_path / "books"), tmp_path / "state"
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}
    code, log = issue(state, OFFICE), tmp_path / "log"
    with serving(ROOT / "app.py", ROOT, log, places) as served:
        assert TOLD not in asyncio.run(look(served.address, code))
        until = time.monotonic() + PATIENCE
        while not (state / HEADS).exists() and time.monotonic() < until:
            time.sleep(0.1)
        code = HARMS[harm](state, tmp_path / "other", code)
        running = asyncio.run(look(served.address, code))
    with serving(ROOT / "app.py", ROOT, log, places) as served:
        restarted = asyncio.run(look(served.address, code))
    assert [TOLD in each for each in (running, restarted, run_command(places, "doctor"))] == [
        True
    ] * 3
