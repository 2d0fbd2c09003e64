"""Which rows one of ours might be, and how much is looked up and compared at most."""

import pytest

from kjr.editing.rows import row_candidates
from kjr.editing.rows.row_candidates import Candidates, Rivals

IDENTITY = ("日", "地", "名")


def key(*cells):
    """A row by its cells; a dot is a blank one."""
    names = ("日", "地", "名", "数", "域", "求")
    return frozenset((name, cell) for name, cell in zip(names, cells, strict=False) if cell != ".")


def bound(monkeypatch, *, pairs=1000, looks=1000):
    """So many pairs are compared at most, and so many rows looked up."""
    monkeypatch.setattr(row_candidates, "MOST_PAIRS", pairs)
    monkeypatch.setattr(row_candidates, "MOST_LOOKS", looks)


@pytest.mark.parametrize(
    ("ours", "at", "is_like"),
    [
        ("一甲张三", 9, True),
        ("一甲张四", 9, True),
        ("一甲李四", 9, False),
        ("一甲李四", 5, True),
        ("一甲张三农", 9, True),
        ("一甲张三农设", 9, True),
        ("一甲.三农", 9, True),
        ("一甲.四农", 5, True),
        ("二甲李四", 5, False),
        ("二乙李四", 5, False),
        ("一甲张", 9, True),
        ("一...", 5, False),
    ],
)
def test_a_row_is_like_another_while_few_cells_differ_and_more_agree(ours, at, is_like):
    """At its own place one cell less is enough."""
    others = Candidates({5: key(*"一甲张三")})
    assert others.find_all({at: key(*ours)}) == {at: {5} if is_like else set()}


@pytest.mark.parametrize(
    ("ours", "is_known"),
    [
        ("一甲张九工款", True),
        ("一甲.九工款", True),
        ("一..九工款", False),
        ("一甲李九工款", False),
        ("一乙张九工款", False),
    ],
)
def test_a_row_is_known_by_two_cells_or_more_as_far_as_both_say_them(ours, is_known):
    others = {5: key(*"一甲张三农设")}
    found = Candidates(others, IDENTITY).find_all({9: key(*ours)})
    assert found == {9: {5} if is_known else set()}


def test_as_many_rows_are_looked_up_and_compared_as_may_be_and_no_more(monkeypatch):
    """Three of ours share two cells with each of two: twelve looks, and six pairs."""
    ours, theirs = {n: key(*"一甲张") for n in (1, 2, 3)}, {n: key(*"一甲李") for n in (7, 8)}
    others = Candidates(theirs)
    all_of_them = {n: {7, 8} for n in (1, 2, 3)}
    assert [others.count_looks(each) for each in ours.values()] == [4, 4, 4]
    for looks, pairs, found in ((12, 6, all_of_them), (11, 6, None), (12, 5, None)):
        bound(monkeypatch, looks=looks, pairs=pairs)
        assert others.find_all(ours) == found


def test_where_all_are_too_many_those_count_that_say_all_of_it_if_they_are_few(monkeypatch):
    theirs = {n: key(*"一甲张", str(n)) for n in (1, 2, 3)} | {4: key(*"二乙李四")}
    others, ours = Candidates(theirs, IDENTITY), {9: key(*"一甲张"), 8: key(*"二乙李四")}
    for pairs, found in ((60, {1, 2, 3}), (59, set()), (40, set()), (0, set())):
        bound(monkeypatch, pairs=pairs)
        near, _ = others.find_surest(ours)
        assert near == {9: found, 8: {4}}
    for looks, found in ((6, {1, 2, 3}), (5, set())):
        bound(monkeypatch, looks=looks)
        assert others.find_surest(ours)[0][9] == found


def test_where_all_are_too_many_those_count_by_which_people_know_it(monkeypatch):
    others = Candidates(
        {1: key(*"一甲张三农"), 2: key(*"一甲张四工"), 3: key(*"一甲李三")}, IDENTITY
    )
    bound(monkeypatch)
    near, _ = others.find_surest({9: key(*"一甲张九设")})
    assert near == {9: {1, 2}}
    assert others.find_surest({9: key(*".", ".", ".", "三")})[0] == {9: {1, 3}}
    assert others.find_surest({9: frozenset()})[0] == {9: set()}


def test_a_row_is_looked_up_by_its_rarest_cell(monkeypatch):
    theirs = {n: key(*"一甲", str(n), *"三农设") for n in (1, 2, 3)}
    bound(monkeypatch, looks=1)
    for ours in (key(*"一甲2三农设"), key(*"一甲2九工款")):  # all of it, and what it is known by
        near, _ = Candidates(theirs, IDENTITY).find_surest({9: ours})
        assert near == {9: {2}}


@pytest.mark.parametrize(
    ("ours", "is_unseen"),
    [
        ("三丁赵六", False),
        ("一戊钱七", False),
        ("一甲张三", True),
        ("一...", False),
        (".", False),
        ("九甲张三", True),
        ("一甲李九农设", True),
        ("一甲.九农设", False),
    ],
)
def test_a_row_of_which_more_hold_a_telling_cell_than_were_compared_is_unseen(
    monkeypatch, ours, is_unseen
):
    """Of its cells the rarest tell; of those it is known by all but the commonest."""
    theirs = {1: key(*"一甲张三"), 2: key(*"一甲李四"), 3: key(*"一乙王五")}
    theirs |= {4: key(*"三丁赵六"), 5: key(*"一戊钱七")}
    bound(monkeypatch)
    _, unseen = Candidates(theirs, IDENTITY).find_surest({9: key(*ours)})
    assert unseen == ({9} if is_unseen else set())


def test_shared_cells_are_counted_row_by_row():
    others = Candidates({1: key(*"一甲张"), 2: key(*"一乙李"), 3: key(*"二丙王")})
    assert others.count_shared(key(*"一甲李")) == {1: 2, 2: 2}


def test_a_rival_is_another_row_that_agrees_as_much():
    rivals = Rivals({1: key(*"一甲张"), 2: key(*"一甲李"), 3: key(*"二乙王")}, 1)
    assert rivals.agree_as_much(1, key(*"一甲赵"), 2)
    assert not rivals.agree_as_much(1, key(*"一甲张"), 3)
    assert not rivals.agree_as_much(3, key(*"二乙赵"), 2)
    assert rivals.agree_as_much(3, key(*"一乙赵"), 1)


@pytest.mark.parametrize(
    ("looks", "times", "is_held"),
    [(5, 0, False), (5, 1, False), (4, 1, True), (10, 2, False), (9, 2, True)],
)
def test_where_very_many_may_be_rivals_it_is_held_that_one_is(monkeypatch, looks, times, is_held):
    """Each time five rows are looked up: two for each of the cells both hold, and one."""
    bound(monkeypatch, looks=looks)
    rivals = Rivals({n: key(*"一甲", str(n)) for n in (1, 2)}, times)
    assert rivals.agree_as_much(1, key(*"一甲", "1"), 3) is is_held
