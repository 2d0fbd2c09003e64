"""The rows a header may span, and the words they put above each column.

People draw it over one row or several, with groups, with merged cells or without.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final

from kjr.reading.header.lexicon import WHOLE, Lexicon, clean_header
from kjr.store.base import Sheet
from kjr.values.cells import Cell
from kjr.values.numerals import COUNTERS
from kjr.values.spelling.characters import fold_text

LONGEST_PART: Final = 12
"""No word for a part, such as 男 or 线上, is longer."""
WIDEST: Final = 200
"""No header is wider; merged areas may be."""

Caption = tuple[int, tuple[str, ...]]
"""(sheet column, the words above it, group first)."""
Span = tuple[int, int, tuple[Caption, ...]]
UNIT: Final = re.compile(rf"[(]?(?:单位:)?[万千百十]?(?:{COUNTERS}|字)?[)]?|年月日|[-—–―/]")
LARGER: Final = re.compile("[(（]?(?:单位[:：])?[万千百十]")


def is_sum(word: str) -> bool:
    """Whether a part's own word, such as 合计 or 线下小计, says that it holds other parts."""
    return clean_header(word) in WHOLE or word.endswith(("小计", "合计", "总计", "总数"))


def is_whole(text: str) -> bool:
    """Whether a group's column, such as 人数｜合计, holds all of it; a column alone always does."""
    return "｜" not in text or clean_header(text.rpartition("｜")[2]) in WHOLE


def find_captions(sheet: Sheet, lexicon: Lexicon, row: int) -> Iterator[Span]:
    """(top, bottom, captions) of every header that may begin or end here, the simplest first."""
    for top, bottom, captions in _find_spans(sheet, lexicon, row):
        units = _read_units(sheet, bottom + 1, {at for at, _ in captions})
        yield top, bottom + bool(units), tuple(_with_unit(each, units) for each in captions)


def _read_units(sheet: Sheet, row: int, heads: Collection[int]) -> Mapping[int, str]:
    """Column → 百人 in a row below a header that says nothing but in what its columns count."""
    filled = _filled(sheet, row)
    is_unit = all(
        isinstance(cell, str) and at in heads and UNIT.fullmatch(fold_text(cell))
        for at, cell in filled
    )
    return {at: str(cell).strip() for at, cell in filled} if is_unit and len(filled) > 1 else {}


def _with_unit(caption: Caption, units: Mapping[int, str]) -> Caption:
    """The caption with its unit, where that is more than one."""
    at, (*above, own) = caption
    unit = units.get(at, "")
    return (at, (*above, f"{own}（{unit}）")) if LARGER.match(unit) else caption


def _find_spans(sheet: Sheet, lexicon: Lexicon, row: int) -> Iterator[Span]:
    if not _speaks(sheet, lexicon, row):
        return
    if _parts_groups(sheet, row):
        yield row, row + 2, _captions(sheet, row, row + 2)
        return
    if _narrows_groups(sheet, row + 1) and _heads_parts(sheet, row + 2):
        yield row, row + 2, _captions(sheet, row, row + 2)
        return
    if _heads_parts(sheet, row + 1):
        first, second, third = ({at for at, _ in _filled(sheet, row + n)} for n in range(3))
        if _heads_parts(sheet, row + 2) and not (third - second) & first:
            yield row, row + 2, _captions(sheet, row, row + 2)
            return
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
    return sum(map(lexicon.may_head, texts)) > (not is_lower)


def _heads_parts(sheet: Sheet, row: int) -> bool:
    """A row of words that stand only under groups of the row above, two or more under one."""
    above = dict(_filled(sheet, row - 1))
    filled = _filled(sheet, row)
    areas = [each for each in sheet.merged if each.top == row - 1 and each.right > each.left]
    wide = {area.left: area.right for area in areas}
    parts = [at for at, _ in filled if at not in above]
    is_under = all(at not in above or at in wide or at + 1 in parts for at, _ in filled)
    is_short = all(isinstance(cell, str) and len(cell) <= LONGEST_PART for _, cell in filled)
    reach = max((*above, *wide.values()), default=0)
    return bool(parts) and is_under and is_short and reach >= min(parts) - 1


def _narrows_groups(sheet: Sheet, row: int) -> bool:
    """A row of groups that stand each under a group of the row above."""
    wide = {(area.top, area.left) for area in sheet.merged if area.right > area.left}
    filled = _filled(sheet, row)
    return bool(filled) and all({(row - 1, at), (row, at)} <= wide for at, _ in filled)


def _parts_groups(sheet: Sheet, row: int) -> bool:
    """Two rows below that divide a group twice, nothing merged: 线下 线上, then 男 女 each."""
    first, second, third = (dict(_filled(sheet, row + n)) for n in range(3))
    words = [*second.values(), *third.values()]
    is_short = all(isinstance(cell, str) and len(cell) <= LONGEST_PART for cell in words)
    if not is_short or len(second) < 2 or not second.keys() <= third.keys():
        return False
    left = min(second)
    new = [at for at in third if at not in second]
    is_divided = all(at - 1 in third and at not in first for at in new)
    each = [at for at in second if at + 1 in new]
    return bool(new) and left in first and is_divided and len(each) == len(second)


def _filled(sheet: Sheet, row: int) -> list[tuple[int, Cell]]:
    """(column, cell) for every cell of a row that is not blank."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return [(at, cell) for at, cell in enumerate(cells, 1) if cell is not None]


def _captions(sheet: Sheet, top: int, bottom: int) -> tuple[Caption, ...]:
    if top == bottom:
        return tuple((at, (str(cell),)) for at, cell in _filled(sheet, top))
    rows: list[dict[int, str]] = []
    for row in range(bottom, top - 1, -1):
        rows.insert(0, _spread(sheet, row, rows[0] if rows else None))
    columns = sorted(set().union(*rows))
    return tuple((at, tuple(row[at] for row in rows if at in row)) for at in columns)


def _spread(sheet: Sheet, row: int, below: Collection[int] | None) -> dict[int, str]:
    """Column → text of a header row, merged cells and groups spread over what they head."""
    cells = {at: str(cell) for at, cell in _filled(sheet, row)}
    areas = [area for area in sheet.merged if area.top <= row <= area.bottom]
    for area in areas:
        text = sheet.cell(area.top, area.left)
        if isinstance(text, str):
            cells |= dict.fromkeys(range(area.left, min(area.right, WIDEST) + 1), text)
    if below is None or areas:
        return cells
    for left, at in pairwise(sorted({*cells, *below})):
        if at not in cells and left in cells and left in below:
            cells[at] = cells[left]
    return cells
