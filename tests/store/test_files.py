"""Files written in one step, by one process at a time, and what is said when that cannot be."""

import errno
import os
import stat
import threading
import time
from types import SimpleNamespace

import psutil
import pytest

from kjr.errors import KjrError
from kjr.store import files
from kjr.store.base import UncertainWriteError


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "甲学会.xlsx"
    path.write_bytes(b"one")
    return path


def test_who_waits_too_long_for_another_save_is_told(tmp_path):
    lock = tmp_path / "locks" / "one.lock"
    held, done = threading.Event(), threading.Event()

    def hold():
        with files.hold_lock(lock):
            held.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    with (
        pytest.raises(KjrError, match="另一次保存还没有完成，请稍后再试"),
        files.hold_lock(lock, 0.05),
    ):
        pass
    done.set()
    other.join()
    with files.hold_lock(lock, 0.05):
        pass


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(book):
    files.replace_file(book, b"two")
    assert book.read_bytes() == b"two"
    assert list(book.parent.iterdir()) == [book]


def test_a_file_that_cannot_be_written_stays_as_it_was(book, monkeypatch):
    def fail(_handle):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        files.replace_file(book, b"two")
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"one", [book])


def test_a_file_that_is_held_open_is_tried_again_and_then_given_up(book, monkeypatch):
    """Windows refuses to replace a file that somebody has open."""
    waited, replaced = [], files.Path.replace
    refusals = iter([True] * 3 + [False] + [True] * 9)

    def replace(draft, path):
        if next(refusals):
            raise PermissionError(errno.EACCES, "open")
        return replaced(draft, path)

    monkeypatch.setattr(files.Path, "replace", replace)
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=waited.append))
    files.replace_file(book, b"two")
    assert (book.read_bytes(), waited) == (b"two", [0.1, 0.2, 0.4])
    with pytest.raises(PermissionError):
        files.replace_file(book, b"three")
    assert (book.read_bytes(), waited[3:]) == (b"two", [0.1, 0.2, 0.4, 0.8])


def test_what_crashes_left_behind_is_swept_after_an_hour(book):
    old, new = (book.with_name(f".kjr-{name}.tmp") for name in ("old", "new"))
    for path, age in ((old, 3700), (new, 3500)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    files.replace_file(book, b"two")
    assert sorted(book.parent.iterdir()) == sorted([book, new])


def test_a_file_that_others_changed_is_not_exchanged(book):
    assert not files.exchange_file(book, b"mine", b"another", lambda: None)
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"one", [book])
    assert files.exchange_file(book, b"mine", b"one", lambda: None)
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"mine", [book])


def test_what_stops_the_last_look_leaves_everything(book):
    def stop():
        raise KjrError("somebody opened it")

    with pytest.raises(KjrError, match="somebody opened it"):
        files.exchange_file(book, b"mine", b"one", stop)
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"one", [book])


ASKED = [0.0, 0.5, 1.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("code", "held", "told", "waited"),
    [
        (errno.EIO, b"theirs", UncertainWriteError, ASKED),
        (errno.EACCES, b"theirs", PermissionError, ASKED),
        (errno.EIO, b"one", OSError, ASKED[:1]),
        (errno.EIO, b"mine", None, ASKED[:1]),
    ],
    ids=["line lost, another's there", "refused, another's there", "not written", "written"],
)
def test_what_became_of_a_file_whose_server_gave_an_error(
    book, monkeypatch, code, held, told, waited
):
    pauses = []
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=pauses.append))

    def look():
        book.write_bytes(held)
        raise OSError(code, "an answer that came instead")

    if told is None:
        assert files.exchange_file(book, b"mine", b"one", look)
    else:
        with pytest.raises(told):
            files.exchange_file(book, b"mine", b"one", look)
    assert (book.read_bytes(), pauses) == (held, waited)
    assert list(book.parent.iterdir()) == [book]


@pytest.mark.parametrize("makes_folder", [True, False])
def test_an_output_is_written_whole_or_said_not_to_be(tmp_path, makes_folder):
    place = tmp_path / "new" / "out.docx"
    if makes_folder:
        files.save_output(place, b"paper", makes_folder=True)
        assert place.read_bytes() == b"paper"
    else:
        with pytest.raises(KjrError, match=r"写不进 .*out\.docx：请看文件夹在不在"):
            files.save_output(place, b"paper")
        assert not place.parent.exists()


def test_what_took_the_old_file_away_and_then_failed_is_made_good_with_the_new_one(
    book, monkeypatch
):
    """WebDAV's clients replace a file in two steps."""
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda _: None))

    def look():
        book.unlink()
        raise OSError(errno.EIO, "interrupted")

    assert files.exchange_file(book, b"mine", b"one", look)
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"mine", [book])


