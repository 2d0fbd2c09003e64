"""The board with its workbooks at Google; minutes pass in milliseconds."""

import datetime as dt

import pytest

from kjr.figures.board import Board
from kjr.store.google.refusals import BUSY
from tests.shared import HEADER, people
from tests.small import NOON, SMALL, VISITS
from tests.store.google.at_google import open_office

DAY = dt.date(2019, 5, 28)
UNITS = ("东区科协", "甲学会", "乙学会")


@pytest.fixture
def office(tmp_path):
    with open_office(quota=True) as office:
        office.http.is_patient = False
        office.state = tmp_path
        office.books = {unit: office.add(unit, sheet(n)) for n, unit in enumerate(UNITS, 1)}
        yield office


def sheet(number):
    return {VISITS.name: [HEADER, (DAY, "示例企业", float(number))]}


def board(office, store=None):
    return Board(SMALL, store or office.store, office.state, lambda: NOON)


def types(office, unit, number):
    """Somebody types into a unit's spreadsheet."""
    office.person(office.books[unit]).worksheet(VISITS.name).update_acell("C2", str(number))


def save(office, unit, number):
    """Somebody saves in the app."""
    (old,) = office.store.read(unit)
    new = old._replace(rows=(old.rows[0], (*old.rows[1][:2], float(number))))
    office.store.write(new, old)


def test_a_restart_costs_one_call_and_one_for_each_book_that_changed(office):
    board(office).look()
    types(office, "甲学会", 7)
    office.calls()
    again = board(office, office.new_store())
    assert people(again.latest) == [1, 2, 3]
    assert office.calls() == {}
    again.look()
    assert people(again.latest) == [1, 7, 3]
    assert office.calls() == {"drive": 1, "read": 1}


def test_what_is_saved_shows_at_once_and_costs_one_reading(office):
    ours = board(office)
    ours.look()
    save(office, "甲学会", 7)
    office.calls()
    assert people(ours.look_at("甲学会")) == [1, 7, 3]
    assert office.calls() == {"drive": 1, "read": 1}
    ours.look()
    assert office.calls() == {"drive": 1}


def test_an_open_page_shows_what_drive_has_not_told(office):
    ours = board(office)
    ours.look()
    office.world.settings.people_lag = 600
    types(office, "甲学会", 7)
    office.world.clock.advance(11)
    assert people(ours.look()) == [1, 2, 3]
    office.store.look_at("甲学会")
    assert people(ours.look_at("甲学会")) == [1, 7, 3]


@pytest.mark.parametrize("call", ["/drive", "/v4/"], ids=["listing", "reading"])
def test_while_google_refuses_the_board_keeps_its_figures_and_says_why(office, call):
    ours = board(office)
    ours.look()
    types(office, "甲学会", 7)
    office.fails(f"429@{call}")
    before = office.world.clock.now()
    ours.look()
    assert office.world.clock.now() - before < 5
    assert (people(ours.latest), ours.latest.outage) == ([1, 2, 3], BUSY)
    office.fails("")
    office.world.clock.advance(20)
    ours.look()
    assert (people(ours.latest), ours.latest.outage) == ([1, 7, 3], "")


def test_a_cold_start_cut_short_goes_on_where_it_stopped(office):
    ours = board(office)
    office.fails("429*1@/v4/")
    ours.look()
    office.world.clock.advance(20)
    office.calls()
    assert people(ours.look()) == [1, 2, 3]
    assert office.calls()["read"] <= len(UNITS)
    assert not ours.latest.unread
