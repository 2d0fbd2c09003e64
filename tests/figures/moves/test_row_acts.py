"""By whom and when a row became what it is, as far as it was done through the app."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.editing.corrections import apply_corrections
from kjr.editing.review import build_correction_edit
from kjr.figures.moves.row_changes import IN_FILE
from kjr.figures.moves.row_fates import RowFate
from kjr.state.acts import Act, ActKind, Edit
from tests.small import NOON

LEDGER = "走访慰问"
MAY_24 = dt.date(2019, 5, 24)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


def row(people=12.0, place="示例医院"):
    return MAY_24, place, people


def typed(people=12.0, place="示例医院", day=MAY_24):
    """The same as an act holds it."""
    return {"走访日期": day, "走访地点/单位": place, "走访人次": people}


ELSEWHERE = typed(90.0, "某公司", dt.date(2019, 6, 3))


def saved(before, after, moment=NOON + SECOND, who="张示例", **more):
    """Somebody's save of the second row of the sheet."""
    told = {"unit": "甲学会", "kind": ActKind.SAVED, "sheet": LEDGER, "ledger": LEDGER} | more
    return Act(moment, who, edits=(Edit(2, before, after),), id=who, **told)


CHANGED = {LEDGER: [row(12.0)]}, {LEDGER: [row(4.0)]}
FITTING = saved(typed(12.0), typed(4.0))


def told(desk, then, now, *acts):
    (change,) = desk.moved(then, now, acts)
    return change.who, change.when


def test_what_was_saved_in_the_app_says_by_whom_and_when(desk):
    assert told(desk, *CHANGED, FITTING) == ("张示例", NOON + SECOND)


def test_without_any_act_it_was_changed_in_the_file_when_the_file_says(desk):
    then, now = (desk.book(each) for each in CHANGED)
    saved_at = NOON + 9 * SECOND
    now = replace(now, held=now.held._replace(changed=saved_at), read_at=saved_at + SECOND)
    assert told(desk, then, now) == (IN_FILE, NOON + 9 * SECOND)


@pytest.mark.parametrize(
    ("moment", "is_meant"),
    [
        (NOON - SECOND, False),
        (NOON, True),
        (NOON + HOUR, True),
        (NOON + HOUR + SECOND, False),
    ],
)
def test_only_what_was_done_between_the_two_moments_is_meant(desk, moment, is_meant):
    who, _ = told(desk, *CHANGED, FITTING._replace(moment=moment))
    assert who == ("张示例" if is_meant else IN_FILE)


def test_a_save_the_book_was_read_after_is_meant_though_the_figures_are_of_earlier(desk):
    now = desk.book(CHANGED[1], NOON + 2 * HOUR)
    assert told(desk, CHANGED[0], now, FITTING._replace(moment=NOON + 2 * HOUR))[0] == "张示例"


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "乙学会"},
        {"sheet": "宣传报道"},
        {"outcome": ActKind.FAILED},
        {"kind": ActKind.CORRECTED},
        {"edits": (Edit(2, typed(12.0), typed(7.0)),)},
        {"edits": (Edit(2, ELSEWHERE, {**ELSEWHERE, "走访人次": 4.0}),)},
        {"edits": (Edit(2, typed(4.0, "示例"), typed(4.0)),)},
        {"edits": ()},
    ],
    ids=["unit", "sheet", "failed", "correction", "number", "row", "column", "nothing"],
)
def test_what_was_done_elsewhere_or_came_to_nothing_is_not_meant(desk, other):
    assert told(desk, *CHANGED, FITTING._replace(**other))[0] == IN_FILE


def test_an_outcome_that_was_written_is_no_failure(desk):
    assert told(desk, *CHANGED, FITTING._replace(outcome=ActKind.DONE))[0] == "张示例"


def test_of_two_who_wrote_the_same_the_later_is_told(desk):
    later = FITTING._replace(who="李示例", moment=NOON + 2 * SECOND)
    assert told(desk, *CHANGED, FITTING, later)[0] == "李示例"


