"""What survives others' sorting, inserting, deleting and editing between reading and saving."""

import datetime as dt
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kjr.editing.merging import (
    Conflict,
    apply_changes,
    check_shared_cells,
    merge_sheet,
    redo_edits,
)
from kjr.editing.page_rows import find_vacant_rows
from kjr.errors import KjrError
from kjr.reading.page import Page, SkippedRow
from kjr.state.acts import Edit
from kjr.store.base import Area, Sheet, trim_grid

HEAD = ("走访日期", "走访地点", "走访对象", "走访人次")
ROWS = (
    (dt.date(2019, 5, 24), "示例产业园", "张示例", 3.0),
    (dt.date(2019, 5, 28), "示例医院", "李示例", 12.0),
    (dt.date(2019, 5, 30), "示例学校", "王示例", 5.0),
)
TOTAL = ("合计", None, None, 20.0)


def page(*rows, head=HEAD, skipped=(), merged=()):
    sheet = Sheet("甲学会", "走访慰问", trim_grid([head, *rows]), merged)
    columns = {name: number for number, name in enumerate(head, 1)}
    return Page(sheet, "走访慰问", header_row=1, columns=columns, skipped=skipped)


def outcome(theirs, mine, base=None):
    base = base or page(*ROWS)
    merged = merge_sheet(base, theirs, page(*mine).sheet)
    return apply_changes(theirs.sheet, merged.changes).rows[1:], merged.conflicts


A, B, C = ROWS
MINE = (A, (*B[:3], 13.0), C)


def test_my_cell_goes_into_an_untouched_sheet():
    assert outcome(page(*ROWS), MINE) == (MINE, ())


def test_my_row_is_found_after_sorting_inserting_and_deleting():
    other = (dt.date(2019, 6, 1), "示例社区", "赵示例", 8.0)
    rows, conflicts = outcome(page(other, C, B), MINE)
    assert rows == (other, C, MINE[1])
    assert conflicts == ()


def test_cells_of_one_row_changed_by_two_people_both_stay():
    rows, conflicts = outcome(page(A, (*B[:2], "李示例、钱示例", 12.0), C), MINE)
    assert rows[1] == (*B[:2], "李示例、钱示例", 13.0)
    assert conflicts == ()


def test_the_same_cell_changed_twice_is_a_conflict():
    theirs = page(A, (*B[:3], 15.0), C)
    rows, conflicts = outcome(theirs, MINE)
    assert rows == theirs.sheet.rows[1:]
    assert conflicts == (Conflict(3, 3, "走访人次", 12.0, 15.0, 13.0),)


def test_the_same_change_made_twice_is_none():
    assert outcome(page(*MINE), MINE) == (MINE, ())


def test_only_how_a_number_is_typed_is_no_conflict():
    rows, conflicts = outcome(page(A, (*B[:3], "１２ "), C), MINE)
    assert (rows[1][3], conflicts) == (13.0, ())


def test_a_row_that_is_gone_is_a_conflict():
    rows, conflicts = outcome(page(A, C), MINE)
    assert rows == (A, C)
    assert conflicts == (Conflict(3, None, "走访人次", 12.0, None, 13.0),)


def test_only_a_row_that_is_gone_is_lost():
    mine = page((*A[:3], 4.0), MINE[1], C, (*A[:2], "赵示例", 8.0)).sheet
    assert [wish.row for wish in merge_sheet(page(*ROWS), page(A, C), mine).lost] == [3]
    assert merge_sheet(page(*ROWS), page(*ROWS), mine).lost == ()


def test_a_row_that_may_be_either_of_two_is_a_conflict():
    twin = (*B[:2], "钱示例", 12.0)
    base = page(A, B, twin)
    theirs = page(A, (*B[:2], "孙示例", 12.0))
    rows, conflicts = outcome(theirs, (A, MINE[1], twin), base)
    assert rows == theirs.sheet.rows[1:]
    assert [conflict.at for conflict in conflicts] == [None]


def test_a_copied_row_is_not_taken_for_the_one_it_was_copied_from():
    copy = (*B[:2], "吴示例", 12.0)
    rows, conflicts = outcome(page(A, copy, B, C), MINE)
    assert (rows, conflicts) == ((A, copy, MINE[1], C), ())


def test_clearing_a_row_that_somebody_completed_is_a_conflict():
    base = page(A, (*B[:3], None), C)
    theirs = page(A, B, C)
    rows, conflicts = outcome(theirs, (A, (), C), base)
    assert rows == (A, (None, None, None, 12.0), C)
    assert conflicts == (Conflict(3, 3, "走访人次", None, 12.0, None),)


def test_new_rows_go_below_the_last_entry_and_above_the_total():
    theirs = page(*ROWS, A, (), TOTAL, skipped=(SkippedRow(7, "total"),))
    rows, _ = outcome(theirs, (*ROWS, MINE[1]))
    assert rows == (*ROWS, A, MINE[1], TOTAL)


def test_new_rows_go_below_everything_when_no_room_is_left_above_the_total():
    theirs = page(*ROWS, TOTAL, skipped=(SkippedRow(5, "total"),))
    rows, _ = outcome(theirs, (*ROWS, MINE[1]))
    assert rows == (*ROWS, TOTAL, MINE[1])


