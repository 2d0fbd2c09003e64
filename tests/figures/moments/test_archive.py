import datetime as dt
import gzip
from dataclasses import replace
from hashlib import blake2b

import pytest

from kjr.errors import KjrError
from kjr.figures.moments import archive, frozen
from kjr.figures.moments.plain_data import decode_plain, encode_plain
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.state.contents import change_contents, read_content, read_contents
from tests import settled
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
    change_contents(tmp_path, archive.BOOKS, dict.fromkeys(now.books, b"{}"))
    store.put("甲学会.xlsx", visits(6))
    archive.keep_books(tmp_path, refresh_snapshot(now, store, LATER), now)
    kept = read_contents(tmp_path, archive.BOOKS)
    assert [unit for unit, data in kept.items() if data != b"{}"] == ["甲学会"]


def test_books_that_are_no_more_are_forgotten(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    archive.keep_books(tmp_path, EMPTY, now)
    assert archive.load_kept_snapshot(tmp_path, SMALL, NOON).books == {}


def test_units_that_left_the_roster_are_passed_over(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    fewer = replace(SMALL, units=SMALL.units[1:])
    assert list(archive.load_kept_snapshot(tmp_path, fewer, NOON).books) == ["甲学会", "乙学会"]


def test_a_spoilt_value_costs_one_book(tmp_path, now, caplog):
    archive.keep_books(tmp_path, now, EMPTY)
    half = read_contents(tmp_path, archive.BOOKS)["甲学会"][:50]
    change_contents(tmp_path, archive.BOOKS, {"甲学会": half})
    assert list(archive.load_kept_snapshot(tmp_path, SMALL, NOON).books) == ["东区科协", "乙学会"]
    assert caplog.text.count("its book will be opened again") == 1


def test_nothing_kept_is_an_empty_snapshot(tmp_path):
    assert archive.load_kept_snapshot(tmp_path, SMALL, NOON) == Snapshot(SMALL, NOON)


@pytest.mark.sqlite
def test_a_place_that_cannot_be_written_is_told(tmp_path, now):
    (tmp_path / "state").write_text("a file where a folder should be")
    with pytest.raises(KjrError, match="写不进去"):
        archive.keep_books(tmp_path / "state", now, EMPTY)


def test_a_set_is_written_in_one_order_whatever_it_is():
    keys = [f"{number:03}" for number in range(99, 0, -1)]
    assert decode_plain(encode_plain({"plans": frozenset(keys)}))["plans"] == sorted(keys)


def test_what_looks_like_a_typed_cell_among_others_is_none():
    plain = {"sheet": {"date": "2019-05-28", "other": 1}, "note": {"unit": "甲学会"}}
    assert decode_plain(encode_plain(plain)) == plain


def test_what_is_known_of_a_book_comes_back(tmp_path, now):
    stale = Stale(NOON, "文件加了密码", LATER)
    known = {
        "filed": NOON,
        "lacking": LATER,
        "plans": frozenset({"a", "b"}),
        "stale": stale,
    }
    books = {**now.books, "甲学会": replace(now.books["甲学会"], **known)}
    archive.keep_books(tmp_path, replace(now, books=books), EMPTY)
    again = archive.load_kept_snapshot(tmp_path, SMALL, LATER).books["甲学会"]
    assert {name: getattr(again, name) for name in known} == known
    assert again.stale.tried == LATER


def test_kept_figures_are_as_old_as_the_book_read_last(tmp_path, now):
    books = {**now.books, "甲学会": replace(now.books["甲学会"], read_at=LATER)}
    archive.keep_books(tmp_path, replace(now, books=books), EMPTY)
    latest = LATER + dt.timedelta(days=1)
    assert archive.load_kept_snapshot(tmp_path, SMALL, latest).taken == LATER


def test_kept_books_show_together_what_they_showed(tmp_path):
    books = [settled.filed(unit, settled.event()) for unit in ("东区科协", "甲学会")]
    archive.keep_books(tmp_path, settled.seen(*books), EMPTY)
    assert len(archive.load_kept_snapshot(tmp_path, settled.PLAN, LATER).open_pairs) == 1


def test_whether_anything_was_ever_kept_is_known(tmp_path, now):
    assert not archive.has_kept_books(tmp_path)
    archive.keep_books(tmp_path, now, EMPTY)
    assert archive.has_kept_books(tmp_path)


def test_a_kept_book_of_another_form_is_passed_over(tmp_path, now):
    archive.keep_books(tmp_path, now, EMPTY)
    kept = read_contents(tmp_path, archive.BOOKS)
    other = {
        unit: encode_plain({**decode_plain(data), "format": 99}) for unit, data in kept.items()
    }
    change_contents(tmp_path, archive.BOOKS, other)
    assert archive.load_kept_snapshot(tmp_path, SMALL, NOON).books == {}


def test_a_unit_gone_that_was_never_kept_is_no_failure(tmp_path, now):
    archive.keep_books(tmp_path, EMPTY, now)
    assert archive.load_plan_keys(tmp_path, SMALL) == {}


def test_plans_of_a_book_nobody_can_read_are_not_known(tmp_path, now):
    books = {**now.books, "甲学会": replace(now.books["甲学会"], plans=frozenset({"a"}))}
    archive.keep_books(tmp_path, replace(now, books=books), EMPTY)
    change_contents(tmp_path, archive.BOOKS, {"东区科协": b"{"})
    assert archive.load_plan_keys(tmp_path, SMALL) == {"甲学会": {"a"}, "乙学会": frozenset()}


@pytest.mark.sqlite
def test_what_the_first_version_kept_is_taken_over_and_left_beside(tmp_path, now):
    """Of books and frozen moments; a half-written book is read again anyway."""
    first = tmp_path / "first"
    archive.keep_books(first, now, EMPTY)
    name = frozen.freeze_snapshot(now, first)
    kept = read_contents(first, archive.BOOKS)
    state = tmp_path / "state"
    (state / "books").mkdir(parents=True)
    (state / "frozen").mkdir()
    for unit, data in kept.items():
        file = state / "books" / f"{blake2b(unit.encode(), digest_size=12).hexdigest()}.json"
        file.write_bytes(data)
    (state / "books" / "0.json").write_bytes(kept["甲学会"][:50])
    packed = gzip.compress(read_content(first, frozen.FROZEN, name))
    (state / "frozen" / f"{name}.json.gz").write_bytes(packed)
    before = {file: file.read_bytes() for file in state.rglob("*.*")}
    assert archive.load_kept_snapshot(state, SMALL, NOON).books == now.books
    assert frozen.load_frozen_snapshot(state, name, SMALL).books == now.books
    assert frozen.freeze_snapshot(now, state) == name
    assert {file: file.read_bytes() for file in before} == before
