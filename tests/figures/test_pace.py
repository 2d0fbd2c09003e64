import dataclasses
import datetime as dt

import pytest

from kjr.campaign.model import Indicator
from kjr.figures import pace
from kjr.figures.pace import Signal
from kjr.figures.sums.line import Line
from kjr.values.spans import Span
from kjr.values.wording import Approximate, Below, format_percent
from tests.small import ARTICLES, PEOPLE, SMALL

TENTH = dataclasses.replace(ARTICLES, target=21)
"""A target of one a day over the window's 21 days."""


FEW = "活动不到3天，不推算"


def line(done, measure=TENTH, unsure=0):
    return Line(Indicator("I7", "报道", "四", measure), measure, done, {}, {}, 0, unsure)


@pytest.mark.parametrize(
    "today, share",
    [
        (dt.date(2019, 5, 20), 0),
        (dt.date(2019, 5, 21), 1 / 21),
        (dt.date(2019, 6, 10), 1),
        (dt.date(2019, 7, 1), 1),
    ],
)
def test_the_window_passes_evenly(today, share):
    window = Span(SMALL.first, SMALL.last)
    assert pace.measure_elapsed_share(window, today) == pytest.approx(share)


@pytest.mark.parametrize(
    "done, signal",
    [
        (21, Signal.REACHED),
        (10, Signal.ON_COURSE),
        (9, Signal.BEHIND),
        (8, Signal.ALARM),
        (1, Signal.ALARM),
        (0, Signal.ALARM),
    ],
)
def test_the_signal_follows_the_rule(done, signal):
    tenth_day = dt.date(2019, 5, 30)
    assert pace.measure_pace(SMALL, line(done), tenth_day).signal == signal


def test_what_is_not_reached_by_the_deadline_is_an_alarm():
    assert pace.measure_pace(SMALL, line(20), dt.date(2019, 6, 16)).signal == Signal.ALARM


def test_the_forecast_goes_on_at_the_average_speed():
    fifth_day = dt.date(2019, 5, 25)
    assert pace.measure_pace(SMALL, line(5), fifth_day).reached_on == dt.date(2019, 6, 10)


@pytest.mark.parametrize(
    ("day", "target", "signal"),
    [(23, 7, Signal.BEHIND), (23, 8, Signal.BEHIND), (23, 9, Signal.ALARM), (31, 2, Signal.BEHIND)],
)
def test_nothing_done_names_no_day_and_stands_no_better_than_one_done(day, target, signal):
    measure = dataclasses.replace(ARTICLES, target=target)
    found = pace.measure_pace(SMALL, line(0, measure), dt.date(2019, 5, day))
    assert (found.reached_on, found.why, found.signal) == (None, "尚未起步", signal)


def test_nothing_done_is_out_of_reach_once_the_activities_end():
    assert pace.measure_pace(SMALL, line(0), dt.date(2019, 6, 11)).signal == Signal.ALARM


@pytest.mark.parametrize("day", range(23, 46))
def test_doing_more_never_makes_it_worse(day):
    today = SMALL.first.replace(day=1) + dt.timedelta(days=day - 1)
    order = [Signal.ALARM, Signal.BEHIND, Signal.ON_COURSE, Signal.REACHED]
    found = [order.index(pace.measure_pace(SMALL, line(done), today).signal) for done in range(23)]
    assert found == sorted(found)


@pytest.mark.parametrize("done", [0, 2, 20])
@pytest.mark.parametrize(
    ("day", "why"),
    [
        (19, "活动还没开始"),
        (20, "活动还没开始"),
        (21, "活动不到3天，不推算"),
        (22, "活动不到3天，不推算"),
    ],
)
def test_nothing_is_said_from_fewer_than_three_days(day, why, done):
    now = pace.measure_pace(SMALL, line(done), dt.date(2019, 5, day))
    assert (now.signal, now.reached_on, now.why) == (Signal.UNKNOWN, None, why)


def test_the_third_day_has_a_forecast():
    now = pace.measure_pace(SMALL, line(3), dt.date(2019, 5, 23))
    assert (now.signal, now.reached_on) == (Signal.ON_COURSE, dt.date(2019, 6, 10))


def test_a_target_may_be_reached_on_any_day():
    early = dt.date(2019, 5, 20)
    assert pace.measure_pace(SMALL, line(21), early).signal == Signal.REACHED


@pytest.mark.parametrize(
    ("planned", "day", "signal"),
    [
        (21, dt.date(2019, 6, 8), Signal.ON_COURSE),
        (20, dt.date(2019, 6, 8), Signal.ALARM),
        (21, dt.date(2019, 6, 11), Signal.ALARM),
    ],
)
def test_what_is_still_planned_may_be_enough_until_the_activities_end(planned, day, signal):
    with_plan = dataclasses.replace(line(0), planned=planned)
    found = pace.measure_pace(SMALL, with_plan, day)
    assert found.signal is signal
    assert (found.why == "加上日期还没到的够数") is (signal is Signal.ON_COURSE)


def test_nothing_is_forecast_beyond_the_campaigns_year():
    far = dataclasses.replace(ARTICLES, target=2000)
    now = pace.measure_pace(SMALL, line(9, far), dt.date(2019, 5, 30))
    assert (now.reached_on, now.why, now.signal) == (None, "照此年内达不到", Signal.ALARM)


