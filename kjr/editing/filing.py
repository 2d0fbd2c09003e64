"""Filing (报送) as an act: held against what the workbook holds, and written into it.

Whether a unit has filed is still told by content alone; the act says who answers for it and when.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, FilingColumns
from kjr.editing.merging import apply_changes
from kjr.editing.page_rows import find_entry_rows, find_vacant_rows
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
    entries = (entry for page in pages for entry in page.entries if entry.ledger == filing.ledger)
    values = dict(pair for entry in entries for pair in entry.values.items())
    ticks = ((name, _options(campaign, filing, name)[0]) for name in filing.ticks)
    return frozenset(name for name, yes in ticks if values.get(name) == yes)


def file_report(
    context: EditContext, pages: Sequence[Page], form: FilingForm, actor: Actor
) -> Outcome:
    """File a unit's report: ticks, day and person go into its workbook, the act into the journal.

    Raises KjrError when the content contradicts it, and as ``save_page`` does.
    """
    campaign, filing = context.campaign, context.campaign.filing
    assert filing
    page = next((page for page in pages if page.ledger == filing.ledger), None)
    if page is None:
        raise KjrError(NO_SHEET.format(filing.ledger))
    if why := _find_obstacle(campaign, filing, pages, page, form):
        raise KjrError(why)
    row = 0 if page.fields else next(iter(find_entry_rows(page, page.columns)), 0)
    row = row if row or page.fields else next(find_vacant_rows(page))
    cells = _cells(campaign, filing, form, actor, page.raw(row, filing.nil))
    changes = [(*place, cell) for name, cell in cells if (place := page.place(row, name))]
    outcome = save_page(context, apply_changes(page.sheet, changes), page, actor)
    if isinstance(outcome, Saved):
        kind = ActKind.NIL if form.is_nil else ActKind.FILED
        note = "；".join(_said(campaign, pages, form))
        context.journal.append(Act(actor.now, actor.who, page.sheet.unit, kind, note=note))
    return outcome


def _find_obstacle(
    campaign: Campaign, filing: FilingColumns, pages: Sequence[Page], page: Page, form: FilingForm
) -> str:
    """Why the unit may not file this; blank if it may."""
    entries = (entry for page in pages for entry in page.entries)
    work = sum(not campaign.ledger(entry.ledger).single for entry in entries)
    if not form.person:
        return NOBODY
    if form.is_nil and work:
        return NOT_NIL.format(work)
    if form.is_nil and not page.place(0, filing.nil):
        return NO_FIELD.format(filing.ledger, filing.nil)
    return "" if form.is_nil or work else NOTHING


def _cells(
    campaign: Campaign, filing: FilingColumns, form: FilingForm, actor: Actor, nil: Cell
) -> Iterator[tuple[str, Cell]]:
    """Column → what filing writes there; ``nil`` is what stands in the column for 零报告."""
    for name in filing.ticks:
        yes, no, *_ = _options(campaign, filing, name)
        yield name, yes if name in form.ticked else no
    yield campaign.ledger(filing.ledger).day, actor.now.date()
    yield filing.person, form.person
    if form.is_nil:
        yield filing.nil, filing.nil_word
    elif format_cell(nil) == filing.nil_word:
        yield filing.nil, None


def _options(campaign: Campaign, filing: FilingColumns, name: str) -> tuple[str, ...]:
    column = campaign.ledger(filing.ledger).column(name)
    assert isinstance(column, Choice)
    return column.options


def _said(campaign: Campaign, pages: Sequence[Page], form: FilingForm) -> Iterator[str]:
    yield f"责任人{form.person}"
    yield f"已交{'、'.join(sorted(form.ticked))}" if form.ticked else "都还没有交"
    if not form.is_nil:
        yield from list_filing_gaps(campaign, pages)
