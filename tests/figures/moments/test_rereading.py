"""A campaign that has learnt: what is known is read again, and nothing is opened for it."""

from dataclasses import replace

import pytest

from kjr.campaign.checks.learnt_words import fit_learnt_words
from kjr.campaign.learnt.words import LearntWord
from kjr.figures.board import Beside, Board
from kjr.figures.moments.frozen import load_frozen_snapshot, open_frozen_snapshot
from kjr.figures.moments.refresh import rebase_snapshot, refresh_snapshot, replace_book
from kjr.figures.moments.rereading import follow_campaign
from kjr.figures.moments.snapshot import Snapshot
from tests.shared import HEADER, Shared, people, visits
from tests.small import NOON, SMALL
from tests.store.files import xlsx

WORD = LearntWord("走访慰问", "", "多少位", "走访人次", "张示例", NOON.date())
FILE = LearntWord("", "", "表三.xlsx", "甲学会", "张示例", NOON.date())
LEARNT = fit_learnt_words(SMALL, [WORD])


def odd(*numbers):
    """A workbook whose header for the people reached nobody knows."""
    rows = [(NOON.date(), f"示例企业{n}", number) for n, number in enumerate(numbers)]
    return xlsx({"走访慰问": [(*HEADER[:2], "多少位", "备注一"), *((*row, "甲") for row in rows)]})


@pytest.fixture
def shared(tmp_path):
    shared = Shared(tmp_path / "shared")
    shared.put("甲学会.xlsx", odd(5))
    shared.put("乙学会.xlsx", visits(7))
    return shared


def taught(snapshot):
    """Whether the header is read without a doubt."""
    return not [each for each in snapshot.problems if "多少位" in each.message]


def test_what_was_read_is_read_again_without_being_opened(shared):
    before = refresh_snapshot(Snapshot(SMALL, NOON), shared, NOON)
    shared.opened.clear()
    after = follow_campaign(before, LEARNT)
    assert (taught(before), taught(after)) == (False, True)
    assert people(after) == [5, 7]
    assert after.version == before.version + 1
    assert after.books["乙学会"] is before.books["乙学会"]
    assert refresh_snapshot(after, shared, NOON).books == after.books
    assert shared.opened == []


def test_taken_back_it_is_as_before(shared):
    before = refresh_snapshot(Snapshot(SMALL, NOON), shared, NOON)
    back = follow_campaign(follow_campaign(before, LEARNT), SMALL)
    assert list(back.problems) == list(before.problems)
    assert people(back) == people(before)


def test_what_a_long_look_read_meanwhile_is_read_by_what_was_learnt(shared):
    base = Snapshot(SMALL, NOON)
    new = refresh_snapshot(base, shared, NOON)
    both = rebase_snapshot(new, base, follow_campaign(base, LEARNT))
    assert both.campaign is LEARNT
    assert taught(both)


def test_a_file_that_is_no_longer_the_units_takes_its_figures_along(tmp_path, shared):
    shared.put("表三.xlsx", visits(3))
    told = fit_learnt_words(SMALL, [FILE])
    book = refresh_snapshot(Snapshot(SMALL, NOON), shared, NOON).books["甲学会"]
    given = replace(book, held=book.held._replace(file="表三.xlsx"))
    snapshot = replace_book(Snapshot(told, NOON), given)
    assert follow_campaign(snapshot, SMALL).books == {}
    own = replace_book(Snapshot(told, NOON), book)
    assert own.books.keys() == follow_campaign(own, SMALL).books.keys()


def test_the_board_follows_the_campaign_and_a_frozen_moment_keeps_its_own(shared, tmp_path):
    known = [SMALL]
    beside = Beside(campaign=lambda: known[-1])
    board = Board(SMALL, shared, tmp_path / "state", lambda: NOON, beside=beside)
    frozen = board.past.freeze(board.look())
    known.append(LEARNT)
    assert taught(board.look_at("乙学会"))
    assert board.now.campaign is LEARNT
    assert not taught(load_frozen_snapshot(tmp_path / "state", frozen, SMALL, board.latest))
    assert not taught(open_frozen_snapshot(tmp_path / "state", frozen, SMALL))
    known.append(SMALL)
    assert not taught(board.look())
