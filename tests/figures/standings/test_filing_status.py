import dataclasses
import datetime as dt

import pytest

from kjr.figures.moments.snapshot import Stale
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.standing import build_standings
from kjr.figures.standings.tallies import tally_filings
from tests.small import NOON, SMALL, book, entry, snapshot

LATE = dt.datetime(2019, 6, 17, 9, tzinfo=NOON.tzinfo)
LATER = LATE + dt.timedelta(hours=1)


def report(unit="甲学会", **values):
    return entry(unit, "总结报送", 3, **{"书面总结": "已交", "电子版": "已交"} | values)


def visit(unit="甲学会"):
    return entry(unit, "走访慰问", 3, 走访人次=3)


def filing(*books, **more):
    standings = build_standings(snapshot(*books, **more))
    return next(each for each in standings if each.unit.name == "甲学会").filing


def test_every_state_has_the_word_people_know():
    assert [str(each) for each in FilingState] == [
        *("按时", "迟报", "读取失败"),
        *("待核实", "报送日期未到", "未报"),
    ]


def test_without_a_workbook_everything_is_missing():
    assert filing() == (FilingState.MISSING, ("书面总结", "电子版"), None, "", ())


def test_full_ledgers_are_no_closing_report():
    assert filing(book("甲学会", visit())).state == FilingState.MISSING


def test_one_part_alone_is_not_filed_and_the_other_is_named():
    half = filing(book("甲学会", report(电子版="未交")))
    assert (half.state, half.lacking, half.is_filed) == (FilingState.MISSING, ("电子版",), False)


def test_both_parts_are_filed_on_time_whatever_the_ledgers_hold():
    both = filing(book("甲学会", report()))
    assert (both.state, both.is_filed, both.lacking) == (FilingState.ON_TIME, True, ())


def test_parts_may_stand_in_two_files_of_a_unit():
    parts = book("甲学会", report(电子版="未交"), report(书面总结="未交"))
    assert filing(parts).is_filed


def test_the_day_a_unit_gives_itself_goes_before_the_file_date():
    told = filing(book("甲学会", report(报送日期=dt.date(2019, 6, 7)), changed=LATE))
    assert (told.state, told.day) == (FilingState.ON_TIME, dt.date(2019, 6, 7))


def test_a_report_after_the_deadline_is_late_and_filed():
    late = dataclasses.replace(book("甲学会", report(), changed=LATE), read_at=LATER)
    assert (filing(late).state, filing(late).is_filed) == (FilingState.LATE, True)


def test_a_file_time_ahead_of_the_clock_makes_nobody_late():
    assert filing(book("甲学会", report(), changed=LATE)).state == FilingState.ON_TIME


def test_what_was_never_read_is_not_missing():
    broken = dataclasses.replace(book("甲学会"), pages=(), stale=Stale(NOON, "文件加了密码"))
    standings = build_standings(snapshot(broken))
    assert filing(broken).state == FilingState.UNREADABLE
    assert [each.unit.name for each in standings if each.owes_report] == ["东区科协", "乙学会"]


def test_what_was_missing_before_a_workbook_broke_may_be_there_now():
    broken = dataclasses.replace(book("甲学会"), stale=Stale(NOON, "文件加了密码"))
    standings = build_standings(snapshot(broken))
    assert filing(broken).state == FilingState.UNREADABLE
    assert "甲学会" not in [each.unit.name for each in standings if each.owes_report]


def test_what_was_handed_in_before_a_workbook_broke_stays_so():
    broken = dataclasses.replace(
        book("甲学会", report("甲学会")), stale=Stale(NOON, "文件加了密码")
    )
    assert filing(broken).is_filed


def test_the_tally_counts_only_those_that_have_to_file():
    books = snapshot(
        book("东区科协", report("东区科协")), book("甲学会"), book("协作医院", report("协作医院"))
    )
    tally = tally_filings(build_standings(books))
    assert (tally.expected, tally.filed, tally.on_time, tally.missing) == (3, 1, 1, 2)
    assert tally.rate == 1 / 3


def after(days):
    return NOON.date() + dt.timedelta(days=days)


