"""催办台账: what the journal tells of messages, and what nobody knows."""

import datetime as dt

from kjr.state.acts import Act, ActKind
from kjr.state.chases import (
    Announced,
    Delivery,
    Rung,
    build_answer,
    build_chase,
    build_end,
    collect_chases,
    digest_text,
    gather_records,
)
from kjr.state.journal import Journal
from tests.chased import BEFORE, asking

UNIT, OTHER = "甲学会", "乙学会"
ROBOT = "群机器人"
HOUR = dt.timedelta(hours=1)


def kept(tmp_path, *acts):
    """The acts as a journal that was closed and opened again tells them."""
    journal = Journal(tmp_path)
    added = [journal.append(act) for act in acts]
    assert [each.id for each in Journal(tmp_path).acts()] == [each.id for each in added]
    return Journal(tmp_path).acts()


def test_a_message_to_a_group_is_one_act_and_counts_for_everybody_it_names(tmp_path):
    said = Announced("北片群", [UNIT, OTHER], "复制", Rung.GENTLE, "请报送。")
    (act,) = kept(tmp_path, build_chase(said, "示例员", BEFORE))
    (chase,) = collect_chases([act])
    assert (chase.to, chase.units, chase.channel) == ("北片群", (UNIT, OTHER), "复制")
    assert (chase.rung, chase.act.who, chase.moment) == (Rung.GENTLE, "示例员", BEFORE)
    assert chase.act.facts["digest"] == digest_text("请报送。")
    assert {name: each.times for name, each in gather_records([act]).items()} == {UNIT: 1, OTHER: 1}


def test_the_text_itself_is_not_kept(tmp_path):
    kept(tmp_path, asking(UNIT, text="请李示例报送。"))
    assert not any("李示例".encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_the_units_own_page_does_not_tell_of_the_office_s_chasing(tmp_path):
    journal = Journal(tmp_path)
    journal.append(asking(UNIT))
    journal.append(build_answer(UNIT, "下周", None, "示例员", BEFORE))
    assert journal.acts(UNIT) == ()


def test_what_was_announced_and_never_told_again_is_not_known(tmp_path):
    journal = Journal(tmp_path)
    act = journal.append(asking(UNIT, channel=ROBOT))
    record = gather_records(journal.acts())[UNIT]
    assert record.last.delivery is Delivery.UNSURE
    assert record.times == 0
    assert record.is_recent(BEFORE + HOUR, 2 * HOUR)
    journal.append(build_end(act.id, "示例员", BEFORE))
    assert gather_records(journal.acts())[UNIT].times == 1


def test_what_failed_is_no_reminder_and_says_why(tmp_path):
    journal = Journal(tmp_path)
    act = journal.append(asking(UNIT, channel=ROBOT))
    journal.append(build_end(act.id, "示例员", BEFORE, "连不上"))
    (chase,) = collect_chases(journal.acts())
    assert (chase.delivery, chase.reason) == (Delivery.FAILED, "连不上")
    assert UNIT not in gather_records(journal.acts())


def test_an_answer_gives_the_promised_day_until_the_unit_is_asked_again():
    day = dt.date(2019, 6, 10)
    said = build_answer(UNIT, "盖章中", day, "示例员", BEFORE + HOUR)
    record = gather_records([asking(UNIT), said])[UNIT]
    assert (record.promised, record.answer.note) == (day, "盖章中")
    again = gather_records([asking(UNIT), said, asking(UNIT, moment=BEFORE + 2 * HOUR)])[UNIT]
    assert (again.promised, again.answer) == (day, None)


def test_a_record_until_a_moment_knows_nothing_of_what_came_later():
    acts = [asking(UNIT), asking(UNIT, moment=BEFORE + 2 * HOUR)]
    assert gather_records(acts, BEFORE + HOUR)[UNIT].times == 1


def test_other_acts_are_no_chases():
    assert gather_records([Act(BEFORE, "示例员", UNIT, ActKind.RETURNED)]) == {}
