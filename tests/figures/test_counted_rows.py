import dataclasses
import datetime as dt

import pytest

from kjr.campaign.columns import Progress
from kjr.figures import overview
from kjr.figures.counted_rows import (
    WHY,
    accumulate_by_day,
    count_entries_by_day,
    list_added,
    list_entry_days,
    select_counted_rows,
    select_left_out_rows,
)
from kjr.figures.tables import ENTRY, build_tables
from kjr.values import wording
from kjr.values.days import Span
from tests.small import ARTICLES, FILED, PEOPLE, SMALL, TAGGED, book, entry, snapshot


def measured(measure, *books):
    lines = overview.build_overview(snapshot(*books)).lines
    return next(line for line in lines if line.measure is measure)


def article(unit, row, **values):
    return entry(unit, "宣传报道", row, **{"状态": "已刊发"} | values)


def visit(unit, row, people, about=(), day=dt.date(2019, 5, 24)):
    return entry(unit, "走访慰问", row, about, 走访日期=day, 走访人次=people)


def test_a_sum_adds_up_by_district_and_unit():
    line = measured(
        PEOPLE,
        book("东区科协", visit("东区科协", 3, 30), visit("东区科协", 4, 2)),
        book("甲学会", visit("甲学会", 3, 5)),
    )
    assert line.done == 37
    assert line.by_district == {"东区": 32, "市直": 5}
    assert line.by_unit == {"东区科协": 32, "甲学会": 5}
    assert not line.about


def test_of_ledgers_nobody_has_filled_nothing_is_asked_and_nothing_found():
    lines = overview.build_overview(snapshot()).lines
    assert {(line.done, line.unsure, line.planned) for line in lines} == {(0, 0, 0)}
    assert not any(line.by_district or line.by_unit for line in lines)


def test_one_approximate_amount_makes_the_sum_approximate():
    rows = visit("东区科协", 3, 30, about={"走访人次"}), visit("东区科协", 4, 2)
    assert measured(PEOPLE, book("东区科协", *rows)).about


def test_a_sum_knows_how_much_of_it_its_writers_said_less_of():
    near = {"about": {"走访人次"}, "below": {"走访人次"}}
    rows = visit("东区科协", 3, 30), visit("东区科协", 4, 50)._replace(**near)
    line = measured(PEOPLE, book("东区科协", *rows))
    assert (line.done, line.unsure) == (80, 50)
    for target, is_reached in ((30, True), (31, False), (80, False)):
        aimed = dataclasses.replace(line, measure=dataclasses.replace(PEOPLE, target=target))
        assert (aimed.is_reached, aimed.is_doubtful) == (is_reached, not is_reached)


def test_only_the_places_with_an_approximate_amount_are_approximate():
    line = measured(
        PEOPLE,
        book("东区科协", visit("东区科协", 3, 30, about={"走访人次"})),
        book("甲学会", visit("甲学会", 3, 5)),
    )
    said = [
        wording.format_figure(number, "")
        for number in (line.done, *line.by_district.values(), *line.by_unit.values())
    ]
    assert said == ["约35", "约30", "5", "约30", "5"]


def test_what_is_planned_is_approximate_by_itself():
    now = overview.build_overview(
        snapshot(
            book(
                "甲学会",
                visit("甲学会", 3, 30, about={"走访人次"}),
                visit("甲学会", 4, 5, day=dt.date(2019, 6, 9)),
            )
        )
    )
    line = now.line("I3")
    assert [wording.format_figure(each, "") for each in (line.done, line.planned)] == ["约30", "5"]


def test_the_same_article_filed_by_two_units_counts_once():
    one = {"标题": "种出金豆子", "媒体名称": "某日报"}
    line = measured(
        ARTICLES,
        book("东区科协", article("东区科协", 3, **one)),
        book("甲学会", article("甲学会", 3, **one)),
    )
    assert line.done == 1
    assert line.by_unit == {"东区科协": 1, "甲学会": 1}


def test_a_paper_is_the_same_with_and_without_marks_around_its_name():
    named = [
        article("东区科协", n, 标题=t, 媒体名称=m)
        for n, (t, m) in enumerate(
            [
                ("《种出金豆子》", "《某日报》"),
                ("种出金豆子", "“某日报”"),
                ("种出金豆子", "某晚报"),
            ],
            3,
        )
    ]
    assert measured(ARTICLES, book("东区科协", *named)).done == 2


def test_articles_on_the_same_page_of_a_paper_are_different_articles():
    rows = [
        article("东区科协", n, 标题=f"第{n}篇", 媒体名称="某日报", **{"链接/版面": "第5版"})
        for n in (3, 4)
    ]
    assert measured(ARTICLES, book("东区科协", *rows)).done == 2


