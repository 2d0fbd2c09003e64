import datetime as dt

import pytest

from kjr import office
from kjr.acts import Act, Edit, Kind
from kjr.edits import Hand, save
from kjr.errors import KjrError
from kjr.matching import typed
from kjr.snapshot import Book, Snapshot
from tests.desk import NEW, OFFICE, UNIT, A, B, C, desk_in, page, pages, put, retyped
from tests.small import NOON, SMALL

LATE = NOON + dt.timedelta(days=8)


def said(kind, unit=UNIT, **more):
    return Act(OFFICE.now, OFFICE.who, unit, kind, **more)


@pytest.fixture
def desk(tmp_path):
    with desk_in(tmp_path) as desk:
        put(desk, A, (*B[:2], "若干"), C)
        yield desk


def attempt(desk, now):
    seen = page(desk)
    return save(desk, retyped(seen, *seen.sheet.rows[2:], NEW), seen, Hand("张示例", now))


def test_a_lock_holds_only_after_the_deadline(desk):
    desk.journal.append(said(Kind.LOCKED, ""))
    assert attempt(desk, NOON).act
    with pytest.raises(KjrError, match="已于6月15日截止并锁定；如需补报或更正，请联系组宣部放开"):
        attempt(desk, LATE)


def test_one_unit_may_be_opened_again(desk):
    desk.journal.append(said(Kind.LOCKED, ""))
    desk.journal.append(said(Kind.OPENED))
    acts = desk.journal.acts()
    assert attempt(desk, LATE).act
    assert office.is_locked(SMALL, acts, "乙学会", LATE.date())


def test_without_a_lock_late_reports_are_welcome(desk):
    assert attempt(desk, LATE).act


def test_the_last_note_stands_until_the_unit_changes_something(desk):
    desk.journal.append(said(Kind.ACCEPTED))
    desk.journal.append(said(Kind.RETURNED, note="请写明人次"))
    assert office.note(desk.journal.acts(), UNIT).note == "请写明人次"
    assert office.note(desk.journal.acts(), "乙学会") is None
    attempt(desk, NOON)
    assert office.note(desk.journal.acts(), UNIT) is None


def correct(desk, **cells):
    seen = page(desk)
    row = typed(seen, 4, seen.columns)
    edit = Edit(4, row, {**row, **cells})
    desk.journal.append(said(Kind.CORRECTED, sheet="走访慰问", edits=(edit,), note="电话核实"))


def read(desk):
    return office.corrected(as_typed(desk), desk.journal.acts())


def as_typed(desk):
    held = desk.store.versions().books[UNIT]
    return Snapshot(SMALL, NOON, 1, {UNIT: Book(UNIT, held, NOON, pages(desk))})


def counted(snapshot):
    visits = [entry for entry in snapshot.entries if entry.ledger == "走访慰问"]
    return {entry.row: entry.values["走访人次"] for entry in visits}


def test_a_correction_counts_in_place_of_what_was_typed(desk):
    assert 4 not in counted(read(desk))
    correct(desk, 走访人次=9.0)
    snapshot = read(desk)
    assert counted(snapshot)[4] == 9
    ours = next(page for page in snapshot.pages if page.ledger == "走访慰问")
    assert ours.sheet.cell(4, 3) == "若干"
    assert [str(problem) for problem in ours.problems] == [
        "「走访慰问」第4行「走访人次」现为“若干”，已由组宣部订正为“9”：电话核实"
    ]


def test_a_correction_follows_its_row(desk):
    correct(desk, 走访人次=9.0)
    put(desk, C, (*B[:2], "若干"), A)
    assert counted(read(desk)) == {3: 5, 4: 9, 5: 3}


def test_a_correction_lapses_once_the_unit_mends_the_row(desk):
    correct(desk, 走访人次=9.0)
    put(desk, A, B, C)
    assert counted(read(desk))[4] == 12


def test_without_corrections_the_snapshot_is_the_same(desk):
    snapshot = as_typed(desk)
    assert office.corrected(snapshot, ()) is snapshot
