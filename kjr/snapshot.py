"""Everything the campaign knows at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kjr.campaign import Campaign
from kjr.parsing.page import Entry, Page, Problem
from kjr.store.base import Held, Stray


@dataclass(frozen=True)
class Stale:
    """Why a book's figures are its last good ones."""

    since: dt.datetime
    """When it was last read well."""
    reason: str


@dataclass(frozen=True)
class Book:
    """One unit's workbook as last read well; ``pages`` is empty if it never was."""

    unit: str
    held: Held
    read_at: dt.datetime
    pages: tuple[Page, ...] = ()
    stale: Stale | None = None

    @property
    def is_unreadable(self) -> bool:
        """It could not be read, and there is no last good copy either."""
        return self.stale is not None and not self.pages


@dataclass(frozen=True)
class Snapshot:
    """A frozen picture of all books; a new one replaces the old."""

    campaign: Campaign
    taken: dt.datetime
    """The moment its figures stand for (数据截至), aware, in the campaign's time zone."""
    version: int = 0
    """Grows by one whenever something shown may have changed."""
    books: Mapping[str, Book] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    outage: str = ""
    """Why the store as a whole could not be reached, if so."""
    checks: tuple[Problem, ...] = ()
    """What only several books together show, such as a joint event filed twice."""

    @property
    def pages(self) -> Iterator[Page]:
        """Every sheet of every book that was read."""
        return (page for book in self.books.values() for page in book.pages)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry that counts."""
        return (entry for page in self.pages for entry in page.entries)

    @property
    def problems(self) -> Iterator[Problem]:
        """Everything somebody should look at."""
        yield from (problem for page in self.pages for problem in page.problems)
        yield from self.checks
