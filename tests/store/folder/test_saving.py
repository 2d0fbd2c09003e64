import contextlib
import datetime as dt
import hashlib
import os
import re
import threading
import time

import pytest

from kjr.errors import KjrError
from kjr.store import files
from kjr.store.base import Sheet, SheetChangedError, UnreadableError
from kjr.store.folder import owner_marks, saving, versions
from kjr.store.folder.patience import NoAnswerError
from kjr.store.folder.saving import BookOpenError, SaveContext
from kjr.store.xlsx.worker import Worker
from kjr.store.xlsx.writing import patch, proof
from tests.store.files import VISITS, edited, xls, xlsx

OLD = Sheet("甲学会", "走访慰问", VISITS)
NEW = OLD._replace(rows=(*VISITS[:3], (VISITS[3][0], "李示例", 13.0)))


@pytest.fixture(scope="module")
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "shared" / "甲学会.xlsx"
    path.parent.mkdir()
    path.write_bytes(xlsx())
    return path


@pytest.fixture
def means(worker, tmp_path):
    return SaveContext(worker.sheets, tmp_path / "state", time.time(), tmp_path / "history")


@pytest.fixture
def save(book, means):
    return lambda new, old: saving.save_workbook(book, new, old, means)


def rows(book, worker):
    return worker.sheets(book.read_bytes(), "甲学会")[0].rows


def test_saves_and_leaves_nothing_beside_the_book(save, book, worker):
    save(NEW, OLD)
    assert rows(book, worker) == NEW.rows
    assert [path.name for path in book.parent.iterdir()] == ["甲学会.xlsx"]


def strike(place, how):
    """The workbook with something struck out in a cell, the whole of it or some of its words."""

    def decorate(book):
        struck = book.add_format({"font_strikeout": True})
        page = book.get_worksheet_by_name(OLD.name)
        if how == "cell":
            page.write(place, "30", struck)
        elif how == "words":
            page.write_rich_string(place, struck, "30", " 50")
        else:
            page.write_rich_string(place, struck, "3", struck, "0")

    return xlsx(decorate=decorate)


@pytest.mark.parametrize("how", ["cell", "words", "all words"])
@pytest.mark.parametrize("value", [8.0, "8人", None])
def test_what_was_struck_out_may_be_written_over_and_nothing_else_of_it_changes(
    save, book, worker, how, value
):
    book.write_bytes(strike("C4", how))
    before = worker.sheets(book.read_bytes(), "甲学会")[0]
    save(before._replace(rows=(*before.rows[:3], (*before.rows[3][:2], value))), before)
    after = worker.sheets(book.read_bytes(), "甲学会")[0]
    assert after.cell(4, 3) == value
    assert len(after.marks) == (how == "cell" and value is not None)


def test_a_row_goes_below_one_that_is_struck_out_and_counts(save, book, worker):
    book.write_bytes(strike("C4", "cell"))
    before = worker.sheets(book.read_bytes(), "甲学会")[0]
    save(before._replace(rows=(*before.rows, (None, "新", 5.0))), before)
    after = worker.sheets(book.read_bytes(), "甲学会")[0]
    assert (after.cell(5, 3), after.marks) == (5.0, before.marks)


@pytest.mark.parametrize("shown", ['0!.0,"万"', '[>9]"若干";0', '0"百人"', ";;;"])
@pytest.mark.parametrize("value", [8.0, 12000.0, "30余人", None])
def test_a_cell_that_shows_something_else_than_it_holds_may_be_written(
    save, book, worker, shown, value
):
    def decorate(made):
        look = made.add_format({"num_format": shown})
        made.get_worksheet_by_name(OLD.name).write("C4", 12, look)

    book.write_bytes(xlsx(decorate=decorate))
    before = worker.sheets(book.read_bytes(), "甲学会")[0]
    rows = (*before.rows[:3], (*before.rows[3][:2], value), (None, "新", 5.0))
    save(before._replace(rows=rows), before)
    after = worker.sheets(book.read_bytes(), "甲学会")[0]
    assert (after.cell(4, 3), after.cell(5, 3)) == (value, 5.0)


