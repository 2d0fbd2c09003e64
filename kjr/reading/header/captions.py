"""The rows a header may span, and the words they put above each column.

People draw it over one row or several, with groups, with merged cells or without.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kjr.reading.header.lexicon import Lexicon, clean_header
from kjr.store.base import Sheet
from kjr.values.cells import Cell

WHOLE: Final = frozenset(
    ("合计", "总数", "小计", "总计", "数量", "总人数", "总人次", "计", "共计", "总")
)
"""A column under a group that means the group itself."""
LONGEST_PART: Final = 12
"""No word for a part, such as 男 or 线上, is longer."""
WIDEST: Final = 200
"""No header is wider; merged areas may be."""

Caption = tuple[int, tuple[str, ...]]
"""(sheet column, the words above it, group first)."""


def is_whole(text: str) -> bool:
    """Whether a group's column, such as 人数｜合计, holds all of it; a column alone always does."""
    return "｜" not in text or clean_header(text.rsplit("｜", maxsplit=1)[-1]) in WHOLE


def find_captions(
    sheet: Sheet, lexicon: Lexicon, row: int
) -> Iterator[tuple[int, int, tuple[Caption, ...]]]:
    """(top, bottom, captions) of every header that may begin or end here, the simplest first."""
    if not _speaks(sheet, lexicon, row):
        return
    if _heads_parts(sheet, row + 1):
        yield row, row + 1, _captions(sheet, row, row + 1)
        if _speaks(sheet, lexicon, row + 2, is_lower=True):
            yield row, row + 2, _captions(sheet, row, row + 2)
        return
    yield row, row, _captions(sheet, row, row)
    if row > 1 and sum(isinstance(cell, str) for _, cell in _filled(sheet, row - 1)) > 1:
        yield row - 1, row, _captions(sheet, row - 1, row)
    for bottom in (row + 1, row + 2):
        if not _speaks(sheet, lexicon, bottom, is_lower=True):
            return
        yield row, bottom, _captions(sheet, row, bottom)


def _speaks(sheet: Sheet, lexicon: Lexicon, row: int, *, is_lower: bool = False) -> bool:
    """The row holds words of headers and hardly any figures; a lower row of a header, none."""
    filled = _filled(sheet, row)
    texts = [cell for _, cell in filled if isinstance(cell, str)]
    if len(texts) < len(filled) and (is_lower or 2 * len(texts) <= len(filled)):
        return False
    known = sum(lexicon.knows(text) or clean_header(text) in WHOLE for text in texts)
    return known > (not is_lower)


def _heads_parts(sheet: Sheet, row: int) -> bool:
    """A row of words that stand only under groups of the row above, two or more under one."""
    above = dict(_filled(sheet, row - 1))
    filled = _filled(sheet, row)
    wide = {area.left for area in sheet.merged if area.top == row - 1 and area.right > area.left}
    parts = [at for at, _ in filled if at not in above]
    is_under = all(at not in above or at in wide or at + 1 in parts for at, _ in filled)
    is_short = all(isinstance(cell, str) and len(cell) <= LONGEST_PART for _, cell in filled)
    return bool(parts) and is_under and is_short and max(above, default=0) >= min(parts) - 1


def _filled(sheet: Sheet, row: int) -> list[tuple[int, Cell]]:
    """(column, cell) for every cell of a row that is not blank."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return [(at, cell) for at, cell in enumerate(cells, 1) if cell is not None]


def _captions(sheet: Sheet, top: int, bottom: int) -> tuple[Caption, ...]:
    if top == bottom:
        return tuple((at, (str(cell),)) for at, cell in _filled(sheet, top))
    rows = [_spread(sheet, row, is_last=row == bottom) for row in range(top, bottom + 1)]
    columns = sorted(set().union(*rows))
    return tuple((at, tuple(row[at] for row in rows if at in row)) for at in columns)


def _spread(sheet: Sheet, row: int, *, is_last: bool) -> dict[int, str]:
    """Column → text of a header row, merged cells and groups spread over what they head."""
    cells = {at: str(cell) for at, cell in _filled(sheet, row)}
    areas = [area for area in sheet.merged if area.top <= row <= area.bottom]
    for area in areas:
        text = sheet.cell(area.top, area.left)
        if isinstance(text, str):
            cells |= dict.fromkeys(range(area.left, min(area.right, WIDEST) + 1), text)
    if is_last or areas:
        return cells
    below = [at for at, _ in _filled(sheet, row + 1)]
    for left, at in pairwise(sorted({*cells, *below})):
        if at not in cells and left in cells and left in below:
            cells[at] = cells[left]
    return cells
