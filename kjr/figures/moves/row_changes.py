"""What became of the rows behind the figures: old and new, cell, text as typed, when, by whom."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.campaign.model import Ledger, Measure
from kjr.figures import counted_rows
from kjr.figures.moments.whole_reports import find_change_moment
from kjr.figures.moves.row_acts import TwoMoments, find_act, find_settlement
from kjr.figures.moves.row_fates import RowFate, judge_fate
from kjr.figures.moves.row_pairs import PageRow, RowPair, SheetRow, pair_ledger_rows
from kjr.figures.overview import Overview
from kjr.figures.sources import (
    find_telling_column,
    format_entry_value,
    list_deciding_columns,
)
from kjr.figures.sums.line import Line
from kjr.figures.sums.row_cells import UNIT
from kjr.figures.tables import ENTRY
from kjr.state.acts import Act
from kjr.values.cells import format_address

IN_FILE: Final = "在文件里改的"
BY_ITSELF: Final = (RowFate.HAPPENED, RowFate.LOST)
"""What nobody did."""
PROGRESS: Final = ""
"""Among columns of a ledger: the one in which the rows of a sheet say how far they are."""


class RowChange(NamedTuple):
    """One row that adds something else to a figure than it did."""

    line: Line
    unit: str
    district: str
    fate: RowFate
    old: int
    new: int
    unit_old: int
    """What the whole unit added to the figure then, and now."""
    unit_new: int
    sheet: str
    row: int
    cell: str
    """Addresses of the cells that differ, or of the one that names the row."""
    was: str
    """What was typed there then."""
    now: str
    """What is typed there now, or what the office says instead."""
    who: str
    when: dt.datetime | None
    """Of what was changed in the file, when it was last saved: it was changed by then.

    None for what nobody did.
    """

    @property
    def fell(self) -> bool:
        """Whether the row adds less than it did."""
        return self.new < self.old


def list_row_changes(
    before: Overview, after: Overview, acts: Iterable[Act] = ()
) -> tuple[RowChange, ...]:
    """Every row that adds something else to a figure now, those that add less first."""
    moments = TwoMoments(before, after, tuple(acts))
    earlier = {each.name: each for each in before.lines}
    moved = [
        line
        for line in after.lines
        if line.name not in earlier or earlier[line.name].by_unit != line.by_unit
    ]
    pairs = {
        name: [*pair_ledger_rows(before.snapshot, after.snapshot, name)]
        for name in {line.measure.ledger for line in moved}
    }
    found = [each for line in moved for each in _tell(moments, line, pairs[line.measure.ledger])]
    return tuple(sorted(found, key=lambda change: not change.fell))


def _tell(moments: TwoMoments, line: Line, pairs: Sequence[RowPair]) -> Iterator[RowChange]:
    """The changed rows of one figure."""
    then, now = (_amounts(each, line.measure) for each in (moments.before, moments.after))
    for pair in pairs:
        moved = _amount(then, pair.then), _amount(now, pair.now)
        if moved[0] != moved[1]:
            counted = _is_counted(then, pair.then), _is_counted(now, pair.now)
            fate = judge_fate(moments, line.measure, pair, counted, moved)
            yield _describe(moments, line, pair, moved, fate)


def _describe(
    moments: TwoMoments, line: Line, pair: RowPair, moved: tuple[int, int], fate: RowFate
) -> RowChange:
    after, entry = moments.after, pair.shown.entry
    columns = _shown_columns(after.campaign.ledger(line.measure.ledger), line.measure, pair, fate)
    stands = pair.after or pair.before
    assert stands
    act = _find_cause(moments, pair, columns, fate)
    return RowChange(
        line,
        entry.unit,
        after.campaign.unit(entry.unit).district,
        fate,
        *moved,
        _find_before(moments.before, line).get(entry.unit, 0),
        line.by_unit.get(entry.unit, 0),
        sheet=stands.page.sheet.name,
        row=stands.row,
        cell="、".join(filter(None, (_address(stands, each) for each in columns))),
        was=_joined(pair.before and [_typed(pair.before, each) for each in columns]),
        now=_joined(pair.after and [_said(pair, each) for each in columns]),
        who=act.who if act else "" if fate in BY_ITSELF else IN_FILE,
        when=act.moment if act else None if fate in BY_ITSELF else _noticed(after, entry.unit),
    )


def _find_cause(
    moments: TwoMoments, pair: RowPair, columns: Sequence[str], fate: RowFate
) -> Act | None:
    if fate in BY_ITSELF:
        return None
    if fate is RowFate.SETTLED:
        return find_settlement(moments, pair)
    return find_act(moments, pair, columns, is_corrected=fate is RowFate.CORRECTED)


def _find_before(before: Overview, line: Line) -> Mapping[str, int]:
    return next((each.by_unit for each in before.lines if each.name == line.name), {})


def _noticed(after: Overview, unit: str) -> dt.datetime:
    """When the file was last saved, as its store says."""
    book = after.snapshot.books.get(unit)
    return find_change_moment(book) if book else after.snapshot.taken


def _amounts(overview: Overview, measure: Measure) -> Mapping[tuple[str, str, int], int]:
    """What each counted row adds to its own unit's figure."""
    rows = counted_rows.select_counted_rows(overview.campaign, overview.tables, measure)
    own = ~rows.duplicated([UNIT, counted_rows.KEY])
    adds = own.astype(int) if measure.distinct else counted_rows.list_added(rows, measure)
    found: Counter[tuple[str, str, int]] = Counter()
    for entry, amount in zip(rows[ENTRY], adds, strict=True):
        found[entry.unit, entry.sheet, entry.row] += amount
    return found


def _amount(amounts: Mapping[tuple[str, str, int], int], row: PageRow | None) -> int:
    return amounts.get(row.place, 0) if row else 0


def _is_counted(amounts: Mapping[tuple[str, str, int], int], row: PageRow | None) -> bool:
    return row is not None and row.place in amounts


def _shown_columns(ledger: Ledger, measure: Measure, pair: RowPair, fate: RowFate) -> Sequence[str]:
    """The columns that made the difference, or the one that names the row."""
    if fate in (RowFate.GREW, RowFate.SHRANK):
        return [measure.sum]
    if fate in (RowFate.INCLUDED, RowFate.EXCLUDED) and _is_otherwise_told(pair):
        return [PROGRESS]
    if pair.idle and (errors := [each.column for each in pair.idle.errors]):
        return list(dict.fromkeys(errors))
    then, now = pair.then, pair.now
    differing = [
        column
        for column in list_deciding_columns(ledger, measure)
        if then and now and then.entry.values.get(column) != now.entry.values.get(column)
    ]
    return differing or [find_telling_column(ledger, measure)]


def _is_otherwise_told(pair: RowPair) -> bool:
    """Whether the row itself says something else of how far it is than it did."""
    told = [each.format_progress() if each else "" for each in (pair.before, pair.after)]
    return told[0] != told[1]


def _address(row: SheetRow, column: str) -> str:
    if column == PROGRESS:
        return format_address(row.row, row.page.progress) if row.page.progress else ""
    return row.page.address(row.row, column)


def _typed(row: SheetRow, column: str) -> str:
    return row.format_progress() if column == PROGRESS else row.format_raw(column)


def _said(pair: RowPair, column: str) -> str:
    """What counts as written: the office's word where it corrected the cell."""
    row = pair.now
    if row and column in row.page.corrections(row.entry.row):
        return format_entry_value(row.entry, column) or "空"
    return _typed(pair.after, column) if pair.after else ""


def _joined(texts: Sequence[str] | None) -> str:
    return "；".join(text or "空" for text in texts) if texts else ""
