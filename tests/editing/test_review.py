import datetime as dt

import pytest

from kjr.editing import review
from kjr.editing.saving import Actor, save_page
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind
from kjr.state.engine.connections import FILE
from kjr.store.xlsx.writing.patch import LONGEST
from tests.desk import NEW, OFFICE, UNIT, A, B, C, lay_desk, page, put, retyped
from tests.small import NOON, SMALL

LATE = NOON + dt.timedelta(days=8)


def said(kind, unit=UNIT, **more):
    return Act(OFFICE.now, OFFICE.who, unit, kind, **more)


@pytest.fixture
def desk(tmp_path):
    desk = lay_desk(tmp_path)
    put(desk, A, (*B[:2], "若干"), C)
    return desk


def attempt(desk, now):
    seen = page(desk)
    return save_page(desk, retyped(seen, *seen.sheet.rows[2:], NEW), seen, Actor("张示例", now))


def test_a_lock_holds_only_after_the_deadline(desk):
    desk.journal.append(said(ActKind.LOCKED, ""))
    assert attempt(desk, NOON).act
    with pytest.raises(KjrError, match="已于6月15日截止并锁定；如需补报或更正，请联系组宣部放开"):
        attempt(desk, LATE)


def test_one_unit_may_be_opened_again(desk):
    desk.journal.append(said(ActKind.LOCKED, ""))
    desk.journal.append(said(ActKind.OPENED))
    acts = desk.journal.acts()
    assert attempt(desk, LATE).act
    assert review.is_locked(SMALL, acts, "乙学会", LATE.date())


def test_what_is_locked_again_is_locked(desk):
    for kind in (ActKind.OPENED, ActKind.LOCKED):
        desk.journal.append(said(kind, ""))
    assert review.is_locked(SMALL, desk.journal.acts(), UNIT, LATE.date())


def test_without_a_lock_late_reports_are_welcome(desk):
    assert attempt(desk, LATE).act


def test_the_last_note_stands_until_the_unit_changes_something(desk):
    desk.journal.append(said(ActKind.ACCEPTED))
    desk.journal.append(said(ActKind.RETURNED, note="请写明人次"))
    assert review.find_review_notes(desk.journal.acts())[UNIT].note == "请写明人次"
    assert "乙学会" not in review.find_review_notes(desk.journal.acts())
    attempt(desk, NOON)
    assert UNIT not in review.find_review_notes(desk.journal.acts())


def test_a_note_survives_a_save_that_failed_and_what_nobody_wants_back(desk):
    act = attempt(desk, NOON).act
    desk.journal.append(said(ActKind.RETURNED, note="请写明人次"))
    open_mark = desk.store.folder / f"~${UNIT}.xlsx"
    open_mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    seen = page(desk)
    with pytest.raises(KjrError, match="李示例正用"):
        save_page(desk, retyped(seen, A), seen, Actor("张示例", NOON))
    desk.journal.append(act._replace(kind=ActKind.DROPPED, of=act.id, outcome=None))
    assert review.find_review_notes(desk.journal.acts())[UNIT].note == "请写明人次"


@pytest.mark.parametrize("kind", [ActKind.RESTORED, ActKind.UNDONE, ActKind.REPEATED])
def test_whatever_changed_the_workbook_answers_a_note(desk, kind):
    desk.journal.append(said(ActKind.RETURNED, note="请写明人次"))
    act = desk.journal.append(said(kind))
    assert UNIT in review.find_review_notes(desk.journal.acts())
    desk.journal.append(said(ActKind.DONE, of=act.id))
    assert UNIT not in review.find_review_notes(desk.journal.acts())


def rule(desk, cell, why="电话核实", of=""):
    """The office says what stands in the third column of row 4."""
    seen = page(desk)
    edit = review.build_correction_edit(seen, 4, "走访人次", cell)
    act = said(ActKind.CORRECTED, sheet=seen.sheet.name, edits=(edit,), note=why, of=of)
    review.check_correction(SMALL, seen, act)
    return desk.journal.append(act)


def test_a_later_correction_replaces_the_one_it_names_and_a_withdrawn_one_is_gone(desk):
    first = rule(desk, 9.0)
    second = rule(desk, 10.0, of=first.id)
    assert review.find_standing_corrections(desk.journal.acts()) == (second,)
    desk.journal.append(said(ActKind.WITHDRAWN, of=second.id))
    assert review.find_standing_corrections(desk.journal.acts()) == ()


def propose(desk, cell, column="走访人次", row=4, of=""):
    """What an office clerk is about to say."""
    seen = page(desk)
    edit = review.build_correction_edit(seen, row, column, cell)
    return said(ActKind.CORRECTED, sheet=seen.sheet.name, edits=(edit,), note="核实", of=of)


def test_who_corrects_a_cell_unseen_by_a_colleague_hears_who_did_and_how(desk):
    first = rule(desk, 9.0)
    for of in ("", "another"):
        with pytest.raises(KjrError, match="组宣部在12:00已经把这一格订正为“9”，没有记下"):
            review.check_unseen_corrections(propose(desk, 10.0, of=of), (), desk.journal.acts())
    review.check_unseen_corrections(propose(desk, 10.0), {first.id}, desk.journal.acts())
    desk.journal.append(said(ActKind.WITHDRAWN, of=first.id))
    review.check_unseen_corrections(propose(desk, 10.0), (), desk.journal.acts())


