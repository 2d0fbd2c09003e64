"""What was done through the app to the rows that changed between two moments."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from kjr.editing.page_rows import read_typed_row
from kjr.editing.rows.matching import match_lone_rows
from kjr.editing.rows.row_comparison import fold_cell
from kjr.figures.moves.row_pairs import PageRow, RowPair
from kjr.figures.overview import Overview
from kjr.state.acts import Act, ActKind
from kjr.values.cells import Cell


class TwoMoments(NamedTuple):
    """What is told from: both moments, and what was done through the app."""

    before: Overview
    after: Overview
    acts: tuple[Act, ...]


def find_act(
    moments: TwoMoments, pair: RowPair, columns: Sequence[str], *, is_corrected: bool
) -> Act | None:
    """What was done to the row through the app, if that is how it became what it is."""
    unit, since = pair.shown.entry.unit, moments.before.snapshot.taken
    until = max(moments.after.snapshot.taken, _find_read_at(moments.after, unit))
    ours = (
        act for act in reversed(moments.acts) if act.unit == unit and since <= act.moment <= until
    )
    if is_corrected:
        return next((act for act in ours if _is_correction(act, pair)), None)
    return next((act for act in ours if _is_doing(act, pair, columns)), None)


def find_settlement(moments: TwoMoments, pair: RowPair) -> Act | None:
    """What made a row another unit's event since, or its own again."""
    then = pair.then and moments.before.snapshot.partners.get(pair.then.place)
    now = pair.now and moments.after.snapshot.partners.get(pair.now.place)
    if now:
        return None if then else now.act
    return next((act for act in moments.acts if then and act.of == then.act.id), None)


def list_row_corrections(row: PageRow) -> set[str]:
    """The acts of the office that say what counts in a row."""
    return {act.id for act in row.page.corrections(row.entry.row).values()}


def _find_read_at(overview: Overview, unit: str) -> dt.datetime:
    book = overview.snapshot.books.get(unit)
    return book.read_at if book else overview.snapshot.taken


def _is_correction(act: Act, pair: RowPair) -> bool:
    ids = [list_row_corrections(row) for row in (pair.then, pair.now) if row]
    return act.id in ids[-1] - ids[0] or (act.kind is ActKind.WITHDRAWN and act.of in ids[0])


def _is_doing(act: Act, pair: RowPair, columns: Sequence[str]) -> bool:
    """Whether an edit made the cells of a row what they are, or took the row away."""
    page, entry = pair.shown
    if act.sheet != entry.sheet or act.outcome is ActKind.FAILED or act.kind is ActKind.CORRECTED:
        return False
    row = {entry.row: read_typed_row(page, entry.row, page.fields or page.columns)}
    for edit in act.edits:
        stands = edit.after if pair.now else edit.before
        is_here = match_lone_rows({edit.row: stands}, row, page.identity).found
        touched = {name for name, _, now in edit.cells if not pair.now or _is_now(pair, name, now)}
        is_whole = not (edit.before and edit.after) or pair.then is None
        if is_here and (is_whole or touched & {*columns}):
            return True
    return False


def _is_now(pair: RowPair, name: str, cell: Cell) -> bool:
    if pair.now is None:
        return False
    page, entry = pair.now
    return fold_cell(cell) == fold_cell(page.raw(entry.row, name))
