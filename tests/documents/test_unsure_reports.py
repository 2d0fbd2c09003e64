"""Reports of workbooks that cannot be read: who has filed stays so, of the others nobody knows."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

import pytest

from kjr.documents import briefs, circular
from kjr.documents.blocks import Table
from kjr.documents.exports import export_figures
from kjr.documents.html.parts import render
from kjr.documents.phrases import NAME, complete_sentence
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.leader_digest import compose_leader_digest
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.changes import compare_overviews
from kjr.figures.moments.snapshot import Stale
from kjr.figures.overview import build_overview, set_clock
from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.chases import Rung
from tests.documents.summary.campaigns import SAMPLES
from tests.documents.summary.filings import NOON, unreadable
from tests.faces import read_document, strip_tags
from tests.small import book


@pytest.fixture(params=SAMPLES)
def sample(request):
    """Each plan with a kind of row typed by hand."""
    return SAMPLES[request.param]


@pytest.fixture
def units(sample):
    """Who filed, who handed in half, whose workbook was never read, and one more."""
    return Units(*(unit.name for unit in sample.campaign.expected[:4]))


class Units(NamedTuple):
    filed: str
    half: str
    never: str
    other: str


@pytest.fixture
def books(sample, units):
    """The workbooks of who filed and of who handed in half."""
    half = sample.report(units.half, 电子版="未交")
    return (
        book(units.filed, sample.row(units.filed, 4, 3), sample.report(units.filed)),
        book(units.half, sample.row(units.half, 4, 3), half),
    )


@pytest.fixture
def now(sample, units, books):
    """None of their books can be read any more."""
    gone = (replace(each, stale=Stale(NOON, "文件加了密码")) for each in books)
    return sample.add_books(*gone, unreadable(units.never))


ASKED = {
    SAMPLES["first"].campaign.title: "。核实2家。",
    SAMPLES["county"].campaign.title: "；短板：展教品差120件等6项。",
}
"""How the text ends: the county's sentence asks for no reports."""


def test_what_the_wechat_text_tells_adds_up(now):
    filing = now.filing
    assert (filing.filed, filing.unreadable) == (1, 2)
    said = briefs.compose_wechat_text(now, None)
    assert f"总结已报1/{filing.expected}家" in said
    assert said.endswith(ASKED[now.campaign.title])


def test_who_only_waits_to_be_read_leaves_no_hole_where_nobody_is_missing(sample):
    text = sample.campaign.wording["wechat_text"]
    names = dict.fromkeys(NAME.findall(text), "1") | {"未报": "", "日期未到": ""}
    said = complete_sentence(text, names)
    assert "总结家" not in said
    assert ("；核实1家" in said or "。核实1家" in said) == ("{待核实}" in text)


def test_the_phone_and_the_digest_say_how_many_reports_are_unknown(now):
    assert "是否已报正在核实的2家" in briefs.compose_phone_script(now, None)
    assert "总结是否已报待核实的2家" in compose_leader_digest(now, None)
    gone = replace(now, snapshot=replace(now.snapshot, outage="文件夹不见了"))
    assert "要定的事：各单位的工作簿看不到" in compose_leader_digest(gone, None)


def test_the_brief_says_of_which_reports_nobody_knows(now, units):
    said = read_document(briefs.compose_brief(now, None))
    assert f"工作簿读取失败、还不知道是否已报的有2家（{units.half}、{units.never}）" in said


def test_the_circular_verifies_only_what_nobody_knows(sample, now, units, books):
    (said,) = (
        each for each in read_document(circular.compose_circular(now)).split("【") if "待补" in each
    )
    assert f"先核实再通报。{units.half}、{units.never}的工作簿" in said
    assert units.filed not in said
    filed_only = sample.add_books(replace(books[0], stale=Stale(NOON, "文件加了密码")))
    assert "先核实再通报" not in read_document(circular.compose_circular(filed_only))


def test_a_group_hears_of_as_many_as_nobody_knows(now, units):
    groups = [each.text for each in compose_group_reminders(now)]
    unsure = [each for each in groups if "工作簿读取失败，正在核实" in each]
    told = sum(int(each.split("家的工作簿读取失败")[0].split("另有")[-1]) for each in unsure)
    owing = {each.to for each in compose_group_reminders(now)}
    assert told == sum(
        now.standing(name).unit.district in owing for name in (units.half, units.never)
    )


def test_once_the_deadline_passed_unseen_nobody_is_named_as_missing(sample):
    before = sample.example()
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


def test_what_was_known_before_an_outage_is_told_of_each_unit_on_every_face(sample, units, books):
    """Of a unit without a workbook nobody failed to read one."""
    filed, half, never, other = units
    ahead = book(other, sample.report(other, 报送日期=dt.date(2109, 6, 7)))
    seen = sample.add_books(*books, ahead, unreadable(never))
    none = next(each.unit.name for each in seen.standings if each.unit.expected and not each.book)
    last = dt.datetime.combine(sample.campaign.deadline, dt.time(23), NOON.tzinfo)
    late = set_clock(seen, last + dt.timedelta(days=2))
    status = export_figures(late)["status"]
    assert {unit: status["units"][unit] for unit in (filed, half, other, never, none)} == {
        **dict.fromkeys((half, other, none), "待核实"),
        **{filed: "按时", never: "读取失败"},
    }
    assert {unit: status["remarks"].get(unit) for unit in (half, other, none)} == {
        half: "截止以后没有再读到，当时还缺电子版",
        other: "截止以后没有再读到，当时填写的报送日期是2109年6月7日",
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
    assert {half, other} <= {*lacking}
    assert not {half, other, never} & {*bookless}
    needs = {item.unit: item.needs for item in list_work(late, ())}
    assert Need.UNKNOWN in needs[none]
    assert Need.UNREADABLE not in needs[none]
    assert Need.UNREADABLE in needs[never]


def test_what_is_read_for_the_first_time_is_nobodys_new_work(sample, units, books):
    filed = books[0]
    before = sample.add_books(unreadable(filed.unit))
    told = compare_overviews(before, sample.add_books(filed))
    assert (told.filled, told.filed, told.newly_filed) == (1, 1, ())
    said = briefs.compose_phone_script(sample.add_books(filed), told)
    assert "首次读到1家" in said
    assert "新填报" not in said
    assert "新报送" not in said
