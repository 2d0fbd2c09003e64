"""A closing report that says it is in on a day still to come, on every face."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from kjr.app.commands import figures as figures_command
from kjr.documents import briefs, circular, exports
from kjr.documents.html import offline, wall
from kjr.documents.html.parts import render
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.owing import explain_recipients
from kjr.documents.reminders.unit_reminders import ASKED, compose_unit_reminders
from kjr.documents.summary import city_summary, unit_report
from kjr.figures.standings.filing_status import FilingState
from kjr.state.chases import Rung
from kjr.ui.leaders import units
from tests.chased import asked
from tests.documents.summary import county_filings
from tests.documents.summary.campaigns import SAMPLES
from tests.documents.summary.filings import (
    CAMPAIGN,
    NOON,
    added_up,
    day,
    filled,
    mostly_unreadable,
    report,
)
from tests.faces import read_document
from tests.plans import COUNTY, FIRST
from tests.shown import text
from tests.small import book

AHEAD, OTHER, SOCIETY = "兴庆区科协", "金凤区科协", "银川市心理卫生学会"


def seen(taken=NOON, when=None, unit=AHEAD):
    """One unit whose report is dated ahead, and one whose report is in."""
    work = filled(unit).entries[:-1]
    one = book(unit, *work, report(unit, 报送日期=when or day(6, 15)))
    return added_up(one, filled(OTHER), taken=taken)


REPORTS = {FIRST.campaign.title: report, COUNTY.campaign.title: county_filings.report}
"""A plan → the closing report of one of its units."""

FILED = {plan.campaign.title: plan.filed for plan in (FIRST, COUNTY)}
"""A plan → the figure that counts them."""
TEXTED = {
    FIRST.campaign.title: "。核实报送日期1家。",
    COUNTY.campaign.title: "总结已报1/24家；另有1家填写的报送日期未到；",
}
"""A plan → what its text says of it; nobody is asked for a report while the activities go on."""


@pytest.fixture(params=SAMPLES)
def sample(request):
    return SAMPLES[request.param]


def seen_of(sample, **facts):
    """As seen() has it, of either plan: the first unit's report is dated on the deadline."""
    (ahead, other, _), file = sample.units, REPORTS[sample.campaign.title]
    dated = file(ahead, 报送日期=sample.campaign.deadline)
    return sample.add_up(sample.row(ahead, 4, 30), dated, file(other), **facts)


def say_deadline(sample):
    return f"{sample.campaign.deadline:%-m月%-d日}"


def list_messages(now, unit=AHEAD):
    sent = [each for rung in Rung for each in compose_unit_reminders(now, rung)]
    return [each.text for each in sent if each.to == unit]


def test_expected_is_the_sum_of_the_states_everywhere(sample):
    ahead = sample.units[0]
    now = seen_of(sample)
    status = exports.export_figures(now)["status"]
    parts = ("on_time", "late", "missing", "unreadable", "ahead")
    counted = sum(status[name] for name in parts)
    assert status["expected"] == counted == len(sample.campaign.expected)
    assert (status["ahead"], status["filed"], status["units"][ahead]) == (1, 1, "报送日期未到")
    figure = now.line(FILED[sample.campaign.title])
    assert (figure.done, figure.planned) == (status["filed"], status["ahead"])


def test_the_circular_tells_it_apart_and_names_it_nowhere_as_missing(sample):
    ahead = sample.units[0]
    said = read_document(circular.compose_circular(seen_of(sample)))
    assert (
        f"另有1家填写的报送日期未到，没有列入已报和未报：{ahead}（{say_deadline(sample)}）。"
        in said
    )
    assert said.count(ahead) == 1
    last = dt.datetime.combine(sample.campaign.deadline, NOON.timetz())
    on_its_day = read_document(circular.compose_circular(seen_of(sample, taken=last)))
    assert ahead not in on_its_day


def test_the_brief_and_the_texts_tell_how_many_and_ask_for_the_others_only(sample):
    now = seen_of(sample)
    ahead = sample.units[0]
    brief = read_document(briefs.compose_brief(now, None))
    assert f"填写的报送日期未到的有1家（{ahead}）" in brief
    assert "，填写的报送日期未到的1家。" in briefs.compose_phone_script(now, None)
    wechat = briefs.compose_wechat_text(now, None)
    assert TEXTED[sample.campaign.title] in wechat


