"""What is typed is read as ever; a large block in a process of its own, with a clock."""

import datetime as dt
import time

import pytest

from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.reading.typed_books import FEW, TypedBooks, is_short
from kjr.store.base import Sheet
from tests.small import SMALL

HEAD = ("走访日期", "走访地点/单位", "走访人次")


@pytest.fixture(scope="module")
def books():
    books = TypedBooks(processes=1)
    yield books
    books.close()


def sheet(*rows):
    return Sheet("甲学会", "走访慰问", (HEAD, *rows))


def many(rows):
    return sheet(*[(dt.date(2019, 6, 3), f"示例{n}中学", f"{n % 90 + 1}人次") for n in range(rows)])


def wide():
    """Some rows with more than is read at once."""
    return sheet(*[("5月28日", f"示例{n}" * 200, "30余人次") for n in range(FEW // 600)])


@pytest.mark.parametrize("typed", [many(20), wide(), sheet(("5月28日", "甲" * 140_000, "3"))])
def test_a_sheet_is_read_alike_wherever_it_is_read(books, typed):
    assert books.parse(typed, SMALL) == parse_book((typed,), SMALL)


def test_what_is_short_is_read_at_once():
    assert is_short(many(300))
    assert not is_short(many(FEW // 10))
    assert is_short(sheet(("", "甲" * 10_000, "")))
    assert not is_short(sheet(("", "甲" * 10_001, "")))
    letters = ("甲" * 9999,) * 20
    assert is_short(Sheet("甲学会", "走访慰问", (letters,)))
    assert not is_short(Sheet("甲学会", "走访慰问", ((*letters, None),)))


@pytest.mark.slow
def test_reading_a_large_block_is_no_work_of_the_process_that_serves(books):
    typed = many(FEW // 10)
    books.parse(typed, SMALL)
    began = time.process_time()
    books.parse(typed, SMALL)
    sent = time.process_time()
    parse_book((typed,), SMALL)
    assert sent - began < (time.process_time() - sent) / 2


def test_what_takes_too_long_is_ended_and_the_next_one_is_read():
    books = TypedBooks(0.02, 1, slack=1000)
    with pytest.raises(KjrError, match="没有读完；请分几次填"):
        books.parse(wide(), SMALL)
    assert books.parse(many(20), SMALL)[0].entries
    books.close()
