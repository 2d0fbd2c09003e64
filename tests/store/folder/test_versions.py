import datetime as dt

import pytest

from kjr.errors import KjrError
from kjr.store.folder import versions

NOON = dt.datetime(2019, 6, 8, 12, tzinfo=dt.UTC)


def test_keeps_versions_and_gives_them_back(tmp_path):
    for content in (b"one", b"two"):
        versions.keep_version(tmp_path, content, NOON)
    assert [versions.read_version(version) for version in versions.list_versions(tmp_path)] == [
        b"two",
        b"one",
    ]
    assert [version.moment for version in versions.list_versions(tmp_path)] == [NOON, NOON]


def test_the_same_content_is_kept_once(tmp_path):
    kept = [versions.keep_version(tmp_path, b"one", NOON) for _ in range(2)]
    assert kept[0] == kept[1]
    assert len(versions.list_versions(tmp_path)) == 1


def test_only_the_last_twenty_are_kept(tmp_path):
    for number in range(25):
        versions.keep_version(tmp_path, b"%d" % number, NOON)
    contents = [versions.read_version(version) for version in versions.list_versions(tmp_path)]
    assert contents == [b"%d" % number for number in range(24, 4, -1)]


def test_a_clock_set_back_does_not_reorder_them(tmp_path):
    versions.keep_version(tmp_path, b"one", NOON)
    versions.keep_version(tmp_path, b"two", NOON - dt.timedelta(days=400))
    assert versions.read_version(versions.list_versions(tmp_path)[0]) == b"two"


def test_there_may_be_none(tmp_path):
    assert versions.list_versions(tmp_path / "never") == ()


def test_what_a_crash_left_behind_is_no_version(tmp_path):
    (tmp_path / ".3f2a91bc.tmp").write_bytes(b"half")
    assert versions.list_versions(tmp_path) == ()


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_damaged_version_is_not_given_back(tmp_path, damage):
    version = versions.keep_version(tmp_path, b"one", NOON)
    damage(version.path)
    with pytest.raises(KjrError, match="这个版本已不在"):
        versions.read_version(version)
