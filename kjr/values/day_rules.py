"""Each clear way of writing a day or several: 5月30日, 20190530, 5月28—31日, 5月下旬.

A missing year is filled so that the day falls into the campaign's window, or nearest to it.

>>> window = Span(dt.date(2019, 5, 21), dt.date(2019, 6, 10))
>>> str(parse_one_day("5月30日", window).value), str(parse_lost_zero("5.3", window).value)
('2019-05-30', '2019-05-30')
>>> parse_one_day("5月30日左右", window) is None
True
"""

import datetime as dt
import re
from typing import Final

from kjr.values import spans
from kjr.values.readings import (
    Reading,
    ReadingRule,
    apply_rules,
    doubt_reading,
    make_error_reading,
)
from kjr.values.spans import Span, complete_day, complete_year, format_span
from kjr.values.spelling.day_spellings import split_span, unify_day_spelling
from kjr.values.spelling.remarks import REMARK, find_withdrawal
from kjr.values.spelling.stamps import parse_stamp, spell_month

NOON: Final = 12
APART: Final = re.compile(
    r"(20\d\d)\s*[年、,;.·–—ー_/\s-]+\s*(\d{1,2})\s*[月、,;.·–—ー_/\s-]+\s*(\d{1,2})[日号]?"
)
LOOKALIKES: Final = re.compile(r"(?<=[\d./-])[oOlI]+|[oOlI]+(?=\d)")
DIGITS: Final = str.maketrans("oOlI", "0011")
MONTH_AND_YEAR: Final = re.compile(r"[A-Za-z]+[ '-]\d\d")
"""May-19 may be the 19th, or May of the year 19."""
NO_DAY: Final = "没有写到哪一天，请写具体日期"

Found = Reading[dt.date | Span]


def parse_lost_zero(text: str, window: Span, *, typed: bool = True) -> Found | None:
    """5.3 as the 30th, its last zero lost, where the window asks for it.

    A number lost its zero in the sheet, so it is never sure where there is a 30th; what is
    ``typed`` as text is only suspected where the 30th alone lies in the window.
    """
    found = re.fullmatch(r"(\d{1,2})\.([123])", text)
    if not found:
        return None
    month, digit = map(int, found.groups())
    plain, tenfold = (complete_day(None, month, day, window) for day in (digit, 10 * digit))
    possible = [day for day in (plain, tenfold) if day]
    likely = [day for day in possible if not spans.count_days_outside(day, window)]
    is_asked = likely == [tenfold] if typed else tenfold or (plain and likely != [plain])
    if not is_asked:
        return None
    taken = min(possible, key=lambda day: spans.count_days_outside(day, window))
    words = " 或 ".join(f"{day.month}月{day.day}日" for day in possible)
    message = f"“{text}”可能是 {words}，暂按{taken.month}月{taken.day}日计，请核实"
    return doubt_reading(Reading(taken, f"「{text}」按活动时间读"), message, taken.isoformat())


def parse_one_day(
    text: str, window: Span, pattern: re.Pattern[str] = spans.ONE_DAY, rule: str = "年份按活动补全"
) -> Found | None:
    """A day in the usual order, with its year or without."""
    found = pattern.fullmatch(unify_day_spelling(text))
    year = spans.complete_year(found[1], window) if found else None
    if not found or (found[1] and not year):
        return None
    is_clear = pattern is spans.ONE_DAY and len(found[1] or "") == 4
    day = complete_day(year, int(found[2]), int(found[3]), window)
    return _the_day(text, day, "" if is_clear else rule)


def _put_off(text: str, window: Span) -> Found | None:
    """A day whose bracket says 改期, 取消 or 计划."""
    told = "、".join(filter(find_withdrawal, REMARK.findall(text)))
    reading = apply_rules(CLEAR, REMARK.sub("", text), window) if told else None
    if not reading or not (day := reading.value):
        return None
    shown = format_span(day) if isinstance(day, Span) else day.isoformat()
    return doubt_reading(reading, f"括号里写着“{told}”，暂按{shown}计，请核实")


def _stamp(text: str, window: Span) -> Found | None:
    """A program's moment: the day where it was written, for Greenwich the nearest midnight."""
    stamp = parse_stamp(text)
    reading = parse_one_day(stamp.day, window) if stamp else None
    if not stamp or not reading or not isinstance(reading.value, dt.date):
        return None
    if not stamp.is_utc or stamp.clock in ("0:00", "00:00"):
        return reading
    day = reading.value + dt.timedelta(int(stamp.clock.split(":")[0]) >= NOON)
    message = f"写的是格林尼治时间{stamp.clock}，暂按{day.isoformat()}计，请核实"
    return doubt_reading(Reading(day, "格林尼治时间"), message, day.isoformat())


def _english(text: str, window: Span) -> Found | None:
    spelt = spell_month(text)
    end = spelt.rpartition("-")[2]
    if spelt == text:
        return None
    if MONTH_AND_YEAR.fullmatch(text) and (year := complete_year(end, window)):
        spelt = f"{year}年{spelt.partition('-')[0]}月"
    return _month_part(spelt, window) or parse_one_day(spelt, window, rule="英文月份")


def _apart(text: str, window: Span) -> Found | None:
    """2019、5、25 and 2019 5 25: a year, a month and a day, whatever stands between them."""
    found = APART.fullmatch(text)
    return parse_one_day("-".join(found.groups()), window) if found else None


