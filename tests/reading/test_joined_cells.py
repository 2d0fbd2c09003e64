"""One cell made of several: rows of words are no work and stay as they are."""

from kjr.reading.joined_cells import Join, JoinedColumn, join_rows
from kjr.store.base import Sheet


def test_a_row_of_words_is_not_joined_and_one_word_beside_a_blank_is():
    rows = ("线下", "线上"), (100.0, 50.0), ("若干",), ("若干", 5.0)
    column = JoinedColumn("人数", Join.SUM, (1, 2), ("线下", "线上"))
    joined = join_rows(Sheet("示例学会", "台账", rows, ()), 1, [column])
    assert joined.rows == (("线下", "线上"), (150, 50.0), ("若干",), ("若干+5", 5.0))
    left = join_rows(Sheet("示例学会", "台账", rows, ()), 1, [column], {2})
    assert left.rows[1] == (100.0, 50.0)
