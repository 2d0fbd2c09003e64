"""The many ways a day is spelt, brought to a few: dots inside a day, a tilde between days.

>>> unify_day_spelling("二〇一九年五月二十八日(周二)至31日上午"), split_span("5.28-31")
('2019.5.28~31', ['5.28', '31'])
"""

import re
from functools import lru_cache
from typing import Final

NUMERALS: Final = "〇零一二三四五六七八九"
RINGS: Final = re.compile(f"(?<=[{NUMERALS}])[○◯⭕oO0]|[○◯⭕oO0](?=[{NUMERALS}]{{2}}年)")
"""What people type for 〇 in 二〇一九年."""
CLOCK: Final = re.compile(
    r"T?(?:上午|下午|晚上|早上|中午|凌晨|傍晚|晚|早)?\d{1,2}(?::\d{2}(?::\d{2})?(?:\.\d+)?|[点时](?:\d{1,2}分|半|整)?)"
    r"(?:[-—–―~至到](?:次日|上午|下午|晚上)?\d{1,2}(?::\d{2}|[点时](?:\d{1,2}分|半|整)?))?"
)
BESIDE: Final = re.compile(
    r"[(\[【〔]?(?:星期|礼拜|周)[一二三四五六日天][)\]】〕]?|上午|下午|晚上|早上|中午|全天|整天|半天|当天|晚间|[早晚夜]"
    r"|[(\[【〔][^()\[\]\d]*[)\]】〕]|\s"
)
WITH_DOTS: Final = re.compile(r"((?:\d{4}\.)?\d{1,2}\.\d{1,2})-([\d.]+)")
WITH_HYPHENS: Final = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}|\d{8})-(\d{8}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}|\d{1,2})"
)

BETWEEN: Final = re.compile(r"(?<=[\d日号月旬初底末])(?:[—–―─~～]+|--+|至|到|一(?=\d))")
DAY_SIGN: Final = re.compile(r"(\d)[日号](?!\d)")
DOTS: Final = re.compile("年|[/。·．•]")
MONTH_SIGN: Final = re.compile(r"月(?=\d)")
YEAR_IN_WORDS: Final = re.compile(f"[{NUMERALS}]{{4}}(?=年)")
DAY_IN_WORDS: Final = re.compile(
    f"[{NUMERALS}十廿卅]{{1,3}}(?=[月日号])|(?<=月)[{NUMERALS}十廿卅]{{1,3}}"
)


def is_clock(text: str) -> bool:
    """Whether a text says at what hour, and of no day.

    >>> [is_clock(text) for text in ("9:00-11:00", "下午3点", "5.30", "9:00开始", "")]
    [True, True, False, False, False]
    """
    return bool(text) and not CLOCK.sub("", text).strip("-~至 ")


def split_span(text: str) -> list[str]:
    """The two ends of a span, whether its hyphens also stand inside the days or not."""
    if "~" in text:
        return text.split("~")
    found = WITH_DOTS.fullmatch(text) or WITH_HYPHENS.fullmatch(text)
    return list(found.groups()) if found else [text]


@lru_cache(maxsize=4096)
def unify_day_spelling(text: str) -> str:
    """5月28—31日 as 5.28~31: dots inside a day, a tilde between days, nothing beside them."""
    text = convert_day_numerals(BESIDE.sub("", CLOCK.sub("", text)))
    text = DAY_SIGN.sub(r"\1", DOTS.sub(".", BETWEEN.sub("~", text)))
    return MONTH_SIGN.sub(".", text)


def convert_day_numerals(text: str) -> str:
    """二〇一九年五月三十日 as 2019年5月30日."""
    text = RINGS.sub("〇", text)
    text = YEAR_IN_WORDS.sub(lambda m: _digits(m[0]), text)
    return DAY_IN_WORDS.sub(lambda m: _small(m[0]), text)


def _small(numeral: str) -> str:
    """三十一 as 31, 廿五 as 25; 十十 as it is, for it is no number."""
    tens, ten, ones = numeral.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    if "十" in tens:
        return numeral
    return str(10 * int(_digits(tens) or 1) + int(_digits(ones) or 0)) if ten else _digits(numeral)


def _digits(numeral: str) -> str:
    return "".join(str(max(0, NUMERALS.index(each) - 1)) for each in numeral)
