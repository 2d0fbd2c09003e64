"""A row is the same row while day, place and person hold, however many other cells were filled.

Every way into the workbook is tried on a table with optional columns, after somebody filled three
of them in Excel: nothing stands there twice, and no value falls back.
"""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.campaign.columns import Count, Day, Person, Text
from kjr.campaign.model import Ledger
from kjr.editing import review, whole_books
from kjr.editing.corrections import apply_corrections
from kjr.editing.merging import apply_changes, redo_edits
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.page_rows import locate_act_row
from kjr.editing.saving import Conflicts, Saved, repeat_act, save_page, settle_conflicts, undo_act
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.state.acts import Act, ActKind, Edit
from kjr.store.base import Sheet
from tests.desk import MINE, OFFICE, UNIT, lay_desk, page, pages
from tests.small import NOON, SMALL
from tests.store.files import xlsx

LEDGER = "走访慰问"
HEAD = ("走访日期", "走访地点", "姓名", "走访人次", "领域", "诉求", "佐证")
WIDE = replace(
    SMALL,
    ledgers=(
        Ledger(
            LEDGER,
            (
                Day(HEAD[0], required=True),
                Text(HEAD[1], required=True),
                Person(HEAD[2]),
                Count(HEAD[3], required=True, counter="人次"),
                *map(Text, HEAD[4:]),
            ),
            section="四（一）",
            day=HEAD[0],
            title=HEAD[1],
        ),
        *SMALL.ledgers[1:],
    ),
)
A = (dt.date(2019, 5, 24), "示例产业园", "张示例", 3.0)
B = (dt.date(2019, 5, 28), "示例医院", "李示例", 60.0)
C = (dt.date(2019, 5, 30), "示例学校", "王示例", 5.0)
NEW = (dt.date(2019, 6, 3), "示例社区", "赵示例", 8.0)
FILLED = ("农业", "共享设备", "照片2张")
"""What somebody fills in Excel beside what the app wrote."""


@pytest.fixture
def desk(tmp_path):
    desk = lay_desk(tmp_path, WIDE)
    put(desk, A, B, C)
    return desk


def put(desk, *rows, name=LEDGER, decorate=None):
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx({name: (HEAD, *rows)}, decorate))


def rows(desk):
    return tuple(row for row in page(desk).sheet.rows[1:] if row)


def typed(seen, *rows):
    return seen.sheet._replace(rows=(HEAD, *rows))


def write(desk, *rows):
    seen = page(desk)
    return save_page(desk, typed(seen, *rows), seen, MINE).act


def missing(desk):
    return find_overwritten_acts(page(desk), pages(desk), desk.journal.acts(UNIT), NOON)


def test_a_row_of_the_app_that_was_filled_further_is_not_missing(desk):
    write(desk, A, B, C, NEW)
    put(desk, A, B, C, (*NEW, *FILLED))
    assert missing(desk) == ()


def test_what_an_old_copy_undid_is_told_though_its_owner_filled_the_row(desk):
    write(desk, A, (*B[:3], 70.0), C)
    put(desk, A, (*B, *FILLED), C)
    (lost,) = missing(desk)
    assert [list(edit.cells) for edit in lost.edits] == [[("走访人次", 60.0, 70.0)]]
    repeat_act(desk, page(desk), lost, MINE)
    assert rows(desk) == (A, (*B[:3], 70.0, *FILLED), C)


def test_only_the_cells_that_fell_back_are_told(desk):
    write(desk, A, (*B[:3], 70.0, *FILLED), C)
    put(desk, A, (*B[:3], 75.0), C)
    (lost,) = missing(desk)
    assert [name for edit in lost.edits for name, *_ in edit.cells] == list(HEAD[4:])


SHARING = [
    (dt.date(2019, 5, 30), "示例医院", "李示例", 60.0, *FILLED),
    (dt.date(2019, 5, 28), "示例社区", "李示例", 60.0, *FILLED),
    (dt.date(2019, 6, 3), "示例社区", "李示例", 61.0, *FILLED),
]
"""Other entries of the same person that share most of their cells with hers."""


