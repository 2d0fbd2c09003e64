import re
import threading

import pytest

from kjr.errors import KjrError
from kjr.store import patch, saving
from kjr.store.base import Sheet, SheetChangedError
from kjr.store.worker import Worker
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
def save(book, worker, tmp_path):
    return lambda new, old: saving.save(book, new, old, worker, tmp_path / "state")


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
    with pytest.raises(KjrError, match="写不进文件夹"):
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
