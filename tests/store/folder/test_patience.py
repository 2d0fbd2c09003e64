"""Calls on a folder that may never answer."""

import contextlib
import threading
import time

import pytest

from kjr.store.base import StoreUnavailableError, UncertainWriteError
from kjr.store.folder import patience
from kjr.store.folder.patience import Attempt, NoAnswerError, Patience


@pytest.fixture
def calls(monkeypatch):
    monkeypatch.setattr(patience, "SLICE", 0.02)
    return Patience()


@pytest.fixture
def answer():
    event = threading.Event()
    yield event
    event.set()


def test_what_is_answered_or_raised_in_time_is_passed_on(calls):
    assert calls.call(lambda _: 3, 1) == 3
    with pytest.raises(ZeroDivisionError):
        calls.call(lambda _: 1 / 0, 1)


def test_who_shows_that_the_folder_answers_is_waited_for(calls):
    def slow(attempt):
        for _ in range(6):
            time.sleep(0.05)
            attempt.tell_alive()
        return "done"

    assert calls.call(slow, 0.2) == "done"


def test_one_that_hangs_is_left_and_others_are_refused_until_it_returns(calls, answer):
    with pytest.raises(NoAnswerError):
        calls.call(lambda _: answer.wait(10), 0.1)
    begun = time.monotonic()
    with pytest.raises(StoreUnavailableError, match="没有回应"):
        calls.call(lambda _: 3, 5)
    assert time.monotonic() - begun < 0.1
    answer.set()
    for _ in range(100):
        try:
            assert calls.call(lambda _: 3, 1) == 3
            break
        except NoAnswerError:
            time.sleep(0.02)
    else:
        pytest.fail("it never opened again")


def test_one_that_is_given_up_writes_nothing_when_it_wakes(calls, answer):
    written, woken = [], threading.Event()

    def write(attempt):
        answer.wait(10)
        try:
            attempt.begin_writing()
            written.append(1)
        finally:
            woken.set()

    with pytest.raises(NoAnswerError):
        calls.call(write, 0.1)
    answer.set()
    assert woken.wait(5)
    assert written == []


def test_one_that_hangs_while_it_writes_may_have_written(calls, answer):
    def write(attempt):
        attempt.begin_writing()
        answer.wait(10)

    with pytest.raises(UncertainWriteError, match="不知道是否写成"):
        calls.call(write, 0.1)


def test_whoever_waits_is_let_go_when_it_is_closed(calls, answer):
    threading.Timer(0.1, calls.close).start()
    begun = time.monotonic()
    with pytest.raises(NoAnswerError):
        calls.call(lambda _: answer.wait(10), 10)
    assert time.monotonic() - begun < 2


def test_our_own_work_is_no_answer_that_is_missing(calls):
    def slow(attempt):
        with attempt.own_work():
            time.sleep(0.3)
        return "done"

    assert calls.call(slow, 0.1) == "done"


def test_after_our_own_work_the_folder_has_its_time_again(calls, answer):
    def slow(attempt):
        with attempt.own_work():
            time.sleep(0.3)
        answer.wait(10)

    begun = time.monotonic()
    with pytest.raises(NoAnswerError):
        calls.call(slow, 0.1)
    assert 0.4 < time.monotonic() - begun < 5


def test_who_begins_to_write_has_just_been_answered():
    attempt = Attempt()
    attempt.alive = 0.0
    before = time.monotonic()
    attempt.begin_writing()
    assert attempt.alive >= before


def test_eight_calls_may_hang_and_the_next_one_is_not_even_begun(calls, monkeypatch):
    monkeypatch.setattr(patience, "AGAIN", 0.0)  # as if a minute lay between them
    assert [calls.call(lambda _: 3, 1) for _ in range(3)] == [3, 3, 3]
    answers, begun = [threading.Event() for _ in range(9)], []

    def hang(number):
        begun.append(number)
        answers[number].wait(10)

    for number in range(8):
        with pytest.raises(NoAnswerError):
            calls.call(lambda _, n=number: hang(n), 0.01)
    with pytest.raises(NoAnswerError, match="等了 0 秒"):
        calls.call(lambda _: hang(8), 0.01)
    assert begun == [*range(8)]
    answers[0].set()
    for _ in range(100):
        with contextlib.suppress(NoAnswerError):
            assert calls.call(lambda _: "done", 1) == "done"
            break
        time.sleep(0.02)
    else:
        pytest.fail("one that returned made no room")
    for each in answers:
        each.set()


def test_how_long_was_waited_is_told_and_nobody_tries_for_a_minute(calls, answer, monkeypatch):
    with pytest.raises(NoAnswerError):
        calls.call(lambda _: answer.wait(10), 0.6)
    with pytest.raises(NoAnswerError, match="等了 1 秒没有回应，没有保存"):
        calls.call(lambda _: 3, 5, patience.UNSAVED)
    now = time.monotonic()
    monkeypatch.setattr(patience.time, "monotonic", lambda: now + 59)
    with pytest.raises(NoAnswerError):
        calls.call(lambda _: 3, 5)
    monkeypatch.setattr(patience.time, "monotonic", lambda: now + 60.1)
    assert calls.call(lambda _: 3, 5) == 3
