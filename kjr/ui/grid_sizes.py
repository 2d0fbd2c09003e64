"""How wide a grid's columns and how tall its rows are, that every text can be read whole.

Of what cannot be broken, such as a web address, the beginning: the row's own page has all of it.

>>> fit_widths({"单位": ["甲学会"], "说明": ["「级别」为“市级”，只计县级"]}, room=200)
{'单位': 64, '说明': 134}
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

LETTER: Final = 14
"""Size of a letter in pixels; a Chinese one is as wide."""
NARROW: Final = 8
"""Width of a digit or a Latin letter, capitals apart."""
MARGIN: Final = 22
"""What a cell keeps free, left and right."""
SHARED: Final = 300
"""About what a column without a width of its own gets."""
ROW: Final = 35
"""Height of a row in pixels."""
TALL: Final = 66
"""Height of a row that breaks its texts; Streamlit breaks none below four times the letter size."""
LINE: Final = 20
UNBROKEN: Final = re.compile(r"[!-~]{30,}")
"""A web address and the like: a grid breaks none, and shows its beginning."""
BEGINNING: Final = "x" * 30
"""As much of it as gets room."""
MOST_LINES: Final = 12
"""Lines a row takes at most; whoever clicks a cell sees all of it."""


def fit_widths(cells: Mapping[str, Sequence[object]], room: int) -> dict[str, int]:
    """Each column's width in pixels: as few lines a row as the room allows, then as few breaks."""
    longest = {head: _measure(those) for head, those in cells.items()}
    heads = {head: _measure([head]) + MARGIN for head in cells}
    for lines in range(1, MOST_LINES + 1):
        least = {head: max(_need(text, lines), heads[head]) for head, text in longest.items()}
        if sum(least.values()) <= room:
            break
    whole = {head: max(_need(text, 1), heads[head]) for head, text in longest.items()}
    for most in range(room, 0, -LINE):
        widths = {head: max(least[head], min(whole[head], most)) for head in cells}
        if sum(widths.values()) <= room:
            return widths
    return least


def find_row_height(cells: Mapping[str, Sequence[object]], widths: Mapping[str, int]) -> int:
    """The height of rows in which every text can be read whole; all rows of a grid are alike."""
    asked = ((_measure(those), widths.get(head, 0) or SHARED) for head, those in cells.items())
    lines = max((_count_lines(text, width) for text, width in asked), default=1)
    return ROW if lines == 1 else max(TALL, LINE * lines + LINE // 3)


def _need(text: int, lines: int) -> int:
    """How wide a column is in which a text takes so many lines.

    Of each line but the last some stays free: a letter that no longer fits goes to the next one.
    """
    return math.ceil(text / lines) + MARGIN + (LETTER if lines > 1 else 0)


def _count_lines(text: int, width: int) -> int:
    return next((n for n in range(1, MOST_LINES) if _need(text, n) <= width), MOST_LINES)


def _measure(those: Iterable[object]) -> int:
    """The width of the longest text, in pixels."""
    texts = (UNBROKEN.sub(BEGINNING, str(each)) for each in those if each is not None)
    return max((sum(map(_width, text)) for text in texts), default=0)


def _width(letter: str) -> int:
    return LETTER if unicodedata.east_asian_width(letter) in "WFA" else NARROW