@pytest.mark.parametrize(("last_row", "vacant"), [(None, [5, 6, 7]), (6, [5, 6])])
def test_new_rows_go_below_the_last_entry_not_into_a_hole_above_it(last_row, vacant):
    seen = page(A, (), C)._replace(last_row=last_row)
    found = find_vacant_rows(seen)
    assert [next(found) for _ in vacant] == vacant
    if last_row:
        with pytest.raises(KjrError, match="没有空行可写"):
            next(found)


def test_new_rows_keep_out_of_merged_cells():
    note = page(
        *ROWS, ("注：示例",), (), merged=(Area(5, 1, 8, 4),), skipped=(SkippedRow(5, "note"),)
    )
    assert next(find_vacant_rows(note)) == 9


def test_new_rows_keep_the_order_in_which_they_were_typed():
    new = [(dt.date(2019, 6, day), f"示例社区{day}", "赵示例", 8.0) for day in (9, 4)]
    mine = (A, *[()] * 4, *new)
    rows, _ = outcome(page(A), mine, page(A))
    assert rows == (A, *new)


def test_a_new_row_written_twice_stands_there_once():
    theirs = page(*ROWS, MINE[1])
    assert outcome(theirs, (*ROWS, MINE[1])) == (theirs.sheet.rows[1:], ())


def test_columns_that_moved_are_followed():
    head = ("序号", *HEAD[::-1])
    theirs = page(*((n, *row[::-1]) for n, row in enumerate(ROWS, 1)), head=head)
    rows, conflicts = outcome(theirs, MINE)
    assert (rows[1], conflicts) == ((2, 13.0, *B[2::-1]), ())


def test_a_column_that_is_gone_stops_everything():
    with pytest.raises(KjrError, match="「走访慰问」的表头刚被改动"):
        outcome(page(*(row[:3] for row in ROWS), head=HEAD[:3]), MINE)


def form(written, electronic):
    rows = (("书面总结", written), ("电子版", electronic))
    fields = {"书面总结": (1, 2), "电子版": (2, 2)}
    return Page(Sheet("甲学会", "总结报送", trim_grid(rows)), "总结报送", fields=fields)


def test_a_form_is_merged_field_by_field():
    base, theirs, mine = form(None, "未交"), form("已交", "未交"), form(None, "已交")
    merged = merge_sheet(base, theirs, mine.sheet)
    assert apply_changes(theirs.sheet, merged.changes) == form("已交", "已交").sheet


def test_a_field_filled_differently_is_a_conflict():
    merged = merge_sheet(form(None, None), form("已交", None), form("未交", None).sheet)
    assert merged[:2] == ((), (Conflict(0, 0, "书面总结", None, "已交", "未交"),))


def redo(theirs, *edits, **how):
    """What becomes of edits of a form: the sheet, and the conflicts."""
    merged = redo_edits(theirs, [Edit(0, *edit) for edit in edits], **how)
    return apply_changes(theirs.sheet, merged.changes), merged.conflicts


def test_what_was_typed_into_a_form_is_put_back_field_by_field():
    edit = {"书面总结": "未交"}, {"书面总结": "已交", "电子版": "未交"}
    for is_again in (False, True):
        assert redo(form("未交", None), edit, is_again=is_again) == (form("已交", "未交").sheet, ())
        sheet, conflicts = redo(form("缓交", None), edit, is_again=is_again)
        assert sheet == form("缓交", "未交").sheet
        assert conflicts == (Conflict(0, 0, "书面总结", "未交", "缓交", "已交"),)


def test_a_form_of_which_nothing_is_left_is_cleared_only_where_it_stood_so():
    assert redo(form("已交", None), ({"书面总结": "已交"}, {})) == (form(None, None).sheet, ())
    sheet, conflicts = redo(form("已交", "未交"), ({"书面总结": "已交"}, {}))
    assert (sheet, conflicts) == (form(None, "未交").sheet, ())  # what others filled stays


def test_a_form_whose_fields_are_others_now_stops_everything():
    base = form("已交", None)
    theirs = base._replace(fields={"书面总结": (1, 2)})
    for seen, now in ((base, theirs), (theirs, base)):
        with pytest.raises(KjrError, match="「总结报送」的表头刚被改动"):
            merge_sheet(seen, now, form("未交", None).sheet)


def test_a_cell_may_be_set_wherever_it_lies():
    sheet = Sheet("甲学会", "走访慰问", (("一",),))
    assert apply_changes(sheet, [(3, 2, "二"), (1, 3, "三"), (3, 1, "四")]).rows == (
        ("一", None, "三"),
        (),
        ("四", "二"),
    )
    assert apply_changes(sheet, [(1, 1, None)]).rows == ()
    assert sheet.rows == (("一",),)


OVER_THREE = (Area(2, 1, 4, 1),)
"""A day that stands in row 2 and holds for rows 3 and 4."""


