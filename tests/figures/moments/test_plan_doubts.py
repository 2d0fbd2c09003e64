"""What units are asked about their plans, as the days go by."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.figures.moments import archive, frozen
from kjr.figures.moments.plan_doubts import (
    EARLY,
    OVERDUE,
    UNTOUCHED,
    add_plan_doubts,
    doubt_plans,
    list_plan_keys,
)
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.rereading import follow_acts
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import build_overview
from kjr.state.acts import Act, ActKind, Edit
from tests.desk import HEAD, LEDGER, UNIT, A, lay_desk, put
from tests.small import NOON, SMALL

TODAY = NOON.date()
SOON = (TODAY + dt.timedelta(days=2), "示例社区", 8.0)
SPOKEN = (*HEAD, "开展情况")


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path)


def looked(desk, last=None, days=0):
    """The share as it is read so many days later."""
    moment = NOON + dt.timedelta(days=days)
    last = last or Snapshot(SMALL, moment)
    return replace(refresh_snapshot(last, desk.store, moment), taken=moment)


def asked(snapshot):
    """(row, what the unit is asked about it)."""
    return [
        (problem.row, problem.message)
        for problem in snapshot.problems
        if problem.message in (EARLY, OVERDUE, UNTOUCHED)
    ]


def total(snapshot):
    line = build_overview(snapshot).line("I3")
    return line.done, line.planned


def test_a_plan_whose_day_went_by_untouched_is_asked_about_and_counts(desk):
    put(desk, A, SOON)
    now = looked(desk)
    assert (asked(now), total(now)) == ([], (3, 8))
    on_the_day = looked(desk, now, 2)
    assert (asked(on_the_day), total(on_the_day)) == ([(4, UNTOUCHED)], (11, 0))
    (problem,) = on_the_day.plan_doubts
    assert (problem.level, problem.cell, problem.raw) == ("疑", "A4", "2019-06-10")


def test_what_was_past_when_first_read_is_not_asked_about(desk):
    put(desk, A, SOON)
    assert asked(looked(desk, days=3)) == []


@pytest.mark.parametrize(
    "row",
    [
        (SOON[0], SOON[1], 9.0),
        (SOON[0], "示例社区活动室", 8.0),
        (TODAY + dt.timedelta(days=3), *SOON[1:]),
        (*SOON, "已开展，照片3张"),
    ],
)
def test_anything_changed_in_the_row_answers(desk, row):
    put(desk, A, SOON)
    now = looked(desk)
    put(desk, A, row, head=(*HEAD, "备注"))
    assert asked(looked(desk, now, 3)) == []


def test_other_rows_and_their_order_answer_nothing(desk):
    put(desk, A, SOON)
    now = looked(desk)
    put(desk, SOON, A)
    moved = looked(desk, now, 3)
    assert asked(moved) == [(3, UNTOUCHED)]
    put(desk, SOON, (*A[:2], 4.0))
    assert asked(looked(desk, moved, 4)) == [(3, UNTOUCHED)]


def test_numbers_in_front_of_the_rows_answer_nothing(desk):
    head = ("序号", *HEAD)
    put(desk, (1, *A), (2, *SOON), head=head)
    now = looked(desk)
    put(desk, (1, *SOON), (2, *A), head=head)
    assert asked(looked(desk, now, 3)) == [(3, UNTOUCHED)]


def test_it_is_asked_after_a_restart_too(desk, tmp_path):
    put(desk, A, SOON)
    now = looked(desk)
    archive.keep_books(tmp_path, now, Snapshot(SMALL, NOON))
    kept = archive.load_kept_snapshot(tmp_path, SMALL, NOON + dt.timedelta(days=3))
    assert asked(looked(desk, kept, 3)) == [(4, UNTOUCHED)]
    assert archive.load_plan_keys(tmp_path) == {UNIT: now.books[UNIT].plans}


def test_a_book_nobody_can_read_any_more_is_asked_about_as_last_read(desk):
    put(desk, A, SOON)
    now = looked(desk)
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(b"")
    assert asked(looked(desk, now, 3)) == [(4, UNTOUCHED)]


def test_a_frozen_moment_asks_by_its_own_day(desk, tmp_path):
    put(desk, A, SOON)
    now = looked(desk)
    later = looked(desk, now, 3)
    names = [frozen.freeze_snapshot(each, tmp_path) for each in (now, later)]
    again = [frozen.load_frozen_snapshot(tmp_path, name, SMALL, later) for name in names]
    assert [asked(each) for each in again] == [[], [(4, UNTOUCHED)]]
    assert [each.books for each in again] == [each.books for each in (now, later)]


def test_the_office_may_answer_by_a_correction_and_take_it_back(desk):
    put(desk, A, SOON)
    late = looked(desk, looked(desk), 3)
    before = dict(zip(HEAD, SOON, strict=True))
    edit = Edit(4, before, {**before, "走访人次": 9.0})
    act = Act(NOON, "组宣部", UNIT, ActKind.CORRECTED, LEDGER, (edit,), "电话核实", id="a1")
    answered = follow_acts(late, [act])
    assert (asked(answered), total(answered)) == ([], (12, 0))
    assert asked(looked(desk, answered, 4)) == []
    assert asked(follow_acts(answered, [])) == [(4, UNTOUCHED)]


@pytest.mark.parametrize(
    ("word", "day", "said", "figures"),
    [
        ("拟开展", TODAY - dt.timedelta(days=1), [(4, OVERDUE)], (3, 8)),
        ("拟开展", None, [], (3, 8)),
        ("拟开展", TODAY + dt.timedelta(days=1), [], (3, 8)),
        ("已开展", TODAY + dt.timedelta(days=1), [(4, EARLY)], (3, 8)),
        ("已开展", TODAY - dt.timedelta(days=1), [], (11, 0)),
        ("取消", TODAY + dt.timedelta(days=1), [], (3, 0)),
        ("取消", TODAY - dt.timedelta(days=1), [], (3, 0)),
    ],
)
def test_what_a_row_says_is_held_against_its_day(desk, word, day, said, figures):
    put(desk, (*A, "已开展"), (day, "示例社区", 8.0, word), head=SPOKEN)
    now = looked(desk)
    assert (asked(now), total(now)) == (said, figures)


def test_a_row_that_says_it_is_planned_is_asked_about_in_its_own_words_once_its_day_is_past(desk):
    put(desk, A, (*SOON, "拟开展"), head=SPOKEN)
    now = looked(desk)
    late = looked(desk, now, 3)
    assert (asked(now), asked(late)) == ([], [(4, OVERDUE)])
    assert (total(now), total(late)) == ((3, 8), (3, 8))
    put(desk, A, (*SOON, "已开展"), head=SPOKEN)
    held = looked(desk, late, 3)
    assert (asked(held), total(held)) == ([], (11, 0))


def test_a_report_to_be_handed_in_later_is_no_event_to_ask_about(desk):
    summary = (("书面总结", "已交"), ("电子版", "已交"), ("报送日期", SOON[0]), ("主要做法", None))
    put(desk, A, summary=summary)
    assert asked(looked(desk, looked(desk), 3)) == []


def test_what_is_asked_of_one_page_stands_among_its_problems(desk):
    put(desk, A, SOON)
    book = looked(desk).books[UNIT]
    late = TODAY + dt.timedelta(days=3)
    told = add_plan_doubts(SMALL, book.pages, book.plans, late)
    (doubt,) = doubt_plans(SMALL, book.pages, book.plans, late)
    visits, form = (page.problems for page in told)
    assert visits == (*book.pages[0].problems, doubt)
    assert form == book.pages[1].problems
    assert add_plan_doubts(SMALL, book.pages, book.plans, TODAY) == book.pages


def test_in_which_order_the_office_corrected_two_cells_changes_no_key(desk):
    put(desk, A, SOON)
    (page, _) = looked(desk).books[UNIT].pages
    acts = [
        ((4, name), Act(NOON, "组宣部", UNIT, ActKind.CORRECTED, LEDGER, (), "核实", id=id))
        for name, id in ((HEAD[1], "a2"), (HEAD[2], "a1"))
    ]
    keys = {
        list_plan_keys(SMALL, [page._replace(corrected=dict(each))], TODAY)
        for each in (acts, acts[::-1], acts[:1], ())
    }
    assert len(keys) == 3