def test_the_closing_report_has_until_the_deadline():
    report = SMALL.indicators[-1].measure
    filed = dataclasses.replace(report, target=23)
    now = pace.measure_pace(SMALL, line(10, filed), dt.date(2019, 5, 30))
    assert (now.reached_on, now.signal) == (dt.date(2019, 6, 12), Signal.ON_COURSE)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(dt.date(2019, 6, 10), 21), (dt.date(2019, 6, 14), 25), (dt.date(2019, 6, 15), 26)],
)
def test_until_the_deadline_not_all_closing_reports_are_due(day, expected):
    report = dataclasses.replace(SMALL.indicators[-1].measure, target=26)
    assert pace.measure_pace(SMALL, line(10, report), day).expected == expected


def test_the_last_day_of_the_year_is_still_told():
    days = (dt.date(2019, 12, 31) - SMALL.first).days + 1
    tenth_day = dt.date(2019, 5, 30)
    for more, day in ((0, dt.date(2019, 12, 31)), (1, None)):
        slow = dataclasses.replace(ARTICLES, target=days + more)
        assert pace.measure_pace(SMALL, line(10, slow), tenth_day).reached_on == day


def test_nobody_is_asked_for_a_part_of_a_thing():
    third = dataclasses.replace(ARTICLES, target=112)
    assert pace.measure_pace(SMALL, line(1, third), dt.date(2019, 6, 8)).expected == 102


def test_a_plain_count_has_no_pace():
    assert pace.measure_pace(SMALL, line(5, PEOPLE), dt.date(2019, 5, 30)) is None


@pytest.mark.parametrize(("day", "signal"), [(15, Signal.BEHIND), (16, Signal.ALARM)])
def test_who_has_not_begun_the_only_one_may_still_do_it_on_the_last_day(day, signal):
    only = dataclasses.replace(ARTICLES, target=1)
    assert pace.measure_pace(SMALL, line(0, only), dt.date(2019, 6, day)).signal == signal


@pytest.mark.parametrize(("done", "signal"), [(17, Signal.BEHIND), (16, Signal.ALARM)])
def test_what_is_reached_on_the_deadline_is_still_in_reach(done, signal):
    # 21 days of 26 have gone by until the last one; 21 of 17 take 26, of 16 one more.
    assert pace.measure_pace(SMALL, line(done), SMALL.last).signal == signal


def test_on_the_deadline_it_can_still_be_reached_and_the_day_after_it_says_why_not():
    on_the_day = pace.measure_pace(SMALL, line(20), SMALL.deadline)
    after = pace.measure_pace(SMALL, line(20), SMALL.deadline + dt.timedelta(days=1))
    assert (on_the_day.why, after.why) == ("", "已过截止日")
    assert pace.measure_pace(SMALL, line(21), SMALL.deadline).why == "已达标"


def test_a_number_of_which_less_was_said_does_not_reach_it():
    for near in (line(Below(21), unsure=21), line(Below(40), unsure=20)):
        assert (near.is_reached, near.is_doubtful, near.is_short) == (False, True, False)
        assert format_percent(near.rate) == "99.9%"
        for day in (dt.date(2019, 5, 21), dt.date(2019, 6, 10), dt.date(2019, 6, 16)):
            assert pace.measure_pace(SMALL, near, day).signal is Signal.DOUBTFUL


@pytest.mark.parametrize(
    ("done", "unsure", "is_reached"),
    [(21, 4, False), (22, 22, False), (31, 31, True), (30, 30, False), (25, 4, True)],
)
def test_about_so_many_reach_it_only_where_paper_says_as_many_and_more(done, unsure, is_reached):
    near = line(Approximate(done), unsure=unsure)
    assert (near.is_reached, near.is_doubtful) == (is_reached, not is_reached)
    signal = Signal.REACHED if is_reached else Signal.DOUBTFUL
    assert pace.measure_pace(SMALL, near, dt.date(2019, 6, 16)).signal is signal


def test_a_plan_of_about_so_many_does_not_surely_reach_it():
    day = dt.date(2019, 6, 8)
    sure, rough = (dataclasses.replace(line(11), planned=10, unsure_ahead=each) for each in (0, 5))
    assert pace.measure_pace(SMALL, sure, day).why == "加上日期还没到的够数"
    assert pace.measure_pace(SMALL, rough, day).why != "加上日期还没到的够数"


def test_what_is_sure_reaches_it_and_what_is_short_with_all_is_short():
    enough, short = line(Below(41), unsure=20), line(Below(20), unsure=10)
    assert (enough.is_reached, enough.is_doubtful, short.is_short) == (True, False, True)
    assert (short.shortfall, short.is_doubtful) == (1, False)


def test_over_new_year_a_target_may_be_reached_in_the_next_one():
    days = {"first": dt.date(2026, 12, 20), "last": dt.date(2027, 1, 15)}
    campaign = dataclasses.replace(SMALL, **days, deadline=dt.date(2027, 1, 25))
    found = pace.measure_pace(campaign, line(10), dt.date(2026, 12, 30))
    assert (found.reached_on, found.why) == (dt.date(2027, 1, 12), "")