def test_the_same_address_is_the_same_article_whatever_its_title():
    rows = [
        article(
            "东区科协", n, 标题=f"写法{n}", 媒体名称="网", **{"链接/版面": "https://example.com/1"}
        )
        for n in (3, 4)
    ]
    assert measured(ARTICLES, book("东区科协", *rows)).done == 1


def test_an_unpublished_article_is_left_out_and_says_why():
    tables = build_tables(SMALL, [article("东区科协", 3, 标题="甲", 媒体名称="报", 状态="待刊发")])
    (why,) = select_left_out_rows(SMALL, tables, ARTICLES)[WHY]
    assert why == "「状态」为“待刊发”，只计已刊发"


def test_a_blank_cell_counts_where_the_measure_says_so():
    lenient = dataclasses.replace(ARTICLES, where={"状态": ("已刊发", "")})
    tables = build_tables(SMALL, [article("东区科协", 3, 标题="甲", 媒体名称="报", 状态=None)])
    assert len(select_counted_rows(SMALL, tables, lenient)) == 1


def test_one_of_several_choices_is_enough():
    rows = [
        article("东区科协", 3, 标签=("树典型", "重宣传")),
        article("东区科协", 4, 标签=("重宣传",)),
        article("东区科协", 5),
    ]
    assert measured(TAGGED, book("东区科协", *rows)).done == 1


def test_a_unit_has_sent_its_summary_only_on_paper_and_electronically():
    both = entry("东区科协", "总结报送", 3, 书面总结="已交", 电子版="已交")
    half = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="未交")
    assert measured(FILED, book("东区科协", both), book("甲学会", half)).by_unit == {"东区科协": 1}


@pytest.mark.parametrize(("is_hard", "rate"), [(True, 1.5), (False, 1.0)])
def test_a_number_of_the_plan_can_be_exceeded_and_a_least_cannot(is_hard, rate):
    rows = [article("东区科协", n, 标题=f"{n}", 媒体名称="报") for n in range(3, 9)]
    line = measured(ARTICLES, book("东区科协", *rows))
    line = dataclasses.replace(line, measure=dataclasses.replace(ARTICLES, hard=is_hard))
    assert (line.done, line.rate) == (6, rate)


def test_without_a_target_there_is_no_rate():
    assert measured(PEOPLE).rate is None


def test_nothing_filed_gives_zero_everywhere():
    lines = overview.build_overview(snapshot()).lines
    assert [line.done for line in lines] == [0, 0, 0, 0]


def test_a_figure_grows_day_by_day():
    days = [dt.date(2019, 5, 24), dt.date(2019, 5, 24), dt.date(2019, 5, 30)]
    rows = [visit("东区科协", n, 2, day=day) for n, day in enumerate(days, 3)]
    growth = accumulate_by_day(SMALL, build_tables(SMALL, rows), PEOPLE)
    assert {f"{day:%m-%d}": total for day, total in growth.items()} == {"05-24": 4, "05-30": 6}


def planned(measure, done, ahead):
    told = [*done, *(each._replace(progress=Progress.PLANNED) for each in ahead)]
    units = dict.fromkeys(each.unit for each in told)
    line = measured(measure, *(book(u, *(each for each in told if each.unit == u)) for u in units))
    return line.done, line.planned


def test_what_is_planned_adds_only_what_is_not_there_already():
    one, other = ({"标题": name, "媒体名称": "某日报"} for name in ("种出金豆子", "另一篇"))
    done = [article("甲学会", 3, **one)]
    ahead = [article("乙学会", 3, **one), article("乙学会", 4, **other)]
    assert planned(ARTICLES, done, ahead) == (1, 1)
    assert planned(ARTICLES, [], ahead) == (0, 2)
    assert planned(ARTICLES, done, []) == (1, 0)
    assert planned(PEOPLE, [visit("甲学会", 3, 5)], [visit("甲学会", 4, 7)]) == (5, 7)


def test_places_and_units_stand_in_one_order():
    units = ("甲学会", "东区科协", "乙学会")
    line = measured(PEOPLE, *(book(each, visit(each, 3, 5)) for each in units))
    assert (list(line.by_district), list(line.by_unit)) == (["东区", "市直"], sorted(units))
    once = measured(ARTICLES, *(book(u, article(u, 3, 标题=u, 媒体名称="报")) for u in units))
    assert (list(once.by_district), list(once.by_unit)) == (["东区", "市直"], sorted(units))


def test_two_of_a_place_that_name_the_same_are_one_there():
    one = {"标题": "种出金豆子", "媒体名称": "某日报"}
    units = ("甲学会", "乙学会")
    line = measured(ARTICLES, *(book(unit, article(unit, 3, **one)) for unit in units))
    assert (line.by_district, line.by_unit) == ({"市直": 1}, {"甲学会": 1, "乙学会": 1})


