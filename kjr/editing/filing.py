"""Filing (报送) as an act: held against what the workbook holds, and written into it.

Whether a unit has filed is still told by content alone; the act says who answers for it and when.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, FilingColumns
from kjr.editing.matching import find_filled_rows, find_vacant_rows
from kjr.editing.merging import apply_changes
from kjr.editing.saving import Actor, EditContext, Outcome, Saved, save_page
from kjr.errors import KjrError
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind
from kjr.values.cells import Cell, format_cell
from kjr.values.readings import Level

NOBODY: Final = "请写明责任人"
NO_SHEET: Final = "工作簿里没有「{}」这张表，请照样表加上后再报送"
NO_FIELD: Final = "「{}」里没有「{}」这一格，请照样表加上后再报零报告"
NOTHING: Final = "各本台账都还没有内容；确实没有开展活动的，请报零报告"
NOT_NIL: Final = "台账里已有{}条内容，不能报零报告；填错的请先清除"


class FilingForm(NamedTuple):
    """What a unit says as it files."""

    ticked: frozenset[str]
    """The columns ticked: what has been handed in on paper and as a file."""
    person: str
    """Who answers for it (责任人)."""
    is_nil: bool = False
    """Whether nothing took place (零报告)."""


def list_filing_gaps(campaign: Campaign, pages: Sequence[Page]) -> Iterator[str]:
    """What a unit that files now leaves missing, as sentences."""
    there = {entry.ledger for page in pages for entry in page.entries}
    empty = [each.name for each in campaign.ledgers if not each.single and each.name not in there]
    errors = [each for page in pages for each in page.problems if each.level is Level.ERROR]
    if empty:
        yield f"没有内容：{'、'.join(empty)}"
    if errors:
        yield f"{len(errors)} 处错改好才计入"


def read_filing_ticks(
    filing: FilingColumns, campaign: Campaign, pages: Sequence[Page]
) -> frozenset[str]:
    """What the workbook says has been handed in."""
    values = {
        name: value
        for page in pages
        for entry in page.entries
        if entry.ledger == filing.ledger
        for name, value in entry.values.items()
    }
    return frozenset(
        name for name in filing.ticks if values.get(name) == _options(campaign, filing, name)[0]
    )


def file_report(desk: EditContext, pages: Sequence[Page], form: FilingForm, hand: Actor) -> Outcome:
    """File a unit's report: ticks, day and person go into its workbook, the act into the journal.

    Raises KjrError when the content contradicts it, and as ``save_page`` does.
    """
    filing = desk.campaign.filing
    assert filing
    page = _page(filing, pages)
    _check(desk.campaign, filing, pages, form)
    changes = [
        (*place, cell)
        for name, cell in _cells(desk.campaign, filing, page, form, hand)
        if (place := page.place(_row(page), name))
    ]
    outcome = save_page(desk, apply_changes(page.sheet, changes), page, hand)
    if isinstance(outcome, Saved):
        kind = ActKind.NIL if form.is_nil else ActKind.FILED
        note = "；".join(_said(desk.campaign, pages, form))
        desk.journal.append(Act(hand.now, hand.who, page.sheet.unit, kind, note=note))
    return outcome


def _page(filing: FilingColumns, pages: Iterable[Page]) -> Page:
    for page in pages:
        if page.ledger == filing.ledger:
            return page
    raise KjrError(NO_SHEET.format(filing.ledger))


def _check(
    campaign: Campaign, filing: FilingColumns, pages: Sequence[Page], form: FilingForm
) -> None:
    page = _page(filing, pages)
    work = [
        entry
        for page in pages
        for entry in page.entries
        if not campaign.ledger(entry.ledger).single
    ]
    if not form.person:
        raise KjrError(NOBODY)
    if form.is_nil and work:
        raise KjrError(NOT_NIL.format(len(work)))
    if form.is_nil and not page.place(0, filing.nil):
        raise KjrError(NO_FIELD.format(filing.ledger, filing.nil))
    if not form.is_nil and not work:
        raise KjrError(NOTHING)


def _cells(
    campaign: Campaign, filing: FilingColumns, page: Page, form: FilingForm, hand: Actor
) -> Iterator[tuple[str, Cell]]:
    for name in filing.ticks:
        yes, no, *_ = _options(campaign, filing, name)
        yield name, yes if name in form.ticked else no
    yield campaign.ledger(filing.ledger).day, hand.now.date()
    yield filing.person, form.person
    if form.is_nil:
        yield filing.nil, filing.nil_word
    elif format_cell(page.raw(_row(page), filing.nil)) == filing.nil_word:
        yield filing.nil, None


def _row(page: Page) -> int:
    """Where the one entry stands, or will."""
    skipped = {each.row for each in page.skipped}
    rows = (
        []
        if page.fields
        else [row for row in find_filled_rows(page, page.columns) if row not in skipped]
    )
    return 0 if page.fields else next(iter(rows), 0) or next(find_vacant_rows(page))


def _options(campaign: Campaign, filing: FilingColumns, name: str) -> tuple[str, ...]:
    column = campaign.ledger(filing.ledger).column(name)
    assert isinstance(column, Choice)
    return column.options


def _said(campaign: Campaign, pages: Sequence[Page], form: FilingForm) -> Iterator[str]:
    yield f"责任人{form.person}"
    yield f"已交{'、'.join(sorted(form.ticked))}" if form.ticked else "书面和电子版都还没有交"
    if not form.is_nil:
        yield from list_filing_gaps(campaign, pages)