def test_its_group_hears_of_it_and_the_unit_is_asked(sample):
    ahead = sample.units[0]
    now = seen_of(sample)
    groups = [each.text for each in compose_group_reminders(now)]
    assert not any(ahead in each.split("另有")[0] for each in groups)
    (said,) = {*list_messages(now, ahead)}
    assert said == (
        f"联络员您好，{ahead}的总结写明已交，报送日期{say_deadline(sample)}还没到，"
        "请核实是否已交：交齐了的请改成交齐的那一天，还没有交的请改为未交。"
    )
    assert "报送日期未到1家" in explain_recipients(now, Rung.PERSONAL)
    assert ahead not in {each.to for each in compose_unit_reminders(now, Rung.WARNING)}


def test_a_unit_that_owes_something_else_too_is_asked_in_the_same_message():
    work = filled(AHEAD)
    pages = [page for page in work.pages if page.ledger != "总结报送"]
    ahead = book(AHEAD, report(AHEAD, 报送日期=day(6, 15))).pages
    now = added_up(work.__class__(AHEAD, work.held, work.read_at, (*pages, *ahead)))
    (said, *_) = list_messages(now)
    assert "还差1项：①「走访慰问」第12行" in said
    assert said.endswith("另外，总结写明已交，报送日期6月15日还没到，" + ASKED)


@pytest.mark.parametrize("left", [7, 2])
def test_screens_show_it_as_a_state_of_its_own(sample, left):
    ahead = sample.units[0]
    day = sample.campaign.deadline - dt.timedelta(days=left)
    now = seen_of(sample, taken=dt.datetime.combine(day, NOON.timetz()))
    faces = {
        "board": text(render("board.standing_cards", now, offline.LINKS)),
        "wall": text(wall.render_wall_views(now, None)[0]),
        "offline": text(offline.render_offline_page(now, None)),
    }
    assert {name for name, said in faces.items() if "报送日期未到 1" in said} == {*faces}
    shortfalls = text(render("board.shortfalls", now))
    assert f"填写的报送日期未到 1 家：{ahead}" in shortfalls
    assert not re.search(f"未报总结[^未]*{ahead}", shortfalls)
    facts = units._facts(now, now.standing(ahead))
    assert facts["总结报送"] == f"总结写明已交，报送日期{say_deadline(sample)}还没到"
    assert facts["条目"].endswith("，另有报送日期未到 1 条")


def test_the_command_line_says_it(sample, capsys):
    now = seen_of(sample)
    told = exports.export_figures(now)
    figures_command._print_standings(told["filling"], told["status"], 0)
    missing = len(sample.campaign.expected) - 2
    assert f"未报 {missing}　读取失败 0　报送日期未到 1" in capsys.readouterr().out


def test_what_goes_upward_says_nothing_of_it(sample):
    ahead = sample.units[0]
    now = seen_of(sample)
    for document in (
        city_summary.compose_summary(now),
        unit_report.compose_unit_summary(now, ahead),
    ):
        assert "还没到" not in read_document(document)


@pytest.mark.parametrize(
    ("when", "shown"), [(day(6, 15), "6月15日"), (dt.date(2109, 6, 4), "2109年6月4日")]
)
def test_of_a_half_dated_ahead_nobody_takes_the_other_part_as_handed_in(when, shown):
    work = filled(AHEAD).entries[:-1]
    half = report(AHEAD, 电子版="未交", 报送日期=when)
    now = added_up(book(AHEAD, *work, half), filled(OTHER))
    assert (now.filing.ahead, now.filing.filed) == (0, 1)
    ahead = f"书面总结写明已交，报送日期{shown}还没到"
    circled = read_document(circular.compose_circular(now))
    assert f"电子版未交：{AHEAD}（{ahead}）" in circled
    groups = [each.text for each in compose_group_reminders(now)]
    assert any(f"{AHEAD}（缺电子版；{ahead}）" in each for each in groups)
    told = list_messages(now)
    assert [ahead in each for each in told] == [True] * len(Rung)
    assert "总结：电子版未交" in told[0]
    facts = units._facts(now, now.standing(AHEAD))
    assert facts["总结报送"] == f"还缺电子版；{ahead}"
    remarks = exports.export_figures(now)["status"]["remarks"]
    assert remarks == {AHEAD: "书面总结写明已交，报送日期还没到"}