def _lookalike(text: str, window: Span) -> Found | None:
    """2O19-05-28: letters in the place of digits."""
    spelt = LOOKALIKES.sub(lambda found: found[0].translate(DIGITS), text)
    reading = apply_rules(CLEAR, spelt, window) if spelt != text else None
    if not reading or not isinstance(reading.value, dt.date):
        return None
    day = reading.value.isoformat()
    return doubt_reading(reading, f"有像数字的字母，暂按{day}计，请核实", day)


def _compact(text: str, window: Span) -> Found | None:
    return parse_one_day(text, window, spans.COMPACT, "八位或六位数字连写")


def _year_last(text: str, window: Span) -> Found | None:
    found = re.fullmatch(r"(\d{1,2})[.-](\d{1,2})[.-](20\d\d|\d\d)", unify_day_spelling(text))
    year = spans.complete_year(found[3], window) if found else None
    if not found or not year:
        return None
    one, two = int(found[1]), int(found[2])
    day = complete_day(year, one, two, window) or complete_day(year, two, one, window)
    reading = _the_day(text, day, "年份写在最后")
    if day and one != two and max(one, two) <= 12:
        return doubt_reading(reading, f"日月可能颠倒，暂按{day:%m月%d日}计，请核实")
    return reading


def _the_day(text: str, day: dt.date | None, rule: str) -> Found:
    return Reading(day, rule) if day else make_error_reading(f"没有“{text}”这一天，请核对日期")


def _month_part(text: str, window: Span) -> Found | None:
    bare = unify_day_spelling(text)
    span = spans.parse_day_piece(bare, window, None) if "月" in bare else None
    if not span:
        return None
    return doubt_reading(Reading(span, f"「{text}」读作{format_span(span)}", about=True), NO_DAY)


def _several(text: str, window: Span) -> Found | None:
    bare = unify_day_spelling(text)
    pieces = split_span(bare)
    ends = spans.parse_day_pieces(pieces, window) if len(pieces) == 2 else None
    if not ends:
        return None
    span = Span(ends[0].first, ends[1].last)
    if span.first > span.last and re.fullmatch(r"(?:\d{4}\.)?\d{1,2}\.[123]", pieces[1]):
        whole = _several(f"{'~'.join(pieces)}0", window)
        return doubt_reading(whole, f"“{text}”可能少了末尾的0，请核实") if whole else None
    if span.first > span.last:
        return make_error_reading(f"“{text}”的结束日期早于开始日期，请改正")
    reading: Found = Reading(span.first if span.first == span.last else span, format_span(span))
    return doubt_reading(reading._replace(about=True), NO_DAY) if "月" in bare else reading


def _list(text: str, window: Span) -> Found | None:
    apart = re.sub(r"(?<=[\d日号])\s+(?=\d)", "、", text)
    pieces = re.split("[、,;和及与]", unify_day_spelling(apart))
    each_day = spans.parse_day_pieces(pieces, window) if len(pieces) > 1 else None
    if not each_day:
        return None
    span = Span(min(each.first for each in each_day), max(each.last for each in each_day))
    reading: Found = Reading(span, format_span(span))
    if (span.last - span.first).days == len(each_day) - 1:
        return reading
    return doubt_reading(reading, f"几天不相连，暂按{format_span(span)}计，每天一行更准")


def _without_month(text: str, window: Span) -> Found | None:
    """A lone 30日, or 530 for 5月30日: only if exactly one day of the window fits."""
    bare = unify_day_spelling(text)
    if not bare.isdecimal():
        return None
    days = [window.first + dt.timedelta(n) for n in range((window.last - window.first).days + 1)]
    forms = "{0.day}", "{0.day:02}", "{0.month}{0.day:02}", "{0.month:02}{0.day:02}"
    likely = [day for day in days if bare in {form.format(day) for form in forms}]
    if len(likely) != 1:
        return None
    day = likely[0].isoformat()
    reading: Found = Reading(likely[0], f"「{text}」按活动时间补全")
    return doubt_reading(reading, f"日期没写全，暂按{day}计", day)


CLEAR: Final[tuple[ReadingRule[Span, dt.date | Span], ...]] = (
    ReadingRule("括号里写着改期、取消、计划的，请核实", "5月30日（改期）", _put_off),
    ReadingRule(
        "网页和程序导出的时刻：写明时区的取当天，格林尼治时间的取最近的零点，请核实",
        "2019-05-29T16:00:00Z",
        _stamp,
    ),
    ReadingRule(
        "只差末尾一个 0 的（5.3 实为 5.30）按落在活动时间内的那天，请核实", "5.3", parse_lost_zero
    ),
    ReadingRule(
        "年月日用 - / . 年月日 隔开都认，星期、上午、钟点略去；没写年的补活动年份",
        "5月30日（周四）上午",
        parse_one_day,
    ),
    ReadingRule("英文月份的", "30-May-19", _english),
    ReadingRule("年月日用顿号、逗号、空格隔开的", "2019、5、30", _apart),
    ReadingRule("字母 O、l 当作 0、1，请核实", "2O19-05-30", _lookalike),
    ReadingRule("连写的八位、六位数字", "20190530", _compact),
    ReadingRule("年写在最后的", "30/5/2019", _year_last),
    ReadingRule("「下旬」「月底」「5月」读作一段日子，标约，请核实", "5月下旬", _month_part),
    ReadingRule("「至」「—」「~」「-」连着两天的读作一段日子", "5月28—31日", _several),
    ReadingRule("「、」隔开的几天", "5月28日、29日", _list),
    ReadingRule("只写了日，或月日连写的，按活动时间补全，请核实", "30日", _without_month),
)
