import datetime as dt
import time

import pytest

from kjr.board import Board
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL

DAY = dt.timedelta(days=1)


class Desk:
    """An office: its shared folder, its board, and a clock one can turn."""

    def __init__(self, place):
        self.place = place
        self.moment = NOON
        self.folder = Shared(place / "shared")
        self.board = self.new_board()

    def new_board(self):
        """As after a restart of the app."""
        return Board(SMALL, self.folder, self.place / "state", self.clock, every=0.02)

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


def test_there_is_one_refresher_and_it_stops(desk):
    refreshers = {desk.board.start()._refresher for _ in range(3)}
    assert len(refreshers) == 1
    desk.board.stop()
    assert not refreshers.pop().is_alive()


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


def test_a_failure_is_shown_and_passes(desk):
    state = desk.place / "state"
    state.write_text("a file where a folder should be")
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.start()
    assert "本机存档写不进" in eventually(lambda: desk.board.failure)
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
    assert desk.board.before(NOON.date() + DAY) is None
    desk.moment = NOON + DAY
    desk.folder.put("甲学会.xlsx", visits(6))
    desk.board.look()
    assert [each.moment for each in desk.board.frozen()] == [NOON + DAY / 4]
    before = desk.new_board().before(desk.moment.date())
    assert (people(before), people(desk.board.latest)) == ([5], [6])


def test_a_new_day_after_a_restart_freezes_too(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    desk.moment += DAY
    again = desk.new_board()
    again.look()
    assert people(again.before(desk.moment.date())) == [5]


def test_an_empty_board_freezes_nothing_by_itself(desk):
    desk.moment += DAY
    desk.board.look()
    assert desk.board.frozen() == []


def test_freezes_on_demand_and_gives_it_back(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    name = desk.board.freeze()
    desk.folder.put("甲学会.xlsx", visits(6))
    desk.board.look()
    assert people(desk.board.load(name)) == [5]
    assert people(desk.board.latest) == [6]


def test_before_changes_with_the_day(desk):
    desk.folder.put("甲学会.xlsx", visits(5))
    desk.board.look()
    assert desk.board.before(NOON.date()) is None
    desk.moment += DAY
    desk.board.look()
    assert people(desk.board.before(desk.moment.date())) == [5]
