import dataclasses
import datetime as dt

import pandas as pd
import pytest

from kjr.figures import overview
from kjr.figures.moments.snapshot import Stale
from tests import settled
from tests.small import NOON, ZONE, book, entry, snapshot


def visit(unit, people, row=3):
    return entry(unit, "走访慰问", row, 走访人次=people)


def added_up(*books):
    return overview.build_overview(snapshot(*books))


def test_days_left_count_to_the_deadline():
    assert added_up().days_left == 7


def test_days_past_the_deadline_are_counted_for_a_fortnight():
    after = [dt.datetime(2019, 6, day, 12, tzinfo=ZONE) for day in (29, 30)]
    ended = [overview.build_overview(snapshot(taken=each)) for each in after]
    assert [(each.days_left, each.is_long_over) for each in ended] == [(-14, False), (-15, True)]


def test_a_district_has_the_units_that_must_file():
    found = added_up().district_standings.items()
    held = {name: [each.unit.name for each in standings] for name, standings in found}
    assert held == {"东区": ["东区科协"], "市直": ["甲学会", "乙学会"]}


@pytest.mark.parametrize("pages, is_stale", [(True, True), (False, False)])
def test_figures_are_stale_only_where_something_was_read(pages, is_stale):
    gone = book("甲学会", visit("甲学会", 3), stale=Stale(NOON, "文件已不在文件夹中"))
    mine = added_up(gone if pages else dataclasses.replace(gone, pages=())).standing("甲学会")
    assert (mine.is_stale, mine.is_unreadable) == (is_stale, not is_stale)


def test_the_report_leads_from_the_day_after_the_last():
    days = [dt.datetime(2019, 6, day, 12, tzinfo=ZONE) for day in (10, 11)]
    leads = [overview.build_overview(snapshot(taken=each)).is_report_due for each in days]
    assert leads == [False, True]


def test_a_figure_grows_from_the_first_day_to_today():
    visits = [entry("甲学会", "走访慰问", 3, 走访日期=dt.date(2019, 6, 1), 走访人次=3)]
    one = added_up(book("甲学会", *visits))
    growth = one.growth(one.line("I3"))
    assert len(growth) == (one.today - one.campaign.first).days + 1
    assert (growth[0], growth[-1]) == (0, 3)


def test_growth_ends_with_the_deadline():
    late = dt.datetime(2026, 1, 1, tzinfo=ZONE)
    one = overview.build_overview(snapshot(book("甲学会", visit("甲学会", 3)), taken=late))
    assert len(one.growth(one.line("I3"))) == (one.campaign.deadline - one.campaign.first).days + 1


ARTICLE = entry("甲学会", "宣传报道", 3, 标题="示例报道", 媒体名称="示例日报", 状态="已刊发")


def test_what_stands_as_it_did_is_taken_over():
    mine, theirs = book("甲学会", visit("甲学会", 3), ARTICLE), book("乙学会", visit("乙学会", 4))
    last = added_up(mine, theirs)
    assert len(last.tables["宣传报道"]) + len(last.tables["走访慰问"]) == 3
    new = overview.build_overview(snapshot(mine, book("乙学会", visit("乙学会", 9))), last)
    assert new.tables["宣传报道"] is last.tables["宣传报道"]
    assert new.tables["走访慰问"] is not last.tables["走访慰问"]
    assert new.standing("甲学会") is last.standing("甲学会")


def test_added_up_from_the_last_or_anew_is_the_same():
    mine = book("甲学会", visit("甲学会", 3), ARTICLE)
    steps = [
        [],
        [mine],
        [mine, book("乙学会", visit("乙学会", 4))],
        [book("甲学会", visit("甲学会", 3)), book("乙学会", visit("乙学会", 4))],
        [book("乙学会", visit("乙学会", 4, row=5), ARTICLE._replace(unit="乙学会"))],
        [],
    ]
    last = added_up()
    for books in steps:
        anew, last = added_up(*books), overview.build_overview(snapshot(*books), last)
        assert (last.lines, last.standings) == (anew.lines, anew.standings)
        assert (last.filling, last.filing) == (anew.filling, anew.filing)
        for name, table in anew.tables.items():
            pd.testing.assert_frame_equal(last.tables[name], table)


def test_every_figure_has_a_name_by_its_indicator():
    assert [line.name for line in added_up().lines] == ["I3", "I7", "I7·树典型", "I19"]


