"""Edits made in the app that the workbook no longer holds: an old copy was saved over them.

Whoever had the workbook open all along and saves it later brings back the rows as they were.
Nobody notices, unless the journal is compared with the workbook at every reading.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kjr.campaign.model import Campaign
from kjr.editing.merging import read_form_fields
from kjr.editing.page_rows import find_act_page, find_filled_rows
from kjr.editing.rows.matching import (
    find_unpaired_rows,
    list_known_rows,
    match_lone_rows,
    match_same_rows,
)
from kjr.editing.rows.row_candidates import Key
from kjr.editing.rows.row_comparison import Rows, build_row_key, fold_cell
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.state.acts import WRITES, Act, ActKind, Edit, Typed
from kjr.state.journal import Journal
from kjr.store.base import Store
from kjr.values.cells import Cell


class LastEdit(NamedTuple):
    """The last edit of a row by the app, and how the row stood at every time before."""

    act: Act
    edit: Edit
    earlier: tuple[Typed, ...]
    key: Key
    """How the row stood after it, as one compares it."""


def find_overwritten_acts(
    page: Page, pages: Sequence[Page], acts: Iterable[Act], read_at: dt.datetime
) -> tuple[Act, ...]:
    """The acts done on a page that are no longer in it, each with only the edits concerned.

    ``pages`` are its workbook's, ``acts`` the unit's, oldest first; those after ``read_at``, when
    the workbook was read, cannot be in it yet; that one is let go holds at once.
    """
    written = [
        act
        for act in acts
        if (act.moment <= read_at or act.kind is ActKind.DROPPED)
        and act.outcome is not ActKind.FAILED
        and (act.kind is ActKind.RESTORED or _is_done_here(page, pages, act))
    ]
    lasting = _list_lasting(written, page.identity)
    missing = (_list_missing_fields if page.fields else _list_missing_rows)(page, lasting)
    edits = defaultdict(list)
    for act, edit in missing:
        edits[act.id].append(edit)
    return tuple(act._replace(edits=(*edits[act.id],)) for act in written if act.id in edits)


def settle_open_acts(campaign: Campaign, store: Store, journal: Journal, unit: str) -> None:
    """Tell the journal of what was written after all; what was not stays open, to be offered again.

    To be called in the unit's turn: else another's act may still be under way.  Raises KjrError
    where the workbook cannot be read.
    """
    acts = journal.acts(unit)
    unsettled = [act for act in acts if act.kind in WRITES and act.outcome is None]
    if not unsettled:
        return
    pages, last = parse_book(store.read(unit), campaign), max(act.moment for act in acts)
    missing = {act.id for page in pages for act in find_overwritten_acts(page, pages, acts, last)}
    for act in unsettled:
        if act.id not in missing and find_act_page(pages, act):
            journal.append(act._replace(kind=ActKind.DONE, edits=(), of=act.id, id=""))


def _is_done_here(page: Page, pages: Sequence[Page], act: Act) -> bool:
    found = find_act_page(pages, act)
    place = page.sheet.name, page.ledger, page.header_row
    return found is not None and place == (found.sheet.name, found.ledger, found.header_row)


def _list_lasting(acts: Iterable[Act], identity: Sequence[str]) -> list[LastEdit]:
    lasting: list[LastEdit] = []
    for act in acts:
        rows = {edit.row for edit in act.edits}
        if act.kind is ActKind.RESTORED and act.outcome is ActKind.DONE:
            lasting = []
        elif act.kind is ActKind.DROPPED:
            lasting = [
                each for each in lasting if each.act.id != act.of or each.edit.row not in rows
            ]
        elif act.kind in WRITES:
            replaced = _find_replaced(lasting, act, identity)
            gone = {*replaced.values()}
            others = [each for number, each in enumerate(lasting) if number not in gone]
            lasting = [*others, *_continue(lasting, act, replaced)]
    return lasting


def _find_replaced(
    lasting: Sequence[LastEdit], act: Act, identity: Sequence[str]
) -> dict[int, int]:
    """Which of the act's edits goes on from which earlier one, both by number."""
    found = {
        number: place
        for number, edit in enumerate(act.edits)
        for place, each in enumerate(lasting if act.of else ())
        if act.of == each.act.id and edit.after in (each.edit.after, each.edit.before)
    }
    ends = {each.key: place for place, each in enumerate(lasting) if each.key}
    for number, edit in enumerate(act.edits):
        place = ends.get(build_row_key(edit.before), -1)
        if number not in found and place not in (-1, *found.values()):
            found[number] = place
    found |= _match_edits(lasting, act, found, identity, is_anew=False)
    return found | _match_edits(lasting, act, found, identity, is_anew=True)


