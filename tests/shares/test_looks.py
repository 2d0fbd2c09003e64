"""Looks at a share that is dead, hangs, was not mounted, or tells times and numbers of its own."""

import errno
import os
import subprocess
import sys
import threading
import time

import pytest

from kjr.app.folder_probe import probe_folder
from kjr.editing.whole_books import begin_unit_book
from kjr.errors import KjrError
from kjr.figures.board import Board
from kjr.state.acts import ActKind
from kjr.store.base import StoreUnavailableError
from kjr.store.folder import folder_store, patience
from tests.desk import MINE, NEW, A, B, C
from tests.shares.mounting import NEEDS_FUSE, wait_until
from tests.small import NOON, SMALL
from tests.store.files import xlsx

pytestmark = [NEEDS_FUSE, pytest.mark.slow]

WANTED = A, B, C, NEW
VISITS = xlsx()


@pytest.fixture
def board(desk):
    for unit in ("东区科协", "乙学会"):
        (desk.share.server / f"{unit}.xlsx").write_bytes(desk.book.read_bytes())
    board = Board(SMALL, desk.context.store, desk.state, lambda: NOON, 0.1)
    board.look()
    yield board
    board.stop()


@pytest.fixture
def quick(monkeypatch):
    """Nobody waits as long as people would."""
    for name, seconds in ("LOOKING", 1.0), ("READING", 0.8), ("SAVING", 1.2):
        monkeypatch.setattr(folder_store, name, seconds)
    monkeypatch.setattr(patience, "SLICE", 0.05)


def stale(board):
    return [book.stale for book in board.latest.books.values()]


@pytest.mark.parametrize("how", ["killed", "unmounted", "another"])
def test_a_share_that_is_gone_is_one_outage_and_no_deletion(desk, board, how):
    store = desk.context.store
    if how == "killed":
        desk.share.kill()
    else:
        desk.share.unmount()
    if how == "another":
        (desk.share.mount / desk.book.name).write_bytes(desk.book.read_bytes())
    left = sorted(desk.share.mount.iterdir()) if how != "killed" else []
    board.look()
    assert board.latest.outage
    assert stale(board) == [None] * 3
    with pytest.raises(KjrError, match=r"网络盘|不在了"):
        begin_unit_book(desk.context, store, "协作医院", VISITS, MINE)
    with pytest.raises(KjrError, match=r"网络盘|不在了"):
        desk.save(*WANTED)
    if how != "killed":
        assert sorted(desk.share.mount.iterdir()) == left
    desk.share.unmount()
    (desk.share.mount / desk.book.name).unlink(missing_ok=True)
    desk.share.start()
    board.look()
    assert (board.latest.outage, stale(board)) == ("", [None] * 3)


def test_a_start_on_an_unmounted_share_deletes_nothing_either(desk, board):
    desk.share.unmount()
    again = Board(SMALL, desk.new_store(), desk.state, lambda: NOON, 0.1)
    again.look()
    assert "3 家" in again.latest.outage or "3家" in again.latest.outage
    assert stale(again) == [None] * 3
    with pytest.raises(StoreUnavailableError):
        desk.new_store().create("协作医院", VISITS)
    assert list(desk.share.mount.iterdir()) == []


def test_one_entry_that_cannot_be_looked_at_is_a_stray(desk):
    (desk.share.server / "乙学会.xlsx").write_bytes(VISITS)
    desk.share.fail(("getattr", errno.EIO, "乙学会.xlsx"))
    listing = desk.new_store().versions()
    assert [stray.file for stray in listing.strays] == ["乙学会.xlsx"]
    assert list(listing.books) == ["甲学会"]


@pytest.fixture
def davfs(desk):
    """The desk, and the system's table of mounts as if its share were mounted by davfs2."""
    table = f"1 1 0:1 / {desk.share.mount} rw - fuse http://server/books rw"
    desk.context.store.follow_mounts(lambda: table)
    return desk, table


def test_a_davfs2_that_cannot_list_is_told_what_to_write_into_its_settings(davfs):
    """As with its own buffer since Linux 6.16; of another share nobody knows why it does not."""
    desk, table = davfs
    desk.share.fail(("readdir", errno.EINVAL))
    with pytest.raises(StoreUnavailableError, match="里写 buf_size 64"):
        desk.context.store.versions()
    told = [each.text for each in probe_folder(desk.share.mount, table)]
    assert any("在 davfs2.conf 里写 buf_size 64" in each for each in told)
    with pytest.raises(StoreUnavailableError, match="打不开文件夹"):
        desk.new_store().versions()


