"""What is known at one moment, and what the office settled of it."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.figures.moments.snapshot import Snapshot, Stale, list_typed_sheets
from kjr.reading.page import Problem
from kjr.state.acts import ActKind
from kjr.values.readings import Level
from tests.settled import OTHER, SOON, event, filed, seen, settle
from tests.small import NOON, SMALL, book, entry, snapshot

HOST, PARTNER = "东区科协", "甲学会"
BOTH = filed(HOST, event()), filed(PARTNER, OTHER, event(280.0))
DAY = dt.timedelta(days=1)


def settled(*books, kind=ActKind.HOSTED):
    now = seen(*books)
    return replace(now, settlements=(settle(now, HOST, kind),))


def told(entries):
    return [(each.unit, each.row) for each in entries]


def test_without_a_clock_of_its_own_it_is_the_day_of_the_figures():
    now = snapshot()
    assert (now.today, now.age) == (NOON.date(), dt.timedelta())
    later = replace(now, clock=NOON + 4 * DAY)
    assert (later.today, later.age) == (NOON.date() + 4 * DAY, 4 * DAY)


@pytest.mark.parametrize(
    ("stale", "pages", "is_unreadable"),
    [(False, False, False), (True, True, False), (True, False, True)],
)
def test_a_book_is_unreadable_where_nothing_was_ever_read(stale, pages, is_unreadable):
    mine = book("甲学会", stale=Stale(NOON, "文件加了密码") if stale else None)
    assert (mine if pages else replace(mine, pages=())).is_unreadable is is_unreadable


def test_a_row_of_later_than_the_figures_is_planned_however_late_it_is():
    rows = [entry("甲学会", "走访慰问", n, 走访日期=NOON.date() + (n - 3) * DAY) for n in (3, 4)]
    now = replace(snapshot(book("甲学会", *rows)), clock=NOON + 4 * DAY)
    assert (told(now.entries), told(now.planned)) == ([("甲学会", 3)], [("甲学会", 4)])


def test_a_pair_is_open_until_somebody_says_more_than_later():
    assert len(seen(*BOTH).open_pairs) == 1
    assert len(settled(*BOTH, kind=ActKind.DEFERRED).open_pairs) == 1
    assert settled(*BOTH, kind=ActKind.APART).open_pairs == []
    assert settled(*BOTH).open_pairs == []


def test_two_partners_of_one_host_are_no_open_pair():
    three = seen(*BOTH, filed("乙学会", event(310.0)))
    for _ in range(2):
        hosted = next(
            pair for pair in three.open_pairs if HOST in {place[0] for place in pair.places}
        )
        act = settle(replace(three, pairs=(hosted,)), HOST)
        three = replace(three, settlements=(*three.settlements, act))
    assert len(three.pairs) == 3
    assert three.open_pairs == []
    assert told(three.joined) == [(PARTNER, 3), ("乙学会", 2)]


def test_the_hosts_row_alone_counts_once_it_is_settled():
    now = settled(*BOTH)
    assert told(seen(*BOTH).entries) == [(HOST, 2), (PARTNER, 2), (PARTNER, 3)]
    assert told(now.entries) == [(HOST, 2), (PARTNER, 2)]
    assert (told(now.joined), [*now.partners]) == ([(PARTNER, 3)], [(PARTNER, "主题活动", 3)])
    assert now.joined[0].values["参加人次"] == 280


def test_what_took_place_has_no_host_that_is_still_to_come():
    ahead, held = filed(HOST, event(day=SOON)), filed(PARTNER, event(280.0))
    act = settle(seen(*BOTH), HOST)
    now = seen(ahead, held, settlements=[act])
    assert (told(now.entries), told(now.planned), now.joined) == ([(PARTNER, 2)], [(HOST, 2)], [])
    later = replace(now, taken=NOON + 2 * DAY)
    assert told(later.joined) == [(PARTNER, 2)]


def test_an_open_pair_is_doubted_at_both_rows_and_a_settled_one_at_none():
    assert [(each.unit, each.level) for each in seen(*BOTH).checks] == [
        (HOST, Level.DOUBT),
        (PARTNER, Level.DOUBT),
    ]
    assert settled(*BOTH).checks == ()


def test_everything_to_look_at_is_what_pages_plans_and_other_books_ask():
    asked = Problem(HOST, "主题活动", 2, "名称", "B2", Level.ERROR, "", "请填")
    (page,) = BOTH[0].pages
    now = seen(replace(BOTH[0], pages=(page._replace(problems=(asked,)),)), BOTH[1])
    assert [*now.problems] == [asked, *now.checks]


def test_a_sheet_with_two_ledgers_is_one_sheet():
    mine = book("甲学会", entry("甲学会", "走访慰问", 3), entry("甲学会", "宣传报道", 3))
    first, second = mine.pages
    together = replace(mine, pages=(first, second._replace(sheet=first.sheet)))
    assert list_typed_sheets(together) == (first.sheet,)
    assert list_typed_sheets(mine) == (first.sheet, second.sheet)


def test_a_new_snapshot_knows_nothing():
    empty = Snapshot(SMALL, NOON)
    assert (empty.version, {*empty.unread}, empty.is_replanned) == (0, set(), False)
    assert ([*empty.problems], empty.entries, empty.planned, empty.joined) == ([], [], [], [])


def test_a_frozen_moment_is_the_same_as_the_living_one():
    told = {"rewordings": {"下一步": "另一种说法。"}, "photographs": [("p1", "座谈会")]}
    frozen = replace(seen(*BOTH), id="1", is_replanned=True, **told)
    assert frozen == seen(*BOTH)
    assert replace(frozen, outage="网络断了") != frozen


def test_a_book_tried_again_in_vain_is_no_other_book():
    why = Stale(NOON, "文件加了密码", NOON)
    assert why == replace(why, tried=NOON + DAY)
    assert why != replace(why, since=NOON + DAY)
