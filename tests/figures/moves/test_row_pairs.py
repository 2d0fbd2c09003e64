"""Each row found again, by what stands in it, sheet by sheet."""

import datetime as dt
from dataclasses import replace

from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.moves.row_pairs import pair_ledger_rows
from kjr.reading.book import parse_book
from kjr.store.base import Sheet
from tests.small import NOON, SMALL, book, entry

VISITS = "走访慰问"


def row(people, place):
    return dt.date(2019, 5, 24), place, people


PARK, SCHOOL, CLINIC = row(3.0, "产业园区"), row(40.0, "某学校"), row(700.0, "医院门诊部")


def paired(desk, then, now):
    """(what each row says then, and now) of all pairs; None where it was no entry."""
    books = [desk.book(each) if isinstance(each, dict) else each for each in (then, now)]
    moments = [
        Snapshot(desk.campaign, NOON, 1, {desk.unit: each} if each else {}) for each in books
    ]
    return [
        tuple(each and each.format_raw("走访地点/单位") for each in (pair.then, pair.now))
        for pair in pair_ledger_rows(*moments, VISITS)
    ]


def test_sheets_of_one_name_belong_together_whatever_their_order(desk):
    then = {"走访慰问1": [PARK], "走访慰问2": [SCHOOL]}
    now = {"走访慰问2": [SCHOOL], "走访慰问1": [PARK]}
    assert paired(desk, then, now) == [("产业园区", "产业园区"), ("某学校", "某学校")]


def test_a_row_that_went_to_another_sheet_is_gone_here_and_new_there(desk):
    then = {"走访慰问1": [PARK, CLINIC], "走访慰问2": [SCHOOL]}
    now = {"走访慰问1": [PARK], "走访慰问2": [SCHOOL, CLINIC]}
    assert paired(desk, then, now) == [
        ("产业园区", "产业园区"),
        ("医院门诊部", None),
        ("某学校", "某学校"),
        (None, "医院门诊部"),
    ]


def test_renamed_sheets_belong_together_in_their_order(desk):
    then = {"走访慰问1": [PARK], "走访慰问2": [SCHOOL], "走访慰问": [CLINIC]}
    now = {"走访慰问（甲）": [PARK], "走访慰问": [CLINIC], "走访慰问（乙）": [SCHOOL]}
    assert paired(desk, then, now) == [
        ("产业园区", "产业园区"),
        ("某学校", "某学校"),
        ("医院门诊部", "医院门诊部"),
    ]


def test_a_sheet_more_has_only_new_rows_and_a_sheet_less_only_old_ones(desk):
    one, two = {"走访慰问1": [PARK]}, {"走访慰问1": [PARK], "走访慰问2": [SCHOOL]}
    assert paired(desk, one, two) == [("产业园区", "产业园区"), (None, "某学校")]
    assert paired(desk, two, one) == [("产业园区", "产业园区"), ("某学校", None)]


def test_a_workbook_that_did_not_change_is_itself(desk):
    same = desk.book({VISITS: [PARK, PARK]})
    assert paired(desk, same, same) == [("产业园区", "产业园区")] * 2


def test_a_unit_without_a_workbook_has_only_new_or_old_rows(desk):
    one = {VISITS: [PARK]}
    assert paired(desk, None, one) == [(None, "产业园区")]
    assert paired(desk, one, None) == [("产业园区", None)]


def test_other_ledgers_are_left_alone(desk):
    press = {"宣传报道": [(dt.date(2019, 5, 24), "一篇报道", "某日报", "已刊发")]}
    assert paired(desk, press, press) == []


def marks(desk, then, now):
    """(row now or then, whether it stands there all the same, whether as cancelled)."""
    moments = [
        Snapshot(desk.campaign, NOON, 1, {desk.unit: desk.book({VISITS: each})})
        for each in (then, now)
    ]
    return [
        (pair.shown.entry.row, pair.is_standing, pair.is_cancelled)
        for pair in pair_ledger_rows(*moments, VISITS)
        if not (pair.then and pair.now)
    ]


def test_a_row_that_is_no_entry_now_may_stand_there_all_the_same(desk):
    unreadable = (dt.date(2019, 5, 24), "某学校", "若干")
    assert marks(desk, [PARK, SCHOOL], [PARK, unreadable]) == [(3, True, False)]
    assert marks(desk, [PARK, unreadable], [PARK, SCHOOL]) == [(3, True, False)]
    assert marks(desk, [PARK, SCHOOL], [PARK]) == [(3, False, False)]
    assert marks(desk, [PARK], [PARK, SCHOOL]) == [(3, False, False)]


def test_a_row_that_is_another_entry_now_does_not_stand(desk):
    assert marks(desk, [PARK, SCHOOL], [PARK, CLINIC]) == [(3, False, False), (3, False, False)]


def test_only_the_row_that_says_so_is_cancelled(desk):
    called_off = (*SCHOOL, "取消")
    assert marks(desk, [PARK, SCHOOL], [PARK, called_off]) == [(3, True, True)]
    assert marks(desk, [PARK, called_off], [PARK, SCHOOL]) == [(3, True, True)]
    unreadable = (dt.date(2019, 5, 24), "某学校", "若干")
    assert marks(desk, [PARK, SCHOOL], [(*CLINIC, "取消"), PARK, unreadable]) == [(3, True, False)]


def test_a_form_that_is_there_stands_and_is_not_cancelled():
    form = ("书面总结", "已交"), ("电子版", "已交"), ("主要做法", "示例做法")
    filled = parse_book((Sheet("甲学会", "总结报送", form),), SMALL)
    empty = tuple(page._replace(entries=()) for page in filled)
    was = replace(book("甲学会"), pages=filled)
    moments = [Snapshot(SMALL, NOON, 1, {"甲学会": replace(was, pages=p)}) for p in (filled, empty)]
    (pair,) = pair_ledger_rows(*moments, "总结报送")
    assert (pair.now, pair.is_standing, pair.is_cancelled) == (None, True, False)
    gone = Snapshot(SMALL, NOON, 1, {})
    (pair,) = pair_ledger_rows(moments[0], gone, "总结报送")
    assert (pair.now, pair.is_standing, pair.is_cancelled) == (None, False, False)


def test_the_row_shown_is_where_it_is_now():
    before, after = (book("甲学会", entry("甲学会", VISITS, n, 走访人次=3)) for n in (3, 7))
    moments = [Snapshot(SMALL, NOON, 1, {"甲学会": each}) for each in (before, after)]
    (pair,) = pair_ledger_rows(*moments, VISITS)
    assert (pair.shown.entry.row, pair.then.place, pair.now.place) == (
        7,
        ("甲学会", VISITS, 3),
        ("甲学会", VISITS, 7),
    )
