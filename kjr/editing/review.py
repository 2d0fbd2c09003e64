"""What the office says about a unit's report: returned, accepted, corrected, locked, opened.

It stands in the journal beside the edits, never in the unit's workbook: what people typed stays.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from kjr.campaign.model import Campaign
from kjr.editing.corrections import apply_corrections
from kjr.editing.page_rows import read_typed_row
from kjr.editing.rows.row_comparison import fold_cell
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.state.acts import WRITES, Act, ActKind, Edit
from kjr.state.journal import Guard, Journal
from kjr.store.xlsx.writing.patch import LONGEST, TOO_LONG
from kjr.values.cells import Cell, format_cell, is_blank
from kjr.values.readings import Level

NOTES: Final = (ActKind.RETURNED, ActKind.ACCEPTED)
CHANGES: Final = (*WRITES, ActKind.RESTORED)
LOCKS: Final = (ActKind.LOCKED, ActKind.OPENED)
LOCKED: Final = "报送已于{}月{}日截止并锁定；如需补报或更正，请联系{}放开"
NO_REASON: Final = "请写明订正的理由"
SAME: Final = "订正的内容和现在的一样，没有改"
UNREAD: Final = "订正的内容读不出来：{}"
MEANWHILE: Final = "{}在{:%H:%M}已经把这一格订正为“{}”，没有记下；请看一眼再办"
REPLACED: Final = "{}在{:%H:%M}已经撤回或改过这一条订正，没有记下；请看一眼再办"


def find_last_filings(acts: Iterable[Act]) -> dict[str, Act]:
    """When each unit last filed through the app, and who answers for it."""
    return {act.unit: act for act in acts if act.kind in (ActKind.FILED, ActKind.NIL)}


def find_review_notes(acts: Iterable[Act]) -> dict[str, Act]:
    """The office's last word on each unit's report, unless the unit has changed it since."""
    last = {}
    for act in acts:
        if act.kind in NOTES:
            last[act.unit] = act
        elif act.kind in CHANGES and act.outcome is ActKind.DONE:
            last.pop(act.unit, None)
    return last


def append_each(
    journal: Journal,
    acts: Iterable[tuple[str, Act]],
    guards: Mapping[str, Guard] = MappingProxyType({}),
) -> dict[str, str]:
    """Write down an act about each of several units; what fails for one stops no other.

    Gives for each unit why it was not written; blank where it was.
    """
    return {unit: _append(journal, act, guards.get(unit)) for unit, act in acts}


def _append(journal: Journal, act: Act, guard: Guard | None) -> str:
    try:
        journal.append(act, guard)
    except KjrError as error:
        return str(error)
    return ""


def is_locked(campaign: Campaign, acts: Iterable[Act], unit: str, today: dt.date) -> bool:
    """Whether the office closed the reports after the deadline, and this one was not opened."""
    said = [act.kind for act in acts if act.kind in LOCKS and act.unit in ("", unit)]
    return today > campaign.deadline and said[-1:] == [ActKind.LOCKED]


def find_standing_corrections(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The corrections that stand: neither withdrawn nor replaced by a later one."""
    standing: dict[str, Act] = {}
    for act in acts:
        if act.kind in (ActKind.CORRECTED, ActKind.WITHDRAWN):
            standing.pop(act.of, None)
        if act.kind is ActKind.CORRECTED:
            standing[act.id] = act
    return tuple(standing.values())


def check_unseen_corrections(act: Act, seen: Collection[str], done: Collection[Act]) -> None:
    """Raise KjrError if somebody corrected the same cell, or replaced what this one replaces.

    ``seen`` holds the ids of the corrections that stood when its maker looked; ``done`` is all
    that was done by now.
    """
    for each in done:
        if act.of and each.of == act.of and each.kind in (ActKind.CORRECTED, ActKind.WITHDRAWN):
            raise KjrError(REPLACED.format(each.who, each.moment))
    for each in find_standing_corrections(done):
        if each.id not in seen and _is_same_cell(each, act):
            ((_, _, cell),) = each.edits[0].cells
            said = format_cell(cell) or "空"
            raise KjrError(MEANWHILE.format(each.who, each.moment, said))


def _is_same_cell(one: Act, other: Act) -> bool:
    """Whether two corrections are of one cell, by what stands in its row or by where it stands."""
    (edit,), (each,) = one.edits, other.edits
    return (
        (one.unit, one.sheet) == (other.unit, other.sheet)
        and [name for name, *_ in edit.cells] == [name for name, *_ in each.cells]
        and (edit.row == each.row or edit.before == each.before)
    )


def build_correction_edit(page: Page, row: int, column: str, cell: Cell) -> Edit:
    """One cell of an entry as the office has it, its row as it stands; a form is row 0."""
    before = read_typed_row(page, row, page.fields or page.columns)
    after = {**before, column: cell}
    return Edit(row, before, {name: each for name, each in after.items() if not is_blank(each)})


def check_correction(campaign: Campaign, page: Page, act: Act) -> None:
    """Raise KjrError for a correction that gives no reason, changes nothing or cannot be read."""
    (edit,) = act.edits
    if not act.note:
        raise KjrError(NO_REASON)
    for cell in (after for _, _, after in edit.cells):
        if isinstance(cell, str) and len(cell) > LONGEST:
            raise KjrError(TOO_LONG.format(cell[:10]))
    if all(fold_cell(before) == fold_cell(after) for _, before, after in edit.cells):
        raise KjrError(SAME)
    pages = apply_corrections(parse_book((page.sheet,), campaign), campaign, [act])
    cell = page.address(edit.row, next(edit.cells)[0])
    for each in (each for page in pages for each in page.problems):
        if each.level is Level.ERROR and each.cell == cell:
            raise KjrError(UNREAD.format(each.message))