def test_with_nobody_dated_ahead_no_face_speaks_of_it():
    now = added_up(filled(AHEAD), filled(OTHER))
    said = [
        read_document(circular.compose_circular(now)),
        read_document(briefs.compose_brief(now, None)),
        briefs.compose_phone_script(now, None),
        briefs.compose_wechat_text(now, None),
        *(each.text for each in compose_group_reminders(now)),
        offline.render_offline_page(now, None),
    ]
    assert not any("日期未到" in each for each in said)
    assert not any(each.filing.state is FilingState.AHEAD for each in now.standings)


EVENING = NOON.replace(month=6, day=15, hour=21)


def test_on_the_evening_of_the_deadline_nothing_speaks_as_if_the_day_were_over():
    now = added_up(filled(AHEAD), taken=EVENING)
    said = read_document(circular.compose_circular(now))
    assert "请尚未报送的单位于6月15日24:00前报送，材料报送银川市科协组宣部。" in said
    assert "尚未报送的单位和材料" in said
    group = compose_group_reminders(now)[0].text
    assert "总结请于6月15日24:00前报送" in group
    unit = compose_unit_reminders(now, Rung.SECOND, records=asked(OTHER, times=2))
    assert any("距6月15日24:00截止还有不足1天" in each.text for each in unit)
    texts = [said, group, briefs.phrase_request(now), *(each.text for each in unit)]
    assert not any("6月15日前" in each for each in texts)


@pytest.mark.parametrize(("days", "asked"), [(-1, "于6月15日前报送"), (1, "抓紧补报")])
def test_before_the_last_day_and_after_it_the_circular_asks_otherwise(days, asked):
    now = added_up(filled(AHEAD), taken=EVENING + dt.timedelta(days=days))
    assert f"请尚未报送的单位{asked}，" in read_document(circular.compose_circular(now))


OLDER = {
    "gentle_reminder": "{县区}总结已报{已报}/{应报}家，还差{未报}家：{名单}。台账链接：{链接}。",
    "phone_script": "截至{截至}，总结已报{已报}家。请您协调：{请协调}。",
    "wechat_text": "台账已填报{已填报}家，总结已报{已报}/{应报}家；短板：{短板}。",
}
"""Sentences of a campaign that were written before there was such a state."""


def with_older_words(now):
    plan = replace(CAMPAIGN, wording={**CAMPAIGN.wording, **OLDER})
    return replace(now, snapshot=replace(now.snapshot, campaign=plan))


def test_a_campaign_s_own_older_words_do_not_pass_it_over():
    now = seen(unit=SOCIETY)
    older = with_older_words(now)
    (group,) = (each.text for each in compose_group_reminders(older, "某址") if each.to == "市直")
    told = "。另有1家填写的报送日期未到"
    assert f"{told}：{SOCIETY}（6月15日）。台账链接：某址。" in group
    assert f"总结已报1家{told}。请您协调：" in briefs.compose_phone_script(older, None)
    wechat = briefs.compose_wechat_text(older, None)
    assert f"家；{told[1:]}；短板：" in wechat
    for said in (group, wechat):
        assert said.count("日期未到") == 1
    for text_of in (briefs.compose_phone_script, briefs.compose_wechat_text):
        assert text_of(now, None).count("核实报送日期") + text_of(now, None).count("日期未到") == 1
    on_its_day = with_older_words(seen(NOON.replace(day=15), unit=SOCIETY))
    assert "日期未到" not in briefs.compose_wechat_text(on_its_day, None)


def test_who_counts_the_missing_says_whose_report_nobody_knows():
    older = with_older_words(mostly_unreadable())
    texts = [each.text for each in compose_group_reminders(older)]
    assert any("。另有1家的工作簿读取失败，正在核实。" in each for each in texts)
