"""Over random small campaigns: no sentence of the summary tells a zero, or who was late."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kjr.documents import circular
from kjr.documents.blocks import Heading, Paragraph, Table
from kjr.documents.summary import city_summary
from kjr.figures.standings.filing_status import FilingState
from tests.documents.summary import county_filings as typed
from tests.documents.summary.filings import (
    CAMPAIGN,
    NOON,
    added_up,
    advice,
    article,
    book,
    day,
    empty,
    event,
    lecture,
    report,
    team,
    tour,
    unreadable,
    visit,
)

ZERO = re.compile(r"(?<![\d.:：])0(?:\.0+)?(?![\d.:：])")
FILING = re.compile("报送|上报|迟报|未报|补报|按时|填报|读取|读不出|迟交|未交")
HOLE = re.compile(
    "[，；：、。][，；。]|[，；：、]】|^[，；、。]|（）|“”|《》|〔|〕|联合(?:在|为|开展)|：$"
)
"""What a word or figure leaves that was not there; a paragraph that opens others may end in ：."""
UNITS = [unit.name for unit in CAMPAIGN.expected]
FEW = some.integers(0, 3)


HEALTH = ("眼健康检查", "口腔检查", "心理咨询", "心理测试", "义诊")
BODIES = ("银川爱尔眼科医院", "市心理咨询师协会", "示例医院、示例诊所")


def pick(*choices):
    return some.sampled_from(choices)


@some.composite
def entries(draw, unit):
    made = [
        visit(unit, 4, draw(FEW), draw(pick("市级领导", "县级分管领导", "县区科协负责人"))),
        visit(unit, 5, draw(FEW), 对象类别=("老科技工作者",), 帮办事项数=draw(FEW)),
        article(
            unit,
            4,
            draw(pick("典型人物", "创新团队", "活动消息")),
            "示例人物",
            draw(pick("已刊发", "采访中")),
            媒体级别=draw(pick("市级", "县级")),
            阅读量=draw(FEW),
        ),
        tour(unit, 4, 9, draw(FEW)),
        advice(unit, 4, "建议共享设备", "政策", draw(pick("待梳理", "留存", "已答复"))),
        lecture(unit, 4, draw(FEW), draw(FEW)),
        replace_values(
            lecture(unit, 5, 1, draw(FEW)),
            项目=draw(pick(*HEALTH)),
            承办机构=draw(pick(*BODIES)),
            建档数=draw(FEW),
        ),
        team(unit, 4),
        event(
            unit,
            4,
            draw(FEW),
            日期=day(5, draw(some.integers(20, 31))),
            标签=draw(pick((), ("红色教育",))),
            协办=draw(pick("", *BODIES)),
            主办=draw(pick(unit, *BODIES)),
        ),
        report(
            unit,
            电子版=draw(pick("已交", "未交")),
            报送日期=day(6, draw(some.integers(10, 20))),
            典型经验="一支队伍一张清单。",
        ),
    ]
    return [each for each in made if draw(some.booleans())]


def replace_values(entry, **values):
    return entry._replace(values={**entry.values, **values})


@some.composite
def county_entries(draw, unit):
    made = [
        typed.fair(unit, 4, draw(FEW)),
        typed.fair(unit, 5, draw(FEW), 形式=draw(pick("科普讲座", "开放日")), 协办="示例医院"),
        typed.exhibit(unit, 4, draw(FEW), draw(pick("航空航天", "其他"))),
        typed.package(unit, 4, draw(FEW), 发放对象=draw(pick("", "示例中心小学"))),
        typed.team(unit, 4, draw(FEW), draw(FEW)),
        typed.report(
            unit,
            电子版=draw(pick("已交", "未交")),
            报送日期=dt.date(2024, 9, 20) + dt.timedelta(days=draw(some.integers(0, 14))),
            主要做法="一支队伍一张清单。",
        ),
    ]
    return [each for each in made if draw(some.booleans())]


@some.composite
def books(draw, units, entries, ledger):
    made = []
    for unit in draw(some.lists(some.sampled_from(units), unique=True, max_size=4)):
        kind = draw(some.sampled_from(["filled", "filled", "filled", "empty", "unreadable"]))
        rows = draw(entries(unit)) if kind == "filled" else []
        blank = unreadable(unit) if kind == "unreadable" else empty(unit, ledger)
        made.append(book(unit, *rows) if rows else blank)
    return made


def campaigns():
    """The first plan ten days after its deadline, and the county's as long after its own."""
    late = typed.NOON.replace(month=10, day=10)
    return books(UNITS, entries, "走访慰问").map(
        lambda made: added_up(*made, taken=NOON.replace(day=25))
    ) | (
        books(typed.UNITS, county_entries, "科普活动").map(
            lambda made: typed.of_county(*made, taken=late)
        )
    )


def sentences(document):
    """Every sentence of the body and the annexes; of a table, every row."""
    for block in [*document.body, *(each for annex in document.annexes for each in annex.blocks)]:
        if isinstance(block, Heading | Paragraph):
            yield from re.split("[。；，]", block.text)
        elif isinstance(block, Table):
            yield from (" | ".join([block.caption, *row]) for row in block.rows)


def paragraphs(document):
    yield from (
        block.text
        for block in document.body
        if isinstance(block, Paragraph) and block.key != "导语"
    )


def clauses(document):
    for block in document.body:
        if isinstance(block, Paragraph):
            yield from re.split("[。；，]", block.text)


def check(overview):
    """What holds of every campaign's summary."""
    document = city_summary.compose_summary(overview)
    said = list(clauses(document))
    assert [text for text in said if ZERO.search(text)] == []
    assert [text for text in said if "{" in text or "没有叫" in text] == []
    assert [each for each in paragraphs(document) if HOLE.search(each)] == []
    late = [
        each.unit.name
        for each in overview.standings
        if each.filing.state in {FilingState.LATE, FilingState.MISSING} or each.is_unreadable
    ]
    told = [text for text in sentences(document) if FILING.search(text)]
    assert [(unit, text) for unit in late for text in told if unit in text] == []


@settings(max_examples=16, deadline=None)
@given(campaigns())
def test_no_clause_has_a_figure_of_zero_or_none_and_no_late_unit_stands_beside_a_filing_word(now):
    check(now)


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(max_examples=200, deadline=None)
@given(campaigns())
def test_so_it_is_in_two_hundred_campaigns(now):
    check(now)


def ask(now):
    """The sentence of the circular that asks for what is missing, if there is one."""
    texts = [getattr(each, "text", "") for each in circular.compose_circular(now).body]
    return [text for text in texts if "请尚未报送" in text]


def test_the_circular_asks_for_nothing_when_nobody_is_missing(sample):
    units, deadline = [unit.name for unit in sample.campaign.expected], sample.campaign.deadline
    assert ask(sample.add_up(*map(sample.report, units))) == []
    (asked,) = ask(sample.add_up(*map(sample.report, units[1:])))
    assert f"请尚未报送的单位于{deadline.month}月{deadline.day}日前报送" in asked


def test_the_circular_asks_for_late_reports_only_after_the_deadline(sample):
    after = dt.datetime.combine(sample.campaign.deadline, NOON.timetz()) + dt.timedelta(days=1)
    (asked,) = ask(sample.add_up(taken=after))
    assert asked.startswith("请尚未报送的单位抓紧补报，")
