"""Sheets and tables that say of themselves that they are not to be read."""

import pytest

from kjr.reading.header.sheets import find_named_ledger
from tests.typed import CAMPAIGN, read, typed

VISITS = """\
走访日期 | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
5月27日 | 示例厂 | 一线 | 示例甲 | 市级领导 | 3
"""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2018走访慰问", "2018年"),
        ("走访慰问(2018年)", "2018年"),
        ("走访慰问（旧）", "旧表"),
        ("走访慰问备份", "旧表"),
        ("走访慰问样表", "样表"),
        ("填报说明", "不是台账"),
        ("主题活动计划", "计划"),
    ],
)
def test_a_tab_that_says_so_is_left_alone_with_the_reason(name, reason):
    page = read(VISITS, name)
    assert (page.ledger, page.entries) == (None, ())
    assert reason in page.reason
    assert "没有读" in page.problems[0].message


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("银川市科协2018年走访慰问统计表", "2018年"),
        ("下半年走访计划表", "计划"),
        ("走访慰问（样表）", "样表"),
    ],
)
def test_a_title_that_says_so_does_too(title, reason):
    page = read(f"{title}\n{VISITS}")
    assert page.ledger is None
    assert reason in page.reason


def test_a_title_that_names_this_year_among_others_is_no_hindrance():
    assert read(f"2018—2019年走访慰问统计表\n{VISITS}").ledger == "走访慰问"


def test_of_two_ledgers_in_a_tabs_name_the_longer_word_speaks():
    found = find_named_ledger(typed("", "意见建议（走访）"), CAMPAIGN.ledgers)
    assert found.name == "意见建议"
