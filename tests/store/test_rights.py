"""The rights of a file that a copy is to replace."""

import errno
import os

import pytest

from kjr.store import files, rights

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid(), reason="only root gives files away"
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "甲学会.xlsx"
    path.write_bytes(b"one")
    os.chown(path, 1234, 1235)
    path.chmod(0o664)
    return path


def refuse(*_, **_how):
    raise PermissionError(errno.EPERM, "no")


@pytest.mark.parametrize("call", ["chown", "chmod"])
def test_a_file_whose_rights_cannot_be_copied_is_written_in_place(book, monkeypatch, call):
    before, number = rights.read_rights(book), book.stat().st_ino
    monkeypatch.setattr(os, call, refuse)
    assert files.exchange_file(book, b"two two", b"one", lambda: None)
    assert (book.read_bytes(), rights.read_rights(book)) == (b"two two", before)
    assert book.stat().st_ino == number
    assert list(book.parent.iterdir()) == [book]


def test_a_file_whose_rights_are_kept_is_replaced_in_one_step(book):
    before, number = rights.read_rights(book), book.stat().st_ino
    assert files.exchange_file(book, b"two two", b"one", lambda: None)
    assert rights.read_rights(book) == before
    assert book.stat().st_ino != number


def test_writing_in_place_that_fails_puts_back_what_stood_there(book, monkeypatch):
    monkeypatch.setattr(os, "chown", refuse)
    synced, sync = [], os.fsync

    def fail_second(handle):
        synced.append(handle)
        if len(synced) == 2:  # the first is the copy beside it
            raise OSError(errno.ENOSPC, "full")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail_second)
    with pytest.raises(OSError, match="full"):
        files.exchange_file(book, b"two two", b"one", lambda: None)
    assert book.read_bytes() == b"one"
