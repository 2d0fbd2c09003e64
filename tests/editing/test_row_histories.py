"""Whatever is done to a table in whatever order, in the app and in Excel: no row is there twice.

Each history is drawn at random: rows are changed, added, cleared, taken back three times, uploaded
from an older copy and brought back; meanwhile somebody fills cells, sorts, renames the sheet, or
saves an old copy over it.
"""

import datetime as dt
import random
from collections import Counter
from itertools import product

import pytest

from kjr.editing import whole_books
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.saving import Conflicts, Saved, repeat_act, save_page, undo_act
from kjr.reading.book import parse_book
from kjr.store.base import Sheet
from tests.desk import MINE, UNIT, lay_desk, page, pages
from tests.editing.test_same_row import FILLED, HEAD, LEDGER, WIDE, put
from tests.small import NOON

HISTORIES = 60
STEPS = 8
PEOPLE = [f"{family}示例{given}" for given, family in product("甲乙丙丁", "赵钱孙李周吴郑王")]
PLACES = ("示例产业园", "示例医院", "示例学校")
TIMES = 5
"""How often what is missing is brought back until nothing is: each time at least one row is."""


class History:
    """One table, and everything that befalls it."""

    def __init__(self, place, seed):
        self.chance, self.people = random.Random(seed), iter(PEOPLE)
        self.desk, self.acts, self.told = lay_desk(place, WIDE), [], [seed]
        self.lay([self.draw_row() for _ in range(5)], LEDGER)
        self.copies = [(self.rows, LEDGER)]

    @property
    def rows(self):
        """The sheet's rows below its header, blank ones too."""
        return list(page(self.desk).sheet.rows[1:])

    def draw_row(self):
        day = dt.date(2019, 5, self.chance.randint(20, 31))
        return day, self.chance.choice(PLACES), next(self.people), float(self.chance.randint(1, 90))

    def lay(self, rows, name):
        put(self.desk, *rows, name=name)

    def live(self):
        """One step, and what holds after each."""
        names = [name for name in dir(self) if name.startswith("do_")]
        step = self.chance.choice(names)
        self.told.append(step)
        getattr(self, step)(self.rows, page(self.desk))
        self.copies.append((self.rows, page(self.desk).sheet.name))
        known = Counter(row[:3] for row in self.rows if row)
        assert {row: times for row, times in known.items() if times > 1} == {}, self.told

    def keep(self, outcome):
        if isinstance(outcome, Saved) and outcome.act:
            self.acts.append(outcome.act)

    def save(self, rows, seen):
        self.keep(save_page(self.desk, seen.sheet._replace(rows=(HEAD, *rows)), seen, MINE))

    def pick(self, rows):
        return self.chance.choice([at for at, row in enumerate(rows) if row])

    def do_change(self, rows, seen):
        at = self.pick(rows)
        rows[at] = (*rows[at][:3], float(self.chance.randint(1, 90)), *rows[at][4:])
        self.save(rows, seen)

    def do_add(self, rows, seen):
        self.save([*rows, self.draw_row()], seen)

    def do_clear(self, rows, seen):
        if sum(map(bool, rows)) > 1:
            rows[self.pick(rows)] = ()
            self.save(rows, seen)

    def do_fill(self, rows, seen):
        self.lay([(*row[:4], *FILLED) if row else () for row in rows], seen.sheet.name)

    def do_sort(self, rows, seen):
        self.lay(sorted(filter(None, rows), key=lambda row: str(row[2])), seen.sheet.name)

    def do_rename(self, rows, seen):
        self.lay(rows, self.chance.choice([LEDGER, "走访（6月）", "走访"]))

    def do_save_an_old_copy(self, rows, seen):
        self.lay(*self.chance.choice(self.copies))

    def do_undo_three_times(self, rows, seen):
        act = self.chance.choice(self.acts) if self.acts else None
        for _ in range(3 if act else 0):
            self.keep(undo_act(self.desk, page(self.desk), act, MINE))

    def do_upload(self, rows, seen):
        sent = Sheet(UNIT, LEDGER, (HEAD, *self.chance.choice(self.copies)[0]))
        for found in self.propose(sent):
            new = whole_books.accept_wishes(found.page, found.wishes)
            self.keep(save_page(self.desk, new, found.page, MINE))
        assert [found.wishes for found in self.propose(sent) if found.wishes] == [], self.told
        now = {row[:3]: row for row in self.rows if row}
        for row in filter(None, rows):
            left = [
                cell for cell, held in zip(row, now[row[:3]], strict=False) if cell and not held
            ]
            assert left == [], self.told

    def propose(self, sent):
        return whole_books.build_proposals(pages(self.desk), parse_book([sent], WIDE))

    def do_bring_back(self, rows, seen):
        for _ in range(TIMES):
            lost = self.find_missing()
            for act in lost:
                if isinstance(repeat_act(self.desk, page(self.desk), act, MINE), Conflicts):
                    return
            if not lost:
                return
        assert self.find_missing() == (), self.told

    def find_missing(self):
        acts = self.desk.journal.acts(UNIT)
        return find_overwritten_acts(page(self.desk), pages(self.desk), acts, NOON)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_no_row_stands_there_twice_whatever_befalls_it(tmp_path, seed):
    history = History(tmp_path, seed)
    for _ in range(STEPS):
        history.live()
