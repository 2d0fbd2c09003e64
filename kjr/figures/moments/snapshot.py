"""Everything the campaign knows at one moment."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kjr.campaign.model import Campaign
from kjr.editing.joint_events import (
    Settlement,
    find_partners,
    find_settled,
    locate_settlements,
)
from kjr.figures.moments.plan_doubts import doubt_plans
from kjr.reading.checks.between_books import JointPair, doubt_joint_pairs
from kjr.reading.page import Entry, Page, Problem, RowPlace
from kjr.reading.planned import SplitEntries, split_entries
from kjr.state.acts import Act, ActKind
from kjr.state.photographs import KeptPhotograph
from kjr.store.base import Sheet, StoredBook, Stray
from kjr.values.readings import Level

UNOPENED: Final = "正在第一次读取，还没有读到"


@dataclass(frozen=True)
class Stale:
    """Why a book's figures are its last good ones."""

    since: dt.datetime
    """Until when they were right; for a book never read well, since when it is not."""
    reason: str
    tried: dt.datetime | None = field(default=None, compare=False)
    """When it was last opened in vain; None if it is gone."""


@dataclass(frozen=True)
class Book:
    """One unit's workbook as last read well; ``pages`` is empty if it never was."""

    unit: str
    held: StoredBook
    read_at: dt.datetime
    pages: tuple[Page, ...] = ()
    stale: Stale | None = None
    filed: dt.datetime | None = None
    """When its closing report was first known to be whole; what is mended later moves it not."""
    plans: frozenset[str] = frozenset()
    """The keys of its rows that were planned when read, now or before, and are unchanged since."""
    lacking: dt.datetime | None = None
    """When its closing report was last seen not to be whole, before ``filed``; None if never."""

    @property
    def is_unreadable(self) -> bool:
        """It could not be read, and there is no last good copy either."""
        return self.stale is not None and not self.pages

    @property
    def entries(self) -> list[Entry]:
        """Every valid entry, whatever its day."""
        return [entry for page in self.pages for entry in page.entries]


Verified = tuple[str, str]
"""A unit, and what the office says is right, in the words that asked about it."""


