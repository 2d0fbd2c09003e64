from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest

from kjr.editing.merging import apply_changes
from kjr.editing.saving import (
    Conflicts,
    Saved,
    apply_row_edits,
    build_row_edits,
    perform_act,
    read_current_page,
    save_page,
    settle_conflicts,
    undo_act,
)
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.engine.connections import FILE
from kjr.store.base import UncertainWriteError
from kjr.store.memory import MemoryStore
from tests.desk import (
    HEAD,
    MINE,
    NEW,
    UNIT,
    A,
    B,
    C,
    lay_desk,
    page,
    pages,
    put,
    retyped,
    rows,
)
from tests.store.files import xlsx

MORE = (*B[:2], 13.0)


@pytest.fixture
def desk(tmp_path):
    desk = lay_desk(tmp_path)
    put(desk, A, B, C)
    return desk


def acts(desk):
    return [(act.kind, act.outcome) for act in desk.journal.acts(UNIT)]


def test_a_change_reaches_the_workbook_and_the_journal(desk):
    seen = page(desk)
    saved = save_page(desk, retyped(seen, A, MORE, C, NEW), seen, MINE)
    assert rows(desk) == (A, MORE, C, NEW)
    (act,) = desk.journal.acts()
    assert (act.who, act.unit, act.sheet, act.kind) == ("张示例", UNIT, "走访慰问", ActKind.SAVED)
    assert [list(edit.cells) for edit in act.edits] == [
        [("走访人次", 12.0, 13.0)],
        [(name, None, cell) for name, cell in zip(seen.columns, NEW, strict=True)],
    ]
    assert (act.outcome, saved.act.id) == (ActKind.DONE, act.id)


def test_nothing_changed_is_nothing_done(desk):
    seen = page(desk)
    before = desk.store.content(UNIT)
    assert save_page(desk, seen.sheet, seen, MINE) == Saved(None)
    assert (desk.store.content(UNIT), acts(desk)) == (before, [])


def test_what_others_did_meanwhile_stays(desk):
    seen = page(desk)
    put(desk, NEW, C, (B[0], "示例医院门诊部", 12.0))
    save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    assert rows(desk) == (NEW, C, (B[0], "示例医院门诊部", 13.0))


def test_a_cell_that_cannot_be_read_is_written_as_typed(desk):
    seen = page(desk)
    assert isinstance(save_page(desk, retyped(seen, A, (*B[:2], "若干"), C), seen, MINE), Saved)
    assert rows(desk) == (A, (*B[:2], "若干"), C)


def test_what_others_typed_wrong_stops_nobody(desk):
    put(desk, A, (*B[:2], "若干"), C)
    seen = page(desk)
    assert isinstance(
        save_page(desk, retyped(seen, A, (*B[:2], "若干"), C, NEW), seen, MINE), Saved
    )
    assert rows(desk)[3] == NEW


def test_an_entry_may_be_begun_and_completed_later(desk):
    seen = page(desk)
    assert isinstance(save_page(desk, retyped(seen, A, B, C, NEW[:2]), seen, MINE), Saved)


def disputed(desk):
    seen = page(desk)
    put(desk, A, (*B[:2], 15.0), C)
    return save_page(desk, retyped(seen, A, MORE, C, NEW), seen, MINE)


def test_the_same_cell_changed_by_two_is_shown_and_nothing_written(desk):
    outcome = disputed(desk)
    assert isinstance(outcome, Conflicts)
    ((_, _, column, *three),) = outcome.merged.conflicts
    assert (column, three) == ("走访人次", [12.0, 15.0, 13.0])
    assert (rows(desk), acts(desk)) == ((A, (*B[:2], 15.0), C), [])


@pytest.mark.parametrize(("is_mine", "number"), [(True, 13.0), (False, 15.0)])
def test_a_person_chooses_and_the_rest_is_kept(desk, is_mine, number):
    outcome = disputed(desk)
    sheet = settle_conflicts(outcome, outcome.merged.conflicts if is_mine else ())
    assert isinstance(save_page(desk, sheet, outcome.theirs, MINE), Saved)
    assert rows(desk) == (A, (*B[:2], number), C, NEW)


def test_a_row_that_is_gone_can_be_written_anew(desk):
    seen = page(desk)
    put(desk, A, C)
    outcome = save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    save_page(desk, settle_conflicts(outcome, outcome.merged.conflicts), outcome.theirs, MINE)
    assert rows(desk) == (A, C, MORE)


def test_a_form_is_filed_field_by_field(desk):
    seen = page(desk, "总结报送")
    save_page(desk, apply_changes(seen.sheet, [(1, 2, "已交")]), seen, MINE)
    assert page(desk, "总结报送").sheet.rows[:2] == (("书面总结", "已交"), ("电子版", "已交"))
    (act,) = desk.journal.acts()
    assert list(act.edits[0].cells) == [("书面总结", None, "已交")]


