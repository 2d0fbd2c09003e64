"""What one row counts as."""

import dataclasses
import datetime as dt

import pytest

from kjr.campaign.columns import Choice, Day
from kjr.campaign.model import Measure
from kjr.figures.sums.counting import Counted, RowCounter
from kjr.figures.sums.row_cells import build_cells
from kjr.values.spans import Span
from tests.small import ARTICLES, PEOPLE, PRESS, SMALL, TAGGED, VISITS, entry

UNIT = SMALL.units[0]
MANY = Measure(
    "媒体", "家", "宣传报道", distinct=(("媒体名称",),), where={"媒体名称": ("甲", "乙")}
)


def count(ledger, measure, **values):
    row = entry(UNIT.name, ledger.name, 3, **values)
    return RowCounter(ledger, measure).count(build_cells(ledger, UNIT, row))


@pytest.mark.parametrize(("people", "amount"), [(30, 30), (2.5, 2.5), (None, 0)])
def test_a_row_adds_what_its_column_holds(people, amount):
    assert count(VISITS, PEOPLE, 走访人次=people) == [Counted(amount)]


def test_a_row_counts_once_or_not_at_all():
    assert count(PRESS, TAGGED, 标签=("树典型", "重宣传")) == [Counted(1)]
    assert count(PRESS, TAGGED, 标签=("重宣传",)) == []


def test_a_row_counts_once_for_each_thing_it_names_and_is_asked_for():
    found = count(PRESS, MANY, 媒体名称="甲、丙；《乙》")
    assert [(each.key, each.apart) for each in found] == [
        (("甲",), {"媒体名称": "甲"}),
        (("乙",), {"媒体名称": "《乙》"}),
    ]


def test_several_choices_beside_another_column_are_a_thing_each():
    both = Measure("标签", "个", "宣传报道", distinct=(("标签", "标题"),))
    found = count(PRESS, both, 标签=("树典型", "重宣传"), 标题="一篇")
    assert [each.key for each in found] == [("树典型", "一篇"), ("重宣传", "一篇")]


def test_the_first_key_that_is_filled_tells_a_row_apart():
    page = {"链接/版面": "第5版", "标题": "一篇", "媒体名称": "《报》", "状态": "已刊发"}
    assert [each.key for each in count(PRESS, ARTICLES, **page)] == [("一篇", "报")]
    link = page | {"链接/版面": "https://example.com/1"}
    assert [each.key for each in count(PRESS, ARTICLES, **link)] == [("https://example.com/1",)]
    assert count(PRESS, ARTICLES, 标题="一篇", 状态="已刊发") == []


def test_a_span_of_days_tells_apart_by_its_first_in_whatever_column():
    other = Day("截稿日期")
    ledger = dataclasses.replace(PRESS, columns=(*PRESS.columns, other))
    days = Measure("日", "天", "宣传报道", distinct=(("截稿日期",),))
    first = dt.date(2019, 5, 24)
    found = count(ledger, days, 截稿日期=Span(first, first + dt.timedelta(3)))
    assert [each.key for each in found] == [(first,)]


def test_the_day_of_a_later_step_tells_nothing_apart():
    stage = Choice("阶段", options=("推荐", "刊发"))
    columns = (*PRESS.columns, stage)
    ledger = dataclasses.replace(PRESS, columns=columns, stage="阶段", dated=("刊发",))
    days = Measure("日", "天", "宣传报道", distinct=(("刊发日期",),))
    day = dt.date(2019, 5, 24)
    assert [len(count(ledger, days, 刊发日期=day, 阶段=each)) for each in stage.options] == [0, 1]
