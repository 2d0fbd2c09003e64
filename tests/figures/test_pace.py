import dataclasses
import datetime as dt

import pytest

from kjr.campaign.model import Indicator
from kjr.figures import pace
from kjr.figures.lines import Line
from kjr.figures.pace import Signal
from tests.small import ARTICLES, PEOPLE, SMALL

TENTH = dataclasses.replace(ARTICLES, target=21)
"""A target of one a day over the window's 21 days."""


def line(done, measure=TENTH):
    return Line(Indicator("I7", "报道", "四", measure), measure, done, {}, {})


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
    assert pace.measure_elapsed_share(SMALL, today) == pytest.approx(share)


@pytest.mark.parametrize(
    "done, signal",
    [
        (21, Signal.REACHED),
        (10, Signal.ON_COURSE),
        (9, Signal.BEHIND),
        (8, Signal.ALARM),
        (0, Signal.BEHIND),
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


def test_nothing_done_has_no_forecast_and_is_out_of_reach_once_the_activities_end():
    early = pace.measure_pace(SMALL, line(0), dt.date(2019, 5, 30))
    assert (early.reached_on, early.why, early.signal) == (None, "尚未起步", Signal.BEHIND)
    assert pace.measure_pace(SMALL, line(0), dt.date(2019, 6, 11)).signal == Signal.ALARM


@pytest.mark.parametrize(("day", "is_forecast"), [(22, False), (23, True)])
def test_nothing_is_forecast_from_fewer_than_three_days(day, is_forecast):
    now = pace.measure_pace(SMALL, line(2), dt.date(2019, 5, day))
    assert (now.reached_on is not None) == is_forecast


def test_in_the_first_days_only_what_is_due_by_then_is_asked():
    second = dt.date(2019, 5, 22)
    signals = [pace.measure_pace(SMALL, line(done), second).signal for done in (1, 2)]
    assert signals == [Signal.BEHIND, Signal.ON_COURSE]


def test_nothing_is_forecast_beyond_the_campaigns_year():
    far = dataclasses.replace(ARTICLES, target=2000)
    now = pace.measure_pace(SMALL, line(9, far), dt.date(2019, 5, 30))
    assert (now.reached_on, now.why, now.signal) == (None, "照此年内达不到", Signal.ALARM)


def test_the_closing_report_has_until_the_deadline():
    report = SMALL.indicators[-1].measure
    filed = dataclasses.replace(report, target=23)
    now = pace.measure_pace(SMALL, line(10, filed), dt.date(2019, 5, 30))
    assert (now.reached_on, now.signal) == (dt.date(2019, 6, 12), Signal.ON_COURSE)


def test_nobody_is_asked_for_a_part_of_a_thing():
    third = dataclasses.replace(ARTICLES, target=112)
    assert pace.measure_pace(SMALL, line(1, third), dt.date(2019, 6, 8)).expected == 102


def test_a_plain_count_has_no_pace():
    assert pace.measure_pace(SMALL, line(5, PEOPLE), dt.date(2019, 5, 30)) is None
