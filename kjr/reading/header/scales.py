"""Units larger than one: 万元 in a header, or 单位：万元 on a line above the table.

>>> above = read_scales_above(["走访慰问统计表", "填报单位：示例学会", "单位：万元、人次"])
>>> [find_scale(header, "元", above) for header in ("慰问金额", "慰问金额（元）", "金额（百元）")]
['万', '', '百']
>>> unscale_cell(1.2, "万"), unscale_cell("约0.5", "万"), unscale_cell("3000元", "万")
(12000, '约0.5万', '3000元')
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kjr.campaign.columns import Column, Count, Money
from kjr.values.cells import Cell
from kjr.values.numerals import DIGITS, FIGURE, PLACES, round_amount
from kjr.values.spelling.characters import fold_text

FACTORS: Final = {"万": 10_000, "千": 1000, "百": 100}
COUNTERS: Final = "元|人次|人|份|字|次|册|篇|条"
SCALED: Final = re.compile(f"([万千百])({COUNTERS})")
LINE: Final = re.compile(r"(?:^|[\s(,;、])(?:计量|金额|数量|货币)?单位\s*:\s*([^)]*)")
NUMERAL: Final = re.compile(rf"{FIGURE}|[{DIGITS}{PLACES}]+")
NAMED: Final = re.compile(f"[万千百]|{COUNTERS}")


def find_column_counter(column: Column) -> str:
    """What a column counts in; blank for a column of anything but amounts."""
    return column.counter if isinstance(column, Count) else "元" * isinstance(column, Money)


def read_scales_above(lines: Iterable[str]) -> Mapping[str, str]:
    """Counter → 万, 千 or 百, from the lines above a table that name the unit of its numbers."""
    named = (found[1] for line in lines for found in LINE.finditer(fold_text(line)))
    return {counter: factor for text in named for factor, counter in SCALED.findall(text)}


def find_scale(header: str, counter: str, above: Mapping[str, str]) -> str:
    """万, 千 or 百 if the numbers under a header are so many times what they say, else blank."""
    text = fold_text(header)
    if found := SCALED.search(text):
        return str(found[1])
    return "" if f"({counter})" in text else above.get(counter, "")


def unscale_cell(cell: Cell, unit: str) -> Cell:
    """A number as it would be written without the unit; text that names one itself stays."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round_amount(cell * FACTORS[unit])
    if isinstance(cell, str) and not NAMED.search(cell):
        return NUMERAL.sub(lambda found: f"{found[0]}{unit}", cell)
    return cell
