"""The words are made of the measure, so each test changes the measure and reads other words."""

import dataclasses
import datetime as dt

import pytest

from kjr.campaign.model import Indicator, Measure
from kjr.figures import overview
from kjr.figures.derivation import (
    count_open_pairs,
    derive_figure,
    explain_alike,
    explain_bars,
    explain_district_sum,
    explain_figure,
    explain_open_pairs,
    looks_like,
    phrase_joint_events,
    phrase_open_pairs,
    phrase_overlaps,
)
from tests import settled
from tests.small import PRESS, SMALL, book, entry, snapshot

LEDGER = dataclasses.replace(PRESS, sides=("状态", "标签"))
NAMED = Measure(
    "已刊发的人",
    "名",
    "宣传报道",
    distinct=(("标题",),),
    where={"标签": ("树典型",), "状态": ("已刊发",)},
)
EVERY = Measure("推荐的人", "名", "宣传报道", distinct=(("标题",),), where={"标签": ("树典型",)})
ROWS = Measure("报道", "篇", "宣传报道", where={"状态": ("已刊发", "")})
PEOPLE = Measure("走访人", "人次", "走访慰问", sum="走访人次")
PLACES = Measure("到过的地方", "名", "走访慰问", distinct=(("走访地点/单位",),))
MEASURES = (NAMED, EVERY, ROWS, PEOPLE, PLACES)


def added(*books, measures=MEASURES):
    campaign = dataclasses.replace(
        SMALL,
        ledgers=(SMALL.ledgers[0], LEDGER, SMALL.ledgers[2]),
        indicators=(Indicator("I5", "典型", "四", measures[0], measures[1:]),),
    )
    return overview.build_overview(dataclasses.replace(snapshot(*books), campaign=campaign))


def line(seen, measure):
    return next(each for each in seen.lines if each.measure is measure)


def person(unit, row, name, stage, tags=("树典型",)):
    return entry(unit, "宣传报道", row, 标题=name, 状态=stage, 标签=tags)


SEEN = added(
    book("东区科协", person("东区科协", 3, "苏", "已刊发"), person("东区科协", 4, "韩", "待刊发")),
    book("甲学会", person("甲学会", 3, "苏", "已刊发"), person("甲学会", 4, "李", None, None)),
)


def test_a_figure_is_told_from_the_rows_step_by_step():
    assert derive_figure(SEEN, line(SEEN, NAMED)) == (
        "宣传报道4行，其中「标签」为树典型的3行2名，其中「状态」为已刊发的2行1名，同一「标题」只算一名"
    )


def test_the_steps_can_begin_with_the_column_of_a_chart():
    told = derive_figure(SEEN, line(SEEN, NAMED), ["状态"])
    assert "4行，其中「状态」为已刊发的2行1名，其中「标签」为树典型的2行1名" in told


def test_a_blank_that_counts_is_told():
    told = derive_figure(SEEN, line(SEEN, ROWS))
    assert told == "宣传报道4行，其中「状态」为已刊发或没填的3行，一行算一篇"


def test_a_sum_says_what_it_adds_and_how_many_cells_are_blank():
    seen = added(
        book(
            "甲学会",
            entry("甲学会", "走访慰问", 3, {"走访人次"}, 走访人次=30),
            entry("甲学会", "走访慰问", 4),
        )
    )
    told = derive_figure(seen, line(seen, PEOPLE))
    assert told == "走访慰问2行，「走访人次」相加约30人次，有1行没填"


def test_rows_without_a_name_are_told_apart_from_those_that_repeat_one():
    seen = added(book("甲学会", *(person("甲学会", n, None, "已刊发") for n in (3, 4, 5))))
    assert "另有3行没填，分不清是否重复，不计" in derive_figure(seen, line(seen, EVERY))


def test_a_figure_of_a_place_is_told_from_the_rows_of_the_place():
    told = derive_figure(SEEN, line(SEEN, EVERY), place="东区")
    assert told.startswith("宣传报道2行，其中「标签」为树典型的2行2名")
    assert derive_figure(SEEN, line(SEEN, EVERY), place="甲学会").startswith("宣传报道2行")


def test_two_figures_of_one_counter_that_differ_are_both_explained():
    told = explain_alike(SEEN, SEEN.lines)
    assert list(told) == ["I5·已刊发的人", "I5·推荐的人"]
    assert "2行1名" in told["I5·已刊发的人"]


