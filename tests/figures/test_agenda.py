import dataclasses
import datetime as dt

from kjr.campaign.columns import Progress
from kjr.campaign.model import Occasion
from kjr.figures import agenda
from kjr.values.days import Span
from tests.small import SMALL, book, entry, snapshot

MAY_30 = dt.date(2019, 5, 30)


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
    assert "这一天已开展 9 项，平常一天 2 项" in reasons


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


def test_another_number_in_the_summary_says_what_it_counts():
    rows = activities(visit("甲学会", "园区"), article(3), article(4))
    assert agenda.phrase_occasion(TOGETHER, WEEK, rows) == (
        "已开展3项（总结里只数有人参加的走访慰问，1项）"
    )
    untold = dataclasses.replace(WEEK, told=False)
    assert agenda.phrase_occasion(TOGETHER, untold, rows) == "已开展3项"


def test_a_full_day_says_how_much_of_it_is_still_to_come():
    day = dt.date(2019, 6, 9)
    quiet = [visit("甲学会", "园区", MAY_30 + dt.timedelta(days=n), row=n) for n in range(1, 9)]
    busy = [visit("甲学会", f"地点{n}", day, row=20 + n) for n in range(8)]
    reasons = [clash.why for clash in agenda.find_clashes(held(book("甲学会", *quiet, *busy)))]
    assert "这一天拟开展 8 项，平常一天 2 项" in reasons
