import dataclasses

import pytest

from kjr.figures.moments.snapshot import Stale
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import build_standings
from kjr.figures.standings.tallies import tally_fillings
from kjr.reading.page import Problem, SkippedRow
from kjr.values.readings import Level
from tests.small import NOON, book, entry, snapshot


def visit(unit, **values):
    return entry(unit, "走访慰问", 3, **{"走访人次": 3} | values)


def error(unit):
    return Problem(unit, "走访慰问", 3, "走访人次", "C3", Level.ERROR, "若干", "请填数字")


def standing(*books):
    return next(each for each in build_standings(snapshot(*books)) if each.unit.name == "甲学会")


def state(*books):
    return standing(*books).filling


def test_every_state_has_the_word_people_know():
    assert [str(each) for each in FillingState] == [
        "已填报",
        "零报告",
        "空表",
        "读取失败",
        "未填报",
    ]


def test_without_a_workbook_nothing_is_begun():
    assert state() == FillingState.NOT_BEGUN


def test_a_workbook_nobody_typed_into_is_empty():
    assert state(book("甲学会")) == FillingState.EMPTY


def test_the_closing_report_alone_fills_no_ledger():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交")
    assert state(book("甲学会", report)) == FillingState.EMPTY


def test_one_entry_is_filled():
    assert state(book("甲学会", visit("甲学会"))) == FillingState.FILLED


def test_rows_that_must_be_mended_first_are_filled_and_told_apart():
    found = standing(book("甲学会", problems=[error("甲学会")]))
    assert (found.filling, found.entries, found.errors) == (FillingState.FILLED, 0, 1)


def test_all_zeros_is_a_nil_report():
    assert state(book("甲学会", visit("甲学会", 走访人次=0))) == FillingState.NIL


PLACE, PEOPLE = "走访地点/单位", "走访人次"


@pytest.mark.parametrize(
    "values, told",
    [
        ({PLACE: "示例医院", PEOPLE: 0.0}, FillingState.NIL),
        ({PLACE: "零报告"}, FillingState.NIL),
        ({PLACE: "零报告", PEOPLE: 0.0}, FillingState.NIL),
        ({PLACE: "零报告", PEOPLE: 3.0}, FillingState.FILLED),
        ({PLACE: "示例医院"}, FillingState.FILLED),
    ],
)
def test_only_zeros_or_the_word_for_it_say_that_nothing_took_place(values, told):
    assert state(book("甲学会", entry("甲学会", "走访慰问", 3, **values))) == told


def test_the_closing_report_may_say_it_where_nothing_else_is_written():
    said = entry("甲学会", "总结报送", 3, 书面总结="已交", 主要做法="零报告，没有开展活动")
    assert state(book("甲学会", said)) == FillingState.NIL
    assert state(book("甲学会", said, visit("甲学会"))) == FillingState.FILLED


def test_a_row_that_says_nothing_took_place_is_a_nil_report():
    said = book("甲学会")
    page = said.pages[0]._replace(skipped=(SkippedRow(3, "nil"),))
    assert state(dataclasses.replace(said, pages=(page,))) == FillingState.NIL


def test_a_workbook_never_read_is_unreadable():
    broken = dataclasses.replace(book("甲学会"), pages=(), stale=Stale(NOON, "文件加了密码"))
    found = standing(broken)
    assert (found.filling, found.is_unreadable, found.is_stale) == ("读取失败", True, False)


def test_a_stale_workbook_keeps_its_state():
    found = standing(book("甲学会", visit("甲学会"), stale=Stale(NOON, "文件已不在文件夹中")))
    assert (found.filling, found.is_stale) == (FillingState.FILLED, True)


def test_the_tally_counts_the_stale_books_of_helping_bodies_too():
    gone = Stale(NOON, "文件已不在文件夹中")
    books = snapshot(book("协作医院", visit("协作医院"), stale=gone))
    tally = tally_fillings(build_standings(books))
    assert (tally.filled, tally.stale) == (0, 1)


def test_every_unit_that_has_to_file_is_counted_once():
    books = snapshot(
        book("东区科协", visit("东区科协")), book("甲学会"), book("协作医院", visit("协作医院"))
    )
    tally = tally_fillings(build_standings(books))
    assert (tally.expected, tally.filled, tally.empty, tally.not_begun) == (3, 1, 1, 1)
    assert (tally.nil, tally.unreadable, tally.told) == (0, 0, 1)


def test_who_need_not_fill_a_ledger_is_not_told_off():
    helper = build_standings(snapshot())[-1]
    assert (helper.filling_word, helper.filing_word) == ("不要求", "不要求")


def test_a_workbook_without_any_sheet_was_read_and_is_empty():
    assert state(dataclasses.replace(book("甲学会"), pages=())) == FillingState.EMPTY
