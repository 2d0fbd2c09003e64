"""What is concluded from a sheet after a write, for every way rows may have moved meanwhile."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjr.store.base import Sheet, trim_grid
from kjr.store.google.confirmation import find_damaged_rows, is_covered, is_saved, mend_sheet

WIDTH = 4
row_numbers = st.integers(2, 7)


def sheet(rows):
    return Sheet("甲学会", "走访慰问", trim_grid(rows))


def entries(count):
    """Rows of which no two share a cell except in the last column."""
    return [(f"人{n}", float(n), f"地{n}", "是") for n in range(count)]


@st.composite
def moves(draw, count):
    """What somebody makes of the rows: some deleted, some blank ones put in, all shuffled."""
    rows = entries(count)
    kept = [row for row in rows if draw(st.booleans()) or draw(st.booleans())]
    blanks = [()] * draw(st.integers(0, 2))
    return draw(st.permutations(kept + blanks)) if draw(st.booleans()) else rows


@st.composite
def saves(draw, count):
    """Changed cells of one to three rows, something of each left alone, and new rows.

    A row of which everything is changed while its own was deleted cannot be told from another.
    """
    rows = [list(row) for row in entries(count)]
    for row in draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3)):
        for column in draw(st.sets(st.integers(0, WIDTH - 1), min_size=1, max_size=2)):
            rows[row][column] = f"新{row}{column}"
    return rows + [("添", 9.0)] * draw(st.integers(0, 1))


@st.composite
def happenings(draw):
    count = draw(row_numbers)
    return sheet(entries(count)), sheet(draw(saves(count))), sheet(draw(moves(count)))


def written(new, old, stands):
    """Google's answer: our cells by place, our new rows below, over rows that have moved."""
    rows = [list(row) for row in stands.rows]
    for row, column, cell in new.changes(old):
        if row <= len(old.rows):
            rows += [[]] * (row - len(rows))
            line = [*rows[row - 1], *[None] * (column - len(rows[row - 1]))]
            line[column - 1] = cell
            rows[row - 1] = line
    return sheet([*trim_grid(rows), *new.rows[len(old.rows) :]])


def filled(rows):
    return Counter(filter(None, rows))


@given(happenings())
def test_a_write_is_either_found_good_or_can_be_undone_or_is_said_to_have_lost_cells(happening):
    old, new, stands = happening
    after = written(new, old, stands)
    missed = find_damaged_rows(new, old, after)
    if not missed:
        assert filled(after.rows) == filled(stands.rows) - filled(old.rows) + (
            filled(new.rows) - (filled(old.rows) - filled(stands.rows))
        )
    elif all(miss.before is not None for miss in missed):
        assert filled(mend_sheet(after, missed).rows) == filled(stands.rows)


@given(happenings())
def test_an_unmoved_sheet_is_always_found_good(happening):
    old, new, _ = happening
    after = written(new, old, old)
    assert find_damaged_rows(new, old, after) == []
    assert is_saved(new, old, after)
    assert not is_saved(new, old, old)


@given(happenings())
def test_rows_that_move_after_the_write_change_nothing_of_the_verdict(happening):
    old, new, _ = happening
    assert is_saved(new, old, sheet(reversed(written(new, old, old).rows)))


FULL = ("张示例", "示例园", "农业", "照片", 3.0)


@pytest.mark.parametrize(
    ("hit", "is_damaged"),
    [
        (("张示例", "示例园", "工业", "签到", 4.0), False),
        (("张示例", "示例社区", "工业", "签到", 4.0), True),
        (("李示例", "示例社区", "工业", "签到", 4.0), True),
        (("张示例", "示例园", "农业", "签到", 4.0), False),
    ],
)
def test_a_row_half_alike_is_ours_changed_by_another_and_less_is_another(hit, is_damaged):
    """Our 4 landed in a row of which others may have changed cells in the same moment."""
    old, new = sheet([FULL]), sheet([(*FULL[:4], 4.0)])
    damaged = find_damaged_rows(new, old, sheet([hit]))
    assert bool(damaged) == is_damaged
    assert [each.row for each in damaged] == ([hit] if is_damaged else [])


def test_a_save_is_done_where_all_it_changed_stands_and_nothing_it_replaced():
    old = sheet([("甲", 1.0), ("乙", 2.0), ("乙", 2.0)])
    new = sheet([("甲", 1.0), ("乙", 3.0), ("乙", 2.0), ("丙", 4.0)])
    assert is_saved(new, old, sheet([("丙", 4.0), ("乙", 3.0), ("乙", 2.0), ("丁", 9.0)]))
    assert not is_saved(new, old, sheet([("丙", 4.0), ("乙", 2.0), ("乙", 2.0)]))
    assert not is_saved(new, old, sheet([("丙", 4.0), ("乙", 3.0), ("乙", 2.0), ("乙", 2.0)]))
    assert not is_saved(new, old, sheet([("乙", 3.0), ("乙", 2.0)]))


def test_a_save_is_not_done_while_one_of_the_rows_it_replaced_still_stands():
    old, new = sheet([("甲", 1.0), ("乙", 2.0)]), sheet([("甲", 5.0), ("乙", 6.0)])
    assert is_saved(new, old, sheet([("乙", 6.0), ("甲", 5.0)]))
    assert not is_saved(new, old, sheet([("甲", 5.0), ("乙", 6.0), ("乙", 2.0)]))


def test_a_save_covered_its_cells_only_where_each_holds_what_was_written():
    old, new = sheet([("甲", 1.0), ("乙", 2.0)]), sheet([("甲", 5.0), ("乙", 6.0)])
    assert is_covered(new, old, sheet([("丙", 5.0), ("丁", 6.0)]))
    assert not is_covered(new, old, sheet([("丙", 5.0), ("丁", 2.0)]))
    assert not is_covered(old, old, old)


def test_a_row_that_stands_twice_is_no_damage_where_one_of_the_two_was_changed():
    twin, other, changed = ("张", 3.0), ("李", 4.0), ("张", 5.0)
    old, new = sheet([(), twin, other, twin]), sheet([(), changed, other, twin])
    assert find_damaged_rows(new, old, new) == []


def test_a_row_that_agrees_in_a_third_of_what_ours_held_is_another():
    old, new = (
        sheet([("张示例", "示例园", "农业", 3.0)]),
        sheet([("张示例", "示例园", "农业", 4.0)]),
    )
    hit = ("张示例", "示例社区", "工业", 4.0)
    assert [each.row for each in find_damaged_rows(new, old, sheet([hit]))] == [hit]
