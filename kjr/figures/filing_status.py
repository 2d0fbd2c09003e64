"""Who has filed (报送状态): computed from what the workbooks hold, never from a click."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kjr.campaign.model import Campaign, Unit
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.page import Entry
from kjr.values.days import Span
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
    problems: Mapping[Level, int] | None = None
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

    @property
    def errors(self) -> int:
        """How many cells keep something from counting."""
        return (self.problems or {}).get(Level.ERROR, 0)


@dataclass(frozen=True)
class Tally:
    """How many of the units that have to file stand where (DHIS2's terms)."""

    expected: int
    filed: int
    on_time: int
    late: int
    nil: int
    empty: int
    filling: int
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
        nil=states[FilingState.NIL],
        empty=states[FilingState.EMPTY],
        filling=states[FilingState.FILLING],
        missing=states[FilingState.MISSING],
        unreadable=states[FilingState.UNREADABLE],
        stale=sum(each.is_stale and each.state is not FilingState.UNREADABLE for each in standings),
    )


def _standing(campaign: Campaign, unit: Unit, book: Book | None) -> Standing:
    if book is None:
        return Standing(unit, FilingState.MISSING)
    if book.is_unreadable:
        return Standing(unit, FilingState.UNREADABLE, book=book)
    entries = [entry for page in book.pages for entry in page.entries]
    problems = Counter(problem.level for page in book.pages for problem in page.problems)
    filed_on = _filed_on(campaign, entries, book)
    late = filed_on > campaign.deadline
    is_nil = _says_nil(campaign, book, entries)
    told = _state(entries, has_errors=problems[Level.ERROR] > 0, is_late=late)
    return Standing(
        unit,
        state=FilingState.NIL if is_nil else told,
        entries=len(entries),
        problems=problems,
        filed_on=filed_on if entries else None,
        book=book,
    )


def _state(entries: list[Entry], *, has_errors: bool, is_late: bool) -> FilingState:
    if not entries:
        return FilingState.FILLING if has_errors else FilingState.EMPTY
    return FilingState.LATE if is_late else FilingState.FILED


def _says_nil(campaign: Campaign, book: Book, entries: list[Entry]) -> bool:
    """Somebody wrote that nothing took place, or nothing but zeros."""
    if not entries:
        return any(skipped.why == "nil" for page in book.pages for skipped in page.skipped)
    work = [entry for entry in entries if not campaign.ledger(entry.ledger).single]
    is_said = bool(work) or any(_has_word(entry, campaign.nil_word) for entry in entries)
    return is_said and all(_is_nothing(entry, campaign.nil_word) for entry in work)


def _is_nothing(entry: Entry, nil_word: str) -> bool:
    amounts = [value for value in entry.values.values() if isinstance(value, int | float)]
    return not any(amounts) and (bool(amounts) or _has_word(entry, nil_word))


def _has_word(entry: Entry, nil_word: str) -> bool:
    return any(nil_word in value for value in entry.values.values() if isinstance(value, str))


def _filed_on(campaign: Campaign, entries: list[Entry], book: Book) -> dt.date:
    """The day the unit gives itself (报送日期), else the day its workbook last changed.

    No workbook changes after it was read: a clock that runs ahead makes nobody late.
    """
    days = [day for entry in entries if (day := _own_day(campaign, entry)) is not None]
    changed = book.held.changed.astimezone(book.read_at.tzinfo)
    return max(days) if days else min(changed, book.read_at).date()


def _own_day(campaign: Campaign, entry: Entry) -> dt.date | None:
    ledger = campaign.ledger(entry.ledger)
    day = entry.values.get(ledger.day) if ledger.single else None
    if isinstance(day, Span):
        return day.last
    return day if isinstance(day, dt.date) else None
