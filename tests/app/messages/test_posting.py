"""A running campaign's own sender: the board is asked, and leaders are told once a day."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.app.messages.outbox import Parcel
from kjr.app.messages.posting import build_sender
from kjr.app.messages.ways import parse_message_settings
from kjr.documents.reminders.leader_digest import compose_leader_digest
from kjr.figures.board import Board
from kjr.state.acts import ActKind
from kjr.state.chases import Delivery, Rung, collect_chases
from kjr.store.memory import MemoryStore
from tests.plans import COUNTY, FIRST

both = pytest.mark.parametrize("of", [FIRST, COUNTY], ids=str)


def running(office, of, hour, said="", days=0):
    campaign = of.campaign
    campaign = replace(campaign, reminders=replace(campaign.reminders, digest="17:30"))
    zone = dt.timezone(dt.timedelta(hours=8))
    day = campaign.last + dt.timedelta(days)
    moment = dt.datetime.combine(day, dt.time(hour, 45), zone)
    board = Board(campaign, MemoryStore(), office.state / "board", lambda: moment)
    board.look()
    rules = parse_message_settings({**office.said, "leaders": ["dingtalk"]})
    return build_sender(
        rules,
        board,
        office.journal,
        office.state,
        lambda: moment,
        lambda: said or compose_leader_digest(board.now, None),
    )


@both
def test_leaders_get_the_day_once_whoever_looks_first(office, robots, of):
    running(office, of, 16).send_waiting()
    assert robots.texts == []
    for _ in range(2):
        running(office, of, 17).send_waiting()
    (text,) = robots.texts
    assert text.startswith(f"【{of.campaign.title}日报】")
    (told,) = collect_chases(office.journal.acts(), (ActKind.TOLD,))
    assert (told.delivery, told.act.who) == (Delivery.OUT, "自动")


@both
def test_yesterday_s_day_that_was_refused_is_not_sent_today_and_today_s_is(office, robots, of):
    robots.plan[:] = [500]
    running(office, of, 17, "昨天的日报", days=-1).send_waiting()
    assert robots.texts == []
    for hour in (9, 17, 17):
        office.hurry()
        running(office, of, hour, "今天的日报").send_waiting()
        assert "昨天的日报" not in robots.texts
    assert robots.texts == ["今天的日报"]


@both
def test_a_unit_that_was_asked_is_not_asked_again_within_the_pause(office, robots, of):
    sender = running(office, of, 12)
    for number in range(2):
        parcel = Parcel(
            str(number), Rung.PERSONAL, of.unit, (of.unit,), "wecom", "请报送。", "示例员"
        )
        sender.outbox.add([parcel])
        sender.send_waiting()
    assert robots.texts == ["请报送。"]
    told = collect_chases(office.journal.acts())
    assert [each.delivery for each in told] == [Delivery.OUT, Delivery.FAILED]
    assert "小时内催过" in told[1].reason