def test_a_strike_elsewhere_is_never_taken_for_what_was_meant(save, book, worker, monkeypatch):
    """The copy is compared with what it should be, but for the cells that were changed."""
    book.write_bytes(strike("C4", "cell"))
    before = worker.sheets(book.read_bytes(), "甲学会")[0]
    wanted = before._replace(rows=(*before.rows[:2], (*before.rows[2][:2], 9.0), before.rows[3]))
    plain = patch.patch_workbook(xlsx(), OLD.name, [(3, 3, 9.0), (4, 3, "30")])
    monkeypatch.setattr(patch, "patch_workbook", lambda *_, **__: plain)
    monkeypatch.setattr(proof, "is_proved", lambda *_: True)
    with pytest.raises(KjrError, match=patch.UNUSUAL):
        save(wanted, before)


OWNERS = {
    "~$甲学会.xlsx": b"\x06" + "张示例".encode("gb18030") + b" " * 47 + b"\x03\0",
    ".~甲学会.xlsx": b"\x06" + "张示例".encode("gb18030"),
    ".~lock.甲学会.xlsx#": ",张示例,host,01.06.2019 10:15,file:///…;".encode(),
}


@pytest.mark.parametrize(("mark", "content"), OWNERS.items(), ids=["Excel", "WPS", "LibreOffice"])
def test_names_who_has_the_book_open(save, book, worker, mark, content):
    (book.parent / mark).write_bytes(content)
    with pytest.raises(KjrError, match="张示例正用 WPS 或 Excel 打开着“甲学会"):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS


def test_an_owner_who_cannot_be_named_is_somebody(save, book):
    (book.parent / "~$甲学会.xlsx").write_bytes(b"")
    with pytest.raises(KjrError, match="有人正用"):
        save(NEW, OLD)


def test_a_mark_older_than_a_day_may_be_taken_away(save, book, means, worker):
    mark = book.parent / "~$甲学会.xlsx"
    mark.write_bytes(OWNERS[mark.name])
    os.utime(mark, (means.now - 90_000,) * 2)
    with pytest.raises(BookOpenError, match="张示例打开“甲学会") as refused:
        save(NEW, OLD)
    assert refused.value.is_old
    owner_marks.remove_old_marks(book, means.now)
    save(NEW, OLD)
    assert rows(book, worker) == NEW.rows


def test_a_mark_of_today_is_not_taken_away(save, book, means):
    mark = book.parent / "~$甲学会.xlsx"
    mark.write_bytes(OWNERS[mark.name])
    owner_marks.remove_old_marks(book, means.now - 90_000)
    with pytest.raises(BookOpenError) as refused:
        save(NEW, OLD)
    assert not refused.value.is_old


def test_cells_inside_a_merged_cell_are_refused(save, book):
    def merge_names(workbook):
        workbook.get_worksheet_by_name("走访慰问").merge_range("B3:B4", "张示例")

    book.write_bytes(xlsx(decorate=merge_names))
    with pytest.raises(KjrError, match="B4 在合并单元格里"):
        save(OLD._replace(rows=(*VISITS[:3], (VISITS[3][0], "改", 12.0))), OLD)


def test_keeps_the_version_before(save, book, means):
    before = book.read_bytes()
    save(NEW, OLD)
    (version,) = versions.list_versions(means.history)
    assert versions.read_version(version) == before


def test_puts_an_earlier_version_back_and_keeps_what_it_replaces(save, book, means):
    before = book.read_bytes()
    save(NEW, OLD)
    changed = book.read_bytes()
    saving.restore_version(book, versions.list_versions(means.history)[0], means)
    assert book.read_bytes() == before
    assert versions.read_version(versions.list_versions(means.history)[0]) == changed


def test_a_new_workbook_is_put_only_where_there_is_none(means, book):
    other = book.with_name("乙学会.xlsx")
    saving.create_workbook(other, b"new", means)
    assert other.read_bytes() == b"new"
    with pytest.raises(KjrError, match="已经有了"):
        saving.create_workbook(other, b"newer", means)
    assert other.read_bytes() == b"new"


def test_the_file_keeps_its_rights(save, book):
    book.chmod(0o640)
    save(NEW, OLD)
    assert book.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_one_and_what_it_leads_to_is_written(means, book, worker):
    link = book.with_name("链接.xlsx")
    inner = book.parent / "归档"
    inner.mkdir()
    book = book.rename(inner / "别处.xlsx")
    link.symlink_to(book)
    saving.save_workbook(link, NEW, OLD, means)
    assert link.is_symlink()
    assert rows(book, worker) == NEW.rows
    assert sorted(path.name for path in link.parent.iterdir()) == ["归档", "链接.xlsx"]


