"""Added up from what the last moment made, or anew: the same figures, and nothing done twice."""

import dataclasses
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import build_overview
from kjr.figures.sums import shares
from tests.small import NOON, SMALL, book, entry, snapshot

UNITS = [unit.name for unit in SMALL.units]
DAYS = [None, *(dt.date(2019, *day) for day in ((5, 24), (6, 7), (6, 8), (6, 9), (6, 20)))]
NAMES = st.sampled_from([None, "甲报", "乙网", "甲报、乙网", "《甲报》"])
PEOPLE = st.sampled_from([None, 0, 3, 30, 0.1, 2.7])
ABOUT = st.sampled_from([(), ("走访人次",)])


@st.composite
def rows(draw, unit, row):
    if draw(st.booleans()):
        values = {"走访日期": draw(st.sampled_from(DAYS)), "走访人次": draw(PEOPLE)}
        about = draw(ABOUT)
        below = frozenset(about) if draw(st.booleans()) else frozenset()
        return entry(unit, "走访慰问", row, about, **values)._replace(below=below)
    return entry(
        unit,
        "宣传报道",
        row,
        标题=draw(st.sampled_from([None, "一", "二"])),
        媒体名称=draw(NAMES),
        状态=draw(st.sampled_from(["已刊发", "待刊发", None])),
        标签=draw(st.sampled_from([None, ("树典型",), ("树典型", "重宣传")])),
        刊发日期=draw(st.sampled_from(DAYS)),
    )


@st.composite
def books(draw):
    """Some units' workbooks."""
    names = draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3))
    return {
        name: book(name, *(draw(rows(name, n)) for n in range(3, 3 + draw(st.integers(0, 4)))))
        for name in names
    }


def seen(held, day=NOON):
    ordered = [held[name] for name in UNITS if name in held]
    return snapshot(*ordered, taken=day)


def told(overview):
    every = (
        (line.done, *line.by_district.items(), *line.by_unit.items(), line.planned, line.unsure)
        for line in overview.lines
    )
    figures = [(*map(str, each), *map(type, each)) for each in every]
    return figures, overview.lines, overview.standings, overview.filling, overview.filing


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(books(), st.integers(0, 2)), min_size=1, max_size=6))
def test_added_up_from_the_last_moment_or_anew_is_the_same(steps):
    held, last = {}, build_overview(seen({}))
    for new, days in steps:
        held = {name: each for name, each in held.items() if name != UNITS[0]} | new
        now = seen(held, NOON + dt.timedelta(days))
        last, anew = build_overview(now, last), build_overview(now)
        assert told(last) == told(anew)
        assert [line.done for line in last.lines] == [_count(now, line) for line in last.lines]
        for which in ("tables", "planned"):
            ours, theirs = (getattr(each, which) for each in (last, anew))
            assert all(ours[name].equals(theirs[name]) for name in theirs)


def _count(now: Snapshot, line):
    """The figure by the plainest way there is."""
    measure = line.measure
    rows = [entry for entry in now.entries if entry.ledger == measure.ledger]
    for column, accepted in measure.where.items():
        rows = [each for each in rows if _holds(each.values.get(column), accepted)]
    if measure.sum:
        return int(sum(each.values.get(measure.sum) or 0 for each in rows))
    if measure.name == "媒体报道":
        cells = [(each.values.get("标题"), each.values.get("媒体名称")) for each in rows]
        return len({(one, two.strip("《》")) for one, two in cells if one and two})
    return len(rows)


def _holds(cell, accepted):
    return bool({*(cell if isinstance(cell, tuple) else [cell])} & {*accepted})


def test_of_a_unit_whose_book_stands_nothing_is_counted_again(monkeypatch):
    counted = []
    plain = shares.build_cells
    monkeypatch.setattr(shares, "build_cells", lambda *row: counted.append(row) or plain(*row))
    held = {
        name: book(name, entry(name, "走访慰问", 3, 走访人次=number))
        for number, name in enumerate(UNITS, 1)
    }
    last = build_overview(seen(held))
    assert len(counted) == len(UNITS)
    counted.clear()
    moved = held | {UNITS[1]: book(UNITS[1], entry(UNITS[1], "走访慰问", 3, 走访人次=9))}
    now = build_overview(seen(moved), last)
    assert [unit.name for _, unit, _ in counted] == [UNITS[1]]
    assert now.line("I3").done == last.line("I3").done + 7


def test_a_figure_of_which_nothing_moved_is_the_very_one_it_was():
    mine = book(UNITS[0], entry(UNITS[0], "走访慰问", 3, 走访人次=3))
    last = build_overview(seen({UNITS[0]: mine}))
    more = mine.pages[0].entries[0]._replace(values={"走访人次": 4})
    now = build_overview(seen({UNITS[0]: book(UNITS[0], more)}), last)
    same = [one is other for one, other in zip(last.lines, now.lines, strict=True)]
    assert same == [False, True, True, True]


def test_another_day_or_campaign_is_added_up_anew():
    last = build_overview(seen({UNITS[0]: book(UNITS[0], entry(UNITS[0], "走访慰问", 3))}))
    for now in (
        dataclasses.replace(last.snapshot, taken=NOON + dt.timedelta(1)),
        dataclasses.replace(last.snapshot, campaign=dataclasses.replace(SMALL)),
    ):
        assert build_overview(now, last).sums.parts[UNITS[0]] is not last.sums.parts[UNITS[0]]
    again = dataclasses.replace(last.snapshot, taken=NOON + dt.timedelta(minutes=5))
    assert build_overview(again, last).sums.parts[UNITS[0]] is last.sums.parts[UNITS[0]]
