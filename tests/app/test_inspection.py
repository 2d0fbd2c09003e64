import datetime as dt
import os
import shutil
from dataclasses import replace

import pytest

from kjr.app import inspection
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book, Snapshot, Stale
from kjr.store.base import StoredBook
from tests.shared import WORKER


@pytest.fixture(scope="module")
def campaign():
    return loading.load_campaign(CAMPAIGN)


@pytest.fixture
def folder(example, tmp_path):
    """Three good workbooks, one of them twice, and one that is nobody's."""
    for name in ("贺兰县科协.xlsx", "永宁县科协.xlsx", "灵武市科协.xlsx"):
        shutil.copy(example / name, tmp_path / name)
    shutil.copy(example / "贺兰县科协.xlsx", tmp_path / "贺兰县科协(1).xlsx")
    shutil.copy(example / "贺兰县科协.xlsx", tmp_path / "某某通讯录.xlsx")
    (tmp_path / "金凤区科协.xlsx").write_bytes(b"")
    return tmp_path


def test_every_file_is_told_with_its_state(folder, campaign):
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    assert told["永宁县科协.xlsx"].state == "read"
    assert told["金凤区科协.xlsx"].state == "unreadable"
    assert {told["贺兰县科协.xlsx"].state, told["贺兰县科协(1).xlsx"].state} == {"read", "ignored"}


def test_a_file_that_is_nobodys_is_read_and_says_so(folder, campaign):
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    stray = told["某某通讯录.xlsx"]
    assert (stray.unit, stray.state, stray.reason) == (None, "read", inspection.NOBODY)


def test_one_file_can_be_named(folder, campaign):
    (only,) = inspection.inspect_files([folder / "永宁县科协.xlsx"], campaign, WORKER)
    assert (only.unit, only.state) == ("永宁县科协", "read")
    assert any(page.entries for page in only.pages)


def test_a_path_that_is_not_there_is_told_in_a_sentence(tmp_path, campaign):
    with pytest.raises(KjrError, match="找不到"):
        list(inspection.inspect_files([tmp_path / "没有.xlsx"], campaign, WORKER))


def test_a_book_that_keeps_its_last_good_pages_is_stale_and_one_that_never_had_any_unreadable(
    folder, campaign
):
    now = dt.datetime(2019, 6, 8, 17, tzinfo=dt.UTC)
    (good,) = inspection.inspect_files([folder / "永宁县科协.xlsx"], campaign, WORKER)
    book = Book("永宁县科协", StoredBook(good.file, "1", now), now, good.pages)
    lost = replace(book, stale=Stale(now, "文件打不开"))
    never = replace(lost, pages=())
    for kept, state in ((book, "read"), (lost, "stale"), (never, "unreadable")):
        (told,) = inspection.inspect_snapshot(Snapshot(campaign, now, books={"永宁县科协": kept}))
        assert (told.state, told.pages) == (state, kept.pages)


def test_a_folder_within_a_link_to_itself_and_a_strange_name_are_told(folder, campaign):
    (folder / "下级").mkdir()
    shutil.copy(folder / "永宁县科协.xlsx", folder / "下级")
    (folder / "圈.xlsx").symlink_to("圈.xlsx")
    (folder / os.fsdecode(b"\xb2\xe2.xlsx")).touch()
    told = {each.file: each for each in inspection.inspect_files([folder], campaign, WORKER)}
    assert {told[name].state for name in ("下级", "圈.xlsx", "测.xlsx")} == {"ignored"}
    assert told["永宁县科协.xlsx"].state == "read"


def test_side_books_are_read_beside_the_units_own(folder, campaign):
    shutil.copy(folder / "永宁县科协.xlsx", folder / "永宁县科协（补充）.xlsx")
    beside = replace(campaign, side_books=True)
    told = {each.file: each for each in inspection.inspect_files([folder], beside, WORKER)}
    assert {told[f"永宁县科协{mark}.xlsx"].state for mark in ("", "（补充）")} == {"read"}