def test_a_davfs2_that_goes_on_listing_without_its_server_is_an_outage(davfs, board):
    """It says of each workbook only that it may be tried again; elsewhere that means in use."""
    desk, _ = davfs
    desk.share.fail(("open", errno.EAGAIN, "*.xlsx"))
    assert "打不开文件夹" in board.look().outage
    assert stale(board) == [None] * 3
    with pytest.raises(StoreUnavailableError, match="打不开文件夹"):
        desk.save(*WANTED)
    assert desk.new_store().versions().books
    desk.share.fail()
    assert board.look().outage == ""


def test_a_look_that_hangs_is_an_outage_and_passes_with_the_hang(desk, board, quick):
    desk.share.fail(("*", 0, "*", False, -1))
    begun = time.monotonic()
    board.look()
    assert time.monotonic() - begun < 3
    assert "网络盘等了 1 秒没有回应" in board.latest.outage
    assert stale(board) == [None] * 3
    desk.share.fail()
    wait_until(lambda: not board.look().outage, 5)


def test_no_thread_piles_up_while_a_share_hangs(desk, board, quick, monkeypatch):
    monkeypatch.setattr(patience, "AGAIN", 0.0)
    monkeypatch.setattr(folder_store, "LOOKING", 0.1)
    before = threading.active_count()
    desk.share.fail(("*", 0, "*", False, -1))
    for _ in range(patience.MOST + 5):
        board.look()
    assert threading.active_count() <= before + patience.MOST
    desk.share.fail()
    wait_until(lambda: threading.active_count() <= before, 5)
    assert board.look().outage == ""


@pytest.mark.parametrize(
    ("hang", "words"),
    [
        (("fsync", 0, "*", False, -1), "秒没有回应，没有保存；工作簿没有改动"),
        (("rename", 0, "*", False, -1), "不知道是否写成"),
    ],
    ids=["before", "at the rename"],
)
def test_a_save_that_hangs_is_given_up_with_the_truth(desk, quick, hang, words):
    desk.share.fail(hang)
    begun = time.monotonic()
    with pytest.raises(KjrError, match=words):
        desk.save(*WANTED)
    assert time.monotonic() - begun < 3
    desk.share.fail()
    wait_until(lambda: not list(desk.share.server.glob(".kjr-*")), 5)
    is_open = "不知道" in words
    assert desk.acts == [None if is_open else ActKind.FAILED]
    assert desk.rows == (WANTED if is_open else (A, B, C))


def test_another_save_is_refused_at_once_while_one_hangs(desk, quick):
    desk.share.fail(("fsync", 0, "*", False, -1))
    with pytest.raises(KjrError):
        desk.save(*WANTED)
    begun = time.monotonic()
    with pytest.raises(KjrError, match="没有回应"):
        desk.save(*WANTED)
    assert time.monotonic() - begun < 0.5


def test_stopping_takes_no_longer_than_a_moment_on_a_share_that_hangs(desk, board):
    desk.share.fail(("*", 0, "*", False, -1))
    board.start()
    time.sleep(0.3)
    begun = time.monotonic()
    board.stop()
    desk.context.store.close()
    assert time.monotonic() - begun < 5


def test_a_program_ends_at_once_although_reading_hangs(desk):
    desk.share.fail(("read", 0, "*", False, -1))
    code = "from tests.shares import reader; reader.begin(*__import__('sys').argv[1:])"
    command = [sys.executable, "-X", "utf8", "-c", code, desk.share.mount, desk.state]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout.readline()
        begun = time.monotonic()
        assert program.wait(10) == 0
        assert time.monotonic() - begun < 5


def test_new_numbers_on_the_disk_alone_open_no_book_again(desk, board):
    held = desk.context.store.versions().books
    desk.share.unmount()
    desk.share.kill()
    for book in sorted(desk.share.server.glob("*.xlsx"), reverse=True):
        facts, copy = book.stat(), book.with_suffix(".copy")
        copy.write_bytes(book.read_bytes())
        os.utime(copy, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        copy.replace(book)
    desk.share.start()
    assert desk.context.store.versions().books == held


def test_a_server_whose_clock_is_hours_behind_does_not_cost_others_their_saves(desk):
    desk.share.fail(("getattr", 0, "*", False, 0, -1, 0, 7200))
    other = desk.share.server / ".kjr-0123abcd.tmp"
    other.write_bytes(b"somebody else's save, under way")
    desk.save(*WANTED)
    assert other.exists()
    desk.share.fail()
    os.utime(other, (time.time() - 3700,) * 2)
    time.sleep(1.1)  # what the kernel remembers of it
    desk.save(A, B, C)
    assert not other.exists()
