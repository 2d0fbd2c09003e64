"""Units larger than one: 万元 in a header, or 单位：万元 on a line above the table.

>>> above = read_scales_above(["走访慰问统计表", "填报单位：示例学会", "单位：万元、人次"])
>>> [find_scale(header, "元", above) for header in ("慰问金额", "慰问金额（元）", "金额（百元）")]
['万', '', '百']
>>> [find_scale(f"人次（{words}）", "人次", {}) for words in ("百", "单位：万", "×100", "人")]
['百', '万', '百', '']
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

FACTORS: Final = {"万": 10_000, "千": 1000, "百": 100, "十": 10}
COUNTERS: Final = "元|人次|人|份|字|次|册|篇|条"
SCALED: Final = re.compile(f"([万千百])({COUNTERS})(?!计划|工程|行动|专家|团队)")
SHARE: Final = "%"
"""What is counted so is never scaled: 满意度（100）."""
ALONE: Final = re.compile(
    r"[(\[【]\s*(?:(?:计量)?单位\s*[:为]?|以|按)?\s*"
    rf"(?:([万千百十])|[×xX*]\s*(10{{1,4}}))(?:{COUNTERS}|名|位|场|块|件|支|户|家|本|个)?计?\s*[)\]】]"
)
"""（百）, （单位：万）, （×100元）: in brackets a unit may stand without its counter."""
ROUND: Final = re.compile(r"\(\s*10+(?:元|人次|人|份|次|册|本|场|块|件)\s*\)")
"""（100元）: a unit, or how much there is to be."""
LINE: Final = re.compile(r"(?:^|[\s(,;、])(?:计量|金额|数量|货币)?单位\s*:\s*([^)]*)")
NUMERAL: Final = re.compile(rf"{FIGURE}|[{DIGITS}{PLACES}]+")
NAMED: Final = re.compile(f"[万千百十]|{COUNTERS}")


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
    if counter == SHARE:
        return ""
    if found := SCALED.search(text):
        return str(found[1])
    if found := ALONE.search(text):
        return found[1] or next(word for word, n in FACTORS.items() if str(n) == found[2])
    return "" if f"({counter})" in text else above.get(counter, "")


def find_round_number(header: str) -> str:
    """（100元） in a header, which may be a unit, or blank.

    >>> find_round_number("慰问金额（100元）"), find_round_number("慰问金额（元）")
    ('(100元)', '')
    """
    found = ROUND.search(fold_text(header))
    return found[0] if found else ""


def unscale_cell(cell: Cell, unit: str) -> Cell:
    """A number as it would be written without the unit; text that names one itself stays."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round_amount(cell * FACTORS[unit])
    if isinstance(cell, str) and not NAMED.search(cell):
        return NUMERAL.sub(lambda found: f"{found[0]}{unit}", cell)
    return cell
