"""How wide the columns of a table are.

>>> shared(100, [1, 1, 2], [40, 10, 10])
[40, 20.0, 40.0]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kjr.blocks import Table
from kjr.paper.clusters import CLUSTER
from kjr.paper.fonts import Fonts
from kjr.paper.lines import width
from kjr.paper.page import CELL, CELL_HEAD

PAD_X: Final = 3.0
"""Between a rule and the text."""
HAIR: Final = 0.1
WIDEST_WORD: Final = 10.0
"""Up to how many ems a column is widened so that a number or word in it stays whole."""
HEAD_WORD: Final = 3.0
"""How many ems of its name a column shows on one line, if the name is that long."""


def column_widths(block: Table, fonts: Fonts, total: float) -> list[float]:
    """The columns' widths by their shares, none too narrow for a number or word in it."""
    columns = zip(*block.rows, strict=True) if block.rows else [()] * len(block.columns)
    least = [
        2 * PAD_X + HAIR + CELL.size * least_ems(column.name, texts, fonts)
        for column, texts in zip(block.columns, columns, strict=True)
    ]
    if sum(least) >= total:
        return [total * width / sum(least) for width in least]
    return shared(total, [column.share for column in block.columns], least)


def least_ems(name: str, texts: Sequence[str], fonts: Fonts) -> float:
    """The widest piece of a column that stays whole."""
    head, body = fonts.advances[CELL_HEAD.role], fonts.advances[CELL.role]
    names = [width(word, head) for word in CLUSTER.findall(name)]
    words = {word for word in CLUSTER.findall("\n".join(texts)) if len(word) > 2}
    wide = max((width(word, body) for word in words), default=0.0)
    return max(min(sum(names), HEAD_WORD), min(wide, WIDEST_WORD), *names)


def shared(total: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Part a width by shares, so that nobody gets less than the least."""
    places, fixed = range(len(shares)), set[int]()
    while True:
        room = total - sum(least[place] for place in fixed)
        rest = sum(shares[place] for place in places if place not in fixed)
        parts = [least[p] if p in fixed else room * shares[p] / rest for p in places]
        narrow = {place for place in places if parts[place] < least[place]}
        if not narrow:
            return parts
        fixed |= narrow
