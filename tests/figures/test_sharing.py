"""Several boards over one folder and one database, as in several processes: one looks, all show."""

import datetime as dt
import time
from contextlib import closing

import pytest

from kjr.editing.review import build_correction_edit
from kjr.figures.board import Beside, Board
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.state.sharing.lease import LOOKING, Lease
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL

SELDOM = 3600.0
"""Seconds between two looks of who looks once and then only hears of others."""


class Office:
    """The processes of a campaign, each with a store of its own, and one clock."""

    def __init__(self, folder, place):
        self.folder, self.place, self.moment = folder, place, NOON
        self.boards = []
        self.acts = Journal(place)

    def open(self, every=0.02):
        """A board that runs, and the store it reads by."""
        store = Shared(self.folder)
        beside = Beside(self.acts.acts)
        board = Board(SMALL, store, self.place, lambda: self.moment, every, beside)
        self.boards.append(board)
        board.start()
        assert eventually(lambda: board.has_looked)
        return board, store

    def close(self):
        for board in self.boards:
            board.stop()


@pytest.fixture
def office(tmp_path, place):
    with closing(Office(tmp_path / "shared", place)) as office:
        yield office


def eventually(tell):
    until = time.monotonic() + 10
    while not (told := tell()) and time.monotonic() < until:
        time.sleep(0.005)
    return told


def test_one_looks_and_all_show(office):
    first, ours = office.open()
    second, theirs = office.open()
    ours.put("甲学会.xlsx", visits(5))
    assert eventually(lambda: people(second.latest) == [5])
    assert people(first.latest) == [5]
    assert ({*ours.opened}, theirs.opened) == ({"甲学会"}, [])


def test_what_another_has_read_shows_without_being_opened_again(office):
    first, ours = office.open(SELDOM)
    second, theirs = office.open(SELDOM)
    for number in (5, 6):
        ours.put("甲学会.xlsx", visits(number))
        second.look_at("甲学会")
        assert eventually(lambda number=number: people(first.latest) == [number])
    assert (ours.opened, theirs.opened) == ([], ["甲学会"] * 2)


def test_who_joins_before_anything_was_seen_says_that_nobody_has_looked(office):
    lease = Lease(office.place, LOOKING)
    assert lease.hold()
    rounds = []
    beside = Beside(lambda: rounds.append(1) or ())
    board = Board(SMALL, Shared(office.folder), office.place, lambda: NOON, 0.02, beside)
    office.boards.append(board)
    board.start()
    assert eventually(lambda: len(rounds) > 4)
    assert not board.has_looked
    lease.release()
    assert eventually(lambda: board.has_looked)


def test_who_stops_hands_the_looking_over(office):
    first, ours = office.open()
    second, theirs = office.open()
    first.stop()
    ours.put("甲学会.xlsx", visits(5))
    assert eventually(lambda: people(second.latest) == [5])
    assert (ours.opened, {*theirs.opened}) == ([], {"甲学会"})


def test_what_else_is_seen_is_shown_by_all(office):
    first, ours = office.open()
    second, _ = office.open()
    office.moment += dt.timedelta(minutes=5)
    ours.put("不知是谁.xlsx", visits(5))
    assert eventually(lambda: [each.file for each in second.latest.strays] == ["不知是谁.xlsx"])
    assert eventually(lambda: second.latest.taken == office.moment)
    assert second.latest.taken.tzinfo is NOON.tzinfo
    ours.folder.rename(office.folder.with_name("away"))
    assert eventually(lambda: "打不开文件夹" in second.latest.outage)
    assert second.latest.outage == first.latest.outage


def test_looks_without_news_tell_the_others_of_which_moment_they_are(office):
    office.open()
    second, _ = office.open()
    version = second.latest.version
    office.moment += dt.timedelta(minutes=5)
    assert eventually(lambda: second.latest.taken == office.moment)
    assert second.latest.version == version


def test_what_the_office_corrects_is_corrected_on_every_board(office):
    first, ours = office.open()
    second, _ = office.open()
    ours.put("甲学会.xlsx", visits(5, 3))
    assert eventually(lambda: people(second.latest) == [5, 3])
    edit = build_correction_edit(first.latest.books["甲学会"].pages[0], 2, "走访人次", 4.0)
    said = Act(NOON, "组宣部", "甲学会", ActKind.CORRECTED, "走访慰问", (edit,), "核实")
    office.acts.append(said)
    assert eventually(lambda: people(first.latest) == people(second.latest) == [4, 3])
    ours.put("甲学会.xlsx", visits(5, 3, 8))
    assert eventually(lambda: people(second.latest) == [4, 3, 8])


def test_a_file_under_another_name_is_found_by_who_does_not_look(office):
    _, ours = office.open()
    second, theirs = office.open()
    data = visits(5)
    path = ours.put("甲学会.xlsx", data)
    assert eventually(lambda: people(second.latest) == [5])
    assert theirs.content("甲学会") == data
    path.rename(path.with_name("甲学会(改).xlsx"))
    assert eventually(lambda: second.latest.books["甲学会"].held.file == "甲学会(改).xlsx")
    assert eventually(lambda: theirs._held("甲学会").file == "甲学会(改).xlsx")
    assert theirs.content("甲学会") == data


def test_who_read_an_older_copy_does_not_show_it_over_a_newer_one(office, monkeypatch):
    """Between its look at the file and its word about it, another has read what came since."""
    first, ours = office.open(SELDOM)
    second, theirs = office.open(SELDOM)
    ours.put("甲学会.xlsx", visits(5))
    understood = type(theirs).understood

    def be_slow(unit, understand):
        read = understood(theirs, unit, understand)
        monkeypatch.undo()
        ours.put("甲学会.xlsx", visits(6))
        first.look_at("甲学会")
        return read

    monkeypatch.setattr(theirs, "understood", be_slow)
    assert people(second.look_at("甲学会")) == [6]
    assert people(first.latest) == [6]
    assert people(Board(SMALL, ours, office.place, lambda: NOON).latest) == [6]


@pytest.mark.slow
def test_boards_go_on_when_the_server_has_cut_every_line(tmp_path, server):
    """Who looked has lost the lease with its line; one of the two takes it, and both hear again.

    A look that was under way just then may be made twice.
    """
    with closing(Office(tmp_path / "shared", server.make_room())) as office:
        first, ours = office.open()
        second, _ = office.open()
        server.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kjr'")
        ours.put("甲学会.xlsx", visits(5))
        assert eventually(lambda: people(first.latest) == people(second.latest) == [5])
        assert eventually(lambda: first.failure == second.failure == "")
