"""What a running server writes down of what is done: shown, told elsewhere, purged on purpose."""

import asyncio
import datetime as dt
import shutil
import time
from pathlib import Path

import pytest

from kjr.state.acts import ACCESS, Act, ActKind, Edit
from kjr.state.journal import Journal
from kjr.ui.door.guests import BROWSER
from kjr.ui.office.sign_ins import REFUSED, SHOWN
from tests.app.records.test_watch import Receiver
from tests.doors import OFFICE, issue
from tests.plans import FIRST
from tests.programs import run_command
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
PERSON, MOBILE = "林示远", "13800001234"
PATIENCE = 60.0
"""Seconds until a server has read the unit's workbook first."""
UNIT = FIRST.campaign.units[0].name
LEDGER = next(each for each in FIRST.campaign.ledgers if each.title and not each.single)


@pytest.fixture
def house(small_example, tmp_path):
    """What an installation is told, and the office's code."""
    books, state = shutil.copytree(small_example, tmp_path / "books"), tmp_path / "state"
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}
    return places, issue(state, OFFICE)


def run(places):
    return serving(ROOT / "app.py", ROOT, Path(places["KJR_STATE"]).with_name("log"), places)


async def come_in(window, code, page=""):
    await window.open(page)
    return await window.press("登录", 单位名称=OFFICE.name, 登录码=code)


def test_whoever_is_refused_again_and_again_pushes_nothing_off_the_page(house):
    places, code = house
    journal = Journal(Path(places["KJR_STATE"]), record=ACCESS)
    now = dt.datetime.now(dt.UTC)
    refusal = Act(now, "试的人示例", "", ActKind.REFUSED, note="名称或登录码不对")

    async def look(address):
        async with Window(address, {BROWSER: "the office's"}) as window:
            await come_in(window, code, "signins")
            for _ in range(SHOWN + 1):
                journal.append(refusal)
            return await window.open("signins")

    journal.append(refusal._replace(kind=ActKind.VIEWED, who="看过的人示例"))
    with run(places) as served:
        said = asyncio.run(look(served.address))
    assert "看过的人示例" in said
    assert REFUSED <= said.count("试的人示例") < SHOWN  # the first lines are told to phones as well


@pytest.mark.parametrize("receiver", ["udp", "tcp"])
def test_what_is_done_at_a_running_server_is_told_to_a_system_log(house, receiver, tmp_path):
    """Who came in and who was refused, soon, each with where it stands, and no number of theirs."""
    places, code = house
    there = Receiver(receiver, tmp_path)

    async def go(address):
        async with Window(address, {BROWSER: "the office's"}) as window:
            await window.open()
            await window.press("登录", 单位名称=f"示例{MOBILE}", 登录码="错的示例")
            await come_in(window, code)

    with run({**places, "KJR_SYSLOG": there.address}) as served:
        asyncio.run(go(served.address))
        lines = there.read(2)
    there.socket.close()
    for number, (line, kind) in enumerate(zip(lines, ("拒绝", "登录"), strict=True), 1):
        assert line.startswith("<110>1 ")
        assert f"{ACCESS}:{number}:" in line
        assert f'"kind": "{kind}"' in line
    assert "示例×××" in lines[0]
    assert [each for each in (MOBILE, code, "错的示例") if each in "".join(lines)] == []


def test_a_person_is_purged_beside_a_running_server_and_no_page_shows_them_any_more(house):
    places, code = house
    journal = Journal(Path(places["KJR_STATE"]))
    name = LEDGER.title
    edit = Edit(4, {name: f"走访{PERSON}（{MOBILE}）"}, {name: "走访邻居示例"})
    now = dt.datetime.now(dt.UTC)
    saved = Act(now, "经办示例", UNIT, ActKind.SAVED, LEDGER.name, (edit,), ledger=LEDGER.name)
    journal.append(saved)

    def shown(said):
        return [each for each in (PERSON, MOBILE, "走访邻居示例", "经办示例") if each in said]

    async def look(address):
        async with Window(address, {BROWSER: "the office's"}) as window:
            await come_in(window, code, "ledgers")
            until, before = time.monotonic() + PATIENCE, ""
            while PERSON not in before and time.monotonic() < until:
                before = await window.open("ledgers", f"unit={UNIT}")
            told = run_command(places, "state", "--purge", PERSON, MOBILE, "--sure")
            after = await window.open("ledgers", f"unit={UNIT}")
            return before, told, after, await window.open("signins")

    with run(places) as served:
        before, told, after, record = asyncio.run(look(served.address))
    assert "已清除" in told
    assert shown(before) == [PERSON, MOBILE, "走访邻居示例", "经办示例"]
    assert shown(after) == ["走访邻居示例", "经办示例"]
    assert str(ActKind.PURGED) in record
    assert shown(record) == []
    assert "；" not in run_command(places, "state").split("登录记录")[0]
