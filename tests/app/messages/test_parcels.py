"""Where each message goes, why it may not leave any more, and the leaders' day."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.app.messages.contacts import Contact, ContactBook
from kjr.app.messages.objections import digest_owed, find_objection
from kjr.app.messages.parcels import DAILY, list_due_digests, pack_reminders, pack_trial
from kjr.app.messages.ways import parse_message_settings
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.leader_digest import compose_leader_digest
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.state.chases import Announced, Rung, build_chase
from tests.chased import asked, look_on
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.filings import CLERK, PHONE, example

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"
RULES = parse_message_settings(
    {
        "on": True,
        "leaders": ["领导群", "leader@example.cn"],
        "robots": {"市直": ROBOT, "领导群": ROBOT},
        "mail": {"host": "smtp.example.cn", "sender": "a@example.cn"},
    }
)
KNOWN = ContactBook({"西夏区科协": Contact("示例员", mails=("x@example.cn",))})
EVENING = dt.datetime(2019, 6, 8, 17, 31, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def pack(reminders, campaign=None):
    now = example()
    now = replace(now, snapshot=replace(now.snapshot, campaign=campaign or now.campaign))
    return pack_reminders(now, RULES, KNOWN, reminders, "示例员")


def test_a_unit_is_written_to_by_mail_a_group_by_its_robot_the_rest_is_copied():
    packed, left = pack(compose_unit_reminders(example()))
    assert [(each.to, each.way, each.mails) for each in packed] == [
        ("西夏区科协", "邮件", ("x@example.cn",))
    ]
    assert "西夏区科协" not in {each.to for each in left}
    groups, _ = pack(compose_group_reminders(example()))
    assert [(each.to, each.way, each.mails) for each in groups] == [("市直", "市直", ())]


def test_a_message_to_one_unit_never_goes_into_a_group():
    only = [each for each in compose_unit_reminders(example()) if each.to == "西夏区科协"]
    rules = replace(RULES, mail=None)
    packed, left = pack_reminders(example(), rules, KNOWN, only, "示例员")
    assert (packed, left) == ([], only)


def test_what_leaves_of_an_example_says_that_it_is_one():
    plan = replace(example().campaign, moment=EVENING)
    packed, _ = pack(compose_group_reminders(example()), plan)
    assert packed[0].text.startswith("【示例数据】")
    assert pack_trial(plan, RULES.robots["市直"], "示例员").text.startswith("【示例数据】")


def test_who_was_asked_meanwhile_gets_nothing():
    (parcel,), _ = pack(compose_unit_reminders(example(), Rung.PERSONAL))
    now = example().snapshot.taken
    assert find_objection(example(), {}, now, parcel) == ""
    recent = asked("西夏区科协")
    soon = recent["西夏区科协"].last.moment + dt.timedelta(hours=19)
    assert "催过" in find_objection(example(), recent, soon, parcel)
    assert find_objection(example(), recent, soon + dt.timedelta(hours=2), parcel) == ""


def test_who_owes_nothing_any_more_gets_nothing():
    (parcel,), _ = pack(compose_unit_reminders(example(), Rung.PERSONAL))
    done = parcel._replace(to="金凤区科协", units=("金凤区科协",))
    assert "不欠" in find_objection(example(), {}, example().snapshot.taken, done)


def test_a_group_is_not_told_of_somebody_who_handed_in_meanwhile():
    (parcel,), _ = pack(compose_group_reminders(example()))
    done = parcel._replace(units=(*parcel.units, "兴庆区科协"))
    now = example().snapshot.taken
    assert find_objection(example(), {}, now, parcel) == ""
    assert "兴庆区科协已经不欠了" in find_objection(example(), {}, now, done)


def test_what_was_written_on_another_day_does_not_leave():
    (parcel,), _ = pack(compose_unit_reminders(example(), Rung.PERSONAL))
    taken = example().snapshot.taken
    late = taken.replace(hour=23, minute=59)
    assert find_objection(example(), {}, late, parcel) == ""
    said = find_objection(example(), {}, late + dt.timedelta(minutes=1), parcel)
    assert said == "已经过了写这些话的时候，没有发"


def test_what_names_something_that_was_mended_meanwhile_does_not_leave():
    (parcel,), _ = pack(compose_unit_reminders(example(), Rung.PERSONAL))
    other = parcel._replace(owed=digest_owed(example(), ["兴庆区科协"]))
    said = find_objection(example(), {}, example().snapshot.taken, other)
    assert said.startswith("写好以后西夏区科协要补的变了")


def test_a_unit_that_left_the_roster_gets_nothing():
    (parcel,), _ = pack(compose_unit_reminders(example(), Rung.PERSONAL))
    gone = parcel._replace(to="没有的单位", units=("没有的单位",))
    said = find_objection(example(), {}, example().snapshot.taken, gone)
    assert said == "名册上没有“没有的单位”了，没有发"


@pytest.mark.parametrize("compose", [compose_group_reminders, compose_unit_reminders])
def test_what_was_to_leave_before_the_deadline_does_not_leave_after_it(compose):
    parcel = pack(compose(example()))[0][0]._replace(what=Rung.GENTLE)
    late = look_on(example(), 1)
    said = find_objection(late, {}, late.snapshot.taken, parcel)
    assert "温馨提醒的话今天已经不合适" in said


def digests(now, acts=(), hour="17:30", moment=None, **more):
    plan = example().campaign
    rules = replace(plan.reminders, digest=hour, **more)
    plan = replace(plan, reminders=rules, moment=moment)
    return list_due_digests(plan, RULES, acts, now, lambda: "日报")


def test_the_leaders_day_leaves_once_at_the_campaign_s_hour():
    found = digests(EVENING)
    assert [(each.to, each.way) for each in found] == [("领导", "邮件"), ("领导群", "领导群")]
    said = [Announced(each.to, (), each.way, DAILY, each.text, each.id) for each in found]
    told = [build_chase(each, "自动", EVENING)._replace(id=each.to) for each in said]
    assert digests(EVENING, told) == []
    assert [each.to for each in digests(EVENING, told[:1])] == ["领导群"]
    assert len(digests(EVENING + dt.timedelta(days=1), told)) == 2


@pytest.mark.parametrize("hour", ["", "17:32", "14:00"])
def test_it_does_not_leave_before_its_hour_nor_long_after_nor_without_one(hour):
    assert digests(EVENING, hour=hour) == []


@pytest.mark.parametrize(
    ("hour", "at", "until"),
    [
        ("17:30", (17, 31), (8, 20, 30)),
        ("23:00", (23, 59), (9, 0, 0)),
        ("21:00", (22, 0), (9, 0, 0)),
    ],
)
def test_it_is_made_up_on_its_day_alone(hour, at, until):
    now = EVENING.replace(hour=at[0], minute=at[1])
    day, *clock = until
    ends = {dt.datetime.fromisoformat(each.until) for each in digests(now, hour=hour)}
    assert ends == {EVENING.replace(day=day, hour=clock[0], minute=clock[1])}
    (parcel, _) = digests(now, hour=hour)
    midnight = EVENING.replace(day=9, hour=0, minute=1)
    assert "已经过了" in find_objection(example(), {}, midnight, parcel)
    assert digests(midnight, hour=hour) == []


def test_it_ends_some_days_after_the_deadline_as_the_campaign_says():
    deadline = example().campaign.deadline
    last = dt.datetime.combine(deadline + dt.timedelta(7), EVENING.timetz())
    assert [len(digests(last + dt.timedelta(days))) for days in (0, 1)] == [2, 0]
    assert len(digests(EVENING.replace(day=deadline.day), digest_days=0)) == 2
    assert digests(EVENING.replace(day=deadline.day + 1), digest_days=0) == []


def test_no_leader_is_sent_the_day_of_an_example():
    assert digests(EVENING, moment=EVENING) == []


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_leaders_day_tells_figures_and_decisions_and_nobody_s_name(campaign):
    now = CAMPAIGNS[campaign]()
    said = compose_leader_digest(now, None)
    assert said.startswith(f"【{now.campaign.title}日报】")
    assert not any(each in said for each in (CLERK, PHONE, "{", "减少的"))
