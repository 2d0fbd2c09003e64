"""What the office has sent from 催报 arrives, and the page says how it went."""

import time
from contextlib import closing

import pytest

from kjr.state.acts import ActKind
from kjr.state.chases import Delivery, collect_chases
from kjr.ui import live
from tests.faces import read_page
from tests.pages.test_editor import press, signed
from tests.plans import BOTH_SLOWLY
from tests.receivers import LOOPBACK, Robots

pytestmark = BOTH_SLOWLY
PAGE = "pages/office/reminders.py"


@pytest.fixture(scope="module")
def districts(plan):
    """Two that have a group of their own."""
    return [plan.campaign.unit(each).district for each in (plan.unit, plan.other)]


@pytest.fixture(scope="module")
def robots(districts):
    with closing(Robots()) as running, pytest.MonkeyPatch.context() as patch:
        messages = {
            "on": True,
            "allowed_networks": list(LOOPBACK),
            "robots": dict(zip(districts, map(running.url, ("wecom", "webhook")), strict=True)),
        }
        patch.setattr(live, "read_secrets", lambda: {"messages": messages})
        yield running


@pytest.fixture
def office(robots, opened, example):
    return signed(opened(example, PAGE))


def wait_for(done):
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        time.sleep(0.1)
    assert done()


def test_what_is_shown_before_is_what_arrives_and_it_is_on_record(office, robots, districts):
    (table,) = (each.value for each in office.dataframe if "全文" in each.value.columns)
    shown = dict(zip(table["对谁"], table["全文"], strict=True))
    assert set(shown) == set(districts)
    press(office, "发送这 2 条")
    wait_for(lambda: len(robots.texts) == 2)
    assert sorted(robots.texts) == sorted(shown.values())
    app = live.find_app()
    wait_for(lambda: not app.sender.outbox.list_waiting())
    sent = collect_chases(app.journal.acts())
    assert {each.to: each.delivery for each in sent} == dict.fromkeys(districts, Delivery.OUT)
    assert all(each.act.who == "张示例" for each in sent)
    told = read_page(office.run())
    assert "刚催过" in told
    assert f"企业微信群机器人·{districts[0]}" in told


def test_a_trial_says_that_it_is_one_and_asks_nobody(office, robots, districts):
    before = len(robots.texts)
    (where,) = (each for each in office.selectbox if each.label == "试哪个地址")
    where.set_value(districts[0]).run()
    press(office, "试发")
    wait_for(lambda: len(robots.texts) == before + 1)
    assert "试发" in robots.texts[-1]
    (trial,) = collect_chases(live.find_app().journal.acts(), (ActKind.TOLD,))
    assert trial.units == ()


@pytest.mark.slow
def test_a_trial_under_way_is_not_told_as_one_whose_end_nobody_knows(office, robots, districts):
    robots.plan.append("hang")
    (where,) = (each for each in office.selectbox if each.label == "试哪个地址")
    where.set_value(districts[0]).run()
    before = len(robots.texts)
    press(office, "试发")
    wait_for(lambda: len(robots.texts) == before + 1)
    told = [each.value for each in office.run().caption if each.value.startswith("试发 ")]
    robots.released.set()
    assert [each.endswith("正在发") for each in told] == [True]
    wait_for(lambda: not live.find_app().sender.outbox.list_waiting())
    told = [each.value for each in office.run().caption if each.value.startswith("试发 ")]
    assert ["不知道是否发出" in each for each in told] == [True]
