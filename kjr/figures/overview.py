"""All figures of one snapshot, added up once; screens, paper and command line share them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pandas as pd

from kjr.campaign.model import Campaign
from kjr.figures import pace
from kjr.figures.counted_rows import accumulate_by_day
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.pace import Pace
from kjr.figures.standings.standing import Standing, build_standings, doubt_unfiled
from kjr.figures.standings.tallies import (
    FilingTally,
    FillingTally,
    tally_filings,
    tally_fillings,
)
from kjr.figures.sums.adding import Sums, add_up
from kjr.figures.sums.line import Line
from kjr.figures.tables import NONE, LedgerTables
from kjr.values.wording import format_prose_moment

COUNTED = 14
"""Days after the deadline that are counted one by one."""
LAGGING: Final = (pace.Signal.BEHIND, pace.Signal.ALARM)
"""What a target's pace says where it is behind the calendar."""

Key = tuple[int, dt.date]
"""What a cache remembers drawings by."""


@dataclass(frozen=True)
class Overview:
    """One snapshot, added up."""

    snapshot: Snapshot
    sums: Sums
    tables: LedgerTables
    planned: LedgerTables
    """The entries whose day is still to come (拟开展): in no total."""
    standings: tuple[Standing, ...]
    filling: FillingTally
    """How the ledgers stand (填报)."""
    filing: FilingTally
    """How the closing reports stand (报送)."""

    @property
    def campaign(self) -> Campaign:
        """The campaign the figures belong to."""
        return self.snapshot.campaign

    @property
    def key(self) -> Key:
        """Changes whenever something drawn from the figures may: the version, and the day."""
        return self.snapshot.version, self.today

    @property
    def today(self) -> dt.date:
        """The day it is in the campaign's time zone, however old the figures are."""
        return self.snapshot.today

    @property
    def days_left(self) -> int:
        """Days until the deadline; negative once it is past."""
        return (self.campaign.deadline - self.today).days

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline is past: until then nobody is late, and nothing is filed late."""
        return self.days_left < 0

    @property
    def is_long_over(self) -> bool:
        """Whether the deadline is so long past that nobody counts the days any more."""
        return self.days_left < -COUNTED

    @property
    def is_report_due(self) -> bool:
        """Whether the activities are over: from then on the closing report leads."""
        return self.today > self.campaign.last

    @property
    def is_report_urgent(self) -> bool:
        """Whether reports come before targets: from the deadline's own day on.

        By urging no target is reached any more then; a report still comes in.
        """
        return self.days_left <= 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every figure: each indicator's measures, in the campaign's order."""
        return self.sums.lines

    @property
    def main_lines(self) -> tuple[Line, ...]:
        """One line per indicator."""
        return tuple(line for line in self.lines if line.is_main)

    @property
    def hard_lines(self) -> tuple[Line, ...]:
        """The lines whose target stands in the plan itself."""
        return tuple(line for line in self.lines if line.measure.hard)

    @property
    def district_standings(self) -> dict[str, list[Standing]]:
        """Each district in which somebody has to file, with the standings of those who have to."""
        expected = [each for each in self.standings if each.unit.expected]
        return {
            name: standings
            for name in self.campaign.districts
            if (standings := [each for each in expected if each.unit.district == name])
        }

    def line(self, indicator: str) -> Line:
        """An indicator's main line, by its id."""
        return next(line for line in self.main_lines if line.indicator.id == indicator)

    def standing(self, unit: str) -> Standing:
        """One unit's standing, by its full name."""
        return next(each for each in self.standings if each.unit.name == unit)

    def counts_reports(self, line: Line) -> bool:
        """Whether a figure is that of what is filed: all parts of the report, as [filing] says."""
        parts = self.campaign.list_report_parts(line.measure.ledger)
        return bool(parts) and line.is_main and {*parts} <= {*line.measure.where}

    @property
    def short_lines(self) -> list[Line]:
        """Figures that fall short of their target, the plan's own first.

        Of these the furthest behind the calendar comes first.  Of the reports it is told who owes
        one; unread ones are no shortfall.
        """
        short = [each for each in self.lines if each.is_short and not self.counts_reports(each)]
        behind = {line.name: at for at, line in enumerate(self.lagging_lines)}
        return sorted(
            short,
            key=lambda line: (not line.measure.hard, behind.get(line.name, len(behind))),
        )

    @property
    def doubtful_lines(self) -> list[Line]:
        """Figures of which nobody knows whether they meet their target, but those of reports."""
        return [each for each in self.lines if each.is_doubtful and not self.counts_reports(each)]

    @property
    def lagging_lines(self) -> list[Line]:
        """The plan's own targets that are behind the calendar, the furthest behind first."""
        behind = [
            line
            for line in self.hard_lines
            if (found := self.pace(line)) and found.signal in LAGGING
        ]
        return sorted(behind, key=lambda line: line.rate or 0.0)

    def growth(self, line: Line) -> list[float]:
        """What a figure was day by day, from the window's first day to today or the deadline."""
        campaign = self.campaign
        days = pd.date_range(campaign.first, min(self.snapshot.taken.date(), campaign.deadline))
        grown = accumulate_by_day(campaign, self.tables, line.measure)
        return [float(total) for total in grown.reindex(days, method="ffill").fillna(0)]

    def pace(self, line: Line) -> Pace | None:
        """How a line stood against the calendar of the figures' day; None without a target."""
        return pace.measure_pace(self.campaign, line, self.snapshot.taken.date())

    @property
    def is_of_an_earlier_day(self) -> bool:
        """Whether the figures, and so every pace, are of a day that is over."""
        return self.snapshot.taken.date() < self.today

    @property
    def expected_word(self) -> str:
        """What the mark on a target's bar is called."""
        return pace.THEN_EXPECTED if self.is_of_an_earlier_day else pace.EXPECTED

    @property
    def pace_note(self) -> str:
        """By which figures a pace is judged where the day has moved on since; else blank."""
        if not self.is_of_an_earlier_day:
            return ""
        return f"（按{format_prose_moment(self.snapshot.taken, self.campaign.year)}的数）"


def build_overview(snapshot: Snapshot, last: Overview | None = None) -> Overview:
    """Add up a snapshot; units and ledgers that stand as in ``last`` are taken from there."""
    sums = add_up(snapshot, last.sums if last else None)
    tables, planned = (
        LedgerTables(snapshot.campaign, partial(sums.list_entries, is_ahead=is_ahead), known)
        for is_ahead, known in (
            (False, last.tables.list_made(sums.moved) if last else NONE),
            (True, last.planned.list_made(sums.moved) if last else NONE),
        )
    )
    standings = build_standings(snapshot, _standing_still(last, snapshot, sums) if last else ())
    tallies = tally_fillings(standings), tally_filings(standings)
    return Overview(snapshot, sums, tables, planned, standings, *tallies)


def set_clock(overview: Overview, moment: dt.datetime) -> Overview:
    """The same figures at a later moment; what it leaves open of the reports is open."""
    snapshot = replace(overview.snapshot, clock=moment)
    if not snapshot.is_outrun:
        return replace(overview, snapshot=snapshot)
    told = tuple(map(doubt_unfiled, overview.standings))
    return replace(overview, snapshot=snapshot, standings=told, filing=tally_filings(told))


def _standing_still(last: Overview, snapshot: Snapshot, sums: Sums) -> Iterator[Standing]:
    """The standings of units of which nothing moved."""
    if last.snapshot.is_outrun == snapshot.is_outrun:
        before, now = last.sums.parts, sums.parts
        for each in last.standings:
            if before.get(each.unit.name) is now.get(each.unit.name):
                yield each
