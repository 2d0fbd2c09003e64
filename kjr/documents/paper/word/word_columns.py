"""How wide the columns of a table are in the Word file, for programs that measure otherwise."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kjr.documents.blocks import Align, Table
from kjr.documents.paper.setting.clusters import CLUSTER
from kjr.documents.paper.setting.line_breaks import HALF, measure_ems
from kjr.documents.paper.setting.standard import CELL
from kjr.documents.paper.setting.tables.column_widths import (
    FIGURE,
    PAD_X,
    list_column_texts,
    measure_tail,
)
from kjr.documents.paper.setting.tables.grids import break_column_name
from kjr.documents.paper.word.frames import GAP, count_gaps

EMS: Final = defaultdict(lambda: 1.0, {chr(code): 0.5 for code in range(0x20, 0x7F)})
"""How wide characters are, near enough, in faces we do not have."""
SLACK: Final = 1.1
"""How much less there is beside the text of a cell than on our own pages.

So texts may be a little wider: the faces of an office are, and some programs leave room beside
figures whatever the style says.
"""
PAD: Final = PAD_X - SLACK
"""Beside the text of a cell."""
HAIR: Final = 0.05
"""How many ems more a text has on its line, as no two programs measure alike."""
PIECE: Final = re.compile(rf"（\w）\d+|{CLUSTER.pattern}")
"""What is not parted within a cell."""


def list_column_names(block: Table, widths: Sequence[float], side: float) -> list[str]:
    """The names over the columns, a long one in the lines it has on our own pages."""
    return [
        "\n".join(
            line.text
            for line in break_column_name(column.name, EMS, (width - 2 * side) / CELL.size)
        )
        for column, width in zip(block.columns, widths, strict=True)
    ]


def make_room_beside_figures(
    block: Table, names: Sequence[str], widths: Sequence[float], side: float
) -> Sequence[float]:
    """The columns' widths, so that dates and counters stay on their line with gaps beside figures.

    What columns lack for them comes from those whose texts leave room; if that is not enough,
    those that lack least have it.
    """
    rooms = [(width - 2 * (side - SLACK)) / CELL.size for width in widths]
    columns = zip(names, list_column_texts(block), rooms, find_tails(block), strict=True)
    spares = [
        room - find_longest_line([*name.split("\n"), *texts], room, tail) - HAIR
        for name, texts, room, tail in columns
    ]
    free, given = sum(each for each in spares if each > 0), dict[int, float]()
    for place in sorted(range(len(spares)), key=spares.__getitem__, reverse=True):
        if spares[place] < 0 and sum(given.values()) - spares[place] <= free:
            given[place] = -spares[place]
    taken = sum(given.values()) / free if free else 0.0
    return [
        width + CELL.size * (given.get(place, 0.0) - taken * max(spares[place], 0.0))
        for place, width in enumerate(widths)
    ]


def find_tails(block: Table) -> list[float]:
    """The most ems that stand behind the digits of each column's figures."""
    return [
        measure_tail(texts, EMS) * (column.align == Align.RIGHT)
        for column, texts in zip(block.columns, list_column_texts(block), strict=True)
    ]


def find_longest_line(texts: Sequence[str], room: float, tail: float) -> float:
    """How wide the widest piece is that stays whole: with gaps, and no mark squeezed, in ems.

    A figure is as wide as it is with the longest ``tail`` of its column behind its digits.
    """
    pieces = {
        piece: measure_ems(piece, EMS) + find_indent(piece, tail)
        for text in texts
        for piece in ([text] if measure_ems(text, EMS) <= room else list_pieces(text))
    }
    return max(
        (ems + GAP * count_gaps(piece) for piece, ems in pieces.items() if ems <= room + HALF),
        default=0.0,
    )


def find_indent(text: str, tail: float) -> float:
    """How many ems a figure stands in from the right, so that its last digit is below others'."""
    return tail - measure_tail([text], EMS) if tail and FIGURE.fullmatch(text) else 0.0


def list_pieces(text: str) -> list[str]:
    """What other programs do not part: they keep a figure with the number in brackets before it."""
    return [match[0].strip() for match in PIECE.finditer(text)]
