"""The campaign of 2019 with a handful of invented entries (示例), typed as plain rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from kjr.figures import overview
from kjr.figures.moments.snapshot import Book, Snapshot, Stale
from kjr.reading.page import Page, Problem
from kjr.store.base import Sheet, StoredBook
from kjr.values.readings import Level
from tests.plans import FIRST
from tests.small import NOON, book, entry

CAMPAIGN = FIRST.campaign

VISITED, CAPTAIN, CLERK, PHONE = "林知远", "马一鸣", "周示例", "13800001234"
"""Names and a number that stand in private columns: they may never be printed."""


def day(month, date):
    return dt.date(2019, month, date)


def visit(unit, row, people, leader="县区科协负责人", about=(), **values):
    values = {
        "走访日期": day(5, 24),
        "走访地点/单位": "示例现代农业产业园",
        "对象类别": ("一线科技工作者",),
        "姓名": (VISITED,),
        "带队人": ("何明远",),
        "带队人级别": leader,
        "走访人次": people,
        "填报人": CLERK,
        "联系电话": PHONE,
    } | values
    return entry(unit, "走访慰问", row, about, **values)


def article(unit, row, kind, subject, stage="已刊发", **values):
    values = {
        "刊发日期": day(5, 30),
        "标题": f"《{subject}的故事》",
        "报道类型": kind,
        "人物/团队名称": subject,
        "媒体名称": "示例日报",
        "媒体级别": "市级",
        "媒体形式": "报纸",
        "链接/版面": f"第{row}版",
        "状态": stage,
    } | values
    return entry(unit, "宣传报道", row, **values)


def tour(unit, row, people, delegates):
    values = {
        "日期": day(5, 29),
        "名称": "全市科技工作者代表观摩座谈",
        "类型": "观摩+座谈",
        "层级": "市级",
        "地点": "示例科技园",
        "观摩点类型": ("科技园", "农业示范园"),
        "参加人数": people,
        "其中科技工作者代表": delegates,
        "发言人数": 9,
        "意见建议条数": 2,
        "佐证": "照片4张",
    }
    return entry(unit, "座谈观摩", row, **values)


def advice(unit, row, text, kind, stage):
    values = {"来源": "座谈", "日期": day(5, 29), "内容": text, "类别": kind, "状态": stage}
    return entry(unit, "意见建议", row, **values)


def lecture(unit, row, times, people):
    values = {
        "日期": day(6, 4),
        "项目": "心理讲座",
        "主题": "科研压力与复原力",
        "承办机构": "银川市心理卫生学会",
        "地点": "示例研究院",
        "场次": times,
        "服务人次": people,
        "佐证": "签到表",
    }
    return entry(unit, "健康服务", row, **values)


def team(unit, row):
    values = {
        "队伍名称": f"{unit}科技志愿服务队（示例）",
        "级别": "县级",
        "组建日期": day(5, 22),
        "队长": CAPTAIN,
        "人数": 24,
    }
    return entry(unit, "志愿队伍", row, **values)


def event(unit, row, people, field="青少年科技教育", about=(), **values):
    values = {
        "日期": day(6, 1),
        "名称": "“无人机进校园”（示例）",
        "领域": field,
        "标签": ("办实事",),
        "主办": unit,
        "地点": "示例小学",
        "志愿者人数": 12,
        "服务群众人次": people,
    } | values
    return entry(unit, "主题活动", row, about, **values)


def report(unit, row=2, **values):
    values = {"书面总结": "已交", "电子版": "已交", "报送日期": day(6, 7)} | values
    return entry(unit, "总结报送", row, **values)


ENTRIES = {
    "兴庆区科协": [
        visit("兴庆区科协", 4, 30, about={"走访人次"}),
        visit("兴庆区科协", 5, 3, leader="县级分管领导", 佐证="照片2张", 帮办事项数=1),
        article("兴庆区科协", 4, "典型人物", "苏砚秋"),
        article("兴庆区科协", 5, "典型人物", "韩青原", stage="采访中"),
        team("兴庆区科协", 4),
        report("兴庆区科协", 典型经验="把服务送到田间地头，联系人林知远13800001234。"),
    ],
    "金凤区科协": [
        event("金凤区科协", 4, 300, about={"服务群众人次"}),
        event("金凤区科协", 5, 120, "科学普及", 名称="{I3}科普集市"),
        advice(
            "金凤区科协", 4, "林知远建议开放共享检测设备，电话13800001234", "平台经费", "已答复"
        ),
        advice("金凤区科协", 5, "建议增加职称评审名额", "人才评价", "已转办"),
        report("金凤区科协", 报送日期=day(6, 7), 典型经验="一支队伍一张清单。"),
    ],
    "银川市心理卫生学会": [
        lecture("银川市心理卫生学会", 4, 3, 86),
        report("银川市心理卫生学会", 电子版="未交", 下一步打算="把讲座做成常年项目"),
    ],
    "银川市科协机关": [tour("银川市科协机关", 4, 53, 50)],
}

WRONG = Problem(
    "兴庆区科协", "走访慰问", 12, "走访人次", "I12", Level.ERROR, "三十多", "应为整数", "30（约）"
)


def filled(unit):
    """A unit's workbook with its rows, and the one cell somebody has to mend."""
    whole = book(unit, *ENTRIES[unit])
    pages = [
        page._replace(problems=tuple(each for each in [WRONG] if _is_on(each, page)))
        for page in whole.pages
    ]
    return replace(whole, pages=tuple(pages))


def _is_on(problem, page):
    return (problem.unit, problem.sheet) == (page.sheet.unit, page.sheet.name)


def empty(unit, ledger="走访慰问"):
    """A workbook nobody has typed into."""
    page = Page(Sheet(unit, ledger, ()), ledger, header_row=1)
    return Book(unit, StoredBook(f"{unit}.xlsx", "1", NOON), NOON, (page,))


def unreadable(unit, reason="文件设了密码，请去掉密码再保存"):
    """A workbook that was never read."""
    return Book(unit, StoredBook(f"{unit}.xlsx", "1", NOON), NOON, stale=Stale(NOON, reason))


def stale(unit):
    """A workbook whose figures are the last good ones."""
    return replace(filled(unit), stale=Stale(NOON - dt.timedelta(hours=3), "文件正在同步"))


def added_up(*books, campaign=CAMPAIGN, taken=NOON):
    return overview.build_overview(
        Snapshot(campaign, taken, 7, {each.unit: each for each in books})
    )


@cache
def example():
    """Four workbooks with entries, one empty, one unreadable, the others missing."""
    return added_up(
        *(filled(unit) for unit in ENTRIES), empty("永宁县科协"), unreadable("灵武市科协")
    )


@cache
def all_read():
    """The same, where no workbook is unreadable."""
    return added_up(*map(filled, ENTRIES), empty("永宁县科协"))


@cache
def nothing():
    """Nobody has filed anything."""
    return added_up()


@cache
def mostly_unreadable():
    """Only one workbook can be read; another keeps its last good figures."""
    others = [unit.name for unit in CAMPAIGN.units if unit.name not in ENTRIES]
    return added_up(
        filled("金凤区科协"), stale("兴庆区科协"), *(unreadable(unit) for unit in others)
    )
