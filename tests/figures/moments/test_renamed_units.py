"""A unit renamed on the roster, its old name kept as an alias: everything known of it is its own.

The roster is moved between two starts, as it is in a folder's units.csv.
"""

import datetime as dt
import os
from dataclasses import replace

import pytest

from kjr.campaign.unit_names import build_file_resolver
from kjr.editing.joint_events import find_standing_settlements
from kjr.editing.review import build_correction_edit
from kjr.figures.board import Beside, Board
from kjr.figures.changes import compare_overviews
from kjr.figures.moments import archive, frozen
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import build_overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.state.acts import Act, ActKind
from kjr.state.chases import Rung, find_record, gather_records
from kjr.state.contents import list_contents
from kjr.state.journal import Journal
from tests import settled
from tests.shared import HEADER, Shared, people, visits
from tests.small import NOON, SMALL
from tests.store.files import xlsx

OLD, NEW = "甲学会", "甲科学学会"
BEFORE = dt.datetime(2019, 6, 14, 15, tzinfo=NOON.tzinfo)
"""The day before the deadline."""
AFTER = BEFORE + dt.timedelta(days=4)


def rename(campaign):
    """The campaign after the office wrote the unit's new name into its roster."""
    units = (
        replace(unit, name=NEW, aliases=(OLD,)) if unit.name == OLD else unit
        for unit in campaign.units
    )
    return replace(campaign, units=tuple(units))


RENAMED = rename(SMALL)


class Office:
    """A folder of workbooks, and the state that outlives a start."""

    def __init__(self, place):
        self.state, self.share = place / "state", Shared(place / "shared")
        self.file = self.share.folder / f"{OLD}.xlsx"

    def save(self, data, changed):
        self.file.write_bytes(data)
        os.utime(self.file, (changed.timestamp(),) * 2)

    def start(self, campaign, moment):
        """What the board shows once it has looked."""
        self.share.follow_names(build_file_resolver(campaign))
        self.journal = Journal(self.state, campaign.unit_names)
        beside = Beside(self.journal.acts)
        self.board = Board(campaign, self.share, self.state, lambda: moment, beside=beside)
        self.board.look()
        return self.board.now


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def report(*visited):
    """A workbook with a closing report that is whole."""
    rows = [(dt.date(2019, 5, 28), f"示例企业{n}", count) for n, count in enumerate(visited)]
    whole = [("书面总结", "已交"), ("电子版", "已交")]
    return xlsx({"走访慰问": [HEADER, *rows], "总结报送": whole})


def test_who_filed_on_time_is_not_late_for_a_new_name(office):
    office.save(report(5), BEFORE)
    assert office.start(SMALL, BEFORE).standing(OLD).filing.state is FilingState.ON_TIME
    office.save(report(6), AFTER)
    filing = office.start(RENAMED, AFTER).standing(NEW).filing
    assert (filing.state, filing.day) == (FilingState.ON_TIME, BEFORE.date())


def test_its_last_good_figures_stay_while_its_book_cannot_be_read(office):
    office.save(visits(5), NOON)
    office.start(SMALL, NOON)
    office.save(b"", NOON + dt.timedelta(hours=1))
    standing = office.start(RENAMED, NOON + dt.timedelta(hours=2)).standing(NEW)
    assert (standing.filling, standing.is_stale, standing.entries) == (FillingState.FILLED, True, 1)


def test_nothing_moved_because_of_a_new_name(office):
    office.save(visits(5), NOON)
    office.start(SMALL, NOON)
    number = office.board.past.freeze()
    now = office.start(RENAMED, NOON + dt.timedelta(days=1))
    before = build_overview(office.board.past.load(number))
    told = compare_overviews(before, now)
    assert (told.changes, told.rows, told.filled, told.newly_filed) == ((), (), 0, ())
    assert {entry.unit for entry in before.snapshot.entries} == {NEW}
    printed = office.board.past.open(number)
    assert list(printed.books) == [NEW]  # the plan of a test brings no files to be kept with it


def test_what_the_office_corrected_stays_corrected_now_and_in_what_was_frozen(office):
    office.save(visits(5), NOON)
    office.start(SMALL, NOON)
    (page,) = office.board.latest.books[OLD].pages
    edits = (build_correction_edit(page, page.entries[0].row, "走访人次", 50.0),)
    act = Act(NOON, "组宣部", OLD, ActKind.CORRECTED, page.sheet.name, edits, "核对过")
    office.journal.append(act)
    office.board.look()
    number = office.board.past.freeze()
    now = office.start(RENAMED, NOON + dt.timedelta(days=1))
    assert people(now.snapshot) == people(office.board.past.load(number)) == [50]
    assert [each.unit for each in office.journal.acts(NEW)] == [NEW]


def test_what_was_settled_with_a_partner_and_whom_one_asked_is_known_by_the_new_name(tmp_path):
    seen = settled.seen(
        settled.filed("东区科协", settled.event()), settled.filed(OLD, settled.event())
    )
    asked = Act(NOON, "组宣部", "", ActKind.CHASED, facts={"channel": "复制", "rung": Rung.GENTLE})
    parts = tuple(Act(NOON, "组宣部", unit, ActKind.CHASED) for unit in (OLD, "乙学会"))
    for act in (settled.settle(seen, OLD)._replace(id=""), asked._replace(parts=parts)):
        Journal(tmp_path).append(act)
    acts = Journal(tmp_path, RENAMED.unit_names).acts()
    (settlement,) = find_standing_settlements(acts)
    assert [part.unit for part in settlement.parts] == [NEW, "东区科协"]
    records = gather_records(acts)
    assert [find_record(records, unit).times for unit in (NEW, "乙学会", OLD)] == [1, 1, 0]


def test_of_what_was_kept_under_both_names_the_new_one_counts_and_the_old_one_goes(office):
    office.save(visits(5), NOON)
    office.start(SMALL, NOON)
    later = NOON + dt.timedelta(hours=1)
    office.save(visits(6), later)
    now = office.start(RENAMED, later).snapshot
    assert people(archive.load_kept_snapshot(office.state, RENAMED, later)) == [6]
    assert list_contents(office.state, archive.BOOKS) == sorted(now.books)
    old = archive.load_kept_snapshot(office.state, SMALL, later)
    assert list(old.books) == []


def test_what_is_kept_under_an_unknown_name_is_passed_over_but_where_moments_are_compared(office):
    office.save(visits(5), NOON)
    office.start(SMALL, NOON)
    gone = replace(SMALL, units=(replace(SMALL.units[0], name="丙学会"),))
    name = frozen.freeze_snapshot(office.board.latest, office.state)
    assert frozen.open_frozen_snapshot(office.state, name, gone).books == {}
    assert [*frozen.load_frozen_snapshot(office.state, name, gone).books] == ["甲学会"]
    assert archive.load_kept_snapshot(office.state, gone, NOON) == Snapshot(gone, NOON)
