"""Days and spans of days, put together from the pieces people write.

>>> window = Span(dt.date(2019, 5, 21), dt.date(2019, 6, 10))
>>> print(*parse_day_pieces(["5.28", "31"], window)[1])
2019-05-31 2019-05-31
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Final, NamedTuple


class Span(NamedTuple):
    """Several days on end, both ends included."""

    first: dt.date
    last: dt.date


MONTH_PARTS: Final = {
    **dict.fromkeys(("上旬", "初"), (1, 10)),
    **dict.fromkeys(("中旬", "中"), (11, 20)),
    **dict.fromkeys(("下旬", "底", "末"), (21, 31)),
    **dict.fromkeys(("中上旬", "上中旬"), (1, 20)),
    **dict.fromkeys(("中下旬",), (11, 31)),
    **dict.fromkeys(("份", ""), (1, 31)),
}
ONE_DAY: Final = re.compile(r"(?:(\d{4}|\d{2})[.-])?(\d{1,2})[.-](\d{1,2})[.]?")
COMPACT: Final = re.compile(r"(20\d\d|\d\d)(\d\d)(\d\d)")


def find_last_day(value: object) -> dt.date | None:
    """The last day of a day or a span; None of anything else."""
    day = value.last if isinstance(value, Span) else value
    return day if isinstance(day, dt.date) else None


def parse_day_pieces(pieces: Iterable[str], window: Span) -> list[Span] | None:
    """The days each piece means; None if one of them means none."""
    spans: list[Span] = []
    for piece in pieces:
        span = parse_day_piece(piece, window, spans[-1] if spans else None)
        if not span:
            return None
        spans.append(span)
    return spans


def parse_day_piece(text: str, window: Span, before: Span | None) -> Span | None:
    """One end of a span; what it leaves out is taken from the end before it."""
    if not text:
        return None
    if text.isdecimal() and len(text) <= 2 and before:
        return _span(complete_day(before.last.year, before.last.month, int(text), window))
    if found := ONE_DAY.fullmatch(text) or COMPACT.fullmatch(text):
        month, day = int(found[2]), int(found[3])
        year = complete_year(found[1], window)
        if not year and before:  # the next year where the days run over new year
            year = before.last.year + (before.last.month > month + 9)
        return _span(complete_day(year, month, day, window))
    if found := re.fullmatch(r"(?:(\d{4})\.)?(?:(\d{1,2})月)?(\D*)", text):
        month = int(found[2]) if found[2] else before.last.month if before else 0
        return _part_of(complete_year(found[1], window), month, found[3], window)
    return None


def _part_of(year: int | None, month: int, part: str, window: Span) -> Span | None:
    if part not in MONTH_PARTS or not (opening := complete_day(year, month, 1, window)):
        return None
    first, last = MONTH_PARTS[part]
    end = calendar.monthrange(opening.year, month)[1]
    return Span(opening.replace(day=first), opening.replace(day=min(last, end)))


def complete_year(digits: str | None, window: Span) -> int | None:
    """A year of four digits; one of two only if it is the campaign's."""
    if not digits:
        return None
    if len(digits) == 4:
        return int(digits)
    years = {window.first.year, window.last.year}
    return next((year for year in years if year % 100 == int(digits)), None)


def complete_day(year: int | None, month: int, day: int, window: Span) -> dt.date | None:
    """That day, in the year that brings it nearest to the window if none is given."""
    years = (year,) if year else range(window.first.year - 1, window.last.year + 2)
    days = [dt.date(each, month, day) for each in years if _exists(each, month, day)]
    return min(days, key=lambda each: count_days_outside(each, window), default=None)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def count_days_outside(day: dt.date, window: Span) -> int:
    """How many days a day lies outside the window; 0 inside."""
    return max((window.first - day).days, (day - window.last).days, 0)


def _span(day: dt.date | None) -> Span | None:
    return Span(day, day) if day else None


def format_span(span: Span) -> str:
    """A span as people read it."""
    return f"{span.first.isoformat()} 至 {span.last.isoformat()}"
