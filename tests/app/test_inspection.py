import datetime as dt
import os
import shutil
from dataclasses import replace

import pytest

from kjr.app import inspection
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book, Snapshot, Stale
from kjr.store.base import StoredBook
from tests.plans import BOTH
from tests.shared import WORKER

pytestmark = BOTH


@pytest.fixture(scope="module")
def campaign(plan):
    return plan.campaign


def broken(plan):
    """A unit whose workbook cannot be read."""
    names = (unit.name for unit in plan.campaign.units)
    return next(name for name in names if name not in (plan.unit, plan.other))


@pytest.fixture
def folder(plan, small_example, tmp_path):
    """Two good workbooks, one of them twice, one that cannot be read and one that is nobody's."""
    for name in (plan.unit, plan.other):
        shutil.copy(small_example / f"{name}.xlsx", tmp_path)
    for copy in (f"{plan.other}(1)", "某某通讯录"):
        shutil.copy(small_example / f"{plan.other}.xlsx", tmp_path / f"{copy}.xlsx")
    (tmp_path / f"{broken(plan)}.xlsx").write_bytes(b"")
    return tmp_path


def test_every_file_is_told_with_its_state(folder, plan, campaign):
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    assert told[f"{plan.unit}.xlsx"].state == "read"
    assert told[f"{broken(plan)}.xlsx"].state == "unreadable"
    assert {told[f"{plan.other}{mark}.xlsx"].state for mark in ("", "(1)")} == {"read", "ignored"}


def test_a_file_that_is_nobodys_is_read_and_says_so(folder, plan, campaign):
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    stray = told["某某通讯录.xlsx"]
    assert (stray.unit, stray.state, stray.reason) == (None, "read", inspection.NOBODY)


def test_one_file_can_be_named(folder, plan, campaign):
    (only,) = inspection.inspect_files([folder / f"{plan.unit}.xlsx"], campaign, WORKER)
    assert (only.unit, only.state) == (plan.unit, "read")
    assert any(page.entries for page in only.pages)


def test_a_path_that_is_not_there_is_told_in_a_sentence(tmp_path, campaign):
    with pytest.raises(KjrError, match="找不到"):
        list(inspection.inspect_files([tmp_path / "没有.xlsx"], campaign, WORKER))


def test_a_book_that_keeps_its_last_good_pages_is_stale_and_one_that_never_had_any_unreadable(
    folder, plan, campaign
):
    now = dt.datetime(2019, 6, 8, 17, tzinfo=dt.UTC)
    (good,) = inspection.inspect_files([folder / f"{plan.unit}.xlsx"], campaign, WORKER)
    book = Book(plan.unit, StoredBook(good.file, "1", now), now, good.pages)
    lost = replace(book, stale=Stale(now, "文件打不开"))
    never = replace(lost, pages=())
    for kept, state in ((book, "read"), (lost, "stale"), (never, "unreadable")):
        (told,) = inspection.inspect_snapshot(Snapshot(campaign, now, books={plan.unit: kept}))
        assert (told.state, told.pages) == (state, kept.pages)


def test_a_folder_within_a_link_to_itself_and_a_strange_name_are_told(folder, plan, campaign):
    (folder / "下级").mkdir()
    shutil.copy(folder / f"{plan.unit}.xlsx", folder / "下级")
    (folder / "圈.xlsx").symlink_to("圈.xlsx")
    (folder / os.fsdecode(b"\xb2\xe2.xlsx")).touch()
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    assert {told[name].state for name in ("下级", "圈.xlsx", "测.xlsx")} == {"ignored"}
    assert told[f"{plan.unit}.xlsx"].state == "read"


def test_side_books_are_read_beside_the_units_own(folder, plan, campaign):
    shutil.copy(folder / f"{plan.unit}.xlsx", folder / f"{plan.unit}（补充）.xlsx")
    beside = replace(campaign, side_books=True)
    told = {each.file: each for each in inspection.inspect_files([folder], beside, WORKER)}
    assert {told[f"{plan.unit}{mark}.xlsx"].state for mark in ("", "（补充）")} == {"read"}
