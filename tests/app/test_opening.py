import threading

import pytest

from kjr.app.opening import Opening


def test_it_is_opened_once_for_all_who_ask():
    opened = []
    opening = Opening(lambda tell: opened.append(tell) or "看板")
    assert {opening.begin().result(10) for _ in range(5)} == {"看板"}
    assert len(opened) == 1


def test_who_waits_sees_how_far_it_is():
    told, go_on = threading.Event(), threading.Event()

    def open_it(tell):
        tell("第 3 份，共 97 份")
        told.set()
        go_on.wait(10)

    opening = Opening(open_it)
    future = opening.begin()
    assert told.wait(10)
    assert opening.told == "第 3 份，共 97 份"
    assert not future.done()
    go_on.set()
    future.result(10)


def test_what_could_not_be_opened_is_tried_again():
    answers = [OSError("磁盘满了"), "看板"]

    def open_it(_):
        if isinstance(answer := answers.pop(0), Exception):
            raise answer
        return answer

    opening = Opening(open_it)
    with pytest.raises(OSError, match="磁盘满了"):
        opening.begin().result(10)
    assert opening.begin().result(10) == "看板"


def test_what_was_opened_is_closed_at_the_end_and_nothing_else():
    closed = []
    opening = Opening(lambda _: "看板")
    opening.end(closed.append)
    assert closed == []
    opening.begin()
    opening.end(closed.append)
    opening.end(closed.append)
    assert closed == ["看板"]
