"""One unit's standing: what is counted of it, and the words a table shows."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.app.messages.contacts import ContactBook
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.figures.standings.filing_status import Filing, FilingState
from kjr.figures.standings.standing import build_standings
from kjr.figures.standings.tallies import tally_filings, tally_fillings
from kjr.figures.work.needs import WorkItem
from kjr.reading.page import Problem, SkippedRow
from kjr.ui.office.today.table.worktable import list_work_columns
from kjr.values.readings import Level
from tests import settled
from tests.plans import BOTH
from tests.small import NOON, SMALL, book, entry, snapshot

LATE = dt.datetime(2019, 6, 17, 9, tzinfo=NOON.tzinfo)


def report(unit, **values):
    return entry(unit, "总结报送", 3, **{"书面总结": "已交", "电子版": "已交"} | values)


def standing(*books, unit="甲学会", **more):
    return next(
        each for each in build_standings(snapshot(*books, **more)) if each.unit.name == unit
    )


def odd(level, raw, row=3):
    return Problem("甲学会", "走访慰问", row, "走访人次", "C3", level, raw, "请核实")


def test_only_errors_keep_something_from_counting_and_some_are_only_blank():
    problems = [odd(Level.ERROR, "若干"), odd(Level.ERROR, ""), odd(Level.ERROR, "", 0)]
    problems += [odd(Level.DOUBT, "若干"), odd(Level.DOUBT, "")]
    found = standing(book("甲学会", problems=problems))
    assert (found.errors, found.blanks) == (3, 1)


def test_entries_are_those_that_count_and_planned_those_to_come():
    days = [dt.date(2019, 6, 7), dt.date(2019, 6, 8), dt.date(2019, 6, 9)]
    rows = [entry("甲学会", "走访慰问", n, 走访日期=day) for n, day in enumerate(days, 3)]
    found = standing(book("甲学会", *rows))
    assert (found.entries, found.planned, found.joined) == (2, 1, 0)


def test_a_row_of_anothers_event_is_no_entry_of_its_own():
    now = settled.seen(
        settled.filed("东区科协", settled.event()),
        settled.filed("甲学会", settled.event(280.0), settled.OTHER),
    )
    now = replace(now, settlements=(settled.settle(now, "东区科协"),))
    mine = next(each for each in build_standings(now) if each.unit.name == "甲学会")
    assert (mine.entries, mine.joined) == (1, 1)


@pytest.mark.parametrize(
    ("books", "filling", "filing"),
    [
        ([], "不要求", "不要求"),
        ([book("协作医院")], "空表", "不要求"),
        ([book("协作医院", report("协作医院"))], "空表", "按时"),
    ],
)
def test_who_need_not_do_it_is_told_only_what_it_did(books, filling, filing):
    helper = standing(*books, unit="协作医院")
    assert (helper.filling_word, helper.filing_word, helper.owes_report) == (filling, filing, False)


@pytest.mark.parametrize(
    ("books", "filling", "filing", "owes"),
    [
        ([], "未填报", "未报", True),
        ([book("甲学会", report("甲学会"))], "空表", "按时", False),
        ([book("甲学会", report("甲学会", 电子版="未交"))], "空表", "未报", True),
    ],
)
def test_who_has_to_do_it_is_told_how_it_stands(books, filling, filing, owes):
    mine = standing(*books)
    assert (mine.filling_word, mine.filing_word, mine.owes_report) == (filling, filing, owes)


def test_what_is_known_of_the_same_book_is_taken_over():
    mine, theirs = book("甲学会"), book("乙学会")
    known = build_standings(snapshot(mine, theirs))
    again = build_standings(snapshot(mine, book("乙学会")), known)
    assert [one is other for one, other in zip(known, again, strict=True)] == [
        *(False, True, False, False)
    ]
    assert [each.unit.name for each in again] == [unit.name for unit in SMALL.units]


def test_a_whole_report_is_late_from_the_day_after_the_deadline():
    days = [dt.date(2019, 6, 15), dt.date(2019, 6, 16)]
    filed = [standing(book("甲学会", report("甲学会", 报送日期=day)), taken=LATE) for day in days]
    assert [each.filing.state for each in filed] == [FilingState.ON_TIME, FilingState.LATE]


def test_filing_is_tallied_by_state_and_late_ones_are_filed_too():
    late = replace(book("甲学会", report("甲学会"), changed=LATE), read_at=LATE)
    broken = replace(book("乙学会"), pages=(), stale=Stale(NOON, "文件加了密码"))
    now = snapshot(book("东区科协", report("东区科协")), late, broken, taken=LATE)
    tally = tally_filings(build_standings(now))
    assert (tally.expected, tally.filed, tally.on_time, tally.late) == (3, 2, 1, 1)
    assert (tally.missing, tally.unreadable, tally.rate) == (0, 1, 2 / 3)


def test_every_unit_is_filed_missing_ahead_or_unsure():
    """Of seven units each state once, and one more that nobody can read."""
    states = [*FilingState, FilingState.UNREADABLE]
    one, *_ = build_standings(snapshot())
    seven = [replace(one, filing=Filing(state)) for state in states]
    tally = tally_filings(seven)
    assert (tally.filed, tally.missing, tally.ahead, tally.unsure) == (2, 1, 1, 3)
    assert tally.expected == tally.filed + tally.missing + tally.ahead + tally.unsure == 7


def test_filling_is_tallied_by_state_and_zeros_are_told_too():
    nil = book("甲学会")
    nil = replace(nil, pages=(nil.pages[0]._replace(skipped=(SkippedRow(3, "nil"),)),))
    broken = replace(book("乙学会"), pages=(), stale=Stale(NOON, "文件加了密码"))
    filled = book("东区科协", entry("东区科协", "走访慰问", 3, 走访人次=3))
    tally = tally_fillings(build_standings(snapshot(filled, nil, broken)))
    assert (tally.filled, tally.nil, tally.told, tally.unreadable) == (1, 1, 2, 1)
    assert (tally.empty, tally.not_begun, tally.stale) == (0, 0, 0)


def test_where_nobody_has_to_file_there_is_no_rate():
    assert tally_filings(()).rate is None


@BOTH
def test_who_need_not_file_lacks_nothing(plan):
    campaign = plan.campaign
    (helper, *_) = (each for each in campaign.units if not each.expected)
    asked = campaign.expected[0]
    now = {
        each.unit.name: each
        for each in build_standings(
            Snapshot(campaign, dt.datetime.combine(campaign.last, NOON.timetz()))
        )
    }
    assert (now[helper.name].filing_word, now[helper.name].lacking) == ("不要求", ())
    assert now[asked.name].lacking == campaign.filing.ticks
    columns = list_work_columns(campaign, ContactBook())
    told = [
        columns[campaign.filing.ticks[0]].cell(WorkItem(now[each.name], (), None))
        for each in (helper, asked)
    ]
    assert told == ["不要求", "未交"]


def test_of_figures_that_are_older_it_is_said_since_when_and_why():
    gone = Stale(NOON - dt.timedelta(hours=3), "文件加了密码")
    visits = entry("甲学会", "走访慰问", 3, 走访人次=5)
    assert standing(book("甲学会", visits)).reading_remark == ""
    assert standing().reading_remark == ""
    kept = standing(book("甲学会", visits, stale=gone)).reading_remark
    assert kept == "沿用 6月8日 09:00 读到的数据：文件加了密码"
    lost = standing(replace(book("甲学会"), pages=(), stale=gone)).reading_remark
    assert lost == "文件加了密码"
