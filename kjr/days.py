"""Days as people write them: 5月30日, 5.30, 20190530, 43615, 5月28—31日, 5月下旬.

A missing year is filled so that the day falls into the campaign's window, or nearest to it.

>>> window = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
>>> str(read("5.30", *window).value), str(read(43615.0, *window).value)
('2019-05-30', '2019-05-30')
>>> " ".join(map(str, read("5月28—31日", *window).value))
'2019-05-28 2019-05-31'
>>> read("下周一", *window).complaint.message
'“下周一”看不出是哪一天，请写成 2019-05-30 这样的日期'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kjr.cells import Cell, fold, is_blank
from kjr.dayforms import BESIDE, arabic, ends, unified
from kjr.readings import Complaint, Level, Reading, is_nothing
from kjr.spans import (
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

__all__ = ["RULES", "Rule", "Span", "read"]

LOOSE: Final = re.compile(
    "左右|前后|开始|期间|以前|之前|以后|之后|起|止|前|后|约|大约|截至|截止|计划|拟于|拟"
)
VAGUE: Final = re.compile(
    "[上下本这]个?(?:周|星期|礼拜|月)|近期|近日|最近|日前|待定|未定|暂定|今天|昨天|明天|每|不详|节前|节后|农历"
)
IN_TEXT: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
Found = Reading[dt.date | Span]


class Rule(NamedTuple):
    """One way of writing days; the first that gives a reading is taken."""

    name: str
    example: str
    read: Callable[[str, Span], Found | None]


def read(cell: Cell, first: dt.date, last: dt.date, date1904: bool = False) -> Found:
    """The day or days a cell means; ``first`` to ``last`` is the window that fills the year.

    ``date1904`` is for books whose serial days start in 1904.
    """
    window = Span(first, last)
    match cell:
        case dt.date() if cell.year < 1910:
            return _from_number(_serial_of(cell), window, date1904)
        case dt.date():
            return Reading(cell.date() if isinstance(cell, dt.datetime) else cell)
        case bool() | dt.time() | dt.timedelta():
            return _error(str(cell), window)
        case int() | float() if not is_blank(cell):
            return _from_number(float(cell), window, date1904)
        case str() if not is_blank(cell):
            return _from_text(fold(cell), window, date1904)
        case _:
            return Reading()


def _from_number(number: float, window: Span, date1904: bool) -> Found:
    """A day typed as 5.30 becomes the number 5.3, and many mean the 30th by it."""
    text = f"{number:.10g}"
    return _tenfold(text, window, typed=False) or _from_text(text, window, date1904)


def _from_text(text: str, window: Span, date1904: bool) -> Found:
    if re.fullmatch(r"[2-6]\d{4}(\.\d+)?", text):
        return _serial(int(float(text)), date1904)
    readings = (rule.read(text, window) for rule in RULES)
    return next(reading for reading in readings if reading is not None)


def _serial(number: int, date1904: bool) -> Found:
    day = (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)) + dt.timedelta(number)
    return Reading(day, f"「{number}」是表格软件的日期序号")


def _nothing(text: str, window: Span) -> Found | None:
    return Reading(rule=f"「{text}」为不适用", not_applicable=True) if is_nothing(text) else None


def _vague(text: str, window: Span) -> Found | None:
    return _error(text, window) if VAGUE.search(text) and not IN_TEXT.search(text) else None


def _typed_tenfold(text: str, window: Span) -> Found | None:
    return _tenfold(text, window, typed=True)


def _tenfold(text: str, window: Span, *, typed: bool) -> Found | None:
    """5.3 may be the 3rd or, its last zero lost, the 30th: the one inside the window is taken."""
    if not (found := re.fullmatch(r"(\d{1,2})\.([123])", text)):
        return None
    month, day = map(int, found.groups())
    days = [day_of(None, month, number, window) for number in (day, 10 * day)]
    possible = [each for each in days if each]
    likely = [each for each in possible if not distance(each, window)]
    if (
        not possible
        or (typed and not likely)
        or (days[0] in likely and (typed or len(likely) == 1))
    ):
        return None
    taken = min(possible, key=lambda each: distance(each, window))
    words = " 或 ".join(f"{each.month}月{each.day}日" for each in possible)
    message = f"“{text}”可能是 {words}，暂按{taken.month}月{taken.day}日计，请核实"
    return _doubt(Reading(taken, f"「{text}」按活动时间读"), message, taken.isoformat())


def _one_day(text: str, window: Span) -> Found | None:
    found = ONE_DAY.fullmatch(unified(text))
    if not found or (found[1] and not full_year(found[1], window)):
        return None
    year = full_year(found[1], window)
    day = day_of(year, int(found[2]), int(found[3]), window)
    rule = "" if found[1] and len(found[1]) == 4 else "年份按活动补全"
    return Reading(day, rule) if day else _no_such_day(text)


def _compact(text: str, window: Span) -> Found | None:
    found = COMPACT.fullmatch(unified(text))
    if not found or not (year := full_year(found[1], window)):
        return None
    day = day_of(year, int(found[2]), int(found[3]), window)
    return Reading(day, "八位或六位数字连写") if day else _no_such_day(text)


def _year_last(text: str, window: Span) -> Found | None:
    found = re.fullmatch(r"(\d{1,2})[.-](\d{1,2})[.-](20\d\d|\d\d)", unified(text))
    if not found or not (year := full_year(found[3], window)):
        return None
    one, two = int(found[1]), int(found[2])
    day = day_of(year, one, two, window) or day_of(year, two, one, window)
    if not day:
        return _no_such_day(text)
    reading: Found = Reading(day, "年份写在最后")
    both = one != two and max(one, two) <= 12
    return _doubt(reading, f"日月可能颠倒，暂按{day:%m月%d日}计，请核实") if both else reading


def _month_part(text: str, window: Span) -> Found | None:
    span = read_piece(unified(text), window, None) if "月" in unified(text) else None
    if not span:
        return None
    reading: Found = Reading(span, f"「{text}」读作{in_words(span)}", about=True)
    return _doubt(reading, "没有写到哪一天，请写具体日期")


def _several(text: str, window: Span) -> Found | None:
    pieces = ends(unified(text))
    spans = read_pieces(pieces, window) if len(pieces) == 2 else None
    if not spans:
        return None
    span = Span(spans[0].first, spans[1].last)
    if span.first > span.last:
        message = f"“{text}”的结束日期早于开始日期，请改正"
        return Reading(complaint=Complaint(Level.ERROR, message))
    reading: Found = Reading(span.first if span.first == span.last else span, in_words(span))
    if "月" not in unified(text):
        return reading
    return _doubt(reading._replace(about=True), "没有写到哪一天，请写具体日期")


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
    return _doubt(reading, f"几天不相连，暂按{in_words(span)}计，每天一行更准")


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
    reading: Found = Reading(likely[0], f"「{text}」按活动时间补全")
    return _doubt(reading, f"日期没写全，暂按{likely[0].isoformat()}计", likely[0].isoformat())


def _loose(text: str, window: Span) -> Found | None:
    bare = LOOSE.sub("", text)
    reading = _strict(bare, window) if bare and bare != text else None
    if not reading or reading.value is None:
        return None
    return _doubt(reading._replace(about=True), "日期不确切，请写实际日期")


def _inside(text: str, window: Span) -> Found | None:
    found = IN_TEXT.search(arabic(BESIDE.sub("", text)))
    reading = _one_day(found[0], window) if found else None
    if not reading or not isinstance(reading.value, dt.date):
        return None
    day = reading.value.isoformat()
    return _doubt(reading, f"从文字中取了{day}，请核实并只填日期", day)


def _unreadable(text: str, window: Span) -> Found:
    return _error(text, window)


STRICT: Final = (
    Rule("只差末尾一个 0 的（5.3 实为 5.30）按落在活动时间内的那天，请核实", "5.3", _typed_tenfold),
    Rule(
        "年月日用 - / . 年月日 隔开都认，星期、上午、钟点略去；没写年的补活动年份",
        "5月30日（周四）上午",
        _one_day,
    ),
    Rule("连写的八位、六位数字", "20190530", _compact),
    Rule("年写在最后的", "30/5/2019", _year_last),
    Rule("「下旬」「月底」「5月」读作一段日子，标约，请核实", "5月下旬", _month_part),
    Rule("「至」「—」「~」「-」连着两天的读作一段日子", "5月28—31日", _several),
    Rule("「、」隔开的几天", "5月28日、29日", _list),
    Rule("只写了日，或月日连写的，按活动时间补全，请核实", "30日", _without_month),
)
RULES: Final = (
    Rule("「—」「/」「无」是不适用", "—", _nothing),
    Rule("「下周一」「近期」「待定」读不了", "下周一", _vague),
    *STRICT,
    Rule("「左右」「前」「起」略去，标约，请核实", "5月30日左右", _loose),
    Rule("一句话里只取头一个日期，请核实", "定于5月30日在示例小学举行", _inside),
    Rule("其余读不了", "详见通知", _unreadable),
)


def _strict(text: str, window: Span) -> Found | None:
    readings = (rule.read(text, window) for rule in STRICT)
    return next((reading for reading in readings if reading is not None), None)


def _serial_of(cell: dt.date) -> float:
    """The number behind a day of 1900, shown so because the cell is formatted as a date."""
    start = dt.datetime(1899, 12, 31)
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
    return round((moment - start) / dt.timedelta(days=1), 6)


def _no_such_day(text: str) -> Found:
    return Reading(complaint=Complaint(Level.ERROR, f"没有“{text}”这一天，请核对日期"))


def _error(text: str, window: Span) -> Found:
    example = min(window.last, window.first + dt.timedelta(9)).isoformat()
    message = f"“{text}”看不出是哪一天，请写成 {example} 这样的日期"
    return Reading(complaint=Complaint(Level.ERROR, message))


def _doubt(reading: Found, message: str, suggestion: str | None = None) -> Found:
    return reading._replace(complaint=Complaint(Level.DOUBT, message, suggestion))
