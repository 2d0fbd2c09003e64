import datetime as dt
from dataclasses import replace

import pytest

from kjr.errors import KjrError
from kjr.figures.moments import archive
from kjr.figures.moments.plain_data import decode_plain, encode_plain
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from tests.shared import visits
from tests.small import NOON, SMALL
from tests.store.files import xlsx

EMPTY = Snapshot(SMALL, NOON)
LATER = NOON + dt.timedelta(hours=3)


@pytest.mark.parametrize(
    "cell",
    [
        "入户",
        "",
        "示例\n𠮷",
        3,
        3.0,
        0.1,
        True,
        None,
        dt.date(2019, 5, 28),
        dt.datetime(2019, 5, 28, 10, 15, 0, 5),
        dt.time(10, 15),
        dt.timedelta(hours=30, microseconds=7),
    ],
)
def test_every_kind_of_cell_comes_back_as_it_was(cell):
    (again,) = decode_plain(encode_plain({"cells": [cell]}))["cells"]
    assert (type(again), again) == (type(cell), cell)


def test_kept_books_come_back_as_they_were(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    again = archive.load_kept_snapshot(tmp_path, SMALL, LATER)
    assert again.books == now.books
    assert list(again.books) == list(now.books)
    assert (again.taken, again.version) == (NOON, 1)


def test_everything_known_of_a_sheet_is_kept(tmp_path, store):
    def decorate(book):
        sheet = book.get_worksheet_by_name("走访慰问")
        sheet.merge_range("A1:C1", "走访慰问台账（示例）")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})

    store.put("甲学会.xlsx", xlsx(decorate=decorate))
    now = refresh_snapshot(EMPTY, store, NOON)
    archive.keep_books(tmp_path, now, EMPTY)
    before, after = (
        [page.sheet for page in each.books["甲学会"].pages]
        for each in (now, archive.load_kept_snapshot(tmp_path, SMALL, LATER))
    )
    assert before == after
    assert after[0].merged
    assert after[0].hidden_rows
    assert after[0].hidden_columns


def test_only_changed_books_are_written_again(tmp_path, store, now):
    archive.keep_books(tmp_path, now, EMPTY)
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "books").iterdir()}
    store.put("甲学会.xlsx", visits(6))
    archive.keep_books(tmp_path, refresh_snapshot(now, store, LATER), now)
    assert sum(file.stat().st_mtime_ns != time for file, time in times.items()) == 1


def test_books_that_are_no_more_are_forgotten(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    archive.keep_books(tmp_path, EMPTY, now)
    assert archive.load_kept_snapshot(tmp_path, SMALL, NOON).books == {}


def test_units_that_left_the_roster_are_passed_over(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    fewer = replace(SMALL, units=SMALL.units[1:])
    assert list(archive.load_kept_snapshot(tmp_path, fewer, NOON).books) == ["甲学会", "乙学会"]


def test_a_half_written_file_costs_one_book(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    for file in (tmp_path / "books").iterdir():
        if "甲学会" in file.read_text("utf-8"):
            file.write_bytes(file.read_bytes()[:50])
    assert list(archive.load_kept_snapshot(tmp_path, SMALL, NOON).books) == ["东区科协", "乙学会"]


def test_nothing_kept_is_an_empty_snapshot(tmp_path):
    assert archive.load_kept_snapshot(tmp_path, SMALL, NOON) == Snapshot(SMALL, NOON)


def test_a_place_that_cannot_be_written_is_told(tmp_path, now):
    (tmp_path / "books").write_text("a file where a folder should be")
    with pytest.raises(KjrError, match="本机存档写不进"):
        archive.keep_books(tmp_path, now, EMPTY)
