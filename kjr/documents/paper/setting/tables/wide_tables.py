"""Tables with more columns than a page is wide: parted into several, each with what names a row."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.tables.column_widths import (
    SHORT_WORDS,
    WidthNeed,
    has_room,
    measure_columns,
)

MANY: Final = 9
"""Fewer columns share the width, if need be by breaking long words; figures have room."""
MOST_NAMED: Final = 0.5
"""Of the width: what names a row takes up no more of it in each part."""


def part_wide_table(block: Table, fonts: Fonts, total: float) -> list[Table]:
    """The table itself if it fits; else parts, 之一 and so on, that each name their rows again.

    What names a row are the columns before the first of figures, or as many as leave room.
    """
    if len(block.columns) < MANY:
        return [block]
    needs = measure_columns(block, fonts, total, SHORT_WORDS)
    if has_room(needs, total):
        return [block]
    named = count_naming_columns(block, needs, total)
    groups = group_columns(needs, named, total)
    if len(groups) == 1:
        return [block]
    return [
        replace(
            block,
            caption=f"{block.caption}（{number}）" if block.caption else "",
            columns=[block.columns[place] for place in places],
            rows=[[row[place] for place in places] for row in block.rows],
            remark=block.remark if number == len(groups) else "",
        )
        for number, places in enumerate(groups, 1)
    ]


def count_naming_columns(block: Table, needs: Sequence[WidthNeed], total: float) -> int:
    """How many columns from the left come again in every part."""
    before = len([*takewhile(lambda column: column.align != Align.RIGHT, block.columns)])
    before = min(before, len(needs) - 1)
    while before and sum(each.least for each in needs[:before]) > MOST_NAMED * total:
        before -= 1
    return before


def group_columns(needs: Sequence[WidthNeed], named: int, total: float) -> list[list[int]]:
    """The columns of each part: about as many in each, none of them over the width."""
    room = total - sum(each.least for each in needs[:named])
    rest = range(named, len(needs))
    for count in range(1, len(rest) + 1):
        each, more = divmod(len(rest), count)
        ends = [named + part * each + min(part, more) for part in range(count + 1)]
        parts = [range(start, end) for start, end in pairwise(ends)]
        if all(sum(needs[place].least for place in part) <= room for part in parts):
            break
    return [[*range(named), *part] for part in parts]
