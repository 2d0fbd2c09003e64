"""What may be there all the same, in workbooks nobody can read: units, districts, options."""

from collections.abc import Iterable, Iterator

from kjr.campaign.columns import Choice
from kjr.campaign.model import BLANK, FILLED, WRITER, Campaign, Measure, Unit
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.sums.conditions import is_among
from kjr.figures.sums.row_cells import Cells, describe_writer
from kjr.figures.sums.totals import Total
from kjr.values.spelling.characters import unify_name


def list_unread_items(snapshot: Snapshot, total: Total) -> tuple[str, ...]:
    """What a measure that tells things apart does not count and nobody can deny.

    These are the units or districts whose workbooks cannot be read; where a target asks for
    options one by one, any such workbook may hold each of them.  Of a report (``Ledger.single``)
    that was missing when its workbook could last be read, nobody knows either.
    """
    measure = total.measure
    if [len(key) for key in measure.distinct] != [1]:
        return ()
    ((column,),) = measure.distinct
    writers = _list_writers(snapshot, measure)
    if column in WRITER:
        items = (str(each[column]) for each in writers)
    else:
        items = (word for _ in writers for word in _list_options(snapshot.campaign, measure))
    return tuple(dict.fromkeys(each for each in items if (unify_name(each),) not in total.keys))


def _list_options(campaign: Campaign, measure: Measure) -> Iterable[str]:
    """The words a target asks for one by one."""
    if measure.target is None:
        return ()
    ((column,),) = measure.distinct
    kind = campaign.ledger(measure.ledger).column(column)
    words = measure.where.get(column, kind.options if isinstance(kind, Choice) else ())
    return (word for word in words if word not in (BLANK, FILLED))


def _list_writers(snapshot: Snapshot, measure: Measure) -> Iterator[Cells]:
    """Those whose rows may count, in workbooks that cannot be read."""
    is_report = snapshot.campaign.ledger(measure.ledger).single
    units = snapshot.campaign.units
    dark = (each for each in units if _is_dark(snapshot, each, is_report=is_report))
    return (each for each in map(describe_writer, dark) if _may_write(each, measure))


def _is_dark(snapshot: Snapshot, unit: Unit, *, is_report: bool) -> bool:
    book = snapshot.find_book(unit.name)
    return book is not None and (book.is_unreadable or (is_report and book.stale is not None))


def _may_write(writer: Cells, measure: Measure) -> bool:
    """Whether somebody's rows may count at all."""
    asked = (item for item in measure.where.items() if item[0] in writer)
    return all(is_among(writer[column], accepted) for column, accepted in asked)