@pytest.mark.parametrize("new", SHARING)
def test_a_new_row_that_is_lost_is_told_beside_one_that_shares_most_with_it(desk, new):
    other = (*B, *FILLED)
    put(desk, other)
    act = write(desk, other, new)
    assert missing(desk) == ()
    put(desk, other)
    (lost,) = missing(desk)
    assert (lost.id, lost.edits) == (act.id, act.edits)
    repeat_act(desk, page(desk), lost, MINE)
    assert rows(desk) == (other, new)


@pytest.mark.parametrize("new", SHARING)
def test_a_new_row_that_is_lost_is_told_though_one_like_it_was_changed_later(desk, new):
    other = (*B, *FILLED)
    put(desk, other)
    act = write(desk, other, new)
    put(desk, other)
    write(desk, (*B[:3], 62.0, *FILLED))
    assert [lost.id for lost in missing(desk)] == [act.id]


@pytest.mark.parametrize("new", SHARING)
def test_neither_undo_nor_a_correction_takes_one_that_shares_most_with_it_for_it(desk, new):
    other = (*B, *FILLED)
    put(desk, other, new)
    act = write(desk, other, (*new[:3], 9.0, *new[4:]))
    seen = page(desk)
    edit = review.build_correction_edit(seen, 3, HEAD[3], "7")
    said = Act(NOON, "组宣部", UNIT, ActKind.CORRECTED, LEDGER, (edit,), "核实", ledger=LEDGER)
    put(desk, other)
    assert locate_act_row(pages(desk), said) is None
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk)[0] == other


def test_a_new_row_whose_day_others_put_right_at_its_place_is_not_missing(desk):
    write(desk, A, B, C, NEW)
    put(desk, A, B, C, (dt.date(2019, 6, 4), *NEW[1:]))
    assert missing(desk) == ()


def test_what_one_person_took_out_of_a_row_that_stands_is_not_missing(desk):
    write(desk, A, (*B[:3], 70.0, *FILLED), C)
    put(desk, A, (*B[:3], 70.0), C)
    assert missing(desk) == ()


def test_states_between_are_fulfilled_and_all_that_fell_back_is_told_at_once(desk):
    write(desk, A, (*B[:3], 70.0), C)
    last = write(desk, A, (*B[:3], 70.0, "农业"), C)
    put(desk, A, (*B[:3], 70.0), C)
    assert [[c[0] for c in e.cells] for act in missing(desk) for e in act.edits] == [["领域"]]
    put(desk, A, (*B, None, "诉求"), C)
    (lost,) = missing(desk)
    assert lost.id == last.id
    assert [name for edit in lost.edits for name, *_ in edit.cells] == ["走访人次", "领域"]


def test_what_nobody_confirmed_is_offered_in_its_newest_form_and_once(desk):
    """The power went, and the row was typed anew with another number."""
    seen = page(desk)
    first = write(desk, A, B, C, NEW)
    put(desk, A, B, C)
    last = save_page(desk, typed(seen, A, B, C, (*NEW[:3], 9.0)), seen, MINE).act
    acts = [first._replace(outcome=None), last._replace(outcome=None)]
    put(desk, A, B, C)
    (lost,) = find_overwritten_acts(page(desk), pages(desk), acts, NOON)
    assert lost.id == last.id
    repeat_act(desk, page(desk), lost, MINE)
    acts = [acts[0], *desk.journal.acts(UNIT)[1:]]
    assert rows(desk)[3:] == ((*NEW[:3], 9.0),)
    assert find_overwritten_acts(page(desk), pages(desk), acts, NOON) == ()


def test_an_edit_is_missed_though_the_old_copy_has_another_name_for_the_sheet(desk):
    write(desk, A, (*B[:3], 70.0), C, NEW)
    put(desk, C, B, A, name="走访（6月）")
    (lost,) = missing(desk)
    repeat_act(desk, page(desk), lost, MINE)
    assert rows(desk) == (C, (*B[:3], 70.0), A, NEW)
    assert missing(desk) == ()


def test_a_row_cleared_put_back_and_changed_is_offered_as_it_was_last(desk):
    act = write(desk, A, (), C)
    undo_act(desk, page(desk), act, MINE)
    last = write(desk, A, (*B[:3], 70.0), C)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    assert lost.id == last.id


