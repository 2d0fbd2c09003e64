"""What became of the rows behind the figures: old and new, cell, text as typed, when, by whom."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kjr.campaign.model import Ledger, Measure
from kjr.editing.matching import match_rows
from kjr.editing.page_rows import read_typed_row
from kjr.editing.row_comparison import fold_cell
from kjr.figures import lines
from kjr.figures.lines import Line
from kjr.figures.moves.row_pairs import PageRow, RowPair, pair_ledger_rows
from kjr.figures.overview import Overview
from kjr.figures.sources import (
    find_telling_column,
    format_source_value,
    list_deciding_columns,
)
from kjr.figures.tables import ENTRY, UNIT
from kjr.state.acts import Act, ActKind
from kjr.values.cells import Cell
from kjr.values.days import Span


class RowFate(StrEnum):
    """What happened to a row, in words that blame nobody for what he did not do."""

    ADDED = "新填"
    MENDED = "改好"
    GREW = "改大"
    SHRANK = "改小"
    INCLUDED = "改为计入"
    EXCLUDED = "改为不计"
    HAPPENED = "到了日子"
    PLANNED = "改到以后"
    CORRECTED = "订正"
    SETTLED = "联合认定"
    """The office said which of several units hosted the event, or took that back."""
    REMOVED = "删行"
    UNREAD = "读不懂"
    LOST = "读取失败"
    """The whole workbook cannot be read: nobody wrote anything."""


IN_FILE: Final = "在文件里改的"
BY_ITSELF: Final = (RowFate.HAPPENED, RowFate.LOST)
"""What nobody did."""


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
    when: dt.datetime

    @property
    def fell(self) -> bool:
        """Whether the row adds less than it did."""
        return self.new < self.old


def list_row_changes(
    before: Overview, after: Overview, acts: Iterable[Act] = ()
) -> tuple[RowChange, ...]:
    """Every row that adds something else to a figure now, those that add less first."""
    told, earlier = Telling(before, after, tuple(acts)), {each.name: each for each in before.lines}
    moved = [
        line
        for line in after.lines
        if line.name not in earlier or earlier[line.name].by_unit != line.by_unit
    ]
    pairs = {
        name: [*pair_ledger_rows(before.snapshot, after.snapshot, name)]
        for name in {line.measure.ledger for line in moved}
    }
    found = [each for line in moved for each in told.tell(line, pairs[line.measure.ledger])]
    return tuple(sorted(found, key=lambda change: not change.fell))


class Telling(NamedTuple):
    """What is told from: both moments, and what was done through the app."""

    before: Overview
    after: Overview
    acts: tuple[Act, ...]

    def tell(self, line: Line, pairs: Sequence[RowPair]) -> Iterator[RowChange]:
        """The changed rows of one figure."""
        then, now = (_amounts(each, line.measure) for each in (self.before, self.after))
        for pair in pairs:
            old, new = _amount(then, pair.then), _amount(now, pair.now)
            if old != new:
                counted = _is_counted(then, pair.then), _is_counted(now, pair.now)
                yield self._change(
                    line, pair, (old, new), self._fate(line, pair, counted, (old, new))
                )

    def _fate(
        self, line: Line, pair: RowPair, counted: tuple[bool, bool], moved: tuple[int, int]
    ) -> RowFate:
        if pair.then is None or pair.now is None:
            return self._one_sided(pair)
        if _corrections(pair.then) != _corrections(pair.now):
            return RowFate.CORRECTED
        if self._find_settlement(pair):
            return RowFate.SETTLED
        grew = moved[1] > moved[0]
        if all(counted) and line.measure.sum:
            return RowFate.GREW if grew else RowFate.SHRANK
        ledger = self.after.campaign.ledger(line.measure.ledger)
        if grew:
            was_due = _is_after(ledger, pair.then, self.before.today)
            return RowFate.HAPPENED if was_due else RowFate.INCLUDED
        is_due = _is_after(ledger, pair.now, self.after.today)
        return RowFate.PLANNED if is_due else RowFate.EXCLUDED

    def _one_sided(self, pair: RowPair) -> RowFate:
        if pair.is_cancelled:
            return RowFate.INCLUDED if pair.now else RowFate.EXCLUDED
        if pair.now:
            return RowFate.MENDED if pair.is_standing else RowFate.ADDED
        if self.after.standing(pair.shown.entry.unit).is_unreadable:
            return RowFate.LOST
        return RowFate.UNREAD if pair.is_standing else RowFate.REMOVED

    def _change(
        self, line: Line, pair: RowPair, moved: tuple[int, int], fate: RowFate
    ) -> RowChange:
        ledger = self.after.campaign.ledger(line.measure.ledger)
        columns = _shown_columns(ledger, line.measure, pair, fate)
        page, entry = pair.shown
        act = self._find_act(pair, columns, fate)
        return RowChange(
            line,
            entry.unit,
            self.after.campaign.unit(entry.unit).district,
            fate,
            *moved,
            self._find_before(line).get(entry.unit, 0),
            line.by_unit.get(entry.unit, 0),
            sheet=entry.sheet,
            row=entry.row,
            cell="、".join(filter(None, (page.address(entry.row, each) for each in columns))),
            was=_joined(pair.then and [pair.then.format_raw(each) for each in columns]),
            now=_joined(pair.now and [_said(pair.now, each) for each in columns]),
            who=act.who if act else "" if fate in BY_ITSELF else IN_FILE,
            when=act.moment if act else self._noticed(entry.unit),
        )

    def _find_act(self, pair: RowPair, columns: Sequence[str], fate: RowFate) -> Act | None:
        """What was done to the row through the app, if that is how it became what it is."""
        if fate in BY_ITSELF:
            return None
        if fate is RowFate.SETTLED:
            return self._find_settlement(pair)
        unit, since = pair.shown.entry.unit, self.before.snapshot.taken
        until = max(self.after.snapshot.taken, self._find_read_at(unit))
        ours = (
            act for act in reversed(self.acts) if act.unit == unit and since <= act.moment <= until
        )
        fits = _is_correction if fate is RowFate.CORRECTED else _is_doing
        return next((act for act in ours if fits(act, pair, columns)), None)

    def _find_settlement(self, pair: RowPair) -> Act | None:
        """What made a row another unit's event since, or its own again."""
        then = pair.then and self.before.snapshot.partners.get(pair.then.place)
        now = pair.now and self.after.snapshot.partners.get(pair.now.place)
        if now:
            return None if then else now.act
        return next((act for act in self.acts if then and act.of == then.act.id), None)

    def _find_before(self, line: Line) -> Mapping[str, int]:
        return next((each.by_unit for each in self.before.lines if each.name == line.name), {})

    def _find_read_at(self, unit: str) -> dt.datetime:
        book = self.after.snapshot.books.get(unit)
        return book.read_at if book else self.after.snapshot.taken

    def _noticed(self, unit: str) -> dt.datetime:
        """When the file was last saved, as its store says."""
        book = self.after.snapshot.books.get(unit)
        zone = self.after.snapshot.taken.tzinfo
        return book.held.changed.astimezone(zone) if book else self.after.snapshot.taken


