"""Saves on a share whose server refuses, stumbles, or whose answers are lost on the way."""

import errno
import os
import shutil
import subprocess
import threading
from collections import Counter

import pytest

from kjr.errors import KjrError
from kjr.state.acts import ActKind
from kjr.store.base import UncertainWriteError, UnreadableError
from kjr.store.folder.saving import BookOpenError
from kjr.store.rights import read_rights
from tests.desk import NEW, UNIT, A, B, C, retyped
from tests.shares.mounting import NEEDS_FUSE, mount_faulty_share, wait_until
from tests.shares.share_desk import ShareDesk

pytestmark = [NEEDS_FUSE, pytest.mark.slow]

WANTED = A, B, C, NEW
MARK = f"~${UNIT}.xlsx"


@pytest.fixture
def forgetful(tmp_path):
    """A desk on a mount that believes for a minute that a name is not there, as NFS does."""
    with mount_faulty_share(tmp_path, "negative_timeout=60") as share:
        yield ShareDesk(share, tmp_path)


def test_an_answer_lost_after_the_server_changed_the_name_is_a_save(desk):
    desk.share.fail(("rename", errno.EIO, "*", True))
    assert desk.save(*WANTED).act
    assert (desk.rows, desk.acts) == (WANTED, [ActKind.DONE])


def test_an_answer_lost_before_the_server_did_anything_is_no_save(desk):
    desk.share.fail(("rename", errno.EIO))
    with pytest.raises(KjrError, match=r"连不上文件夹所在的网络盘.*没有保存；工作簿没有改动"):
        desk.save(*WANTED)
    assert (desk.rows, desk.acts) == ((A, B, C), [ActKind.FAILED])


HALF = ("rename", errno.EIO, "*", False, 0, 1, 0, 0, True)


def test_a_server_interrupted_once_the_old_file_was_taken_away_gets_the_new_one(desk):
    desk.share.fail(HALF)
    assert desk.save(*WANTED).act
    assert (desk.rows, desk.acts) == (WANTED, [ActKind.DONE])
    assert not list(desk.share.server.glob(".kjr-*"))


def test_the_only_copy_on_a_server_that_moves_nothing_any_more_is_not_cleared(desk):
    desk.share.fail((*HALF[:5], -1, *HALF[6:]))
    with pytest.raises(UncertainWriteError):
        desk.save(*WANTED)
    desk.share.fail()
    (left,) = desk.share.server.glob(".kjr-*")
    left.rename(desk.book)
    assert desk.rows == WANTED


@pytest.mark.parametrize("is_done", [True, False])
def test_what_nobody_can_read_back_is_not_said_to_be_unsaved_and_shows_later(desk, is_done):
    desk.share.fail(("rename", errno.EIO, "*", is_done, 0, -1, errno.ENOTCONN))
    with pytest.raises(UncertainWriteError, match="不知道是否写成"):
        desk.save(*WANTED)
    desk.share.fail()
    assert desk.acts == [None]
    assert [row["走访地点/单位"] for row in desk.missing] == ([] if is_done else [NEW[1]])
    desk.save(*WANTED)
    assert desk.rows == WANTED
    assert desk.acts[0] is (ActKind.DONE if is_done else None)


def test_a_row_typed_again_after_a_lost_answer_does_not_stand_there_twice(desk):
    seen = desk.read()
    desk.share.fail(("rename", errno.EIO, "*", True, 0, -1, errno.ENOTCONN))
    with pytest.raises(UncertainWriteError):
        desk.save(*WANTED, seen=seen)
    desk.share.fail()
    desk.save(*WANTED, seen=seen)
    assert desk.rows == WANTED


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EEXIST, errno.ETXTBSY, errno.EAGAIN])
def test_a_file_in_use_is_tried_again_and_then_said_to_be_in_use(desk, code):
    desk.share.fail(("rename", code, "*", False, 0, 2))
    desk.save(*WANTED)
    assert desk.rows == WANTED
    desk.share.fail(("rename", code))
    with pytest.raises(KjrError, match="文件正被占用，没有保存；工作簿没有改动"):
        desk.save(A, B, C)
    assert desk.rows == WANTED