def test_what_a_link_out_of_the_folder_leads_to_is_neither_read_nor_written(means, book, worker):
    link = book.with_name("链接.xlsx")
    book = book.rename(book.parent.parent / "别处.xlsx")
    link.symlink_to(book)
    kept = versions.keep_version(means.history, b"earlier", dt.datetime.now(dt.UTC))
    for write in (
        lambda: saving.save_workbook(link, NEW, OLD, means),
        lambda: saving.restore_version(link, kept, means),
    ):
        with pytest.raises(KjrError, match="指向文件夹外面的链接"):
            write()
    assert rows(book, worker) == VISITS


def test_a_folder_that_becomes_a_link_out_at_the_last_look_is_not_written_into(
    means, book, worker, monkeypatch
):
    inner, outside = book.parent / "归档", book.parent.parent / "外面"
    inner.mkdir()
    outside.mkdir()
    link = book.with_name("链接.xlsx")
    link.symlink_to(book.rename(inner / "别处.xlsx"))
    find_owner, looks = owner_marks.find_owner, []

    def swap(path, **how):
        looks.append(path)
        if len(looks) == 2:
            inner.rename(outside / "归档")
            inner.symlink_to(outside / "归档")
        return find_owner(path, **how)

    monkeypatch.setattr(owner_marks, "find_owner", swap)
    with pytest.raises(KjrError):
        saving.save_workbook(link, NEW, OLD, means)
    assert rows(outside / "归档" / "别处.xlsx", worker) == VISITS


def test_a_mark_that_is_taken_away_while_it_is_looked_for_keeps_nobody(book, monkeypatch):
    mark, listdir = book.with_name("~$甲学会.xlsx"), os.listdir
    mark.write_bytes(b"")

    def list_and_close(folder):
        names = listdir(folder)
        mark.unlink(missing_ok=True)
        return names

    monkeypatch.setattr(os, "listdir", list_and_close)
    assert owner_marks.find_owner(book) is None


def test_a_mark_that_shows_another_files_bytes_names_nobody(save, book):
    """davfs2 gives for a mark that is new what it keeps of a file that is gone."""
    book.with_name("~$甲学会.xlsx").write_bytes(book.read_bytes()[:165])
    with pytest.raises(BookOpenError, match=r"^有人正用"):
        save(NEW, OLD)


OWNER_MARKS = ["~$甲学会.xlsx", ".~甲学会.xlsx", ".~lock.甲学会.xlsx#"]


@pytest.mark.parametrize("name", OWNER_MARKS)
def test_a_mark_that_leads_elsewhere_or_never_ends_tells_nothing(save, book, tmp_path, name):
    (tmp_path / "codes").write_bytes(b"\x06secret,secret")
    for make in (
        lambda mark: mark.symlink_to(tmp_path / "codes"),
        lambda mark: mark.symlink_to("/dev/zero"),
        os.mkfifo,
    ):
        mark = book.with_name(name)
        make(mark)
        with pytest.raises(BookOpenError, match=r"^有人正用"):
            save(NEW, OLD)
        mark.unlink()


@pytest.mark.parametrize("name", ["链接.xlsx", "别处.xlsx"])
def test_whoever_has_it_open_under_either_name_is_named(means, book, name):
    link = book.with_name("链接.xlsx")
    inner = book.parent / "归档"
    inner.mkdir()
    target = book.rename(inner / "别处.xlsx")
    link.symlink_to(target)
    opened = {each.name: each for each in (link, target)}[name]
    opened.with_name(f"~${name}").write_bytes(OWNERS["~$甲学会.xlsx"])
    with pytest.raises(KjrError, match="张示例正用"):
        saving.save_workbook(link, NEW, OLD, means)


def test_a_file_with_a_second_name_is_left_alone(save, book, worker):
    other = book.with_name("同一份.xlsx")
    other.hardlink_to(book)
    with pytest.raises(KjrError, match="还有别的名字（硬链接）"):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS
    assert other.samefile(book)


def test_a_file_made_read_only_is_respected(save, book, means, worker):
    before = book.read_bytes()
    save(NEW, OLD)
    version = versions.list_versions(means.history)[0]
    book.chmod(0o444)
    with pytest.raises(KjrError, match="设成了只读，写不进去"):
        save(OLD, NEW)
    with pytest.raises(KjrError, match="设成了只读，写不进去"):
        saving.restore_version(book, version, means)
    assert rows(book, worker) == NEW.rows
    assert versions.read_version(version) == before


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_rights_and_remarks_of_a_file_survive(save, book):
    book.chmod(0o664)
    try:
        os.setxattr(book, "user.示例", b"1")
    except OSError:
        pytest.skip("this disk keeps none")
    save(NEW, OLD)
    assert (os.getxattr(book, "user.示例"), book.stat().st_mode & 0o777) == (b"1", 0o664)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="only root gives files away")
