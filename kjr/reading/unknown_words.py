"""Words in the books that the campaign does not know, and what each of them may be said to mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Page
from kjr.reading.rows.choices import list_unknown_options


class UnknownWord(NamedTuple):
    """A word nobody knows, everywhere it stands: a header of any ledger, or an option of one."""

    column: str
    """Whose option it should be; blank for a header."""
    written: str
    free: Mapping[str, tuple[str, ...]]
    """Ledger → what it can mean there: columns that a sheet lacks, or the column's options."""
    units: tuple[str, ...]
    """Who wrote it, each once."""
    guess: str
    """What it was read as, to be verified; blank if as nothing, or as several things."""
    taken: Mapping[str, tuple[str, ...]]
    """Column it can mean → who wrote it beside that very column, and so means another."""

    @property
    def meanings(self) -> tuple[str, ...]:
        """What it can mean in any of its ledgers."""
        return tuple(dict.fromkeys(name for names in self.free.values() for name in names))


class Sighting(NamedTuple):
    """A word on one sheet."""

    column: str
    written: str
    ledger: str
    unit: str
    guess: str
    free: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """A header is asked for once for all ledgers, an option by its column."""
        return self.written, *((self.ledger, self.column) if self.column else ())


def list_unknown_words(campaign: Campaign, pages: Iterable[Page]) -> list[UnknownWord]:
    """Every unknown header and option, what most units write first."""
    found: defaultdict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    for page in pages:
        for each in _look_at(page, campaign.ledger(page.ledger)) if page.ledger else ():
            found[each.key].append(each)
    return sorted(map(_join, found.values()), key=lambda word: (-len(word.units), word.written))


def _look_at(page: Page, ledger: Ledger) -> Iterator[Sighting]:
    unit, read = page.sheet.unit, {*page.columns, *page.joined}
    for text, guess in page.unknown:
        free = (each.name for each in ledger.columns if each.name not in read - {guess})
        yield Sighting("", "".join(text.split()), ledger.name, unit, guess, tuple(free))
    rows = {entry.row for entry in page.entries} | {problem.row for problem in page.problems}
    for column in ledger.columns:
        if isinstance(column, Choice) and column.name in page.columns:
            for row in sorted(row for row in rows if row > (page.header_row or 0)):
                for word, guess in list_unknown_options(column, page.raw(row, column.name)):
                    yield Sighting(column.name, word, ledger.name, unit, guess, column.options)


def _join(sightings: list[Sighting]) -> UnknownWord:
    free: dict[str, tuple[str, ...]] = {}
    for each in sightings:
        free[each.ledger] = tuple(dict.fromkeys((*free.get(each.ledger, ()), *each.free)))
    guesses = {each.guess for each in sightings}
    taken: dict[str, tuple[str, ...]] = {}
    for each in sightings:
        for name in {*free[each.ledger]} - {*each.free}:
            taken[name] = tuple(dict.fromkeys((*taken.get(name, ()), each.unit)))
    return UnknownWord(
        sightings[0].column,
        sightings[0].written,
        free,
        tuple(dict.fromkeys(each.unit for each in sightings)),
        guesses.pop() if len(guesses) == 1 else "",
        taken,
    )
