"""A unit's own cells, repeated on paper."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kjr.campaign.columns import Link
from kjr.documents.blocks import Paragraph
from kjr.documents.printed_entries import phrase_cell
from kjr.documents.summary.city_summary import compose_summary
from kjr.documents.summary.unit_report import compose_unit_summary
from kjr.reading.page import Entry
from tests.documents.summary.county_filings import of_county
from tests.documents.summary.filings import added_up
from tests.plans import BOTH, COUNTY, FIRST
from tests.small import book
from tests.typed import read


@dataclass(frozen=True)
class Printing:
    """How a plan's table of work is typed, and how its summaries tell of it."""

    table: str
    """The headers and two rows, each without its number."""
    add_up: Callable
    one: str
    """How the first row is told."""
    all: str
    """How both are."""


PRINTING = {
    FIRST: Printing(
        """
        走访日期   | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        2019-05-27 | 示例厂 | 一线科技工作者 | 示例甲 | 市级领导 | {}
        2019-05-28 | 示例所 | 一线科技工作者 | 示例甲 | 市级领导 | {}
        """,
        added_up,
        "到示例厂走访看望{}",
        "走访科技工作者{}",
    ),
    COUNTY: Printing(
        """
        日期       | 活动名称 | 形式 | 主办 | 地点 | 参与人次
        2024-09-21 | 示例大集 | 科普大集 | 东河镇科协 | 示例广场 | {}
        2024-09-22 | 示例讲座 | 科普讲座 | 东河镇科协 | 示例礼堂 | {}
        """,
        of_county,
        "举办“示例大集”，参与{}",
        "参与科普活动{}",
    ),
}


def add_up(plan, one, other):
    """The figures of two rows with these numbers, as typed."""
    text = PRINTING[plan].table.format(one, other)
    page = read(text, campaign=plan.campaign, unit=plan.unit)
    return PRINTING[plan].add_up(book(plan.unit, *page.entries))


@BOTH
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        *(("30余人", "30余人次"), ("近50", "近50人次"), ("约50", "约50人次"), ("30", "30人次")),
        *(("不到50", "不到50人次"), ("50人以内", "不超过50人次"), ("百余人", "100余人次")),
        *(("50人以上", "不少于50人次"), ("1.2万余人次", "1.2万余人次"), ("近1.2万", "近1.2万人次")),
        *(("50人左右", "约50人次"), ("约395", "390余人次"), ("近395", "近395人次")),
    ],
)
def test_a_unit_s_own_number_is_printed_as_it_was_put(plan, typed, printed):
    overview = add_up(plan, typed, 3)
    for document in (compose_summary(overview), compose_unit_summary(overview, plan.unit)):
        texts = [block.text for block in document.body if isinstance(block, Paragraph)]
        assert any(PRINTING[plan].one.format(printed) in text for text in texts)
    (table,) = document.annexes[0].blocks
    at = [column.name for column in table.columns].index(plan.people)
    assert [row[at] for row in table.rows] == [printed, "3人次"]


@BOTH
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        *((("30余人", "20"), "50余人次"), (("30余人", "超过20人"), "50余人次")),
        *((("30余人", "约20"), "约50人次"), (("30余人", "近20"), "约50人次")),
        *((("约30", "20"), "约50人次"), (("50人以上", "20"), "约70人次")),
        *((("30余人", "25"), "50余人次"), (("3余人", "2"), "约5人次")),
    ],
)
def test_a_sum_is_more_than_it_says_where_all_that_is_rough_in_it_is(plan, typed, printed):
    own = compose_unit_summary(add_up(plan, *typed), plan.unit)
    texts = [block.text for block in own.body if isinstance(block, Paragraph)]
    assert any(PRINTING[plan].all.format(printed) in text for text in texts)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("第3版，请打138-0000-1234", "第3版，请打×××"),
        ("https://www.example.cn/2019/0528/t1.html", "https://www.example.cn/2019/0528/t1.html"),
    ],
)
def test_what_leads_to_a_person_is_not_printed_where_a_link_belongs_either(written, printed):
    entry = Entry("甲学会", "台账", "表", 3, {"链接": written})
    assert phrase_cell(entry, Link("链接"), 2019) == printed
