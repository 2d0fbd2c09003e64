import datetime as dt
import errno
import os
import re
import socket
import time
from types import SimpleNamespace

import pytest

from kjr.store import opening
from kjr.store.base import StoreUnavailableError, Stray, UnreadableError
from kjr.store.folder import folder_store, listing, mounts, second_looks
from kjr.store.folder.folder_store import FolderStore
from kjr.store.folder.versions import keep_version, list_versions, read_version
from kjr.store.xlsx import refusals
from kjr.store.xlsx.worker import Worker
from tests.store.files import VISITS, xlsx

UNITS = {"甲学会": "甲学会", "甲学会(1)": "甲学会", "甲会": "甲学会", "乙学会": "乙学会"}
OLD, NOW = 1_559_000_000, 1_559_900_000


@pytest.fixture(scope="module")
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def store(tmp_path, worker):
    store = FolderStore(tmp_path, UNITS.get, worker, clock=lambda: store.time)
    store.time = NOW
    return store


def put(store, name, data=b"...", at=OLD):
    path = store.folder / name
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def test_knows_a_units_file_by_its_name(store):
    put(store, "甲会.xlsx")
    assert {unit: held.file for unit, held in store.versions().books.items()} == {
        "甲学会": "甲会.xlsx"
    }


NOISE = ["~$甲学会.xlsx", ".~甲学会.xlsx", ".~lock.甲学会.xlsx#", "._甲学会.xlsx", ".DS_Store"]
NOISE += ["甲学会.xlsx.tmp", "甲学会.part", "甲学会.crdownload", "甲学会.xlsx~", "甲学会.xlk"]
NOISE += ["1A2B3C4D", "lu12345abc.tmp", ".甲学会.xlsx.~1a2b3c4d", ".kjr-1a2b3c4d.tmp", "Thumbs.db"]


@pytest.mark.parametrize("name", NOISE)
def test_what_programs_leave_behind_is_passed_over_in_silence(store, name):
    put(store, name)
    assert store.versions() == ({}, ())


STRAYS = {
    "不知是谁.xlsx": listing.UNKNOWN,
    "通知.docx": listing.NO_TABLE,
    "甲学会 (conflicted copy 2019-06-01 101500).xlsx": listing.CONFLICT,
    "甲学会_conflict-20190601.xlsx": listing.CONFLICT,
    "甲学会(冲突).xlsx": listing.CONFLICT,
}


@pytest.mark.parametrize(("name", "reason"), STRAYS.items())
def test_a_file_that_counts_for_nobody_is_told_with_its_reason(store, name, reason):
    put(store, name)
    assert store.versions() == ({}, (Stray(name, reason),))


def test_workbooks_one_folder_down_are_told(store):
    (store.folder / "金凤区").mkdir()
    (store.folder / "campaign").mkdir()
    (store.folder / "金凤区" / "甲学会.xlsx").write_bytes(b"...")
    assert store.versions().strays == (Stray("金凤区", listing.NESTED),)


def test_of_two_files_for_one_unit_the_newest_counts(store):
    put(store, "甲学会.xlsx", at=OLD)
    put(store, "甲学会(1).xlsx", at=OLD + 60)
    found = store.versions()
    assert found.books["甲学会"].file == "甲学会(1).xlsx"
    assert found.strays == (Stray("甲学会.xlsx", listing.DOUBLE.format("甲学会(1).xlsx")),)


def test_a_word_document_does_not_push_a_workbook_aside(store):
    put(store, "甲学会.xlsx", at=OLD)
    put(store, "甲学会.docx", at=OLD + 60)
    found = store.versions()
    assert found.books["甲学会"].file == "甲学会.xlsx"
    assert found.strays == (Stray("甲学会.docx", listing.NO_TABLE),)


def test_an_older_time_is_a_change_too(store):
    put(store, "甲学会.xlsx", at=OLD)
    before = store.versions()
    put(store, "甲学会.xlsx", at=OLD - 3600)
    assert store.versions().books["甲学会"].mark != before.books["甲学会"].mark