@pytest.mark.parametrize(("number", "is_reached", "rate"), [(3, False, 0.75), (4, True, 1.0)])
def test_a_target_is_reached_with_its_last_piece(number, is_reached, rate):
    rows = [article("东区科协", n, 标题=f"{n}", 媒体名称="报") for n in range(number)]
    line = measured(ARTICLES, book("东区科协", *rows))
    assert (line.is_reached, line.rate, line.target) == (is_reached, rate, 4)
    assert not measured(PEOPLE, book("甲学会", visit("甲学会", 3, 5))).is_reached


def test_a_choice_calls_every_figure_by_its_indicator_and_what_it_measures():
    labels = [line.label for line in overview.build_overview(snapshot()).lines]
    assert labels == ["I3·走访科技工作者", "I7·媒体报道", "I7·树典型", "I19·总结报送"]


@pytest.mark.parametrize(
    ("links", "number"),
    [
        (("https://example.com/1", "HTTP://example.com/1"), 2),
        (("HTTPS://example.com/1", "HTTPS://example.com/1"), 1),
        (("第5版", "http://example.com/1"), 2),
    ],
)
def test_an_address_is_one_however_its_beginning_is_written(links, number):
    rows = [
        article("东区科协", n, 标题=f"第{n}篇", 媒体名称="报", **{"链接/版面": link})
        for n, link in enumerate(links, 3)
    ]
    assert measured(ARTICLES, book("东区科协", *rows)).done == number


def test_a_row_that_lacks_every_key_is_left_out_and_one_that_has_any_counts():
    rows = [
        article("东区科协", 3, 标题="甲"),
        article("东区科协", 4, 媒体名称="报"),
        article("东区科协", 5, 标题="甲", 媒体名称="报"),
        article("东区科协", 6, **{"链接/版面": "http://example.com/1"}),
    ]
    tables = build_tables(SMALL, rows)
    assert [e.row for e in select_counted_rows(SMALL, tables, ARTICLES)[ENTRY]] == [5, 6]
    assert [e.row for e in select_left_out_rows(SMALL, tables, ARTICLES)[ENTRY]] == [3, 4]


def test_each_row_tells_what_it_adds():
    rows = [visit("甲学会", 3, 30, {"走访人次"}), visit("甲学会", 4, 2), visit("甲学会", 5, None)]
    counted = select_counted_rows(SMALL, build_tables(SMALL, rows), PEOPLE)
    said = [wording.format_figure(each, "") for each in list_added(counted, PEOPLE)]
    assert said == ["约30", "2", "0"]
    twice = [article("甲学会", n, 标题="甲", 媒体名称="报") for n in (3, 4)]
    counted = select_counted_rows(SMALL, build_tables(SMALL, twice), ARTICLES)
    assert list_added(counted, ARTICLES) == [1, 0]


MAY = {n: dt.date(2019, 5, n) for n in (22, 24, 30)}


def test_a_thing_told_of_twice_is_new_on_its_first_day():
    rows = [
        article("甲学会", n, 标题=title, 媒体名称="报", 刊发日期=day)
        for n, (title, day) in enumerate(
            [("甲", MAY[30]), ("甲", MAY[22]), ("乙", MAY[24]), ("丙", None)], 3
        )
    ]
    growth = accumulate_by_day(SMALL, build_tables(SMALL, rows), ARTICLES)
    assert [(day.day, total) for day, total in growth.items()] == [(22, 1), (24, 2), (30, 2)]


def test_without_rows_or_a_day_nothing_grows():
    assert accumulate_by_day(SMALL, build_tables(SMALL, ()), PEOPLE).empty
    dayless = dataclasses.replace(SMALL.ledgers[0], day="")
    campaign = dataclasses.replace(SMALL, ledgers=(dayless, *SMALL.ledgers[1:]))
    tables = build_tables(campaign, [visit("甲学会", 3, 5)])
    assert accumulate_by_day(campaign, tables, PEOPLE).empty


def test_each_entry_of_a_day_is_a_span_of_its_own():
    rows = [
        visit("甲学会", n, 2, day=day) for n, day in enumerate([MAY[24], MAY[24], None, MAY[30]])
    ]
    table = build_tables(SMALL, rows)["走访慰问"]
    days = list_entry_days([count_entries_by_day(SMALL.ledgers[0], table)])
    assert days == [Span(MAY[24], MAY[24])] * 2 + [Span(MAY[30], MAY[30])]


def test_of_a_span_of_days_the_first_is_drawn():
    row = visit("甲学会", 3, 2, day=Span(MAY[22], MAY[24]))
    growth = accumulate_by_day(SMALL, build_tables(SMALL, [row]), PEOPLE)
    assert [day.day for day in growth.index] == [22]
