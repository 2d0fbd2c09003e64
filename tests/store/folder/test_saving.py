import os
import re
import threading
import time

import pytest

from kjr.errors import KjrError
from kjr.store.base import Sheet, SheetChangedError
from kjr.store.folder import owner_marks, saving, versions
from kjr.store.folder.saving import BookOpenError, SaveContext
from kjr.store.xlsx.worker import Worker
from kjr.store.xlsx.writing import patch
from tests.store.files import VISITS, xls, xlsx

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
    return SaveContext(worker.sheets, tmp_path / "state", time.time())


@pytest.fixture
def save(book, means):
    return lambda new, old: saving.save_workbook(book, new, old, means)


def rows(book, worker):
    return worker.sheets(book.read_bytes(), "甲学会")[0].rows


def test_saves_and_leaves_nothing_beside_the_book(save, book, worker):
    save(NEW, OLD)
    assert rows(book, worker) == NEW.rows
    assert [path.name for path in book.parent.iterdir()] == ["甲学会.xlsx"]


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
    (version,) = versions.list_versions(means.versions(book))
    assert versions.read_version(version) == before


def test_puts_an_earlier_version_back_and_keeps_what_it_replaces(save, book, means):
    before = book.read_bytes()
    save(NEW, OLD)
    changed = book.read_bytes()
    saving.restore_version(book, versions.list_versions(means.versions(book))[0], means)
    assert book.read_bytes() == before
    assert versions.read_version(versions.list_versions(means.versions(book))[0]) == changed


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
