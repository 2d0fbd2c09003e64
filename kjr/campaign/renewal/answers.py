"""What is asked for another year's plan, and what the plan it starts from would answer."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kjr.campaign.checks.named_bodies import list_named_bodies
from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Occasion, Unit
from kjr.campaign.sentences import list_figures
from kjr.campaign.unit_names import (
    find_core,
    find_department,
    find_event,
    find_level_above,
    find_own_word,
    find_stem,
)

ADDRESSEE: Final = "summary_addressee"
NATIONAL: Final = "全国"
"""Left away where an event is called by its name."""


@dataclass(frozen=True)
class CopiedLedger:
    """A ledger that is new this year, with the columns of one there was."""

    name: str
    source: str
    target: int | None = None
    """How many of its rows the plan asks for."""


@dataclass(frozen=True)
class RenewalAnswers:
    """Everything that is asked; what is not asked stays as it is."""

    title: str
    city: str
    host: str
    office: str
    addressee: str
    """To whom the summary goes: the association one level up."""
    year: int
    theme: str
    first: dt.date
    last: dt.date
    deadline: dt.date
    district_word: str
    whole_word: str
    districts: tuple[str, ...]
    kinds: tuple[str, ...]
    units: tuple[Unit, ...]
    ledgers: tuple[str, ...]
    """Those of the plan before that are kept."""
    targets: Mapping[str, int]
    """The plan's own targets, by figure."""
    occasions: tuple[Occasion, ...] = ()
    copies: tuple[CopiedLedger, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    """A body the plan before names → this year's; blank where there is none."""


def propose_answers(start: Campaign, year: int) -> RenewalAnswers:
    """The same plan on the same days of another year; occasions move, so none is proposed."""
    return RenewalAnswers(
        title=start.title,
        city=start.city,
        host=start.host,
        office=start.office,
        addressee=start.wording[ADDRESSEE],
        year=year,
        theme=start.theme,
        first=_in_year(start.first, start, year),
        last=_in_year(start.last, start, year),
        deadline=_in_year(start.deadline, start, year),
        district_word=start.district_word,
        whole_word=start.whole_word,
        districts=start.districts,
        kinds=start.kinds,
        units=start.units,
        ledgers=tuple(ledger.name for ledger in start.ledgers),
        targets=dict(list_hard_targets(start)),
    )


def list_hard_targets(campaign: Campaign) -> Iterator[tuple[str, int]]:
    """Every target of the plan's own, by its figure."""
    for id, measure in list_figures(campaign):
        if measure.hard and measure.target:
            yield id, measure.target


def list_renames(start: Campaign, new: RenewalAnswers) -> dict[str, str]:
    """Each old name → the new one, wherever it stands; blank for what has none any more."""
    pairs = [
        (start.title, new.title),
        *_list_events(find_event(start.title), find_event(new.title)),
        (start.office, new.office),
        (start.host, new.host),
        (find_department(start.office, start.host), _call_office(new)),
        (start.wording[ADDRESSEE], new.addressee),
        (start.district_word, new.district_word),
        (start.whole_word, new.whole_word),
        *_list_levels(start, new.addressee),
    ]
    if new.district_word != start.district_word:
        pairs.append((find_core(start.district_word), new.district_word))
    if own := find_own_word(new.host, new.city):
        pairs.append((find_own_word(start.host, start.city), own))
    if new.city != start.city:
        pairs += _list_bodies(start, new.renames)
        pairs += [(start.city, new.city), (find_stem(start.city), find_stem(new.city))]
    pairs += _pair_districts(start.districts, new.districts)
    known = dict(reversed([pair for pair in pairs if pair[0] and pair[0] != pair[1]]))
    return {**known, **{kind: kind for kind in new.kinds}, **new.renames}


def _list_events(before: str, now: str) -> Iterator[tuple[str, str]]:
    """What was held, and for short what is held: 甲日 for 全国甲日."""
    if before != now:
        yield before, now
        yield before.removeprefix(NATIONAL), now.removeprefix(NATIONAL)


def _call_office(new: RenewalAnswers) -> str:
    return find_department(new.office, new.host) or new.office


def _list_bodies(start: Campaign, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The bodies named by the plan; a renamed unit's other names are renamed with it."""
    units = {unit.name: unit for unit in start.units}
    for name in list_named_bodies(start):
        yield name, given.get(name, "")
        if given.get(name) and name in units:
            yield from ((alias, given[name]) for alias in units[name].aliases)


def _pair_districts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each district that is gone → one that is new, for examples of how a name is written.

    A county is written as a county is, a town as a town, as long as there are any.
    """
    gone = [name for name in old if name not in new]
    fresh = [name for name in new if name not in old] or list(new)
    times: Counter[str] = Counter()
    for name in gone:
        alike = [each for each in fresh if each[-1:] == name[-1:]] or fresh
        fewest = min(alike, key=times.__getitem__)
        times[fewest] += 1
        yield name, fewest


def _list_levels(start: Campaign, above: str) -> Iterator[tuple[str, str]]:
    """The level above in its own word, where that word can mean nothing else.

    If the plan speaks of the new one already, as a city's does of 市级, the two would be one.
    """
    before, after = find_level_above(start.wording[ADDRESSEE]), find_level_above(above)
    columns = (column for ledger in start.ledgers for column in ledger.columns)
    options = [option for it in columns if isinstance(it, Choice) for option in it.options]
    if after and len(before) > 1 and not any(option.startswith(after) for option in options):
        yield before, after


def _in_year(day: dt.date, start: Campaign, year: int) -> dt.date:
    """The same day, counted from the campaign's year; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year + day.year - start.year, day=28 if is_leap_day else day.day)
