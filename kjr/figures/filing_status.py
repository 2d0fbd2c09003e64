"""Who has filed (报送状态): computed from what the workbooks hold, never from a click."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kjr.campaign.model import Campaign, Unit
from kjr.figures.agenda import find_entry_days
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.page import Entry
from kjr.values.readings import Level


class FilingState(StrEnum):
    """What a unit's workbook shows."""

    MISSING = "未报"
    """There is no workbook."""
    EMPTY = "空表"
    """There is one, and nobody has typed into it."""
    NIL = "零报告"
    """It says that nothing took place."""
    FILLING = "填报中"
    """Something is typed, but no row counts yet."""
    FILED = "已报"
    LATE = "迟报"
    """Filed after the deadline."""
    UNREADABLE = "读取失败"
    """There is a workbook, and no reading of it ever succeeded."""


FILED = frozenset({FilingState.FILED, FilingState.LATE, FilingState.NIL})
"""The states that count as filed; completeness never exceeds 100 %."""


@dataclass(frozen=True)
class Standing:
    """One unit's reporting, as its workbook shows it."""

    unit: Unit
    state: FilingState
    entries: int = 0
    errors: int = 0
    """How many cells keep something from counting."""
    filed_on: dt.date | None = None
    book: Book | None = None

    @property
    def is_filed(self) -> bool:
        """Whether it counts in 已报."""
        return self.state in FILED

    @property
    def word(self) -> str:
        """The state as a table shows it: who need not file is not missing."""
        is_asked = self.unit.expected or self.state is not FilingState.MISSING
        return str(self.state) if is_asked else "不要求"

    @property
    def is_on_time(self) -> bool:
        """Filed, and not after the deadline."""
        return self.is_filed and self.state is not FilingState.LATE

    @property
    def is_stale(self) -> bool:
        """Whether its figures are the last good ones of a workbook that cannot be read now."""
        return self.book is not None and self.book.stale is not None


@dataclass(frozen=True)
class Tally:
    """How many of the units that have to file stand where (DHIS2's terms)."""

    expected: int
    filed: int
    on_time: int
    late: int
    empty: int
    filling: int
    nil: int
    missing: int
    unreadable: int
    stale: int
    """Of all units, helping bodies too: their last good figures count."""

    @property
    def rate(self) -> float | None:
        """上报率: filed of expected, 0 to 1; None when nobody has to file."""
        return self.filed / self.expected if self.expected else None


def build_standings(snapshot: Snapshot, known: Iterable[Standing] = ()) -> tuple[Standing, ...]:
    """Every unit of the roster, in its order; what is known of the same book is taken over."""
    told = {id(each.book): each for each in known if each.book}
    books = ((unit, snapshot.books.get(unit.name)) for unit in snapshot.campaign.units)
    return tuple(
        told.get(id(book)) or _standing(snapshot.campaign, unit, book) for unit, book in books
    )


def tally_standings(standings: Sequence[Standing]) -> Tally:
    """Count where the units stand."""
    expected = [each for each in standings if each.unit.expected]
    states = Counter(each.state for each in expected)
    return Tally(
        expected=len(expected),
        filed=sum(each.is_filed for each in expected),
        on_time=sum(each.is_on_time for each in expected),
        late=states[FilingState.LATE],
        empty=states[FilingState.EMPTY],
        filling=states[FilingState.FILLING],
        nil=states[FilingState.NIL],
        missing=states[FilingState.MISSING],
        unreadable=states[FilingState.UNREADABLE],
        stale=sum(each.is_stale and each.state is not FilingState.UNREADABLE for each in standings),
    )


def _standing(campaign: Campaign, unit: Unit, book: Book | None) -> Standing:
    if book is None or book.is_unreadable:
        state = FilingState.UNREADABLE if book else FilingState.MISSING
        return Standing(unit, state, book=book)
    levels = [problem.level for page in book.pages for problem in page.problems]
    entries, errors = len(book.entries), levels.count(Level.ERROR)
    filed_on = _filed_on(campaign, book)
    if _says_nil(campaign, book):
        state = FilingState.NIL
    elif entries:
        state = FilingState.LATE if filed_on > campaign.deadline else FilingState.FILED
    else:
        state = FilingState.FILLING if errors else FilingState.EMPTY
    return Standing(unit, state, entries, errors, filed_on if entries else None, book)


def _says_nil(campaign: Campaign, book: Book) -> bool:
    """Somebody wrote that nothing took place, or nothing but zeros."""
    if not book.entries:
        return any(skipped.why == "nil" for page in book.pages for skipped in page.skipped)
    work = [entry for entry in book.entries if not campaign.ledger(entry.ledger).single]
    is_said = bool(work) or any(_has_word(entry, campaign.nil_word) for entry in book.entries)
    return is_said and all(_is_nothing(entry, campaign.nil_word) for entry in work)


def _is_nothing(entry: Entry, nil_word: str) -> bool:
    amounts = [value for value in entry.values.values() if isinstance(value, int | float)]
    return not any(amounts) and (bool(amounts) or _has_word(entry, nil_word))


def _has_word(entry: Entry, nil_word: str) -> bool:
    return any(nil_word in value for value in entry.values.values() if isinstance(value, str))


def _filed_on(campaign: Campaign, book: Book) -> dt.date:
    """The day the unit gives itself (报送日期), else the day its workbook last changed.

    No workbook changes after it was read: a clock that runs ahead makes nobody late.
    """
    singles = {ledger.name: ledger for ledger in campaign.ledgers if ledger.single}
    own = (
        find_entry_days(singles[entry.ledger], entry)
        for entry in book.entries
        if entry.ledger in singles
    )
    changed = book.held.changed.astimezone(book.read_at.tzinfo)
    return max((days.last for days in own if days), default=min(changed, book.read_at).date())