def test_a_missing_row_is_written_once_however_often_it_is_brought_back(desk):
    write(desk, A, B, C, NEW)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    for _ in range(3):
        repeat_act(desk, page(desk), lost, MINE)
    put(desk, A, B, C, (*NEW, *FILLED))
    repeat_act(desk, page(desk), lost, MINE)
    assert rows(desk) == (A, B, C, (*NEW, *FILLED))


def test_a_row_changed_twice_with_others_filling_it_between_is_one_row(desk):
    write(desk, A, B, C, NEW)
    put(desk, A, B, C, (*NEW, *FILLED))
    last = write(desk, A, B, C, (*NEW[:3], 9.0, *FILLED))
    assert missing(desk) == ()
    put(desk, A, B, C)
    (lost,) = missing(desk)
    assert lost.id == last.id
    repeat_act(desk, page(desk), lost, MINE)
    assert rows(desk)[3:] == ((*NEW[:3], 9.0, *FILLED),)


def test_a_row_uploaded_again_is_not_added_to_itself_and_loses_nothing(desk):
    put(desk, A, (*B, *FILLED), C)
    sent = Sheet(UNIT, LEDGER, (HEAD, A, (*B[:3], 70.0), C))
    (proposal,) = whole_books.build_proposals(pages(desk), parse_book([sent], WIDE))
    assert [(wish.at, list(wish.cells)) for wish in proposal.wishes] == [
        (3, [("走访人次", 60.0, 70.0)])
    ]
    again = sent._replace(rows=(HEAD, A, B, C))
    assert whole_books.build_proposals(pages(desk), parse_book([again], WIDE))[0].wishes == ()


def test_an_uploaded_row_that_may_be_any_of_two_is_left_to_a_person(desk):
    twins = [(*B[:2], None, 60.0, word) for word in ("东院", "西院")]
    put(desk, A, *twins)
    sent = Sheet(UNIT, LEDGER, (HEAD, (*B[:2], None, 61.0)))
    (proposal,) = whole_books.build_proposals(pages(desk), parse_book([sent], WIDE))
    assert (proposal.wishes, proposal.doubtful) == ((), (2,))


def test_an_undo_finds_the_row_that_was_filled_further(desk):
    act = write(desk, A, (*B[:3], 70.0), C)
    put(desk, C, A, (*B[:3], 70.0, *FILLED))
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (C, A, (*B, *FILLED))


def test_taking_back_a_new_row_three_times_clears_it_once(desk):
    act = write(desk, A, B, C, NEW)
    for _ in range(3):
        undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (A, B, C)


def test_a_cleared_row_taken_back_three_times_stands_at_its_place_once(desk):
    act = write(desk, A, (), C)
    for _ in range(3):
        assert isinstance(undo_act(desk, page(desk), act, MINE), Saved)
    assert page(desk).sheet.rows[1:] == (A, B, C)


def test_a_row_put_back_and_filled_further_is_neither_doubled_nor_emptied(desk):
    act = write(desk, A, (), C)
    put(desk, A, (*B, *FILLED), C)
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (A, (*B, *FILLED), C)
    undone = desk.journal.acts(UNIT)[-1]
    assert (undone.kind, missing(desk)) == (ActKind.SAVED, ())


def test_a_cleared_row_whose_place_is_taken_goes_below(desk):
    act = write(desk, A, (), C)
    put(desk, A, C, NEW)
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (A, C, NEW, B)


def test_a_second_try_of_a_save_adds_nothing_though_others_filled_the_row(desk):
    seen = page(desk)
    wanted = typed(seen, A, B, C, NEW)
    save_page(desk, wanted, seen, MINE)
    put(desk, A, B, C, (*NEW, *FILLED))
    assert save_page(desk, wanted, seen, MINE) == Saved(None)
    assert rows(desk)[3:] == ((*NEW, *FILLED),)


