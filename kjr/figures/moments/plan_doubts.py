"""Plans to ask about: those whose day went by, and those said to be done before it came.

A row that was planned when it was read counts once its day is past.  Until somebody changes
anything in it, nobody knows whether it took place: the unit is asked, once for all such rows of a
sheet.  A closing report that is said to be handed in on a day still to come is asked about too.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign, Ledger
from kjr.editing.rows.row_comparison import fold_cell
from kjr.figures.moments.report_parts import doubt_report
from kjr.reading.page import Entry, Page, Problem, RowPlace
from kjr.reading.planned import find_entry_days, is_ahead, is_planned, is_to_come
from kjr.values.readings import Level
from kjr.values.wording import format_row_numbers

OVERDUE: Final = (
    "这一行写明是拟开展，日期已过，没有计入，请核实是否已开展；已开展的请改写，取消的请写取消"
)
EARLY: Final = "这一行写明已开展，日期还没到，没有计入，请核对日期"
UNTOUCHED: Final = (
    "读到时还是拟开展，日期已过，这一行没有改过，照常计入，请核实是否已开展；"
    "已开展的请照实补填或在备注里写明，没有开展的请改日期或删去整行"
)
UNCONFIRMED: Final = (
    "读到时日期还没到，日期已过，这一行没有改过，照常计入，请核实；"
    "属实的请照实补填或在备注里写明，不属实的请改日期或删去整行"
)
"""The same of what is no event."""
ALIKE: Final = "{}；这张表这样的共{}行：第{}行"


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
        is_new = is_planned(campaign, ledger, entry, read)
        if (is_new or known) and ((key := _find_key(page, entry)) in known or is_new):
            found.add(key)
    return frozenset(found)


def doubt_plans(
    campaign: Campaign,
    pages: Sequence[Page],
    keys: frozenset[str],
    today: dt.date,
    settled: Collection[RowPlace] = (),
) -> Iterator[Problem]:
    """What a unit is asked about its plans on a day; ``keys`` as ``list_plan_keys`` gave them.

    Rows at the places in ``settled`` tell of another unit's event, which is asked.
    """
    return (problem for _, problem in _find_doubts(campaign, pages, keys, today, settled))


def add_plan_doubts(
    campaign: Campaign, pages: Sequence[Page], keys: frozenset[str], today: dt.date
) -> tuple[Page, ...]:
    """The pages with what their unit is asked about its plans among their problems."""
    found = [*_find_doubts(campaign, pages, keys, today)]
    return tuple(
        page._replace(problems=(*page.problems, *(each for at, each in found if at is page)))
        for page in pages
    )


def _find_doubts(
    campaign: Campaign,
    pages: Sequence[Page],
    keys: frozenset[str],
    today: dt.date,
    settled: Collection[RowPlace] = (),
) -> Iterator[tuple[Page, Problem]]:
    for page in pages:
        for each in _doubt_page(campaign, page, keys, today, settled):
            yield page, each
    yield from doubt_report(campaign, pages, today)


def _doubt_page(
    campaign: Campaign,
    page: Page,
    keys: frozenset[str],
    today: dt.date,
    settled: Collection[RowPlace] = (),
) -> Iterator[Problem]:
    """One question for all rows of a page of which the same is asked, with where they stand."""
    asked: dict[str, list[Problem]] = {}
    for ledger, _, entry in _list_rows(campaign, [page]):
        said = _find_doubt(campaign, ledger, page, entry, keys, today)
        if said and entry.place not in settled:
            problem = page.problem(entry.row, ledger.day, Level.DOUBT, said)
            asked.setdefault(said, []).append(problem)
    for first, *others in asked.values():
        rows = [each.row for each in (first, *others)]
        said = ALIKE.format(first.message, len(rows), format_row_numbers(rows))
        cells = tuple(each.cell for each in others)
        yield first._replace(message=said, others=cells) if others else first


def _list_rows(campaign: Campaign, pages: Iterable[Page]) -> Iterator[tuple[Ledger, Page, Entry]]:
    """The rows of work done on a day; a report is handed in, not held."""
    dated = {each.name: each for each in campaign.ledgers if each.day and not each.single}
    for page in pages:
        if page.ledger in dated:
            yield from ((dated[page.ledger], page, entry) for entry in page.entries)


def _find_doubt(
    campaign: Campaign,
    ledger: Ledger,
    page: Page,
    entry: Entry,
    keys: frozenset[str],
    today: dt.date,
) -> str:
    """What is to be asked of one row; blank if nothing is, or its day is doubted already."""
    if is_ahead(ledger, entry, today):
        is_early = entry.progress is Progress.DONE and is_to_come(campaign, ledger, entry, today)
        return EARLY if is_early else ""
    if entry.progress:
        is_late = entry.progress is Progress.PLANNED and find_entry_days(ledger, entry)
        return OVERDUE if is_late else ""
    is_dated = keys and find_entry_days(ledger, entry)
    untouched = UNTOUCHED if ledger.people else UNCONFIRMED
    return untouched if is_dated and _find_key(page, entry) in keys else ""


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