@pytest.mark.parametrize(
    "code", [errno.EHOSTDOWN, errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.ETIMEDOUT]
)
def test_a_line_that_is_down_is_one_sentence_for_reading_and_saving(desk, code):
    desk.share.fail(("open", code))
    with pytest.raises(UnreadableError) as unread:
        desk.read()
    desk.share.fail(("create", code))
    with pytest.raises(KjrError) as unsaved:
        desk.save(*WANTED)
    for error in (unread, unsaved):
        assert str(error.value).startswith("连不上文件夹所在的网络盘（断开了，或服务器没有回应）")
    assert (desk.rows, desk.acts) == ((A, B, C), [ActKind.FAILED])


def test_a_book_whose_name_is_not_answered_for_when_it_is_to_be_written_is_told_in_words(tmp_path):
    with mount_faulty_share(tmp_path, "entry_timeout=0") as share:
        desk = ShareDesk(share, tmp_path)
        seen = desk.read()
        share.fail(("getattr", errno.EIO, "*.xlsx"))
        with pytest.raises(KjrError, match=r"连不上文件夹所在的网络盘.*没有保存；工作簿没有改动"):
            desk.context.store.write(retyped(seen, *WANTED), seen.sheet)
    assert desk.rows == (A, B, C)


def test_whoever_opened_it_on_another_machine_is_seen_although_the_share_remembers_otherwise(
    forgetful,
):
    forgetful.save(*WANTED)
    mark = forgetful.book.with_name(MARK)
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    with pytest.raises(BookOpenError):
        forgetful.save(A, B, C)
    assert forgetful.rows == WANTED
    mark.unlink()
    forgetful.save(A, B, C)
    assert forgetful.rows == (A, B, C)


def test_whoever_opens_it_elsewhere_while_the_copy_is_written_is_seen(forgetful):
    forgetful.share.fail(("fsync", 0, "*", False, 1))
    refused = []

    def save():
        with pytest.raises(BookOpenError):
            forgetful.save(*WANTED)
        refused.append(True)

    saving = threading.Thread(target=save)
    saving.start()
    wait_until(lambda: list(forgetful.share.server.glob(".kjr-*")))
    forgetful.book.with_name(MARK).write_bytes(b"")
    saving.join()
    assert (refused, forgetful.rows) == ([True], (A, B, C))


LESS = False, 0, 1, 0, 0, False, True


def test_a_book_replaced_while_it_is_read_is_read_anew(desk):
    """Half of the answer is from before, as rclone gives it, or the answer is an error."""
    for fault in ("read", 0, "*.xlsx", *LESS), ("read", errno.EIO, "*.xlsx", False, 0, 1):
        desk.share.fail(fault)
        assert desk.read().sheet.rows[2:] == (A, B, C)
    seen = desk.read()
    desk.share.fail(("read", 0, "*.xlsx", *LESS))
    desk.save(*WANTED, seen=seen)
    assert desk.rows == WANTED


def test_a_book_that_is_damaged_is_said_to_be_so(desk):
    desk.share.fail(("read", 0, "*.xlsx", *LESS[:2], -1, *LESS[3:]))
    with pytest.raises(UnreadableError, match="文件不完整"):
        desk.read()


@pytest.mark.parametrize("call", ["readdir", "open"])
def test_a_book_that_a_share_does_not_show_for_a_moment_is_looked_for_again(desk, call):
    """davfs2 does so beside somebody who saves; one that stays away is said to be gone."""
    desk.read()
    moment = {
        "readdir": ("readdir", 0, "*", False, 0, 2, 0, 0, False, True),
        "open": ("open", errno.ENOENT, "*.xlsx", False, 0, 2),
    }
    desk.share.fail(moment[call])
    if call == "readdir":
        desk.context.store.versions()
    assert desk.read().sheet.rows[2:] == (A, B, C)
    desk.book.unlink()
    with pytest.raises(UnreadableError, match="文件夹里没有这个单位的工作簿"):
        desk.read()


