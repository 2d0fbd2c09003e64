"""Edits made in the app that the workbook no longer holds: an old copy was saved over them.

Whoever had the workbook open all along and saves it later brings back the rows as they were.
Nobody notices, unless the journal is compared with the workbook at every reading.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kjr.editing.matching import (
    build_row_key,
    find_filled_rows,
    find_unpaired_rows,
    fold_cell,
    is_done_on_page,
    match_rows,
    match_same_rows,
)
from kjr.editing.merging import read_form_fields
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit, Typed

WRITES: Final = (ActKind.SAVED, ActKind.UNDONE, ActKind.REPEATED)


class LastEdit(NamedTuple):
    """The last edit of a row by the app, and how the row stood at every time before."""

    act: Act
    edit: Edit
    earlier: tuple[Typed, ...]


def find_overwritten_acts(page: Page, acts: Iterable[Act], read_at: dt.datetime) -> tuple[Act, ...]:
    """The acts of a sheet's unit that are no longer in it, each with only the edits concerned.

    ``acts`` are the unit's, oldest first; those after ``read_at``, when the page was read, cannot
    be in it yet.
    """
    written = [
        act
        for act in acts
        if act.moment <= read_at
        and act.outcome is not ActKind.FAILED
        and (act.kind is ActKind.RESTORED or is_done_on_page(page, act))
    ]
    lasting = _lasting(written)
    missing = list((_missing_fields if page.fields else _missing_rows)(page, lasting))
    edits = defaultdict(list)
    for each in missing:
        edits[each.act.id].append(each.edit)
    return tuple(act._replace(edits=(*edits[act.id],)) for act in written if act.id in edits)


def _lasting(acts: Iterable[Act]) -> list[LastEdit]:
    lasting: list[LastEdit] = []
    for act in acts:
        rows = {edit.row for edit in act.edits}
        if act.kind is ActKind.RESTORED:
            lasting = []
        elif act.kind is ActKind.DROPPED:
            lasting = [
                each for each in lasting if each.act.id != act.of or each.edit.row not in rows
            ]
        elif act.kind in WRITES:
            for edit in act.edits:
                lasting = _with(lasting, act, edit)
    return lasting


def _with(lasting: list[LastEdit], act: Act, edit: Edit) -> list[LastEdit]:
    """An edit of a row the app wrote before replaces the one that wrote it."""
    repeated = [each for each in lasting if act.of == each.act.id and each.edit.after == edit.after]
    key = build_row_key(edit.before)
    before = [each for each in lasting if key and build_row_key(each.edit.after) == key]
    for replaced in (repeated or before)[:1]:
        others = [each for each in lasting if each is not replaced]
        earlier = (*replaced.earlier, *([] if repeated else [replaced.edit.after]))
        return [*others, LastEdit(act, edit, earlier)]
    return [*lasting, LastEdit(act, edit, (edit.before,))]


def _missing_rows(page: Page, lasting: list[LastEdit]) -> Iterator[LastEdit]:
    now = find_filled_rows(page, page.columns)
    wanted = {number: each.edit.after for number, each in enumerate(lasting) if each.edit.after}
    found, near = match_rows(wanted, now)
    left = dict(find_unpaired_rows(now, found))
    for number, each in enumerate(lasting):
        if number in found:
            continue
        if back := match_same_rows(dict(enumerate(each.earlier)), left):
            version, place = max(back.items())
            del left[place]
            yield each._replace(edit=each.edit._replace(before=each.earlier[version]))
        elif each.edit.after and not each.earlier[0] and number not in near:
            yield each._replace(edit=each.edit._replace(before={}))


def _missing_fields(page: Page, lasting: list[LastEdit]) -> Iterator[LastEdit]:
    now = read_form_fields(page)
    for each in lasting:
        for version in each.earlier:
            changed = Edit(0, version, each.edit.after).cells
            pairs = [(fold_cell(now.get(name)), fold_cell(old)) for name, old, _ in changed]
            if pairs and all(there == old for there, old in pairs):
                yield each._replace(edit=each.edit._replace(before=version))
                break
