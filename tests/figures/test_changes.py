import dataclasses
import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from kjr.campaign.model import Indicator, Measure
from kjr.figures import changes, overview
from kjr.figures.changes import Changes, LineChange, Move, compare_overviews
from kjr.figures.moments.snapshot import Stale
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.sums.line import Line
from kjr.values.wording import format_change, format_figure
from tests.small import NOON, PEOPLE, book, entry, snapshot


def visit(unit, people):
    return entry(unit, "走访慰问", 3, 走访人次=people)


def added_up(*books):
    return overview.build_overview(snapshot(*books))


def seen(people):
    return added_up(book("甲学会", visit("甲学会", people)))


def test_a_note_comes_back_as_it_was_written():
    recalled = changes.decode_visit(changes.encode_visit(seen(5), NOON))
    assert recalled.moment == NOON
    figures = {"I3": 5, "I7": 0, "I19": 0, "已填报": 1, "已报": 0}
    assert {name: recalled.done[name] for name in figures} == figures


def test_a_note_is_of_one_campaign_another_at_the_same_address_was_never_seen():
    shown = seen(5)
    note, campaign = changes.encode_visit(shown, NOON), shown.campaign
    assert changes.recall_visit(note, campaign) == changes.decode_visit(note)
    later = campaign.deadline.replace(year=campaign.deadline.year + 1)
    for other in (replace(campaign, deadline=later), replace(campaign, city="另一个市")):
        assert changes.recall_visit(note, other) is None


def test_what_moved_is_told_falls_first():
    before = changes.decode_visit(changes.encode_visit(seen(5), NOON))._replace(
        done={"I3": 5, "已填报": 0, "已报": 0}
    )
    assert changes.find_figure_moves(before, seen(3)) == [
        Move("走访科技工作者", -2, "人次"),
        Move("已填报", 1, "家"),
    ]


def test_an_indicator_that_is_new_since_is_left_out():
    before = changes.LastVisit(NOON, {})
    assert changes.find_figure_moves(before, seen(3)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1;I3=x",
        "1;I3=5<script>",
        "9" * 40,
        "9" * 12,
        "9" * 12 + ";I3=5",
        "1;" + "a=1;" * 9,
    ],
)
def test_anything_else_is_no_note(text):
    assert changes.decode_visit(text) is None


def test_a_note_fits_a_cookie():
    assert len(changes.encode_visit(seen(10**8), dt.datetime.now(dt.UTC))) < 1000


def test_the_same_snapshot_shows_no_change():
    same = added_up(book("甲学会", visit("甲学会", 3)))
    moved = compare_overviews(same, same)
    assert (moved.changes, moved.filed, moved.newly_filed) == ((), 0, ())


def test_a_ledger_begun_is_no_report():
    moved = compare_overviews(added_up(), added_up(book("甲学会", visit("甲学会", 3))))
    (change,) = moved.changes
    assert (change.delta, change.fell) == (3, False)
    assert (moved.filled, moved.filed, moved.newly_filed) == (1, 0, ())


def test_a_new_report_is_named():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交")
    moved = compare_overviews(added_up(), added_up(book("甲学会", report)))
    assert (moved.filled, moved.filed, moved.newly_filed) == (0, 1, ("甲学会",))


def test_a_figure_that_fell_somewhere_is_flagged_even_if_the_sum_grew():
    before = added_up(book("甲学会", visit("甲学会", 5)))
    after = added_up(book("甲学会", visit("甲学会", 2)), book("乙学会", visit("乙学会", 9)))
    (change,) = compare_overviews(before, after).changes
    assert (change.delta, change.fell, change.by_unit) == (6, True, {"甲学会": -3, "乙学会": 9})


