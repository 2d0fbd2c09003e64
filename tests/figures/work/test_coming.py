"""日程 begins today: what is over is apart, and a clash the office settled is gone."""

import dataclasses
import datetime as dt

import pytest

from kjr.figures.agenda import Activity, Clash, list_activities
from kjr.figures.work.coming import split_agenda
from kjr.reading.planned import MISDATED
from kjr.state.acts import ActKind
from tests import settled
from tests.small import NOON

TODAY, DAY = NOON.date(), dt.timedelta(days=1)


def held(title, first, last=None, word="已开展"):
    return Activity(first, last or first, "走访慰问", title, "", "甲学会", 3, word, "走访慰问")


OVER = held("过去", TODAY - DAY)
RUNNING = held("跨今天", TODAY - 3 * DAY, TODAY + DAY)
NOW = held("今天", TODAY)
NEXT = held("明天", TODAY + DAY)
ODD = held("写错", TODAY + 900 * DAY, word=MISDATED)


def names(activities):
    return [each.title for each in activities]


def test_today_comes_first_then_what_is_ahead_and_the_past_backwards():
    older = held("更早", TODAY - 9 * DAY)
    split = split_agenda([NEXT, OVER, ODD, NOW, older, RUNNING], [], [], TODAY)
    assert names(split.coming) == ["跨今天", "今天", "明天"]
    assert names(split.past) == ["过去", "更早", "写错"]


def test_only_clashes_that_can_still_be_prevented_are_open():
    clashes = [Clash(each.first, "两家", (each,)) for each in (OVER, NOW, NEXT)]
    split = split_agenda([], clashes, [], TODAY)
    assert [each.day for each in split.open_clashes] == [TODAY, TODAY + DAY]
    assert [each.day for each in split.past_clashes] == [TODAY - DAY]


@pytest.mark.parametrize(
    ("kind", "left"), [(ActKind.APART, 0), (ActKind.DEFERRED, 1)], ids=["apart", "deferred"]
)
def test_a_clash_the_office_settled_is_gone_and_one_it_put_off_stays(kind, left):
    now = settled.seen(
        settled.filed("东区科协", settled.event()), settled.filed("甲学会", settled.event())
    )
    now = dataclasses.replace(now, settlements=(settled.settle(now, "东区科协", kind),))
    pair = tuple(list_activities(now)[:2])
    assert [each.unit for each in pair] == ["东区科协", "甲学会"]
    split = split_agenda(pair, [Clash(TODAY, "同一天同一处", pair)], now.settled, TODAY)
    assert len(split.open_clashes) == left
