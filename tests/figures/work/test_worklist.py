"""Whom the office deals with first, and what speaks against accepting a report."""

import dataclasses
import datetime as dt

import pytest

from kjr.figures.overview import build_overview
from kjr.figures.work.needs import AFTER, BEFORE, Need
from kjr.figures.work.worklist import list_doubts, list_work
from kjr.reading.page import Problem
from kjr.state.acts import Act, ActKind
from kjr.state.chases import build_answer
from kjr.values.readings import Level
from tests.small import NOON, book, entry, snapshot

CLOSED = NOON + dt.timedelta(days=5)
HOUR = dt.timedelta(hours=1)


def report(unit):
    return entry(unit, "总结报送", 3, 书面总结="已交", 电子版="已交")


def visit(unit):
    return entry(unit, "走访慰问", 3, 走访日期=dt.date(2019, 6, 3), 走访人次=3)


def wrong(unit, number=1):
    said = ("走访人次", "C3", Level.ERROR, "若干", "看不出")
    return [Problem(unit, "走访慰问", row, *said) for row in range(number)]


def filed(unit, changed=NOON, errors=0):
    problems = wrong(unit, errors)
    return book(unit, visit(unit), report(unit), changed=changed, problems=problems)


def work(*books, acts=(), taken=NOON):
    return list_work(build_overview(snapshot(*books, taken=taken)), acts)


def needs(items, unit):
    return next(item.needs for item in items if item.unit == unit)


def said(kind, unit="甲学会", moment=NOON + HOUR):
    return Act(moment, "王示例", unit, kind)


def test_every_need_has_its_place_in_both_orders():
    assert set(BEFORE) == set(AFTER) == set(Need)
    assert len(BEFORE) == len(AFTER) == len(Need)


def test_what_we_have_to_decide_goes_before_whom_we_wait_for():
    items = work(filed("乙学会"), book("甲学会", visit("甲学会")))
    assert [item.unit for item in items] == ["乙学会", "东区科协", "甲学会"]
    assert [item.needs for item in items] == [
        (Need.WAITING,),
        (Need.NOT_BEGUN, Need.LACKING),
        (Need.LACKING,),
    ]


def test_while_activities_go_on_ledgers_lead_and_afterwards_the_report():
    mending = book("甲学会", visit("甲学会"), problems=wrong("甲学会"))
    assert needs(work(mending), "甲学会") == (Need.MENDING, Need.LACKING)
    assert needs(work(mending, taken=CLOSED), "甲学会") == (Need.LACKING, Need.MENDING)


def test_of_the_same_need_who_has_most_to_mend_goes_first():
    books = (filed("东区科协", errors=1), filed("甲学会"), filed("乙学会", errors=3))
    assert [item.unit for item in work(*books)] == ["乙学会", "东区科协", "甲学会"]


def test_a_unit_that_need_not_file_is_met_only_with_a_workbook():
    assert "协作医院" not in [item.unit for item in work()]
    items = work(book("协作医院", visit("协作医院")))
    assert needs(items, "协作医院") == ()
    assert items[-1].unit == "协作医院"


def test_an_accepted_report_waits_no_more_and_stands_at_the_end():
    every = (filed("东区科协"), filed("甲学会"), filed("乙学会"))
    items = work(*every, acts=[said(ActKind.ACCEPTED, "东区科协")])
    assert [item.unit for item in items] == ["甲学会", "乙学会", "东区科协"]
    assert items[-1].is_accepted
    assert items[-1].needs == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [(NOON, (Need.RETURNED,)), (NOON + 2 * HOUR, (Need.WAITING,))],
)
def test_a_returned_report_waits_again_once_its_file_has_changed(changed, expected):
    later = dataclasses.replace(filed("甲学会", changed), read_at=NOON + 3 * HOUR)
    items = work(later, acts=[said(ActKind.RETURNED)])
    assert needs(items, "甲学会") == expected


def test_who_let_the_promised_day_pass_goes_before_the_others():
    promise = build_answer("乙学会", "明天补", dt.date(2019, 6, 7), "王示例", NOON)
    items = work(acts=[promise])
    assert [item.unit for item in items] == ["乙学会", "东区科协", "甲学会"]
    assert [item.is_late for item in items] == [True, False, False]
    assert not work(filed("乙学会"), acts=[promise])[0].is_late


def test_doubts_name_the_open_errors_and_the_reports_that_are_not_whole():
    items = work(filed("甲学会", errors=2), book("乙学会", visit("乙学会")), filed("东区科协"))
    assert list_doubts([item for item in items if item.unit == "东区科协"]) == []
    errors = next(item.standing.errors for item in items if item.unit == "甲学会")
    assert list_doubts(items) == [
        f"1 家还有没改的错，采信以后也不计入：甲学会 {errors} 处",
        "1 家的总结还没有报齐：乙学会",
    ]


def test_a_row_of_a_year_that_cannot_be_meant_is_to_be_mended_before_its_report_is_accepted():
    slip = entry("甲学会", "走访慰问", 4, 走访日期=dt.date(2109, 5, 24), 走访人次=3)
    items = work(book("甲学会", visit("甲学会"), slip, report("甲学会")))
    assert needs(items, "甲学会") == (Need.WAITING, Need.MENDING)
    (told,) = list_doubts([item for item in items if item.unit == "甲学会"])
    assert told == "1 家还有没改的错，采信以后也不计入：甲学会 1 处"
