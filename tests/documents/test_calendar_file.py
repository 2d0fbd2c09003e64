"""The agenda as a calendar file: whole days, kept numbers, nothing private."""

import datetime as dt

from icalendar import Calendar

from kjr.documents.calendar_file import render_calendar
from kjr.figures.agenda import Activity, list_activities
from tests.small import NOON, SMALL, book, entry, snapshot

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


def test_what_is_read_again_replaces_what_it_said():
    before, after = read(activity())[0], read(activity("改了名的讲座"))[0]
    assert before["UID"] == after["UID"]
    assert before["UID"] != read(activity()._replace(row=6))[0]["UID"]


def test_a_day_that_cannot_be_right_is_no_appointment():
    assert [event["SUMMARY"] for event in read(activity(word="日期存疑"))] == ["总结报送截止"]


def test_no_number_of_a_person_and_no_line_of_the_format_gets_in():
    said = {"走访日期": DAY, "走访地点/单位": "示例园13900001234;\nBEGIN:VALARM"}
    held = list_activities(snapshot(book("甲学会", entry("甲学会", "走访慰问", 3, **said))))
    assert len(held) == 1
    text = render_calendar(SMALL, held, NOON).decode()
    assert "13900001234" not in text
    assert "\nBEGIN:VALARM" not in text