@pytest.mark.parametrize(
    ("cleared", "rows", "told"),
    [
        ([2], (A, (None, *B[1:]), (None, *C[1:])), "3、4"),
        ([2, 3], (A, (None, *B[1:]), (None, *C[1:])), "4"),
        ([2, 4], (A, (None, *B[1:]), (None, *C[1:]), A), "3"),
        ([2, 3, 4], (A, (None, *B[1:]), (None, *C[1:])), ""),
        ([2, 3, 4], (A, (None, *B[1:]), (None, *C[1:]), A), ""),
        ([3], (A, (None, *B[1:]), (None, *C[1:])), ""),
        ([2], (A,), ""),
        ([2], (A, (), (), C), ""),
    ],
)
def test_a_merged_cell_is_cleared_only_with_all_rows_it_holds_for(cleared, rows, told):
    sheet = page(*rows, merged=OVER_THREE).sheet
    changes = [(row, column, None) for row in cleared for column in range(1, 5)]
    if told:
        with pytest.raises(KjrError, match=f"A2是几行合并的单元格，清空它会把第{told}行的也清掉"):
            check_shared_cells(sheet, changes)
    else:
        check_shared_cells(sheet, changes)


def test_a_merged_cell_may_be_changed_or_be_in_one_row():
    rows = (A, (None, *B[1:]), (None, *C[1:]))
    check_shared_cells(page(*rows, merged=OVER_THREE).sheet, [(2, 1, dt.date(2019, 6, 1))])
    check_shared_cells(page(*rows, merged=(Area(2, 1, 2, 3),)).sheet, [(2, 1, None)])
    check_shared_cells(page(*rows, merged=(Area(2, 2, 4, 2),)).sheet, [(2, 1, None)])


WORDS = st.sampled_from(["甲", "乙", "丙", None])
EDITS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), WORDS), max_size=4)
THEIR_NEW = st.lists(st.just(("他人新增", "丁", "戊", "己")), max_size=2)
MY_NEW = st.lists(st.sampled_from([("我新增", "庚"), ("我又增", "辛", "壬", 7.0)]), max_size=2)


@st.composite
def meetings(draw):
    """The same rows, each with a name nobody changes: as they were, as others and I made them."""
    cells = draw(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6))
    base = [(f"示例{number}", *row) for number, row in enumerate(cells)]
    theirs = draw(st.permutations(edited(base, draw(EDITS))))[draw(st.integers(0, 2)) :]
    mine = edited(base, draw(EDITS))
    return base, [*theirs, *draw(THEIR_NEW)], [*mine, *draw(MY_NEW)]


def edited(rows, edits):
    words = {(row, column): word for row, column, word in edits}
    return [tuple(words.get((r, c), v) for c, v in enumerate(row)) for r, row in enumerate(rows)]


SAME = ("甲", "甲", "甲")
SIX = [("示例0", "丙", "甲", "甲"), *((f"示例{n}", *SAME) for n in range(1, 6))]
MOVED = ("示例2", "丙", "甲", "甲")
"""A row that went where another was, and holds what that one held."""


@example((SIX, [MOVED, *(SIX[n] for n in (1, 3, 4, 5))], [("示例0", *SAME), *SIX[1:]]))
@example((SIX, [("示例2", "丙", "乙", "甲"), *SIX[3:]], [("示例0", *SAME), *SIX[1:]]))
@given(meetings())
def test_nothing_is_lost_and_no_wrong_row_is_changed(meeting):
    base, theirs, mine = meeting
    stored = page(*theirs)
    merged = merge_sheet(page(*base), stored, page(*mine).sheet)
    after = [
        (*row, *[None] * 4)[:4] for row in apply_changes(stored.sheet, merged.changes).rows[1:]
    ]
    disputed = {(conflict.row - 2, HEAD.index(conflict.column)) for conflict in merged.conflicts}
    names = [row[0] for row in after]
    assert sorted(names) == sorted(row[0] for row in [*theirs, *mine[len(base) :]])
    was, now = ({row[0]: row for row in rows} for rows in (theirs, after))
    for r, (old, wanted) in enumerate(zip(base, mine, strict=False)):
        for c, (before, cell) in enumerate(zip(old, wanted, strict=True)):
            if (r, c) in disputed:
                continue
            if old[0] in now:
                assert now[old[0]][c] == (was[old[0]][c] if cell == before else cell)
            else:
                assert cell == before


def test_among_thousands_that_are_alike_nothing_is_written_to_the_wrong_one_nor_twice():
    """I changed one and added one; somebody else changed the number of every row."""
    before, after = ([(*A[:2], None, float(n + more)) for n in range(1000)] for more in (0, 5000))
    mine = [*before[:7], (*A[:2], "张示例", 7.0), *before[8:], C]
    begun = time.process_time()
    merged = merge_sheet(page(*before), page(*after), page(*mine).sheet)
    assert time.process_time() - begun < 4
    assert {row for row, _, _ in merged.changes} == {1002}
    assert [(each.row, each.is_doubtful) for each in merged.lost] == [(9, True)]
    again = merge_sheet(page(*before), page(*after, C), page(*mine).sheet)
    assert (again.changes, again.lost) == ((), merged.lost)