@dataclass(frozen=True)
class Snapshot:
    """A frozen picture of all books; a new one replaces the old."""

    campaign: Campaign
    taken: dt.datetime
    """The moment its figures stand for (数据截至), aware, in the campaign's time zone."""
    version: int = 0
    """Grows by one whenever something shown may have changed."""
    books: Mapping[str, Book] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Units whose books are there and were never opened: the first look is still under way."""
    strays: tuple[Stray, ...] = ()
    outage: str = ""
    """Why the store as a whole could not be reached, if so."""
    pairs: tuple[JointPair, ...] = ()
    """What only several books together show: entries of two units that look like one event."""
    corrections: tuple[Act, ...] = ()
    """What the office says stands in single cells; the books are read with it."""
    settlements: tuple[Act, ...] = ()
    """What the office settled about events that several units filed."""
    verified: frozenset[Verified] = frozenset()
    """Of what looked odd, what the office says is right: nobody is asked about it any more."""
    clock: dt.datetime | None = None
    """The moment it is, where that is another one: the store was out of reach since."""
    id: str = field(default="", compare=False)
    """The number it is frozen under (快照编号); blank while it is not."""
    is_replanned: bool = field(default=False, compare=False)
    """Whether it is held against another plan or roster than the one it was frozen under."""
    rewordings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What the clerk had said differently in the summary when it was frozen: key → text."""
    photographs: Sequence[KeptPhotograph] = field(default=(), compare=False)
    """Those of the campaign when it was frozen."""

    @property
    def today(self) -> dt.date:
        """The day it is, however old the figures are."""
        return (self.clock or self.taken).date()

    @property
    def is_outrun(self) -> bool:
        """Whether the deadline passed since: who handed in meanwhile nobody has read."""
        return self.taken.date() <= self.campaign.deadline < self.today

    @property
    def age(self) -> dt.timedelta:
        """How old the figures are."""
        return (self.clock or self.taken) - self.taken

    def find_book(self, unit: str) -> Book | None:
        """A unit's book; one that nobody opened yet is as one that cannot be read."""
        if unit in self.books or unit not in self.unread:
            return self.books.get(unit)
        held, stale = StoredBook("", "", self.taken), Stale(self.taken, UNOPENED)
        return Book(unit, held, self.taken, stale=stale)

    @property
    def pages(self) -> Iterator[Page]:
        """Every sheet of every book that was read."""
        return (page for book in self.books.values() for page in book.pages)

    @property
    def entries(self) -> list[Entry]:
        """Every entry that counts by the day of the snapshot."""
        return self._split.done

    @property
    def planned(self) -> list[Entry]:
        """Every entry whose day is still to come (拟开展): it is in no total."""
        return self._split.planned

    @property
    def misdated(self) -> list[Entry]:
        """Every entry whose day cannot be right (2109): it is in no total, and no plan."""
        return self._split.misdated

    @property
    def joined(self) -> list[Entry]:
        """Every entry that tells of another unit's event (协办): it adds nothing."""
        every = (entry for book in self.books.values() for entry in book.entries)
        return [entry for entry in every if entry.place in self.partners]

    @cached_property
    def settled(self) -> tuple[Settlement, ...]:
        """What was settled about joint events, held against the books."""
        pages = {unit: book.pages for unit, book in self.books.items()}
        every = (entry for book in self.books.values() for entry in book.entries)
        split = split_entries(self.campaign, every if self.settlements else (), self._day)
        ahead = {entry.place for entry in (*split.planned, *split.misdated)}
        return locate_settlements(pages, self.settlements, ahead)

    @cached_property
    def partners(self) -> Mapping[RowPlace, Settlement]:
        """The rows that tell of another unit's event, each with what settled it."""
        return find_partners(self.settled)

    @property
    def open_pairs(self) -> list[JointPair]:
        """The pairs about which nothing is settled (疑似联合活动): each counts."""
        found = ((pair, find_settled(pair, self.settled)) for pair in self.pairs)
        return [
            pair
            for pair, each in found
            if not (pair.places <= self.partners.keys())
            if not each or each.act.kind is ActKind.DEFERRED
        ]

    @cached_property
    def checks(self) -> tuple[Problem, ...]:
        """What somebody should settle between books."""
        return doubt_joint_pairs(self.campaign, self.open_pairs, self.taken.date())

    @cached_property
    def plan_doubts(self) -> tuple[Problem, ...]:
        """What units should be asked about their plans by the day of the snapshot."""
        return tuple(
            problem
            for book in self.books.values()
            for problem in doubt_plans(
                self.campaign, book.pages, book.plans, self._day, self.partners
            )
        )

    @property
    def _split(self) -> SplitEntries:
        every = (entry for book in self.books.values() for entry in book.entries)
        counted = (entry for entry in every if entry.place not in self.partners)
        return split_entries(self.campaign, counted, self._day)

    @property
    def _day(self) -> dt.date:
        """The day by which rows count, or are still planned."""
        return self.taken.date()

    def list_open_problems(self, page: Page) -> Iterator[Problem]:
        """What somebody should look at on a page: not what is doubted and the office says is right.

        It is asked about again once anything of it is otherwise.
        """
        for each in page.problems:
            is_doubt = self.verified and each.level is Level.DOUBT
            if not (is_doubt and (each.unit, str(each)) in self.verified):
                yield each

    @property
    def problems(self) -> Iterator[Problem]:
        """Everything somebody should look at."""
        yield from (each for page in self.pages for each in self.list_open_problems(page))
        yield from self.plan_doubts
        yield from self.checks


def list_typed_sheets(book: Book) -> tuple[Sheet, ...]:
    """A book's sheets, each once although several ledgers may stand on it."""
    return tuple({page.sheet.name: page.sheet for page in book.pages}.values())
