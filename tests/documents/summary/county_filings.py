"""The county's plan with a handful of invented entries (示例), typed as plain rows."""

import datetime as dt
from functools import cache

from tests.documents.summary.filings import (
    CAPTAIN,
    CLERK,
    PHONE,
    VISITED,
    added_up,
    empty,
    unreadable,
)
from tests.plans import COUNTY
from tests.small import ZONE, book, entry

PLAN = COUNTY.campaign
NOON = dt.datetime(2024, 9, 23, 12, tzinfo=ZONE)
UNITS = [unit.name for unit in PLAN.expected]


def day(date):
    return dt.date(2024, 9, date)


def fair(unit, row, people, about=(), **values):
    values = {
        "日期": day(21),
        "活动名称": f"{unit}科普大集（示例）",
        "形式": "科普大集",
        "人群": ("农民", "青少年"),
        "主办": unit,
        "地点": "示例文化广场",
        "参与人次": people,
        "其中青少年": min(people, 90),
        "填报人": CLERK,
    } | values
    return entry(unit, "科普活动", row, about, **values)


def exhibit(unit, row, number, field="航空航天"):
    values = {
        "展教品名称": "风洞模型（示例）",
        "展出日期": day(20),
        "领域": field,
        "件数": number,
        "展出地点": "示例科技馆",
    }
    return entry(unit, "展教品", row, **values)


def package(unit, row, number, about=(), **values):
    values = {
        "发放日期": day(18),
        "资源包名称": "家庭应急（示例）",
        "内容形式": ("图书", "挂图"),
        "份数": number,
        "发放对象": "示例中心小学",
    } | values
    return entry(unit, "资源包", row, about, **values)


def team(unit, row, people=12, hours=36):
    values = {
        "队伍名称": f"{unit}科普志愿服务队（示例）",
        "队伍类别": "乡镇（街道）",
        "服务日期": day(19),
        "队长": CAPTAIN,
        "志愿者人数": people,
        "服务时长": hours,
    }
    return entry(unit, "科普志愿", row, **values)


def report(unit, row=2, **values):
    values = {"书面总结": "已交", "电子版": "已交", "报送日期": day(22)} | values
    return entry(unit, "总结报送", row, **values)


ENTRIES = {
    "东河镇科协": [
        fair("东河镇科协", 4, 3200, about={"参与人次"}, 填报人=VISITED),
        fair("东河镇科协", 5, 120, 形式="科普讲座", 活动名称="{K2}科普讲座", 日期=day(16)),
        exhibit("东河镇科协", 4, 4),
        report("东河镇科协", 主要做法=f"结合赶集日办科普大集，联系人{VISITED}{PHONE}。"),
    ],
    "东河镇卫生院（示例）": [exhibit("东河镇卫生院（示例）", 4, 2, "健康生活")],
    "南塘乡科协": [
        package("南塘乡科协", 4, 1700, about={"份数"}),
        team("南塘乡科协", 4),
        report("南塘乡科协", 电子版="未交", 下一步打算="把大集办成常年活动"),
    ],
}
EMPTY, UNREADABLE = "西岭镇科协", "北坪乡科协"


def of_county(*books, taken=NOON, campaign=PLAN):
    return added_up(*books, campaign=campaign, taken=taken)


@cache
def county():
    """Three workbooks with entries, one empty, one unreadable, the others missing."""
    filled = (book(unit, *entries) for unit, entries in ENTRIES.items())
    return of_county(*filled, empty(EMPTY, "科普活动"), unreadable(UNREADABLE))


@cache
def county_all_read():
    """The same, where no workbook is unreadable."""
    return of_county(*(book(unit, *entries) for unit, entries in ENTRIES.items()))


@cache
def county_nothing():
    """Nobody has filed anything."""
    return of_county()
