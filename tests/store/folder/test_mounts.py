"""Where a folder is mounted from, and whether it still is."""

import pytest

from kjr.store.base import StoreUnavailableError
from kjr.store.folder.mounts import MountRecord, find_mount

DISK = "25 1 254:0 / / rw,relatime - ext4 /dev/vda rw"
SHARE = r"40 25 0:41 / /mnt/our\040share rw,relatime - cifs //server/books rw"
FOLDER = "/mnt/our share/2019"


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
        made = MountRecord(tmp_path / "state" / "mounted.json")
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
