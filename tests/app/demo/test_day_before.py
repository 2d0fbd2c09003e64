"""A day before the example: what has not changed since is neither written nor read again."""

import contextlib
import re
import shutil

import pytest

from kjr.app.demo.day_before import freeze_day_before
from kjr.campaign import loading, unit_names
from kjr.figures.moments.frozen import FROZEN
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from kjr.state.contents import read_contents
from kjr.store.xlsx.worker import Worker
from tests.plans import BOTH
from tests.shared import WORKER, Shared


class Watched(Shared):
    def __init__(self, folder, campaign):
        super().__init__(folder)
        self.follow_names(unit_names.build_file_resolver(campaign))


@pytest.fixture
def latest(small_example):
    campaign = loading.load_campaign(small_example / "campaign")
    with contextlib.closing(Watched(small_example, campaign)) as books:
        return refresh_snapshot(Snapshot(campaign, campaign.moment), books, campaign.moment)


def frozen(state):
    """What was frozen, but for the numbers the file system gives to files."""
    (data,) = read_contents(state, FROZEN).values()
    return re.sub(r"\((\d+, \d+), \d+\)", r"\1", data.decode())


@BOTH
def test_it_is_the_same_as_if_all_of_it_were_written_and_read(latest, small_example, tmp_path):
    day = latest.campaign.moment.date()
    held = (book.held for book in latest.books.values())
    oldest = next(each.file for each in held if each.changed.date() < day)
    (tmp_path / "one").mkdir()
    shutil.copy2(small_example / oldest, tmp_path / "one")
    freeze_day_before(latest, tmp_path / "one", tmp_path / "whole", WORKER)
    freeze_day_before(latest, small_example, tmp_path / "short", WORKER)
    assert frozen(tmp_path / "short") == frozen(tmp_path / "whole")


@BOTH
def test_of_books_that_people_saved_nothing_is_invented(latest, small_example, tmp_path):
    folder = shutil.copytree(small_example, tmp_path / "books", copy_function=shutil.copyfile)
    freeze_day_before(latest, folder, tmp_path, WORKER)
    assert not (tmp_path / "frozen").exists()


class Counted(Worker):
    """Notes whose books are opened."""

    def understood(self, data, unit, understand):
        opened.append(unit)
        return super().understood(data, unit, understand)


opened = []


@BOTH
def test_only_what_was_saved_since_and_what_cannot_be_read_is_opened(
    latest, small_example, tmp_path
):
    opened.clear()
    with contextlib.closing(Counted()) as worker:
        freeze_day_before(latest, small_example, tmp_path, worker)
    day = latest.campaign.moment.date()
    assert opened
    for unit in opened:
        assert latest.books[unit].stale or latest.books[unit].held.changed.date() == day