def test_any_edit_of_a_save_may_be_the_one(desk):
    other = Edit(3, {}, typed(1.0, "示例学校"))
    assert told(desk, *CHANGED, FITTING._replace(edits=(other, *FITTING.edits)))[0] == "张示例"


def test_who_wrote_a_new_row_or_took_one_away_is_told(desk):
    none, one = {LEDGER: [row(5.0, "示例学校")]}, {LEDGER: [row(5.0, "示例学校"), row()]}
    assert told(desk, none, one, saved({}, typed()))[0] == "张示例"
    assert told(desk, one, none, saved(typed(), {}))[0] == "张示例"
    assert told(desk, none, one, saved({}, ELSEWHERE))[0] == IN_FILE
    assert told(desk, one, none, saved(ELSEWHERE, {}))[0] == IN_FILE


def test_who_took_a_row_away_is_told_whatever_it_left_blank(desk):
    """Its link would tell the article from others, and it has none."""
    words = {"刊发日期": MAY_24, "标题": "种出金豆子", "媒体名称": "某日报", "状态": "已刊发"}
    gone = saved(words, {}, sheet="宣传报道", ledger="宣传报道")
    kept = (MAY_24, "另一篇", "某日报", "已刊发")
    then, now = ({"宣传报道": [kept, *rows]} for rows in ([(*words.values(),)], []))
    assert told(desk, then, now, gone)[0] == "张示例"


def test_who_filled_a_row_that_somebody_else_wrote_wrote_it_too(desk):
    none, one = {LEDGER: [row(5.0, "示例学校")]}, {LEDGER: [row(5.0, "示例学校"), row()]}
    assert told(desk, none, one, saved(typed(place="示例"), typed()))[0] == "张示例"


# ── What the office says ────────────────────────────────────────────────────


def corrected(desk, people, id="c1", moment=NOON + SECOND):
    """The workbook as the office reads it, and what it said."""
    as_typed = desk.book(CHANGED[0])
    edit = build_correction_edit(as_typed.pages[0], 2, "走访人次", people)
    said = Act(moment, "组宣部", "甲学会", ActKind.CORRECTED, LEDGER, (edit,), "电话核实", id=id)
    return replace(as_typed, pages=apply_corrections(as_typed.pages, desk.campaign, [said])), said


def fates(desk, then, now, *acts):
    (change,) = desk.moved(then, now, acts)
    return change.fate, change.old, change.new, change.was, change.now, change.who


@pytest.mark.parametrize(("cell", "shown"), [(2.0, "2"), ("约2", "约2"), ("2余人次", "约2")])
def test_a_correction_is_told_with_what_stands_instead(desk, cell, shown):
    now, said = corrected(desk, cell)
    told = (RowFate.CORRECTED, 12, 2, "12", shown, "组宣部")
    assert fates(desk, desk.book(CHANGED[0]), now, said, FITTING) == told


def test_one_taken_back_is_told_by_who_took_it_back(desk):
    then, said = corrected(desk, 2.0)
    back = said._replace(kind=ActKind.WITHDRAWN, of="c1", id="b1", who="另一人", edits=())
    other = back._replace(of="c0", id="b0", who="第三人", moment=NOON + 2 * SECOND)
    told = (RowFate.CORRECTED, 2, 12, "12", "12", "另一人")
    assert fates(desk, then, desk.book(CHANGED[0]), said, back, other) == told


def test_one_put_in_place_of_another_is_told_by_its_own_writer(desk):
    then, first = corrected(desk, 2.0)
    now, second = corrected(desk, 3.0, "c2", NOON + 2 * SECOND)
    second = second._replace(who="李示例")
    told = (RowFate.CORRECTED, 2, 3, "12", "3", "李示例")
    assert fates(desk, then, now, first._replace(moment=NOON + 3 * SECOND), second) == told


def test_one_that_stood_before_made_no_difference(desk):
    then, said = corrected(desk, 2.0)
    now = desk.book({LEDGER: [row(12.0), row(8.0, "示例学校")]})
    now = replace(now, pages=apply_corrections(now.pages, desk.campaign, [said]))
    assert fates(desk, then, now, said) == (RowFate.ADDED, 0, 8, "", "8", IN_FILE)
