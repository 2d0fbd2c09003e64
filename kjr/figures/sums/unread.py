"""What may be there all the same, in workbooks nobody can read: units, districts, options."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kjr.campaign.columns import Choice
from kjr.campaign.model import BLANK, FILLED, WRITER, Campaign, Measure, Unit
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.sums.conditions import is_among
from kjr.figures.sums.row_cells import Cells, describe_writer
from kjr.figures.sums.totals import Total
from kjr.values.spelling.characters import unify_name


class DarkUnits(NamedTuple):
    """The units in whose workbooks something may stand that nobody can read, in their order."""

    entries: Sequence[Unit]
    reports: Sequence[Unit]
    """Of a report (``Ledger.single``) that was missing when its workbook could last be read,
    nobody knows either."""


def list_dark_units(snapshot: Snapshot) -> DarkUnits:
    """The units whose workbooks cannot be read."""
    books = [(each, snapshot.find_book(each.name)) for each in snapshot.campaign.units]
    entries = [unit for unit, book in books if book and book.is_unreadable]
    reports = [unit for unit, book in books if book and (book.is_unreadable or book.stale)]
    return DarkUnits(entries, reports)


def list_unread_items(campaign: Campaign, dark: DarkUnits, total: Total) -> tuple[str, ...]:
    """What a measure that tells things apart does not count and nobody can deny.

    These are the units or districts whose workbooks cannot be read; where a target asks for
    options one by one, any such workbook may hold each of them.
    """
    measure = total.measure
    if [len(key) for key in measure.distinct] != [1]:
        return ()
    ((column,),) = measure.distinct
    writers = _list_writers(campaign, dark, measure)
    if column in WRITER:
        items = (str(each[column]) for each in writers)
    else:
        items = (word for _ in writers for word in _list_options(campaign, measure))
    return tuple(dict.fromkeys(each for each in items if (unify_name(each),) not in total.keys))


def _list_options(campaign: Campaign, measure: Measure) -> Iterable[str]:
    """The words a target asks for one by one."""
    if measure.target is None:
        return ()
    ((column,),) = measure.distinct
    kind = campaign.ledger(measure.ledger).column(column)
    words = measure.where.get(column, kind.options if isinstance(kind, Choice) else ())
    return (word for word in words if word not in (BLANK, FILLED))


def _list_writers(campaign: Campaign, dark: DarkUnits, measure: Measure) -> Iterator[Cells]:
    """Those whose rows may count, in workbooks that cannot be read."""
    units = dark.reports if campaign.ledger(measure.ledger).single else dark.entries
    return (each for each in map(describe_writer, units) if _may_write(each, measure))


def _may_write(writer: Cells, measure: Measure) -> bool:
    """Whether somebody's rows may count at all."""
    asked = (item for item in measure.where.items() if item[0] in writer)
    return all(is_among(writer[column], accepted) for column, accepted in asked)
