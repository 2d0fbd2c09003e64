"""Real servers on loopback: SSH through sshfs, WebDAV through davfs2."""

import signal

import pytest

from kjr.app.folder_probe import probe_folder, read_mounts
from kjr.figures.board import Board
from kjr.store.folder import folder_store
from kjr.store.folder.saving import BookOpenError
from tests.desk import NEW, UNIT, A, B, C
from tests.shares.mounting import NEEDS_FUSE, wait_until
from tests.shares.servers import DavShare, SshShare
from tests.shares.share_desk import ShareDesk
from tests.small import NOON, SMALL

pytestmark = [NEEDS_FUSE, pytest.mark.slow]

WANTED = A, B, C, NEW


def open_share(kind, place):
    if not kind.is_here():
        pytest.skip(f"this machine lacks one of {kind.needs}")
    place.chmod(0o755)
    return kind(place)


@pytest.fixture
def ssh(tmp_path):
    share = open_share(SshShare, tmp_path)
    try:
        share.start()
        yield share
    finally:
        share.close()


@pytest.fixture
def dav(tmp_path):
    share = open_share(DavShare, tmp_path)
    try:
        share.start()
        yield share
    finally:
        share.close()


def test_a_save_over_ssh_reaches_the_server_and_sees_who_has_it_open_there(ssh, tmp_path):
    desk = ShareDesk(ssh, tmp_path)
    desk.save(*WANTED)
    assert desk.rows == WANTED
    desk.book.with_name(f"~${UNIT}.xlsx").write_bytes(b"")
    with pytest.raises(BookOpenError):
        desk.save(A, B, C)
    assert desk.rows == WANTED


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL])
def test_an_ssh_server_that_stops_or_dies_is_an_outage_and_comes_back(
    ssh, tmp_path, monkeypatch, how
):
    for name in ("LOOKING", "READING"):
        monkeypatch.setattr(folder_store, name, 2.0)
    desk = ShareDesk(ssh, tmp_path)
    board = Board(SMALL, desk.context.store, desk.state, lambda: NOON, 0.2)
    board.look()
    if how == signal.SIGKILL:
        ssh.kill()
    else:
        ssh.signal(how)
    wait_until(lambda: board.look().outage, 20)
    assert [book.stale for book in board.latest.books.values()] == [None]
    if how == signal.SIGKILL:
        ssh.serve()
    else:
        ssh.signal(signal.SIGCONT)
    wait_until(lambda: not board.look().outage, 20)
    desk.save(*WANTED)
    assert desk.rows == WANTED
    board.stop()


def test_doctor_says_that_a_webdav_mount_writes_later(dav):
    """Its server has nothing yet when the mount has said yes."""
    (dav.mount / "甲学会.xlsx").write_bytes(b"book")
    assert not (dav.server / "甲学会.xlsx").exists()
    told = [each.text for each in probe_folder(dav.mount, read_mounts()) if not each.is_fine]
    assert any("davfs2" in text and "delay_upload 0" in text for text in told)


def test_doctor_finds_nothing_to_mend_on_ssh(ssh):
    (ssh.server / "甲学会.xlsx").write_bytes(b"book")
    assert [each.text for each in probe_folder(ssh.mount, read_mounts()) if not each.is_fine] == []
