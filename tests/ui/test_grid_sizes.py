"""Every text of a grid can be read whole: columns share the room, rows are as tall as that asks."""

import pytest

from kjr.ui.grid_sizes import MARGIN, NARROW, ROW, TALL, find_row_height, fit_widths

NOTE = "「带队人级别」为“县区科协负责人”，只计市级分管领导、市级领导、县级分管领导、县级领导"


def test_columns_that_fit_are_as_wide_as_they_ask():
    cells = {"单位": ["贺兰县科协", None], "说明": ["每行都计"]}
    widths = fit_widths(cells, room=1300)
    assert widths == {"单位": 92, "说明": 78}
    assert find_row_height(cells, widths) == ROW


def test_a_long_text_gets_what_the_short_ones_leave():
    cells = {"单位": ["贺兰县科协"], "行": [12], "说明": [NOTE]}
    widths = fit_widths(cells, room=400)
    assert sum(widths.values()) <= 400
    assert widths["单位"] == 92
    assert widths["说明"] > 200


@pytest.mark.parametrize(
    ("letters", "height"), [(10, ROW), (11, TALL), (27, TALL), (28, 86), (60, 146), (999, 246)]
)
def test_a_row_is_as_tall_as_its_longest_text_asks_and_no_taller(letters, height):
    cells = {"单位": ["甲学会"], "说明": ["字" * letters]}
    assert find_row_height(cells, {"单位": 64, "说明": 162}) == height


def test_an_address_that_no_grid_breaks_takes_no_room_from_the_rest():
    address = "https://example.com/" + "news" * 80
    cells = {"原文": [address, "第5版"], "说明": [NOTE]}
    widths = fit_widths(cells, room=500)
    assert widths["原文"] <= 30 * NARROW + MARGIN
    assert find_row_height({"原文": [address]}, widths) == TALL