def test_a_row_both_added_with_another_number_is_a_question_and_not_two_rows(desk):
    seen = page(desk)
    put(desk, A, B, C, (*NEW[:3], 9.0, *FILLED))
    outcome = save_page(desk, typed(seen, A, B, C, NEW), seen, MINE)
    assert isinstance(outcome, Conflicts)
    mine = settle_conflicts(outcome, outcome.merged.conflicts)
    save_page(desk, mine, outcome.theirs, MINE)
    assert rows(desk)[3:] == ((*NEW, *FILLED),)


def test_rows_for_two_persons_at_one_place_are_two(desk):
    seen = page(desk)
    put(desk, A, B, C, NEW)
    other = (*NEW[:2], "孙示例", 8.0)
    save_page(desk, typed(seen, A, B, C, other), seen, MINE)
    assert rows(desk)[3:] == (NEW, other)


def test_my_cell_goes_into_a_row_that_others_filled_and_moved(desk):
    seen = page(desk)
    put(desk, C, (*B, *FILLED), A)
    save_page(desk, typed(seen, A, (*B[:3], 70.0), C), seen, MINE)
    assert rows(desk) == (C, (*B[:3], 70.0, *FILLED), A)


def test_a_row_typed_again_between_the_same_rows_is_the_same(desk):
    begun = (dt.date(2019, 5, 29),)
    put(desk, A, begun, C)
    seen = page(desk)
    put(desk, A, (*begun, *B[1:], *FILLED), C)
    save_page(desk, typed(seen, A, (*begun, None, None, None, None, None, "签到表"), C), seen, MINE)
    assert rows(desk)[1][:6] == (*begun, *B[1:], *FILLED[:2])
    assert len(rows(desk)) == 3


def test_a_row_that_may_be_one_of_two_is_not_written_a_third_time(desk):
    one, other = ((*B[:2], None, 60.0, word) for word in ("农业", "工业"))
    put(desk, A, (*B[:2], None, 60.0), C)
    seen = page(desk)
    put(desk, one, other)
    outcome = save_page(desk, typed(seen, A, (*B[:2], None, 61.0), C), seen, MINE)
    assert isinstance(outcome, Conflicts)
    with pytest.raises(KjrError, match="第3行现在和几行都像"):
        settle_conflicts(outcome, outcome.merged.conflicts)


def test_clearing_a_row_that_is_gone_is_done(desk):
    seen = page(desk)
    put(desk, A, C)
    assert save_page(desk, typed(seen, A, (), C), seen, MINE) == Saved(None)


def correct(desk):
    seen = page(desk)
    edits = (review.build_correction_edit(seen, 3, "走访人次", 103.0),)
    act = Act(NOON, OFFICE.who, UNIT, ActKind.CORRECTED, LEDGER, edits, "核实", ledger=LEDGER)
    return desk.journal.append(act)


def counted(desk):
    corrected = apply_corrections(tuple(pages(desk)), WIDE, desk.journal.acts(UNIT))
    return [entry.values["走访人次"] for page in corrected for entry in page.entries]


@pytest.mark.parametrize("name", [LEDGER, "走访（6月）"])
def test_a_correction_holds_though_the_row_was_filled_and_the_sheet_renamed(desk, name):
    correct(desk)
    put(desk, A, (*B, *FILLED), C, (*B[:2], "孙示例", 45.0), name=name)
    assert counted(desk) == [3, 103, 5, 45]


def test_a_correction_keeps_to_its_row_beside_another_of_the_same_day_and_place(desk):
    put(desk, A, (*B[:2], None, 60.0), C)
    correct(desk)
    put(desk, A, (*B[:2], None, 45.0), (*B[:2], None, 60.0, *FILLED), C)
    assert counted(desk) == [3, 45, 103, 5]


def merge_days(book):
    sheet = book.get_worksheet_by_name(LEDGER)
    sheet.merge_range("A3:A4", "")
    sheet.write_datetime("A3", dt.datetime(2019, 5, 28), book.add_format({"num_format": "m/d"}))