@pytest.mark.parametrize("hence", [2, 6])
def test_a_change_in_the_same_second_with_the_same_size_is_seen(store, hence):
    put(store, "甲学会.xlsx", b"3 visits", at=NOW)
    before = store.versions()
    put(store, "甲学会.xlsx", b"4 visits", at=NOW)
    store.time += hence
    assert store.versions().books["甲学会"].mark != before.books["甲学会"].mark


def test_a_file_with_a_wrong_clock_is_watched_from_when_it_came(store):
    put(store, "乙学会.xlsx")
    store.versions()
    put(store, "甲学会.xlsx", b"3 visits", at=OLD)
    before = store.versions()
    put(store, "甲学会.xlsx", b"4 visits", at=OLD)
    store.time += 2
    assert store.versions().books["甲学会"].mark != before.books["甲学会"].mark


@pytest.mark.parametrize("hence", [5, 60])
def test_a_quiet_file_keeps_its_mark_and_is_not_opened(store, hence):
    put(store, "甲学会.xlsx", b"3 visits", at=NOW)
    before = store.versions()
    store.time += hence
    assert store.versions() == before
    put(store, "甲学会.xlsx", b"unseen!!", at=NOW)
    assert store.versions() == before


def test_other_content_under_the_same_size_and_time_is_seen_within_a_minute(store):
    put(store, "甲学会.xlsx", b"3 visits", at=NOW - 5)
    before = store.versions()
    put(store, "甲学会.xlsx", b"unseen!!", at=NOW - 5)
    assert store.versions() == before
    for _ in range(30):
        store.time += 2
        now = store.versions()
    assert now.books["甲学会"].mark != before.books["甲学会"].mark


def test_marks_are_the_same_after_a_restart(store, worker):
    put(store, "甲学会.xlsx", at=NOW)
    again = FolderStore(store.folder, UNITS.get, worker, clock=lambda: NOW + 3600)
    assert again.versions() == store.versions()


def test_a_vanished_folder_is_an_outage_and_may_come_back(store):
    put(store, "甲学会.xlsx")
    before = store.versions()
    away = store.folder.with_name("away")
    store.folder.rename(away)
    with pytest.raises(StoreUnavailableError, match="打不开文件夹"):
        store.versions()
    away.rename(store.folder)
    assert store.versions() == before


def test_reads_a_unit_by_content_whatever_its_file_is_called(store):
    put(store, "甲会.xls", xlsx())
    assert store.read("甲学会")[0].rows == VISITS


def test_a_file_that_cannot_be_read_says_why(store):
    put(store, "甲学会.xlsx", xlsx()[:3000])
    with pytest.raises(UnreadableError, match=refusals.PARTIAL):
        store.read("甲学会")


def test_a_file_that_went_away_meanwhile_says_so(store, monkeypatch):
    monkeypatch.setattr(second_looks, "AGAIN", (0.0,))
    path = put(store, "甲学会.xlsx")
    store.versions()
    path.unlink()
    with pytest.raises(UnreadableError, match="没有这个单位的工作簿"):
        store.read("甲学会")


def test_works_with_the_systems_clock(tmp_path, worker):
    store = FolderStore(tmp_path, UNITS.get, worker)
    path = put(store, "甲学会.xlsx", at=time.time())
    before = store.versions()
    path.write_bytes(b"other")
    assert store.versions().books["甲学会"].mark != before.books["甲学会"].mark


def test_the_same_bytes_are_read_once(store):
    put(store, "甲学会.xlsx", xlsx())
    assert store.read("甲学会")[0] is store.read("甲学会")[0]


def test_one_bad_entry_spoils_nothing_for_the_others(store):
    put(store, "甲学会.xlsx")
    (store.folder / "乙学会.xlsx").symlink_to("乙学会.xlsx")
    (store.folder / "不在.xlsx").symlink_to("没有.xlsx")
    found = store.versions()
    assert list(found.books) == ["甲学会"]
    assert found.strays == (Stray("乙学会.xlsx", listing.NO_ENTRY),)


