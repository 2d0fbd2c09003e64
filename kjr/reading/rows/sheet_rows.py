"""The rows under a header: what stands in each once merged cells and 同上 are filled, and its kind.

>>> words = "合  计", "（示例）", "一、市级", "填报人：示例", "本单位未开展此项活动"
>>> [classify_row_text(text) for text in words]
['total', 'example', 'section', 'note', 'nil']
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kjr.store.base import Sheet
from kjr.values.cells import Cell, Row
from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text

PADS: Final = "", " ", "  ", "\u3000"
SAME: Final = "同上", "同 上", "同\u3000上", "同上。", "同前", "同上行", "上同"
MARKS: Final = "''", "“”", *'〃″＂"“”'
DITTO: Final = frozenset(
    f"{left}{word}{right}" for word in SAME + MARKS for left in PADS for right in PADS
)
TOTAL: Final = re.compile(r"(?:本[页表])?(?:合计|小计|总计|共计|总和)(?:\([^()]*\))?:?")
TOTAL_WITH_WORDS: Final = re.compile(
    r"(?:合计|小计|总计(?!划)|共计|累计|汇总(?!表)).{0,12}|.{0,10}(?:合计|小计|总计|总数):?"
)
EXAMPLE: Final = re.compile(
    r"[(\[【]?(?:填[写报])?(?:示例|样例|范例|举例|例如|例)(?:行|数据)?(?:[)\]】].*|:.*)?|如:.*"
)
SECTION: Final = re.compile(
    r"[(]?[一二三四五六七八九十]+[)、.].{1,20}|第[一二三四五六七八九十]+(?:部分|类).{0,20}"
)
NOTE: Final = re.compile(
    r"(?:备?注|说明|填[表报写](?:说明|要求)|注意(?:事项)?|要求|附注?)\d*[:.、].*|[※*★▲].*"
    r"|[(\[【][^()]*[)\]】]|.{0,10}(?:以下空白|以下无正文|此处不填).{0,10}"
    r"|.{0,12}(?:盖章|签字|签章|签名|公章|落款).{0,20}"
    r"|(?:主管|分管|单位|部门|报送|填报)?(?:负责人|填[报表]人|审[核批]人?|制表人?|经办人|联系人|联络员"
    r"|联系电话|电话|手机|(?:填报|填表|报送|制表|统计)(?:日期|时间)|(?:填报|报送)?单位)(?:\([^)]*\))?:.*"
)
NIL: Final = re.compile(
    r"(?:本|我|该)?(?:单位|学会|协会|研究会|科协|企业)?(?:今年|本次|此次|期间|本年度|目前)?(?:暂|均|都|尚)?"
    r"(?:无|没有|未|零报告)(?:开展|组织|发生|涉及)?(?:此|该|这|相关|本)?(?:项|类)?(?:工作|活动|内容|情况|数据|报送)*[。.]?(?:[(]?零报告[)]?)?"
)
KINDS: Final = (
    ("total", TOTAL),
    ("subtotal", TOTAL_WITH_WORDS),
    ("example", EXAMPLE),
    ("nil", NIL),
    ("section", SECTION),
    ("note", NOTE),
)
HEADS: Final = frozenset(("total", "subtotal", "section"))
"""Rows of these kinds are never what 同上 below them means."""
ORDINALS: Final = "甲乙丙丁戊己庚辛壬癸"


class SheetRow(NamedTuple):
    """One row under a header, as meant."""

    row: int
    cells: Sequence[Cell]
    covered: frozenset[int] = frozenset()
    """Columns (first is 0) that a merged cell from above reaches into."""


@lru_cache(maxsize=8192)
def classify_row_text(text: str) -> str:
    """What a cell's words make of its row: total, example, nil, section, note, or nothing."""
    text = re.sub(r"\s", "", fold_text(text))
    if is_not_applicable(text):
        return "nil"
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(text)), "")


def list_sheet_rows(sheet: Sheet, first: int) -> list[SheetRow]:
    """Every row from this one on that is not blank, merged cells and 同上 filled."""
    merged = _merged(sheet, first)
    found: list[SheetRow] = []
    for row, cells in enumerate(sheet.rows[first - 1 :], first):
        reached = merged.get(row, {})
        meant: Sequence[Cell] = cells
        if cells and (reached or not DITTO.isdisjoint(cells)):
            meant = _filled(sheet, cells, reached, _above(found))
        if cells:
            found.append(SheetRow(row, meant, frozenset(reached)))
    return found


def _above(found: Sequence[SheetRow]) -> Sequence[Cell]:
    """The last row that is more than a heading or a total."""
    for line in reversed(found):
        filled = [cell for cell in line.cells if cell is not None]
        if len(set(filled)) > 1:
            first = filled[0]
            if not isinstance(first, str) or classify_row_text(first) not in HEADS:
                return line.cells
    return ()


def _merged(sheet: Sheet, first: int) -> Mapping[int, Mapping[int, tuple[int, int]]]:
    """Row → column (first is 0) → the (row, column) whose cell is merged down into it."""
    reached: dict[int, dict[int, tuple[int, int]]] = {}
    for area in sheet.merged:
        if area.top < first:
            continue
        for row in range(area.top + 1, min(area.bottom, len(sheet.rows)) + 1):
            reached.setdefault(row, {})[area.left - 1] = (area.top, area.left)
    return reached


def _filled(
    sheet: Sheet, cells: Row, reached: Mapping[int, tuple[int, int]], above: Sequence[Cell]
) -> Sequence[Cell]:
    width = max(len(cells), *(at + 1 for at in reached), 0)
    filled = [*cells, *[None] * (width - len(cells))]
    for at, cell in enumerate(filled):
        if cell is None and at in reached:
            filled[at] = sheet.cell(*reached[at])
        if filled[at] in DITTO and above:
            filled[at] = above[at] if at < len(above) else None
    return filled


def is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that only numbers the columns: 1 2 3, or 甲 1 2."""
    numbers = [_ordinal(cell) for cell in cells if cell is not None]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) > 2 and all(b in (a + 1, 1) for a, b in pairwise(known))


def _ordinal(cell: Cell) -> int | None:
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    text = fold_text(cell).strip("()[]列栏第").removesuffix(".0") if isinstance(cell, str) else ""
    if len(text) == 1 and text in ORDINALS:
        return ORDINALS.index(text) + 1
    return int(text) if text.isdecimal() else None