def about(unit, people):
    return entry(unit, "走访慰问", 3, {"走访人次"}, 走访人次=people)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((about("甲学会", 30),), (about("甲学会", 50),), ("约30", "+约20")),
        ((about("甲学会", 30),), (visit("甲学会", 50),), ("约30", "+约20")),
        (
            (about("甲学会", 30), visit("乙学会", 5)),
            (about("甲学会", 30), visit("乙学会", 9)),
            ("约35", "+4"),
        ),
        ((visit("甲学会", 30),), (visit("甲学会", 50),), ("30", "+20")),
    ],
    ids=["both", "before", "another row", "neither"],
)
def test_a_change_is_approximate_where_a_row_behind_it_is(before, after, said):
    then, now = (added_up(*(book(each.unit, each) for each in rows)) for rows in (before, after))
    (change,) = compare_overviews(then, now).changes
    assert (format_figure(change.old, ""), format_change(change.delta)) == said


def test_a_row_of_changes_says_what_is_approximate():
    then, now = added_up(book("甲学会", about("甲学会", 30))), seen(50)
    rows = compare_overviews(then, now).rows
    said = [
        [format_figure(each, "") for each in (row.old, row.new, row.unit_old, row.unit_new)]
        for row in rows
    ]
    assert said == [["约30", "0", "约30", "50"], ["0", "50", "约30", "50"]]


def test_a_report_of_a_body_that_need_not_file_is_not_news():
    report = entry("协作医院", "总结报送", 3, 书面总结="已交", 电子版="已交")
    moved = compare_overviews(added_up(), added_up(book("协作医院", report)))
    assert (moved.filed, moved.newly_filed) == (0, ())


def test_a_fall_is_put_down_to_what_took_most_away_and_where():
    def began(unit, people, day=1):
        where = {"走访日期": dt.date(2019, 6, day), "走访地点/单位": "示例医院"}
        return book(unit, entry(unit, "走访慰问", 3, 走访人次=people, **where))

    before = added_up(began("东区科协", 100), began("甲学会", 200), began("乙学会", 1200))
    after = added_up(began("东区科协", 1), began("甲学会", 200, 9), began("乙学会", 1200, 9))
    (change,) = compare_overviews(before, after).changes
    assert change.falls["东区科协"] is RowFate.SHRANK
    assert [*change.explain_fall().items()] == [
        (RowFate.PLANNED, ["乙学会", "甲学会"]),
        (RowFate.SHRANK, ["东区科协"]),
    ]


def test_each_unit_that_lost_is_told_with_its_own_reason():
    def began(unit, *day):
        return book(unit, entry(unit, "走访慰问", 3, 走访人次=1, 走访日期=dt.date(*day)))

    before = added_up(began("东区科协", 2019, 6, 1), began("甲学会", 2019, 6, 1))
    after = added_up(began("东区科协", 2019, 6, 12), began("甲学会", 2109, 6, 1))
    (change,) = compare_overviews(before, after).changes
    assert {f"{fate}": units for fate, units in change.explain_fall().items()} == {
        "改到以后": ["东区科协"],
        "日期存疑": ["甲学会"],
    }
    (mended,) = compare_overviews(after, before).changes
    assert {row.fate for row in compare_overviews(after, before).rows} == {
        RowFate.HAPPENED,
        RowFate.MENDED,
    }
    assert mended.delta == 2


def test_a_report_that_is_in_is_told_once():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交")
    before, after = added_up(), added_up(book("甲学会", report))
    for then, now, delta in ((before, after, 1), (after, before, -1)):
        told = compare_overviews(then, now)
        assert told.report is not None
        assert (told.filed, told.report.delta) == (delta, delta)
        assert told.report not in told.ranked
    seen = changes.decode_visit(changes.encode_visit(before, NOON))
    assert seen is not None
    assert [move.name for move in changes.find_figure_moves(seen, after)] == ["已报"]


def test_a_unit_whose_figure_grew_lost_nothing_although_one_row_fell():
    def began(mine, other):
        places = {"示例医院": mine, "示例学校": other}
        rows = [
            entry("甲学会", "走访慰问", n, 走访人次=people, **{"走访地点/单位": place})
            for n, (place, people) in enumerate(places.items(), 3)
        ]
        return added_up(book("甲学会", *rows))

    moved = compare_overviews(began(5, 2), began(1, 20))
    (change,) = moved.changes
    assert [(row.old, row.new) for row in moved.rows] == [(5, 1), (2, 20)]
    assert (change.delta, change.fell, change.losses) == (14, False, {})


