"""Processes that share a database keep one quota at Google together."""

from functools import partial

import pytest

from kjr.state.sharing.call_counts import keep_in_database
from kjr.store.google.quota import Bucket, Urgency
from tests.store.google.at_google import open_office


@pytest.fixture
def office():
    with open_office(quota=True) as office:
        office.add("甲学会")
        yield office


def test_two_processes_are_never_refused(office, place):
    """Each alone may call 50 times a minute; Google refuses the sixty-first of both."""
    clients = [office.new_http(), office.new_http()]
    stores = [office.new_store(http) for http in clients]
    for store in stores:
        store.count_with_others(partial(keep_in_database, place))
    for _ in range(33):
        for store in stores:
            store.read("甲学会")
    assert {call.status for http in clients for call in http.calls} == {200}


class Time:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def count(place, clock, calls):
    """How many of so many calls are to be had at once."""
    bucket = Bucket(clock, clock.sleep, keep_in_database(place, "account read"))
    return sum(bucket.take(Urgency.SAVE, patience=0) for _ in range(calls))


def test_clocks_that_differ_a_little_make_no_calls(place):
    here, ahead = Time(), Time()
    ahead.now += 30
    assert count(place, here, 8) == 8
    assert count(place, ahead, 30) == 8
    assert [count(place, each, 1) for each in (here, ahead) * 3] == [0] * 6


def test_a_clock_that_was_set_back_waits_for_no_hour(place):
    here = Time()
    assert count(place, here, 9) == 8
    here.now -= 3600
    assert count(place, here, 1) == 0
    here.now += 60
    assert count(place, here, 9) == 8


def test_who_cannot_reach_the_database_counts_alone(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    assert count(tmp_path / "state", Time(), 9) == 8
