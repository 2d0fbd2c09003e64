from itertools import pairwise

import pytest

from kjr.store.google.quota import Bucket, Rounds, Urgency


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def time():
    return Time()


def test_no_minute_sees_more_calls_than_google_allows(time):
    bucket, moments = Bucket(time, time.sleep), []
    for _ in range(200):
        bucket.take(Urgency.SAVE)
        moments.append(time.now)
    busiest = max(sum(start <= at < start + 60 for at in moments) for start in moments)
    assert busiest <= 60
    assert max(b - a for a, b in pairwise(moments)) < 3


def test_a_save_finds_a_call_left_however_much_is_read(time):
    bucket = Bucket(time, time.sleep)
    for _ in range(50):
        bucket.take(Urgency.CHANGED)
    before = time.now
    bucket.take(Urgency.SAVE)
    bucket.take(Urgency.SAVE)
    assert time.now == before


def test_the_rounds_only_use_what_nobody_else_needs(time):
    bucket = Bucket(time, time.sleep)
    assert bucket.has(Urgency.SWEEP)
    for _ in range(4):
        bucket.take(Urgency.SAVE)
    assert not bucket.has(Urgency.SWEEP)


def test_a_call_may_be_made_while_one_is_left_beside_those_of_more_urgent_ones(time):
    bucket = Bucket(time, time.sleep)
    for left in range(7, -1, -1):
        bucket.take(Urgency.SAVE)
        allowed = [urgency for urgency in Urgency if bucket.has(urgency)]
        assert allowed == [urgency for urgency in Urgency if left >= 1 + urgency]


def test_who_waits_just_as_long_as_it_takes_gets_the_call(time):
    bucket = Bucket(time, time.sleep, per_minute=60, burst=1)
    assert bucket.take(Urgency.SAVE)
    assert not bucket.take(Urgency.SAVE, patience=0.5)
    assert bucket.take(Urgency.SAVE, patience=1.0)
    assert time.now == 1.0


@pytest.mark.parametrize(("per_minute", "calls"), [(30, 2), (60, 4), (120, 8)])
def test_so_many_calls_come_back_in_four_seconds_as_the_rate_says(time, per_minute, calls):
    bucket = Bucket(time, time.sleep, per_minute=per_minute, burst=10)
    while bucket.take(Urgency.SAVE, patience=0):
        pass
    time.now += 4
    assert [bucket.take(Urgency.SAVE, patience=0) for _ in range(10)].count(True) == calls


def test_nobody_calls_while_google_says_it_is_too_much(time):
    bucket = Bucket(time, time.sleep)
    bucket.drain(20)
    assert bucket.take(Urgency.SAVE, patience=5) is False
    assert time.now < 5
    assert bucket.take(Urgency.SAVE)
    assert time.now >= 20


def test_what_filled_up_before_google_said_so_shortens_no_wait(time):
    bucket = Bucket(time, time.sleep)
    for _ in range(8):
        bucket.take(Urgency.SAVE)
    time.sleep(3600)
    bucket.drain(20)
    assert not bucket.take(Urgency.SAVE, patience=19)
    assert bucket.take(Urgency.SAVE, patience=21)


def test_the_rounds_reach_everyone_in_turn(time):
    rounds = Rounds(time, every=6, most=5)
    names, seen = [f"单位{n}" for n in range(10)], []
    for _ in range(4):
        time.sleep(20)
        seen += rounds.due(names)
    assert seen == names + names[:2]


def test_the_rounds_do_not_make_up_for_a_long_pause(time):
    rounds = Rounds(time, every=6, most=5)
    time.sleep(3600)
    assert len(rounds.due([f"单位{n}" for n in range(10)])) == 5
    assert rounds.due(["单位1"]) == []


@pytest.mark.parametrize(("back", "calls"), [(60, 0), (60.5, 8), (3600, 8)])
def test_a_clock_that_was_set_back_by_more_than_a_minute_counts_from_there(time, back, calls):
    """One that is a little behind another's would count the same seconds twice."""
    bucket = Bucket(time, time.sleep)
    time.now = 10_000.0
    while bucket.take(Urgency.SAVE, patience=0):
        pass
    time.now -= back
    assert not bucket.has(Urgency.SAVE)
    time.now += 20
    assert [bucket.take(Urgency.SAVE, patience=0) for _ in range(10)].count(True) == calls


def test_a_wait_tells_how_long_it_is_and_looking_spends_nothing(time):
    bucket = Bucket(time, time.sleep, per_minute=30, burst=2)
    for _ in range(5):
        assert bucket.has(Urgency.OPEN)
    assert bucket.take(Urgency.SAVE)
    assert bucket.take(Urgency.SAVE)
    assert bucket.take(Urgency.OPEN)
    assert time.now == 4.0


def test_google_is_asked_fifty_times_a_minute_and_eight_times_at_once(time):
    bucket = Bucket(time, time.sleep)
    for _ in range(58):
        bucket.take(Urgency.SAVE)
    assert time.now == pytest.approx(60, abs=0.1)


def test_turns_come_at_their_time_and_no_more_often_than_there_are_names(time):
    rounds = Rounds(time, every=6, most=5)
    assert rounds.due(["甲", "乙"]) == []
    time.now = 5.9
    assert rounds.due(["甲", "乙"]) == []
    time.now = 6.0
    assert rounds.due(["甲", "乙"]) == ["甲"]
    time.now = 11.9
    assert rounds.due(["甲", "乙"]) == []
    time.now = 40.0
    assert rounds.due(["甲", "乙"]) == ["乙", "甲"]