def test_that_a_colleague_cleared_a_cell_is_said_in_a_word(desk):
    desk.journal.append(propose(desk, None))
    with pytest.raises(KjrError, match="订正为“空”"):
        review.check_unseen_corrections(propose(desk, 10.0), (), desk.journal.acts())


@pytest.mark.parametrize("kind", [ActKind.CORRECTED, ActKind.WITHDRAWN])
def test_what_was_replaced_or_withdrawn_meanwhile_is_replaced_by_nobody_else(desk, kind):
    first = rule(desk, 9.0)
    theirs = desk.journal.append(propose(desk, 10.0, of=first.id)._replace(kind=kind))
    acts = desk.journal.acts()
    with pytest.raises(KjrError, match="组宣部在12:00已经撤回或改过这一条订正，没有记下"):
        review.check_unseen_corrections(propose(desk, 11.0, of=first.id), {theirs.id}, acts)
    told = desk.journal.append(said(ActKind.DONE, of="other"))
    review.check_unseen_corrections(propose(desk, 11.0, of="other"), {theirs.id}, (*acts, told))


def test_a_correction_is_of_one_cell_by_its_column_and_its_row_or_what_stands_in_it(desk):
    (done,) = [rule(desk, 9.0)]
    (edit,) = done.edits

    def is_same(**changed):
        act = propose(desk, 10.0)
        facts = {name: changed.pop(name) for name in ("unit", "sheet") if name in changed}
        act = act._replace(edits=(act.edits[0]._replace(**changed),), **facts)
        try:
            review.check_unseen_corrections(act, (), [done])
        except KjrError:
            return True
        return False

    elsewhere = {
        "before": {**edit.before, "走访地点/单位": "他处"},
        "after": {**edit.after, "走访地点/单位": "他处"},
    }
    assert is_same(row=9)  # moved, and as it stood
    assert is_same(**elsewhere)
    assert not is_same(row=9, **elsewhere)
    assert not is_same(after={**edit.before, "走访地点/单位": "他处"})
    assert not is_same(unit="乙学会")
    assert not is_same(sheet="另一张")


def test_a_correction_is_as_long_as_a_cell_may_be_and_no_longer(desk):
    seen = page(desk)
    for length, message in (
        (LONGEST, "订正的内容读不出来"),
        (LONGEST + 1, "一格最多存 32767 个字"),
    ):
        with pytest.raises(KjrError, match=message):
            review.check_correction(SMALL, seen, propose(desk, "字" * length))


def test_what_is_said_of_other_cells_keeps_no_correction_from_being_written_down(desk):
    seen = page(desk)
    review.check_correction(SMALL, seen, propose(desk, "示例门诊", "走访地点/单位"))


def test_what_the_office_says_keeps_its_row_and_a_blank_cell_is_absent(desk):
    before = dict(zip(("走访日期", "走访地点/单位", "走访人次"), (*B[:2], "若干"), strict=True))
    seen, after = page(desk), {**before, "走访人次": 9.0}
    assert review.build_correction_edit(seen, 4, "走访人次", 9.0) == (4, before, after)
    for blank in (None, " "):
        left = dict([*before.items()][:2])
        assert review.build_correction_edit(seen, 4, "走访人次", blank) == (4, before, left)


def test_on_its_last_day_no_report_is_locked_yet(desk):
    acts = [said(ActKind.LOCKED, "")]
    for days, is_locked in ((0, False), (1, True)):
        today = SMALL.deadline + dt.timedelta(days=days)
        assert review.is_locked(SMALL, acts, UNIT, today) is is_locked
    late = LATE.date()
    assert not review.is_locked(SMALL, [said(ActKind.LOCKED, "乙学会")], UNIT, late)
    assert review.is_locked(SMALL, [*acts, said(ActKind.RETURNED)], UNIT, late)
    assert not review.is_locked(SMALL, [], UNIT, late)


def test_the_last_of_several_filings_is_the_units(desk):
    acts = [said(kind, note=kind) for kind in (ActKind.FILED, ActKind.NIL, ActKind.ACCEPTED)]
    assert review.find_last_filings(acts) == {UNIT: acts[1]}
    assert review.find_last_filings(acts[2:]) == {}


@pytest.mark.parametrize(
    ("cell", "why", "message"),
    [
        (9.0, "", "请写明订正的理由"),
        ("若干", "电话核实", "订正的内容和现在的一样"),
        ("不少", "电话核实", "订正的内容读不出来：“不少”看不出是多少"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(desk, cell, why, message):
    with pytest.raises(KjrError, match=message):
        rule(desk, cell, why)
    assert desk.journal.acts() == ()


@pytest.mark.sqlite
def test_what_cannot_be_written_down_for_one_unit_stops_no_other(desk, tmp_path):
    def acts():
        yield "甲学会", said(ActKind.ACCEPTED, "甲学会")
        (file,) = tmp_path.rglob(FILE)
        kept = file.rename(file.with_suffix(".kept"))
        file.mkdir()
        yield "乙学会", said(ActKind.ACCEPTED, "乙学会")
        file.rmdir()
        kept.rename(file)
        yield "东区科协", said(ActKind.ACCEPTED, "东区科协")

    told = review.append_each(desk.journal, acts())
    assert [unit for unit, why in told.items() if why] == ["乙学会"]
    assert "操作记录写不进去" in told["乙学会"]
    assert [act.unit for act in desk.journal.acts()] == ["甲学会", "东区科协"]
    assert desk.journal.faults() == ()