@pytest.mark.parametrize("days", [1, 7, 33000])
def test_one_dated_ahead_is_neither_filed_nor_missing_until_its_day(days):
    ahead = book("甲学会", report(报送日期=after(days)))
    assert filing(ahead) == (FilingState.AHEAD, (), after(days), "", ("书面总结", "电子版"))
    standings = build_standings(snapshot(ahead))
    tally = tally_filings(standings)
    assert (tally.filed, tally.missing, tally.unreadable, tally.ahead) == (0, 2, 0, 1)
    assert tally.expected == tally.filed + tally.missing + tally.unreadable + tally.ahead
    assert [each.unit.name for each in standings if each.owes_report] == ["东区科协", "乙学会"]
    later = build_standings(snapshot(ahead, taken=NOON + dt.timedelta(days=days)))
    assert [each.filing.is_filed for each in later if each.book] == [True]


@pytest.mark.parametrize("days", [7, 33000])
def test_of_a_half_dated_ahead_the_other_part_is_missing_and_it_is_not_handed_in(days):
    half = filing(book("甲学会", report(电子版="未交", 报送日期=after(days))))
    said = "书面总结写明已交，报送日期还没到"
    assert half == (FilingState.MISSING, ("电子版",), after(days), said, ("书面总结",))
    on_its_day = book("甲学会", report(电子版="未交", 报送日期=after(0)))
    assert filing(on_its_day) == (FilingState.MISSING, ("电子版",), None, "", ())


def test_what_is_whole_by_rows_of_today_is_filed_whatever_another_row_names():
    rows = report(报送日期=after(-1)), report(报送日期=after(7))._replace(row=4)
    assert filing(book("甲学会", *rows)) == (FilingState.ON_TIME, (), after(-1), "", ())


def test_one_dated_ahead_stays_so_while_its_workbook_cannot_be_read():
    stale = dataclasses.replace(
        book("甲学会", report(报送日期=after(7))), stale=Stale(NOON, "文件加了密码")
    )
    assert filing(stale).state is FilingState.AHEAD


def test_a_campaign_that_asks_for_no_report_has_none():
    plain = dataclasses.replace(SMALL, filing=None)
    books = dataclasses.replace(snapshot(book("甲学会", report())), campaign=plain)
    assert not any(each.filing.is_filed for each in build_standings(books))


def day_of(own, changed, *, filed=None, lacking=None):
    """(day, remark) of a whole report, by its own day, its file and what we saw when."""
    moments = {
        name: day and dt.datetime(2019, 6, day, 9, tzinfo=NOON.tzinfo)
        for name, day in (("filed", filed), ("lacking", lacking))
    }
    when = dt.datetime(2019, 6, changed, 9, tzinfo=NOON.tzinfo)
    mine = book("甲学会", report(报送日期=own and dt.date(2019, 6, own)), changed=when)
    late = dataclasses.replace(mine, read_at=when + dt.timedelta(days=9), **moments)
    found = filing(late, taken=late.read_at)
    return found.day.day, found.remark


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"own": None, "changed": 14}, (14, "")),
        ({"own": None, "changed": 18, "filed": 12}, (12, "")),
        ({"own": 13, "changed": 14}, (13, "")),
        ({"own": 13, "changed": 15}, (13, "")),
        ({"own": 13, "changed": 16}, (13, "按自填的6月13日算，文件是6月16日改的")),
        ({"own": 15, "changed": 16}, (15, "按自填的6月15日算，文件是6月16日改的")),
        ({"own": 16, "changed": 17}, (16, "")),
        ({"own": 14, "changed": 18, "filed": 12}, (12, "")),
        (
            {"own": 16, "changed": 12, "filed": 12},
            (12, "自填6月16日，6月12日已写明交齐，按6月12日算"),
        ),
        ({"own": 18, "changed": 17, "filed": 17}, (17, "")),
        ({"own": 12, "changed": 18, "filed": 12}, (12, "")),
        ({"own": 14, "changed": 12}, (14, "")),
        ({"own": 14, "changed": 18, "filed": 18, "lacking": 14},
         (14, "按自填的6月14日算，文件是6月18日改的")),
        ({"own": 13, "changed": 18, "filed": 18, "lacking": 14},
         (18, "自填6月13日，6月14日读到时还没有交齐，按6月18日算")),
    ],
)  # fmt: skip
def test_the_day_of_a_report_is_its_own_within_what_we_saw(given, told):
    assert day_of(**given) == told


def test_a_file_changed_in_another_year_says_which():
    next_year = dt.datetime(2020, 1, 2, 9, tzinfo=NOON.tzinfo)
    books = dataclasses.replace(
        book("甲学会", report(报送日期=dt.date(2019, 6, 7)), changed=next_year), read_at=next_year
    )
    told = filing(books, taken=next_year)
    assert told.day == dt.date(2019, 6, 7)
    assert told.remark == "按自填的6月7日算，文件是2020年1月2日改的"
