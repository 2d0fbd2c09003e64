import dataclasses
import datetime as dt
import shutil
import threading
import time

import pytest

from kjr.editing.review import build_correction_edit
from kjr.figures.board import Beside, Board
from kjr.state.acts import Act, ActKind
from tests import settled
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL
from tests.store.files import xlsx

DAY = dt.timedelta(days=1)


class Desk:
    """An office: its shared folder, its board, and a clock one can turn."""

    def __init__(self, place):
        self.place = place
        self.moment = NOON
        self.folder = Shared(place / "shared")
        self.board = self.new_board()

    def new_board(self, every=0.02):
        """As after a restart of the app."""
        return Board(SMALL, self.folder, self.place / "state", self.clock, every)

    def clock(self):
        if self.moment is None:
            raise RuntimeError("the clock stands still")
        return self.moment


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.board.stop()


def eventually(tell):
    """What is told, once it is no longer false; a refresher needs a moment."""
    until = time.monotonic() + 10
    while not (told := tell()) and time.monotonic() < until:
        time.sleep(0.01)
    return told


def test_begins_with_nothing(desk):
    assert (desk.board.latest.version, desk.board.latest.books) == (0, {})


def test_a_look_publishes_what_is_there(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    assert desk.board.look() is desk.board.latest
    assert people(desk.board.latest) == [5]


def test_the_refresher_notices_a_changed_book_by_itself(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.start()
    assert eventually(lambda: people(desk.board.latest)) == [5]
    desk.folder.put("甲学会.xlsx", visits(6, 7))
    assert eventually(lambda: desk.board.latest.version == 2)
    assert people(desk.board.latest) == [6, 7]


class Slow(Shared):
    """A share so slow that one book takes until told otherwise."""

    def __init__(self, folder, unit):
        super().__init__(folder)
        self.slow, self.done = unit, threading.Event()
        self.begun = threading.Event()

    def understood(self, unit, understand):
        content = super().understood(unit, understand)
        if unit == self.slow:
            self.begun.set()
            assert self.done.wait(10)
        return content


@pytest.fixture
def slow(desk):
    """The desk with three books, the last of which takes its time."""
    desk.folder = Slow(desk.place / "shared", "甲学会")
    for number, unit in enumerate(("东区科协", "乙学会", "甲学会"), 1):
        desk.folder.put(f"{unit}.xlsx", visits(number))
    desk.board = desk.new_board(every=0)
    yield desk
    desk.folder.done.set()


def test_a_long_look_shows_what_it_has_and_how_much_is_missing(slow):
    slow.board.start()
    assert eventually(lambda: people(slow.board.latest) == [1, 2])
    assert ({*slow.board.latest.unread}, slow.board.latest.outage) == ({"甲学会"}, "")
    slow.folder.done.set()
    assert eventually(lambda: people(slow.board.latest) == [1, 3, 2])
    assert not slow.board.latest.unread


def test_a_look_that_takes_long_is_told_with_the_moment_it_began(slow):
    slow.board.start()
    assert slow.folder.begun.wait(10)
    assert slow.board.slow_since is None
    began, slow.moment = slow.moment, slow.moment + dt.timedelta(seconds=21)
    assert slow.board.slow_since == began
    slow.folder.done.set()
    assert eventually(lambda: slow.board.slow_since is None)


def test_what_a_long_look_has_read_is_there_after_a_restart(slow):
    slow.board.start()
    assert eventually(lambda: people(slow.board.latest) == [1, 2])
    assert eventually(lambda: people(slow.new_board().latest) == [1, 2])


def test_one_unit_is_looked_at_while_a_long_look_goes_on(slow):
    slow.board.start()
    assert slow.folder.begun.wait(10)
    slow.folder.put("乙学会.xlsx", visits(7))
    assert people(slow.board.look_at("乙学会"))[-1] == 7


def test_a_long_look_does_not_undo_what_was_looked_at_since(slow):
    slow.folder.slow = "东区科协"
    slow.board.start()
    assert slow.folder.begun.wait(10)
    slow.folder.slow = ""
    slow.folder.put("东区科协.xlsx", visits(7))
    assert people(slow.board.look_at("东区科协")) == [7]
    slow.folder.done.set()
    assert eventually(lambda: people(slow.board.latest) == [7, 3, 2])


def test_looking_at_one_unit_leaves_the_others_for_later(desk):
    desk.folder.put("东区科协.xlsx", visits(1))
    desk.folder.put("甲学会.xlsx", visits(2))
    before = desk.board.look()
    desk.folder.opened.clear()
    desk.folder.put("东区科协.xlsx", visits(7))
    desk.folder.put("甲学会.xlsx", visits(8))
    assert people(desk.board.look_at("甲学会")) == [1, 8]
    assert desk.folder.opened == ["甲学会"]
    assert desk.board.latest.version == before.version + 1


@pytest.mark.parametrize("unit", ["甲学会", "乙学会"])
def test_looking_at_a_unit_without_news_changes_nothing(desk, unit):
    desk.folder.put("甲学会.xlsx", visits(2))
    before = desk.board.look()
    assert desk.board.look_at(unit).books == before.books


def test_looking_at_one_unit_of_a_vanished_folder_changes_nothing(desk):
    desk.folder.put("甲学会.xlsx", visits(2))
    before = desk.board.look()
    desk.folder.folder.rename(desk.place / "away")
    assert desk.board.look_at("甲学会") == before


def test_a_followed_unit_is_looked_at_once_for_all_who_follow(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    for _ in range(20):
        desk.board.follow("甲学会")
    assert eventually(lambda: people(desk.board.latest) == [5])
    desk.folder.put("甲学会.xlsx", visits(6))
    desk.board.follow("甲学会")
    assert desk.folder.opened == ["甲学会"]


def test_who_follows_keeps_no_process_from_ending(slow):
    slow.board.follow("甲学会")
    assert slow.folder.begun.wait(10)
    (follower,) = (each for each in threading.enumerate() if each.name == "甲学会")
    assert follower.daemon
    slow.folder.done.set()
    follower.join()


def test_who_starts_with_nothing_may_wait_for_the_first_look(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    assert people(desk.board.start(patience=10).latest) == [5]


def test_a_stopped_board_ends_a_long_look(slow):
    slow.folder.slow = "东区科协"
    slow.board.start()
    assert slow.folder.begun.wait(10)
    slow.board._stopped.set()
    slow.folder.done.set()
    slow.board.stop()
    assert len(slow.board.latest.books) < 3


def test_there_is_one_refresher_and_it_stops(desk):
    refreshers = {desk.board.start()._refresher for _ in range(3)}
    (refresher,) = refreshers
    assert refresher.daemon, "it keeps no process from ending"
    desk.board.stop()
    assert not refresher.is_alive()


def test_a_restart_shows_the_last_figures_without_opening_a_book(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.folder.opened.clear()
    again = desk.new_board()
    assert people(again.latest) == [5]
    again.look()
    assert desk.folder.opened == []


def test_a_restart_without_the_folder_still_shows_the_last_figures(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.folder.folder.rename(desk.place / "away")
    again = desk.new_board()
    again.look()
    assert people(again.latest) == [5]
    assert "打不开文件夹" in again.latest.outage


def test_a_restart_tells_that_it_has_not_looked_until_it_has(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    again = desk.new_board()
    assert (people(again.latest), again.has_looked) == ([5], False)
    again.start()
    assert eventually(lambda: again.has_looked)


@pytest.mark.sqlite
def test_a_look_at_one_unit_shows_its_figures_though_they_cannot_be_kept(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    shutil.rmtree(desk.place / "state")
    (desk.place / "state").write_text("a file where a folder should be")
    desk.folder.put("甲学会.xlsx", visits(6))
    assert people(desk.board.look_at("甲学会")) == [6]


@pytest.mark.sqlite
def test_a_failure_is_shown_and_passes(desk):
    state = desk.place / "state"
    state.write_text("a file where a folder should be")
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.start()
    assert "写不进去" in eventually(lambda: desk.board.failure)
    assert people(desk.board.latest) == [5]
    state.unlink()
    assert eventually(lambda: not desk.board.failure)
    assert people(desk.new_board().latest) == [5]


def test_a_fault_of_the_program_is_shown_and_the_next_look_goes_on(desk, caplog):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.moment = None
    desk.board.start()
    assert "更新看板时程序出错（RuntimeError）" in eventually(lambda: desk.board.failure)
    assert "refreshing the board" in caplog.text
    desk.moment = NOON
    assert eventually(lambda: not desk.board.failure)
    assert people(desk.board.latest) == [5]


def test_the_first_look_of_a_day_freezes_how_the_day_before_ended(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.moment += DAY / 4
    desk.board.look()
    assert desk.board.past.find_before(NOON.date() + DAY) is None
    desk.moment = NOON + DAY
    desk.folder.put("甲学会.xlsx", visits(6))
    desk.board.look()
    assert [each.moment for each in desk.board.past.list_refs()] == [NOON + DAY / 4]
    before = desk.new_board().past.find_before(desk.moment.date())
    assert (people(before), people(desk.board.latest)) == ([5], [6])


def test_a_new_day_after_a_restart_freezes_too(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.moment += DAY
    again = desk.new_board()
    again.look()
    assert people(again.past.find_before(desk.moment.date())) == [5]


def test_an_empty_board_freezes_nothing_by_itself(desk):
    desk.moment += DAY
    desk.board.look()
    assert desk.board.past.list_refs() == []


def test_freezes_on_demand_and_gives_it_back(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    name = desk.board.past.freeze()
    desk.folder.put("甲学会.xlsx", visits(6))
    desk.board.look()
    assert people(desk.board.past.load(name)) == [5]
    assert people(desk.board.latest) == [6]


def test_before_changes_with_the_day(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    assert desk.board.past.find_before(NOON.date()) is None
    desk.moment += DAY
    desk.board.look()
    assert people(desk.board.past.find_before(desk.moment.date())) == [5]


def test_before_is_read_once_for_each_day_and_plan(desk):
    for number in (5, 6, 7):
        desk.folder.put("甲学会.xlsx", visits(number))
        desk.board.look()
        desk.moment += DAY
    first, second = (desk.board.past.find_before((NOON + DAY * n).date()) for n in (1, 2))
    assert (people(first), people(second)) == ([5], [6])
    assert desk.board.past.find_before((NOON + DAY * 2).date()) is second
    other = dataclasses.replace(SMALL, title="另一场活动")
    assert desk.board.past.find_before((NOON + DAY * 2).date(), other).campaign is other


def test_before_is_the_day_just_frozen_even_for_a_page_that_was_quicker(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.moment += DAY
    assert desk.board.past.find_before(desk.moment.date()) is None
    desk.board.look()
    assert people(desk.board.past.find_before(desk.moment.date())) == [5]


def test_a_look_tells_what_only_several_books_show(desk):
    units = ("东区科协", "甲学会")
    for unit in units:
        sheet = {settled.LEDGER: (settled.HEAD, settled.event())}
        desk.folder.put(f"{unit}.xlsx", xlsx(sheet))
    desk.board = Board(settled.PLAN, desk.folder, desk.place / "state", desk.clock)
    (pair,) = desk.board.look().open_pairs
    assert {unit for unit, *_ in pair.places} == {*units}
    assert desk.board.now.snapshot.open_pairs == [pair]
    version = desk.board.latest.version
    assert desk.board.look().version == version


def test_fresh_figures_are_shown_as_they_are_and_old_ones_with_the_hour(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    aged = dt.timedelta(minutes=10)
    desk.moment = NOON + aged - dt.timedelta(seconds=1)
    assert desk.board.now is desk.board.now
    assert desk.board.now.snapshot.clock is None
    desk.moment = NOON + aged
    assert (desk.board.now.snapshot.clock, desk.board.now.snapshot.age) == (desk.moment, aged)


def test_a_minute_after_midnight_it_is_another_day(desk):
    desk.moment = NOON.replace(hour=23, minute=59)
    desk.board.look()
    desk.moment += dt.timedelta(minutes=2)
    assert desk.board.now.today == NOON.date() + DAY


def test_looks_that_bring_no_news_show_the_same_figures_of_a_later_moment(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    lines = desk.board.now.lines
    desk.moment += dt.timedelta(minutes=5)
    desk.board.look()
    assert desk.board.now.lines is lines
    assert desk.board.now.snapshot.taken == desk.moment


def test_what_the_office_says_is_shown_before_the_next_look(desk):
    said = []
    desk.folder.put("甲学会.xlsx", visits(5, 3))
    desk.board = Board(
        SMALL, desk.folder, desk.place / "state", desk.clock, beside=Beside(lambda: tuple(said))
    )
    desk.board.look()
    edit = build_correction_edit(desk.board.latest.books["甲学会"].pages[0], 2, "走访人次", 4.0)
    act = Act(NOON, "组宣部", "甲学会", ActKind.CORRECTED, "走访慰问", (edit,), "核实", id="c")
    said.append(act)
    assert people(desk.board.look_at("甲学会")) == [4, 3]
    said.clear()
    assert people(desk.board.look()) == [5, 3]
    said.append(act)
    again = Board(
        SMALL, desk.folder, desk.place / "state", desk.clock, beside=Beside(lambda: tuple(said))
    )
    assert people(again.latest) == [4, 3]


def test_what_is_frozen_has_the_clerks_words_of_its_moment(desk):
    words = {"下一步": "另一种说法。"}
    desk.board = Board(
        SMALL,
        desk.folder,
        desk.place / "state",
        desk.clock,
        beside=Beside(rewordings=lambda: words),
    )
    desk.board.look()
    name = desk.board.past.freeze()
    assert desk.board.past.load(name).rewordings == words
    assert desk.board.past.freeze(desk.board.past.load(name)) == name
