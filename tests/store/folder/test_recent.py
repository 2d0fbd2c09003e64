import pytest

from kjr.store.base import UnreadableError
from kjr.store.folder.recent import KEPT, RecentBooks
from kjr.store.xlsx.worker import Worker
from tests.store.files import VISITS, xlsx


@pytest.fixture(scope="module")
def worker():
    worker = Worker(processes=1)
    yield worker
    worker.close()


@pytest.fixture
def recent(worker):
    return RecentBooks(worker)


def book(number):
    return xlsx({"走访慰问": (*VISITS, (None, f"示例{number}"))})


def test_the_same_bytes_are_read_once(recent):
    data = book(1)
    assert recent.sheets(data, "甲学会") is recent.sheets(bytes(data), "甲学会")


def test_another_units_copy_is_that_units(recent):
    data = book(1)
    assert [recent.sheets(data, unit)[0].unit for unit in ("甲学会", "乙学会")] == [
        "甲学会",
        "乙学会",
    ]


def test_only_the_last_few_are_remembered(recent):
    first = recent.sheets(book(0), "甲学会")
    for number in range(1, KEPT + 1):
        recent.sheets(book(number), "甲学会")
    again = recent.sheets(book(0), "甲学会")
    assert again == first
    assert again is not first


def test_what_cannot_be_read_stays_so(recent):
    for _ in range(2):
        with pytest.raises(UnreadableError):
            recent.sheets(b"", "甲学会")
