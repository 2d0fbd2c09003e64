"""When a closing report counts as filed: the clock, the share and the files are moved."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from kjr.documents.exports import export_figures
from kjr.documents.html import wall
from kjr.documents.html.parts import render
from kjr.documents.reminders.rungs import find_due_rung
from kjr.editing.review import build_correction_edit
from kjr.figures.board import Beside, Board
from kjr.figures.overview import build_overview
from kjr.figures.standings.filing_status import FilingState, judge_filing
from kjr.state.acts import Act, ActKind
from kjr.state.chases import Rung
from kjr.state.journal import Journal
from tests.shared import Shared
from tests.shown import text
from tests.small import NOON, SMALL, book, entry
from tests.store.files import xlsx

UNIT = "甲学会"
DAY = dt.timedelta(days=1)
BEFORE = dt.datetime(2019, 6, 14, 15, tzinfo=NOON.tzinfo)
"""The day before the deadline."""
AFTER = BEFORE + 4 * DAY
BOTH = "书面总结", "电子版"
EARLY_DAY = (BEFORE - 2 * DAY).date()


def report(paper="已交", day=None, words="示例做法"):
    """A workbook with a closing report of which the electronic part is handed in."""
    form = {"书面总结": paper, "电子版": "已交", "报送日期": day, "主要做法": words}
    return xlsx({"总结报送": list(form.items())})


class Office:
    """A share that can be away, a clock that can be turned, and a board that can begin anew."""

    def __init__(self, place):
        self.place, self.moment = place, BEFORE
        self.share, self.journal = Shared(place / "shared"), Journal(place / "state")
        self.board = self.restart()

    def restart(self):
        state, beside = self.place / "state", Beside(self.journal.acts)
        self.board = Board(SMALL, self.share, state, lambda: self.moment, beside=beside)
        return self.board

    def save(self, data, changed):
        """The unit saves its workbook, and the file says so."""
        path = self.share.put(f"{UNIT}.xlsx", data)
        os.utime(path, (changed.timestamp(),) * 2)

    def look(self, moment):
        self.moment = moment
        self.board.look()
        return self.board.now.standing(UNIT).filing


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_a_book_copied_back_after_the_deadline_stays_on_time(office):
    office.save(report(), BEFORE)
    assert office.look(BEFORE).state is FilingState.ON_TIME
    office.save(report(words="示例做法。"), AFTER)
    assert office.look(AFTER) == (FilingState.ON_TIME, (), BEFORE.date(), "", ())


def test_it_stays_on_time_after_a_restart_and_while_its_file_is_gone(office):
    office.save(report(), BEFORE)
    office.look(BEFORE)
    (office.share.folder / f"{UNIT}.xlsx").unlink()
    assert office.look(AFTER).state is FilingState.ON_TIME
    office.restart()
    office.save(report(), AFTER)
    assert office.look(AFTER + DAY).state is FilingState.ON_TIME


@pytest.mark.parametrize("meanwhile", ["未交", "示例"])
def test_one_mended_after_it_was_returned_is_not_late(office, meanwhile):
    office.save(report(), BEFORE)
    office.look(BEFORE)
    office.save(report(meanwhile), AFTER)
    assert office.look(AFTER).state is FilingState.MISSING
    office.save(report(day=(AFTER + DAY).date()), AFTER + DAY)
    said = "自填6月19日，6月14日已写明交齐，按6月14日算"
    assert office.look(AFTER + DAY) == (FilingState.ON_TIME, (), BEFORE.date(), said, ())


@pytest.mark.parametrize("mended", [EARLY_DAY, None])
def test_who_mends_a_day_that_was_ahead_is_not_late_for_it(office, mended):
    office.save(report("未交"), BEFORE - 3 * DAY)
    office.look(BEFORE - 3 * DAY)
    office.save(report(day=(AFTER + 9 * DAY).date()), BEFORE)
    assert office.look(BEFORE).state is FilingState.AHEAD
    assert office.look(AFTER).state is FilingState.AHEAD
    office.restart()
    office.save(report(day=mended), AFTER)
    assert office.look(AFTER) == (FilingState.ON_TIME, (), mended or BEFORE.date(), "", ())


def test_one_dated_ahead_counts_on_its_day_by_itself_and_a_frozen_moment_by_its_own(office):
    soon = BEFORE.date() + DAY
    office.save(report(day=soon), BEFORE)
    assert office.look(BEFORE) == (FilingState.AHEAD, (), soon, "", BOTH)
    number = office.board.past.freeze()
    assert office.look(AFTER) == (FilingState.ON_TIME, (), BEFORE.date(), "", ())
    frozen = build_overview(office.board.past.open(number))
    assert frozen.standing(UNIT).filing == (FilingState.AHEAD, (), soon, "", BOTH)
    assert [each.column for each in frozen.snapshot.plan_doubts] == ["报送日期"]
    assert office.board.now.snapshot.plan_doubts == ()


def test_what_was_first_whole_after_the_deadline_is_late_whatever_its_file_says(office):
    office.save(report("未交"), BEFORE)
    office.look(AFTER)
    office.save(report(), BEFORE)
    assert office.look(AFTER + DAY) == (FilingState.LATE, (), AFTER.date(), "", ())


EARLY = BEFORE.date() - 2 * DAY
"""A day before the deadline that a unit gives itself."""
WHOLE = "自填6月12日，6月18日读到时还没有交齐，按6月19日算"


def test_a_day_a_unit_gives_itself_is_not_before_we_saw_its_report_lacking(office):
    office.save(report("未交"), BEFORE)
    office.look(AFTER)
    office.save(report(day=EARLY), AFTER + DAY)
    late = FilingState.LATE, (), (AFTER + DAY).date(), WHOLE, ()
    assert office.look(AFTER + DAY) == late
    office.restart()
    office.save(report(day=EARLY, words="示例做法。"), AFTER + 2 * DAY)
    assert office.look(AFTER + 2 * DAY) == late
    number = office.board.past.freeze()
    frozen = build_overview(office.board.past.open(number))
    assert frozen.standing(UNIT).filing == late
    told = export_figures(office.board.now)["status"]
    assert (told["units"][UNIT], told["remarks"]) == ("迟报", {UNIT: WHOLE})


def test_a_unit_without_a_workbook_had_no_report(office):
    office.look(BEFORE)
    office.look(AFTER)
    office.save(report(day=EARLY), AFTER + DAY)
    assert office.look(AFTER + DAY).remark == WHOLE


def test_a_day_before_which_we_saw_it_lacking_is_believed(office):
    office.save(report("未交"), BEFORE - 3 * DAY)
    office.look(BEFORE - 3 * DAY)
    office.save(report(day=EARLY), BEFORE)
    assert office.look(BEFORE) == (FilingState.ON_TIME, (), EARLY, "", ())


def test_on_time_by_its_own_word_alone_is_said(office):
    office.save(report(day=EARLY), AFTER)
    said = "按自填的6月12日算，文件是6月18日改的"
    assert office.look(AFTER) == (FilingState.ON_TIME, (), EARLY, said, ())


def test_the_office_may_say_that_the_unit_is_right(office):
    office.save(report("未交"), BEFORE)
    office.look(AFTER)
    office.save(report(day=AFTER.date()), AFTER + DAY)
    office.look(AFTER + DAY)
    (page,) = office.board.latest.books[UNIT].pages
    edits = (build_correction_edit(page, page.entries[0].row, "报送日期", EARLY),)
    said = Act(AFTER, "组宣部", UNIT, ActKind.CORRECTED, page.sheet.name, edits, "书面材料当天收到")
    office.journal.append(said)
    assert office.look(AFTER + DAY) == (FilingState.ON_TIME, (), EARLY, "", ())


@pytest.mark.parametrize(("year", "month"), [(1919, 6), (2018, 6), (2018, 12)])
@pytest.mark.parametrize(
    ("moment", "state"), [(BEFORE, FilingState.ON_TIME), (AFTER, FilingState.LATE)]
)
def test_a_day_in_a_year_before_the_campaigns_decides_nothing(office, year, month, moment, state):
    office.save(report(day=dt.date(year, month, 4)), moment)
    known = moment.date()
    said = f"自填{year}年{month}月4日，在活动以前的年份，按6月{known.day}日算"
    assert office.look(moment) == (state, (), known, said, ())
    (page,) = office.board.latest.books[UNIT].pages
    assert [(each.column, each.level) for each in page.problems] == [("报送日期", "疑")]


def test_a_day_early_in_the_campaigns_year_is_believed(office):
    early = dt.date(2019, 1, 4)
    office.save(report(day=early), BEFORE)
    assert office.look(BEFORE) == (FilingState.ON_TIME, (), early, "", ())


def test_of_parts_on_two_days_the_later_one_counts():
    rows = [
        entry(UNIT, "总结报送", 3, 书面总结="已交", 报送日期=EARLY),
        entry(UNIT, "总结报送", 4, 电子版="已交", 报送日期=EARLY + DAY),
    ]
    late = replace(book(UNIT, *rows), filed=AFTER)
    assert judge_filing(SMALL, late, late.entries).day == EARLY + DAY


def test_a_unit_that_filed_while_the_share_was_away_filed_when_its_file_says(office):
    office.save(report("未交"), BEFORE - DAY)
    office.look(BEFORE - DAY)
    away = office.share.folder.rename(office.place / "away")
    office.look(AFTER)
    away.rename(office.share.folder)
    office.save(report(), BEFORE)
    assert office.look(AFTER) == (FilingState.ON_TIME, (), BEFORE.date(), "", ())


def test_a_book_we_could_not_read_is_not_held_against_its_unit(office):
    office.save(report()[:500], BEFORE)
    assert office.look(BEFORE).state is FilingState.UNREADABLE
    office.save(report(), BEFORE)
    assert office.look(AFTER).state is FilingState.ON_TIME


def test_today_is_the_clocks_even_when_the_share_is_away_for_four_days(office):
    office.save(report("未交"), BEFORE)
    office.look(BEFORE)
    office.share.folder.rename(office.place / "away")
    filing = office.look(AFTER)
    assert filing.state is FilingState.UNKNOWN
    assert filing.remark == "截止以后没有再读到，当时还缺书面总结"
    now = office.board.now
    assert (now.days_left, find_due_rung(now)) == (-3, Rung.WARNING)
    assert (now.filing.missing, now.filing.unknown) == (0, now.filing.expected)
    for face in (render("board.head", now, "看板"), *wall.render_wall_views(now, None)):
        assert "数据截至 6月14日 15:00（4天前）" in text(face)
    assert "已过截止日 3 天" in text(wall.render_wall_views(now, None)[0])


def test_today_is_the_clocks_before_the_first_look_after_a_restart(office):
    office.save(report("未交"), BEFORE)
    office.look(BEFORE)
    office.moment = AFTER
    assert office.restart().now.days_left == -3


def test_fresh_figures_say_no_age(office):
    office.save(report(), BEFORE)
    office.look(BEFORE)
    assert "前）" not in text(render("board.as_of", office.board.now))
