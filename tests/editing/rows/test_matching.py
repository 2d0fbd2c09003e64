"""Which row is which, where more than one might be meant."""

import datetime as dt
import time

import pytest

from kjr.editing.rows.matching import (
    KNOWN,
    find_unpaired_rows,
    list_known_rows,
    match_lone_rows,
    match_rows,
    match_same_rows,
)
from kjr.editing.rows.row_comparison import build_row_key, fold_cell

IDENTITY = ("日期", "地点", "姓名")
DAY = dt.date(2019, 5, 28)
NAMES = ("日期", "地点", "姓名", "人次", "领域", "诉求", "佐证")


def row(*cells):
    return {name: cell for name, cell in zip(NAMES, cells, strict=False) if cell is not None}


HOSPITAL = row(DAY, "示例医院", "李示例", 12.0)
SCHOOL = row(dt.date(2019, 5, 30), "示例学校", "王示例", 5.0)
PARK = row(dt.date(2019, 5, 24), "示例产业园", "张示例", 3.0)


def changed(cells, **more):
    return {**cells, **more}


def test_a_cell_is_compared_as_people_see_it():
    assert fold_cell(3) == fold_cell(3.0) == fold_cell("３ ") == "3"
    assert fold_cell(True) != fold_cell(1)
    assert build_row_key({"人次": 3.0}) == build_row_key({"人次": "3"})


def test_of_equal_rows_the_nearest_is_taken_and_each_once():
    twice = {5: PARK, 9: PARK}
    assert match_same_rows({8: PARK}, twice) == {8: 9}
    assert match_same_rows({6: PARK}, twice) == {6: 5}
    assert match_same_rows({4: PARK, 6: PARK, 7: PARK}, twice) == {4: 5, 6: 9}
    assert find_unpaired_rows(twice, {8: 9}) == {5: PARK}
    thrice = {9: PARK, 2: PARK, 5: PARK}  # in whatever order they are handed over
    assert [match_same_rows({at: PARK}, thrice)[at] for at in (1, 3, 4, 6, 8, 20)] == [
        *(2, 2, 5, 5, 9, 9)
    ]


def test_a_row_near_two_of_which_one_is_anothers_is_the_other():
    """Both differ by one cell; one of them is ours as it was."""
    near = changed(HOSPITAL, 人次=13.0)
    found = match_rows({2: HOSPITAL, 3: near}, {7: near, 8: changed(HOSPITAL, 人次=14.0)}, IDENTITY)
    assert (found.same, found.similar, found.doubtful) == ({3: 7}, {2: 8}, frozenset())


def test_a_row_near_two_that_are_nobodys_is_neither():
    theirs = {7: changed(HOSPITAL, 人次=13.0), 8: changed(HOSPITAL, 人次=14.0)}
    found = match_rows({2: HOSPITAL}, theirs, IDENTITY)
    assert (found.found, found.doubtful) == ({}, {2})


def test_two_rows_near_one_are_neither():
    ours = {2: changed(HOSPITAL, 人次=13.0), 3: changed(HOSPITAL, 人次=14.0)}
    found = match_rows(ours, {7: HOSPITAL}, IDENTITY)
    assert (found.found, found.doubtful) == ({}, {2, 3})


def test_a_surer_sign_goes_before_a_weaker():
    """One says all we say and more, the other something else of us."""
    whole = changed(HOSPITAL, 领域="农业", 诉求="设备", 佐证="照片")
    theirs = {7: changed(HOSPITAL, 人次=13.0), 8: whole}
    assert match_rows({2: HOSPITAL}, theirs, IDENTITY).found == {2: 8}


def test_a_place_between_the_same_rows_decides_between_two():
    theirs = {4: PARK, 5: changed(HOSPITAL, 人次=13.0), 6: SCHOOL, 7: changed(HOSPITAL, 人次=14.0)}
    assert match_rows({2: PARK, 3: HOSPITAL, 4: SCHOOL}, theirs, IDENTITY).similar == {3: 5}