def _amounts(overview: Overview, measure: Measure) -> Mapping[tuple[str, str, int], int]:
    """What each counted row adds to its own unit's figure."""
    rows = lines.select_counted_rows(overview.campaign, overview.tables, measure)
    adds = ~rows.duplicated([UNIT, lines.KEY]) if measure.distinct else rows[lines.AMOUNT]
    found: Counter[tuple[str, str, int]] = Counter()
    for entry, amount in zip(rows[ENTRY], adds, strict=True):
        found[entry.unit, entry.sheet, entry.row] += int(amount)
    return found


def _amount(amounts: Mapping[tuple[str, str, int], int], row: PageRow | None) -> int:
    return amounts.get(row.place, 0) if row else 0


def _is_counted(amounts: Mapping[tuple[str, str, int], int], row: PageRow | None) -> bool:
    return row is not None and row.place in amounts


def _is_after(ledger: Ledger, row: PageRow, today: dt.date) -> bool:
    day = row.entry.values.get(ledger.day)
    first = day.first if isinstance(day, Span) else day
    return isinstance(first, dt.date) and first > today


def _corrections(row: PageRow) -> set[str]:
    return {act.id for act in row.page.corrections(row.entry.row).values()}


def _shown_columns(ledger: Ledger, measure: Measure, pair: RowPair, fate: RowFate) -> Sequence[str]:
    """The columns that made the difference, or the one that names the row."""
    if fate in (RowFate.GREW, RowFate.SHRANK):
        return [measure.sum]
    then, now = pair.then, pair.now
    differing = [
        column
        for column in list_deciding_columns(ledger, measure)
        if then and now and then.entry.values.get(column) != now.entry.values.get(column)
    ]
    return differing or [find_telling_column(ledger, measure)]


def _said(row: PageRow, column: str) -> str:
    """What counts as written: the office's word where it corrected the cell."""
    if column in row.page.corrections(row.entry.row):
        return format_source_value(row.entry.values.get(column)) or "空"
    return row.format_raw(column)


def _joined(texts: Sequence[str] | None) -> str:
    return "；".join(text or "空" for text in texts) if texts else ""


def _is_correction(act: Act, pair: RowPair, columns: Sequence[str]) -> bool:
    ids = [_corrections(row) for row in (pair.then, pair.now) if row]
    return act.id in ids[-1] - ids[0] or (act.kind is ActKind.WITHDRAWN and act.of in ids[0])


def _is_doing(act: Act, pair: RowPair, columns: Sequence[str]) -> bool:
    """Whether an edit made the cells of a row what they are, or took the row away."""
    page, entry = pair.shown
    if act.sheet != entry.sheet or act.outcome is ActKind.FAILED or act.kind is ActKind.CORRECTED:
        return False
    row = {entry.row: read_typed_row(page, entry.row, page.fields or page.columns)}
    for edit in act.edits:
        stands = edit.after if pair.now else edit.before
        is_here = match_rows({edit.row: stands}, row, page.identity).found
        touched = {name for name, _, now in edit.cells if not pair.now or _is_now(pair, name, now)}
        is_whole = not (edit.before and edit.after) or pair.then is None
        if is_here and (is_whole or touched & {*columns}):
            return True
    return False


def _is_now(pair: RowPair, name: str, cell: Cell) -> bool:
    if pair.now is None:
        return False
    page, entry = pair.now
    return fold_cell(cell) == fold_cell(page.raw(entry.row, name))
