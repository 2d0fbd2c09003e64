"""Acts on a whole workbook: begin it from the blank, put an earlier version back, take one over."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kjr.campaign.model import Campaign
from kjr.editing.merging import Wish, apply_changes, fulfil_wishes, read_form_fields
from kjr.editing.page_rows import find_entry_rows, find_filled_rows
from kjr.editing.rows.matching import match_rows
from kjr.editing.rows.row_comparison import fold_cell
from kjr.editing.saving import Actor, EditContext, check_edit_allowed, perform_act
from kjr.editing.typed.pasted_text import split_pasted_text
from kjr.editing.typed.typed_text import read_typed_text
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Typed
from kjr.store.base import Sheet, trim_grid
from kjr.store.folder.folder_store import FolderStore
from kjr.store.folder.versions import Version


class Proposal(NamedTuple):
    """What one page of a workbook sent back by mail would change in the page as it is."""

    page: Page
    """As it is now."""
    wishes: tuple[Wish, ...]
    """Row by row: new, or with what differs; a cell blank in the file stays as it is."""
    missing: int
    """Rows of the page that the file sent in does not have; they stay."""
    doubtful: tuple[int, ...] = ()
    """Rows of the file that may be any of several rows of the page; a person has to look."""


def begin_unit_book(
    context: EditContext, files: FolderStore, unit: str, blank: bytes, actor: Actor
) -> None:
    """Put the blank workbook where a unit has none; raises KjrError as ``save_page`` does."""
    check_edit_allowed(context, unit, actor)
    act = Act(actor.now, actor.who, unit, ActKind.BEGUN)
    with context.journal.turn(unit):
        perform_act(context.journal, act, lambda: files.create(unit, blank))


def restore_unit_book(
    context: EditContext, files: FolderStore, unit: str, version: Version, actor: Actor
) -> None:
    """Put an earlier version of a unit's workbook back; raises KjrError as ``save_page`` does."""
    check_edit_allowed(context, unit, actor)
    note = f"{version.moment:%Y-%m-%d %H:%M:%S}"
    act = Act(actor.now, actor.who, unit, ActKind.RESTORED, note=note)
    with context.journal.turn(unit):
        perform_act(context.journal, act, lambda: files.restore(unit, version))