def test_the_order_in_which_rows_are_handed_over_says_nothing():
    """What several windows typed comes in the order in which it was typed."""
    ours = {4: SCHOOL, 3: HOSPITAL, 2: PARK}
    theirs = {7: changed(HOSPITAL, 人次=14.0), 4: PARK, 6: SCHOOL, 5: changed(HOSPITAL, 人次=13.0)}
    assert match_rows(ours, theirs, IDENTITY).similar == {3: 5}


def test_neighbours_that_changed_too_are_found_first():
    ours = {2: PARK, 3: HOSPITAL, 4: SCHOOL}
    filled = {"领域": "农业", "诉求": "设备", "佐证": "照片"}
    theirs = {
        4: {**PARK, **filled},
        5: {**HOSPITAL, **filled, "人次": 13.0},
        6: {**SCHOOL, **filled},
        7: {**HOSPITAL, **filled, "人次": 14.0},
    }
    assert match_rows(ours, theirs, IDENTITY).found == {2: 4, 3: 5, 4: 6}


def test_a_row_begun_is_found_between_the_same_rows_when_it_is_filled():
    begun = row(DAY)
    filled = row(DAY, "示例医院", "李示例", 12.0, "农业")
    ours, theirs = {2: PARK, 3: begun, 4: SCHOOL}, {5: PARK, 6: filled, 7: SCHOOL}
    assert match_rows(ours, theirs, IDENTITY).similar == {3: 6}
    assert match_rows(ours, theirs | {6: HOSPITAL, 7: filled, 8: SCHOOL}, IDENTITY).similar == {}


@pytest.mark.parametrize(("number", "is_found"), [(12.0, True), (13.0, False)])
def test_between_the_same_rows_more_must_agree_than_not(number, is_found):
    """Of what both say; what only one says tells nothing."""
    ours, filled = row(DAY, None, None, number), row(DAY, "示例医院", "李示例", 12.0, "农业")
    found = match_rows({2: PARK, 3: ours, 4: SCHOOL}, {5: PARK, 6: filled, 7: SCHOOL}, IDENTITY)
    assert found.similar == ({3: 6} if is_found else {})


def test_between_the_same_rows_one_of_which_another_agrees_as_much_is_neither():
    """It may have been moved there from where nothing stands between the same rows any more."""
    begun, filled = row(DAY, None, None, 12.0), row(DAY, "示例医院", "李示例", 12.0, "农业")
    ours = {2: PARK, 3: begun, 4: SCHOOL, 5: row(DAY, None, None, 12.0, None, "设备")}
    found = match_rows(ours, {5: PARK, 6: filled, 7: SCHOOL}, IDENTITY)
    assert found.similar == {}
    less = ours | {5: row(None, None, None, 12.0, None, "设备")}
    assert match_rows(less, {5: PARK, 6: filled, 7: SCHOOL}, IDENTITY).similar == {3: 6}


def test_the_first_and_the_last_row_stand_at_the_edges():
    begun, filled = row(DAY, None, None, 12.0), row(DAY, "示例医院", "李示例", 12.0, "农业")
    for ours, theirs in (
        ({2: begun, 3: PARK}, {4: filled, 5: PARK}),
        ({2: PARK, 3: begun}, {4: PARK, 5: filled}),
    ):
        (at,) = [each for each in ours if ours[each] is begun]
        assert match_rows(ours, theirs, IDENTITY).similar == {at: at + 2}
    assert match_rows({2: begun, 3: PARK}, {4: PARK, 5: filled}, IDENTITY).similar == {}