def test_a_name_that_is_no_utf8_is_told_as_its_writer_saw_it(store):
    put(store, "甲学会.xlsx")
    put(store, os.fsdecode("甲学会.xlsx".encode("gb18030")))
    found = store.versions()
    assert list(found.books) == ["甲学会"]
    assert found.strays == (Stray("甲学会.xlsx", listing.NO_NAME),)
    str(found).encode()


@pytest.mark.parametrize(
    "name",
    [
        "甲学会_SFConflict_示例@example.com.xlsx",
        "甲学会-DESKTOP-AB12CD3.xlsx",
        "甲学会-LAPTOP-1234-2.xlsx",
        "甲学会 [Conflict].xlsx",
        "甲学会 (Case Conflict 1).xlsx",
        "甲学会 (示例的 conflicted copy 2019-06-01).xlsx",
        "甲学会(冲突副本).xlsx",
    ],
)
def test_what_a_sync_program_set_aside_is_never_the_newer_book(tmp_path, worker, name):
    store = FolderStore(tmp_path, lambda stem: "甲学会", worker, clock=lambda: NOW)
    store.folder = tmp_path
    put(store, "甲学会.xlsx", at=OLD)
    put(store, name, at=OLD + 60)
    found = store.versions()
    assert found.books["甲学会"].file == "甲学会.xlsx"
    assert found.strays == (Stray(name, listing.CONFLICT),)


def save_once(tmp_path, worker):
    """A folder whose one workbook has one earlier version."""
    folder = tmp_path / "books"
    folder.mkdir()
    store = FolderStore(folder, UNITS.get, worker, state=tmp_path)
    (folder / "甲学会.xlsx").write_bytes(xlsx())
    old = store.read("甲学会")[0]
    store.write(old._replace(rows=VISITS[:3]), old)
    return store


def test_versions_follow_the_unit_when_its_file_gets_another_name(tmp_path, worker):
    store = save_once(tmp_path, worker)
    (store.folder / "甲学会.xlsx").rename(store.folder / "甲会.xlsx")
    store.versions()
    (version,) = store.kept("甲学会")
    assert store.kept("乙学会") == ()
    store.restore("甲学会", version)
    assert store.read("甲学会")[0].rows == VISITS


def test_a_renamed_unit_has_the_versions_it_had(tmp_path, worker):
    folder = save_once(tmp_path, worker).folder
    again = FolderStore(folder, {"甲学会": "甲科学学会"}.get, worker, state=tmp_path)
    again.adopt_versions({"甲学会": "甲科学学会", "甲科学学会": "甲科学学会"})
    again.versions()
    (version,) = again.kept("甲科学学会")
    again.restore("甲科学学会", version)
    assert again.read("甲科学学会")[0].rows == VISITS


def test_the_versions_of_its_side_books_as_well(tmp_path, worker):
    was, now = (tmp_path / "history" / f"{name}〔（补充〕" for name in ("甲学会", "甲科学学会"))
    keep_version(was, b"side", dt.datetime(2019, 6, 8, tzinfo=dt.UTC))
    FolderStore(tmp_path, UNITS.get, worker, state=tmp_path).adopt_versions(
        {"甲学会": "甲科学学会"}
    )
    assert [read_version(each) for each in list_versions(now)] == [b"side"]


@pytest.mark.parametrize(
    ("unit", "named"),
    [("甲学会", "甲学会"), ("甲/乙学会", r"[0-9a-f]{16}"), ("..", r"[0-9a-f]{16}")],
)
def test_versions_lie_under_the_units_name_or_a_number_where_it_is_no_file_name(
    tmp_path, worker, unit, named
):
    (tmp_path / "books").mkdir()
    store = FolderStore(tmp_path / "books", lambda _: unit, worker, state=tmp_path / "state")
    (tmp_path / "books" / "甲学会.xlsx").write_bytes(xlsx())
    old = store.read(unit)[0]
    store.write(old._replace(rows=VISITS[:3]), old)
    (version,) = store.kept(unit)
    assert version.path.parents[1] == tmp_path / "state" / "history"
    assert re.fullmatch(named, version.path.parent.name)


