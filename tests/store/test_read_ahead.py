"""Books read one after another, whatever store they lie in."""

import threading

from kjr.store.base import Sheet, UnreadableError
from kjr.store.memory import MemoryStore
from kjr.store.read_ahead import read_books_ahead, understand_book

SHEETS = [Sheet(unit, "走访慰问", ((n,),)) for n, unit in enumerate("甲乙丙丁戊己")]
STORE = MemoryStore(SHEETS)


def number(sheets):
    return sheets[0].cell(1, 1)


def test_a_store_that_only_reads_is_understood_here():
    assert understand_book(STORE, "乙", number) == 1
    assert isinstance(understand_book(STORE, "庚", number), UnreadableError)
    assert isinstance(understand_book(STORE, "乙", lambda _: 1 // 0), ZeroDivisionError)


def test_books_come_in_the_order_in_which_they_were_asked_for():
    units = ["己", "甲", "庚", "丙"]
    found = dict(read_books_ahead(STORE, units, number))
    assert list(found) == units
    assert isinstance(found.pop("庚"), UnreadableError)
    assert found == {"己": 5, "甲": 0, "丙": 2}
    assert list(read_books_ahead(STORE, [], number)) == []


def test_who_stops_asking_ends_the_reading():
    asked, gate = [], threading.Event()

    def wait(sheets):
        asked.append(sheets[0].unit)
        if len(asked) > 1:
            gate.wait(10)

    many = MemoryStore(Sheet(f"{n:02}", "走访慰问", ((n,),)) for n in range(40))
    answers = read_books_ahead(many, [f"{n:02}" for n in range(40)], wait)
    assert next(answers) == ("00", None)
    threading.Timer(0.05, gate.set).start()
    answers.close()
    assert len(asked) < 20
