"""Which units or districts may have what a measure looks for, in workbooks nobody can read."""

from kjr.campaign.model import Measure, Unit
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.sums.conditions import is_among
from kjr.figures.sums.row_cells import DISTRICT, UNIT, Cells, describe_writer
from kjr.figures.sums.totals import Total


def list_unread_items(snapshot: Snapshot, total: Total) -> tuple[str, ...]:
    """What a measure that tells units or districts apart does not count and nobody can deny.

    Of a report (``Ledger.single``) that was missing when its workbook could last be read, nobody
    knows either.
    """
    measure, campaign = total.measure, snapshot.campaign
    if measure.distinct not in (((UNIT,),), ((DISTRICT,),)):
        return ()
    (column,) = measure.distinct[0]
    seen = total.by_unit if column == UNIT else total.by_district
    is_report = campaign.ledger(measure.ledger).single
    dark = (each for each in campaign.units if _is_dark(snapshot, each, is_report=is_report))
    writers = map(describe_writer, dark)
    items = (str(each[column]) for each in writers if _may_write(each, measure))
    return tuple(dict.fromkeys(item for item in items if item not in seen))


def _is_dark(snapshot: Snapshot, unit: Unit, *, is_report: bool) -> bool:
    book = snapshot.find_book(unit.name)
    return book is not None and (book.is_unreadable or (is_report and book.stale is not None))


def _may_write(writer: Cells, measure: Measure) -> bool:
    """Whether somebody's rows may count at all."""
    asked = (item for item in measure.where.items() if item[0] in writer)
    return all(is_among(writer[column], accepted) for column, accepted in asked)
