"""What moved: between two snapshots of a campaign, and since a viewer's last visit.

The figures a viewer saw travel in their own browser.

>>> decode_visit("1559984400;I3=399;已报=17")
LastVisit(moment=datetime.datetime(2019, 6, 8, 9, 0, tzinfo=datetime.timezone.utc), \
done={'I3': 399, '已报': 17})
>>> decode_visit("anything else") is None
True
"""

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign
from kjr.figures.moves.row_changes import RowChange, list_row_changes
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.overview import Overview
from kjr.figures.standings.standing import Standing
from kjr.figures.standings.tallies import tally_filings, tally_fillings
from kjr.figures.sums.line import Line
from kjr.state.acts import Act
from kjr.values.wording import Approximate, format_nearby_day

FORM = re.compile(r"(\d{1,12})((?:;[^;=]{1,20}=\d{1,9})*)")
FILLED, FILED, CAMPAIGN = "已填报", "已报", "活动"
SAME_VISIT = dt.timedelta(minutes=30)
"""Looking again so soon is still the same visit."""


@dataclass(frozen=True)
class LineChange:
    """How one measure moved between two snapshots."""

    line: Line
    """As it is now."""
    old: int
    delta: int
    by_unit: Mapping[str, int]
    """Only the units whose own figure moved."""
    losses: Mapping[str, Counter[RowFate]] = field(default_factory=dict)
    """The units whose own figure fell, each with what its rows lost by what happened to them."""

    @property
    def fell(self) -> bool:
        """A figure that fell is the one a leader will notice."""
        return self.delta < 0 or any(delta < 0 for delta in self.by_unit.values())

    @property
    def falls(self) -> dict[str, RowFate]:
        """The units whose own figure fell, each with what took most away."""
        return {unit: _find_worst(lost) for unit, lost in self.losses.items()}

    @property
    def is_regrouped(self) -> bool:
        """Whether the office only settled whose it is: units' parts moved, the whole did not."""
        fates = {fate for lost in self.losses.values() for fate in lost}
        return not self.delta and fates == {RowFate.SETTLED}

    def explain_fall(self) -> dict[RowFate, list[str]]:
        """What took most away in each unit whose figure fell, and in which, most first."""
        told: dict[RowFate, list[str]] = defaultdict(list)
        for unit in sorted(self.losses, key=lambda unit: -max(self.losses[unit].values())):
            told[self.falls[unit]].append(unit)
        total = sum(self.losses.values(), Counter[RowFate]())
        return dict(sorted(told.items(), key=lambda pair: -total[pair[0]]))


NO_QUESTION: Final = (RowFate.LEFT, RowFate.LOST)
"""What made a figure less without any unit's doing."""


@dataclass(frozen=True)
class Changes:
    """What is different since an earlier snapshot (今日变化)."""

    since: dt.datetime
    changes: tuple[LineChange, ...]
    filled: int
    """How many more units fill their ledgers; may be negative."""
    filed: int
    """How many more closing reports are in; may be negative."""
    newly_filed: tuple[str, ...]
    rows: tuple[RowChange, ...] = ()
    """The rows behind it all, those that add less first."""
    found: tuple[Standing, ...] = ()
    """The units whose workbook could not be read then, as they stand now."""
    report: LineChange | None = None
    """The figure that moved by the same closing reports: the two are told once."""

    @property
    def newly_filled(self) -> int:
        """How many more fill their ledgers than did or, nobody knows, may have done."""
        return self.filled - tally_fillings(self.found).filled

    @property
    def surely_filed(self) -> int:
        """How many more reports are in than were or, nobody knows, may have been."""
        return self.filed - tally_filings(self.found).filed

    @property
    def questionable(self) -> list[RowChange]:
        """What fell and somebody can be asked about.

        Not what went with a unit the office itself took off, nor what nobody can read now: that
        workbook is to be looked into, and no unit says of its figures that they are right.
        """
        return [row for row in self.rows if row.fell and row.fate not in NO_QUESTION]

    def is_of_day(self, day: dt.date) -> bool:
        """Whether all of it moved on this one day."""
        return day - self.since.date() <= dt.timedelta(1)

    @property
    def ranked(self) -> list[LineChange]:
        """Falls first, of the whole before of a unit; then targets; then what moved most."""
        moved = (x for x in self.changes if not x.is_regrouped and x is not self.report)
        shown = [each for each in moved if each.fell or (each.line.is_main and each.delta)]
        shown.sort(key=lambda x: (not x.fell, x.delta >= 0, not x.line.target, -abs(x.delta)))
        return shown


def title_changes(changes: Changes | None, today: dt.date) -> str:
    """What the moves are called: of today, unless what they are held against is older."""
    if changes is None or changes.is_of_day(today):
        return "今日变化"
    return f"{format_nearby_day(changes.since.date(), today)}以来的变化"


class LastVisit(NamedTuple):
    """The figures a viewer saw, and when."""

    moment: dt.datetime
    done: Mapping[str, int]
    """Indicator id, 已填报 or 已报, → the figure; 活动 → of which campaign they are."""