def test_a_lone_row_is_found_by_what_it_is_known_by_or_where_it_stood():
    more = {"领域": "农业", "诉求": "设备", "佐证": "照片"}
    assert match_lone_rows({2: HOSPITAL}, {9: HOSPITAL | more}, IDENTITY).found == {2: 9}
    for other in (changed(HOSPITAL, 地点="示例医院门诊部"), changed(HOSPITAL, 姓名="李示例二")):
        assert match_lone_rows({2: HOSPITAL}, {9: other}, IDENTITY).found == {}
        assert match_lone_rows({2: HOSPITAL}, {2: other}, IDENTITY).found == {2: 2}
        aside = match_lone_rows({2: HOSPITAL}, {9: other}, IDENTITY, lambda row, at, _: at == 9)
        assert aside.found == {2: 9}
    begun = row(DAY, None, None, 12.0, "农业")
    assert match_lone_rows({2: begun}, {9: changed(begun, 人次=13.0)}, IDENTITY).found == {2: 9}
    assert match_lone_rows({2: begun}, {9: PARK}, IDENTITY).doubtful == frozenset()
    twins = {7: changed(HOSPITAL, 人次=13.0), 8: changed(HOSPITAL, 人次=14.0)}
    found = match_lone_rows({2: HOSPITAL}, twins, IDENTITY)
    assert (found.found, found.doubtful) == ({}, {2})
    assert match_lone_rows({7: HOSPITAL}, twins, IDENTITY).found == {7: 7}


def test_another_row_at_the_place_of_a_deleted_one_is_another():
    other = row(dt.date(2019, 6, 1), "示例社区", "赵示例", 12.0)
    found = match_rows({2: PARK, 3: HOSPITAL, 4: SCHOOL}, {2: PARK, 3: other, 4: SCHOOL}, IDENTITY)
    assert (found.similar, found.doubtful) == ({}, frozenset())


@pytest.mark.parametrize(
    ("other", "is_found"),
    [
        (changed(HOSPITAL, 地点="示例医院门诊部"), True),
        (changed(HOSPITAL, 日期=dt.date(2019, 5, 29)), True),
        (changed(HOSPITAL, 地点="镇卫生所"), False),
        (changed(HOSPITAL, 姓名="赵钱孙"), False),
        (changed(HOSPITAL, 人次=13.0, 领域="农业"), True),
        (changed(HOSPITAL, 地点="示例医院门诊部", 人次=13.0, 领域="农业"), False),
    ],
)
def test_a_row_that_moved_is_found_by_what_few_cells_leave(other, is_found):
    """A name that became another altogether makes another row."""
    found = match_rows({2: HOSPITAL, 3: PARK}, {8: PARK, 9: other}, IDENTITY)
    assert found.similar == ({2: 9} if is_found else {})


@pytest.mark.parametrize(("more", "is_found"), [({}, True), ({"诉求": "设备"}, False)])
def test_two_cells_may_differ_in_a_row_whose_name_was_put_right_three_may_not(more, is_found):
    ours = changed(HOSPITAL, 领域="农业", 佐证="照片")
    other = changed(ours, 地点="示例医院门诊部", 人次=13.0, **more)
    found = match_rows({2: ours, 3: PARK}, {8: PARK, 9: other}, IDENTITY)
    assert found.similar == ({2: 9} if is_found else {})


def test_a_row_that_stands_where_it_stood_may_have_another_name():
    other = changed(HOSPITAL, 地点="镇卫生所")
    assert match_rows({2: HOSPITAL, 3: PARK}, {1: PARK, 2: other}, IDENTITY).similar == {2: 2}


def test_half_of_a_row_is_not_enough_and_the_same_place_speaks_for_it():
    ours, other = row(DAY, None, None, 12.0), row(DAY, None, None, 13.0)
    assert match_rows({2: ours, 3: PARK}, {8: PARK, 9: other}, IDENTITY).similar == {}
    assert match_rows({2: ours, 3: PARK}, {1: PARK, 2: other}, IDENTITY).similar == {2: 2}


def test_two_of_the_cells_people_know_a_row_by_are_enough_one_is_not():
    more = {"领域": "农业", "诉求": "设备", "佐证": "照片"}
    two, one = row(DAY, "示例医院", None, 12.0), row(DAY, None, None, 12.0)
    assert match_rows({2: two}, {9: {**two, **more}}, IDENTITY, KNOWN).found == {2: 9}
    assert match_rows({2: one}, {9: {**one, **more}}, IDENTITY, KNOWN).found == {}
    assert match_rows({2: two}, {9: {**two, **more, "姓名": "李示例"}}, IDENTITY).found == {2: 9}


