"""What became of the rows behind the figures: old and new, cell, text as typed, when, by whom."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.figures.moments.whole_reports import find_change_moment
from kjr.figures.moves.row_acts import TwoMoments, find_act, find_settlement
from kjr.figures.moves.row_amounts import TypedRows
from kjr.figures.moves.row_fates import RowFate, judge_fate
from kjr.figures.moves.row_pairs import PageRow, RowPair, pair_ledger_rows
from kjr.figures.moves.shown_cells import (
    list_shown_columns,
    name_cells,
    quote_after,
    quote_before,
)
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.reading.page import RowPlace
from kjr.state.acts import Act

IN_FILE: Final = "在文件里改的"
IN_ROSTER: Final = "在名册里改的"
NOT_TYPED: Final = {
    **dict.fromkeys((RowFate.HAPPENED, RowFate.LOST, RowFate.FOUND), ""),
    RowFate.LEFT: IN_ROSTER,
}
"""What nobody did to a row, and where it was done instead."""


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
    rows = tuple(TypedRows(each) for each in (before, after))
    found = [each for line in moved for each in _tell(moments, line, pairs, rows)]
    return tuple(sorted(found, key=lambda change: not change.fell))


def _tell(
    moments: TwoMoments,
    line: Line,
    pairs: Mapping[str, Sequence[RowPair]],
    rows: Iterable[TypedRows],
) -> Iterator[RowChange]:
    """The changed rows of one figure."""
    then, now = (each.count(line.measure) for each in rows)
    same = {unit for unit, things in now.things.items() if then.things.get(unit) == things}
    for pair in pairs[line.measure.ledger]:
        if pair.shown.entry.unit in same:
            continue
        moved = _amount(then.amounts, pair.then), _amount(now.amounts, pair.now)
        if moved[0] != moved[1]:
            stood = _is_counted(then.amounts, pair.then), _is_counted(now.amounts, pair.now)
            fate = judge_fate(moments, line.measure, pair, stood, moved)
            yield _describe(moments, line, pair, moved, fate)


def _describe(
    moments: TwoMoments, line: Line, pair: RowPair, moved: tuple[int, int], fate: RowFate
) -> RowChange:
    after, entry = moments.after, pair.shown.entry
    ledger = after.campaign.ledger(line.measure.ledger)
    columns = list_shown_columns(ledger, line.measure, pair, fate)
    stands = pair.after or pair.before
    assert stands
    act = _find_cause(moments, pair, columns, fate)
    roster = (moments.before if fate is RowFate.LEFT else after).campaign
    return RowChange(
        line,
        entry.unit,
        roster.unit(entry.unit).district,
        fate,
        *moved,
        _find_before(moments.before, line).get(entry.unit, 0),
        line.by_unit.get(entry.unit, 0),
        sheet=stands.page.sheet.name,
        row=stands.row,
        cell=name_cells(stands, columns),
        was=quote_before(pair, columns),
        now=quote_after(pair, columns),
        who=act.who if act else NOT_TYPED.get(fate, IN_FILE),
        when=act.moment if act else None if fate in NOT_TYPED else _noticed(after, entry.unit),
    )


def _find_cause(
    moments: TwoMoments, pair: RowPair, columns: Sequence[str], fate: RowFate
) -> Act | None:
    if fate in NOT_TYPED:
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


def _amount(amounts: Mapping[RowPlace, int], row: PageRow | None) -> int:
    return amounts.get(row.place, 0) if row else 0


def _is_counted(amounts: Mapping[RowPlace, int], row: PageRow | None) -> bool:
    return row is not None and row.place in amounts
