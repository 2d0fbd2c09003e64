"""Where a folder is mounted from, and whether it still is."""

import errno
import os

import pytest

from kjr.store.base import StoreUnavailableError
from kjr.store.folder import mounts
from kjr.store.folder.mounts import (
    LATER,
    UNLISTED,
    UNTOLD,
    WRITE_BACK,
    Mount,
    MountRecord,
    explain_unlisted,
    find_caution,
    find_mount,
    keeps_writes,
)
from kjr.store.folder.patience import NoAnswerError

DISK = "25 1 254:0 / / rw,relatime - ext4 /dev/vda rw"
SHARE = r"40 25 0:41 / /mnt/our\040share rw,relatime - cifs //server/books rw"
FOLDER = "/mnt/our share/2019"
DAVFS = Mount("/mnt", "fuse", "https://server/books", "rw")
RCLONE = Mount("/mnt", "fuse.rclone", "server:books", "rw")


def test_the_innermost_mount_is_the_folders_and_the_last_one_laid_over_it():
    assert find_mount(FOLDER, f"{SHARE}\n{DISK}").source == "//server/books"
    assert find_mount("/mnt/our", f"{SHARE}\n{DISK}").kind == "ext4"
    assert (
        find_mount(FOLDER, f"{SHARE}\n{SHARE.replace('books', 'other')}").source == "//server/other"
    )
    assert find_mount(FOLDER, "no table\n\n") is None


@pytest.fixture
def record(tmp_path):
    def record(table):
        made = MountRecord(tmp_path / "kjr" / "state" / "mounted.json")
        made.table = lambda: table
        return made

    return record


def test_fewer_than_half_the_books_in_another_place_is_no_deletion(record):
    record(f"{DISK}\n{SHARE}").check(FOLDER, 93)
    with pytest.raises(StoreUnavailableError, match=r"cifs //server/books，有 93 家.*只有 46 家"):
        record(DISK).check(FOLDER, 46)
    assert not record(DISK).is_same(FOLDER)
    assert record(f"{DISK}\n{SHARE}").is_same(FOLDER)


def test_a_folder_that_moved_with_its_books_is_taken_as_it_is(record):
    record(f"{DISK}\n{SHARE}").check(FOLDER, 93)
    record(DISK).check(FOLDER, 60)
    assert record(DISK).is_same(FOLDER)


def test_books_may_go_where_they_were(record):
    record(SHARE).check(FOLDER, 93)
    record(SHARE).check(FOLDER, 2)


def test_without_a_table_nothing_is_said(record):
    record(SHARE).check(FOLDER, 93)
    record("").check(FOLDER, 0)
    assert record("").is_same(FOLDER)


def test_half_the_books_in_another_place_are_taken_as_they_are(record):
    record(SHARE).check(FOLDER, 4)
    with pytest.raises(StoreUnavailableError):
        record(DISK).check(FOLDER, 1)
    record(DISK).check(FOLDER, 2)
    assert record(DISK).is_same(FOLDER)


def test_a_record_that_nobody_can_read_says_nothing(record, tmp_path):
    record(SHARE).check(FOLDER, 93)
    (tmp_path / "kjr" / "state" / "mounted.json").write_text("half", "utf-8")
    assert record(DISK).is_same(FOLDER)
    record(DISK).check(FOLDER, 1)
    assert not record(SHARE).is_same(FOLDER)


@pytest.mark.parametrize(
    ("kind", "source", "is_network", "is_davfs"),
    [
        ("ext4", "/dev/vda", False, False),
        ("cifs", "//server/books", True, False),
        ("nfs4", "server:/books", True, False),
        ("fuse.sshfs", "server:/books", True, False),
        ("fuse", "https://server/books", True, True),
        ("fuse.davfs", "http://server/books", True, True),
        ("fuse.davfs", "server", True, False),
        ("ext4", "http://server/books", False, False),
    ],
)
def test_whose_disk_it_is_is_told_by_kind_and_source(kind, source, is_network, is_davfs):
    mount = Mount("/mnt", kind, source, "rw")
    assert (mount.is_network, mount.is_davfs) == (is_network, is_davfs)
    assert mount.name == f"{kind} {source}"