def test_a_name_filled_in_later_makes_no_other_row():
    begun = row(DAY, "示例医院", None, 12.0)
    found = match_rows({2: begun, 3: PARK}, {8: PARK, 9: {**begun, "姓名": "李示例"}}, IDENTITY)
    assert found.similar == {2: 9}


def test_no_signs_find_only_what_is_the_same():
    found = match_rows({2: HOSPITAL, 3: PARK}, {8: changed(HOSPITAL, 领域="农业"), 9: PARK}, (), ())
    assert (found.found, found.doubtful) == ({3: 9}, frozenset())


def test_every_row_people_would_take_for_it_is_listed():
    theirs = {
        4: HOSPITAL,
        5: changed(HOSPITAL, 人次=13.0, 领域="农业", 诉求="设备", 佐证="照片"),
        6: changed(HOSPITAL, 姓名="赵示例"),
        7: PARK,
    }
    assert list_known_rows(HOSPITAL, theirs, IDENTITY) == [4, 5]
    assert list_known_rows(row(None, None, None, 3.0), {8: row(None, None, None, 3.0)}, ()) == [8]


def test_a_thousand_rows_of_one_day_and_place_are_told_apart_soon():
    """Somebody uploads a whole year under one day; half a minute would be too long."""
    ours = {n: row(DAY, "示例园", f"甲示例{n}", 3.0) for n in range(1000)}
    theirs = {n: row(DAY, "示例园", f"乙示例{n}", 3.0) for n in range(60)}
    begun = time.process_time()
    assert match_rows(ours, theirs, IDENTITY).same == {}
    assert time.process_time() - begun < 4


def test_a_row_is_known_however_many_of_its_other_cells_are_not_there():
    others = {f"备注{number}": f"说明{number}" for number in range(20)}
    assert list_known_rows({**HOSPITAL, **others}, {5: SCHOOL, 7: HOSPITAL}, IDENTITY) == [7]


MANY = 1000
"""Rows of which so many are nearly alike that to compare all with all takes minutes."""


def many(*cells, people=False, more=0):
    """So many rows of one day and place, each with a number of its own, and a person's name."""
    name = "示例{}".format if people else lambda _: None
    return {n: row(DAY, "示例园", name(n), float(n + more), *cells) for n in range(2, MANY + 2)}


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (many(), many(more=MANY), 0),
        (many(), many("农业"), MANY),
        (many(people=True), many("农业", people=True, more=1), MANY),
        ({n: row(DAY, "示例园") for n in range(MANY)}, dict.fromkeys(range(MANY), HOSPITAL), 0),
        (dict.fromkeys(range(MANY), PARK), dict.fromkeys(range(MANY), PARK), MANY),
    ],
    ids=["other numbers", "filled since", "known by name", "other places", "the same"],
)
def test_thousands_that_are_alike_are_matched_soon_and_by_what_is_sure(ours, theirs, found):
    begun = time.process_time()
    matches = match_rows(ours, theirs, IDENTITY)
    assert time.process_time() - begun < 4
    assert len(matches.found) == found
    assert all(row == place for row, place in matches.found.items())


def test_what_was_not_compared_with_all_it_may_be_is_doubtful():
    ours = {**many(), 1: SCHOOL, 0: HOSPITAL}
    theirs = {**many(more=MANY), 0: changed(HOSPITAL, 人次=13.0)}
    matches = match_rows(ours, theirs, IDENTITY)
    assert matches.found == {0: 0}
    assert matches.doubtful == many().keys()


def test_of_thousands_none_is_taken_for_one_that_is_merely_like_it():
    """The one above and the one below are the same still; another may have been moved between."""
    ours = many()
    theirs = {**many(more=MANY), 10: ours[10], 11: changed(ours[11], 人次=0.5), 12: ours[12]}
    matches = match_rows(ours, theirs, IDENTITY)
    assert (matches.found, 11 in matches.doubtful) == ({10: 10, 12: 12}, True)
