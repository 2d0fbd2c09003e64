import datetime as dt

import pytest

from kjr.figures import last_visit, overview
from kjr.figures.last_visit import Move
from tests.small import NOON, book, entry, snapshot


def seen(people):
    visit = entry("甲学会", "走访慰问", 3, 走访人次=people)
    return overview.build_overview(snapshot(book("甲学会", visit)))


def test_a_note_comes_back_as_it_was_written():
    recalled = last_visit.decode_visit(last_visit.encode_visit(seen(5), NOON))
    assert recalled.moment == NOON
    assert recalled.done == {"I3": 5, "I7": 0, "I19": 0, "已报": 1}


def test_what_moved_is_told_falls_first():
    before = last_visit.decode_visit(last_visit.encode_visit(seen(5), NOON))._replace(
        done={"I3": 5, "已报": 0}
    )
    assert last_visit.find_figure_moves(before, seen(3)) == [
        Move("走访科技工作者", -2, "人次"),
        Move("报送", 1, "家"),
    ]


def test_an_indicator_that_is_new_since_is_left_out():
    before = last_visit.LastVisit(NOON, {})
    assert last_visit.find_figure_moves(before, seen(3)) == []


@pytest.mark.parametrize(
    "text", ["", "abc", "1;I3=x", "1;I3=5<script>", "9" * 40, "1;" + "a=1;" * 9]
)
def test_anything_else_is_no_note(text):
    assert last_visit.decode_visit(text) is None


def test_a_note_fits_a_cookie():
    assert len(last_visit.encode_visit(seen(10**8), dt.datetime.now(dt.UTC))) < 1000
