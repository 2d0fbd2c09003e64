"""What is read of a name in a shared folder: a file of that folder, as much as is wanted."""

import errno
import os
import threading

import psutil
import pytest

from kjr.store import opening
from kjr.store.base import UnreadableError
from kjr.store.opening import find_target, read_inside


@pytest.fixture(params=[True, False], ids=["pointed at", "by its name"])
def book(request, tmp_path, monkeypatch):
    """A workbook, read as Linux does, and as systems do that cannot point at a file."""
    if not request.param:
        monkeypatch.setattr(opening, "FLAGS", opening.FLAGS & ~opening.POINT)
        monkeypatch.setattr(opening, "POINT", 0)
    path = tmp_path / "甲学会.xlsx"
    path.write_bytes(b"three visits")
    return path


def test_a_file_is_read_whole_or_as_much_of_it_as_is_wanted(book):
    assert read_inside(book) == b"three visits"
    assert read_inside(book, 5) == b"three"
    assert read_inside(book, 100) == b"three visits"


def test_the_largest_file_is_read_and_one_byte_more_is_too_large(book, monkeypatch):
    monkeypatch.setattr(opening, "LARGEST", 12)
    assert read_inside(book) == b"three visits"
    book.write_bytes(b"thirteen byte")
    with pytest.raises(UnreadableError, match=opening.OVERSIZED):
        read_inside(book)


def test_a_link_is_followed_inside_the_folder_and_nowhere_else(book, tmp_path_factory):
    inside, outside = book.with_name("乙学会.xlsx"), book.with_name("丙学会.xlsx")
    inside.symlink_to(book.name)
    assert (find_target(inside), find_target(book)) == (book, book)
    away = tmp_path_factory.mktemp("away") / "别处.xlsx"
    away.write_bytes(b"...")
    outside.symlink_to(away)
    assert read_inside(inside) == b"three visits"
    with pytest.raises(UnreadableError, match=opening.LEADS_OUT):
        read_inside(outside)


def test_what_is_no_file_is_not_even_opened(book):
    """Opening alone lets somebody's letter go, or does something to a device."""
    pipe = book.with_name("己学会.xlsx")
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_WRONLY)))
    writer.start()  # it waits until the pipe is opened to be read
    for _ in range(20):
        with pytest.raises(UnreadableError, match=opening.NO_FILE):
            read_inside(pipe)
        writer.join(0.01)
        assert writer.is_alive()
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)


def test_nothing_stays_open_of_what_was_read_refused_or_gone(book, monkeypatch):
    folder, gone = book.with_name("丁学会.xlsx"), book.with_name("戊学会.xlsx")
    folder.mkdir()
    this = psutil.Process()
    before = this.num_fds()
    read_inside(book)
    for refused, error in ((folder, UnreadableError), (gone, FileNotFoundError)):
        with pytest.raises(error):
            read_inside(refused)
    monkeypatch.setattr(opening, "LARGEST", 3)
    with pytest.raises(UnreadableError):
        read_inside(book)
    assert this.num_fds() == before


@pytest.mark.parametrize(
    ("errors", "read"),
    [
        ((), b"three visits"),
        ((errno.EIO,), b"three visits"),
        ((errno.EIO, errno.EIO), errno.EIO),
        ((errno.EACCES,), errno.EACCES),
    ],
)
def test_a_file_that_was_replaced_while_it_was_read_is_read_once_more(book, errors, read):
    """rclone gives an error of the disk then."""
    left = [*errors]

    def use(handle):
        if left:
            raise OSError(left.pop(0), "failed")
        return opening.read_opened(handle)

    if isinstance(read, bytes):
        assert opening.use_inside(book, use) == read
    else:
        with pytest.raises(OSError) as told:
            opening.use_inside(book, use)
        assert told.value.errno == read
    assert left == []


def test_a_system_that_opens_no_name_below_a_handle_reads_by_the_whole_name(book, monkeypatch):
    monkeypatch.setattr(opening.os, "supports_dir_fd", set())
    assert read_inside(book) == b"three visits"


def test_an_opened_handle_is_judged_again_before_it_is_read(book):
    for made, reason in ((os.mkdir, opening.NO_FILE), (as_holes, opening.OVERSIZED)):
        path = book.with_name("丁学会.xlsx")
        made(path)
        handle = os.open(path, os.O_RDONLY)
        with pytest.raises(UnreadableError, match=reason):
            opening.read_opened(handle)
        os.close(handle)
        path.rmdir() if path.is_dir() else path.unlink()


def as_holes(path):
    path.touch()
    os.truncate(path, 100_000_001)


def test_a_hundred_million_bytes_are_read_and_no_more(book):
    os.truncate(book, 100_000_000)
    opening.check_facts(book.stat())
    os.truncate(book, 100_000_001)
    with pytest.raises(UnreadableError, match=opening.OVERSIZED):
        opening.check_facts(book.stat())


@pytest.mark.skipif(not hasattr(os, "O_PATH"), reason="only Linux points at files")
def test_what_takes_a_files_place_once_it_was_judged_is_not_read(tmp_path, monkeypatch):
    path, check = tmp_path / "甲学会.xlsx", opening.check_facts
    path.write_bytes(b"three visits")

    def check_and_exchange(facts):
        check(facts)
        path.unlink(missing_ok=True)
        path.write_bytes(b"another file")

    monkeypatch.setattr(opening, "check_facts", check_and_exchange)
    assert read_inside(path) == b"three visits"
