"""What doctor finds out of a folder by trying."""

import pytest

from kjr.app.folder_probe import probe_folder
from kjr.store.folder import owner_marks

DAV = "40 25 0:41 / {} rw - fuse http://server/books/ rw"
SSH = "40 25 0:41 / {} rw - fuse.sshfs server:/books rw"


def tell(folder, table=""):
    return [(each.is_fine, each.text) for each in probe_folder(folder, table)]


def test_a_plain_folder_is_fine_and_nothing_is_left_in_it(tmp_path):
    (tmp_path / "甲学会.xlsx").write_bytes(b"book")
    found = tell(tmp_path, SSH.format(tmp_path))
    assert all(is_fine for is_fine, _ in found)
    assert "类型 fuse.sshfs" in found[0][1]
    assert any("读回来都对" in text for _, text in found)
    assert any("权限不变" in text for _, text in found)
    assert [path.name for path in tmp_path.iterdir()] == ["甲学会.xlsx"]


def test_a_mount_that_writes_later_is_named_with_the_line_that_helps(tmp_path):
    assert tuple(
        any("delay_upload 0" in text for _, text in tell(tmp_path, table.format(tmp_path)))
        for table in (SSH, DAV)
    ) == (False, True)


def test_a_folder_nobody_may_write_into_is_said_to_be_that(tmp_path):
    (found,) = tell(tmp_path / "gone")
    assert found[0] is False
    assert "不在了" in found[1]


@pytest.mark.parametrize(("ahead", "words"), [(7200, "快 120 分钟"), (-7200, "慢 120 分钟")])
def test_a_servers_wrong_clock_is_told(tmp_path, monkeypatch, ahead, words):
    now = tmp_path.stat().st_mtime
    monkeypatch.setattr("kjr.app.folder_probe.time.time", lambda: now - ahead)
    assert any(words in text and not is_fine for is_fine, text in tell(tmp_path))


def test_marks_that_nobody_sees_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("kjr.app.folder_probe.find_owner", lambda _book: None)
    assert any("标记看不见" in text for is_fine, text in tell(tmp_path) if not is_fine)
    assert owner_marks.find_owner(tmp_path / "甲学会.xlsx") is None
