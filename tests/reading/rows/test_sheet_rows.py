import pytest

from kjr.reading.rows.sheet_rows import list_sheet_rows
from kjr.store.base import Area, Sheet


@pytest.mark.parametrize("blank", [(), (None,), (None, None, None)])
def test_a_blank_row_is_no_row_however_wide_a_program_writes_it(blank):
    sheet = Sheet("示例学会", "台账", (("甲", "乙"), blank, ("一", 2)), ())
    assert [line.row for line in list_sheet_rows(sheet, 1)] == [1, 3]


def test_a_row_that_is_filled_by_a_merged_cell_alone_is_one():
    merged = (Area(1, 1, 2, 1),)
    sheet = Sheet("示例学会", "台账", (("甲", "乙"), (None, None)), merged)
    assert [line.cells for line in list_sheet_rows(sheet, 1)] == [("甲", "乙"), ["甲", None]]
