import datetime as dt
import io
import zipfile

import pytest

from kjr.store.xlsx.writing.patch import patch_workbook
from kjr.store.xlsx.writing.proof import is_proved
from tests.store.files import edited, package, xlsx
from tests.store.xlsx.writing.test_patch import rich

SHEET, CHANGES = "走访慰问", ((4, 2, "改"), (9, 1, dt.date(2019, 6, 3)))
PART = "xl/worksheets/sheet1.xml"
BEFORE = xlsx(decorate=rich)
AFTER = patch_workbook(BEFORE, SHEET, CHANGES)


def test_what_was_meant_is_proved():
    assert is_proved(BEFORE, AFTER, SHEET, CHANGES)


def test_a_further_cell_is_noticed():
    assert not is_proved(BEFORE, AFTER, SHEET, CHANGES[:1])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (PART, b"<v>3</v>", b"<v>4</v>"),
        (PART, b"<f>SUM(C3:C4)</f>", b"<f>SUM(C3:C5)</f>"),
        (PART, b'sqref="C3:C99"', b'sqref="C3:C98"'),
        (PART, b'left="0.7"', b'left="0.8"'),
        ("xl/worksheets/sheet2.xml", b"<sheetData>", b"<sheetData><!-- -->"),
        ("xl/charts/chart1.xml", b"<c:chart>", b"<c:chart> "),
        ("xl/comments1.xml", "示例批注".encode(), b""),
        ("xl/styles.xml", b'<sz val="11"/>', b'<sz val="12"/>'),
        ("xl/workbook.xml", SHEET.encode(), "走访".encode()),
    ],
)
def test_anything_else_that_changed_is_noticed(part, old, new):
    try:
        damaged = edited(AFTER, part, old, new)
    except AssertionError:
        pytest.fail(f"{part} holds no {old!r}")
    assert not is_proved(BEFORE, damaged, SHEET, CHANGES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<sz val="11"/>', b""),
        (b'<sz val="11"/>', b"<b/>"),
        (b'<sz val="11"/>', b'<sz val="11">x</sz>'),
        (b'<sz val="11"/>', b'<b/><sz val="11"/>'),
        (b'<sz val="11"/>', b'<sz val="11" count="2"/>'),
    ],
)
def test_looks_may_grow_at_the_end_of_a_list_and_nowhere_else(old, new):
    is_proved_still = new.endswith(b'count="2"/>')  # how long a list is
    assert is_proved(BEFORE, edited(AFTER, "xl/styles.xml", old, new), SHEET, CHANGES) == (
        is_proved_still
    )


def test_a_further_part_is_noticed():
    with zipfile.ZipFile(io.BytesIO(AFTER)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert is_proved(BEFORE, package(parts), SHEET, CHANGES)
    assert not is_proved(BEFORE, package(parts | {"xl/more.xml": b"<x/>"}), SHEET, CHANGES)


def test_a_new_row_that_holds_nothing_is_nothing_and_one_that_says_more_is_noticed():
    end = b"</sheetData>"
    for row, is_nothing in (
        (b'<row r="20"/>', True),
        (b'<row r="20" spans="1:3"/>', True),
        (b'<row r="20" hidden="1"/>', False),
        (b'<row r="20"><c r="A20"/></row>', False),
    ):
        assert is_proved(BEFORE, edited(AFTER, PART, end, row + end), SHEET, CHANGES) == is_nothing