def test_a_renamed_sheet_is_found_again_by_what_it_is(desk):
    seen = page(desk)
    renamed = seen._replace(sheet=seen.sheet._replace(name="走访"))
    save_page(desk, retyped(renamed, A, MORE, C), renamed, MINE)
    assert rows(desk) == (A, MORE, C)


def test_of_two_sheets_that_may_be_the_renamed_one_it_is_the_one_with_its_header_there(desk):
    seen = page(desk)
    title = ("走访慰问台账（示例）",)
    tables = {"走访一": (HEAD, (NEW[0], "示例村", 1.0), NEW), "走访二": (title, HEAD, A, B, C)}
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx(tables))
    save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    saved = {each.sheet.name: each.sheet.rows[-2] for each in pages(desk)}
    assert saved == {"走访一": (NEW[0], "示例村", 1.0), "走访二": MORE}


def test_a_sheet_that_is_gone_is_told(desk):
    seen = page(desk)
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx({"总结报送": (("书面总结",),)}))
    with pytest.raises(KjrError, match="找不到「走访慰问」的工作表"):
        save_page(desk, retyped(seen, A, MORE, C), seen, MINE)


def test_a_save_that_failed_is_told_as_such(desk):
    seen = page(desk)
    (desk.store.folder / f"~${UNIT}.xlsx").write_bytes(b"\x06" + "李示例".encode("gb18030"))
    with pytest.raises(KjrError, match="李示例正用"):
        save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    assert acts(desk) == [(ActKind.SAVED, ActKind.FAILED)]


@pytest.mark.sqlite
def test_without_a_journal_nothing_is_written(desk, tmp_path):
    seen = page(desk)
    (tmp_path / FILE).mkdir()
    with pytest.raises(KjrError, match="操作记录读不出来"):
        save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    assert rows(desk) == (A, B, C)


def done(desk, *wanted):
    seen = page(desk)
    return save_page(desk, retyped(seen, *wanted), seen, MINE).act


def test_an_act_is_taken_back_as_a_new_one(desk):
    act = done(desk, A, MORE, C, NEW)
    undone = undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (A, B, C)
    assert (undone.act.kind, undone.act.of) == (ActKind.UNDONE, act.id)
    undo_act(desk, page(desk), undone.act, MINE)
    assert rows(desk) == (A, MORE, C, NEW)


def test_taking_back_finds_the_row_wherever_it_is(desk):
    act = done(desk, A, MORE, C)
    put(desk, C, A, MORE)
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (C, A, B)


def test_taking_back_keeps_what_others_wrote_beside_it(desk):
    act = done(desk, A, MORE, C)
    put(desk, A, (B[0], "示例医院门诊部", 13.0), C)
    undo_act(desk, page(desk), act, MINE)
    assert rows(desk) == (A, (B[0], "示例医院门诊部", 12.0), C)


def test_taking_back_what_others_changed_since_is_a_conflict(desk):
    act = done(desk, A, MORE, C)
    put(desk, A, (*B[:2], 15.0), C)
    assert isinstance(undo_act(desk, page(desk), act, MINE), Conflicts)
    assert rows(desk) == (A, (*B[:2], 15.0), C)


def test_taking_back_does_not_touch_a_row_that_only_looks_alike(desk):
    act = done(desk, A, MORE, C)
    alike = (B[0], "示例医院", 13.5)
    put(desk, A, C, alike)
    assert isinstance(undo_act(desk, page(desk), act, MINE), Conflicts)
    assert rows(desk) == (A, C, alike)


def test_a_cleared_row_comes_back(desk):
    act = done(desk, A, (), C)
    assert act.edits == (Edit(4, dict(zip(page(desk).columns, B, strict=True)), {}),)
    undo_act(desk, page(desk), act, MINE)
    assert sorted(filter(None, rows(desk))) == [A, B, C]


class Restless(MemoryStore):
    """A store in which somebody else saves after every reading."""

    def read(self, unit):
        sheets = super().read(unit)
        self.put(sheets[0]._replace(rows=(*sheets[0].rows, A)))
        return sheets


class Hasty(MemoryStore):
    """A store in which somebody else saves after each of the first readings."""

    def __init__(self, sheets, times):
        super().__init__(sheets)
        self.left = times

    def read(self, unit):
        sheets = super().read(unit)
        if self.left:
            self.left -= 1
            self.put(sheets[0]._replace(rows=(*sheets[0].rows, A)))
        return sheets