def test_a_folder_inside_that_cannot_be_looked_into_is_no_stray(store, monkeypatch):
    (store.folder / "金凤区").mkdir()
    monkeypatch.setattr(listing.Path, "iterdir", refuse)
    assert store.versions().strays == ()


def refuse(_path):
    raise PermissionError


def is_told_and_never_read(store, reason):
    """The unit's only file is a stray with the sentence, and every way to its bytes says it."""
    assert store.versions().strays == (Stray("甲学会.xlsx", reason),)
    for read in (store.read, store.content, lambda unit: store.understood(unit, len)):
        with pytest.raises(UnreadableError, match=reason):
            read("甲学会")
    return True


def as_link_out(path):
    codes = path.parents[2] / "codes.json"
    codes.write_bytes(xlsx())
    path.symlink_to(codes)


def as_link_to_a_link_out(path):
    inner = path.with_name("里面")
    inner.mkdir(exist_ok=True)
    as_link_out(inner / "codes.json")
    path.symlink_to("里面/codes.json")


def as_link_to_zeros(path):
    path.symlink_to("/dev/zero")


def as_socket(path):
    with socket.socket(socket.AF_UNIX) as pipe:
        pipe.bind(path.name)


def as_holes(path):
    path.touch()
    os.truncate(path, 3_000_000_000)


HOSTILE = {
    as_link_out: opening.LEADS_OUT,
    as_link_to_a_link_out: opening.LEADS_OUT,
    as_link_to_zeros: opening.LEADS_OUT,
    os.mkfifo: opening.NO_FILE,
    as_socket: opening.NO_FILE,
    as_holes: opening.OVERSIZED,
}
NAMES = [make.__name__ for make in HOSTILE]


@pytest.fixture
def shared(tmp_path, worker, monkeypatch):
    folder = tmp_path / "shared" / "books"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return FolderStore(folder, UNITS.get, worker)


@pytest.mark.parametrize(("make", "reason"), HOSTILE.items(), ids=NAMES)
def test_what_is_no_file_of_the_folder_is_a_stray_and_is_never_read(shared, make, reason):
    make(shared.folder / "甲学会.xlsx")
    assert is_told_and_never_read(shared, reason)


@pytest.mark.parametrize(("make", "reason"), HOSTILE.items(), ids=NAMES)
def test_a_file_exchanged_after_the_look_is_not_read_either(shared, make, reason):
    (shared.folder / "甲学会.xlsx").write_bytes(xlsx())
    shared.versions()
    (shared.folder / "甲学会.xlsx").unlink()
    make(shared.folder / "甲学会.xlsx")
    with pytest.raises(UnreadableError):
        shared.content("甲学会")
    assert is_told_and_never_read(shared, reason)


@pytest.mark.parametrize("make", HOSTILE, ids=NAMES)
def test_it_does_not_push_a_sound_workbook_aside(shared, make):
    put(shared, "甲会.xlsx", xlsx())
    make(shared.folder / "甲学会.xlsx")
    found = shared.versions()
    assert found.books["甲学会"].file == "甲会.xlsx"
    assert [stray.file for stray in found.strays] == ["甲学会.xlsx"]
    assert shared.read("甲学会")[0].rows == VISITS


def test_a_link_whose_target_lies_in_the_folder_is_followed(store):
    (store.folder / "归档").mkdir()
    data = xlsx()
    (store.folder / "归档" / "别处.xlsx").write_bytes(data)
    (store.folder / "甲学会.xlsx").symlink_to("归档/别处.xlsx")
    assert store.read("甲学会")[0].rows == VISITS
    assert store.content("甲学会") == data


