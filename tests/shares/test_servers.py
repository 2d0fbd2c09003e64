"""Real servers on loopback: SSH through sshfs, SMB through smbnetfs, WebDAV through two."""

import contextlib
import os
import signal

import pytest

from kjr.app.folder_probe import probe_folder, read_mounts
from kjr.errors import KjrError
from kjr.figures.board import Board
from kjr.store.folder import folder_store
from kjr.store.folder.saving import BookOpenError
from tests.desk import NEW, UNIT, A, B, C
from tests.shares.mounting import NEEDS_FUSE, wait_until
from tests.shares.servers import DavShare, RcloneShare, SmbShare, SshShare
from tests.shares.share_desk import ShareDesk
from tests.shares.troubles import bring_trouble, end_trouble, serve_from_small_disk
from tests.small import NOON, SMALL

pytestmark = [NEEDS_FUSE, pytest.mark.slow]

WANTED = A, B, C, NEW


def open_share(kind, place):
    if not kind.is_here():
        pytest.skip(f"this machine lacks one of {kind.needs}")
    place.chmod(0o755)
    return kind(place)


@contextlib.contextmanager
def serve(kind, place, **how):
    """A share of a kind, on a server of its own."""
    share = open_share(kind, place)
    for name, value in how.items():
        setattr(share, name, value)
    try:
        share.start()
        yield share
    finally:
        share.close()


@pytest.fixture
def ssh(tmp_path):
    with serve(SshShare, tmp_path) as share:
        yield share


@pytest.fixture
def dav(tmp_path):
    with serve(DavShare, tmp_path, delay=10) as share:
        yield share


@pytest.fixture(
    params=[SshShare, SmbShare, DavShare, RcloneShare], ids=["ssh", "smb", "dav", "rclone"]
)
def server(request, tmp_path):
    with serve(request.param, tmp_path) as share:
        yield share


def test_a_save_reaches_the_server_and_sees_who_has_it_open_there(server, tmp_path):
    desk = ShareDesk(server, tmp_path)
    server.wait_shown()
    desk.save(*WANTED)
    assert desk.rows == WANTED
    mark = desk.book.with_name(f"~${UNIT}.xlsx")
    mark.write_bytes(b"")
    server.wait_shown()
    with pytest.raises(BookOpenError):
        desk.save(A, B, C)
    assert desk.rows == WANTED
    mark.unlink()
    server.wait_shown()
    desk.save(A, B, C)
    assert desk.rows == (A, B, C)


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL])
def test_a_server_that_stops_or_dies_is_an_outage_and_comes_back(
    server, tmp_path, monkeypatch, how
):
    for name in ("LOOKING", "READING"):
        monkeypatch.setattr(folder_store, name, 2.0)
    desk = ShareDesk(server, tmp_path)
    server.wait_shown()
    board = Board(SMALL, desk.context.store, desk.state, lambda: NOON, 0.2)
    board.look()
    if how == signal.SIGKILL:
        server.kill()
    else:
        server.signal(how)
    wait_until(lambda: board.look().outage, 20)
    assert [book.stale for book in board.latest.books.values()] == [None]
    if how == signal.SIGKILL:
        server.serve()
    else:
        server.signal(signal.SIGCONT)
    wait_until(lambda: not board.look().outage, 40)
    desk.save(*WANTED)
    assert desk.rows == WANTED
    board.stop()


@pytest.mark.parametrize("kind", [SshShare, DavShare], ids=["ssh", "dav"])
def test_a_disk_that_is_full_on_a_server_that_does_not_say_so_is_told_as_such(tmp_path, kind):
    """SFTP has no name for it; davfs2 says yes, and its server had no workbook any more."""
    with serve_from_small_disk(open_share(kind, tmp_path)) as share:
        desk = ShareDesk(share, tmp_path)
        share.wait_shown()
        desk.read()
        bring_trouble(share, "full")
        with pytest.raises(KjrError, match="磁盘已满，没有保存；工作簿没有改动"):
            desk.save(*WANTED)
        assert desk.rows == (A, B, C)
        end_trouble(share, "full")
        desk.save(*WANTED)
        assert desk.rows == WANTED


@pytest.mark.parametrize(
    ("cache", "is_late"), [("off", False), ("minimal", False), ("writes", True), ("full", True)]
)
def test_rclone_is_told_apart_by_whether_it_lets_one_write_twice(tmp_path, cache, is_late):
    with serve(RcloneShare, tmp_path, cache=cache) as share:
        desk = ShareDesk(share, tmp_path)
        caution = desk.context.store.find_caution()
        told = [each.text for each in probe_folder(share.mount, read_mounts()) if not each.is_fine]
        assert (bool(caution), caution in told) == (is_late, is_late)
        assert ("--vfs-cache-mode off" in caution) == is_late
        desk.save(*WANTED)
        assert desk.rows == ((A, B, C) if is_late else WANTED)  # five seconds, by its default
        assert not list(share.server.glob(".kjr-*"))


def test_doctor_says_that_a_webdav_mount_writes_later(dav):
    """Its server has nothing yet when the mount has said yes."""
    (dav.mount / "甲学会.xlsx").write_bytes(b"book")
    assert not (dav.server / "甲学会.xlsx").exists()
    told = [each.text for each in probe_folder(dav.mount, read_mounts()) if not each.is_fine]
    assert any("davfs2" in text and "delay_upload 0" in text for text in told)


def test_doctor_finds_nothing_to_mend_on_a_share_mounted_as_told(server):
    """But that davfs2 may write later, which nobody can tell from here."""
    (server.server / "甲学会.xlsx").write_bytes(b"book")
    server.wait_shown()
    found = probe_folder(server.mount, read_mounts())
    wrong = [each.text for each in found if not each.is_fine]
    assert ["已经这样挂的不用理" in each for each in wrong] == [True] * isinstance(server, DavShare)


def test_a_client_of_smb_that_keeps_no_attributes_is_not_asked_for_a_list(tmp_path):
    """smbnetfs breaks its connection over such a question: nothing answers for seconds then."""
    with serve(SmbShare, tmp_path) as share:
        desk = ShareDesk(share, tmp_path)
        os.chown(desk.book, 1234, 1235)
        desk.book.chmod(0o664)
        desk.save(*WANTED)
        desk.save(A, B, C)
        facts = desk.book.stat()
        assert (facts.st_uid, facts.st_gid, facts.st_mode & 0o777) == (1234, 1235, 0o664)
        assert desk.rows == (A, B, C)
