"""Which rows of a page are filled, entries or free, and where an act's rows stand now."""

import pytest

from kjr.editing.page_rows import (
    find_act_page,
    find_entry_rows,
    find_filled_rows,
    find_holes,
    find_vacant_rows,
    locate_act_row,
    read_typed_row,
)
from kjr.errors import KjrError
from kjr.reading.page import Page, SkippedRow
from kjr.state.acts import Act, ActKind, Edit
from kjr.store.base import Area, Sheet, trim_grid
from tests.small import NOON

NAMES = ("地点", "姓名", "人次")
A, B, C = ("示例园", "张示例", 3.0), ("示例医院", "李示例", 12.0), ("示例学校", "王示例", 5.0)


def page(*rows, name="走访", ledger="走访慰问", header=1, merged=(), hidden=(), **facts):
    grid = trim_grid([*[("台账",)] * (header - 1), NAMES, *rows])
    sheet = Sheet("甲学会", name, grid, merged, hidden_rows=frozenset(hidden))
    columns = {each: number for number, each in enumerate(NAMES, 1)}
    return Page(sheet, ledger, header_row=header, columns=columns, identity=NAMES[:2], **facts)


def typed(row):
    return dict(zip(NAMES, row, strict=True))


def act(*edits, sheet="走访", ledger="走访慰问"):
    return Act(NOON, "张示例", "甲学会", ActKind.SAVED, sheet, edits, ledger=ledger)


CHANGED = Edit(3, typed(B), typed((*B[:2], 13.0)))


def first(rows, count=3):
    return [next(rows) for _ in range(count)]


def test_a_row_is_filled_where_one_of_the_columns_asked_for_is():
    seen = page(A, (), (None, None, 7.0), (" ", "\u3000", None), C, header=2)
    assert list(find_filled_rows(seen, NAMES)) == [3, 5, 7]
    assert list(find_filled_rows(seen, NAMES[:2])) == [3, 7]
    assert read_typed_row(seen, 5, NAMES) == {"人次": 7.0}
    assert list(find_filled_rows(seen._replace(last_row=5), NAMES)) == [3, 5]


def test_titles_totals_and_notes_are_filled_and_no_entries():
    seen = page(A, B, ("合计", None, 15.0), skipped=(SkippedRow(4, "total"),))
    assert list(find_filled_rows(seen, NAMES)) == [2, 3, 4]
    assert list(find_entry_rows(seen, NAMES)) == [2, 3]


def test_new_rows_begin_right_below_the_header_of_an_empty_table():
    assert first(find_vacant_rows(page())) == [2, 3, 4]
    assert first(find_vacant_rows(page(header=4))) == [5, 6, 7]


def test_new_rows_go_around_totals_merged_and_hidden_rows():
    total = (SkippedRow(5, "total"),)
    seen = page(A, (), B, ("合计",), merged=(Area(6, 1, 7, 2),), hidden=(9,), skipped=total)
    assert first(find_vacant_rows(seen)) == [8, 10, 11]
    assert find_holes(seen) == {3}


def test_a_numbered_row_that_is_filled_pushes_new_ones_below_it():
    numbered = page(A, (None, None, 2.0), skipped=(SkippedRow(3, "numbering"),))
    assert first(find_vacant_rows(numbered), 1) == [4]


def test_a_hole_is_a_free_row_above_the_last_filled_one():
    seen = page((), A, (), (), C, (), merged=(Area(4, 1, 4, 3),), hidden=(5,))
    assert find_holes(seen) == {2}
    assert find_holes(page()) == frozenset()


def test_room_ends_where_another_table_begins():
    rows = find_vacant_rows(page(A, last_row=4))
    assert first(rows, 2) == [3, 4]
    with pytest.raises(KjrError, match="「走访」里「走访慰问」下面紧接着另一张表"):
        next(rows)


def test_an_act_is_looked_for_on_its_sheet_and_else_on_its_ledger():
    named, other = page(A), page(A, B, name="补充")
    assert find_act_page([other, named], act(CHANGED)) is named
    assert find_act_page([other], act(CHANGED)) is other
    assert find_act_page([page(B, ledger="宣传报道")], act(CHANGED)) is None
    assert find_act_page([page(B, ledger=None)], act(CHANGED, ledger="")) is None
    assert find_act_page([named], act(Edit(3, {}, {"领域": "农业"}))) is None


@pytest.mark.parametrize("stands", [B, (*B[:2], 13.0)])
def test_of_several_sheets_an_act_is_on_the_one_where_its_rows_stand(stands):
    without, holding = page(A, C, name="一"), page(stands, C, name="二")
    for pages in ([without, holding], [holding, without]):
        assert find_act_page(pages, act(CHANGED)) is holding


def test_the_row_of_an_act_is_found_wherever_it_is_and_a_form_is_row_0():
    seen = page(C, A, (*B[:2], 14.0))
    assert locate_act_row([seen], act(CHANGED)) == (seen, 4)
    assert locate_act_row([page(A, C)], act(CHANGED)) is None
    assert locate_act_row([], act(CHANGED)) is None
    form = seen._replace(columns={}, fields=dict.fromkeys(NAMES, (1, 2)))
    assert locate_act_row([form], act(CHANGED)) == (form, 0)
