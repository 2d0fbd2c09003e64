import datetime as dt
from dataclasses import replace

import pytest

from kjr.campaign.columns import Progress
from kjr.documents.html.parts import render
from kjr.documents.loose_ends import collect_loose_ends
from kjr.figures.agenda import count_states, list_activities
from kjr.figures.counted_rows import accumulate_by_day
from kjr.figures.moments.plan_doubts import doubt_plans, list_plan_keys
from kjr.figures.overview import build_overview
from kjr.figures.sources import PLANNED, SAID_PLANNED, WRONG_YEAR, list_left_out_sources
from kjr.reading.planned import is_misdated, split_entries
from kjr.values.days import Span
from tests.plans import BOTH, COUNTY, FIRST
from tests.shown import text
from tests.small import ARTICLES, NOON, PRESS, SMALL, TAGGED, VISITS, book, entry, snapshot

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


def test_a_span_that_begins_tomorrow_is_planned():
    line = added_up(visit(Span(after(1), after(9)))).line("I3")
    assert (line.done, line.planned) == (0, 3)


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


FAR = [dt.date(2109, 5, 30), dt.date(9999, 12, 31), dt.date(2020, 6, 8), dt.date(1919, 6, 2)]


@pytest.mark.parametrize("day", FAR, ids=str)
def test_a_day_after_the_campaign_s_year_is_no_plan_and_in_no_total(day):
    now = added_up(visit(TODAY), visit(day, 30, row=4), visit(after(1), 5, row=5))
    line, standing = now.line("I3"), now.standing("甲学会")
    assert (line.done, line.planned) == (3, 5)
    assert (standing.entries, standing.planned, standing.misdated) == (1, 1, 1)
    assert [each.row for each in now.snapshot.misdated] == [4]
    notes = [each.note for each in list_left_out_sources(now, line.measure)]
    assert notes == [PLANNED, WRONG_YEAR]
    held = list_activities(now.snapshot)
    assert count_states(held) == {"日期已到": 1, "日期未到": 1, "日期存疑": 1}
    assert "1 条的日期看起来写错，没有计入" in text(render("board.shortfalls", now))
    assert collect_loose_ends(now)["日期写错"] == "1条"


def test_a_far_day_that_a_row_says_is_planned_is_believed_and_one_gone_by_counts():
    said = visit(FAR[0])._replace(progress=Progress.PLANNED)
    assert added_up(said).standing("甲学会").planned == 1
    past = added_up(visit(FAR[2]), taken=NOON.replace(year=2020, day=9))
    assert (past.standing("甲学会").entries, past.standing("甲学会").misdated) == (1, 0)


AHEAD = {
    FIRST: {
        **dict.fromkeys(("走访慰问", "座谈观摩", "健康服务", "主题活动"), "拟开展"),
        "宣传报道": "刊发日期未到",
        "意见建议": "日期未到",
        "志愿队伍": "组建日期未到",
        "总结报送": "报送日期未到",
    },
    COUNTY: {
        "科普活动": "拟开展",
        "展教品": "展出日期未到",
        "资源包": "发放日期未到",
        "科普志愿": "服务日期未到",
        "总结报送": "报送日期未到",
    },
}


@BOTH
def test_only_of_an_event_it_is_said_that_it_is_planned(plan):
    words = {each.name: each.ahead_word for each in plan.campaign.ledgers}
    assert words == AHEAD[plan]


def test_the_faces_say_what_fits_the_ledger():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交", 报送日期=after(1))
    now = added_up(report)
    assert now.line("I19").planned == 1
    shown = text(render("board.target_rows", now, [now.line("I19")]))
    assert "报送日期未到 1家" in shown
    assert "拟开展" not in shown


STEPPED = replace(
    SMALL,
    ledgers=(VISITS, replace(PRESS, stage="状态", dated=("已刊发",)), *SMALL.ledgers[2:]),
)
"""Its articles have a day on which they are published, and steps before."""


def pressed(day, step):
    """One article about a person who was recommended."""
    words = {"标题": "示例", "媒体名称": "示例日报", "标签": ("树典型",)}
    row = entry("甲学会", "宣传报道", 3, 刊发日期=day, **words, **({"状态": step} if step else {}))
    return build_overview(replace(snapshot(book("甲学会", row)), campaign=STEPPED))


@pytest.mark.parametrize(
    "step, days, published, recommended, planned",
    [
        ("待刊发", 5, 0, 1, 0),
        ("待刊发", -5, 0, 1, 0),
        ("已刊发", -5, 1, 1, 0),
        ("已刊发", 5, 0, 0, 1),
        (None, 5, 0, 0, 1),
        (None, -5, 0, 1, 0),
    ],
)
def test_a_day_of_a_later_step_makes_no_plan_of_what_has_happened(
    step, days, published, recommended, planned
):
    now = pressed(after(days), step)
    done = {line.measure.name: line.done for line in now.lines}
    assert (done[ARTICLES.name], done[TAGGED.name]) == (published, recommended)
    assert now.standing("甲学会").planned == planned


@pytest.mark.parametrize("days", [-5, 5])
def test_what_is_not_published_is_on_no_day(days):
    now = pressed(after(days), "待刊发")
    tagged = next(line for line in now.lines if line.measure is TAGGED)
    assert list_activities(now.snapshot) == []
    assert accumulate_by_day(STEPPED, now.tables, TAGGED).empty
    assert tagged.done == 1


def test_what_was_a_plan_by_an_earlier_definition_is_not_asked_about():
    row = entry("甲学会", "宣传报道", 3, 刊发日期=after(5), 状态="待刊发")
    pages = [page._replace(columns={"刊发日期": 1}) for page in book("甲学会", row).pages]
    keys = list_plan_keys(SMALL, pages, TODAY)
    assert [*doubt_plans(SMALL, pages, keys, after(9))]
    assert not [*doubt_plans(STEPPED, pages, keys, after(9))]


@pytest.mark.parametrize(
    ("day", "is_wrong"),
    [
        *((dt.date(1969, 1, 1), False), (dt.date(1968, 12, 31), True)),
        *((dt.date(2020, 3, 2), False), (dt.date(2020, 3, 3), True)),
    ],
)
def test_fifty_years_before_the_campaign_may_be_meant_and_a_later_year_once_it_is_there(
    day, is_wrong
):
    done, planned, misdated = split_entries(SMALL, [visit(day)], dt.date(2020, 3, 2))
    assert (len(done), planned, len(misdated)) == (not is_wrong, [], is_wrong)


@pytest.mark.parametrize(
    ("ledger", "progress", "is_wrong"),
    [("走访慰问", None, True), ("走访慰问", Progress.PLANNED, False), ("总结报送", None, False)],
)
def test_a_far_year_is_wrong_unless_the_row_is_planned_or_a_report(ledger, progress, is_wrong):
    campaign = FIRST.campaign
    own = campaign.ledger(ledger)
    row = entry("甲学会", ledger, 3, **{own.day: dt.date(2109, 6, 3)})._replace(progress=progress)
    assert is_misdated(campaign, own, row, TODAY) == is_wrong