def at(day, hour=12, month=6):
    return dt.datetime(2019, month, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(("day", "is_overdue"), [(14, False), (15, False), (16, True)])
def test_nobody_is_late_until_the_deadline_is_past(day, is_overdue):
    assert overview.build_overview(snapshot(taken=at(day))).is_overdue is is_overdue


def test_what_is_drawn_is_drawn_anew_with_the_version_or_the_day():
    one = added_up()
    assert one.key == (1, NOON.date())
    later = dataclasses.replace(one, snapshot=dataclasses.replace(one.snapshot, clock=at(9)))
    assert (later.key, later.today) == ((1, dt.date(2019, 6, 9)), dt.date(2019, 6, 9))
    newer = dataclasses.replace(one, snapshot=dataclasses.replace(one.snapshot, version=2))
    assert newer.key == (2, NOON.date())


def test_a_pace_is_that_of_the_day_of_the_figures_however_late_it_is():
    one = added_up()
    late = dataclasses.replace(one, snapshot=dataclasses.replace(one.snapshot, clock=at(20)))
    assert (late.is_overdue, late.pace(late.line("I7"))) == (True, one.pace(one.line("I7")))
    assert (one.expected_word, one.pace_note) == ("今日应到", "")
    assert (late.expected_word, late.pace_note) == ("当日应到", "（按6月8日12时的数）")
    assert len(late.growth(late.line("I3"))) == len(one.growth(one.line("I3")))


def test_each_indicator_has_one_main_line_and_the_plans_own_are_hard():
    one = added_up()
    assert [line.indicator.id for line in one.main_lines] == ["I3", "I7", "I19"]
    assert [line.name for line in one.hard_lines] == ["I7"]
    assert one.line("I7").measure.name == "媒体报道"


def test_a_figure_that_grew_day_by_day_stays_between_them():
    days = (dt.date(2019, 5, 22), dt.date(2019, 5, 24))
    rows = [entry("甲学会", "走访慰问", n, 走访日期=day, 走访人次=3) for n, day in enumerate(days)]
    one = overview.build_overview(snapshot(book("甲学会", *rows), taken=at(26, month=5)))
    assert one.growth(one.line("I3")) == [0, 3, 3, 6, 6, 6]


def test_another_day_or_plan_adds_everything_up_anew():
    ahead = entry("甲学会", "走访慰问", 3, 走访日期=dt.date(2019, 6, 9), 走访人次=3)
    last = added_up(book("甲学会", ahead))
    now = dataclasses.replace(last.snapshot, taken=at(9))
    assert (last.line("I3").done, last.line("I3").planned) == (0, 3)
    assert overview.build_overview(now, last).line("I3").done == 3
    doubled = dataclasses.replace(
        last.campaign,
        indicators=tuple(
            dataclasses.replace(each, measure=dataclasses.replace(each.measure, target=7))
            for each in last.campaign.indicators
        ),
    )
    replanned = dataclasses.replace(last.snapshot, campaign=doubled)
    assert overview.build_overview(replanned, last).line("I7").target == 7


def test_what_is_planned_is_taken_over_or_made_anew_with_its_ledger():
    def ahead(people):
        return entry("甲学会", "走访慰问", 3, 走访日期=dt.date(2019, 6, 9), 走访人次=people)

    last = added_up(book("甲学会", ahead(3)), book("乙学会", ARTICLE._replace(unit="乙学会")))
    assert [len(last.planned[name]) for name in ("走访慰问", "宣传报道")] == [1, 0]
    new = overview.build_overview(
        snapshot(book("甲学会", ahead(4)), last.snapshot.books["乙学会"]), last
    )
    assert new.planned["宣传报道"] is last.planned["宣传报道"]
    assert new.planned["走访慰问"] is not last.planned["走访慰问"]
    assert (last.line("I3").planned, new.line("I3").planned) == (3, 4)


HOST, PARTNER = "东区科协", "甲学会"


def test_what_is_settled_or_taken_back_is_added_up_anew_for_both_units():
    still = settled.filed("乙学会", settled.OTHER)
    open_one = settled.seen(
        settled.filed(HOST, settled.event()), settled.filed(PARTNER, settled.event(280.0)), still
    )
    act = settled.settle(open_one, HOST)
    last = overview.build_overview(open_one)
    for settlements, done, joined in (((act,), 2, 1), ((), 3, 0)):
        now = dataclasses.replace(open_one, settlements=settlements)
        anew, last = overview.build_overview(now), overview.build_overview(now, last)
        assert (last.lines, last.standings) == (anew.lines, anew.standings)
        assert (last.line("I9").done, last.standing(PARTNER).joined) == (done, joined)
        assert last.standing(PARTNER).entries == 1 - joined


def test_who_has_nothing_to_do_with_what_was_settled_is_taken_over():
    still = settled.filed("乙学会", settled.OTHER)
    books = (
        settled.filed(HOST, settled.event()),
        settled.filed(PARTNER, settled.event(280.0)),
        still,
    )
    last = overview.build_overview(settled.seen(*books))
    assert last.tables["走访慰问"].empty
    act = settled.settle(last.snapshot, HOST)
    new = overview.build_overview(dataclasses.replace(last.snapshot, settlements=(act,)), last)
    assert new.standing("乙学会") is last.standing("乙学会")
    assert new.standing(PARTNER) is not last.standing(PARTNER)
    assert new.tables["走访慰问"] is last.tables["走访慰问"]
