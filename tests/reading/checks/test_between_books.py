"""One event filed by two units is found; two events that merely resemble each other are not."""

import datetime as dt

import pytest

from kjr.reading.checks.between_books import (
    describe_evidence,
    doubt_joint_pairs,
    find_joint_pairs,
)
from tests.typed import CAMPAIGN, read

AFTER = dt.date(2019, 6, 8)


def filed(*events, today=AFTER):
    """File one event for each unit: (unit, day, title, place) → the checks' messages by unit."""
    header = "日期|名称|领域|主办|地点|志愿者人数|服务群众人次\n"
    pages = [
        read(f"{header}{day}|{title}|科学普及|示例主办|{place}|3|300", "主题活动", unit=unit)
        for unit, day, title, place in events
    ]
    problems = doubt_joint_pairs(CAMPAIGN, find_joint_pairs(CAMPAIGN, pages), today)
    return {problem.unit: problem.message for problem in problems}


def test_the_same_event_filed_by_two_units_is_doubted_at_both():
    found = filed(
        ("金凤区科协", "6月1日", "“无人机进校园”（示例）", "示例小学"),
        ("市青少年科技辅导员协会", "2019-06-01", "无人机进校园活动", "金凤区示例小学"),
    )
    assert found == {
        "金凤区科协": "与市青少年科技辅导员协会「主题活动」第2行疑似联合活动，按2场计；"
        "由谁主办请活动办认定，认定后只计一场",
        "市青少年科技辅导员协会": "与金凤区科协「主题活动」第2行疑似联合活动，按2场计；"
        "由谁主办请活动办认定，认定后只计一场",
    }


def test_what_speaks_for_one_event_is_said_with_the_partner_who_is_named():
    header = "日期|名称|领域|主办|协办|地点|志愿者人数|服务群众人次\n"
    pages = [
        read(f"{header}6月1日|科普大集|科普|{host}|{partner}|示例广场|3|300", "主题活动", unit=host)
        for host, partner in (("金凤区科协", "西夏区科协"), ("西夏区科协", ""))
    ]
    (pair,) = find_joint_pairs(CAMPAIGN, pages)
    assert describe_evidence(pair) == "同一天，名称相似100%，地点相似100%，写明对方协办"


def test_a_day_between_the_two_dates_does_not_hide_it():
    assert filed(
        ("甲", "5月31日", "科普大集", "示例广场"), ("乙", "6月1日", "科普大集", "示例广场")
    )


@pytest.mark.parametrize(
    "other",
    [
        ("乙", "6月4日", "科普大集", "示例广场"),
        ("乙", "6月1日", "科普大集", "贺兰山下"),
        ("乙", "6月1日", "农机维修培训", "示例广场"),
    ],
    ids=["another day", "another place", "another title"],
)
def test_another_event_is_let_be(other):
    assert filed(("甲", "6月1日", "科普大集", "示例广场"), other) == {}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (1, "疑似联合活动，按2场计；"),
        (31, "疑似联合活动，已开展的按1场计，拟开展的1场还没有计入；"),
        (30, "疑似联合活动，拟开展的2场还没有计入；"),
    ],
)
def test_what_is_only_planned_is_not_said_to_count(today, said):
    day = dt.date(2019, 6 if today == 1 else 5, today)
    events = [
        (unit, held, "科普大集", "示例广场") for unit, held in (("甲", "5月31日"), ("乙", "6月1日"))
    ]
    found = filed(*events, today=day)
    assert len(found) == 2
    assert all(said in message for message in found.values())
