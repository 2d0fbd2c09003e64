import dataclasses
import datetime as dt

import pytest

from kjr.campaign.columns import Progress
from kjr.campaign.model import Occasion
from kjr.figures import agenda
from kjr.values.days import Span
from tests.plans import COUNTY, FIRST
from tests.small import NOON, SMALL, book, entry, snapshot

MAY_30, DAY = dt.date(2019, 5, 30), dt.timedelta(days=1)


def visit(unit, place, day=MAY_30, row=3):
    return entry(unit, "走访慰问", row, **{"走访日期": day, "走访地点/单位": place})


def held(*books):
    placed = dataclasses.replace(
        SMALL,
        ledgers=(dataclasses.replace(SMALL.ledgers[0], place="走访地点/单位"), *SMALL.ledgers[1:]),
    )
    return agenda.list_activities(dataclasses.replace(snapshot(*books), campaign=placed))


def test_a_span_of_days_is_one_activity():
    span = Span(dt.date(2019, 5, 28), dt.date(2019, 5, 31))
    (activity,) = held(book("甲学会", visit("甲学会", "园区", span)))
    assert (activity.first, activity.last) == (span.first, span.last)


@pytest.mark.parametrize("plan", [FIRST, COUNTY], ids=str)
def test_the_agenda_says_which_rows_it_does_not_show(plan):
    """A dated row that waits to be published, was called off or is another unit's is not there."""
    said = agenda.phrase_scope(plan.campaign)
    steps = [each for each in plan.campaign.ledgers if each.dated]
    assert all(f"「{each.name}」还没到{'、'.join(each.dated)}的" in said for each in steps)
    assert said.count("还没到") == len(steps) == (plan is FIRST)
    assert all(why in said for why in ("没有日期的", "写明取消的", "认定由别家主办的"))


def test_an_undated_entry_is_no_activity():
    assert held(book("甲学会", entry("甲学会", "走访慰问", 3, 走访人次=3))) == []


def test_the_summary_is_filed_not_held():
    filed = entry("甲学会", "总结报送", 3, 报送日期=MAY_30)
    assert held(book("甲学会", filed)) == []


def test_two_units_at_one_place_on_one_day_are_named():
    books = book("甲学会", visit("甲学会", "园区")), book("乙学会", visit("乙学会", "园区"))
    (clash,) = agenda.find_clashes(held(*books))
    assert (clash.day, clash.why) == (MAY_30, "两家单位同一天在园区")


def test_one_unit_at_two_places_on_one_day_is_named():
    rows = visit("甲学会", "园区"), visit("甲学会", "学校", row=4)
    (clash,) = agenda.find_clashes(held(book("甲学会", *rows)))
    assert clash.why == "甲学会同一天有两场"


def test_different_days_do_not_clash():
    rows = visit("甲学会", "园区"), visit("甲学会", "学校", dt.date(2019, 5, 31), row=4)
    assert agenda.find_clashes(held(book("甲学会", *rows))) == []


def test_a_day_with_far_more_than_usual_is_named():
    quiet = [visit("甲学会", "园区", MAY_30 + dt.timedelta(days=n), row=n) for n in range(1, 9)]
    busy = [visit("甲学会", f"地点{n}", row=20 + n) for n in range(9)]
    reasons = [clash.why for clash in agenda.find_clashes(held(book("甲学会", *quiet, *busy)))]
    assert "这一天日期已到 9 项，平常一天 2 项" in reasons


def test_what_falls_into_a_concurrent_event_is_counted():
    week = Occasion("科技活动周", dt.date(2019, 5, 19), dt.date(2019, 5, 26))
    campaign = dataclasses.replace(SMALL, occasions=(week,))
    inside = visit("甲学会", "园区", Span(dt.date(2019, 5, 26), dt.date(2019, 5, 28)))
    outside = visit("甲学会", "学校", row=4)
    assert agenda.count_occasion_activities(campaign, held(book("甲学会", inside, outside))) == {
        "科技活动周": 1
    }


WEEK = Occasion("科技活动周", dt.date(2019, 5, 28), dt.date(2019, 6, 9), told=True)
FAIR = dataclasses.replace(SMALL.ledgers[0], people="走访人次")
TOGETHER = dataclasses.replace(SMALL, occasions=(WEEK,), ledgers=(FAIR, *SMALL.ledgers[1:]))


