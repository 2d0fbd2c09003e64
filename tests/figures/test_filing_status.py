import dataclasses
import datetime as dt

from kjr.figures import filing_status
from kjr.figures.filing_status import FilingState
from kjr.figures.moments.snapshot import Stale
from kjr.reading.page import Problem, SkippedRow
from kjr.values.readings import Level
from tests.small import NOON, book, entry, snapshot

LATE = dt.datetime(2019, 6, 17, 9, tzinfo=NOON.tzinfo)
LATER = LATE + dt.timedelta(hours=1)


def visit(unit, **values):
    return entry(unit, "走访慰问", 3, **{"走访人次": 3} | values)


def error(unit):
    return Problem(unit, "走访慰问", 3, "走访人次", "C3", Level.ERROR, "若干", "请填数字")


def state(*books):
    return next(
        each
        for each in filing_status.build_standings(snapshot(*books))
        if each.unit.name == "甲学会"
    )


def test_no_workbook_is_missing():
    assert state().state == FilingState.MISSING


def test_a_workbook_nobody_typed_into_is_empty():
    assert state(book("甲学会")).state == FilingState.EMPTY


def test_rows_that_do_not_count_yet_are_being_filled():
    assert state(book("甲学会", problems=[error("甲学会")])).state == FilingState.FILLING


def test_one_entry_that_counts_is_filed_on_time():
    standing = state(book("甲学会", visit("甲学会")))
    assert (standing.state, standing.is_on_time) == (FilingState.FILED, True)


def test_all_zeros_is_a_nil_report_and_counts_as_filed():
    standing = state(book("甲学会", visit("甲学会", 走访人次=0)))
    assert (standing.state, standing.is_filed) == (FilingState.NIL, True)


def test_a_row_that_says_nothing_took_place_is_a_nil_report():
    said = book("甲学会")
    page = said.pages[0]._replace(skipped=(SkippedRow(3, "nil"),))
    assert state(dataclasses.replace(said, pages=(page,))).state == FilingState.NIL


def test_a_workbook_last_changed_after_the_deadline_is_late():
    late = dataclasses.replace(book("甲学会", visit("甲学会"), changed=LATE), read_at=LATER)
    assert state(late).state == FilingState.LATE


def test_a_file_time_ahead_of_the_clock_makes_nobody_late():
    assert state(book("甲学会", visit("甲学会"), changed=LATE)).state == FilingState.FILED


def test_the_day_a_unit_gives_itself_goes_before_the_file_date():
    summary = entry("甲学会", "总结报送", 3, 书面总结="已交", 报送日期=dt.date(2019, 6, 14))
    standing = state(book("甲学会", visit("甲学会"), summary, changed=LATE))
    assert (standing.state, standing.filed_on) == (FilingState.FILED, dt.date(2019, 6, 14))


def test_a_workbook_never_read_is_unreadable():
    unreadable = book("甲学会")
    broken = Stale(NOON, "文件加了密码")
    unread = type(unreadable)("甲学会", unreadable.held, NOON, (), broken)
    assert state(unread).state == FilingState.UNREADABLE


def test_the_tally_counts_the_stale_books_of_helping_bodies_too():
    gone = Stale(NOON, "文件已不在文件夹中")
    books = snapshot(book("协作医院", visit("协作医院"), stale=gone))
    tally = filing_status.tally_standings(filing_status.build_standings(books))
    assert (tally.filed, tally.stale) == (0, 1)


def test_a_stale_workbook_keeps_its_state():
    standing = state(book("甲学会", visit("甲学会"), stale=Stale(NOON, "文件已不在文件夹中")))
    assert (standing.state, standing.is_stale) == (FilingState.FILED, True)


def test_the_tally_counts_only_those_that_have_to_file():
    tally = filing_status.tally_standings(
        filing_status.build_standings(
            snapshot(
                book("东区科协", visit("东区科协")),
                book("甲学会"),
                book("协作医院", visit("协作医院")),
            )
        )
    )
    assert (tally.expected, tally.filed, tally.empty, tally.missing) == (3, 1, 1, 1)
    assert tally.rate == 1 / 3
