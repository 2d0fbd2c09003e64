"""Receivers on loopback, and an outbox whose messages go to them."""

import datetime as dt
from contextlib import closing

import pytest

from kjr.app.messages.outbox import Parcel
from kjr.app.messages.sending import Post, Sender, list_ends
from kjr.app.messages.ways import parse_message_settings
from kjr.state.chases import Rung
from kjr.state.journal import Journal
from tests.receivers import LOOPBACK, SHAPES, Mailbox, Robots

NOW = dt.datetime(2019, 6, 8, 17, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(scope="module")
def robots():
    with closing(Robots()) as running:
        yield running


@pytest.fixture(scope="module")
def mailbox():
    with closing(Mailbox()) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(robots, mailbox):
    for each in (robots.plan, robots.calls, robots.texts, mailbox.plan, mailbox.mails):
        each.clear()


class Office:
    """What a test does with one state folder; another process is another sender on it."""

    def __init__(self, state, robots, mailbox):
        self.state, self.journal = state, Journal(state)
        self.said = {
            "on": True,
            "allowed_networks": list(LOOPBACK),
            "robots": {shape: robots.url(shape) for shape in SHAPES},
            "mail": {
                "host": "127.0.0.1",
                "port": mailbox.port,
                "security": "insecure",
                "sender": "office@example.cn",
            },
        }
        self.objections = {}
        self.clock = lambda: NOW

    def sender(self, object_to=None):
        return Sender(
            Post(
                place=self.state,
                journal=self.journal,
                settings=parse_message_settings(self.said),
                clock=self.clock,
                find_objection=object_to
                or (lambda parcel, done: self.objections.get(parcel.to, "")),
                paces=False,
            )
        )

    def parcel(self, way, unit="甲学会", text="请报送。", **more):
        given = {"rung": Rung.PERSONAL, "mails": ("a@example.cn",), **more}
        id = f"{way}-{unit}-{given['rung']}"
        return Parcel(id, given["rung"], unit, (unit,), way, text, "示例员", mails=given["mails"])

    def end(self, parcel):
        (found,) = list_ends(self.journal, [parcel.id])
        return found

    def hurry(self):
        """The time to try again has come."""
        box = self.sender().outbox
        for each in box.list_waiting():
            box.put_back(each._replace(not_before=""))


@pytest.fixture
def office(tmp_path, robots, mailbox):
    return Office(tmp_path / "state", robots, mailbox)
