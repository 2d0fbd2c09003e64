"""Somebody had the workbook open, and saves an old copy over what the app wrote."""

import datetime as dt

import pytest

from kjr.editing.merging import apply_changes
from kjr.editing.overwritten import find_overwritten_acts, settle_open_acts
from kjr.editing.saving import build_row_edits, repeat_act, save_page, undo_act
from kjr.state.acts import Act, ActKind
from tests.desk import MINE, NEW, UNIT, A, B, C, lay_desk, page, pages, put, retyped, rows
from tests.small import NOON
from tests.store.files import xlsx

MORE = (*B[:2], 13.0)


@pytest.fixture
def desk(tmp_path):
    desk = lay_desk(tmp_path)
    put(desk, A, B, C)
    return desk


def write(desk, *wanted):
    seen = page(desk)
    return save_page(desk, retyped(seen, *wanted), seen, MINE).act


def missing(desk, ledger="走访慰问"):
    return find_overwritten_acts(page(desk, ledger), pages(desk), desk.journal.acts(UNIT), NOON)


def test_nothing_is_missing_as_long_as_it_is_there(desk):
    write(desk, A, MORE, C, NEW)
    assert missing(desk) == ()
    put(desk, C, NEW, A, MORE)
    assert missing(desk) == ()


def test_an_old_copy_saved_over_is_noticed(desk):
    act = write(desk, A, MORE, C, NEW)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    assert lost.id == act.id
    assert lost.edits == act.edits


def test_only_what_is_missing_is_given(desk):
    act = write(desk, A, MORE, C, NEW)
    put(desk, A, MORE, C)
    (lost,) = missing(desk)
    assert lost.edits == act.edits[1:]


def test_what_others_changed_later_is_not_missing(desk):
    write(desk, A, MORE, C, NEW)
    put(desk, A, (*B[:2], 15.0), C, (NEW[0], "示例社区中心", 8.0))
    assert missing(desk) == ()


def test_what_the_app_changed_or_took_back_later_is_not_missing(desk):
    write(desk, A, MORE, C, NEW)
    write(desk, A, (*B[:2], 14.0), C, (*NEW[:2], 9.0))
    assert missing(desk) == ()
    undo_act(desk, page(desk), desk.journal.acts(UNIT)[-1], MINE)
    undo_act(desk, page(desk), desk.journal.acts(UNIT)[0], MINE)
    assert rows(desk) == (A, B, C)
    assert missing(desk) == ()


@pytest.mark.parametrize("old", [B, MORE])
def test_two_changes_of_a_row_are_missed_as_one_whichever_came_back(desk, old):
    write(desk, A, MORE, C)
    last = write(desk, A, (*B[:2], 14.0), C)
    put(desk, A, old, C)
    (lost,) = missing(desk)
    assert lost.id == last.id
    assert [list(edit.cells) for edit in lost.edits] == [[("走访人次", old[2], 14.0)]]


def test_a_new_row_that_fell_back_to_what_it_first_was_is_missed(desk):
    write(desk, A, B, C, NEW)
    write(desk, A, B, C, (*NEW[:2], 9.0))
    put(desk, A, B, C, NEW)
    (lost,) = missing(desk)
    assert [list(edit.cells) for edit in lost.edits] == [[("走访人次", 8.0, 9.0)]]


def test_what_was_taken_back_and_came_again_is_missed(desk):
    act = write(desk, A, MORE, C, NEW)
    undo_act(desk, page(desk), act, MINE)
    put(desk, A, MORE, C, NEW)
    (lost,) = missing(desk)
    assert lost.kind is ActKind.UNDONE
    repeat_act(desk, page(desk), lost, MINE)
    assert [row for row in rows(desk) if row] == [A, B, C]


def test_a_cleared_row_that_came_back_is_noticed(desk):
    write(desk, A, (), C)
    assert missing(desk) == ()
    put(desk, A, B, C)
    assert [edit.after for act in missing(desk) for edit in act.edits] == [{}]