def article(row):
    return entry("甲学会", "宣传报道", row, 刊发日期=MAY_30, 标题=f"报道{row}")


def activities(*rows):
    now = dataclasses.replace(snapshot(book("甲学会", *rows)), campaign=TOGETHER)
    return agenda.list_activities(now)


def test_what_is_to_come_is_told_apart_from_what_took_place():
    june_9 = visit("甲学会", "园区", dt.date(2019, 6, 9), row=4)
    said_so = visit("甲学会", "园区", row=5)._replace(progress=Progress.PLANNED)
    rows = activities(visit("甲学会", "园区"), june_9, said_so)
    assert agenda.phrase_occasion(TOGETHER, WEEK, rows) == "已开展1项、拟开展2项"
    assert len(agenda.select_reaching(TOGETHER, rows)) == 1


def test_reports_and_opinions_are_not_said_to_have_been_held():
    rows = activities(visit("甲学会", "园区"), article(3), article(4))
    assert agenda.phrase_occasion(TOGETHER, WEEK, rows) == ("已开展1项、日期已到2项")


def test_another_number_in_the_summary_says_what_it_counts():
    said_so = article(4)._replace(progress=Progress.DONE)
    rows = activities(visit("甲学会", "园区"), article(3), said_so)
    whole = "已开展2项、日期已到1项"
    assert agenda.phrase_occasion(TOGETHER, WEEK, rows) == (
        f"{whole}（总结里只数有人参加的走访慰问，1项）"
    )
    untold = dataclasses.replace(WEEK, told=False)
    assert agenda.phrase_occasion(TOGETHER, untold, rows) == whole


def test_a_full_day_says_how_much_of_it_is_still_to_come():
    day = dt.date(2019, 6, 9)
    quiet = [visit("甲学会", "园区", MAY_30 + dt.timedelta(days=n), row=n) for n in range(1, 9)]
    busy = [visit("甲学会", f"地点{n}", day, row=20 + n) for n in range(8)]
    reasons = [clash.why for clash in agenda.find_clashes(held(book("甲学会", *quiet, *busy)))]
    assert "这一天日期未到 8 项，平常一天 2 项" in reasons


def clashing(*books):
    return [(clash.day.day, clash.why) for clash in agenda.find_clashes(held(*books))]


def test_activities_stand_by_day_with_what_and_where():
    rows = visit("甲学会", "学校", row=4), visit("甲学会", "园区", MAY_30 - DAY, row=5)
    found = held(book("甲学会", *rows))
    assert [(each.first.day, each.title, each.place, each.row) for each in found] == [
        (29, "园区", "园区", 5),
        (30, "学校", "学校", 4),
    ]
    (bare,) = held(book("乙学会", entry("乙学会", "走访慰问", 3, 走访日期=MAY_30)))
    assert (bare.title, bare.place, bare.unit, bare.is_planned) == ("走访慰问", "", "乙学会", False)


def test_a_telephone_number_typed_as_a_place_is_not_shown():
    (found,) = held(book("甲学会", visit("甲学会", "联系13912345678")))
    assert "13912345678" not in found.title + found.place


def test_clashes_stand_by_day():
    first = [visit(unit, "园区", dt.date(2019, 6, 5)) for unit in ("甲学会", "乙学会")]
    second = [visit(unit, "学校", row=4) for unit in ("甲学会", "乙学会")]
    books = (book(one.unit, one, other) for one, other in zip(first, second, strict=True))
    assert clashing(*books) == [
        (30, "两家单位同一天在学校"),
        (5, "两家单位同一天在园区"),
    ]


def test_what_lasts_several_days_clashes_on_each_day_both_are_held():
    stay = visit("甲学会", "园区", Span(dt.date(2019, 5, 28), MAY_30))
    after = visit("乙学会", "园区", Span(MAY_30 - DAY, MAY_30 + DAY))
    assert clashing(book("甲学会", stay), book("乙学会", after)) == [
        (29, "两家单位同一天在园区"),
        (30, "两家单位同一天在园区"),
    ]


@pytest.mark.parametrize(("days", "number"), [(14, 14), (15, 0)])
def test_what_lasts_longer_than_a_fortnight_clashes_with_nothing(days, number):
    span = Span(MAY_30, MAY_30 + (days - 1) * DAY)
    books = (book(unit, visit(unit, "园区", span)) for unit in ("甲学会", "乙学会"))
    assert len(clashing(*books)) == number


