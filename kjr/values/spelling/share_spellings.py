"""Shares in words, as figures with a percent sign.

>>> [spell_shares(text) for text in ("百分之九十五", "约九成", "九成五", "9.5成", "八九成以上")]
['95%', '约90%', '95%', '95%', '80-90%以上']
>>> [spell_shares(text) for text in ("百分之百", "百分之三点五", "30成员", "成果3项")]
['100%', '3.5%', '30成员', '成果3项']
"""

import re
from typing import Final

from kjr.values.numerals import DIGITS, PLACES, parse_numeral, round_amount

NUMERAL: Final = rf"\d+(?:\.\d+)?|[{DIGITS}{PLACES}点]+"
OF_HUNDRED: Final = re.compile(f"百分之({NUMERAL})")
TENTHS: Final = re.compile(rf"({NUMERAL})成([{DIGITS}半\d])?(?![员人果立长功年本])")


def spell_shares(text: str) -> str:
    """95% for 百分之九十五, 90% for 九成; any other text as it is."""
    if "百分之" in text:
        text = OF_HUNDRED.sub(lambda found: f"{parse_numeral(found[1])}%", text)
    return TENTHS.sub(_spell_tenths, text) if "成" in text else text


def _spell_tenths(found: re.Match[str]) -> str:
    said, rest = found.groups()
    if len(said) == 2 and set(said) <= {*DIGITS}:
        return "-".join(f"{10 * parse_numeral(digit)}" for digit in said) + "%"
    more = 5 if rest == "半" else parse_numeral(rest) if rest else 0
    return f"{round_amount(10 * parse_numeral(said) + more)}%"