@pytest.mark.parametrize(
    "rows",
    [
        [("苏", "已刊发")],
        [("苏", "待刊发")],
    ],
)
def test_figures_that_are_equal_or_nothing_need_no_word(rows):
    seen = added(book("甲学会", *(person("甲学会", 3, *row) for row in rows)))
    assert explain_alike(seen, seen.lines) == {}


@pytest.mark.parametrize(
    ("change", "is_alike"),
    [
        ({}, True),
        ({"counter": "篇"}, False),
        ({"where": {"标签": ("重宣传",)}}, False),
        ({"where": {"标签": ("重宣传", "树典型")}}, True),
        ({"where": {}}, True),
        ({"distinct": (), "sum": "阅读量"}, False),
    ],
)
def test_what_looks_alike_is_read_from_the_definitions(change, is_alike):
    one, other = line(SEEN, NAMED), line(SEEN, EVERY)
    other = dataclasses.replace(other, measure=dataclasses.replace(EVERY, **change))
    assert looks_like(one, other) is is_alike


def test_figures_of_two_ledgers_look_alike_under_one_indicator_only():
    one, other = line(SEEN, NAMED), line(SEEN, PLACES)
    assert looks_like(one, other)
    elsewhere = dataclasses.replace(other.indicator, id="I6")
    assert not looks_like(one, dataclasses.replace(other, indicator=elsewhere))


def test_a_figure_is_explained_with_those_that_look_like_it():
    assert list(explain_figure(SEEN, line(SEEN, NAMED))) == ["已刊发的人 1名", "推荐的人 2名"]
    assert list(explain_figure(SEEN, line(SEEN, ROWS))) == ["报道 3篇"]


def test_districts_that_sum_above_the_whole_say_so():
    told = explain_district_sum(SMALL, line(SEEN, NAMED))
    assert told == "各县（市）区相加2名，全市1名：在几处都有的，全市按「标题」只算一次"
    assert explain_district_sum(SMALL, line(SEEN, ROWS)) == ""
    assert phrase_overlaps(SMALL, SEEN.lines).startswith("已刊发的人、推荐的人在几个")
    assert phrase_overlaps(SMALL, [line(SEEN, ROWS)]) == ""


def test_bars_say_what_they_count_and_why_a_figure_differs():
    counts, *differing = explain_bars(SEEN, LEDGER, "状态")
    assert counts == "按行数计，共4行"
    assert differing == [
        "已刊发的人 1名：宣传报道4行，其中「状态」为已刊发的2行1名，其中「标签」为树典型的2行1名，"
        "同一「标题」只算一名",
        "报道 3篇：宣传报道4行，其中「状态」为已刊发或没填的3行，一行算一篇",
    ]


def test_bars_of_a_column_with_several_choices_say_that_they_add_up_to_more():
    seen = added(book("甲学会", person("甲学会", 3, "苏", "已刊发", ("树典型", "重宣传"))))
    assert explain_bars(seen, LEDGER, "标签")[0] == "按行数计，共1行，一行可写几项，相加2"


def test_a_figure_that_equals_its_bars_needs_no_word():
    seen = added(book("甲学会", *(person("甲学会", n, "苏", "已刊发") for n in (3, 4))))
    assert [told.split("：")[0] for told in explain_bars(seen, LEDGER, "状态")] == [
        "按行数计，共2行",
        "已刊发的人 1名",
    ]


def test_what_is_told_apart_among_all_rows_says_how_many_it_makes():
    visits = [
        entry("甲学会", "走访慰问", n, **{"走访地点/单位": place})
        for n, place in enumerate(("示例医院", "示例医院", "示例学校"), 3)
    ]
    seen = added(book("甲学会", *visits))
    assert derive_figure(seen, line(seen, PLACES)) == (
        "走访慰问3行，同一「走访地点/单位」只算一名，2名"
    )