def test_a_folder_that_is_itself_a_link_is_a_folder(tmp_path, worker):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "甲学会.xlsx").write_bytes(xlsx())
    (tmp_path / "books").symlink_to("real")
    store = FolderStore(tmp_path / "books", UNITS.get, worker)
    assert store.read("甲学会")[0].rows == VISITS


def test_a_link_to_a_folder_outside_is_told_and_not_looked_into(store, tmp_path_factory):
    (store.folder / "金凤区").symlink_to(tmp_path_factory.mktemp("outside"))
    assert store.versions().strays == (Stray("金凤区", opening.LEADS_OUT),)


def test_a_link_counts_as_soon_as_it_leads_into_the_folder(shared):
    link, inside = shared.folder / "甲学会.xlsx", shared.folder / "归档"
    inside.mkdir()
    as_link_out(link)
    assert shared.versions().strays == (Stray("甲学会.xlsx", opening.LEADS_OUT),)
    link.resolve().rename(inside / "codes.json")
    link.unlink()
    link.symlink_to("归档/codes.json")
    assert shared.versions().strays == ()
    assert shared.read("甲学会")[0].rows == VISITS


def test_what_came_since_the_last_look_is_there_at_once(store):
    put(store, "甲学会.xlsx")
    assert [*store.versions().books] == ["甲学会"]
    data = xlsx()  # it holds the second in which it was made
    store.create("乙学会", data)
    assert store.content("乙学会") == data
    assert {*store.versions().books} == {"甲学会", "乙学会"}


def test_a_side_book_is_read_as_soon_as_it_is_made(tmp_path, worker):
    store = FolderStore(tmp_path, lambda _: "甲学会", worker, clock=lambda: NOW, side_books=True)
    put(store, "甲学会.xlsx", xlsx())
    before = store.read("甲学会")
    store.create("甲学会", xlsx())
    assert len(store.read("甲学会")) == 2 * len(before)


def test_what_somebody_put_there_since_the_last_look_is_there_at_once_too(store):
    assert store.versions() == ({}, ())
    put(store, "甲学会.xlsx", xlsx())
    assert store.read("甲学会")[0].rows == VISITS


def test_files_are_told_by_new_names_as_soon_as_there_are_some(store):
    put(store, "甲会.xlsx")
    assert list(store.versions().books) == ["甲学会"]
    store.follow_names({"甲会": "丙学会"}.get)
    assert list(store.versions().books) == ["丙学会"]
    assert store.ask(lambda: 3) == 3


@pytest.mark.parametrize("unit", ["甲/乙学会", "..", "甲:乙"])
def test_a_unit_that_is_no_file_name_gets_no_workbook(store, unit):
    with pytest.raises(UnreadableError, match="不能用作文件名，请先在名册里改"):
        store.create(unit, xlsx())
    assert list(store.folder.iterdir()) == []


def test_the_mark_of_a_program_that_crashed_is_taken_away_and_a_new_one_is_not(store):
    put(store, "甲会.xlsx")
    day = 24 * 3600
    old, new = put(store, "~$甲会.xlsx", at=NOW - day - 1), put(store, ".~甲会.xlsx", at=NOW - day)
    store.release("甲学会")
    assert (old.exists(), new.exists()) == (False, True)


def test_who_lends_the_reading_processes_ends_them(tmp_path, monkeypatch):
    ended = []

    class Noted(Worker):
        def close(self):
            ended.append(self)

    monkeypatch.setattr(folder_store, "Worker", Noted)
    own, lent = FolderStore(tmp_path, UNITS.get), Noted()
    for each in (own, FolderStore(tmp_path, UNITS.get, lent)):
        each.close()
        with pytest.raises(StoreUnavailableError):
            each.versions()
    assert ended == [own.worker]


MOUNTED = "41 25 0:42 / {} rw - {} {} rw"


