"""What a unit still owes, in the words of its own workbook."""

from collections.abc import Iterator

from kjr.campaign.model import Measure
from kjr.figures.filing_status import FilingState, Standing
from kjr.figures.overview import Overview
from kjr.values.masks import mask_personal_data
from kjr.values.readings import Level

MOST_CELLS = 5
"""Cells to mend that are named one by one; the rest are counted."""


def list_owed_items(overview: Overview, unit: str) -> list[str]:
    """Everything a unit still has to send, fill in or mend, by its full name."""
    standing = overview.standing(unit)
    return [*_book(standing), *_report(overview, standing), *_cells(overview, unit)]


def _book(standing: Standing) -> Iterator[str]:
    match standing.state:
        case FilingState.MISSING:
            yield "台账工作簿未报"
        case FilingState.EMPTY:
            yield "台账为空"
        case FilingState.UNREADABLE if standing.book and standing.book.stale:
            yield f"工作簿读取失败（{standing.book.stale.reason}）"


def _report(overview: Overview, standing: Standing) -> Iterator[str]:
    """Which parts of the closing report are not marked as handed in."""
    if standing.state is FilingState.UNREADABLE:
        return
    for measure in _reports(overview):
        written = [
            entry.values
            for page in (standing.book.pages if standing.book else ())
            for entry in page.entries
            if entry.ledger == measure.ledger
        ]
        for column, accepted in measure.where.items():
            if not any(values.get(column) in accepted for values in written):
                yield f"{measure.ledger}：{column}未交"


def _reports(overview: Overview) -> Iterator[Measure]:
    """The measures that say when a closing report is complete."""
    for line in overview.main_lines:
        if overview.campaign.ledger(line.measure.ledger).single:
            yield line.measure


def _cells(overview: Overview, unit: str) -> Iterator[str]:
    wrong = [
        problem
        for problem in overview.snapshot.problems
        if problem.unit == unit and problem.level is Level.ERROR
    ]
    yield from (mask_personal_data(str(problem)) for problem in wrong[:MOST_CELLS])
    if len(wrong) > MOST_CELLS:
        yield f"另有{len(wrong) - MOST_CELLS}处待改"
