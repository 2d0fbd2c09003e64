"""Cells whose format shows a month and no day: they say as much as people see, 2019年5月.

>>> [shows_only_month(each) for each in ('yyyy"年"m"月"', "mmm-yy", "yyyy-mm-dd", "mm:ss", "0.0")]
[True, True, False, False, False]
"""

import datetime as dt
import re
from typing import Final

from kjr.values.cells import Cell, is_disguised_number

MONTH_FORMATS: Final = frozenset((17, 27, 36, 50, 52, 57))
"""The formats every program knows by number: mmm-yy, and 年月 in Chinese programs."""
QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|;.*')


def shows_only_month(pattern: str) -> bool:
    """Whether a number format shows a month and neither its day nor a time."""
    letters = set(QUOTED.sub("", pattern.lower()))
    return "m" in letters and not letters & set("dhs0#?@g")


def show_month(cell: Cell) -> Cell:
    """A month typed without a day, which programs keep as its first; any other cell as it is."""
    if isinstance(cell, dt.date) and cell.day == 1 and not is_disguised_number(cell):
        return f"{cell.year}年{cell.month}月"
    return cell
