from dataclasses import replace

import pytest

from kjr.documents.reminders.rungs import find_due_rung, find_next_rung, list_fitting_rungs
from kjr.state.chases import NO_RECORD, Rung
from tests.chased import asked, look_on
from tests.documents.summary.county_filings import county_nothing
from tests.documents.summary.filings import nothing

NOBODY_FILED = pytest.mark.parametrize("quiet", [nothing, county_nothing], ids=["first", "county"])


@pytest.mark.parametrize(
    ("past", "due"),
    [
        (-7, Rung.GENTLE),
        (-3, Rung.PERSONAL),
        (-1, Rung.SECOND),
        (0, Rung.SECOND),
        (1, Rung.WARNING),
    ],
)
@NOBODY_FILED
def test_the_calendar_says_how_firmly_to_ask(quiet, past, due):
    assert find_due_rung(look_on(quiet(), past)) is due


@NOBODY_FILED
@pytest.mark.parametrize(
    ("past", "fitting"),
    [
        (-7, [Rung.GENTLE, Rung.PERSONAL, Rung.SECOND]),
        (0, [Rung.GENTLE, Rung.PERSONAL, Rung.SECOND]),
        (1, [Rung.PERSONAL, Rung.WARNING]),
    ],
)
def test_nobody_is_warned_before_the_deadline_nor_reminded_of_it_after(quiet, past, fitting):
    now = look_on(quiet(), past)
    assert list_fitting_rungs(now) == fitting
    assert find_due_rung(now) in fitting


@NOBODY_FILED
@pytest.mark.parametrize(
    ("past", "record", "due"),
    [
        (-7, asked(), Rung.GENTLE),
        (-7, asked("甲", rung=Rung.GENTLE), Rung.PERSONAL),
        (-7, asked("甲"), Rung.SECOND),
        (-3, asked("甲", rung=Rung.GENTLE), Rung.PERSONAL),
        (-1, asked(), Rung.PERSONAL),
        (-1, asked("甲", rung=Rung.GENTLE), Rung.SECOND),
        (1, asked(), Rung.PERSONAL),
        (1, asked("甲", rung=Rung.GENTLE), Rung.WARNING),
    ],
)
def test_each_unit_is_asked_a_step_firmer_than_before_as_far_as_the_day_allows(
    quiet, past, record, due
):
    assert find_next_rung(look_on(quiet(), past), record.get("甲", NO_RECORD)) is due


@NOBODY_FILED
def test_the_campaign_says_from_when_units_are_asked_by_themselves(quiet):
    now = look_on(quiet(), -5)
    rules = replace(now.campaign.reminders, personal=5)
    early = replace(now.snapshot, campaign=replace(now.campaign, reminders=rules))
    assert find_due_rung(now) is Rung.GENTLE
    assert find_due_rung(replace(now, snapshot=early)) is Rung.PERSONAL
