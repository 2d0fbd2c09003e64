"""One cell made of several: rows of words are no work and stay as they are."""

from kjr.reading.joined_cells import Join, JoinedColumn, join_rows
from kjr.store.base import Area, Sheet


def test_a_row_of_words_is_not_joined_and_one_word_beside_a_blank_is():
    rows = ("线下", "线上"), (100.0, 50.0), ("若干",), ("若干", 5.0)
    column = JoinedColumn("人数", Join.SUM, (1, 2), ("线下", "线上"))
    joined = join_rows(Sheet("示例学会", "台账", rows, ()), 1, [column])
    assert joined.rows == (("线下", "线上"), (150, 50.0), ("若干",), ("若干+5", 5.0))
    left = join_rows(Sheet("示例学会", "台账", rows, ()), 1, [column], {2})
    assert left.rows[1] == (100.0, 50.0)


def test_a_month_is_merged_down_and_an_amount_is_not():
    rows = (6.0, 24.0), (None, 25.0), (None, 26.0)
    sheet = Sheet("示例学会", "台账", rows, (Area(1, 1, 2, 1), Area(2, 3, 3, 3)))
    day = JoinedColumn("日期", Join.DAY, (1, 2), ("月", "日"))
    assert [day.list_cells(sheet, row) for row in (1, 2, 3)] == [
        *((6.0, 24.0), (6.0, 25.0), (None, 26.0)),
    ]
    assert day._replace(how=Join.SUM).list_cells(sheet, 2) == (None, 25.0)
