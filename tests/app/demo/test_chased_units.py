"""The example's record of chasing: begun before anybody looks, believable, and marked."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.app.demo.chased_units import record_example_chases
from kjr.app.demo.example_units import build_example_campaign
from kjr.app.settings import read_settings
from kjr.app.wiring import take_snapshot
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.overview import build_overview
from kjr.state.chases import Rung, gather_records
from kjr.state.journal import Journal
from tests.plans import BOTH

pytestmark = BOTH


@pytest.fixture
def example(plan):
    return build_example_campaign(plan.campaign)


@pytest.fixture
def journal(example, tmp_path):
    journal = Journal(tmp_path)
    record_example_chases(example, journal)
    return journal


def test_some_were_asked_again_and_again_and_some_answered(example, journal):
    records = gather_records(journal.acts())
    times = [each.times for each in records.values()]
    assert {*times} == {1, 2, 3}
    assert times.count(1) >= times.count(2) >= times.count(3) == 1
    promised = [day for each in records.values() if (day := each.promised)]
    today = example.moment.date()
    assert min(promised) < today < max(promised)
    held = [each for each in records.values() if each.is_recent(example.moment, dt.timedelta(1))]
    assert [each.sent[-1].rung for each in held] == [Rung.SECOND]


def test_all_of_it_is_past_in_order_and_marked(example, journal):
    acts = journal.acts()
    moments = [act.moment for act in acts]
    assert moments == sorted(moments)
    assert example.first <= moments[0].date() <= moments[-1].date() <= example.moment.date()
    assert moments[-1] < example.moment
    assert all("示例" in act.who for act in acts)
    assert all("示例" in act.note for act in acts if act.note)


def test_where_something_was_done_already_nothing_is_added(example, journal):
    before = journal.acts()
    record_example_chases(example, journal)
    assert journal.acts() == before


def test_the_example_alone_begins_with_it_and_its_messages_follow_it(plan, examples, tmp_path):
    folder = examples(plan, 40)
    named = read_settings({"KJR_STATE": str(tmp_path / "named")}, {}, folder)
    take_snapshot(named)
    assert Journal(named.state).acts() == ()
    shown = replace(named, is_example=True, state=tmp_path / "shown")
    now = build_overview(take_snapshot(shown))
    records = gather_records(Journal(shown.state).acts())
    messages = compose_unit_reminders(now, records=records)
    asked = {each.to: each for each in messages if each.to in records}
    assert asked.keys() == records.keys()
    assert {each.rung for each in asked.values()} == {Rung.PERSONAL, Rung.SECOND}