def changed(name, delta, target=None, units=(), *, is_main=True):
    """How a figure moved, and by how much in which units."""
    measure = Measure(name, "项", "走访慰问", target=target)
    main = Indicator(name, name, "四", measure)
    named_with = Indicator("I3", "走访", "四", PEOPLE, (measure,))
    line = Line(main if is_main else named_with, measure, 9, {}, {}, 0)
    return LineChange(line, 9 - delta, delta, dict(units))


def named(changes, most=9):
    found = Changes(NOON, tuple(changes), 0, 0, ()).ranked[:most]
    return [each.line.measure.name for each in found]


def test_falls_come_first_then_targets_then_what_moved_most():
    moved = [
        changed("多一项", 1),
        changed("多九项", 9),
        changed("有目标的多一项", 1, target=5),
        changed("有目标的多二项", 2, target=5),
        changed("一家少了", 3, units={"甲学会": -1, "乙学会": 4}),
        changed("一家少了又补平", 0, units={"甲学会": -1, "乙学会": 1}),
        changed("少一项", -1),
        changed("少五项", -5),
        changed("有目标的少一项", -1, target=5),
    ]
    assert named(moved) == [
        *("有目标的少一项", "少五项", "少一项"),
        *("一家少了", "一家少了又补平"),
        *("有目标的多二项", "有目标的多一项", "多九项", "多一项"),
    ]
    assert named(moved, 2) == ["有目标的少一项", "少五项"]


def test_what_is_measured_beside_an_indicator_is_shown_only_where_it_fell():
    grew, fell = changed("多的", 2, is_main=False), changed("少的", -2, is_main=False)
    assert named([grew, fell]) == ["少的"]


def test_a_figure_that_stays_although_a_unit_more_names_the_same_is_no_change():
    assert named([changed("同一篇", 0, units={"甲学会": 1})]) == []


def test_a_figure_that_only_grew_has_no_fall_to_explain():
    (change,) = compare_overviews(seen(3), seen(5)).changes
    assert (change.fell, change.falls, change.explain_fall()) == (False, {}, {})


def test_an_indicator_new_since_began_with_nothing():
    before = seen(5)
    before = dataclasses.replace(before, sums=dataclasses.replace(before.sums, lines=()))
    (change,) = compare_overviews(before, seen(5)).changes
    assert (change.line.name, change.old, change.delta) == ("I3", 0, 5)
    assert change.by_unit == {"甲学会": 5}


def test_what_moved_since_is_compared_with_its_own_moment():
    now, before = seen(5), seen(3)
    assert compare_overviews(before, now).since == NOON
    assert [(line.old, line.delta) for line in compare_overviews(now, before).changes] == [(5, -2)]


def test_of_rows_that_lost_as_much_the_fate_somebody_wrote_is_told():
    lost = {"甲学会": Counter({RowFate.REMOVED: 3, RowFate.SHRANK: 3})}
    fallen = dataclasses.replace(changed("少的", -6), losses=lost)
    assert fallen.explain_fall() == {RowFate.SHRANK: ["甲学会"]}


def test_a_unit_that_has_nothing_any_more_lost_all_it_had():
    before = added_up(book("甲学会", visit("甲学会", 5)), book("乙学会", visit("乙学会", 2)))
    (change,) = compare_overviews(before, added_up(book("乙学会", visit("乙学会", 2)))).changes
    assert (change.delta, change.by_unit) == (-5, {"甲学会": -5})


def test_since_the_last_visit_the_states_of_units_are_subtracted_too():
    before = changes.LastVisit(NOON, {"I3": 1, "已填报": 3, "已报": 2})
    assert changes.find_figure_moves(before, seen(5)) == [
        Move("已填报", -2, "家"),
        Move("已报", -2, "家"),
        Move("走访科技工作者", 4, "人次"),
    ]
    same = changes.decode_visit(changes.encode_visit(seen(5), NOON))
    assert changes.find_figure_moves(same, seen(5)) == []


