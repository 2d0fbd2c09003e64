import dataclasses
import datetime as dt

import pandas as pd
import pytest

from kjr.figures import overview
from kjr.figures.moments.snapshot import Stale
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
