"""The rights of a file that a copy is to replace."""

import errno
import os
import struct

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


@pytest.fixture
def own(book):
    """A file of the account that writes."""
    os.chown(book, os.geteuid(), os.getegid())
    book.chmod(0o644)
    return book


def test_a_file_of_ones_own_is_replaced_in_one_step(own):
    number = own.stat().st_ino
    assert files.exchange_file(own, b"two two", b"one", lambda: None)
    assert own.stat().st_ino != number


def set_attribute(path, name, value):
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        pytest.skip("this disk keeps no such attribute")


ENTRIES = (1, 6, 0xFFFFFFFF), (2, 4, 1234), (4, 4, 0xFFFFFFFF), (0x10, 4, 0xFFFFFFFF)
ACCESS = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", *each) for each in (*ENTRIES, (0x20, 0, 0xFFFFFFFF))
)
"""Whoever owns it writes it, and account 1234 reads it."""


def test_rights_of_single_accounts_are_carried_over(own):
    name = "system.posix_acl_access"
    set_attribute(own, name, ACCESS)
    before = rights.read_rights(own)
    assert before.lists == ((name, ACCESS),)
    assert files.exchange_file(own, b"two two", b"one", lambda: None)
    assert (own.read_bytes(), rights.read_rights(own)) == (b"two two", before)


def test_rights_of_single_accounts_are_carried_over_by_name_where_no_list_tells_them(
    own, tmp_path, monkeypatch
):
    """A server's own list is in no list of attributes."""
    set_attribute(own, "system.posix_acl_access", ACCESS)
    copy = tmp_path / "copy"
    copy.write_bytes(b"two")
    monkeypatch.setattr(os, "listxattr", lambda _: [])
    assert rights.copy_rights(own, copy)
    assert rights.read_rights(copy) == rights.read_rights(own)


@pytest.mark.parametrize(
    ("code", "is_asked"), [(errno.ENODATA, True), (errno.ENOTSUP, False), (None, True)]
)
def test_a_client_that_keeps_no_attributes_is_not_asked_for_a_list_of_them(
    own, tmp_path, monkeypatch, code, is_asked
):
    asked, copy, get = [], tmp_path / "copy", os.getxattr
    copy.write_bytes(b"two")

    def answer(file, name):
        if name != rights.NOBODYS:
            return get(file, name)
        if code:
            raise OSError(code, "no")
        return b""

    monkeypatch.setattr(os, "getxattr", answer)
    monkeypatch.setattr(os, "listxattr", lambda file: asked.append(file) or [])
    assert rights.copy_rights(own, copy, given=None)
    assert asked == ([own] if is_asked else [])


@pytest.mark.parametrize("refused", [1, 2])
def test_where_the_owner_cannot_be_given_the_group_is(book, tmp_path, monkeypatch, refused):
    asked, chown, copy = [], os.chown, tmp_path / "copy"
    copy.write_bytes(b"two")

    def give(path, owner, group):
        asked.append((owner, group))
        if len(asked) <= refused:
            raise PermissionError(errno.EPERM, "no")
        chown(path, owner, group)

    monkeypatch.setattr(os, "chown", give)
    assert not rights.copy_rights(book, copy)
    assert asked == [(1234, 1235), (-1, 1235)]
    assert copy.stat().st_gid == (1235 if refused == 1 else os.getegid())
    assert copy.stat().st_mode & 0o777 == 0o664