def article(unit, title):
    values = {"标题": title, "媒体名称": "示例日报", "状态": "已刊发"}
    return book(unit, entry(unit, "宣传报道", 3, **values))


def test_two_reports_that_turn_out_to_be_one_are_a_change_of_the_whole_alone():
    before = added_up(article("甲学会", "一篇"), article("乙学会", "另一篇"))
    after = added_up(article("甲学会", "一篇"), article("乙学会", "一篇"))
    (change,) = compare_overviews(before, after).changes
    assert (change.line.name, change.delta, change.fell, change.by_unit) == ("I7", -1, True, {})


def test_a_report_two_units_file_is_a_change_of_the_second_alone():
    before = added_up(article("甲学会", "一篇"))
    after = added_up(article("甲学会", "一篇"), article("乙学会", "一篇"))
    (change,) = compare_overviews(before, after).changes
    assert (change.delta, change.fell, change.by_unit) == (0, False, {"乙学会": 1})


def test_units_that_began_or_filed_are_told_as_the_difference():
    def stands(*units):
        values = {"书面总结": "已交", "电子版": "已交"}
        return added_up(*(book(u, visit(u, 3), entry(u, "总结报送", 4, **values)) for u in units))

    moved = compare_overviews(stands("甲学会"), stands("甲学会", "乙学会", "东区科协"))
    assert (moved.filled, moved.filed, moved.newly_filed) == (2, 2, ("东区科协", "乙学会"))
    back = compare_overviews(stands("甲学会", "乙学会"), stands("甲学会"))
    assert (back.filled, back.filed, back.newly_filed) == (-1, -1, ())


def places(unit, **people):
    """A unit's visits: place → how many people it reached."""
    rows = [
        entry(unit, "走访慰问", n, 走访人次=number, **{"走访地点/单位": place})
        for n, (place, number) in enumerate(people.items(), 3)
    ]
    return book(unit, *rows)


def test_a_loss_weighs_what_is_lost_and_not_what_stood_there():
    before = added_up(places("甲学会", 示例医院=100, 某产业园区=5))
    (change,) = compare_overviews(before, added_up(places("甲学会", 示例医院=99))).changes
    assert change.losses == {"甲学会": {RowFate.SHRANK: 1, RowFate.REMOVED: 5}}
    assert change.explain_fall() == {RowFate.REMOVED: ["甲学会"]}


def test_a_unit_whose_rows_make_up_for_each_other_lost_nothing():
    before = added_up(places("甲学会", 示例医院=5, 某产业园区=2))
    after = added_up(places("甲学会", 示例医院=2, 某产业园区=5), places("乙学会", 某学校=9))
    (change,) = compare_overviews(before, after).changes
    assert (change.by_unit, change.losses, change.fell) == ({"乙学会": 9}, {}, False)


def test_a_row_says_what_its_unit_had_and_has():
    one, two = added_up(), added_up(places("甲学会", 示例医院=5, 某产业园区=2))
    come, gone = compare_overviews(one, two).rows, compare_overviews(two, one).rows
    assert {(row.unit_old, row.unit_new, row.fell) for row in come} == {(0, 7, False)}
    assert {(row.unit_old, row.unit_new, row.fell) for row in gone} == {(7, 0, True)}


def test_of_what_nobody_can_read_now_no_unit_is_asked_whether_it_is_right():
    gone = replace(book("甲学会"), pages=(), stale=Stale(NOON, "文件加了密码"))
    lost = compare_overviews(seen(5), added_up(gone))
    assert [row.fate for row in lost.rows if row.fell] == [RowFate.LOST]
    assert lost.questionable == []
    less = compare_overviews(seen(5), seen(3))
    assert less.questionable == [row for row in less.rows if row.fell] != []
