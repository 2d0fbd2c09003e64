"""One unit's standing: its ledgers and its closing report, side by side and never mixed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kjr.campaign.model import Unit
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.standings.filing_status import Filing, FilingState, judge_filing
from kjr.figures.standings.filling import FillingState, judge_filling
from kjr.reading.planned import split_entries
from kjr.values.readings import Level
from kjr.values.wording import format_full_day, format_moment

NO_BOOK = "没有工作簿"
UNASKED = "不要求"
"""What a table shows of a unit that need not do what it has not done."""


@dataclass(frozen=True)
class Standing:
    """One unit, as its workbook shows it."""

    unit: Unit
    book: Book | None
    filling: FillingState
    """Its ledgers."""
    filing: Filing
    """Its closing report."""
    entries: int
    """How many count."""
    planned: int
    """How many are still to come (拟开展)."""
    misdated: int
    """How many have a day that cannot be right."""
    errors: int
    """How many cells keep something from counting."""
    blanks: int
    """How many of these are not filled rather than not understood."""
    joined: int
    """How many tell of another unit's event (协办); they add nothing."""

    @property
    def to_mend(self) -> int:
        """In how many places something has to be mended before it counts."""
        return self.errors + self.misdated

    @property
    def known_entries(self) -> int | None:
        """How many count, if anything is known of it."""
        return None if self.is_unreadable else self.entries

    @property
    def known_to_mend(self) -> int | None:
        """In how many places something has to be mended, if anything is known of it."""
        return None if self.is_unreadable else self.to_mend

    @property
    def entries_words(self) -> str:
        """What its ledgers hold, in words; blank if nothing is known of it."""
        return "" if self.is_unreadable else f"{self.entries} 条，待改 {self.to_mend} 处"

    @property
    def filling_word(self) -> str:
        """How its ledgers stand, as a table shows it."""
        is_asked = self.unit.expected or self.filling is not FillingState.NOT_BEGUN
        return str(self.filling) if is_asked else UNASKED

    @property
    def filing_word(self) -> str:
        """How its closing report stands, as a table shows it."""
        is_asked = self.unit.expected or self.filing.is_filed
        return str(self.filing.state) if is_asked else UNASKED

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts of its closing report that it is asked for and has not handed in."""
        return self.filing.lacking if self.unit.expected else ()

    @property
    def is_stale(self) -> bool:
        """Whether its figures are the last good ones of a workbook that cannot be read now."""
        return self.book is not None and self.book.stale is not None and not self.is_unreadable

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing is known of it: that is ours to look into, and held against nobody."""
        return self.filling is FillingState.UNREADABLE

    @property
    def reading_remark(self) -> str:
        """Why its workbook cannot be read, and from when its figures then are; blank if it can."""
        stale = self.book.stale if self.book else None
        if stale is None or not self.is_stale:
            return stale.reason if stale else ""
        return f"沿用 {format_moment(stale.since)} 读到的数据：{stale.reason}"

    @property
    def owes_report(self) -> bool:
        """Whether its closing report is known to be missing."""
        return self.unit.expected and self.filing.state is FilingState.MISSING


def build_standings(snapshot: Snapshot, known: Iterable[Standing] = ()) -> tuple[Standing, ...]:
    """Every unit of the roster, in its order; what is known of the same book is taken over."""
    told = {id(each.book): each for each in known if each.book}
    books = ((unit, snapshot.find_book(unit.name)) for unit in snapshot.campaign.units)
    every = (told.get(id(book)) or _standing(snapshot, unit, book) for unit, book in books)
    return tuple(map(doubt_unfiled, every) if snapshot.is_outrun else every)


def doubt_unfiled(standing: Standing) -> Standing:
    """A standing that the deadline outran: who had not filed when last read may have since."""
    if standing.filing.is_filed or standing.filing.is_unsure:
        return standing
    remark = f"截止以后没有再读到，当时{_tell_last_seen(standing)}"
    return replace(standing, filing=Filing(FilingState.UNKNOWN, remark=remark))


def _tell_last_seen(standing: Standing) -> str:
    """What was known of a report that was not in."""
    if standing.book is None:
        return NO_BOOK
    lacking, day = standing.filing.lacking, standing.filing.day
    if lacking or day is None:
        return f"还缺{'、'.join(lacking)}" if lacking else "没有报齐"
    return f"填写的报送日期是{format_full_day(day)}"


def _standing(snapshot: Snapshot, unit: Unit, book: Book | None) -> Standing:
    campaign, every = snapshot.campaign, book.entries if book else []
    counted = [entry for entry in every if entry.place not in snapshot.partners]
    split = split_entries(campaign, counted, snapshot.taken.date())
    problems = [each for page in (book.pages if book else ()) for each in page.problems]
    return Standing(
        unit,
        book,
        judge_filling(campaign, book),
        judge_filing(campaign, book, split.done, split.planned),
        len(split.done),
        len(split.planned),
        len(split.misdated),
        sum(each.level is Level.ERROR for each in problems),
        sum(each.is_blank for each in problems),
        len(every) - len(counted),
    )