def test_a_new_file_that_was_not_made_is_told_with_its_reason(book, monkeypatch):
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda _: None))

    def look():
        raise OSError(errno.ECONNRESET, "an answer that came instead")

    with pytest.raises(ConnectionResetError):
        files.exchange_file(book.with_name("乙学会.xlsx"), b"mine", None, look)
    assert list(book.parent.iterdir()) == [book]


def test_where_the_folder_goes_nobody_knows_and_the_only_copy_stays(tmp_path, monkeypatch):
    folder, away, pauses = tmp_path / "books", tmp_path / "away", []
    folder.mkdir()
    (folder / "甲学会.xlsx").write_bytes(b"one")
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=pauses.append))

    def look():
        (folder / "甲学会.xlsx").unlink()
        folder.rename(away)
        raise OSError(errno.EIO, "line lost")

    with pytest.raises(UncertainWriteError):
        files.exchange_file(folder / "甲学会.xlsx", b"mine", b"one", look)
    assert pauses == ASKED
    assert [each.read_bytes() for each in away.iterdir()] == [b"mine"]


def test_an_error_that_does_not_pass_is_told_at_once(book, monkeypatch):
    waited = []

    def fail(_draft, _path):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(files.Path, "replace", fail)
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=waited.append))
    with pytest.raises(OSError, match="read-only"):
        files.replace_file(book, b"two")
    assert (book.read_bytes(), waited) == (b"one", [])


@pytest.mark.parametrize(
    ("total", "free", "fits"), [(100, 3, True), (100, 2, False), (0, 0, True), (None, 0, True)]
)
def test_what_does_not_fit_is_refused_before_it_is_written(book, monkeypatch, total, free, fits):
    """A disk that does not say how large it is may be as large as it likes."""

    def usage(folder):
        assert folder == book.parent
        if total is None:
            raise OSError(errno.EIO, "unknown")
        return total, total - free, free

    monkeypatch.setattr(files.shutil, "disk_usage", usage)
    if fits:
        files.replace_file(book, b"two")
    else:
        monkeypatch.setattr(files.Path, "open", None)  # nothing may be begun
        with pytest.raises(OSError) as told:
            files.replace_file(book, b"two")
        assert told.value.errno == errno.ENOSPC
        monkeypatch.undo()
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"two" if fits else b"one", [book])


@pytest.mark.parametrize(
    ("said", "free", "told"),
    [
        (errno.EIO, 0, errno.ENOSPC),
        (errno.EPERM, 0, errno.ENOSPC),
        (errno.EIO, 99, errno.EIO),
        (errno.EROFS, 0, errno.EROFS),
    ],
)
def test_a_failure_without_a_name_is_a_full_disk_where_the_disk_is_full(
    book, monkeypatch, said, free, told
):
    left = [99]

    def fail(_handle):
        left.append(free)
        raise OSError(said, "failure")

    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: (100, 1, left[-1]))
    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError) as error:
        files.replace_file(book, b"two")
    assert error.value.errno == told
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"one", [book])


def test_what_must_last_is_on_the_disk_with_its_name_before_it_is_said_to_be_saved(
    book, monkeypatch
):
    synced, sync = [], os.fsync

    def note(handle):
        facts = os.fstat(handle)
        synced.append("folder" if stat.S_ISDIR(facts.st_mode) else facts.st_size)
        sync(handle)

    monkeypatch.setattr(files.os, "fsync", note)
    files.replace_file(book, b"three")
    assert synced == [5, "folder"]
    assert files.exchange_file(book, b"four", b"three", lambda: None)
    assert synced[2:] == [4, "folder"]
    files.replace_file(book, b"five", must_last=False)
    assert synced[4:] == []


def test_before_each_try_it_is_looked_once_more_whether_anybody_came(book, monkeypatch):
    looks, replaced = [], files.Path.replace
    refusals = iter([True] * 4 + [False])

    def replace(draft, path):
        if next(refusals):
            raise PermissionError(errno.EACCES, "open")
        return replaced(draft, path)

    def look():
        looks.append(1)
        if len(looks) == 5:
            raise KjrError("somebody opened it")

    monkeypatch.setattr(files.Path, "replace", replace)
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda _: None))
    with pytest.raises(KjrError, match="somebody opened it"):
        files.exchange_file(book, b"mine", b"one", look)
    assert (book.read_bytes(), list(book.parent.iterdir())) == (b"one", [book])


def test_nothing_stays_open_of_what_was_written(book):
    this = psutil.Process()
    before = this.num_fds()
    files.replace_file(book, b"two")
    assert files.exchange_file(book, b"three", b"two", lambda: None)
    assert this.num_fds() == before