def _match_edits(
    lasting: Sequence[LastEdit],
    act: Act,
    found: Mapping[int, int],
    identity: Sequence[str],
    *,
    is_anew: bool,
) -> dict[int, int]:
    """Edits of rows that others changed between; or anew of what nobody confirmed, the newest."""
    left = {
        -1 - number: row  # these are no places in a sheet
        for number, edit in enumerate(act.edits)
        if number not in found and (row := edit.after if is_anew else edit.before)
    }
    ends = {
        place: each.edit.after
        for place, each in enumerate(lasting if left else ())
        if each.edit.after and (not is_anew or each.act.outcome is None)
    }
    matches = match_lone_rows(
        left,
        find_unpaired_rows(ends, found),
        identity,
        lambda number, place, _: act.edits[-1 - number].row == lasting[place].edit.row,
    )
    return {-1 - number: place for number, place in matches.found.items()}


def _continue(
    lasting: Sequence[LastEdit], act: Act, replaced: Mapping[int, int]
) -> Iterator[LastEdit]:
    for number, edit in enumerate(act.edits):
        states: list[Typed] = [edit.before]
        if number in replaced:
            last = lasting[replaced[number]]
            states = [*last.earlier, last.edit.after, edit.before]
        earlier = tuple(each for each in states if each != edit.after)
        yield LastEdit(act, edit, earlier, build_row_key(edit.after))


def _list_missing_rows(page: Page, lasting: Sequence[LastEdit]) -> Iterator[tuple[Act, Edit]]:
    now = find_filled_rows(page, page.columns)
    wanted = {-1 - n: each.edit.after for n, each in enumerate(lasting) if each.edit.after}
    same, similar, _ = match_lone_rows(
        wanted, now, page.identity, lambda n, row, _: lasting[-1 - n].edit.row == row
    )
    left = dict(find_unpaired_rows(now, same))
    for number, each in enumerate(lasting, 1):
        if -number in same:
            continue
        place = _find_earlier(each, left, page.identity) or similar.get(-number)
        if place in left:
            if edit := _build_fallen_edit(each, left.pop(place)):
                yield each.act, edit
        elif {} in each.earlier and not list_known_rows(each.edit.after, now, page.identity):
            yield each.act, each.edit._replace(before={})


def _find_earlier(each: LastEdit, rows: Rows, identity: Sequence[str]) -> int | None:
    """Where the row stands as it was before; with more filled since only if it was not cleared."""
    for version in filter(None, reversed(each.earlier)):
        if same := match_same_rows({0: version}, rows):
            return same[0]
    for version in filter(None, reversed(each.earlier)) if each.edit.after else ():
        if len(known := list_known_rows(version, rows, identity)) == 1:
            return known[0]
    return None


def _list_missing_fields(page: Page, lasting: Sequence[LastEdit]) -> Iterator[tuple[Act, Edit]]:
    now = read_form_fields(page)
    for each in lasting:
        if edit := _build_fallen_edit(each, now):
            yield each.act, edit


def _build_fallen_edit(each: LastEdit, now: Typed) -> Edit | None:
    """What would bring a row up to date that fell back to what it was; None if it did not."""
    wanted = each.edit.after
    if not wanted:
        return each.edit._replace(before=now)
    fallen = {
        name: wanted.get(name)
        for name in dict.fromkeys(name for row in (*each.earlier, wanted) for name in row)
        if _is_fallen(now.get(name), wanted.get(name), [row.get(name) for row in each.earlier])
    }
    is_there = any(_is_same(now.get(name), cell) for name, _, cell in each.edit.cells)
    if is_there or not fallen:
        return None
    after = {name: cell for name, cell in {**now, **fallen}.items() if cell is not None}
    return each.edit._replace(before=now, after=after)


def _is_fallen(now: Cell, wanted: Cell, earlier: Iterable[Cell]) -> bool:
    return not _is_same(now, wanted) and any(_is_same(now, cell) for cell in earlier)


def _is_same(cell: Cell, other: Cell) -> bool:
    return fold_cell(cell) == fold_cell(other)