def test_without_a_place_nobody_meets_anybody():
    rows = [entry(unit, "走访慰问", 3, 走访日期=MAY_30) for unit in ("甲学会", "乙学会")]
    assert clashing(*(book(each.unit, each) for each in rows)) == []


def test_one_unit_twice_at_one_place_or_in_two_ledgers_is_no_clash():
    same = visit("甲学会", "园区"), visit("甲学会", "园区", row=4)
    press = entry("甲学会", "宣传报道", 3, 刊发日期=MAY_30, 标题="报道")
    assert clashing(book("甲学会", *same)) == []
    assert clashing(book("甲学会", visit("甲学会", "园区"), press)) == []


def test_a_day_is_overfull_with_more_than_twice_the_usual_only():
    quiet = [visit("甲学会", "园区", MAY_30 + DAY * n, row=n) for n in range(1, 4)]
    for busy, is_full in ((3, False), (4, True)):
        full = [visit("甲学会", "园区", row=20 + n) for n in range(busy)]
        reasons = clashing(book("甲学会", *quiet, *full))
        assert any("这一天" in why for _, why in reasons) is is_full, busy


def test_an_overfull_day_tells_both_what_was_and_what_is_to_come():
    day = NOON.date()
    rows = [visit("甲学会", "园区", day - DAY * n, row=n) for n in range(1, 9)]
    full = [visit("甲学会", "园区", day, row=20 + n) for n in range(3)]
    ahead = [each._replace(row=each.row + 9, progress=Progress.PLANNED) for each in full]
    (clash,) = agenda.find_clashes(held(book("甲学会", *rows, *full, *ahead)))
    assert clash.why == "这一天日期已到 3 项、拟开展 3 项，平常一天 2 项"
    assert sorted(each.is_planned for each in clash.activities) == [False] * 3 + [True] * 3


@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        ((5, 26), (5, 27), False),
        ((5, 26), (5, 28), True),
        ((6, 9), (6, 12), True),
        ((6, 10), (6, 12), False),
        ((5, 20), (6, 20), True),
    ],
)
def test_what_touches_an_event_falls_into_it(first, last, is_in):
    days = Span(dt.date(2019, *first), dt.date(2019, *last))
    found = held(book("甲学会", visit("甲学会", "园区", days)))
    assert agenda.count_occasion_activities(TOGETHER, found) == {WEEK.name: int(is_in)}


def test_where_the_summary_would_count_none_or_the_same_nothing_is_added():
    assert agenda.phrase_occasion(TOGETHER, WEEK, activities(article(3))) == "日期已到1项"
    assert agenda.phrase_occasion(TOGETHER, WEEK, activities()) == "已开展0项"
    held_ones = activities(visit("甲学会", "园区"))
    assert agenda.phrase_occasion(TOGETHER, WEEK, held_ones) == "已开展1项"
    assert agenda.select_reaching(TOGETHER, activities(article(3))) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([1, 2, 3, 4], "2109年6月1日、2109年6月2日、2109年6月3日、2109年6月4日"),
        ([1, 2, 3, 4, 5], "2109年6月1日、2109年6月2日、2109年6月3日、2109年6月4日等"),
        ([2, 1, 2], "2109年6月1日、2109年6月2日"),
    ],
)
def test_four_days_outside_the_axis_are_named(days, told):
    spans = [Span(*[dt.date(2109, 6, day)] * 2) for day in days]
    said = agenda.phrase_days_outside(SMALL, spans)
    assert said == f"另有{len(days)}条的日期在图外：{told}"


def test_the_axis_ends_a_week_after_the_last_of_window_deadline_and_events():
    first, last = agenda.find_axis_days(SMALL)
    inside = [Span(first, first), Span(last, last)]
    assert agenda.phrase_days_outside(SMALL, inside) == ""
    crossing = Span(first - DAY, first)
    assert agenda.phrase_days_outside(SMALL, [*inside, crossing]) == (
        "另有1条的日期在图外：2019年5月13日至2019年5月14日"
    )
    assert agenda.phrase_days_outside(SMALL, [Span(last, last + DAY)]).startswith("另有1条")
    event = Occasion("科普日", dt.date(2019, 4, 1), dt.date(2019, 8, 1))
    wider = dataclasses.replace(SMALL, occasions=(event,))
    assert agenda.find_axis_days(wider) == (dt.date(2019, 3, 25), dt.date(2019, 8, 8))
