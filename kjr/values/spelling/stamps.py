"""Stamps of programs and days with English months, as a year, a month and a day.

>>> [spell_month(text) for text in ("Tue May 28 2019", "30-May-19", "May 28th", "May 2019")]
['2019-5-28', '19-5-30', '5-28', '2019年5月']
>>> parse_stamp("2019-05-28T16:00:00.000Z")
Stamp(day='2019-05-28', clock='16:00', is_utc=True)
>>> parse_stamp("Tue May 28 2019 00:00:00 GMT+0800 (中国标准时间)")
Stamp(day='2019-5-28', clock='00:00', is_utc=False)
>>> parse_stamp("2019-05-28 16:00")
"""

import re
from typing import Final, NamedTuple

MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s*)?"
MONTH: Final = f"({'|'.join(MONTHS)})[a-z]*"
NUMBER: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
YEAR: Final = r"(?:[\s.,/-]+(\d{4}|\d{2}))?"
DAY_FIRST: Final = re.compile(rf"{WEEKDAY}{NUMBER}[\s.,/-]*{MONTH}{YEAR}", re.IGNORECASE)
MONTH_FIRST: Final = re.compile(
    rf"{WEEKDAY}{MONTH}[\s.,/-]*{NUMBER}(?:[\s,/-]+(\d{{4}}))?", re.IGNORECASE
)
MONTH_ONLY: Final = re.compile(rf"{MONTH}[\s.,/'-]*(\d{{4}})", re.IGNORECASE)
STAMP: Final = re.compile(
    r"(.*?\d)[日T\s]*(\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?\s*"
    r"(?:(?:Z|UTC|GMT)\s*)?(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)\s*(?:\(.*\))?",
    re.IGNORECASE,
)


class Stamp(NamedTuple):
    """A moment as a program writes it, with its zone."""

    day: str
    clock: str
    is_utc: bool


def spell_month(text: str) -> str:
    """28 May 2019 as 2019-5-28, whatever the order; any other text as it is."""
    if found := MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := MONTH_ONLY.fullmatch(text):
        return f"{found[2]}年{_month(found[1])}月"
    else:
        return text
    return "-".join(filter(None, (year, str(_month(month)), day)))


def parse_stamp(text: str) -> Stamp | None:
    """A day, a time and a zone; None for a text without a zone."""
    found = STAMP.fullmatch(text) if ":" in text else None
    if not found:
        return None
    return Stamp(spell_month(found[1].strip()), found[2], not re.search("[1-9]", found[3]))


def _month(name: str) -> int:
    return 1 + MONTHS.index(name.lower())