@pytest.mark.parametrize(("times", "is_saved"), [(1, True), (2, True), (3, False)])
def test_a_save_begins_anew_where_somebody_else_was_quicker(desk, times, is_saved):
    seen = page(desk)
    hasty = replace(desk, store=Hasty([seen.sheet], times))
    with nullcontext() if is_saved else pytest.raises(KjrError, match="「走访慰问」正被别人反复"):
        save_page(hasty, retyped(seen, A, MORE, C), seen, MINE)
    (sheet,) = hasty.store.read(UNIT)
    assert sheet.rows[3] == (MORE if is_saved else B)
    assert len(sheet.rows) == 5 + times
    told = [outcome for _, outcome in acts(desk)]
    assert told == [ActKind.FAILED] * times + [ActKind.DONE] * is_saved


def test_a_sheet_that_never_rests_is_told(desk):
    seen = page(desk)
    restless = replace(desk, store=Restless([seen.sheet]))
    with pytest.raises(KjrError, match="反复保存"):
        save_page(restless, retyped(seen, A, MORE, C), seen, MINE)


def test_of_what_nobody_knows_whether_it_was_written_nothing_is_told(desk):
    act = Act(MINE.now, MINE.who, UNIT, ActKind.SAVED)

    def fail(error):
        raise error

    for error, outcome in ((UncertainWriteError("断了"), None), (KjrError("满了"), ActKind.FAILED)):
        with pytest.raises(type(error)):
            perform_act(desk.journal, act, partial(fail, error))
        assert desk.journal.acts()[-1].outcome is outcome
    done = perform_act(desk.journal, act, lambda: None)
    assert desk.journal.acts()[-1]._replace(outcome=None) == done
    assert desk.journal.acts()[-1].outcome is ActKind.DONE


def test_a_forms_change_taken_back_is_a_change_of_its_row_0(desk):
    seen = page(desk, "总结报送")
    said = apply_changes(seen.sheet, [(1, 2, "已交"), (2, 2, None)])
    act = save_page(desk, said, seen, MINE).act
    assert act.edits == (Edit(0, {"电子版": "已交"}, {"书面总结": "已交"}),)
    assert isinstance(undo_act(desk, page(desk, "总结报送"), act, MINE), Saved)
    assert page(desk, "总结报送").sheet.rows[:2] == (("书面总结",), ("电子版", "已交"))


def test_rows_are_set_where_their_edits_say_and_other_cells_stay(desk):
    seen = page(desk)
    edits = [
        Edit(4, {"走访人次": 12.0}, {"走访人次": 13.0, "领域": "农业"}),
        Edit(7, {}, dict(zip(seen.columns, NEW, strict=True))),
    ]
    assert apply_row_edits(seen, edits).rows[2:] == (A, MORE, C, (), NEW)
    changes = [*retyped(seen, A, MORE, C, (), NEW).changes(seen.sheet)]
    found = list(build_row_edits(seen, changes))
    assert [(each.row, [*each.cells]) for each in found] == [
        (4, [("走访人次", 12.0, 13.0)]),
        (7, [(name, None, cell) for name, cell in zip(seen.columns, NEW, strict=True)]),
    ]
    (cleared,) = build_row_edits(seen, [(4, 3, None), (4, 1, None)])
    assert cleared == (4, dict(zip(seen.columns, B, strict=True)), {"走访地点/单位": B[1]})


def test_a_row_that_is_gone_is_written_anew_only_if_one_wants_it(desk):
    seen = page(desk)
    put(desk, A)
    outcome = save_page(desk, retyped(seen, A, MORE, (*C[:2], 6.0)), seen, MINE)
    rows_of = {each.row: each for each in outcome.merged.conflicts}
    assert settle_conflicts(outcome, ()).rows[2:] == (A,)
    assert settle_conflicts(outcome, [rows_of[5]]).rows[2:] == (A, (*C[:2], 6.0))
    assert settle_conflicts(outcome, [*rows_of.values()]).rows[2:] == (A, MORE, (*C[:2], 6.0))


def test_the_sheet_is_looked_for_in_its_own_file(desk):
    """A unit may write beside its workbook, under the same name for its sheet."""
    seen = page(desk)
    beside = seen.sheet._replace(file="beside.xlsx", rows=seen.sheet.rows[:3])
    both = replace(desk, store=SimpleNamespace(read=lambda unit: (beside, seen.sheet)))
    assert read_current_page(both, seen).sheet is seen.sheet
    aside = seen._replace(sheet=beside)
    assert read_current_page(both, aside).sheet is beside


def test_of_several_sheets_that_may_be_it_the_one_whose_header_lies_nearest_is(desk):
    tables = {f"走访{n}": (*[()] * n, HEAD, (*A[:2], n + 1.0)) for n in (0, 2, 5)}
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx(tables))
    found = [each for each in pages(desk) if each.ledger == "走访慰问"]
    assert [each.header_row for each in found] == [1, 3, 6]
    renamed = found[0]._replace(sheet=found[0].sheet._replace(name="走访"))
    for row, header in ((1, 1), (2, 1), (4, 3), (5, 6), (90, 6)):
        assert read_current_page(desk, renamed._replace(header_row=row)).header_row == header
