"""One example per district for a part of the summary, chosen by rule and told in the same way.

The rule, as annex 数据来源与口径说明 states it: among a district's entries that count, first those
that count towards a target the plan names, then the one that reached most people, then the
earliest.
"""

import re
from collections.abc import Iterable

from kjr.campaign.columns import Text
from kjr.campaign.model import Ledger
from kjr.documents.phrases import escape_braces
from kjr.documents.printed_entries import (
    Names,
    find_counted_entries,
    find_first_day,
    find_private_names,
    phrase_cell_amount,
    phrase_cell_days,
    phrase_cell_words,
)
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.reading.page import Entry

RULE = (
    "每个县（市）区每项工作举一例：先取计入方案硬指标的，再取人数最多的，再取日期最早的；"
    "正文超过3000字时，从次序在后的略起"
)


def choose_district_examples(overview: Overview, lines: Iterable[Line], most: int) -> list[str]:
    """One sentence, without its full stop, for each district; the ``most`` best, by district."""
    best: dict[str, Entry] = {}
    for entry in _ranked(overview, lines):
        best.setdefault(overview.campaign.unit(entry.unit).district, entry)
    kept = [*best][:most]
    names = find_private_names(overview.campaign, overview.snapshot.entries)
    return [
        phrase_entry(overview.campaign.ledger(best[district].ledger), best[district], names)
        for district in overview.campaign.districts
        if district in kept
    ]


def choose_unit_examples(
    overview: Overview, lines: Iterable[Line], unit: str, most: int
) -> list[str]:
    """The best entries of one unit, told without its name."""
    ranked = _ranked(overview, lines)
    best = list({id(entry): entry for entry in ranked if entry.unit == unit}.values())
    names = find_private_names(overview.campaign, best)
    return [
        phrase_entry(overview.campaign.ledger(each.ledger), each, names, who="")
        for each in best[:most]
    ]


def phrase_entry(ledger: Ledger, entry: Entry, names: Names, who: str | None = None) -> str:
    """An entry in one sentence: who, when, where, what, how many people it reached."""
    day = entry.values.get(ledger.day)
    verb = ledger.day.removesuffix("日期") or "开展"
    place = _words(entry, _place(ledger), names)
    what = _what(ledger, entry, names)
    who = entry.unit if who is None else who
    return escape_braces(
        f"{who}{phrase_cell_days(day) if day else ''}{f'在{place}' if place else ''}"
        f"{verb}{what}{_people(ledger, entry, verb, joined=not what)}"
    )


def _ranked(overview: Overview, lines: Iterable[Line]) -> list[Entry]:
    """The entries behind these figures, the best example first."""
    ranked = []
    for line in lines:
        ledger = overview.campaign.ledger(line.measure.ledger)
        for entry in find_counted_entries(overview, line) if ledger.title else ():
            people = entry.values.get(ledger.people, 0)
            fewer = -people if isinstance(people, int | float) else 0
            day = find_first_day(ledger, entry)
            ranked.append(((not line.measure.hard, fewer, day, entry.unit, entry.row), entry))
    return [entry for _, entry in sorted(ranked, key=lambda each: each[0])]


def _place(ledger: Ledger) -> str:
    """The column that says where; for an article, its paper."""
    others = (
        column.name
        for column in ledger.columns
        if isinstance(column, Text) and column.required and column.name != ledger.title
    )
    return ledger.place or next(others, "")


def _what(ledger: Ledger, entry: Entry, names: Names) -> str:
    if ledger.title == ledger.place:
        return ""
    title = _words(entry, ledger.title, names)
    if not title:
        return _words(entry, ledger.sides[0], names) if ledger.sides else ledger.name
    return title if title[0] in "《“" else f"“{title}”"


def _people(ledger: Ledger, entry: Entry, verb: str, *, joined: bool) -> str:
    if not ledger.people or not entry.values.get(ledger.people):
        return ""
    column = ledger.column(ledger.people)
    stem = re.sub("人次$|人数$", "", column.name)
    words = phrase_cell_amount(entry, column, getattr(column, "counter", ""))
    return words if joined and stem == verb else f"，{stem}{words}"


def _words(entry: Entry, column: str, names: Names) -> str:
    return phrase_cell_words(entry.values.get(column, ""), names)
