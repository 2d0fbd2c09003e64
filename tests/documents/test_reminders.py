import datetime as dt
from dataclasses import replace

import pytest

from kjr.documents import reminders
from kjr.documents.fix_lists import list_owed_items
from kjr.documents.reminders import (
    Chase,
    Rung,
    compose_group_reminders,
    compose_unit_reminders,
    find_due_rung,
    split_message,
)
from kjr.figures import overview
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.county_filings import county_nothing
from tests.documents.summary.filings import (
    NOON,
    added_up,
    example,
    filled,
    mostly_unreadable,
    nothing,
)

NOBODY_FILED = pytest.mark.parametrize("quiet", [nothing, county_nothing], ids=["first", "county"])


def look_on(now, past):
    """The same books so many days past the deadline."""
    day = now.campaign.deadline + dt.timedelta(days=past)
    taken = dt.datetime.combine(day, NOON.timetz())
    return overview.build_overview(replace(now.snapshot, taken=taken))


def text_for(unit, rung, chase=None):
    chases = {unit: chase} if chase else {}
    return next(
        each.text for each in compose_unit_reminders(example(), rung, chases) if each.to == unit
    )


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


def test_a_group_is_told_who_in_it_has_not_filed():
    texts = {
        each.to: each.text for each in compose_group_reminders(example(), "https://example.com/1")
    }
    assert "市直总结已报0/2家，还差2家：" in texts["市直"]
    assert "银川市心理卫生学会（缺电子版）" in texts["市直"]
    assert "还没有填报的1家：银川市心理咨询师协会。" in texts["市直"]
    assert "台账链接：https://example.com/1。" in texts["市直"]
    assert "还差1家：永宁县科协。台账已填报0家。台账读到为空的1家：永宁县科协。" in texts["永宁县"]
    assert "台账读到为空" not in texts["市直"]


def test_it_is_said_whom_the_messages_to_groups_name():
    told = reminders.explain_group_names(example())
    assert told == "总结未报5家，台账未填报3家，台账为空1家"


def test_a_group_is_told_why_who_owes_and_who_filed_are_fewer_than_all():
    texts = {each.to: each.text for each in compose_group_reminders(mostly_unreadable())}
    assert any("另有1家的工作簿读取失败，正在核实。" in text for text in texts.values())
    quiet = compose_group_reminders(nothing())
    assert not any("正在核实" in each.text for each in quiet)


def test_a_group_in_which_all_have_filed_gets_no_message():
    assert "兴庆区" not in {each.to for each in compose_group_reminders(example())}


def test_a_workbook_we_cannot_read_is_not_named_in_front_of_others():
    assert "灵武市" not in {each.to for each in compose_group_reminders(example())}


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_without_a_link_no_link_is_promised(campaign):
    sent = compose_group_reminders(CAMPAIGNS[campaign]())
    assert sent
    assert all("链接" not in each.text for each in sent)


def test_what_is_missing_is_named_in_the_unit_s_own_coordinates():
    assert list_owed_items(example(), "兴庆区科协") == [
        "「走访慰问」第12行「走访人次」现为“三十多”，应为整数；建议改为“30（约）”"
    ]
    assert list_owed_items(example(), "银川市心理卫生学会") == ["总结：电子版未交"]
    assert list_owed_items(example(), "西夏区科协") == [
        "台账未填报",
        "总结：书面总结未交",
        "总结：电子版未交",
    ]
    assert list_owed_items(example(), "金凤区科协") == []


def test_a_workbook_we_cannot_read_is_asked_for_with_the_reason():
    assert list_owed_items(mostly_unreadable(), "灵武市科协") == [
        "工作簿读取失败（文件设了密码，请去掉密码再保存）"
    ]


def test_many_cells_are_counted_after_the_first_five():
    first = filled("兴庆区科协")
    crowded = [page._replace(problems=page.problems * 8) for page in first.pages]
    overview = added_up(replace(first, pages=tuple(crowded)))
    assert list_owed_items(overview, "兴庆区科协")[-1] == "另有3处待改"


def test_a_personal_reminder_lists_what_is_missing():
    assert text_for("西夏区科协", Rung.PERSONAL, Chase(liaison="示例联络员")).startswith(
        "示例联络员您好，西夏区科协的台账和总结还差3项：①台账未填报；②总结：书面总结未交；③"
    )


def test_the_second_reminder_counts_the_earlier_ones():
    said = text_for("西夏区科协", Rung.SECOND, Chase(times=2))
    assert "您单位2次提醒后仍缺①台账未填报" in said
    assert "请于6月9日17:00前补齐" in said


def test_nobody_is_told_of_reminders_that_were_never_sent():
    assert "次提醒" not in text_for("西夏区科协", Rung.SECOND)


def test_an_empty_workbook_is_asked_about_before_it_counts_as_nothing():
    assert text_for("永宁县科协", Rung.SECOND).startswith("永宁县科协您好，台账读到为空。")


def test_a_warning_goes_only_to_those_whose_report_is_missing():
    units = {each.to for each in compose_unit_reminders(example(), Rung.WARNING)}
    assert units == {
        "西夏区科协",
        "永宁县科协",
        "贺兰县科协",
        "银川市心理卫生学会",
        "银川市心理咨询师协会",
    }


@NOBODY_FILED
def test_bodies_that_need_not_file_are_left_in_peace(quiet):
    expected = {unit.name for unit in quiet().campaign.expected}
    assert {each.to for each in compose_unit_reminders(quiet(), Rung.PERSONAL)} == expected


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_message_is_plain_text(campaign):
    now = CAMPAIGNS[campaign]()
    messages = [*compose_group_reminders(now), *compose_unit_reminders(now, Rung.PERSONAL)]
    assert messages
    assert not any(set("{}｛｝*#|<>") & set(each.text) for each in messages)


def test_a_long_text_is_split_at_sentences():
    text = "".join(f"第{n}家单位还差一项材料没有报送。" for n in range(90))
    parts = split_message(text)
    assert len(parts) > 1
    assert "".join(parts) == text
    assert all(len(part.encode()) <= reminders.MOST_BYTES for part in parts)
    assert all(part.endswith("。") for part in parts)


def test_a_sentence_that_is_too_long_is_split_between_characters():
    parts = split_message("长" * 1000)
    assert "".join(parts) == "长" * 1000
    assert all(len(part.encode()) <= reminders.MOST_BYTES for part in parts)


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
    assert reminders.list_fitting_rungs(now) == fitting
    assert find_due_rung(now) in fitting


@NOBODY_FILED
def test_on_the_last_day_nobody_is_given_longer_than_the_day(quiet):
    campaign = quiet().campaign
    chased = {unit.name: Chase(times=2) for unit in campaign.units}
    (said, *_) = compose_unit_reminders(look_on(quiet(), 0), Rung.SECOND, chased)
    assert "截止还有不足1天" in said.text
    assert f"请于{campaign.deadline:%-m月%-d日}24:00前" in said.text


def test_what_was_read_days_ago_is_said_to_be_so_old():
    now = added_up(filled("兴庆区科协"))
    later = NOON + dt.timedelta(days=4)
    kept = overview.build_overview(replace(now.snapshot, clock=later))
    texts = [*compose_group_reminders(kept), *compose_unit_reminders(kept, Rung.PERSONAL)]
    assert texts
    assert all(each.text.endswith("以上按6月8日12时读到的内容。") for each in texts)
    assert not any("以上按" in each.text for each in compose_group_reminders(now))
