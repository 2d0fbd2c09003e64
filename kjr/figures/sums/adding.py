"""A snapshot added up, from nothing or from what the last one made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kjr.campaign.model import Campaign, Indicator
from kjr.campaign.sentences import list_figures
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.sums.line import Line
from kjr.figures.sums.shares import Counters, FigureName, Share, build_counters
from kjr.figures.sums.totals import Total
from kjr.figures.sums.unit_parts import GONE, Part, build_parts, find_moved_ledgers
from kjr.figures.sums.unread import list_dark_units, list_unread_items
from kjr.reading.page import Entry

Totals = Mapping[FigureName, Total]


@dataclass(frozen=True)
class Sums:
    """What every unit's entries make of every figure."""

    campaign: Campaign
    day: dt.date
    """By which rows count, or are still to come."""
    counters: Counters
    parts: Mapping[str, Part] = field(default_factory=dict)
    done: Totals = field(default_factory=dict)
    ahead: Totals = field(default_factory=dict)
    """Of the entries still to come."""
    lines: tuple[Line, ...] = ()
    """Every measure of every indicator, in the campaign's order."""
    moved: frozenset[str] = frozenset()
    """The ledgers of which some entry is not what or where it was when last added up."""

    def list_entries(self, ledger: str, *, is_ahead: bool) -> Iterator[Entry]:
        """A ledger's entries that count, or that are still to come."""
        for part in self.parts.values():
            yield from (part.planned if is_ahead else part.done).get(ledger, ())


def add_up(snapshot: Snapshot, last: Sums | None = None) -> Sums:
    """Every figure of a snapshot; of units that stand as in ``last`` nothing is counted again."""
    campaign, day = snapshot.campaign, snapshot.taken.date()
    if last and last.campaign is campaign and last.day == day:
        return _follow(last, snapshot, build_parts(snapshot, last.counters, last.parts))
    new = Sums(campaign, day, build_counters(campaign))
    added = _follow(new, snapshot, build_parts(snapshot, new.counters, {}))
    return replace(added, moved=frozenset(new.counters.ledgers))


def _follow(last: Sums, snapshot: Snapshot, parts: Mapping[str, Part]) -> Sums:
    """What is made of these parts, where only some are not those that were added up."""
    units = {*parts, *last.parts}
    moved = [unit for unit in units if parts.get(unit) is not last.parts.get(unit)]
    now = {unit: parts.get(unit, GONE) for unit in moved}
    done = _total(last, last.done, {unit: part.shares for unit, part in now.items()})
    ahead = _total(last, last.ahead, {unit: part.ahead for unit, part in now.items()})
    ledgers = (find_moved_ledgers(last.parts.get(unit, GONE), now[unit]) for unit in moved)
    return replace(
        last,
        parts=parts,
        done=done,
        ahead=ahead,
        lines=tuple(_draw_lines(last, snapshot, done, ahead)),
        moved=frozenset().union(*ledgers),
    )


def _total(last: Sums, totals: Totals, moved: Mapping[str, Mapping[FigureName, Share]]) -> Totals:
    """The totals with what the units that moved make now."""
    districts = {unit.name: unit.district for unit in last.campaign.units}
    return {
        name: (totals.get(name) or Total(measure)).follow(
            {unit: shares.get(name) for unit, shares in moved.items()}, districts
        )
        for name, measure in list_figures(last.campaign)
    }


def _draw_lines(last: Sums, snapshot: Snapshot, done: Totals, ahead: Totals) -> Iterator[Line]:
    """The figures; one of which nothing moved is the very line it was."""
    known, dark = {line.name: line for line in last.lines}, list_dark_units(snapshot)
    owners = (each for each in last.campaign.indicators for _ in each.measures)
    for name, indicator in zip(done, owners, strict=True):
        unread, line = list_unread_items(last.campaign, dark, done[name]), known.get(name)
        is_still = done[name] is last.done.get(name) and ahead[name] is last.ahead.get(name)
        if line and is_still and line.unread == unread:
            yield line
        else:
            yield _draw_line(indicator, done[name], ahead[name], unread)


def _draw_line(indicator: Indicator, done: Total, ahead: Total, unread: tuple[str, ...]) -> Line:
    return Line(
        indicator,
        done.measure,
        done=done.done,
        by_district=done.by_district,
        by_unit=done.by_unit,
        planned=ahead.count_beyond(done),
        unsure=done.unsure,
        unsure_ahead=ahead.unsure,
        unread=unread,
    )
