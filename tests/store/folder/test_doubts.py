"""Whose turn it is to be compared by content although nothing seems to have changed."""

from kjr.store.folder.doubts import Doubts
from kjr.store.folder.listing import FolderFile


def files(*names, unit="甲学会"):
    return {name: FolderFile(name, (0, 0, 0), unit, "", 0, is_quiet=True) for name in names}


THREE = files("甲", "乙", "丙") | files("丁", unit=None)


def test_all_have_their_turn_after_half_a_minute_and_none_comes_twice():
    doubts = Doubts()
    assert [*doubts.choose(THREE, 1000.0)] == []
    assert [*doubts.choose(THREE, 1034.9)] == []
    assert [*doubts.choose(THREE, 1035.0)] == ["甲"]
    assert [*doubts.choose(THREE, 1040.0)] == ["乙"]
    assert [*doubts.choose(THREE, 1040.0)] == []
    assert [*doubts.choose(THREE, 1045.1)] == ["丙"]
    assert [*doubts.choose(THREE, 1060.0)] == []
    assert [*doubts.choose(THREE, 1085.0)] == ["甲", "乙", "丙"]


def test_so_many_are_chosen_that_all_are_compared_in_fifteen_seconds():
    doubts, many = Doubts(), files(*map(str, range(10, 40)))
    doubts.choose(many, 0.0)
    doubts.choose(many, 100.0)
    chosen = [len(doubts.choose(many, now)) for now in (135.0, 137.5, 140.0, 165.0)]
    assert chosen == [30, 0, 0, 0]
    doubts = Doubts()
    doubts.choose(many, 0.0)
    doubts.choose(many, 34.0)
    assert [len(doubts.choose(many, now)) for now in (36.0, 38.5, 41.0, 50.0)] == [4, 5, 5, 16]


def test_a_clock_that_is_set_back_leaves_nobody_out():
    doubts = Doubts()
    doubts.choose(THREE, 1000.0)
    assert [*doubts.choose(THREE, 500.0)] == []
    assert [*doubts.choose(THREE, 502.0)] == ["甲"]
    assert [*doubts.choose(THREE, 517.0)] == ["乙", "丙"]
    assert [*doubts.choose(THREE, 530.0)] == []
