"""Edits made in the app that the workbook no longer holds: an old copy was saved over them.

Whoever had the workbook open all along and saves it later brings back the rows as they were.
Nobody notices, unless the journal is compared with the workbook at every reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from kjr.acts import Act, Edit, Kind, Typed
from kjr.matching import Rows, filled, key, same, similar, unpaired
from kjr.merging import form
from kjr.parsing.page import Page

WRITES: Final = (Kind.SAVED, Kind.UNDONE, Kind.REPEATED)


class Lasting(NamedTuple):
    """One edit that no later one of the app replaced: how its row was first, and is now."""

    act: Act
    edit: Edit


def vanished(page: Page, acts: Iterable[Act], read_at: dt.datetime) -> tuple[Act, ...]:
    """The acts of a sheet's unit that are no longer in it, each with only the edits concerned.

    ``acts`` are the unit's, oldest first; those after ``read_at``, when the page was read, cannot
    be in it yet.
    """
    written = [act for act in acts if act.moment <= read_at and act.outcome is not Kind.FAILED]
    lasting = _lasting(page.sheet.name, written)
    missing = _missing_fields(page, lasting) if page.fields else _missing_rows(page, lasting)
    return tuple(
        act._replace(edits=tuple(each.edit for each in missing if each.act.id == act.id))
        for act in written
        if any(each.act.id == act.id for each in missing)
    )


def _lasting(sheet: str, acts: Iterable[Act]) -> list[Lasting]:
    lasting: list[Lasting] = []
    for act in acts:
        if act.kind is Kind.RESTORED:
            lasting = []
        elif act.sheet == sheet and act.kind is Kind.DROPPED:
            rows = {edit.row for edit in act.edits}
            lasting = [
                each for each in lasting if not (each.act.id == act.of and each.edit.row in rows)
            ]
        elif act.sheet == sheet and act.kind in WRITES:
            for edit in act.edits:
                lasting = _with(lasting, act, edit)
    return lasting


def _with(lasting: list[Lasting], act: Act, edit: Edit) -> list[Lasting]:
    """An edit of a row the app wrote before replaces the one that wrote it."""
    repeated = [each for each in lasting if act.of == each.act.id and each.edit[1:] == edit[1:]]
    earlier = [each for each in lasting if edit.before and key(each.edit.after) == key(edit.before)]
    for replaced in (repeated or earlier)[:1]:
        lasting = [each for each in lasting if each is not replaced]
        edit = edit._replace(before=replaced.edit.before)
    return lasting if key(edit.before) == key(edit.after) else [*lasting, Lasting(act, edit)]


def _missing_rows(page: Page, lasting: list[Lasting]) -> list[Lasting]:
    now = filled(page, page.columns)
    wanted: Rows = {
        number: each.edit.after for number, each in enumerate(lasting) if each.edit.after
    }
    found = same(wanted, now)
    others = unpaired(now, found)
    back = same({number: each.edit.before for number, each in enumerate(lasting)}, others)
    near = similar(wanted, wanted, now, found)
    return [
        each
        for number, each in enumerate(lasting)
        if number not in found and (number in back or (not each.edit.before and number not in near))
    ]


def _missing_fields(page: Page, lasting: list[Lasting]) -> list[Lasting]:
    now = form(page)
    return [each for each in lasting if _is_as_before(each.edit, now)]


def _is_as_before(edit: Edit, now: Typed) -> bool:
    names = [name for name, _, _ in edit.cells]
    before, standing = (
        {name: row[name] for name in names if name in row} for row in (edit.before, now)
    )
    return key(before) == key(standing)
