from dataclasses import replace

import pytest

from kjr.editing import review
from kjr.editing.corrections import apply_corrections, locate_corrections
from kjr.figures.board import Beside, Board
from kjr.state.acts import Act, ActKind
from kjr.values.readings import Level
from tests.desk import OFFICE, SUMMARY, UNIT, A, B, C, lay_desk, page, pages, put
from tests.small import NOON, SMALL, VISITS

VAGUE = (*B[:2], "若干")
SAID = "「走访慰问」第4行「走访人次」现为“若干”，已由组宣部订正为“9”：电话核实"


@pytest.fixture
def desk(tmp_path):
    """A unit whose second visit, in row 4, names no number."""
    desk = lay_desk(tmp_path)
    put(desk, A, VAGUE, C)
    return desk


@pytest.fixture
def board(desk):
    board = Board(
        SMALL,
        desk.store,
        desk.store.folder / "state",
        lambda: NOON,
        beside=Beside(desk.journal.acts),
    )
    board.look()
    return board


def correct(desk, column="走访人次", cell=9.0, row=4, ledger="走访慰问"):
    seen = page(desk, ledger)
    edits = (review.build_correction_edit(seen, row, column, cell),)
    act = Act(NOON, OFFICE.who, UNIT, ActKind.CORRECTED, seen.sheet.name, edits, "电话核实")
    return desk.journal.append(act)


def withdraw(desk, act):
    desk.journal.append(Act(NOON, OFFICE.who, UNIT, ActKind.WITHDRAWN, of=act.id))


def counted(snapshot):
    visits = [entry for entry in snapshot.entries if entry.ledger == "走访慰问"]
    return {entry.row: entry.values["走访人次"] for entry in visits}


def visits(snapshot):
    return next(page for page in snapshot.pages if page.ledger == "走访慰问")


def holding(desk, snapshot):
    acts = review.find_standing_corrections(desk.journal.acts())
    return [case.holds for case in locate_corrections(snapshot.books[UNIT].pages, acts)]


def test_a_correction_counts_in_place_of_what_was_typed_which_stays(desk, board):
    assert counted(board.latest) == {3: 3, 5: 5}
    before = board.latest.version
    act = correct(desk)
    snapshot = board.look()
    assert counted(snapshot) == {3: 3, 4: 9, 5: 5}
    assert snapshot.version == before + 1
    assert visits(snapshot).sheet.cell(4, 3) == "若干"
    assert visits(snapshot).corrections(4) == {"走访人次": act}
    assert [str(problem) for problem in visits(snapshot).problems] == [SAID]


def test_looking_again_opens_and_changes_nothing(desk, board):
    correct(desk)
    before = board.look()
    assert board.look() == before


def test_a_withdrawn_correction_counts_no_more(desk, board):
    act = correct(desk)
    board.look()
    withdraw(desk, act)
    assert counted(board.look()) == {3: 3, 5: 5}
    assert all("订正" not in str(problem) for problem in visits(board.latest).problems)


def test_looking_at_the_one_unit_is_enough(desk, board):
    correct(desk)
    assert counted(board.look_at(UNIT))[4] == 9


def test_a_correction_follows_its_row(desk, board):
    correct(desk)
    put(desk, C, VAGUE, A)
    assert counted(board.look()) == {3: 5, 4: 9, 5: 3}


def test_a_correction_holds_while_other_cells_of_its_row_change(desk, board):
    correct(desk)
    put(desk, A, (B[0], "示例门诊", "若干"), C)
    assert counted(board.look())[4] == 9


@pytest.mark.parametrize("rows", [(A, B, C), (A, C)])
def test_a_correction_of_what_has_changed_since_waits_for_the_office(desk, board, rows):
    correct(desk)
    assert holding(desk, board.look()) == [True]
    put(desk, *rows)
    board.look()
    assert set(counted(board.latest).values()) == {row[2] for row in rows}
    assert holding(desk, board.latest) == [False]


def test_what_is_typed_there_now_and_where_is_told_as_long_as_its_row_is_there(desk):
    act = correct(desk)

    def tell():
        (case,) = locate_corrections(pages(desk), [act])
        return case.address, case.was, case.now, case.cell, case.holds

    assert tell() == ("C4", "若干", "若干", 9.0, True)
    put(desk, C, A, (*B[:2], 7.0))
    assert tell() == ("C5", "若干", 7.0, 9.0, False)
    put(desk, C, A)
    assert tell() == ("", "若干", None, 9.0, False)


