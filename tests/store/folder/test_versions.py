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


def kept(folder, moments):
    """The moments of which a version is left after one was put aside at each."""
    for number, moment in enumerate(moments):
        versions.keep_version(folder, b"%d" % number, moment)
    return [version.moment for version in versions.list_versions(folder)]


def test_a_busy_morning_leaves_the_last_eight_and_one_an_hour(tmp_path):
    minutes = [NOON - dt.timedelta(minutes=each) for each in range(240, 0, -5)]
    left = kept(tmp_path, minutes)
    assert left[:8] == minutes[:-9:-1]
    assert left[8:] == [NOON.replace(hour=hour, minute=55) for hour in (10, 9, 8)]


def test_twenty_days_of_changes_leave_one_version_of_each(tmp_path):
    days = [NOON + dt.timedelta(days=day, hours=hour) for day in range(30) for hour in (1, 2, 3)]
    left = kept(tmp_path, days)
    assert {moment.date() for moment in left} == {moment.date() for moment in days[-60:]}
    older = [moment for moment in left if moment.date() < days[-24].date()]
    assert [moment.hour for moment in older] == [15] * 12
    assert len(left) == 24 + 12


def test_the_hours_kept_are_those_with_changes_however_long_ago(tmp_path):
    assert len(kept(tmp_path, [NOON + dt.timedelta(weeks=week) for week in range(30)])) == 24


def test_a_version_that_cannot_be_thinned_stops_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(versions.Path, "unlink", refuse)
    assert len(kept(tmp_path, [NOON] * 12)) == 12


def refuse(*_, **__):
    raise PermissionError


def test_a_version_keeps_the_format_of_its_file(tmp_path):
    version = versions.keep_version(tmp_path, b"one", NOON, ".xlsm")
    assert versions.list_versions(tmp_path) == (version,)
    assert version.path.suffix == ".xlsm"


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


def test_versions_under_an_old_name_come_before_those_under_the_new_one(tmp_path):
    old, new = tmp_path / "甲学会", tmp_path / "甲科学学会"
    for content in (b"one", b"two"):
        versions.keep_version(old, content, NOON)
    for content in (b"three", b"four", b"five"):
        versions.keep_version(new, content, NOON)
    versions.join_versions(old, new)
    found = versions.list_versions(new)
    assert [versions.read_version(each) for each in found] == [
        *(b"five", b"four", b"three"),
        *(b"two", b"one"),
    ]
    assert [each.number for each in found] == [5, 4, 3, 2, 1]
    assert not old.exists()


@pytest.mark.parametrize(("before", "after"), [(0, 2), (2, 0)])
def test_where_one_name_has_no_versions_those_of_the_other_stay_as_they_are(
    tmp_path, before, after
):
    old, new = tmp_path / "甲学会", tmp_path / "甲科学学会"
    for folder, count in ((old, before), (new, after)):
        folder.mkdir()
        for n in range(count):
            versions.keep_version(folder, b"%d" % n, NOON)
    versions.join_versions(old, new)
    found = versions.list_versions(new)
    assert [versions.read_version(each) for each in found] == [b"1", b"0"]
    assert [each.number for each in found] == [2, 1]
    assert not old.exists()
