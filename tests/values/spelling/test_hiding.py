"""What leads to a person is made unreadable, each place once."""

import pytest

from kjr.values.spelling.hiding import hide_spans


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ([(0, 2), (2, 4)], "××××××戊己"),
        ([(0, 3), (2, 4)], "×××戊己"),
        ([(1, 5), (2, 3)], "甲×××己"),
        ([(4, 5), (0, 1)], "×××乙丙丁×××己"),
    ],
)
def test_places_that_overlap_are_hidden_as_one_and_neighbours_each(spans, text):
    assert hide_spans("甲乙丙丁戊己", spans) == text
