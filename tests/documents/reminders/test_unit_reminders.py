import datetime as dt
from dataclasses import replace

import pytest

from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.reminder import Recipient
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures import overview
from kjr.figures.standings.filling import FillingState
from kjr.reading.page import Page, Problem
from kjr.state.chases import Delivery, Rung, gather_records
from kjr.store.base import Sheet
from kjr.values.readings import Level
from tests.chased import asked, asking, look_on
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.county_filings import county, county_nothing
from tests.documents.summary.filings import (
    NOON,
    added_up,
    example,
    filled,
    nothing,
)

NOBODY_FILED = pytest.mark.parametrize("quiet", [nothing, county_nothing], ids=["first", "county"])


def text_for(unit, rung, known=None, record=None):
    sent = compose_unit_reminders(example(), rung, {unit: known} if known else {}, record)
    return next(each.text for each in sent if each.to == unit)


def test_a_personal_reminder_lists_what_is_missing():
    assert text_for("西夏区科协", Rung.PERSONAL, Recipient(liaison="示例联络员")).startswith(
        "示例联络员您好，西夏区科协的台账和总结还差3项：①台账未填报；②总结：书面总结未交；③"
    )


def test_the_second_reminder_counts_the_earlier_ones():
    said = text_for("西夏区科协", Rung.SECOND, record=asked("西夏区科协", times=2))
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


@NOBODY_FILED
def test_on_the_last_day_nobody_is_given_longer_than_the_day(quiet):
    campaign = quiet().campaign
    chased = asked(*(unit.name for unit in campaign.units), times=2)
    (said, *_) = compose_unit_reminders(look_on(quiet(), 0), Rung.SECOND, records=chased)
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


@NOBODY_FILED
def test_the_four_rungs_say_four_different_things_about_the_same_unit(quiet):
    name = quiet().campaign.expected[0].name
    known = {name: Recipient(link="https://kjr.example.cn/甲")}
    told = {
        rung: next(
            each
            for each in compose_unit_reminders(look_on(quiet(), past), rung, known, asked(name))
            if each.to == name
        )
        for rung, past in zip(Rung, (-7, -3, -1, 1), strict=True)
    }
    assert len({each.text for each in told.values()}) == len(Rung)
    assert [each.rung for each in told.values()] == [*Rung]
    assert all("书面" in each.text for each in told.values())
    assert all("https://kjr.example.cn/甲" in told[rung].text for rung in list(Rung)[:3])
    assert "经1次提醒" in told[Rung.WARNING].text


def test_an_empty_workbook_is_asked_about_differently_each_time():
    said = {
        rung: text_for("永宁县科协", rung, record=asked("永宁县科协"))
        for rung in (Rung.GENTLE, Rung.PERSONAL, Rung.SECOND)
    }
    assert len(set(said.values())) == len(said)
    assert all("零报告" in text and "总结：电子版未交" in text for text in said.values())


def test_each_unit_gets_the_rung_its_own_record_asks_for():
    records = asked("西夏区科协", rung=Rung.GENTLE) | asked("贺兰县科协", times=2)
    told = {each.to: each for each in compose_unit_reminders(example(), records=records)}
    assert told["西夏区科协"].rung is Rung.PERSONAL
    assert told["贺兰县科协"].rung is Rung.SECOND
    assert "您单位2次提醒后" in told["贺兰县科协"].text
    assert told["银川市心理卫生学会"].rung is Rung.GENTLE


def test_who_handed_in_is_never_chased_whatever_the_record_says():
    records = asked("金凤区科协", times=3)
    for rung in (None, *Rung):
        sent = compose_unit_reminders(example(), rung, records=records)
        assert "金凤区科协" not in {each.to for each in sent}


def test_after_the_deadline_a_unit_whose_report_is_in_is_not_told_of_days_left():
    late = look_on(example(), 2)
    told = {each.to: each for each in compose_unit_reminders(late, records=asked("兴庆区科协"))}
    assert told["兴庆区科协"].rung is Rung.PERSONAL
    assert "截止还有" not in told["兴庆区科协"].text


def test_a_message_whose_end_nobody_knows_is_not_counted_as_a_reminder():
    act = asking("西夏区科协", channel="企业微信群机器人")
    records = gather_records([act])
    assert records["西夏区科协"].last.delivery is Delivery.UNSURE
    assert "次提醒" not in text_for("西夏区科协", Rung.SECOND, record=records)


@pytest.mark.parametrize("seen", [example, county], ids=["first", "county"])
def test_who_filed_is_not_asked_to_file_and_who_lacks_one_thing_is_asked_for_it_alone(seen):
    now = look_on(seen(), -7)
    filed = next(each for each in now.standings if each.unit.expected and each.filing.is_filed)
    name, page = filed.unit.name, filed.book.pages[0]
    wrong = Problem(name, page.sheet.name, 9, "", "B9", Level.ERROR, "若干", "应为整数")
    broken = replace(filed.book, pages=(page._replace(problems=(wrong,)), *filed.book.pages[1:]))
    books = {**now.snapshot.books, name: broken}
    now = overview.build_overview(replace(now.snapshot, books=books))
    told = {each.to: each.text for each in compose_unit_reminders(now)}
    assert f"{name}的台账还差1项" in told[name]
    assert "总结" not in told[name]
    asked = {each.to: each.text for each in compose_unit_reminders(now, Rung.PERSONAL)}
    for each in now.standings:
        if each.lacking:
            is_whole = each.filling is FillingState.FILLED and not each.errors
            what = "总结" if is_whole else "台账和总结"
            if each.filling is not FillingState.EMPTY:
                assert f"{each.unit.name}的{what}还差" in asked[each.unit.name]


@pytest.mark.parametrize("seen", [example, county], ids=["first", "county"])
def test_a_cell_to_mend_is_said_to_be_where_it_is(seen):
    now = look_on(seen(), -7)
    filed = next(each for each in now.standings if each.unit.expected and each.filing.is_filed)
    report, name = now.campaign.filing.ledger, filed.unit.name
    work = next(each for each in now.campaign.ledgers if not each.single)

    def asks(*wrong):
        pages = tuple(
            page._replace(
                problems=(Problem(name, each, 9, "", "B9", Level.ERROR, "若干", "应为整数"),)
                if (each := page.ledger) in wrong
                else ()
            )
            for page in (*filed.book.pages, Page(Sheet(name, work.name, ()), work.name))
        )
        books = {**now.snapshot.books, name: replace(filed.book, pages=pages)}
        then = overview.build_overview(replace(now.snapshot, books=books))
        return {each.to: each.text for each in compose_unit_reminders(then)}[name]

    assert f"{name}的总结还差1项" in asks(report)
    assert f"{name}的台账还差" in asks(work.name)
    assert f"{name}的台账和总结还差" in asks(report, work.name)
