"""The agenda as a calendar file: whole days, kept numbers, nothing private."""

import datetime as dt
from dataclasses import replace

from icalendar import Calendar

from kjr.campaign.columns import Progress
from kjr.documents.calendar_file import render_calendar
from kjr.figures.agenda import Activity, list_activities
from tests.small import NOON, SMALL, VISITS, book, entry, snapshot

DAY = dt.date(2019, 6, 9)


def read(*activities):
    calendar = Calendar.from_ical(render_calendar(SMALL, activities, NOON))
    return list(calendar.walk("VEVENT"))


def activity(title="示例讲座", last=DAY, word="拟开展"):
    return Activity(DAY, last, "主题活动", title, "示例园", "甲学会", 5, word, "主题活动")


def test_an_activity_is_whole_days_with_its_place_and_unit_and_the_deadline_stands_at_the_end():
    event, last = read(activity(last=dt.date(2019, 6, 11)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, dt.date(2019, 6, 12))
    assert (event["SUMMARY"], event["LOCATION"]) == ("示例讲座", "示例园")
    assert event["DESCRIPTION"] == "甲学会，主题活动，拟开展"
    assert (last["SUMMARY"], last["DTSTART"].dt) == ("总结报送截止", SMALL.deadline)


def number(*activities):
    """The number of each event by its day, without the deadline's."""
    return {event["DTSTART"].dt: event["UID"] for event in read(*activities)[:-1]}


def later(days, **more):
    day = DAY + dt.timedelta(days=days)
    return activity()._replace(first=day, last=day, **more)


def test_an_event_is_the_same_wherever_its_row_stands_and_whatever_its_day():
    (known,) = number(activity()).values()
    moved = activity(" 示例讲座")._replace(
        row=9, sheet="主题活动 (2)", place="另一处", word="已开展"
    )
    assert number(moved) == {DAY: known}
    assert number(later(3)) == {later(3).first: known}
    others = (activity("另一场"), activity()._replace(unit="乙学会"))
    assert known not in number(*others).values()


def test_a_row_taken_away_takes_no_number_from_the_others():
    rows = [activity(title)._replace(row=5 + at) for at, title in enumerate(("甲", "乙", "丙"))]
    before = {event["SUMMARY"]: event["UID"] for event in read(*rows)}
    after = {event["SUMMARY"]: event["UID"] for event in read(rows[0], rows[2]._replace(row=6))}
    assert after == {title: before[title] for title in ("甲", "丙", "总结报送截止")}


def test_of_several_of_one_title_the_first_keeps_its_number_and_each_day_has_its_own():
    alone, three = number(activity()), number(activity(), later(7, row=6), later(14, row=7))
    assert len({*three.values()}) == 3
    assert three[DAY] == alone[DAY]
    two = number(activity(), later(14, row=6))
    assert two == {day: three[day] for day in two}
    twice = read(activity(), later(7), later(7, row=6))[:-1]
    assert len({event["UID"] for event in twice}) == 3


def test_next_years_events_replace_none_of_this_years():
    nexts = replace(SMALL, year=SMALL.year + 1)
    (event, last), held = read(activity()), render_calendar(nexts, [activity()], NOON)
    assert {event["UID"], last["UID"]}.isdisjoint(
        each["UID"] for each in Calendar.from_ical(held).walk("VEVENT")
    )


def test_example_data_says_so_in_the_name_of_the_calendar():
    for campaign, told in ((SMALL, ""), (replace(SMALL, moment=NOON), "（示例数据）")):
        named = Calendar.from_ical(render_calendar(campaign, [], NOON))["X-WR-CALNAME"]
        assert named == SMALL.title + told


def test_a_day_that_cannot_be_right_is_no_appointment():
    assert [event["SUMMARY"] for event in read(activity(word="日期存疑"))] == ["总结报送截止"]


def test_no_number_of_a_person_and_no_line_of_the_format_gets_in():
    said = {"走访日期": DAY, "走访地点/单位": "示例园13900001234;\nBEGIN:VALARM"}
    held = list_activities(snapshot(book("甲学会", entry("甲学会", "走访慰问", 3, **said))))
    assert len(held) == 1
    text = render_calendar(SMALL, held, NOON).decode()
    assert "13900001234" not in text
    assert "\nBEGIN:VALARM" not in text


def test_of_what_nobody_held_the_calendar_does_not_say_that_it_was_held():
    """A report in print is no activity; what a unit itself says was held, was."""
    printed = entry("甲学会", "宣传报道", 3, 刊发日期=DAY, 标题="示例报道")
    told = entry("甲学会", "宣传报道", 4, 刊发日期=DAY, 标题="又一篇")
    told = told._replace(progress=Progress.DONE)
    visits = replace(VISITS, people="走访人次")
    visit = entry("甲学会", "走访慰问", 3, **{"走访日期": DAY, "走访地点/单位": "示例园"})
    campaign = replace(SMALL, ledgers=(visits, *SMALL.ledgers[1:]))
    later = NOON + dt.timedelta(days=2)
    now = replace(snapshot(book("甲学会", printed, told, visit), taken=later), campaign=campaign)
    said = {each["SUMMARY"]: each["DESCRIPTION"] for each in read(*list_activities(now))[:-1]}
    assert said == {
        "示例报道": "甲学会，宣传报道，日期已到",
        "又一篇": "甲学会，宣传报道，已开展",
        "示例园": "甲学会，走访慰问，已开展",
    }


def test_what_steers_a_program_is_said_and_begins_no_line_of_the_file():
    odd = "示例\x00讲座\x85ATTACH:x\u2028URL:y\x0bz\r\nEND:VEVENT"
    (event, _) = read(activity(odd)._replace(place=odd))
    said = "示例‹00›讲座‹85›ATTACH:x‹2028›URL:y‹0B›z‹0D›\nEND:VEVENT"
    assert (event["SUMMARY"], event["LOCATION"]) == (said, said)
    assert "ATTACH" not in event
    assert "URL" not in event
