import dataclasses
import datetime as dt

import pytest

from kjr.figures import overview
from kjr.figures.lines import (
    WHY,
    accumulate_by_day,
    measure_lines,
    select_counted_rows,
    select_left_out_rows,
)
from kjr.figures.tables import build_tables
from kjr.values import wording
from tests.small import ARTICLES, FILED, PEOPLE, SMALL, TAGGED, book, entry, snapshot


def measured(measure, *books):
    lines = measure_lines(SMALL, build_tables(SMALL, snapshot(*books).entries))
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


def test_one_approximate_amount_makes_the_sum_approximate():
    rows = visit("东区科协", 3, 30, about={"走访人次"}), visit("东区科协", 4, 2)
    assert measured(PEOPLE, book("东区科协", *rows)).about


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
    lines = measure_lines(SMALL, build_tables(SMALL, ()))
    assert [line.done for line in lines] == [0, 0, 0, 0]


def test_a_figure_grows_day_by_day():
    days = [dt.date(2019, 5, 24), dt.date(2019, 5, 24), dt.date(2019, 5, 30)]
    rows = [visit("东区科协", n, 2, day=day) for n, day in enumerate(days, 3)]
    growth = accumulate_by_day(SMALL, build_tables(SMALL, rows), PEOPLE)
    assert {f"{day:%m-%d}": total for day, total in growth.items()} == {"05-24": 4, "05-30": 6}
