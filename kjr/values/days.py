"""The day or days a cell means: typed as a day, as a number, or in words as people write them.

>>> window = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
>>> str(parse_day("5.30", *window).value), str(parse_day(43615.0, *window).value)
('2019-05-30', '2019-05-30')
>>> " ".join(map(str, parse_day("5月28—31日", *window).value))
'2019-05-28 2019-05-31'
>>> parse_day("下周一", *window).complaint.message
'“下周一”看不出是哪一天，请写成 2019-05-30 这样的日期'
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from kjr.values import cells, readings
from kjr.values.day_rules import CLEAR, Found, parse_lost_zero, parse_one_day
from kjr.values.readings import (
    Level,
    Reading,
    ReadingRule,
    annotate_reading,
    doubt_reading,
    make_error_reading,
)
from kjr.values.spans import Span
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.day_spellings import BESIDE, convert_day_numerals

__all__ = ["RULES", "Span", "parse_day"]

PLAIN: Final = re.compile(
    "(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
)
LAST_MINUTE: Final = dt.time(23, 59)
GREENWICH: Final = dt.time(16)
SERIAL: Final = re.compile(r"([2-6]\d{4})(\.\d+)?")
MOMENT: Final = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d\d):(\d\d)(?:\.\d+)?"
)
LOOSE: Final = re.compile(
    "左右|前后|开始|期间|以前|之前|以后|之后|起|止|前|后|约|大约|截至|截止|计划|拟于|拟"
)
VAGUE: Final = re.compile(
    "[上下本这]个?(?:周|星期|礼拜|月)|近期|近日|最近|日前|待定|未定|暂定|今天|昨天|明天|每|不详|节前|节后|农历"
)
WEEKDAYS: Final = "一二三四五六日"
WEEKDAY: Final = re.compile(f"(?:星期|礼拜|周)([{WEEKDAYS}])")
IN_TEXT: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


def parse_day(cell: cells.Cell, first: dt.date, last: dt.date, date1904: bool = False) -> Found:
    """The day or days a cell means; ``first`` to ``last`` is the window that fills the year.

    ``date1904`` is for books whose serial days start in 1904.
    """
    window = Span(first, last)
    match cell:
        case dt.date() if cells.is_disguised_number(cell):
            return _from_number(cells.recover_number(cell), window, date1904)
        case dt.date():
            return _from_moment(cell) if isinstance(cell, dt.datetime) else Reading(cell)
        case bool() | dt.time() | dt.timedelta():
            return _unreadable(str(cell), window)
        case int() | float() if not cells.is_blank(cell):
            return _from_number(float(cell), window, date1904)
        case str() if not cells.is_blank(cell):
            return readings.refuse_overlong(cell) or _from_text(fold_text(cell), window, date1904)
        case _:
            return Reading()


def _from_moment(moment: dt.datetime) -> Found:
    """The last minute of a day is midnight, miscounted; 16:00 is our midnight at Greenwich."""
    day, clock = moment.date(), moment.time()
    if clock > LAST_MINUTE or clock == GREENWICH:
        after, shown = day + dt.timedelta(1), moment.replace(microsecond=0).time()
        if clock == GREENWICH:
            message = f"带着时刻{shown}，如是程序导出的，实为{after}，请核实"
            return doubt_reading(Reading(day), message, after.isoformat())
        return annotate_reading(Reading(after), Level.HINT, f"带着时刻{shown}，按{after}计")
    return Reading(day)


def _parse_moment(text: str) -> dt.datetime | None:
    found = MOMENT.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return dt.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _from_number(number: float, window: Span, date1904: bool) -> Found:
    """A day typed as 5.30 becomes the number 5.3, and many mean the 30th by it."""
    text = f"{number:.10g}"
    return parse_lost_zero(text, window, typed=False) or _from_text(text, window, date1904)


@lru_cache(maxsize=4096)
def _from_text(text: str, window: Span, date1904: bool) -> Found:
    """What a text says; people write the same days in all books."""
    if PLAIN.fullmatch(text) and (reading := parse_one_day(text, window)):
        return reading  # what most people write; no rule before that one reads it
    if found := SERIAL.fullmatch(text):
        day = cells.convert_serial_day(int(found[1]), date1904=date1904)
        clock = dt.timedelta(seconds=round(86_400 * float(found[2] or 0)))
        reading = _from_moment(dt.datetime.combine(day, dt.time()) + clock)
        return reading._replace(rule=f"「{found[1]}」是表格软件的日期序号")
    if moment := _parse_moment(text):
        return _from_moment(moment)
    reading = readings.apply_rules(RULES, text, window) or _unreadable(text, window)
    return _check_weekday(text, reading)


def _check_weekday(text: str, reading: Found) -> Found:
    """5月28日（周三） in a year in which that is a Tuesday: one of the two is a slip."""
    said, day = {*WEEKDAY.findall(text.replace("天", "日"))}, reading.value
    if len(said) != 1 or not isinstance(day, dt.date) or WEEKDAYS[day.weekday()] in said:
        return reading
    told = f"写的是周{said.pop()}，{day}是周{WEEKDAYS[day.weekday()]}，请核实"
    return doubt_reading(reading, told)


def _vague(text: str, window: Span) -> Found | None:
    is_vague = VAGUE.search(text) and not IN_TEXT.search(text)
    return _unreadable(text, window) if is_vague else None


def _loose(text: str, window: Span) -> Found | None:
    bare = LOOSE.sub("", text)
    reading = readings.apply_rules(CLEAR, bare, window) if bare and bare != text else None
    if not reading or reading.value is None:
        return None
    return doubt_reading(reading._replace(about=True), "日期不确切，请写实际日期")


def _inside(text: str, window: Span) -> Found | None:
    found = IN_TEXT.search(convert_day_numerals(BESIDE.sub("", text)))
    reading = parse_one_day(found[0], window) if found else None
    if not reading or not isinstance(reading.value, dt.date):
        return None
    day = reading.value.isoformat()
    return doubt_reading(reading, f"从文字中取了{day}，请核实并只填日期", day)


def _unreadable(text: str, window: Span) -> Found:
    example = min(window.last, window.first + dt.timedelta(9)).isoformat()
    return make_error_reading(f"“{text}”看不出是哪一天，请写成 {example} 这样的日期")


RULES: Final[tuple[ReadingRule[Span, dt.date | Span], ...]] = (
    ReadingRule("「—」「/」「无」是不适用", "—", readings.parse_not_applicable),
    ReadingRule("「下周一」「近期」「待定」读不了", "下周一", _vague),
    *CLEAR,
    ReadingRule("「左右」「前」「起」略去，标约，请核实", "5月30日左右", _loose),
    ReadingRule("一句话里只取头一个日期，请核实", "定于5月30日在示例小学举行", _inside),
    ReadingRule("其余读不了", "详见通知", _unreadable),
)