def test_a_cell_merged_over_rows_that_stay_is_not_cleared(desk):
    put(desk, A, B, (None, *C[1:]), decorate=merge_days)
    seen = page(desk)
    with pytest.raises(KjrError, match="A3是几行合并的单元格，清空它会把第4行的也清掉"):
        save_page(desk, typed(seen, A, (), (None, *C[1:])), seen, MINE)
    assert len(page(desk).entries) == 3
    assert isinstance(save_page(desk, typed(seen, A), seen, MINE), Saved)
    assert rows(desk) == (A,)


def test_rows_of_a_merged_day_go_back_to_it_once_however_often_they_are_put_back(desk):
    put(desk, A, B, (None, *C[1:]), NEW, decorate=merge_days)
    before = page(desk)
    act = write(desk, A, (), (), NEW)
    assert rows(desk) == (A, NEW)
    for _ in range(3):
        undo_act(desk, page(desk), act, MINE)
        assert page(desk).sheet.rows == before.sheet.rows
    assert [entry.values for entry in page(desk).entries] == [e.values for e in before.entries]
    act = write(desk, A, (), (), ())
    undo_act(desk, page(desk), act, MINE)
    assert page(desk).sheet.rows == before.sheet.rows


def test_a_row_whose_cell_a_merge_would_hide_goes_below_and_one_whose_place_is_taken_too(desk):
    def merge(book):
        book.get_worksheet_by_name(LEDGER).merge_range("A3:A4", "")

    act = write(desk, A, (), ())
    put(desk, A, (), (), NEW, decorate=merge)
    undo_act(desk, page(desk), act, MINE)
    assert page(desk).sheet.rows[1:] == (A, B, (), NEW, C)
    act = write(desk, A, (), (), NEW, C)
    put(desk, A, (None, "示例馆"), (), NEW, C, decorate=merge)
    undo_act(desk, page(desk), act, MINE)
    assert page(desk).sheet.rows[1:] == (A, (None, "示例馆"), (), NEW, C, B)


def test_typing_comes_back_as_typed_beside_a_row_like_it(desk):
    """A draft is no second attempt: two visits of one day to one place may be meant."""
    alike = (*B[:2], None, 7.0)
    seen = page(desk)
    edit = write(desk, A, B, C, alike).edits[0]
    assert apply_changes(seen.sheet, redo_edits(seen, [edit]).changes).rows[4] == alike


def test_what_two_windows_typed_into_one_row_comes_back_as_two(desk):
    put(desk, A, (), C)
    other = (*NEW[:2], "孙示例", 9.0)
    edits = [Edit(3, {}, dict(zip(HEAD, row, strict=False))) for row in (NEW, other)]
    seen = page(desk)
    merged = redo_edits(seen, edits)
    assert apply_changes(seen.sheet, merged.changes).rows[1:] == (A, NEW, C, other)
    assert merged.conflicts == ()


def test_what_two_windows_changed_in_one_row_comes_back_in_one(desk):
    seen = page(desk)
    before = dict(zip(HEAD, B, strict=False))
    edits = [Edit(3, before, {**before, **more}) for more in ({"领域": "农业"}, {"佐证": "照片"})]
    merged = redo_edits(seen, edits)
    assert merged.conflicts == ()
    assert apply_changes(seen.sheet, merged.changes).rows[2] == (*B, "农业", None, "照片")


def test_what_one_of_two_windows_brought_in_before_takes_no_place_from_the_other(desk):
    other = (*NEW[:2], "孙示例", 9.0)
    put(desk, A, C, other)
    edits = [Edit(4, {}, dict(zip(HEAD, row, strict=False))) for row in (NEW, other)]
    seen = page(desk)
    merged = redo_edits(seen, edits)
    assert apply_changes(seen.sheet, merged.changes).rows[1:] == (A, C, other, NEW)
    assert merged.conflicts == ()


def test_rows_that_stood_in_one_place_one_after_the_other_are_each_found(desk):
    edits = []
    for row in (B, C):  # between the two windows somebody sorted
        before = dict(zip(HEAD, row, strict=False))
        edits.append(Edit(3, before, {**before, "领域": "农业"}))
    seen = page(desk)
    merged = redo_edits(seen, edits)
    assert merged.conflicts == ()
    assert apply_changes(seen.sheet, merged.changes).rows[1:] == (A, (*B, "农业"), (*C, "农业"))
