"""The examples of a part of the summary: chosen by rule as a person would choose them.

The rule, as annex 数据来源与口径说明 states it: one of each district; first what the part puts
first, such as visits of leaders, then what counts towards a target the plan names, then a unit's
own work before what it only took part in, then the one that reached most people, then the
earliest.  Of several entries that name the same thing the first is told, whoever stands first in
the roster.
"""

from collections.abc import Iterable
from itertools import chain, islice

from kjr.campaign.model import Measure
from kjr.campaign.outline import Part
from kjr.documents.printed_entries import find_first_day
from kjr.documents.summary.stories import Teller, may_be_told
from kjr.documents.summary.tables import group_same_entries
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.reading.page import Entry

RULE = (
    "每个{}每项工作举一例：先取事先指定的，再取计入方案硬指标的、本单位主办的，"
    "再取人数最多的、日期最早的；同一件事几家都报的，取最早的一条；正文超过3000字时，从次序在后的略起"
)


Example = tuple[int, str]
"""The place of a district in its order, and a sentence without its full stop."""


def choose_district_examples(overview: Overview, part: Part, teller: Teller) -> list[Example]:
    """One of each district, the best first."""
    districts = overview.campaign.districts
    main = {id(entry) for entry in find_main_entries(overview, part)}
    best: dict[str, str] = {}
    for entry in _ranked(overview, part, teller):
        district = overview.campaign.unit(entry.unit).district
        if id(entry) not in main and district not in best and (told := teller.tell_entry(entry)):
            best[district] = told
    return [(districts.index(district), told) for district, told in best.items()]


def choose_unit_examples(
    overview: Overview, part: Part, unit: str, most: int, teller: Teller
) -> list[str]:
    """The best entries of one unit, told without its name."""
    ranked = (entry for entry in _ranked(overview, part, teller) if entry.unit == unit)
    best = {id(entry): entry for entry in ranked}.values()
    return list(islice(filter(None, (teller.tell_entry(each, who="") for each in best)), most))


def tell_main_events(overview: Overview, part: Part, teller: Teller) -> list[str]:
    """The events a part tells in full."""
    told = (teller.tell_entry(it, full=True) for it in find_main_entries(overview, part))
    return list(filter(None, told))


def find_main_entries(overview: Overview, part: Part) -> list[Entry]:
    """Of each figure a part tells in full, the entry that adds most people to it."""
    found = (_entries(overview, line) for line in overview.lines if line.name in part.full)
    best = (min(each, key=lambda it: (_fewest(overview, it), it.row)) for each in found if each)
    return list({id(entry): entry for entry in best}.values())


def list_part_lines(overview: Overview, part: Part) -> list[Line]:
    """The figures of a part whose entries may be told: the main ones, and counts of everything."""
    lines = [line for line in overview.lines if part.covers(line.indicator.section)]
    return [line for line in lines if line.is_main or _counts_every_entry(line.measure)]


def _counts_every_entry(measure: Measure) -> bool:
    return not (measure.where or measure.sum or measure.distinct)


def _ranked(overview: Overview, part: Part, teller: Teller) -> list[Entry]:
    """The entries behind a part's figures, the best example first."""
    ranked = []
    for line in list_part_lines(overview, part):
        ledger = overview.campaign.ledger(line.measure.ledger)
        for entry in _entries(overview, line) if may_be_told(overview.campaign, ledger) else ():
            order = (
                line.name not in part.first,
                not line.measure.hard,
                teller.find_host(entry) != entry.unit,
                _fewest(overview, entry),
                find_first_day(ledger, entry),
                entry.unit,
                entry.row,
            )
            ranked.append((order, entry))
    return [entry for _, entry in sorted(ranked, key=lambda each: each[0])]


def _entries(overview: Overview, line: Line) -> list[Entry]:
    """The entries that add to a figure; of those that name one thing, the first."""
    groups: Iterable[list[Entry]] = group_same_entries(overview, line)
    measure = line.measure
    if measure.distinct:
        return [group[0] for group in groups]
    return [
        each
        for each in chain.from_iterable(groups)
        if not measure.sum or each.values.get(measure.sum)
    ]


def _fewest(overview: Overview, entry: Entry) -> float:
    """What puts those first that reached most people."""
    people = entry.values.get(overview.campaign.ledger(entry.ledger).people, 0)
    return -people if isinstance(people, int | float) else 0
