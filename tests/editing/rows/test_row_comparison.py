"""Two rows compared as people compare them, and how many may be."""

import datetime as dt

import pytest

from kjr.editing.rows import row_comparison
from kjr.editing.rows.row_comparison import compare_rows

IDENTITY = ("日期", "地点", "姓名")
DAY = dt.date(2019, 5, 28)
NAMES = (*IDENTITY, "人次", "领域", "诉求")
OURS = (DAY, "示例医院", "李示例", 12.0)


def row(*cells):
    return {name: cell for name, cell in zip(NAMES, cells, strict=False) if cell is not None}


def compare(theirs, ours=OURS, at=9):
    """How ours in row 2 and one of theirs compare; None if they cannot be one row."""
    return compare_rows({2: row(*ours)}, {at: row(*theirs)}, IDENTITY).pairings.get((2, at))


def test_what_agrees_differs_and_is_known_is_counted():
    assert compare(OURS) == (4, 0, True, 3, 0, True, False)
    assert compare((*OURS, "农业")) == (4, 1, True, 3, 0, True, False)
    assert compare((*OURS[:3], 13.0)) == (3, 1, False, 3, 0, True, False)
    assert compare((*OURS[:3], None, "农业")) == (3, 2, False, 3, 0, True, False)
    assert compare((DAY, "示例医院东院", *OURS[2:])) == (3, 1, False, 2, 1, True, False)
    assert compare((DAY, None, *OURS[2:])) == (3, 1, False, 2, 0, True, False)


def test_a_row_that_is_neither_known_nor_like_is_no_pair():
    assert compare((DAY, "镇卫生所", *OURS[2:])) is None
    assert compare((DAY, "镇卫生所", *OURS[2:]), at=2) == (3, 1, False, 2, 1, True, False)
    assert compare((*OURS[:2], None, 13.0)) == (2, 2, False, 2, 0, False, False)
    assert compare((DAY, None, None, 13.0), (DAY, None, None, 12.0)) is None
    assert compare((*OURS[:3], 13.0, "农业", "设备")).is_like is False


@pytest.mark.parametrize(
    ("place", "is_like"),
    [
        ("甲乙丙丁", True),
        ("甲乙丙戊", True),
        ("甲丙戊", True),
        ("甲戊己庚", False),
        ("甲乙戊己", False),
    ],
)
def test_two_words_are_spellings_of_one_with_more_than_half_of_their_letters(place, is_like):
    ours = (DAY, "甲乙丙丁", None, 12.0, "农业", "设备")
    found = compare((DAY, place, *ours[2:]), ours)
    assert (found is not None) is is_like


def test_what_is_like_for_its_place_alone_has_no_rival():
    """Half agrees, in the same row; where another of ours agrees as much it may be that one."""
    begun, other = row(DAY, None, None, 12.0), row(DAY, None, None, 13.0)
    assert compare_rows({2: begun}, {2: other}, IDENTITY).pairings.keys() == {(2, 2)}
    for rival, is_alone in ((row(DAY, "别处"), False), (row(None, "别处"), True)):
        found = compare_rows({2: begun, 3: rival}, {2: other}, IDENTITY).pairings
        assert ((2, 2) in found) is is_alone


@pytest.mark.parametrize(
    ("how", "is_only_placed"),
    [
        ((2, 2, False, 1, 1, True), True),
        ((1, 2, False, 1, 1, True), True),
        ((3, 2, False, 1, 1, True), False),
        ((2, 2, False, 2, 0, True), False),
        ((2, 2, False, 1, 1, False), False),
    ],
)
def test_a_row_is_only_placed_where_no_more_agrees_than_differs(how, is_only_placed):
    assert row_comparison.RowPairing(*how).is_only_placed is is_only_placed


@pytest.mark.parametrize(
    ("known", "unknown", "is_known"), [(2, 0, True), (1, 0, False), (3, 1, False), (0, 0, False)]
)
def test_a_row_is_known_by_two_cells_none_of_which_differs(known, unknown, is_known):
    assert row_comparison.RowPairing(4, 0, True, known, unknown, True).is_known is is_known


@pytest.mark.parametrize(("most", "is_unseen"), [(4, False), (3, True)])
def test_so_many_pairs_are_told_apart_and_of_more_only_what_is_sure(monkeypatch, most, is_unseen):
    """Two of ours are like each of two of theirs."""
    monkeypatch.setattr(row_comparison, "MOST_ALIKE", most)
    ours = {n: row(DAY, "示例园", None, float(n)) for n in (1, 2)}
    theirs = {n: row(DAY, "示例园", None, float(n)) for n in (7, 8)}
    known = {(n, place) for n in ours for place in theirs}
    found = compare_rows(ours, theirs, IDENTITY)
    assert found.pairings.keys() == known  # all by which people know them is the same
    assert found.unseen == frozenset()
    like, others = (
        {n: row(None, None, None, float(n), "农业", "设备") for n in numbers}
        for numbers in ((1, 2), (7, 8))
    )
    found = compare_rows(like, others, IDENTITY)
    assert (len(found.pairings), found.unseen) == ((0, {1, 2}) if is_unseen else (4, set()))


def test_a_row_that_was_compared_with_all_keeps_what_it_is_like(monkeypatch):
    monkeypatch.setattr(row_comparison, "MOST_ALIKE", 0)
    found = compare_rows({2: row(*OURS)}, {9: row(*OURS, "农业")}, IDENTITY)
    assert (found.pairings.keys(), found.unseen) == ({(2, 9)}, frozenset())
