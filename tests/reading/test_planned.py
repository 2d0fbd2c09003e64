import datetime as dt
from dataclasses import replace

from kjr.campaign.columns import Progress
from kjr.figures.agenda import list_activities
from kjr.figures.overview import build_overview
from kjr.figures.sources import PLANNED, SAID_PLANNED, list_left_out_sources
from kjr.values.days import Span
from tests.small import NOON, book, entry, snapshot

TODAY = NOON.date()


def visit(day, people=3, row=3):
    return entry("甲学会", "走访慰问", row, 走访日期=day, 走访人次=people)


def after(days):
    return TODAY + dt.timedelta(days=days)


def added_up(*entries, taken=NOON):
    return build_overview(snapshot(book("甲学会", *entries), taken=taken))


def test_a_row_of_tomorrow_is_in_no_total_and_told_as_planned():
    now = added_up(visit(TODAY, 3), visit(after(1), 30, row=4))
    line = now.line("I3")
    assert (line.done, line.planned) == (3, 30)
    assert (line.by_unit, line.by_district) == ({"甲学会": 3}, {"市直": 3})
    standing = now.standing("甲学会")
    assert (standing.entries, standing.planned) == (1, 1)


def test_what_has_begun_counts():
    assert added_up(visit(Span(TODAY, after(9)))).line("I3").done == 3


def test_a_row_without_a_day_counts():
    assert added_up(entry("甲学会", "走访慰问", 3, 走访人次=3)).line("I3").done == 3


def test_the_day_alone_turns_a_plan_into_work():
    before = added_up(visit(after(1)))
    assert before.line("I3").done == 0
    same = replace(before.snapshot, taken=NOON + dt.timedelta(days=1))
    now = build_overview(same, before)
    assert (now.line("I3").done, now.line("I3").planned) == (3, 0)


def test_what_is_counted_once_adds_only_what_is_new():
    rows = [
        entry(
            "甲学会",
            "宣传报道",
            n,
            刊发日期=after(n - 4),
            标题=f"{n // 4}",
            媒体名称="报",
            状态="已刊发",
        )
        for n in (3, 5, 6)
    ]
    line = added_up(*rows).line("I7")
    assert (line.done, line.planned) == (1, 1)


def test_a_report_dated_tomorrow_is_not_filed():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交", 报送日期=after(1))
    assert not added_up(report).standing("甲学会").filing.is_filed
    assert added_up(report, taken=NOON + dt.timedelta(days=1)).standing("甲学会").filing.is_filed


def test_a_planned_row_is_left_out_with_its_reason():
    now = added_up(visit(after(1)))
    assert [each.note for each in list_left_out_sources(now, now.line("I3").measure)] == [PLANNED]


def test_the_calendar_shows_both_and_which_is_which():
    held = list_activities(added_up(visit(TODAY), visit(after(2), row=4)).snapshot)
    assert [each.is_planned for each in held] == [False, True]


def said_planned(day):
    return visit(day)._replace(progress=Progress.PLANNED)


def test_a_row_that_says_it_is_planned_is_in_no_total_whatever_its_day():
    undated = said_planned(None)._replace(row=4)
    now = added_up(said_planned(TODAY), undated)
    assert (now.line("I3").done, now.line("I3").planned) == (0, 6)
    notes = [each.note for each in list_left_out_sources(now, now.line("I3").measure)]
    assert notes == [SAID_PLANNED] * 2
    assert [each.is_planned for each in list_activities(now.snapshot)] == [True]


def test_a_row_that_says_it_was_done_still_goes_by_its_day():
    early = visit(after(1))._replace(progress=Progress.DONE)
    now = added_up(early, early._replace(row=4, values=visit(TODAY).values))
    assert (now.line("I3").done, now.line("I3").planned) == (3, 3)