@pytest.fixture
def mounted(store):
    """The folder of two workbooks, and by what table of mounts it lies where it lies."""
    store.lines = [MOUNTED.format(store.folder, "cifs", "//server/books")]
    store.follow_mounts(lambda: store.lines[-1])
    for unit in ("甲学会", "乙学会"):
        put(store, f"{unit}.xlsx", xlsx())
    store.versions()
    return store


def test_nothing_is_written_beneath_a_mount_point_whose_share_is_gone(mounted):
    (old, _) = mounted.read("甲学会")
    for path in mounted.folder.glob("*.xlsx"):
        path.rename(mounted.folder.with_name(f"away-{path.name}"))
    data = xlsx({"走访慰问": VISITS, "别的": [["原来的"]]})
    mounted.lines.append("25 1 254:0 / / rw - ext4 /dev/vda rw")
    (mounted.folder / "丙.xlsx").write_bytes(data)
    with pytest.raises(StoreUnavailableError, match=r"有 2 家的工作簿，现在只有 0 家"):
        mounted.write(old._replace(rows=VISITS[:3]), old)
    with pytest.raises(StoreUnavailableError):
        mounted.create("丁学会", xlsx())
    assert [path.name for path in mounted.folder.glob("*.xlsx")] == ["丙.xlsx"]


def test_a_share_that_is_mounted_from_elsewhere_with_its_workbooks_is_written(mounted):
    (old, _) = mounted.read("甲学会")
    mounted.lines.append(MOUNTED.format(mounted.folder, "cifs", "//other/books"))
    mounted.write(old._replace(rows=VISITS[:3]), old)
    assert mounted.read("甲学会")[0].rows == VISITS[:3]


def test_what_to_know_before_saving_is_told_of_the_folders_own_mount(mounted):
    assert mounted.find_caution() == ""
    for kind, source, name in (
        ("fuse", "https://server/books", "davfs2"),
        ("fuse.rclone", "server:books", "rclone"),  # this disk lets what was written be changed
    ):
        mounted.lines.append(MOUNTED.format(mounted.folder, kind, source))
        assert name in mounted.find_caution()


def test_a_folder_that_davfs2_cannot_list_says_what_to_set(mounted, monkeypatch):
    def fail(*_):
        raise OSError(errno.EINVAL, "buffer too small")

    monkeypatch.setattr(listing, "scan_folder", fail)
    with pytest.raises(StoreUnavailableError, match="打不开文件夹"):
        mounted.versions()
    mounted.lines.append(MOUNTED.format(mounted.folder, "fuse", "https://server/books"))
    with pytest.raises(StoreUnavailableError, match="buf_size 64"):
        mounted.versions()


def test_a_file_that_cannot_be_looked_into_now_is_compared_the_next_time(store, monkeypatch):
    put(store, "甲学会.xlsx", b"3 visits", at=NOW)
    before = store.versions()
    with monkeypatch.context() as patch:
        patch.setattr(listing, "read_inside", refuse)
        store.time += 2
        assert store.versions() == before
    put(store, "甲学会.xlsx", b"4 visits", at=NOW)
    store.time += 2
    assert store.versions().books["甲学会"].mark != before.books["甲学会"].mark


def test_the_same_file_under_another_number_on_the_disk_has_the_same_mark(store):
    """Some shares give out new numbers whenever they are mounted."""
    path = put(store, "甲学会.xlsx")
    before, number = store.versions(), path.stat().st_ino
    path.rename(path.with_name(".kept.tmp"))
    assert put(store, "甲学会.xlsx").stat().st_ino != number
    store.time += 60
    assert store.versions() == before


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        (("甲学会.xlsx", "甲学会(1).xlsx"), "甲学会.xlsx"),
        (("甲会.xlsx", "甲学会.xlsx"), "甲会.xlsx"),
        (("甲学会.et", "甲学会.xlsx", "甲学会.docx"), "甲学会.et"),
        (("甲会.xls", "甲会.ods"), "甲会.xls"),
    ],
)
def test_of_files_of_one_moment_the_shortest_name_counts(store, names, counts):
    for name in names:
        put(store, name)
    assert store.versions().books["甲学会"].file == counts


