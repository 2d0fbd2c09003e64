"""How wide the columns of a table are.

>>> [round(width) for width in share_width(100, [1, 1], [WidthNeed(20, 60), WidthNeed(20, 60)])]
[50, 50]
>>> [round(width) for width in share_width(100, [1, 1], [WidthNeed(20, 30), WidthNeed(20, 900)])]
[21, 79]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.clusters import CLUSTER
from kjr.documents.paper.setting.line_breaks import measure_ems
from kjr.documents.paper.setting.standard import CELL, CELL_HEAD

PAD_X: Final = 3.0
"""Between a rule and the text."""
THINNEST: Final = 1.5
"""What is left of that where the words of all columns stay whole for it."""
HAIR: Final = 0.1
WIDEST_WORD: Final = 10.0
"""Up to how many ems a column is widened so that a number or word in it stays whole."""
WIDE: Final = 24 * CELL.size
"""A column with longer texts breaks them anyway, and counts for less than they are long."""
WORDS: Final = (5.0, 4.5, 4.0, 3.0)
"""Up to how many ems a text or a name stays whole: the first for which the table has room."""
SHORT_WORDS: Final = WORDS[:2]
"""What a table that may be parted keeps whole, such as 四（一）1 and 篇（条）."""
HEAD_PART: Final = 3.0
"""How many ems of a longer name stand on one line."""
FIGURE: Final = re.compile(r"([约（]?-?[0-9][0-9,.]*[万亿]?)([^0-9万亿]{0,3})")
"""A figure with what stands before it, and what stands behind, such as 余 or a counter."""


class WidthNeed(NamedTuple):
    """What a column needs at least, and what it can use at most."""

    least: float
    most: float


class FittedColumns(NamedTuple):
    """How wide the columns of a table are."""

    widths: list[float]
    pad: float = PAD_X
    """Between a rule and the text."""


def find_column_widths(block: Table, fonts: Fonts, total: float) -> FittedColumns:
    """The columns' widths, by what is in them and by their shares.

    None is too narrow for a number or word in it, and none is wider than its longest text while
    another has to break lines.  If need be the space beside the texts gives way.
    """
    needs = measure_columns(block, fonts, total)
    least, most = sum(each.least for each in needs), sum(each.most for each in needs)
    shares = [column.share for column in block.columns]
    if not has_room(needs, total):
        return FittedColumns([total * each.least / least for each in needs], THINNEST)
    if least >= total:
        given = (least - total) / len(needs)
        return FittedColumns([each.least - given for each in needs], PAD_X - given / 2)
    if most <= total:
        spare = (total - most) / sum(shares)
        wide = [each.most + spare * share for each, share in zip(needs, shares, strict=True)]
        return FittedColumns(wide)
    return FittedColumns(share_width(total, shares, needs))


def has_room(needs: Sequence[WidthNeed], total: float) -> bool:
    """Whether all columns have what they need at least, the space beside their texts given up."""
    return sum(each.least for each in needs) <= total + 2 * (PAD_X - THINNEST) * len(needs)


def measure_columns(
    block: Table, fonts: Fonts, total: float, words: Sequence[float] = WORDS
) -> list[WidthNeed]:
    """What each column needs, with as long words whole as there is room for."""
    for word in words:
        needs = [
            measure_column(column.name, texts, column.align, fonts, word)
            for column, texts in zip(block.columns, list_column_texts(block), strict=True)
        ]
        if has_room(needs, total):
            break
    return needs


def list_column_texts(block: Table) -> Iterable[Sequence[str]]:
    """The texts of each column."""
    return zip(*block.rows, strict=True) if block.rows else [()] * len(block.columns)


def measure_column(
    name: str, texts: Sequence[str], align: Align, fonts: Fonts, word: float
) -> WidthNeed:
    """The widest piece of a column that stays whole, and its longest text."""
    head, body = fonts.advances[CELL_HEAD.role], fonts.advances[CELL.role]
    names = [min(measure_ems(each, head), WIDEST_WORD) for each in CLUSTER.findall(name)]
    lines = {line: measure_ems(line, body) for line in set("\n".join(texts).split("\n"))}
    whole = [ems for ems in lines.values() if ems <= word]
    long = "\n".join(line for line, ems in lines.items() if ems > word)
    clusters = {cluster for cluster in CLUSTER.findall(long) if len(cluster) > 2}
    whole += (min(measure_ems(cluster, body), WIDEST_WORD) for cluster in clusters)
    if align == Align.RIGHT:
        whole.append(measure_figures(texts, body))
    counter = measure_ems(name.rpartition("/")[2], head)
    parts = [part for part in (sum(names), counter) if part <= word]
    least = max(HEAD_PART if sum(names) > word else 0.0, *parts, *whole, *names)
    most = max(least, *lines.values())
    return WidthNeed(*(2 * PAD_X + HAIR + CELL.size * ems for ems in (least, most)))


def measure_figures(texts: Sequence[str], widths: Mapping[str, float]) -> float:
    """How wide the figures of a column are when the last digits stand below each other."""
    matches = [match for match in map(FIGURE.fullmatch, texts) if match]
    digits = (measure_ems(match[1], widths) for match in matches)
    return max(digits, default=0.0) + measure_tail(texts, widths)


def measure_tail(texts: Sequence[str], widths: Mapping[str, float]) -> float:
    """The most that stands behind the digits of a column's figures."""
    matches = (match for match in map(FIGURE.fullmatch, texts) if match)
    return max((measure_ems(match[2], widths) for match in matches), default=0.0)


def temper_length(length: float) -> float:
    """What a text counts for: once more the width for every doubling beyond it."""
    return length if length <= WIDE else WIDE * (1 + log2(length / WIDE))


def share_width(total: float, shares: Sequence[float], needs: Sequence[WidthNeed]) -> list[float]:
    """Give all the least, and part the rest by share and by how much more each can use."""
    low, high = 0.0, 1000.0
    wishes = [
        (least, most, share * (temper_length(most) - least))
        for share, (least, most) in zip(shares, needs, strict=True)
    ]
    for _ in range(50):
        unit = (low + high) / 2
        parts = [min(least + unit * wish, most) for least, most, wish in wishes]
        low, high = (unit, high) if sum(parts) < total else (low, unit)
    return parts