def test_what_is_missing_is_written_once_more(desk):
    write(desk, A, MORE, C, NEW)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    outcome = repeat_act(desk, page(desk), lost, MINE)
    assert outcome.act.kind is ActKind.REPEATED
    assert rows(desk) == (A, MORE, C, NEW)
    assert missing(desk) == ()
    put(desk, A, B, C)
    assert len(missing(desk)) == 1


def test_what_a_person_does_not_want_back_is_not_offered_again(desk):
    write(desk, A, B, C, NEW)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    later = NOON + dt.timedelta(minutes=1)  # the workbook is not read again for that
    desk.journal.append(lost._replace(kind=ActKind.DROPPED, of=lost.id, moment=later))
    assert missing(desk) == ()


def test_of_what_is_missing_only_what_a_person_does_not_want_is_forgotten(desk):
    act = write(desk, A, MORE, C, NEW)
    write(desk, (*A[:2], 4.0), MORE, C, NEW)
    put(desk, A, B, C)
    dropped = act._replace(kind=ActKind.DROPPED, of=act.id, edits=act.edits[:1])
    desk.journal.append(dropped)
    left = [edit.after["走访人次"] for each in missing(desk) for edit in each.edits]
    assert left == [NEW[2], 4.0]


def test_where_two_earlier_states_stand_the_newest_is_the_row(desk):
    write(desk, A, MORE, C)
    write(desk, A, (*B[:2], 14.0), C)
    put(desk, A, B, MORE, C)
    (lost,) = missing(desk)
    assert [list(edit.cells) for edit in lost.edits] == [[("走访人次", 13.0, 14.0)]]


def test_of_two_rows_that_say_the_same_the_one_written_last_goes_on(desk):
    same, other = (NEW[0], "示例村", 9.0), (NEW[0], "示例镇", 2.0)
    write(desk, A, B, same)
    write(desk, A, same, same)
    write(desk, A, other, same)
    put(desk, A, B, C)
    edits = [edit for act in missing(desk) for edit in act.edits]
    places = {tuple(edit.before.values()): tuple(edit.after.values()) for edit in edits}
    assert places == {C: same, B: other}


def test_a_field_of_a_form_is_missed(desk):
    seen = page(desk, "总结报送")
    save_page(desk, apply_changes(seen.sheet, [(1, 2, "已交")]), seen, MINE)
    assert missing(desk, "总结报送") == ()
    put(desk, A, B, C)
    assert len(missing(desk, "总结报送")) == 1


def test_a_page_read_before_the_act_misses_nothing(desk):
    old = page(desk)
    write(desk, A, MORE, C, NEW)
    before = NOON - dt.timedelta(minutes=1)
    assert find_overwritten_acts(old, [old], desk.journal.acts(UNIT), before) == ()


def test_a_save_nobody_confirmed_is_judged_by_the_workbook(desk):
    """The power went between announcing and writing: nothing is there, so it is offered."""
    act = write(desk, A, MORE, C)
    put(desk, A, B, C)
    acts = [act._replace(outcome=None)]
    (lost,) = find_overwritten_acts(page(desk), pages(desk), acts, NOON)
    assert lost.edits == act.edits


def test_a_save_that_failed_is_not_missing(desk):
    act = write(desk, A, MORE, C)
    put(desk, A, B, C)
    acts = [act._replace(outcome=ActKind.FAILED)]
    assert find_overwritten_acts(page(desk), pages(desk), acts, NOON) == ()


def test_a_row_that_became_another_fell_back_and_was_changed_since_is_missed(desk):
    """Known by what it was before, for it has nothing of what it became."""
    write(desk, A, (NEW[0], "示例社区", 13.0), C)
    put(desk, A, (*B[:2], 40.0), C)
    (lost,) = missing(desk)
    (edit,) = lost.edits
    assert edit.row == 4
    assert edit.before == {"走访日期": B[0], "走访地点/单位": B[1], "走访人次": 40.0}