def test_strays_and_side_books_are_told_in_the_order_of_their_names(tmp_path, worker):
    store = FolderStore(
        tmp_path, lambda name: "甲学会" if "甲" in name else None, worker, side_books=True
    )
    for n, name in enumerate(
        ("乙.xlsx", "甲（补充6月）.xlsx", "甲.xlsx", "甲（补充5月）.xlsx", "丙.txt")
    ):
        put(store, name, at=OLD - 60 * n)
    found = store.versions()
    held = found.books["甲学会"]
    assert (held.file, held.sides) == ("甲.xlsx", ("甲（补充5月）.xlsx", "甲（补充6月）.xlsx"))
    assert held.changed == dt.datetime.fromtimestamp(OLD - 60, dt.UTC)
    assert [stray.file for stray in found.strays] == ["丙.txt", "乙.xlsx"]


@pytest.fixture
def waits(monkeypatch):
    """The pauses before a workbook is looked for once more."""
    waited = []
    monkeypatch.setattr(second_looks, "time", SimpleNamespace(sleep=waited.append))
    return waited


def test_only_a_workbook_that_was_there_is_waited_for_and_that_once(store, waits):
    with pytest.raises(UnreadableError, match="没有这个单位的工作簿"):
        store.read("甲学会")
    assert waits == []
    path = put(store, "甲学会.xlsx", xlsx())
    assert store.read("甲学会")[0].rows == VISITS
    path.unlink()
    for _ in range(2):
        store.versions()
        with pytest.raises(UnreadableError, match="没有这个单位的工作簿"):
            store.read("甲学会")
        assert waits == [0.1, 0.4, 0.8]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.EIO, StoreUnavailableError),
        (errno.EAGAIN, StoreUnavailableError),
        (errno.ENOENT, StoreUnavailableError),
        (errno.EACCES, UnreadableError),
    ],
)
def test_a_file_out_of_reach_is_the_folder_out_of_reach_where_that_is_gone_too(
    store, monkeypatch, waits, code, told
):
    put(store, "甲学会.xlsx", xlsx())
    store.versions()

    def fail(_path):
        raise OSError(code, "failed")

    monkeypatch.setattr(second_looks, "read_inside", fail)
    with pytest.raises(UnreadableError):
        store.content("甲学会")
    store.folder.rename(store.folder.with_name(f"{store.folder.name}-away"))
    with pytest.raises(told):
        store.content("甲学会")


def test_every_entry_shows_that_the_folder_answers_and_what_is_unchanged_stays_the_same(store):
    for name in ("甲学会.xlsx", "不知是谁.xlsx", "通知.docx", "~$甲学会.xlsx"):
        put(store, name)
    (store.folder / "金凤区").mkdir()
    alive = []
    look = listing.Look({}, UNITS.get, NOW, tell_alive=lambda: alive.append(1))
    first = listing.scan_folder(store.folder, look)
    assert (len(alive), len(first)) == (5, 4)
    again = listing.scan_folder(store.folder, look._replace(before=first, now=NOW + 60))
    assert all(again[name] is first[name] for name in first)


def test_a_list_that_davfs2_gives_of_a_server_that_is_gone_is_an_outage(mounted, monkeypatch):
    opened = mounts.os.open

    def refuse_books(path, *rest, **how):
        if str(path).endswith(".xlsx") and "dir_fd" not in how:
            raise BlockingIOError(errno.EAGAIN, "gone")
        return opened(path, *rest, **how)

    monkeypatch.setattr(mounts.os, "open", refuse_books)
    assert {*mounted.versions().books} == {"甲学会", "乙学会"}
    mounted.lines.append(MOUNTED.format(mounted.folder, "fuse", "https://server/books"))
    with pytest.raises(StoreUnavailableError):
        mounted.versions()
