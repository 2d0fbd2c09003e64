"""Each clear way of writing a day or several: 5月30日, 20190530, 5月28—31日, 5月下旬.

A missing year is filled so that the day falls into the campaign's window, or nearest to it.

>>> window = Span(dt.date(2019, 5, 21), dt.date(2019, 6, 10))
>>> str(one_day("5月30日", window).value), str(lost_zero("5.3", window).value)
('2019-05-30', '2019-05-30')
>>> one_day("5月30日左右", window) is None
True
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kjr.values.day_spellings import ends, unified
from kjr.values.readings import Reading, Rule, doubted, error
from kjr.values.spans import (
    COMPACT,
    ONE_DAY,
    Span,
    day_of,
    distance,
    full_year,
    in_words,
    read_piece,
    read_pieces,
)

NO_DAY: Final = "没有写到哪一天，请写具体日期"

Found = Reading[dt.date | Span]


def lost_zero(text: str, window: Span, *, typed: bool = True) -> Found | None:
    """5.3 as the 30th, its last zero lost, where the window asks for it.

    A number lost its zero in the sheet, so it is only sure where the 3rd alone fits; what is
    ``typed`` as text is only suspected where the 30th alone does.
    """
    found = re.fullmatch(r"(\d{1,2})\.([123])", text)
    if not found:
        return None
    month, digit = map(int, found.groups())
    plain, tenfold = (day_of(None, month, day, window) for day in (digit, 10 * digit))
    possible = [day for day in (plain, tenfold) if day]
    likely = [day for day in possible if not distance(day, window)]
    is_asked = likely == [tenfold] if typed else possible and likely != [plain]
    if not is_asked:
        return None
    taken = min(possible, key=lambda day: distance(day, window))
    words = " 或 ".join(f"{day.month}月{day.day}日" for day in possible)
    message = f"“{text}”可能是 {words}，暂按{taken.month}月{taken.day}日计，请核实"
    return doubted(Reading(taken, f"「{text}」按活动时间读"), message, taken.isoformat())


def one_day(text: str, window: Span) -> Found | None:
    """A day in the usual order, with its year or without."""
    found = ONE_DAY.fullmatch(unified(text))
    year = full_year(found[1], window) if found else None
    if not found or (found[1] and not year):
        return None
    rule = "" if len(found[1] or "") == 4 else "年份按活动补全"
    return _the_day(text, day_of(year, int(found[2]), int(found[3]), window), rule)


def _compact(text: str, window: Span) -> Found | None:
    found = COMPACT.fullmatch(unified(text))
    year = full_year(found[1], window) if found else None
    if not found or not year:
        return None
    day = day_of(year, int(found[2]), int(found[3]), window)
    return _the_day(text, day, "八位或六位数字连写")


def _year_last(text: str, window: Span) -> Found | None:
    found = re.fullmatch(r"(\d{1,2})[.-](\d{1,2})[.-](20\d\d|\d\d)", unified(text))
    year = full_year(found[3], window) if found else None
    if not found or not year:
        return None
    one, two = int(found[1]), int(found[2])
    day = day_of(year, one, two, window) or day_of(year, two, one, window)
    reading = _the_day(text, day, "年份写在最后")
    if day and one != two and max(one, two) <= 12:
        return doubted(reading, f"日月可能颠倒，暂按{day:%m月%d日}计，请核实")
    return reading


def _the_day(text: str, day: dt.date | None, rule: str) -> Found:
    return Reading(day, rule) if day else error(f"没有“{text}”这一天，请核对日期")


def _month_part(text: str, window: Span) -> Found | None:
    span = read_piece(unified(text), window, None) if "月" in unified(text) else None
    if not span:
        return None
    return doubted(Reading(span, f"「{text}」读作{in_words(span)}", about=True), NO_DAY)


def _several(text: str, window: Span) -> Found | None:
    pieces = ends(unified(text))
    spans = read_pieces(pieces, window) if len(pieces) == 2 else None
    if not spans:
        return None
    span = Span(spans[0].first, spans[1].last)
    if span.first > span.last:
        return error(f"“{text}”的结束日期早于开始日期，请改正")
    reading: Found = Reading(span.first if span.first == span.last else span, in_words(span))
    return doubted(reading._replace(about=True), NO_DAY) if "月" in unified(text) else reading


def _list(text: str, window: Span) -> Found | None:
    apart = re.sub(r"(?<=[\d日号])\s+(?=\d)", "、", text)
    pieces = re.split("[、,;和及与]", unified(apart))
    spans = read_pieces(pieces, window) if len(pieces) > 1 else None
    if not spans:
        return None
    span = Span(spans[0].first, max(each.last for each in spans))
    reading: Found = Reading(span, in_words(span))
    if (span.last - span.first).days == len(spans) - 1:
        return reading
    return doubted(reading, f"几天不相连，暂按{in_words(span)}计，每天一行更准")


def _without_month(text: str, window: Span) -> Found | None:
    """A lone 30日, or 530 for 5月30日: only if exactly one day of the window fits."""
    bare = unified(text)
    if not bare.isdecimal() or len(bare) > 4:
        return None
    days = [window.first + dt.timedelta(n) for n in range((window.last - window.first).days + 1)]
    forms = "{0.day}", "{0.day:02}", "{0.month}{0.day:02}", "{0.month:02}{0.day:02}"
    likely = [day for day in days if bare in {form.format(day) for form in forms}]
    if len(likely) != 1:
        return None
    day = likely[0].isoformat()
    reading: Found = Reading(likely[0], f"「{text}」按活动时间补全")
    return doubted(reading, f"日期没写全，暂按{day}计", day)


CLEAR: Final[tuple[Rule[Span, dt.date | Span], ...]] = (
    Rule("只差末尾一个 0 的（5.3 实为 5.30）按落在活动时间内的那天，请核实", "5.3", lost_zero),
    Rule(
        "年月日用 - / . 年月日 隔开都认，星期、上午、钟点略去；没写年的补活动年份",
        "5月30日（周四）上午",
        one_day,
    ),
    Rule("连写的八位、六位数字", "20190530", _compact),
    Rule("年写在最后的", "30/5/2019", _year_last),
    Rule("「下旬」「月底」「5月」读作一段日子，标约，请核实", "5月下旬", _month_part),
    Rule("「至」「—」「~」「-」连着两天的读作一段日子", "5月28—31日", _several),
    Rule("「、」隔开的几天", "5月28日、29日", _list),
    Rule("只写了日，或月日连写的，按活动时间补全，请核实", "30日", _without_month),
)
