"""What happened to a row between two moments, in words that blame nobody."""

from enum import StrEnum

from kjr.campaign.model import Measure
from kjr.figures.moments.whole_reports import find_change_moment
from kjr.figures.moves.row_acts import TwoMoments, find_settlement, list_row_corrections
from kjr.figures.moves.row_pairs import PageRow, RowPair, SheetRow
from kjr.figures.overview import Overview
from kjr.reading import planned
from kjr.reading.planned import is_misdated, is_to_come


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
    MISDATED = planned.MISDATED
    """Its day is in a year that cannot be meant (2109): somebody mistyped it."""
    CORRECTED = "订正"
    SETTLED = "联合认定"
    """The office said which of several units hosted the event, or took that back."""
    REMOVED = "删行"
    CLEARED = "清空格"
    """The row stands, and a cell without which it adds nothing is blank."""
    UNREAD = "读不懂"
    LOST = "读取失败"
    """The whole workbook cannot be read: nobody wrote anything."""
    FOUND = "首次读到"
    """The whole workbook could not be read or was nobody's: its rows were written before."""
    LEFT = "移出名册"
    """The unit is on the roster no more, not even as a name another unit had."""


def judge_fate(
    moments: TwoMoments,
    measure: Measure,
    pair: RowPair,
    counted: tuple[bool, bool],
    moved: tuple[int, int],
) -> RowFate:
    """Why a row adds something else: ``counted`` and ``moved`` are of then and of now."""
    if pair.then is None or pair.now is None:
        return _judge_one_sided(moments, pair)
    if list_row_corrections(pair.then) != list_row_corrections(pair.now):
        return RowFate.CORRECTED
    if find_settlement(moments, pair):
        return RowFate.SETTLED
    grew = moved[1] > moved[0]
    if all(counted) and measure.sum:
        return _judge_cell(pair.then, pair.now, measure.sum, grew=grew)
    if grew:
        return _judge_day(
            moments.before, pair.then, RowFate.MENDED, RowFate.HAPPENED, RowFate.INCLUDED
        )
    return _judge_day(moments.after, pair.now, RowFate.MISDATED, RowFate.PLANNED, RowFate.EXCLUDED)


def _judge_cell(then: PageRow, now: PageRow, column: str, *, grew: bool) -> RowFate:
    """What happened to an amount: only one that was read then and is read now grew or shrank."""
    if column not in then.entry.values:
        if column in then.entry.not_applicable:
            return RowFate.INCLUDED
        return RowFate.MENDED if then.format_raw(column) else RowFate.ADDED
    if column not in now.entry.values:
        if column in now.entry.not_applicable:
            return RowFate.EXCLUDED
        return RowFate.UNREAD if now.format_raw(column) else RowFate.CLEARED
    return RowFate.GREW if grew else RowFate.SHRANK


def _judge_day(
    seen: Overview, row: PageRow, misdated: RowFate, to_come: RowFate, otherwise: RowFate
) -> RowFate:
    """What fits the day of a row in the moment in which it did not count."""
    campaign, today = seen.campaign, seen.snapshot.taken.date()
    ledger = campaign.ledger(row.entry.ledger)
    if is_misdated(campaign, ledger, row.entry, today):
        return misdated
    return to_come if is_to_come(campaign, ledger, row.entry, today) else otherwise


def _judge_one_sided(moments: TwoMoments, pair: RowPair) -> RowFate:
    if pair.is_cancelled:
        return RowFate.INCLUDED if pair.now else RowFate.EXCLUDED
    unit = pair.shown.entry.unit
    if pair.now:
        if _is_only_found(moments, unit):
            return RowFate.FOUND
        return RowFate.MENDED if pair.is_standing else RowFate.ADDED
    if unit not in moments.after.campaign.unit_names:
        return RowFate.LEFT
    if moments.after.standing(unit).is_unreadable:
        return RowFate.LOST
    return _judge_idle(pair.idle) if pair.idle else RowFate.REMOVED


def _is_only_found(moments: TwoMoments, unit: str) -> bool:
    """Whether the earlier moment could not read the book, or it has not been saved since."""
    was = moments.before.snapshot
    if unit in was.books:
        return moments.before.standing(unit).is_unreadable
    return find_change_moment(moments.after.snapshot.books[unit]) <= was.taken


def _judge_idle(row: SheetRow) -> RowFate:
    """Why a row that stands is no entry any more: somebody emptied a cell, or it is not read."""
    is_emptied = bool(row.errors) and all(each.is_blank for each in row.errors)
    return RowFate.CLEARED if is_emptied else RowFate.UNREAD