def test_a_file_keeps_its_owner_and_group(save, book):
    os.chown(book, 65534, 65533)
    save(NEW, OLD)
    assert (book.stat().st_uid, book.stat().st_gid) == (65534, 65533)


def test_a_version_never_gets_the_name_of_another_format(save, book, means):
    save(NEW, OLD)
    (version,) = versions.list_versions(means.history)
    now = book.rename(book.with_suffix(".xlsm"))
    before = now.read_bytes()
    with pytest.raises(KjrError, match=r"这个版本是 \.xlsx 格式，现在的工作簿是“甲学会\.xlsm”"):
        saving.restore_version(now, version, means)
    assert now.read_bytes() == before


def test_a_history_that_cannot_be_kept_is_named_and_nothing_is_written(save, book, means, worker):
    means.history.parent.mkdir(parents=True, exist_ok=True)
    means.history.write_text("a file where the folder should be")
    with pytest.raises(KjrError, match=r"历史版本存不进 .*没有保存；工作簿没有改动"):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS


class Latecomer:
    """Somebody who comes just as the bytes of the new file are on the disk."""

    def __init__(self, monkeypatch, come):
        self.come, self.sync = come, os.fsync
        monkeypatch.setattr(files.os, "fsync", self)

    def __call__(self, handle):
        self.sync(handle)
        if any(path.name.startswith(".kjr-") for path in self.come.beside.iterdir()):
            self.come()


class Opening:
    def __init__(self, book):
        self.beside, self.mark = book.parent, book.with_name(f"~${book.name}")

    def __call__(self):
        self.mark.write_bytes(OWNERS["~$甲学会.xlsx"])


class Writing:
    """Another program saves the same bytes, or others, over the file."""

    def __init__(self, book, data):
        self.beside, self.book, self.data, self.times = book.parent, book, data, 0

    def __call__(self):
        self.times += 1
        if self.times == 1:
            files.replace_file(self.book, self.data, must_last=False)


def test_whoever_opens_it_while_the_copy_is_written_is_seen(save, book, worker, monkeypatch):
    """The last look comes after the bytes are on the disk, not before."""
    Latecomer(monkeypatch, Opening(book))
    with pytest.raises(KjrError, match="张示例正用"):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS
    assert sorted(path.name for path in book.parent.iterdir()) == ["~$甲学会.xlsx", "甲学会.xlsx"]


def test_what_another_program_saves_meanwhile_is_not_replaced(save, book, worker, monkeypatch):
    Latecomer(monkeypatch, Writing(book, xlsx({"走访慰问": VISITS[:3]})))
    with pytest.raises(SheetChangedError):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS[:3]


def test_a_change_in_another_sheet_meanwhile_is_kept(save, book, worker, monkeypatch):
    Latecomer(monkeypatch, Writing(book, xlsx({"走访慰问": VISITS, "别的": [["新"]]})))
    save(NEW, OLD)
    assert [sheet.rows for sheet in worker.sheets(book.read_bytes(), "甲学会")] == [
        NEW.rows,
        (("新",),),
    ]


def test_a_file_exchanged_at_the_very_last_look_is_not_replaced(tmp_path):
    book = tmp_path / "甲学会.xlsx"
    book.write_bytes(b"one")

    def another():
        files.replace_file(book, b"two", must_last=False)

    assert not files.exchange_file(book, b"mine", b"one", another)
    assert book.read_bytes() == b"two"


def test_refuses_when_the_sheet_changed(save, book, worker):
    book.write_bytes(xlsx({"走访慰问": VISITS[:3]}))
    with pytest.raises(SheetChangedError):
        save(NEW, OLD)
    assert rows(book, worker) == VISITS[:3]


def test_refuses_what_would_not_read_back(save, book, worker):
    with pytest.raises(KjrError):
        save(OLD._replace(rows=(("\x01",),)), OLD)
    assert rows(book, worker) == VISITS
    assert [path.name for path in book.parent.iterdir()] == ["甲学会.xlsx"]


def test_refuses_old_formats(save, book, worker):
    book.write_bytes(xls())
    old = OLD._replace(rows=rows(book, worker))
    with pytest.raises(KjrError, match=re.escape(patch.NO_XLSX)):
        save(old._replace(rows=old.rows[:3]), old)