FULL = ("statfs", 0, "*", False, 0, -1, 0, 0, False, True)


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        ([("write", errno.EIO)], "连不上"),
        ([("write", errno.EIO), ("statfs", 0, "*", False, 0, 1), FULL], "磁盘已满，没有保存"),
        ([FULL], "磁盘已满，没有保存"),
    ],
    ids=["another failure", "full meanwhile", "full before"],
)
def test_a_full_disk_that_its_server_has_no_name_for_is_told_as_such(desk, faults, words):
    """SFTP says only that something failed, davfs2 nothing; what is free both tell."""
    desk.share.fail(*faults)
    with pytest.raises(KjrError, match=words):
        desk.save(*WANTED)
    assert desk.rows == (A, B, C)


def test_a_name_too_long_for_a_mark_is_told_by_that(share, tmp_path):
    desk = ShareDesk(share, tmp_path)
    long = f"{UNIT}{'长' * 78}"  # one byte less and a program could leave its mark
    desk.rename(long)
    with pytest.raises(KjrError, match="文件名太长，没有保存；工作簿没有改动，请把文件名改短"):
        desk.save(*WANTED)
    assert desk.rows == (A, B, C)


@pytest.mark.parametrize("call", ["chown", "chmod", "setxattr"])
def test_a_server_that_gives_new_files_rights_of_its_own_takes_none_away(desk, call):
    """As under a default Samba: a book of a group's would be the server's account's alone."""
    os.chown(desk.book, 1234, 1235)
    desk.book.chmod(0o664)
    if shutil.which("setfacl"):
        subprocess.run(["setfacl", "-m", "u:1236:rw", desk.book], check=True)
    before = read_rights(desk.book)
    desk.share.fail((call, errno.EPERM))
    desk.save(*WANTED)
    assert (desk.rows, read_rights(desk.book)) == (WANTED, before)


MOST_ASKED = {
    (
        "getattr",
        "book",
    ): 6,  # read for the page, read to be changed, compared; stamp; change of name
    ("getattr", "draft"): 4,  # not there, made, as it is now, change of name
    ("getattr", "mark"): 3,  # at the last look; the first believes the list
    ("getattr", "folder"): 3,
    ("getxattr", "book"): 4,
    ("getxattr", "draft"): 4,
    ("listxattr", "book"): 1,
    ("open", "book"): 3,
    ("read", "book"): 3,
    ("flush", "book"): 3,
    ("release", "book"): 3,
    ("readdir", "folder"): 3,  # marks twice, what crashes left
    ("statfs", "folder"): 1,
    ("create", "draft"): 1,
    ("write", "draft"): 2,
    ("fsync", "draft"): 1,
    ("flush", "draft"): 1,
    ("release", "draft"): 1,
    ("rename", "draft"): 1,
}
"""How often a save asks what, at most; whatever else it asks is one question too many."""


def test_a_save_goes_to_its_server_and_back_no_more_often_than_it_must(tmp_path):
    """Each way takes milliseconds; beside somebody who saves all the time they decide."""
    with mount_faulty_share(tmp_path, "entry_timeout=0", "attr_timeout=60") as share:
        desk = ShareDesk(share, tmp_path)
        desk.save(*WANTED)
        seen = desk.read()
        share.asked.touch()
        desk.save(A, B, C, seen=seen)
        asked = share.asked.read_text().splitlines()
    assert desk.rows == (A, B, C)
    things = {f"/{UNIT}.xlsx": "book", "/": "folder"}
    counts = Counter()
    for call, path in (each.split(" ") for each in asked):
        is_draft = path.startswith("/.kjr-")
        counts[call, things.get(path, "draft" if is_draft else "mark")] += 1
    assert counts["readdir", "folder"] == 3
    assert counts - Counter(MOST_ASKED) == Counter()
