"""A process that is killed between announcing a message and telling its end."""

import json
import subprocess
import sys
import time

import pytest

from kjr.app.settings import ROOT
from kjr.state.chases import Delivery, gather_records

pytestmark = pytest.mark.slow
PROGRAM = """
import datetime as dt, json, sys
from pathlib import Path
from kjr.app.messages.sending import Post, Sender
from kjr.app.messages.ways import parse_message_settings
from kjr.state.journal import Journal
state, said = Path(sys.argv[1]), json.loads(sys.argv[2])
now = dt.datetime(2019, 6, 8, 17, tzinfo=dt.timezone(dt.timedelta(hours=8)))
rules = parse_message_settings(said)
Sender(Post(
    state, Journal(state), rules, lambda: now, lambda parcel, done: "", paces=False
)).send_waiting()
"""


def test_after_kill_9_what_was_announced_is_not_known_and_the_rest_goes_once(office, robots):
    first, second = office.parcel("wecom", "甲学会"), office.parcel("feishu", "乙学会")
    office.sender().outbox.add([first, second])
    robots.plan[:] = ["hang"]
    command = [sys.executable, "-c", PROGRAM, str(office.state), json.dumps(office.said)]
    process = subprocess.Popen(command, cwd=ROOT)
    end = time.monotonic() + 60
    while not robots.texts and time.monotonic() < end:
        time.sleep(0.05)
    process.kill()
    process.wait()
    robots.released.set()
    try:
        office.sender().send_waiting()
    finally:
        robots.released.clear()
    assert [shape for shape, _ in robots.calls] == ["wecom", "feishu"]
    assert office.end(first).delivery is Delivery.UNSURE
    assert office.end(second).delivery is Delivery.OUT
    assert gather_records(office.journal.acts())["甲学会"].times == 0
    assert office.sender().outbox.list_waiting() == ()
