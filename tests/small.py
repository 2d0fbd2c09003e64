"""A campaign small enough to read, and snapshots typed as plain rows."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from kjr.campaign.columns import Choice, Count, Day, Link, ProgressColumn, Text
from kjr.campaign.model import Campaign, FilingColumns, Indicator, Ledger, Measure, Unit
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.page import Entry, Page
from kjr.store.base import Sheet, StoredBook

ZONE = ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2019, 6, 8, 12, tzinfo=ZONE)

VISITS = Ledger(
    "走访慰问",
    (
        Day("走访日期", required=True),
        Text("走访地点/单位", required=True),
        Count("走访人次", required=True, counter="人次"),
    ),
    section="四（一）",
    day="走访日期",
    title="走访地点/单位",
)
PRESS = Ledger(
    "宣传报道",
    (
        Day("刊发日期"),
        Text("标题"),
        Text("媒体名称"),
        Choice("状态", options=("已刊发", "待刊发")),
        Choice("标签", options=("树典型", "重宣传"), many=True),
        Link("链接/版面"),
    ),
    section="四（二）",
    day="刊发日期",
    title="标题",
)
SUMMARY = Ledger(
    "总结报送",
    (
        Choice("书面总结", options=("已交", "未交")),
        Choice("电子版", options=("已交", "未交")),
        Day("报送日期"),
        Text("主要做法"),
    ),
    section="五4",
    single=True,
    day="报送日期",
)

PEOPLE = Measure("走访科技工作者", "人次", "走访慰问", sum="走访人次")
ARTICLES = Measure(
    "媒体报道",
    "篇",
    "宣传报道",
    distinct=(("链接/版面",), ("标题", "媒体名称")),
    where={"状态": ("已刊发",)},
    target=4,
    hard=True,
)
TAGGED = Measure("树典型", "条", "宣传报道", where={"标签": ("树典型",)})
FILED = Measure(
    "总结报送",
    "家",
    "总结报送",
    distinct=(("@单位",),),
    where={"书面总结": ("已交",), "电子版": ("已交",)},
    target=3,
)

SMALL = Campaign(
    title="“全国科技工作者日”活动",
    city="某市",
    host="某市科协",
    office="组宣部",
    year=2019,
    theme="示例主题",
    first=dt.date(2019, 5, 21),
    last=dt.date(2019, 6, 10),
    deadline=dt.date(2019, 6, 15),
    timezone="Asia/Shanghai",
    districts=("东区", "市直"),
    kinds=("县（市）区科协", "市属学会"),
    district_word="县（市）区",
    whole_word="全市",
    occasions=(),
    ledgers=(VISITS, PRESS, SUMMARY),
    indicators=(
        Indicator("I3", "走访", "四（一）", PEOPLE),
        Indicator("I7", "报道", "四（二）", ARTICLES, (TAGGED,)),
        Indicator("I19", "总结", "五4", FILED),
    ),
    units=(
        Unit("东区科协", "县（市）区科协", "东区"),
        Unit("甲学会", "市属学会", "市直"),
        Unit("乙学会", "市属学会", "市直"),
        Unit("协作医院", "市属学会", "市直", expected=False),
    ),
    wording={},
    filing=FilingColumns("总结报送", ("书面总结", "电子版"), "填报人", "备注", tells=("主要做法",)),
    progress=ProgressColumn(("开展情况",), ("拟开展",), ("已开展",), ("取消",)),
)


def entry(unit, ledger, row, about=(), **values):
    """One row that counts."""
    return Entry(unit, ledger, ledger, row, values, frozenset(about))


def book(unit, *entries, changed=NOON, stale=None, problems=()):
    """One unit's workbook with these entries, each on the sheet of its ledger."""
    ledgers = dict.fromkeys(entry.ledger for entry in entries)
    pages = tuple(
        Page(
            Sheet(unit, name, ()),
            name,
            header_row=1,
            entries=tuple(each for each in entries if each.ledger == name),
            problems=tuple(problems),
        )
        for name in ledgers or ["走访慰问"]
    )
    return Book(unit, StoredBook(f"{unit}.xlsx", "1", changed), NOON, pages, stale)


def snapshot(*books, taken=NOON):
    """All of these at one moment."""
    return Snapshot(SMALL, taken, 1, {each.unit: each for each in books})