def test_a_book_that_is_gone_is_told(save, book):
    book.unlink()
    with pytest.raises(KjrError, match="工作簿或文件夹不在了"):
        save(NEW, OLD)


def test_two_savers_take_turns_and_one_of_them_learns_of_the_other(save, book, worker):
    outcomes = []

    def attempt(name):
        try:
            save(OLD._replace(rows=(*VISITS, (None, name))), OLD)
            outcomes.append(name)
        except SheetChangedError:
            outcomes.append("changed")

    threads = [threading.Thread(target=attempt, args=[name]) for name in ("甲", "乙", "丙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("changed") == 2
    (name,) = set(outcomes) - {"changed"}
    assert rows(book, worker) == (*VISITS, (None, name))


def test_reading_comparing_and_waiting_for_others_is_our_own_work(book, means, worker):
    at_work, seen = [], []

    @contextlib.contextmanager
    def own_work():
        at_work.append(1)
        yield
        at_work.pop()

    def read(data, unit):
        seen.append(bool(at_work))
        return worker.sheets(data, unit)

    means = means._replace(read=read, own_work=own_work)
    save = threading.Thread(target=saving.save_workbook, args=(book, NEW, OLD, means))
    locks = means.state / "locks"
    locks.mkdir(parents=True)
    name = hashlib.blake2b(os.fsencode(book.absolute()), digest_size=16).hexdigest()
    with files.hold_lock(locks / f"{name}.lock"):
        save.start()
        for _ in range(500):
            if at_work:
                break
            time.sleep(0.01)
        assert at_work
    save.join()
    assert seen == [True, True]
    assert rows(book, worker) == NEW.rows


def test_a_link_that_is_led_elsewhere_at_the_last_look_is_not_followed(
    means, book, worker, monkeypatch
):
    link, other = book.with_name("链接.xlsx"), book.with_name("另一份.xlsx")
    other.write_bytes(book.read_bytes())
    link.symlink_to(book)
    find_owner, looks = owner_marks.find_owner, []

    def swap(path, **how):
        looks.append(path)
        if len(looks) == 2:
            link.unlink()
            link.symlink_to(other)
        return find_owner(path, **how)

    monkeypatch.setattr(owner_marks, "find_owner", swap)
    with pytest.raises(KjrError, match="正被反复改写，没能保存"):
        saving.save_workbook(link, NEW, OLD, means)
    assert [rows(each, worker) for each in (book, other)] == [VISITS, VISITS]


def misread(worker, book, *instead):
    """A reader to whom something happens at each look, as ``instead`` says."""
    left = [*instead]

    def read(data, unit):
        happens = left.pop(0) if left else None
        return happens(data) if happens else worker.sheets(data, unit)

    return read


def fail(_data):
    raise UnreadableError("half a file")


def test_a_workbook_that_was_replaced_while_it_was_read_is_read_anew(book, means, worker):
    def replaced(_data):
        book.write_bytes(xlsx({"走访慰问": VISITS, "别的": [["新"]]}))
        raise UnreadableError("half a file")

    means = means._replace(read=misread(worker, book, replaced))
    saving.save_workbook(book, NEW, OLD, means)
    assert [sheet.rows for sheet in worker.sheets(book.read_bytes(), "")] == [NEW.rows, (("新",),)]
    again = means._replace(read=misread(worker, book, fail))
    with pytest.raises(UnreadableError, match="half a file"):
        saving.save_workbook(book, OLD, NEW, again)
    assert rows(book, worker) == NEW.rows


def test_a_workbook_that_others_write_all_the_time_is_given_up_after_three_tries(
    book, means, worker
):
    seen = []

    def rewritten(data):
        seen.append(data)
        sheets = worker.sheets(data, "甲学会")
        book.write_bytes(xlsx({"走访慰问": VISITS, "别的": [[len(seen)]]}))
        return sheets

    means = means._replace(read=misread(worker, book, *[rewritten, None] * 9))
    with pytest.raises(KjrError, match="正被反复改写，没能保存"):
        saving.save_workbook(book, NEW, OLD, means)
    assert len(seen) == 3
    assert rows(book, worker) == VISITS


@pytest.mark.parametrize("number", [0, 1], ids=["its own", "another"])
def test_a_copy_in_which_any_sheet_is_not_as_meant_is_not_put_in_place(book, means, worker, number):
    book.write_bytes(xlsx({"走访慰问": VISITS, "别的": [["旧"]]}))
    before = book.read_bytes()

    def damaged(data):
        sheets = list(worker.sheets(data, "甲学会"))
        sheets[number] = sheets[number]._replace(rows=(("别的",), *sheets[number].rows[1:]))
        return tuple(sheets)

    means = means._replace(read=misread(worker, book, None, damaged))
    with pytest.raises(KjrError, match=re.escape(patch.UNUSUAL)):
        saving.save_workbook(book, NEW, OLD, means)
    assert book.read_bytes() == before


def test_a_copy_of_which_another_part_changed_is_not_put_in_place(book, means, monkeypatch):
    before, patched = book.read_bytes(), patch.patch_workbook

    def also(*what, **how):
        data = patched(*what, **how)
        return edited(data, "docProps/app.xml", b"</Properties>", b"<!-- --></Properties>")

    monkeypatch.setattr(patch, "patch_workbook", also)
    with pytest.raises(KjrError, match=re.escape(patch.UNUSUAL)):
        saving.save_workbook(book, NEW, OLD, means)
    assert book.read_bytes() == before


def test_a_workbook_is_written_where_somebody_has_another_one_open(save, book, worker):
    for name in ("~$乙学会.xlsx", ".~lock.甲学会.xlsx", "$甲学会.xlsx"):
        (book.parent / name).write_bytes(OWNERS["~$甲学会.xlsx"])
    save(NEW, OLD)
    assert rows(book, worker) == NEW.rows


def test_a_mark_is_found_however_its_letters_are_written(save, book):
    (book.parent / "~$甲学会.XLSX").write_bytes(OWNERS["~$甲学会.xlsx"])
    with pytest.raises(BookOpenError, match="张示例正用"):
        save(NEW, OLD)


def test_an_old_mark_that_the_folders_list_does_not_show_is_taken_away_too(
    book, means, monkeypatch
):
    mark = book.parent / "~$甲学会.xlsx"
    mark.write_bytes(OWNERS[mark.name])
    monkeypatch.setattr(owner_marks, "_list_names", lambda _: {})
    owner_marks.remove_old_marks(book, means.now)
    assert mark.exists()
    owner_marks.remove_old_marks(book, means.now + 90_000)
    assert not mark.exists()


def test_a_mark_that_the_folders_list_does_not_show_is_asked_for_by_its_name(
    save, book, monkeypatch
):
    """A share may keep its list for a while, and answers for a name."""
    (book.parent / "~$甲学会.xlsx").write_bytes(OWNERS["~$甲学会.xlsx"])
    monkeypatch.setattr(owner_marks, "_list_names", lambda _: {})
    assert owner_marks.find_owner(book, is_last=False) is None
    assert owner_marks.find_owner(book).name == "张示例"
    with pytest.raises(BookOpenError, match="张示例正用"):
        save(NEW, OLD)


def test_the_last_look_asks_the_folder_by_name(book, means, monkeypatch):
    asked, find_owner = [], owner_marks.find_owner

    def note(path, *, is_last=True):
        asked.append(is_last)
        return find_owner(path, is_last=is_last)

    monkeypatch.setattr(owner_marks, "find_owner", note)
    saving.save_workbook(book, NEW, OLD, means)
    saving.create_workbook(book.with_name("乙学会.xlsx"), b"new", means)
    assert asked == [False, True, True]


def test_nothing_is_put_in_place_once_nobody_waits_for_it_any_more(book, means, worker):
    def give_up():
        raise NoAnswerError("nobody waits")

    means, other = means._replace(begin_writing=give_up), book.with_name("乙学会.xlsx")
    for write in (
        lambda: saving.save_workbook(book, NEW, OLD, means),
        lambda: saving.create_workbook(other, b"new", means),
    ):
        with pytest.raises(NoAnswerError):
            write()
    assert rows(book, worker) == VISITS
    assert list(book.parent.iterdir()) == [book]


def test_a_new_workbook_waits_for_who_has_one_of_its_name_open(book, means):
    other = book.with_name("乙学会.xlsx")
    (book.parent / "~$乙学会.xlsx").write_bytes(OWNERS["~$甲学会.xlsx"])
    with pytest.raises(BookOpenError, match="张示例正用"):
        saving.create_workbook(other, b"new", means)
    assert not other.exists()


@pytest.mark.parametrize("hour", [0, 9])
def test_a_moment_is_saved_with_its_hour_and_midnight_as_the_day(save, book, worker, hour):
    moment = dt.datetime(2019, 6, 3, hour)
    save(OLD._replace(rows=(*VISITS, (moment, "王示例", 5.0))), OLD)
    assert rows(book, worker)[-1][0] == (moment if hour else moment.date())
