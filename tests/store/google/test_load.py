"""The Google store under an office's load, with quotas on; minutes pass in milliseconds."""

import itertools
import random
import threading
from collections import Counter

import pytest

from kjr.errors import KjrError
from kjr.store.base import SheetChangedError
from tests.store.google.at_google import HEADER, ROWS, VISITS, open_office

LEDGERS = (
    "走访慰问",
    "宣传报道",
    "座谈观摩",
    "意见建议",
    "健康服务",
    "志愿队伍",
    "主题活动",
    "总结报送",
)
MANY = {name: (HEADER, *((None, f"示例{n}", float(n)) for n in range(1, 31))) for name in LEDGERS}


class Reader:
    """What a board does at every poll: list, and read the books whose mark moved."""

    def __init__(self, office, store=None, marks=()):
        self.office, self.store, self.marks = office, store or office.store, dict(marks)
        self.books = {}

    def poll(self):
        listing = self.store.versions()
        changed = [
            unit for unit, held in listing.books.items() if held.mark != self.marks.get(unit)
        ]
        for unit in changed:
            self.books[unit] = self.store.read(unit)
            self.marks[unit] = listing.books[unit].mark
        return changed


@pytest.mark.slow
def test_two_hundred_books_cost_two_hundred_reads_cold_and_next_to_nothing_warm():
    with open_office(quota=True, people_lag=180) as office:
        books = [office.add(f"单位{n:03}", MANY) for n in range(200)]
        reader = Reader(office)
        reader.poll()
        moments = [call.moment for call in office.http.calls]
        assert {call.status for call in office.http.calls} == {200}
        assert max(b - a for a, b in itertools.pairwise(moments)) < 3
        assert office.calls() == {"drive": 1, "read": 200}
        assert len(reader.books["单位007"]) == 8

        for _ in range(15):
            office.world.clock.advance(20)
            assert reader.poll() == []
        warm = office.calls()
        assert warm["drive"] == 15
        assert warm["read"] <= 15 * 20 / 6

        for book in books[:3]:
            office.person(book).worksheet(LEDGERS[0]).update_acell("C2", "99")
        office.world.clock.advance(200)
        again = Reader(office, office.new_store(), reader.marks)
        assert sorted(again.poll()) == ["单位000", "单位001", "单位002"]
        assert office.calls() == {"drive": 1, "read": 3}


WRITERS = [f"写手{n}" for n in range(4)]
OTHERS = [(None, f"旁人{n}", float(n)) for n in range(12)]


def write_and_add(store, name, count, found):
    """Raise one's own number, then add a row, ``count`` times in all, again after a conflict."""
    for n in range(1, count + 1):
        while True:
            (old,) = store.read("甲学会")
            try:
                store.write(old._replace(rows=with_work(old.rows, name, n)), old)
                break
            except SheetChangedError:
                found["conflicts"] += 1
            except KjrError as error:
                found[str(error)] += 1


def with_work(rows, name, n):
    if n % 2:
        return tuple((*row[:2], float(n)) if row[1:2] == (name,) else row for row in rows)
    return (*rows, (None, f"{name}第{n}次", float(n)))


def shuffle(sheet, until, chance):
    """A person who inserts rows, sorts and tidies up until told to stop."""
    while not until.wait(0.02):
        last = len(sheet.col_values(2))
        match chance.randrange(3):
            case 0:
                sheet.insert_row([], chance.randrange(2, last))
            case 1:
                sheet.sort((3, chance.choice(["asc", "des"])), range=f"A2:C{last}")
            case 2:
                blank = [n for n, words in enumerate(sheet.col_values(2), 1) if not words]
                for row in blank[:1]:
                    sheet.delete_rows(row)


@pytest.mark.parametrize(
    "count", [pytest.param(8, id="few"), pytest.param(50, id="many", marks=pytest.mark.slow)]
)
def test_four_writers_and_a_person_who_moves_rows_lose_nothing(count):
    with open_office() as office:
        rows = (HEADER, *((None, name, 0.0) for name in WRITERS), *OTHERS)
        book = office.add("甲学会", {VISITS: rows})
        found, done = Counter(), threading.Event()
        writers = [
            threading.Thread(target=write_and_add, args=(office.store, name, count, found))
            for name in WRITERS
        ]
        person = threading.Thread(
            target=shuffle, args=(office.person(book).sheet1, done, random.Random(1))
        )
        for thread in [person, *writers]:
            thread.start()
        for thread in writers:
            thread.join()
        done.set()
        person.join()
        (sheet,) = office.store.read("甲学会")
        numbers = range(2, count + 1, 2)
        added = [(None, f"{name}第{n}次", float(n)) for name in WRITERS for n in numbers]
        own = [(None, name, float(count - 1)) for name in WRITERS]
        assert Counter(filter(None, sheet.rows)) == Counter([HEADER, *own, *OTHERS, *added])
        # Google cannot write only if nothing moved: where somebody did in that moment, it is told.
        assert all(said == "conflicts" or "可能被盖掉" in said for said in found)


@pytest.mark.parametrize(
    "count", [pytest.param(60, id="few"), pytest.param(1000, id="many", marks=pytest.mark.slow)]
)
def test_one_call_in_ten_failing_loses_and_doubles_nothing(count):
    kinds = ("429", "500", "503", "html", "reset", "lost", "lost=503")
    units = [f"单位{n:02}" for n in range(20)]
    with open_office() as office:
        for unit in units:
            office.add(unit, {VISITS: ROWS})
        reader = Reader(office)
        reader.poll()
        office.fails(",".join(f"{kind}%{10 / len(kinds)}@/v4/" for kind in kinds))
        for n in range(count):
            while not added(office, reader, units[n % 20], n):
                office.world.clock.advance(60)
        office.fails("")
        for place, unit in enumerate(units):
            ours = ((None, f"第{n}次", float(n)) for n in range(place, count, 20))
            assert office.store.read(unit)[0].rows == (*ROWS, *ours)


def added(office, reader, unit, n):
    """Whether one more row was saved; a board beside it polls and keeps its last good copy."""
    try:
        (old,) = office.store.read(unit)
        office.store.write(old._replace(rows=(*old.rows, (None, f"第{n}次", float(n)))), old)
        reader.poll()
    except KjrError:
        assert len(reader.books) == 20
        assert all(sheet.rows[:4] == ROWS for (sheet,) in reader.books.values())
        return is_there(office, unit, n)
    return True


def is_there(office, unit, n):
    """What a clerk does after a refusal: look whether the row is there."""
    faults, office.world.faults = office.world.faults, []
    office.world.clock.advance(60)
    rows = office.store.read(unit)[0].rows
    office.world.faults = faults
    return rows[-1] == (None, f"第{n}次", float(n))
