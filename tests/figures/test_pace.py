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
    return Line(Indicator("I7", "报道", "四", measure), measure, done, False, {}, {})


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
        (7, Signal.BEHIND),
        (6, Signal.ALARM),
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


def test_nothing_done_has_no_forecast():
    assert pace.measure_pace(SMALL, line(0), dt.date(2019, 5, 30)).reached_on is None


def test_a_plain_count_has_no_pace():
    assert pace.measure_pace(SMALL, line(5, PEOPLE), dt.date(2019, 5, 30)) is None