def propose_sent(
    now: Sequence[Page], sheets: Sequence[Sheet], campaign: Campaign
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """What a workbook somebody sent would change, and what of it is not taken up."""
    sent = [type_page(page, campaign) for page in parse_book(sheets, campaign)]
    return build_proposals(now, sent), tuple(describe_left_out(now, sent))


def propose_pasted(
    page: Page, text: str, campaign: Campaign
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """The same of a block copied from a spreadsheet.

    Raises KjrError where it cannot be read in one way only.
    """
    return propose_sent([page], [parse_pasted_text(page, text)], campaign)


def type_page(page: Page, campaign: Campaign) -> Page:
    """A page sent in, with text as whoever types it gets it: a plain number is one, a day too.

    In a .csv, and in what is pasted, everything is text.
    """
    if not page.ledger:
        return page
    columns = {column.name: column for column in campaign.ledger(page.ledger).columns}
    rows = {0: read_form_fields(page)} if page.fields else find_entry_rows(page, page.columns)
    changes = [
        (*place, read_typed_text(columns[name], cell))
        for row, cells in rows.items()
        for name, cell in cells.items()
        if isinstance(cell, str) and (place := page.place(row, name))
    ]
    return page._replace(sheet=apply_changes(page.sheet, changes))


def build_proposals(now: Sequence[Page], sent: Sequence[Page]) -> tuple[Proposal, ...]:
    """Page by page, what a filled workbook would change; ledgers only one has stay."""
    ours, theirs = _find_ledgers(now), _find_ledgers(sent)
    return tuple(
        _form(ours[name], theirs[name]) if ours[name].fields else _table(ours[name], theirs[name])
        for name in ours
        if name in theirs and _is_alike(ours[name], theirs[name])
    )


def describe_left_out(now: Sequence[Page], sent: Sequence[Page]) -> Iterator[str]:
    """What no proposal takes up of a workbook sent in, sheet by sheet, and why."""
    ours, theirs = _find_ledgers(now), _find_ledgers(sent)
    others = {page.sheet.name for page in now if not page.ledger}
    for page in sent:
        name, mine = page.sheet.name, ours.get(page.ledger or "")
        if not page.ledger:
            if any(page.sheet.rows) and name not in others:
                yield f"「{name}」整张（{page.reason or '没有认出是哪本台账'}）"
        elif (first := theirs[page.ledger]) is not page:
            yield f"「{name}」整张（和「{first.sheet.name}」同是{page.ledger}，只列入一张）"
        elif mine is None or not _is_alike(mine, page):
            yield f"「{name}」整张（现有的工作簿里没有这样的{page.ledger}）"
        elif lost := _list_lost_columns(mine, page):
            yield f"「{name}」的{'、'.join(lost)}（现有的表里没有这一列）"


def _find_ledgers(pages: Sequence[Page]) -> dict[str, Page]:
    """The first page of each ledger."""
    return {page.ledger: page for page in reversed(pages) if page.ledger}


def _is_alike(page: Page, sent: Page) -> bool:
    return bool(page.fields) == bool(sent.fields)


def _list_lost_columns(page: Page, sent: Page) -> list[str]:
    """Columns filled in the file for which the page has no place, and headers nobody knows."""
    if sent.fields:
        said = read_form_fields(sent)
        return [name for name, cell in said.items() if cell is not None and name not in page.fields]
    missing = [name for name in (*sent.columns, *sent.joined) if name not in page.columns]
    filled = {name for cells in find_entry_rows(sent, missing).values() for name in cells}
    unread = [each.text for each in sent.unknown if not each.column]
    return [*(name for name in missing if name in filled), *unread]


def parse_pasted_text(page: Page, text: str) -> Sheet:
    """Cells copied from a spreadsheet, under the page's own header unless they bring one.

    A form's stand alone: its labels are beside them.  Raises KjrError where the text cannot be
    read in one way only.
    """
    lines = split_pasted_text(text)
    head = () if page.header_row is None else page.sheet.rows[page.header_row - 1 : page.header_row]
    known = {fold_cell(cell) for row in head for cell in row}
    if lines and len(known.intersection(map(fold_cell, lines[0]))) > 1:
        head = ()
    return page.sheet._replace(rows=trim_grid((*head, *lines)), merged=())


def accept_wishes(page: Page, wishes: Iterable[Wish]) -> Sheet:
    """The page's sheet with the rows somebody accepted, to be saved against the page."""
    return apply_changes(page.sheet, fulfil_wishes(page, wishes).changes)


def _form(page: Page, sent: Page) -> Proposal:
    now, said = read_form_fields(page), read_form_fields(sent)
    wanted = _put_over(now, {name: cell for name, cell in said.items() if name in page.fields})
    wish = Wish(0, 0, now, wanted)
    return Proposal(page, (wish,) if any(wish.cells) else (), 0)


def _table(page: Page, sent: Page) -> Proposal:
    names = [name for name in page.columns if name in sent.columns]
    rows, now = find_entry_rows(sent, names), find_filled_rows(page, names)
    same, near, doubtful = match_rows(rows, now, page.identity)
    wishes = []
    for row, cells in rows.items():
        if row not in same and row not in doubtful:
            before = now[near[row]] if row in near else {}
            wish = Wish(row, near.get(row), before, _put_over(before, cells))
            wishes += [wish] if any(wish.cells) else []
    others = {each.row for each in page.skipped} | {*same.values(), *near.values()}
    missing = len(now.keys() - others)
    return Proposal(page, tuple(wishes), missing, tuple(sorted(doubtful)))


def _put_over(before: Typed, cells: Typed) -> Typed:
    """A row with other cells over it; what reads the same stays as it stands there."""
    others = {
        name: cell
        for name, cell in cells.items()
        if name not in before or fold_cell(cell) != fold_cell(before[name])
    }
    return {**before, **others}