def test_two_rows_that_others_filled_between_are_each_missed_once(desk):
    """Their numbers say which row goes on from which, where others have changed both."""
    write(desk, (*A[:2], 4.0), MORE, C)
    put(desk, (*A[:2], 5.0), (*B[:2], 14.0), C)
    last = write(desk, (*A[:2], 6.0), (*B[:2], 15.0), C)
    put(desk, A, B, C)
    (lost,) = missing(desk)
    assert lost.id == last.id
    told = [(edit.row, [*edit.cells]) for edit in lost.edits]
    assert told == [(3, [("走访人次", 3.0, 6.0)]), (4, [("走访人次", 12.0, 15.0)])]


def test_a_page_that_is_restored_begins_anew(desk):
    write(desk, A, MORE, C, NEW)
    for outcome, number in ((ActKind.DONE, 0), (ActKind.FAILED, 1), (None, 1)):
        restored = Act(NOON, "张示例", UNIT, ActKind.RESTORED, id="r", outcome=outcome)
        put(desk, A, B, C)
        acts = (*desk.journal.acts(UNIT), restored)
        assert len(find_overwritten_acts(page(desk), pages(desk), acts, NOON)) == number
        put(desk, A, MORE, C, NEW)


def test_what_was_done_on_another_table_of_the_sheet_is_not_missing_here(desk):
    seen = page(desk)
    act = write(desk, A, MORE, C, NEW)
    put(desk, A, B, C)
    other = page(desk)._replace(header_row=40, columns=seen.columns)
    both = [page(desk), other]
    assert find_overwritten_acts(other, both, [act], NOON) == ()


def open_act(desk, *wanted, moment=NOON):
    """A save that was announced, and of which nobody knows whether it was written."""
    seen = page(desk)
    (edit,) = build_row_edits(seen, [*retyped(seen, *wanted).changes(seen.sheet)])
    act = Act(moment, "张示例", UNIT, ActKind.SAVED, seen.sheet.name, (edit,), ledger=seen.ledger)
    return desk.journal.append(act)


def settle(desk):
    settle_open_acts(desk.campaign, desk.store, desk.journal, UNIT)
    return [(act.id, act.outcome) for act in desk.journal.acts(UNIT)]


def test_what_was_written_after_all_is_told_and_what_was_not_stays_open(desk):
    written, lost = open_act(desk, A, MORE, C), open_act(desk, A, B, C, NEW)
    put(desk, A, MORE, C)
    assert settle(desk) == [(written.id, ActKind.DONE), (lost.id, None)]
    told = [act for act in desk.journal.acts(UNIT) if act.edits]
    assert [act.edits for act in told] == [written.edits, lost.edits]
    put(desk, A, MORE, C, NEW)
    assert settle(desk) == [(written.id, ActKind.DONE), (lost.id, ActKind.DONE)]


def test_an_act_is_judged_though_others_were_done_before_it(desk):
    desk.journal.append(Act(NOON, "组宣部", UNIT, ActKind.RETURNED))
    lost = open_act(desk, A, B, C, NEW, moment=NOON + dt.timedelta(minutes=5))
    assert settle(desk)[1:] == [(lost.id, None)]


def test_of_an_act_whose_table_is_gone_nobody_knows_what_became(desk):
    act = open_act(desk, A, MORE, C)
    seen = page(desk)
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx({"总结报送": (("书面总结",),)}))
    assert settle(desk) == [(act.id, None)]
    assert seen.sheet.name == act.sheet


def test_what_is_told_already_is_not_looked_at_again(desk):
    write(desk, A, MORE, C)
    (desk.store.folder / f"{UNIT}.xlsx").unlink()
    assert [outcome for _, outcome in settle(desk)] == [ActKind.DONE]
    desk.journal.append(Act(NOON, "组宣部", UNIT, ActKind.RETURNED))
    assert [outcome for _, outcome in settle(desk)] == [ActKind.DONE, None]