@pytest.mark.parametrize(
    ("mount", "keeps", "named"),
    [
        (Mount("/mnt", "cifs", "//server/books", "rw,cache=loose"), True, "cifs"),
        (Mount("/mnt", "smb3", "//server/books", "cache=loose,rw"), False, "cifs"),
        (Mount("/mnt", "cifs", "//server/books", "rw,cache=strict"), True, ""),
        (Mount("/mnt", "cifs", "//server/books", "rw"), True, ""),
        (Mount("/mnt", "nfs4", "server:/books", "rw,cache=loose"), True, ""),
        (RCLONE, True, "rclone"),
        (RCLONE, False, ""),
        (Mount("/mnt", "fuse.sshfs", "server:/books", "rw"), True, ""),
        (DAVFS, False, "davfs2"),
        (Mount("/", "ext4", "/dev/vda", "rw"), True, ""),
        (None, True, ""),
    ],
)
def test_who_may_write_later_is_named_with_what_to_do(mount, keeps, named):
    untold = UNTOLD if named == "davfs2" else ""
    said = f"{LATER.format(named, WRITE_BACK[named])}{untold}" if named else ""
    assert find_caution(mount, lambda: keeps) == said


def test_a_disk_lets_what_was_written_be_written_over_and_nothing_is_left(tmp_path):
    assert keeps_writes(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        keeps_writes(tmp_path / "gone")


@pytest.mark.parametrize("answer", [OSError(errno.EIO, "sent already"), 0])
def test_who_refuses_to_write_over_it_has_sent_it(tmp_path, monkeypatch, answer):
    write = os.write

    def refuse_second(handle, data):
        if len(data) == 2:
            return write(handle, data)
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(mounts.os, "write", refuse_second)
    assert not keeps_writes(tmp_path)
    assert list(tmp_path.iterdir()) == []


RCLONE_LINE = "40 25 0:41 / /mnt/our\\040share rw - fuse.rclone server:books rw"


def test_what_is_tried_out_is_so_once_for_each_mount(record):
    tried, lines = [], [f"{DISK}\n{RCLONE_LINE}"]
    made = record("")
    made.table = lambda: lines[-1]
    for _ in range(2):
        assert "rclone" in made.find_caution(FOLDER, lambda: tried.append(1) or True)
    assert tried == [1]
    lines.append(lines[0].replace("books", "other"))
    assert made.find_caution(FOLDER, lambda: tried.append(2)) == ""
    assert tried == [1, 2]


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "no"), NoAnswerError("silent")])
def test_where_it_cannot_be_tried_out_it_is_cautioned_and_tried_the_next_time(record, error):
    made = record(f"{DISK}\n{RCLONE_LINE}")

    def fail():
        raise error

    assert "rclone" in made.find_caution(FOLDER, fail)
    assert made.find_caution(FOLDER, lambda: False) == ""


def test_only_davfs2_with_a_small_buffer_is_told_to_make_it_larger(record, tmp_path):
    said = UNLISTED.format(tmp_path)
    for mount, code, words in (
        (DAVFS, errno.EINVAL, said),
        (DAVFS, errno.EIO, ""),
        (RCLONE, errno.EINVAL, ""),
        (None, errno.EINVAL, ""),
    ):
        assert explain_unlisted(OSError(code, ""), tmp_path, mount) == words
    made = record(f"{DISK}\n41 25 0:42 / {tmp_path} rw - fuse https://server/books rw")
    assert made.explain_unlisted(OSError(errno.EINVAL, ""), tmp_path) == said
    assert made.explain_unlisted(OSError(errno.EINVAL, ""), tmp_path.parent) == ""


def test_davfs2_is_asked_for_a_workbook_and_others_are_not(record, tmp_path, monkeypatch):
    davfs = record(f"41 25 0:42 / {tmp_path} rw - fuse https://server/books rw")
    book, opened, answers = tmp_path / "甲学会.xlsx", [], [None, BlockingIOError(), OSError(5, "")]
    book.touch()
    open_file = os.open

    def note(path, *rest):
        opened.append(path)
        if error := answers[len(opened) - 1]:
            raise error
        return open_file(path, *rest)

    monkeypatch.setattr(mounts.os, "open", note)
    record(f"41 25 0:42 / {tmp_path} rw - fuse.rclone https://server/books rw").check_answering(
        book
    )
    record(DISK).check_answering(book)
    assert opened == []
    davfs.check_answering(book)
    for code in (errno.ENOTCONN, 5):
        with pytest.raises(OSError) as told:
            davfs.check_answering(book)
        assert told.value.errno == code
    assert opened == [book] * 3
