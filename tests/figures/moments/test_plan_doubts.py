"""What units are asked about their plans, as the days go by."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from kjr.documents.fix_lists import annotate_problems, compose_fix_list
from kjr.figures.moments import archive, frozen
from kjr.figures.moments.plan_doubts import (
    EARLY,
    OVERDUE,
    UNCONFIRMED,
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
from tests.small import NOON, SMALL, book, entry

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
        if problem.message in (EARLY, OVERDUE, UNCONFIRMED)
    ]


def total(snapshot):
    line = build_overview(snapshot).line("I3")
    return line.done, line.planned


def test_a_plan_whose_day_went_by_untouched_is_asked_about_and_counts(desk):
    put(desk, A, SOON)
    now = looked(desk)
    assert (asked(now), total(now)) == ([], (3, 8))
    on_the_day = looked(desk, now, 2)
    assert (asked(on_the_day), total(on_the_day)) == ([(4, UNCONFIRMED)], (11, 0))
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
    assert asked(moved) == [(3, UNCONFIRMED)]
    put(desk, SOON, (*A[:2], 4.0))
    assert asked(looked(desk, moved, 4)) == [(3, UNCONFIRMED)]


def test_numbers_in_front_of_the_rows_answer_nothing(desk):
    head = ("序号", *HEAD)
    put(desk, (1, *A), (2, *SOON), head=head)
    now = looked(desk)
    put(desk, (1, *SOON), (2, *A), head=head)
    assert asked(looked(desk, now, 3)) == [(3, UNCONFIRMED)]


def test_it_is_asked_after_a_restart_too(desk, tmp_path):
    put(desk, A, SOON)
    now = looked(desk)
    archive.keep_books(tmp_path, now, Snapshot(SMALL, NOON))
    kept = archive.load_kept_snapshot(tmp_path, SMALL, NOON + dt.timedelta(days=3))
    assert asked(looked(desk, kept, 3)) == [(4, UNCONFIRMED)]
    assert archive.load_plan_keys(tmp_path, SMALL) == {UNIT: now.books[UNIT].plans}


def test_a_book_nobody_can_read_any_more_is_asked_about_as_last_read(desk):
    put(desk, A, SOON)
    now = looked(desk)
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(b"")
    assert asked(looked(desk, now, 3)) == [(4, UNCONFIRMED)]


def test_a_frozen_moment_asks_by_its_own_day(desk, tmp_path):
    put(desk, A, SOON)
    now = looked(desk)
    later = looked(desk, now, 3)
    names = [frozen.freeze_snapshot(each, tmp_path) for each in (now, later)]
    again = [frozen.load_frozen_snapshot(tmp_path, name, SMALL, later) for name in names]
    assert [asked(each) for each in again] == [[], [(4, UNCONFIRMED)]]
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
    assert asked(follow_acts(answered, [])) == [(4, UNCONFIRMED)]


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


def handed_in(day, paper="已交"):
    return (("书面总结", paper), ("电子版", "已交"), ("报送日期", day), ("主要做法", None))


def test_a_report_said_to_be_in_on_a_day_to_come_is_asked_about_until_then(desk):
    put(desk, A, summary=handed_in(SOON[0]))
    now = looked(desk)
    (doubt,) = now.plan_doubts
    assert (doubt.level, doubt.sheet, doubt.column, doubt.raw) == (
        *("疑", "总结报送", "报送日期"),
        "2019-06-10",
    )
    assert doubt.message == (
        "书面总结、电子版都写已交，报送日期6月10日还没到，没有算作已报，请核实是否已交；"
        "交齐了的请改成交齐的那一天"
    )
    assert looked(desk, now, 2).plan_doubts == ()
    assert [each for page in add_doubts(now) for each in page.problems] == [doubt]


def add_doubts(snapshot):
    """The unit's pages as ``check`` tells them."""
    return add_plan_doubts(SMALL, snapshot.books[UNIT].pages, frozenset(), TODAY)


def test_of_a_report_of_which_a_part_is_missing_the_other_is_asked_about(desk):
    put(desk, A, summary=handed_in(SOON[0], "未交"))
    now = looked(desk)
    (doubt,) = now.plan_doubts
    assert doubt.message == (
        "电子版写已交，报送日期6月10日还没到，没有算作已交，请核实是否已交；已交的请改成交的那一天"
    )
    assert looked(desk, now, 2).plan_doubts == ()


def test_a_report_dated_in_another_century_is_asked_about_with_its_year(desk):
    put(desk, A, summary=handed_in(dt.date(2109, 6, 7)))
    assert "报送日期2109年6月7日还没到" in looked(desk).plan_doubts[0].message


def test_many_rows_of_a_sheet_are_asked_about_once_with_the_way_to_them(desk):
    rows = [(SOON[0], f"示例社区{number}", 8.0) for number in range(30)]
    put(desk, *rows[:20], A, *rows[20:])
    now = looked(desk)
    late = looked(desk, now, 3)
    (doubt,) = late.plan_doubts
    assert doubt.message == f"{UNCONFIRMED}；这张表这样的共30行：第3—22、24—33行"
    assert (doubt.cell, *doubt.others) == tuple(f"A{row}" for row in range(3, 34) if row != 23)
    put(desk, (*rows[0][:2], 9.0), *rows[1:20], A, *rows[20:])
    (rest,) = looked(desk, late, 4).plan_doubts
    assert "共29行：第4—22、24—33行" in rest.message
    assert compose_fix_list(UNIT, late.problems).splitlines()[0].endswith("1处请核实")


def test_in_the_marked_copy_every_row_is_marked(desk):
    rows = [(SOON[0], f"示例社区{number}", 8.0) for number in range(3)]
    put(desk, *rows)
    late = looked(desk, looked(desk), 3)
    data = (desk.store.folder / f"{UNIT}.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(annotate_problems(data, late.problems)))[LEDGER]
    assert [cell.coordinate for (cell,) in sheet["A1:A9"] if cell.comment] == ["A3", "A4", "A5"]


def test_what_is_an_event_is_asked_about_as_one():
    fair = replace(SMALL.ledgers[0], people="走访人次")
    campaign = replace(SMALL, ledgers=(fair, *SMALL.ledgers[1:]))
    row = entry(UNIT, LEDGER, 3, 走访日期=SOON[0], 走访人次=8)
    pages = [page._replace(columns={"走访日期": 1}) for page in book(UNIT, row).pages]
    keys = list_plan_keys(campaign, pages, TODAY)
    (doubt,) = doubt_plans(campaign, pages, keys, SOON[0])
    assert doubt.message == UNTOUCHED


def test_a_day_that_cannot_be_right_is_no_plan_to_ask_about(desk):
    put(desk, A, (dt.date(2109, 6, 10), *SOON[1:], "已开展"), head=SPOKEN)
    now = looked(desk)
    assert (now.books[UNIT].plans, asked(now), total(now)) == (frozenset(), [], (3, 0))
