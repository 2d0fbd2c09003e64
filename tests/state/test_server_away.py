"""A PostgreSQL that is away for a while: what was known stays, nothing is told as kept."""

import time

import pytest

from kjr.errors import KjrError
from kjr.state.contents import add_content, list_contents, read_content
from kjr.state.engine.connections import ServerAwayError
from kjr.state.engine.last_answers import HOLDS
from kjr.state.facts import change_facts, read_each, read_facts
from kjr.state.journal import Journal
from tests.databases import serve_postgresql
from tests.state.writer import NOTE, SAVED


@pytest.fixture(scope="module")
def brittle():
    """A server that may be stopped."""
    with serve_postgresql() as served:
        yield served


@pytest.fixture
def place(brittle):
    """What is kept there: an act, a code, a frozen moment; it is back after the test."""
    there = brittle.make_room()
    Journal(there).append(NOTE)
    with change_facts(there, "codes") as facts:
        facts["甲"] = 1
    add_content(there, "frozen", "1", b"moment")
    yield there
    brittle.start()


def read(place, journal):
    return (
        journal.acts(),
        read_facts(place, "codes"),
        read_each(place, {"codes": "甲", "ended": "乙"}),
        list_contents(place, "frozen"),
    )


@pytest.mark.slow
def test_what_was_read_stays_and_nothing_is_told_as_kept_until_it_is_back(place, brittle):
    journal = Journal(place)
    known = read(place, journal)
    brittle.stop()
    assert read(place, journal) == read(place, journal) == known
    with pytest.raises(KjrError, match="数据库服务器可能连不上），为免无据可查，没有保存"):
        journal.append(SAVED)
    with pytest.raises(KjrError, match="没有保存"), journal.turn("甲学会"):
        pass
    with pytest.raises(KjrError, match="写不进去"), change_facts(place, "codes") as facts:
        facts["甲"] = 2
    for ask in (
        Journal(place).acts,
        journal.faults,
        lambda: read_facts(place, "ended"),
        lambda: read_each(place, {"codes": "丙"}),
        lambda: read_content(place, "frozen", "1"),
    ):
        with pytest.raises(ServerAwayError):
            ask()
    brittle.start()
    journal.append(SAVED)
    end = time.monotonic() + 30
    while len(journal.acts()) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(journal.acts()) == 2
    assert read_facts(place, "codes") == {"甲": 1}


def test_who_was_let_in_stays_in_for_ten_minutes_and_no_longer(place, brittle, monkeypatch):
    journal = Journal(place)
    known, now = read(place, journal), time.monotonic()
    brittle.stop()
    monkeypatch.setattr(time, "monotonic", lambda: now + HOLDS - 1)
    assert read(place, journal) == known
    monkeypatch.setattr(time, "monotonic", lambda: now + HOLDS + 1)
    assert journal.acts() == known[0]
    with pytest.raises(ServerAwayError):
        read_each(place, {"codes": "甲", "ended": "乙"})
