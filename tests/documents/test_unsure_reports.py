"""Reports of workbooks that cannot be read: who has filed stays so, of the others nobody knows."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.documents import briefs, circular
from kjr.documents.blocks import Table
from kjr.documents.exports import export_figures
from kjr.documents.html.parts import render
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.moments.snapshot import Stale
from kjr.figures.overview import build_overview, set_clock
from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.chases import Rung
from tests.documents.summary.county_filings import county
from tests.documents.summary.filings import (
    CAMPAIGN,
    NOON,
    added_up,
    example,
    filled,
    report,
    unreadable,
)
from tests.faces import read_document, strip_tags
from tests.small import book

FILED, HALF, NEVER, OTHER = (unit.name for unit in CAMPAIGN.expected[:4])


@pytest.fixture
def now():
    """One filed, one handed in half and one was never read; none of their books can be read."""
    gone = Stale(NOON, "文件加了密码")
    half = book(HALF, *filled(HALF).entries[:-1], report(HALF, 电子版="未交"))
    return added_up(
        replace(filled(FILED), stale=gone), replace(half, stale=gone), unreadable(NEVER)
    )


def test_what_the_wechat_text_tells_adds_up(now):
    filing = now.filing
    assert (filing.filed, filing.unreadable) == (1, 2)
    said = briefs.compose_wechat_text(now, None)
    assert f"总结已报1/{filing.expected}家" in said
    assert f"催报总结{filing.expected - 3}家，核实2家。" in said


def test_the_brief_says_of_which_reports_nobody_knows(now):
    said = read_document(briefs.compose_brief(now, None))
    assert f"工作簿读取失败、还不知道是否已报的有2家（{HALF}、{NEVER}）" in said


def test_the_circular_verifies_only_what_nobody_knows(now):
    (said,) = (
        each for each in read_document(circular.compose_circular(now)).split("【") if "待补" in each
    )
    assert f"先核实再通报。{HALF}、{NEVER}的工作簿" in said
    assert FILED not in said
    filed_only = added_up(replace(filled(FILED), stale=Stale(NOON, "文件加了密码")))
    assert "先核实再通报" not in read_document(circular.compose_circular(filed_only))


def test_a_group_hears_of_as_many_as_nobody_knows(now):
    groups = [each.text for each in compose_group_reminders(now)]
    unsure = [each for each in groups if "工作簿读取失败，正在核实" in each]
    told = sum(int(each.split("家的工作簿读取失败")[0].split("另有")[-1]) for each in unsure)
    owing = {each.to for each in compose_group_reminders(now)}
    assert told == sum(now.standing(name).unit.district in owing for name in (HALF, NEVER))


@pytest.mark.parametrize("seen", [example, county], ids=["first", "county"])
def test_once_the_deadline_passed_unseen_nobody_is_named_as_missing(seen):
    before = seen()
    owing = [each.unit.name for each in before.standings if each.owes_report]
    last = dt.datetime.combine(before.campaign.deadline, dt.time(23), NOON.tzinfo)
    assert set_clock(before, last).filing == before.filing
    late = set_clock(before, last + dt.timedelta(hours=2))
    assert owing
    for again in (build_overview(late.snapshot, before), build_overview(late.snapshot)):
        assert again.standings == late.standings
        assert build_overview(before.snapshot, again).standings == before.standings
    assert (late.filing.filed, late.filing.missing) == (before.filing.filed, 0)
    assert late.filing.unsure == before.filing.expected - before.filing.filed
    assert late.filing.unreadable == before.filing.unreadable
    printed = circular.compose_circular(late)
    table = next(each for each in printed.body if isinstance(each, Table))
    assert {row[-1] for row in table.rows} == {""}
    said = read_document(printed)
    assert "抓紧补报" not in said
    assert "以后没有再读到各家的工作簿" in said
    assert all(name in said.split("【待补：先核实再通报。")[1] for name in owing)
    brief = read_document(briefs.compose_brief(late, None))
    assert "未报送的有" not in brief
    assert f"还不知道是否已报的有{late.filing.unsure}家" in brief
    assert "家未报总结" not in briefs.compose_phone_script(late, None)
    sent = compose_unit_reminders(late)
    assert Rung.WARNING not in {each.rung for each in sent}
    assert not any("未交" in each.text for each in sent)


def test_what_was_known_before_an_outage_is_told_of_each_unit_on_every_face():
    """Of a unit without a workbook nobody failed to read one."""
    half = book(HALF, *filled(HALF).entries[:-1], report(HALF, 电子版="未交"))
    ahead = book(OTHER, report(OTHER, 报送日期=dt.date(2109, 6, 7)))
    seen = added_up(filled(FILED), half, ahead, unreadable(NEVER))
    none = next(each.unit.name for each in seen.standings if each.unit.expected and not each.book)
    last = dt.datetime.combine(CAMPAIGN.deadline, dt.time(23), NOON.tzinfo)
    late = set_clock(seen, last + dt.timedelta(days=2))
    status = export_figures(late)["status"]
    assert {unit: status["units"][unit] for unit in (FILED, HALF, OTHER, NEVER, none)} == {
        **dict.fromkeys((HALF, OTHER, none), "待核实"),
        **{FILED: "按时", NEVER: "读取失败"},
    }
    assert {unit: status["remarks"].get(unit) for unit in (HALF, OTHER, none)} == {
        HALF: "截止以后没有再读到，当时还缺电子版",
        OTHER: "截止以后没有再读到，当时填写的报送日期是2109年6月7日",
        none: "截止以后没有再读到，当时没有工作簿",
    }
    others = late.filing.expected - 2
    assert (status["filed"], status["unreadable"], status["unknown"]) == (1, 1, others)
    board = strip_tags(render("board.headline_cards", late, None))
    assert f"读取失败 1 待核实 {others}" in " ".join(board.split())
    short = strip_tags(render("board.shortfalls", late))
    assert f"截止后没有再读到，是否已报待核实 {others}家" in " ".join(short.split())
    said = read_document(circular.compose_circular(late)).split("【待补：先核实再通报。")[1]
    bookless, lacking = (
        said.split(f"当时没有{what}")[0].split("，")[-1].split("、")
        for what in ("工作簿", "读到报齐")
    )
    assert none in bookless
    assert {HALF, OTHER} <= {*lacking}
    assert not {HALF, OTHER, NEVER} & {*bookless}
    needs = {item.unit: item.needs for item in list_work(late, ())}
    assert Need.UNKNOWN in needs[none]
    assert Need.UNREADABLE not in needs[none]
    assert Need.UNREADABLE in needs[NEVER]