def test_an_error_of_what_the_office_says_is_told_and_a_doubt_it_verified_is_not(desk):
    put(desk, A, ("2109-06-09", *B[1:]), C)
    seen = pages(desk)
    said = {each.column: each.level for each in seen[0].problems}
    assert said == {"走访日期": Level.DOUBT}
    act = correct(desk, "走访日期", "2109-06-10")
    read, *_ = apply_corrections(tuple(seen), SMALL, [act])
    assert [each.level for each in read.problems] == [Level.HINT]
    wrong = correct(desk, "走访日期", "某天")
    read, *_ = apply_corrections(tuple(seen), SMALL, [wrong])
    assert {each.level for each in read.problems} == {Level.ERROR, Level.HINT}
    other = correct(desk, cell=7.0)
    read, *_ = apply_corrections(tuple(seen), SMALL, [other])
    assert [each.level for each in read.problems] == [Level.DOUBT, Level.HINT]


def test_pages_without_a_correction_that_holds_are_those_that_were_read(desk):
    seen = tuple(pages(desk))
    assert apply_corrections(seen, SMALL, []) is seen
    act = correct(desk)
    put(desk, A, B, C)
    seen = tuple(pages(desk))
    assert apply_corrections(seen, SMALL, [act]) is seen


def test_a_correction_says_by_whom_and_why_and_nothing_of_what_is_private(desk):
    act = correct(desk)
    seen = tuple(pages(desk))
    columns = tuple(replace(each, private=True) for each in VISITS.columns)
    ledgers = (replace(VISITS, columns=columns), *SMALL.ledgers[1:])
    private = replace(SMALL, ledgers=ledgers)

    def tell(campaign, act):
        read, *_ = apply_corrections(seen, campaign, [act])
        return [each.message for each in read.problems if each.level is Level.HINT]

    assert tell(SMALL, act) == ["已由组宣部订正为“9”：电话核实"]
    assert tell(private, act) == ["已由组宣部订正：电话核实"]
    assert tell(SMALL, correct(desk, cell=None)) == ["已由组宣部订正为“空”：电话核实"]


def test_two_cells_of_a_row_are_corrected_one_by_one(desk, board):
    correct(desk)
    correct(desk, "走访地点/单位", "示例医院东院")
    (entry,) = [entry for entry in board.look().entries if entry.row == 4]
    assert (entry.values["走访人次"], entry.values["走访地点/单位"]) == (9, "示例医院东院")


def test_a_cell_of_a_form_is_corrected(desk, board):
    correct(desk, "书面总结", "已交", 0, "总结报送")
    (entry,) = [entry for entry in board.look().entries if entry.ledger == "总结报送"]
    assert entry.values["书面总结"] == "已交"
    form = next(page for page in board.latest.pages if page.ledger == "总结报送")
    assert list(form.corrections(entry.row)) == list(form.corrections(0)) == ["书面总结"]
    assert form.sheet.cell(1, 2) is None
    (hint,) = [each for each in form.problems if "订正" in each.message]
    assert (hint.cell, hint.column, hint.raw) == ("B1", "书面总结", "")
    assert holding(desk, board.latest) == [True]


def test_a_corrected_field_waits_for_the_office_once_the_unit_fills_it(desk, board):
    correct(desk, "书面总结", "已交", 0, "总结报送")
    put(desk, A, VAGUE, C, summary=(("书面总结", "未交"), *SUMMARY[1:]))
    (entry,) = [entry for entry in board.look().entries if entry.ledger == "总结报送"]
    assert entry.values["书面总结"] == "未交"
    assert holding(desk, board.latest) == [False]


def test_a_restart_shows_the_corrected_figures_at_once(desk, board):
    correct(desk)
    board.look()
    again = Board(
        SMALL,
        desk.store,
        desk.store.folder / "state",
        lambda: NOON,
        beside=Beside(desk.journal.acts),
    )
    assert counted(again.latest)[4] == 9


def test_a_frozen_moment_keeps_the_corrections_of_its_time(desk, board):
    act = correct(desk)
    board.look()
    corrected = board.past.freeze()
    withdraw(desk, act)
    board.look()
    assert counted(board.past.load(corrected))[4] == 9
    assert 4 not in counted(board.latest)
