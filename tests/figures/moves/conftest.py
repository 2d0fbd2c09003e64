"""Rows of the small campaign at two moments, read from sheets in memory."""

import datetime as dt
from dataclasses import replace

import pytest

from kjr.figures.changes import compare_overviews
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.overview import build_overview
from kjr.reading.book import parse_book
from kjr.store.base import Sheet, StoredBook
from tests.small import NOON, PRESS, SMALL

HOUR = dt.timedelta(hours=1)
HEADS = {
    "走访慰问": ("走访日期", "走访地点/单位", "走访人次", "开展情况"),
    "宣传报道": ("刊发日期", "标题", "媒体名称", "状态", "标签", "链接/版面"),
}
TITLED = tuple(replace(each, required=each.name == "标题") for each in PRESS.columns)
PLAN = replace(
    SMALL, ledgers=(SMALL.ledgers[0], replace(PRESS, columns=TITLED), *SMALL.ledgers[2:])
)


class Desk:
    """What one unit's workbook held then and holds now, and what was done to it meanwhile."""

    unit = "甲学会"
    campaign = PLAN

    def book(self, sheets, read=NOON):
        """A workbook: sheet → its rows, under the head of the ledger it is named after."""
        grids = tuple(
            Sheet(self.unit, name, (next(h for n, h in HEADS.items() if n in name), *rows))
            for name, rows in sheets.items()
        )
        pages = parse_book(grids, self.campaign)
        return Book(self.unit, StoredBook("甲.xlsx", "1", read), read, pages)

    def moved(self, then, now, acts=(), days=0, taken=None):
        """The rows that add something else ``days`` later; each of the two is sheets or a book."""
        later = taken or NOON + HOUR + dt.timedelta(days=days)
        moments = []
        for sheets, moment in ((then, NOON), (now, later)):
            one = self.book(sheets, moment) if isinstance(sheets, dict) else sheets
            books = {self.unit: one} if one else {}
            moments.append(build_overview(Snapshot(self.campaign, moment, 1, books)))
        return compare_overviews(*moments, acts).rows

    def fates(self, *given, **more):
        """What became of each row that adds something else: figure, fate, old, new."""
        return [(row.line.name, row.fate, row.old, row.new) for row in self.moved(*given, **more)]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def plain_desk():
    """A desk of a plan whose visits count only where a place is written so."""
    one = Desk()
    visits, *others = SMALL.indicators
    asked = replace(visits.measure, where={"走访地点/单位": ("示例医院",)})
    one.campaign = replace(PLAN, indicators=(replace(visits, measure=asked), *others))
    return one