def test_within_a_place_only_the_figures_of_the_place_are_compared():
    seen = added(
        book("东区科协", person("东区科协", 3, "苏", "已刊发")),
        book("甲学会", person("甲学会", 3, "韩", "待刊发"), person("甲学会", 4, "李", "已刊发")),
    )
    assert list(explain_alike(seen, seen.lines)) == ["I5·已刊发的人", "I5·推荐的人"]
    assert explain_alike(seen, seen.lines, "东区") == {}
    assert explain_alike(seen, seen.lines, "东区科协") == {}
    assert explain_alike(seen, seen.lines, "乙学会") == {}
    for place in ("市直", "甲学会"):
        told = explain_alike(seen, seen.lines, place)
        assert told["I5·推荐的人"].startswith("宣传报道2行，其中「标签」为树典型的2行2名")


def test_the_figure_of_a_place_is_named_with_its_own_number():
    told = explain_figure(SEEN, line(SEEN, EVERY), "东区")
    assert list(told) == ["推荐的人 2名", "已刊发的人 1名"]
    assert list(explain_figure(SEEN, line(SEEN, EVERY), "甲学会")) == ["推荐的人 1名"]
    assert list(explain_figure(SEEN, line(SEEN, ROWS), "乙学会")) == ["报道 0篇"]


def test_figures_of_nothing_are_told_alone():
    seen = added()
    assert list(explain_figure(seen, line(seen, EVERY))) == ["推荐的人 0名"]


def test_joint_events_are_told_with_how_many_rows_add_nothing():
    fair = settled.event(title="科普大集进乡村", day=dt.date(2019, 6, 4))
    now = settled.seen(
        settled.filed("东区科协", settled.event(), fair),
        settled.filed("甲学会", settled.event(280.0), fair),
        settled.filed("乙学会", settled.event(290.0)),
    )
    assert phrase_joint_events(overview.build_overview(now)) == ""
    for number in range(3):
        pair = next(each for each in now.open_pairs if "东区科协" in {p[0] for p in each.places})
        act = settled.settle(dataclasses.replace(now, pairs=(pair,)), "东区科协")
        act = act._replace(id=f"s{number}")
        now = dataclasses.replace(now, settlements=(*now.settlements, act))
    seen = overview.build_overview(now)
    told = "2场联合活动只计主办单位填报的，协办单位的3条不另计。"
    assert (phrase_joint_events(seen), phrase_joint_events(seen, settled.LEDGER)) == (told, told)
    assert phrase_joint_events(seen, "走访慰问") == ""


def test_what_may_be_one_event_is_counted_where_both_its_rows_add():
    other = settled.event(50.0, dt.date(2019, 5, 25), "农机维修培训")
    now = overview.build_overview(
        settled.seen(
            settled.filed("东区科协", settled.event(), other),
            settled.filed("甲学会", settled.event(280.0)),
        )
    )
    (held,) = now.lines
    assert held.done == 3
    assert count_open_pairs(now, held) == 1
    assert phrase_open_pairs(now, held) == "其中1对疑似联合，按两场计，待认定"
    assert count_open_pairs(now, held, "东区科协") == 0
    assert phrase_open_pairs(now, held, "东区科协") == ""
    assert explain_open_pairs(now, now.lines) == "主题活动：其中1对疑似联合，按两场计，待认定"
    people = dataclasses.replace(held.measure, name="参加", sum="参加人次")
    assert phrase_open_pairs(now, dataclasses.replace(held, measure=people)) == (
        "其中1对疑似联合，两条都计入，待认定"
    )
    few = dataclasses.replace(held.measure, where={"名称": ("农机维修培训",)})
    assert count_open_pairs(now, dataclasses.replace(held, measure=few)) == 0


def test_steps_do_not_tell_how_many_things_where_rows_are_counted():
    assert derive_figure(SEEN, line(SEEN, EVERY)) == (
        "宣传报道4行，其中「标签」为树典型的3行2名，同一「标题」只算一名"
    )


def test_what_is_known_of_a_writer_is_a_step_like_any_other():
    owing = dataclasses.replace(EVERY, where={"@应报": ("是",)})
    seen = added(book("甲学会", person("甲学会", 3, "苏", "已刊发")), measures=(owing,))
    assert derive_figure(seen, seen.lines[0]) == (
        "宣传报道1行，其中「应报」为是的1行1名，同一「标题」只算一名"
    )


def test_bars_with_blank_cells_count_every_row_once():
    seen = added(
        book("甲学会", person("甲学会", 3, "苏", "已刊发"), person("甲学会", 4, "韩", None, None))
    )
    assert explain_bars(seen, LEDGER, "标签")[0] == "按行数计，共2行"
