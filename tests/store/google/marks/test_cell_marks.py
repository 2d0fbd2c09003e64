"""What people strike out and note in a spreadsheet at Google."""

import pytest

from kjr.store.base import MarkKind, SheetChangedError
from kjr.store.google.marks.cell_marks import leave_out_struck, list_cell_marks
from tests.store.google.at_google import HEADER, ROWS, open_office

UNIT = "甲学会"


@pytest.fixture
def office():
    with open_office() as office:
        office.book = office.add(UNIT)
        yield office


def strike(person, row, column, text, *runs):
    """Write a text with looks that change at these characters."""
    cell = {
        "userEnteredValue": {"stringValue": text},
        "textFormatRuns": [
            {"startIndex": start, "format": {"strikethrough": look}} for start, look in runs
        ],
    }
    start = {"sheetId": person.sheet1.id, "rowIndex": row - 1, "columnIndex": column - 1}
    update = {
        "start": start,
        "rows": [{"values": [cell]}],
        "fields": "userEnteredValue,textFormatRuns",
    }
    person.batch_update({"requests": [{"updateCells": update}]})


def test_notes_and_struck_cells_are_told_and_their_values_kept(office):
    person = office.person(office.book)
    person.sheet1.insert_note("C2", "应为5")
    person.sheet1.format("A3:C3", {"textFormat": {"strikethrough": True}})
    (sheet,) = office.store.read(UNIT)
    assert sheet.rows == (HEADER, *ROWS[1:])
    assert sheet.marks[0] == (2, 3, MarkKind.NOTE, "应为5")
    assert {mark[:3] for mark in sheet.marks[1:]} == {
        (3, at, MarkKind.STRUCK) for at, cell in enumerate(ROWS[2], 1) if cell is not None
    }


@pytest.mark.parametrize(
    ("text", "runs", "shown", "mark"),
    [
        ("30 50", [(0, True), (2, False)], "50", (MarkKind.CUT, "30")),
        ("甲厂乙厂", [(2, True)], "甲厂", (MarkKind.CUT, "乙厂")),
        ("👍甲厂乙厂", [(4, True)], "👍甲厂", (MarkKind.CUT, "乙厂")),
        ("30人", [(0, True)], "30人", (MarkKind.STRUCK, "")),
        ("30人", [(0, False)], "30人", None),
    ],
)
def test_struck_out_parts_of_a_text_are_gone_and_told(office, text, runs, shown, mark):
    strike(office.person(office.book), 2, 2, text, *runs)
    (sheet,) = office.store.read(UNIT)
    assert sheet.cell(2, 2) == shown
    assert sheet.marks == (((2, 2, *mark),) if mark else ())


def test_what_was_struck_out_meanwhile_is_a_change_and_writing_anew_ends_it(office):
    (old,) = office.store.read(UNIT)
    strike(office.person(office.book), 2, 2, "30 50", (0, True), (2, False))
    new = [list(row) for row in old.rows]
    new[1][1] = "示例"
    with pytest.raises(SheetChangedError):
        office.store.write(old._replace(rows=tuple(map(tuple, new))), old)
    (now,) = office.store.read(UNIT)
    office.store.write(now._replace(rows=tuple(map(tuple, new))), now)
    (after,) = office.store.read(UNIT)
    assert (after.cell(2, 2), after.marks) == ("示例", ())


def test_the_first_run_of_a_text_need_not_say_that_it_begins_at_its_beginning():
    """Google leaves zeros out."""
    runs = [{"format": {"strikethrough": True}}, {"startIndex": 2, "format": {}}]
    cell = {"effectiveValue": {"stringValue": "3050"}, "textFormatRuns": runs}
    assert leave_out_struck(cell, "3050") == "50"
    assert [*list_cell_marks([{"values": [cell]}])] == [(1, 1, MarkKind.CUT, "30")]
