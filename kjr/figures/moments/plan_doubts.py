"""Plans to ask about: those whose day went by, and those said to be done before it came.

A row that was planned when it was read counts once its day is past.  Until somebody changes
anything in it, nobody knows whether it took place: the unit is asked.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign, Ledger
from kjr.editing.row_comparison import fold_cell
from kjr.reading.page import Entry, Page, Problem
from kjr.reading.planned import find_entry_days, is_ahead, is_planned
from kjr.values.readings import Level

OVERDUE: Final = (
    "这一行写明是拟开展，日期已过，没有计入，请核实是否已开展；已开展的请改写，取消的请写取消"
)
EARLY: Final = "这一行写明已开展，日期还没到，按拟开展，没有计入，请核对日期"
UNTOUCHED: Final = (
    "读到时还是拟开展，日期已过，这一行没有改过，照常计入，请核实是否已开展；"
    "已开展的请照实补填或在备注里写明，没有开展的请改日期或删去整行"
)


def list_plan_keys(
    campaign: Campaign,
    pages: Iterable[Page],
    read: dt.date,
    known: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """What stands in the rows of a workbook that are, or unchanged once were, only planned.

    ``read`` is the day the pages were read, ``known`` the keys of the reading before.
    """
    found: set[str] = set()
    for ledger, page, entry in _list_rows(campaign, pages):
        is_new = is_planned(ledger, entry, read)
        if (is_new or known) and ((key := _find_key(page, entry)) in known or is_new):
            found.add(key)
    return frozenset(found)


def doubt_plans(
    campaign: Campaign, pages: Iterable[Page], keys: frozenset[str], today: dt.date
) -> Iterator[Problem]:
    """What a unit is asked about its plans on a day; ``keys`` as ``list_plan_keys`` gave them."""
    for ledger, page, entry in _list_rows(campaign, pages):
        if said := _find_doubt(ledger, page, entry, keys, today):
            yield page.problem(entry.row, ledger.day, Level.DOUBT, said)


def add_plan_doubts(
    campaign: Campaign, pages: Sequence[Page], keys: frozenset[str], today: dt.date
) -> tuple[Page, ...]:
    """The pages with what their unit is asked about its plans among their problems."""
    return tuple(
        page._replace(problems=(*page.problems, *doubt_plans(campaign, [page], keys, today)))
        for page in pages
    )


def _list_rows(campaign: Campaign, pages: Iterable[Page]) -> Iterator[tuple[Ledger, Page, Entry]]:
    """The rows of work done on a day; a report is handed in, not held."""
    dated = {each.name: each for each in campaign.ledgers if each.day and not each.single}
    for page in pages:
        if page.ledger in dated:
            yield from ((dated[page.ledger], page, entry) for entry in page.entries)


def _find_doubt(
    ledger: Ledger, page: Page, entry: Entry, keys: frozenset[str], today: dt.date
) -> str:
    """What is to be asked of one row; blank if nothing is."""
    if is_ahead(ledger, entry, today):
        return EARLY if entry.progress is Progress.DONE else ""
    if entry.progress:
        is_late = entry.progress is Progress.PLANNED and find_entry_days(ledger, entry)
        return OVERDUE if is_late else ""
    is_dated = keys and find_entry_days(ledger, entry)
    return UNTOUCHED if is_dated and _find_key(page, entry) in keys else ""


def _find_key(page: Page, entry: Entry) -> str:
    """What stands in a row wherever it stands, and what the office corrected in it.

    Left of the ledger's columns rows are only numbered.
    """
    own = [*page.columns.values(), *(at for each in page.joined.values() for at in each.places)]
    cells = page.sheet.rows[entry.row - 1] if entry.row <= len(page.sheet.rows) else ()
    typed = [fold_cell(cell) for cell in cells[min(own) - 1 :]]
    acts = sorted(act.id for act in page.corrections(entry.row).values())
    said = repr((entry.ledger, typed, acts))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