class Move(NamedTuple):
    """One figure that is different now."""

    name: str
    delta: int
    counter: str


def compare_overviews(before: Overview, after: Overview, acts: Iterable[Act] = ()) -> Changes:
    """What moved from one snapshot to another of the same campaign; ``acts`` tell by whom."""
    earlier = {line.name: line for line in before.lines}
    rows = list_row_changes(before, after, acts)
    behind: dict[str, list[RowChange]] = defaultdict(list)
    for row in rows:
        behind[row.line.name].append(row)
    every = [_change(earlier.get(line.name), line, behind[line.name]) for line in after.lines]
    moved = tuple(change for change in every if change.delta or change.by_unit)
    had_filed = {each.unit.name for each in before.standings if each.filing.is_filed}
    filed = [each.unit for each in after.standings if each.filing.is_filed]
    unread = {each.unit.name for each in before.standings if each.is_unreadable}
    found = [
        each for each in after.standings if each.unit.name in unread and not each.is_unreadable
    ]
    return Changes(
        since=before.snapshot.taken,
        changes=moved,
        filled=after.filling.filled - before.filling.filled,
        filed=after.filing.filed - before.filing.filed,
        report=_find_report(after, moved, after.filing.filed - before.filing.filed),
        newly_filed=tuple(
            unit.name for unit in filed if unit.expected and unit.name not in {*had_filed, *unread}
        ),
        found=tuple(found),
        rows=rows,
    )


def encode_visit(overview: Overview, now: dt.datetime) -> str:
    """What to remember of this visit; short enough for a cookie."""
    figures = {line.indicator.id: line.done for line in overview.main_lines}
    named = {CAMPAIGN: _mark_campaign(overview.campaign)}
    pairs = (named | figures | _standing_figures(overview)).items()
    return f"{int(now.timestamp())}" + "".join(f";{name}={done}" for name, done in pairs)


def recall_visit(text: str, campaign: Campaign) -> LastVisit | None:
    """What was remembered of this campaign: another year's may stand at the same address."""
    seen = decode_visit(text)
    return seen if seen and seen.done.get(CAMPAIGN) == _mark_campaign(campaign) else None


def _mark_campaign(campaign: Campaign) -> int:
    told = f"{campaign.city}\n{campaign.title}\n{campaign.deadline}"
    return int(hashlib.blake2b(told.encode(), digest_size=3).hexdigest(), 16)


def decode_visit(text: str) -> LastVisit | None:
    """What was remembered; None for anything that is not a note of ours."""
    form = FORM.fullmatch(text)
    if not form:
        return None
    pairs = (pair.split("=") for pair in form[2].split(";") if pair)
    try:
        moment = dt.datetime.fromtimestamp(int(form[1]), dt.UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        return None
    return LastVisit(moment, {name: int(done) for name, done in pairs})


def find_figure_moves(seen: LastVisit, overview: Overview) -> list[Move]:
    """The main figures that moved since; those that fell first."""
    now = [
        Move(line.measure.name, line.done - seen.done[line.indicator.id], line.measure.counter)
        for line in overview.main_lines
        if line.indicator.id in seen.done
        and not (FILED in seen.done and overview.counts_reports(line))
    ]
    now += [
        Move(name, done - seen.done[name], "家")
        for name, done in _standing_figures(overview).items()
        if name in seen.done
    ]
    return sorted((move for move in now if move.delta), key=lambda move: move.delta >= 0)


def _standing_figures(overview: Overview) -> dict[str, int]:
    return {FILLED: overview.filling.filled, FILED: overview.filing.filed}


def _change(before: Line | None, after: Line, rows: Sequence[RowChange]) -> LineChange:
    then, old = (before.by_unit, before.done) if before else ({}, 0)
    units = dict.fromkeys([*then, *after.by_unit])
    moved = {unit: after.by_unit.get(unit, 0) - then.get(unit, 0) for unit in units}
    deltas = {unit: delta for unit, delta in moved.items() if delta}
    fallen = {unit for unit, delta in deltas.items() if delta < 0}
    losses: dict[str, Counter[RowFate]] = defaultdict(Counter)
    for row in rows:
        if row.fell and row.unit in fallen:
            losses[row.unit][row.fate] += row.old - row.new
    return LineChange(after, old, _subtract(after.done, old, rows), deltas, losses)


def _find_report(after: Overview, moved: Iterable[LineChange], filed: int) -> LineChange | None:
    if not filed:
        return None
    same = (each for each in moved if each.delta == filed and after.counts_reports(each.line))
    return next(same, None)


def _subtract(new: int, old: int, rows: Sequence[RowChange]) -> int:
    """The difference: exact where every row behind it is, even between approximate totals."""
    numbers = [number for row in rows for number in (row.old, row.new)]
    is_rough = any(isinstance(number, Approximate) for number in numbers)
    return new - old if is_rough or not rows else int(new) - int(old)


def _find_worst(lost: Counter[RowFate]) -> RowFate:
    """What took most away; of several, what somebody wrote."""
    return max(RowFate, key=lambda fate: lost[fate])
