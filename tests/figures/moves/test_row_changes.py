"""What became of the rows behind a figure that moved, on real workbooks."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.editing import review
from kjr.editing.saving import save_page
from kjr.figures.changes import compare_overviews
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.rereading import replace_corrections
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.moves.row_changes import IN_FILE
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.overview import build_overview
from kjr.state.acts import Act, ActKind
from tests.desk import HEAD, LEDGER, MINE, NEW, SUMMARY, A, B, C, lay_desk, page, put, retyped
from tests.small import NOON, SMALL
from tests.store.files import xlsx

LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path)


def looked(desk, last=None, at=NOON):
    return refresh_snapshot(last or Snapshot(SMALL, at), desk.store, at)


def compared(desk, before, after):
    overviews = build_overview(before), build_overview(after)
    return compare_overviews(*overviews, desk.journal.acts())


def moved(desk, *rows):
    """The row changes after somebody saved these rows in the file."""
    put(desk, A, B, C)
    before = looked(desk)
    put(desk, *rows)
    return compared(desk, before, looked(desk, before, LATER)).rows


def test_a_smaller_value_in_a_row_that_stands_is_told_with_cell_and_texts(desk):
    (row,) = moved(desk, A, (*B[:2], 4.0), C)
    assert (row.fate, row.old, row.new) == (RowFate.SHRANK, 12, 4)
    assert (row.sheet, row.row, row.cell, row.was, row.now) == (LEDGER, 4, "C4", "12", "4")
    assert (row.unit_old, row.unit_new) == (20, 12)
    assert (row.unit, row.district, row.who) == ("甲学会", "市直", IN_FILE)


def test_a_row_is_found_again_wherever_it_was_sorted_to(desk):
    (row,) = moved(desk, C, (*B[:2], 4.0), A)
    assert (row.fate, row.row, row.was) == (RowFate.SHRANK, 4, "12")


def test_a_row_moved_to_later_is_judged_by_the_day_of_the_figures_however_late_they_are_shown(desk):
    put(desk, A, B, C)
    before = looked(desk)
    put(desk, A, (dt.date(2019, 6, 10), *B[1:]), C)
    after = replace(looked(desk, before, LATER), clock=NOON + dt.timedelta(days=4))
    (row,) = compared(desk, before, after).rows
    assert row.fate is RowFate.PLANNED


def test_sorting_alone_changes_nothing(desk):
    assert moved(desk, C, A, B) == ()


def test_a_row_taken_out_is_no_smaller_value(desk):
    (row,) = moved(desk, A, C)
    assert (row.fate, row.old, row.new, row.was, row.now) == (RowFate.REMOVED, 12, 0, "12", "")


def test_a_cell_nobody_can_read_any_more_is_told_as_that(desk):
    (row,) = moved(desk, A, (*B[:2], "若干"), C)
    assert (row.fate, row.old, row.new) == (RowFate.UNREAD, 12, 0)


def test_a_new_row_is_told_as_new(desk):
    (row,) = moved(desk, A, B, C, NEW)
    assert (row.fate, row.old, row.new, row.now) == (RowFate.ADDED, 0, 8, "8")


def test_what_was_done_in_the_app_says_by_whom_and_when(desk):
    put(desk, A, B)
    before = looked(desk)
    shown = page(desk)
    save_page(desk, retyped(shown, A, (*B[:2], 4.0)), shown, MINE._replace(now=LATER))
    (row,) = compared(desk, before, looked(desk, before, LATER)).rows
    assert (row.fate, row.who, row.when) == (RowFate.SHRANK, MINE.who, LATER)


def test_what_somebody_typed_over_a_save_is_not_the_savers(desk):
    put(desk, A, B)
    before = looked(desk)
    shown = page(desk)
    save_page(desk, retyped(shown, A, (*B[:2], 4.0)), shown, MINE._replace(now=LATER))
    put(desk, A, (*B[:2], 6.0))
    (row,) = compared(desk, before, looked(desk, before, LATER)).rows
    assert (row.new, row.who) == (6, IN_FILE)


def test_a_correction_is_told_as_the_offices(desk):
    put(desk, A, B)
    before = looked(desk)
    edit = review.build_correction_edit(page(desk), 4, "走访人次", 2.0)
    said = desk.journal.append(
        Act(LATER, "组宣部", "甲学会", ActKind.CORRECTED, LEDGER, (edit,), "电话核实")
    )
    after = replace_corrections(looked(desk, before, LATER), (said,))
    (row,) = compared(desk, before, after).rows
    assert (row.fate, row.was, row.now, row.who) == (RowFate.CORRECTED, "12", "2", "组宣部")


def test_a_correction_stays_with_its_unit_whatever_stands_in_others(desk):
    put(desk, A, B)
    mine = desk.store.folder / "甲学会.xlsx"
    mine.with_name("乙学会.xlsx").write_bytes(mine.read_bytes())
    before = looked(desk)
    edit = review.build_correction_edit(page(desk), 4, "走访人次", 2.0)
    said = Act(LATER, "组宣部", "甲学会", ActKind.CORRECTED, LEDGER, (edit,), "电话核实")
    corrected = replace_corrections(before, (said,))
    put(desk, A, B, C)
    mine.with_name("乙学会.xlsx").write_bytes(mine.read_bytes())
    now = build_overview(looked(desk, corrected, LATER))
    assert now.line("I3").by_unit == {"甲学会": 10, "乙学会": 20}


def test_a_sheet_under_another_name_is_the_same_sheet(desk):
    put(desk, A, B, C)
    before = looked(desk)
    rows = ((f"{LEDGER}台账（示例）",), HEAD, A, (*B[:2], 4.0), C)
    renamed = xlsx({f"{LEDGER}（新）": rows, "总结报送": SUMMARY})
    (desk.store.folder / "甲学会.xlsx").write_bytes(renamed)
    (row,) = compared(desk, before, looked(desk, before, LATER)).rows
    assert (row.fate, row.old, row.new) == (RowFate.SHRANK, 12, 4)


def test_a_unit_that_fell_is_told_with_what_took_most_away(desk):
    put(desk, A, B, C)
    before = looked(desk)
    put(desk, A, (*C[:2], 4.0))
    (change,) = compared(desk, before, looked(desk, before, LATER)).changes
    assert change.falls == {"甲学会": RowFate.REMOVED}
    assert change.explain_fall() == {RowFate.REMOVED: ["甲学会"]}


def test_two_cells_that_made_the_difference_are_both_told(desk):
    rest = (("报送日期", dt.date(2019, 6, 7)), ("主要做法", "示例做法"))
    put(desk, A, summary=(("书面总结", "未交"), ("电子版", "未交"), *rest))
    before = looked(desk)
    put(desk, A, summary=(("书面总结", "已交"), ("电子版", "已交"), *rest))
    (row,) = compared(desk, before, looked(desk, before, LATER)).rows
    assert (row.old, row.new) == (0, 1)
    assert (row.cell, row.was, row.now) == ("B1、B2", "未交；未交", "已交；已交")


def progressing(desk, was, now):
    """The change of one row whose 开展情况 somebody rewrote."""
    head = (*HEAD, "开展情况")
    put(desk, (*A, "已开展"), (*B, was), head=head)
    before = looked(desk)
    put(desk, (*A, "已开展"), (*B, now), head=head)
    (row,) = compared(desk, before, looked(desk, before, LATER)).rows
    return row.fate, row.old, row.new


@pytest.mark.parametrize("word", ["取消", "拟开展"])
def test_a_row_that_now_says_it_was_not_held_was_neither_removed_nor_misread(desk, word):
    assert progressing(desk, "已开展", word) == (RowFate.EXCLUDED, 12, 0)
    assert progressing(desk, word, "已开展") == (RowFate.INCLUDED, 0, 12)
