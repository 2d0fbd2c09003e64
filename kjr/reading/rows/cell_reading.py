"""What a cell typed under a column means.

Whether a blank may stay blank is the row's business: here it is simply nothing.
"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Final, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.reading.rows.choices import read_choice
from kjr.values import amounts, days
from kjr.values.cells import Cell, convert_serial_day, format_cell, is_blank
from kjr.values.masks import find_personal_data
from kjr.values.numerals import Amount, round_amount
from kjr.values.readings import (
    NO_RESULT,
    Level,
    Reading,
    annotate_reading,
    doubt_reading,
    is_broken_result,
    is_not_applicable,
    make_error_reading,
)
from kjr.values.spelling.amount_spellings import SCIENTIFIC
from kjr.values.spelling.characters import fold_text, unify_characters

BRACKET: Final = re.compile("([()（）])")
AND: Final = "(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff]{2})"
IN_BRACKETS, NAMES = re.compile(AND), re.compile(f"[、,，;；/\n]+|{AND}")
"""What stands between two names; inside brackets a comma is part of the remark."""
SPACED_NAMES: Final = re.compile(
    r"(?!(?:欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|司徒)\s+\S+$)"
    r"(?:[\u4e00-\u9fff]{2,4}(?<!长|席|任|授|理|师|记)(?:\s+|$))+"
)
"""Names apart by spaces alone; 王芳 副县长 is one person, and so is 欧阳 明华."""
PADDED: Final = re.compile(
    r"\s*[\u4e00-\u9fff]\s+(?:[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,2})\s*"
)
QUOTED: Final = " \n\t“”‘’\"'《》「」"
NUMBERED: Final = re.compile(
    r"(?:^|(?<=[\u4e00-\u9fff、,;\s]))[(]?\d{1,2}[.、)]\s*(?=[\u4e00-\u9fff])"
)
"""What numbers names in a cell: 1.林知远2.苏砚秋."""
NO_NAME: Final = re.compile(
    r"[\d\s./:年月日号-]+|[约近共]?[\d一二三四五六七八九十百几数两多]+余?(?:人次|[人名位个份次])(?:左右)?|若干.?|多人|数人"
)
"""A number, a day or how many, typed in a column of names."""
ENDS: Final = " 。.;；,，、"
AND_MORE: Final = re.compile(
    r"(?:夫妇|夫妻|一家(?:[\d一二三四五六]口)?|一行(?:\d+人)?|及其?家属)$|等(?:\d+|[一二三四五六七八九十几多])?[位名人个]*$"
)
URL: Final = re.compile(r"(?:https?://|www\.)\S|\S\.(?:com|cn|net|org)\b", re.IGNORECASE)
NEWSPAPER_PAGE: Final = re.compile(r"版|^[^第\n]*第.+[期页]|头条|频道|栏目", re.MULTILINE)
"""Both say only whether: to find where it ends takes time by the square of the length."""
UNDECIDED: Final = re.compile(
    r"\s*(?:待[定填补报]|[未暂]定|未填写?|待确[定认]|待核[实定]?|待落实|待统计|暂缺|[后另]补)[。.]?\s*"
)
PHONES: Final = re.compile(
    r"(?<!\d)(?:(?:\+?(?:00)?86)?[- ]?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|(?:\+?86[- ]?)?(?:\(?0?(?:10|[2-9]\d{1,2})\)?[- ]?)?"
    r"[2-8]\d{2,3}[- ]?\d{4}(?:[-转*#]+\d{1,6})?"
    r"|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|11[0-9]|12[0-2]|12\d{3}|9[56]\d{3,4})(?!\d)"
)
"""Mobiles, landlines with or without an area and an extension, service numbers."""
WHOLE_MANTISSA: Final = re.compile(r"\d\.\d{9,}E\+?1[01]", re.IGNORECASE)
SAID_PERCENT: Final = re.compile("[%％分成]")
IS_PERCENT: Final = re.compile("[%％]|百分之|成")
NOTHING_MORE: Final = 14
"""No longer text says that there is nothing to say."""
MOST_MARKS: Final = 10
VAST: Final = 1e12
HUGE: Final = 10**6
"""Doubted where a column says no limit of its own."""
FEWEST_SERIAL, MOST_SERIAL = 36_526, 73_050
"""The days of this century are such numbers."""
MOBILE: Final = re.compile(r"1[3-9]\d{9}")
COMPACT_DAY: Final = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def read_cell(
    column: Column, cell: Cell, window: tuple[dt.date, dt.date], date1904: bool = False
) -> Reading[Value]:
    """What a cell means under a column; ``window`` is the campaign's, to fill in years."""
    if is_blank(cell):
        return Reading()
    if isinstance(cell, str) and is_broken_result(cell):
        return make_error_reading(NO_RESULT)
    if isinstance(cell, str) and UNDECIDED.match(cell) and _is_undecided(column, cell):
        return _undecided(column, cell)
    reading: Reading[Value]
    match column:
        case Text():
            reading = _text(column, cell)
        case Count():
            reading = _doubt_misplaced(column, _count(column, cell), window, date1904)
        case Money():
            reading = _doubt_misplaced(
                column, _bounded(column, amounts.parse_money(cell)), window, date1904
            )
        case Day():
            reading = days.parse_day(cell, *window, date1904)
        case Choice():
            reading = read_choice(column, cell)
        case Person():
            reading = _person(column, cell)
        case Phone():
            reading = _phone(cell)
        case Link():
            reading = _link(cell)
        case _:
            assert_never(column)
    return reading


def _is_undecided(column: Column, cell: str) -> bool:
    """Nothing is decided yet, unless that is an option or somebody's own words."""
    text = fold_text(cell)
    is_free = isinstance(column, Text | Link) or (
        isinstance(column, Choice) and text in (*column.options, *column.synonyms)
    )
    return not is_free and UNDECIDED.fullmatch(text) is not None


def _undecided(column: Column, cell: str) -> Reading[Value]:
    """As if nobody had typed anything; the row says what it lacks."""
    reading: Reading[Value] = Reading(rule=f"「{cell}」是还没有填")
    if column.required:
        return reading
    return doubt_reading(reading, "还没有定，按没有填计")


def _text(column: Text, cell: Cell) -> Reading[Value]:
    reading = _words(cell)
    if isinstance(reading.value, str) and len(reading.value) > column.longest:
        return annotate_reading(reading, Level.HINT, f"超过{column.longest}字，请写简短些")
    return reading


def _words(cell: Cell) -> Reading[Value]:
    """A cell as text, unless it says that there is nothing to say."""
    text = unify_characters(format_cell(cell)).strip()
    if len(text) <= NOTHING_MORE and is_not_applicable(fold_text(text)):
        return Reading(rule=f"「{text}」为不适用", not_applicable=True)
    if isinstance(cell, float) and abs(cell) >= 1e15:
        shown = f"{Decimal(f'{cell:.15g}'):f}"
        return doubt_reading(Reading(shown), "数字太长，后几位已被表格软件改成0，请按文本重填")
    if what := find_personal_data(text):
        return doubt_reading(Reading(text), f"写有{what}，请删去；公开的页面和文件里已遮住")
    return Reading(text)


def _count(column: Count, cell: Cell) -> Reading[Value]:
    reading = amounts.parse_amount(cell, column.counter)
    value = reading.value
    if column.counter == "%" and value and 0 < value <= 1 and not SAID_PERCENT.search(str(cell)):
        percent = round_amount(100 * value)
        level = Level.DOUBT if value == 1 else Level.HINT
        percent_reading = reading._replace(value=percent, rule="百分数")
        return annotate_reading(percent_reading, level, f"按百分数读作{percent}")
    if column.counter == "%" and value and not reading.complaint and _may_be_marks(value, cell):
        reading = doubt_reading(reading, f"按百分数读作{value:g}%；如是十分制，请换算成百分数")
    if isinstance(value, float) and column.counter != "%":
        return make_error_reading(f"应为整数，现在是{value:g}")
    return _bounded(column, reading)


def _may_be_marks(value: Amount, cell: Cell) -> bool:
    """9.8分 and 4.9 are marks out of ten or five; hardly anybody writes so small a share so."""
    says_marks = "分" in str(cell) or not float(value).is_integer()
    return 1 < value <= MOST_MARKS and says_marks and not IS_PERCENT.search(str(cell))


def _bounded(column: Count | Money, reading: Reading[Amount]) -> Reading[Value]:
    value = reading.value
    if value is None:
        return reading
    if value < column.least:
        return make_error_reading(f"不能小于{column.least:g}")
    if value > (VAST if column.most is None else column.most):
        return make_error_reading(f"不能大于{column.most:g}" if column.most else "数太大，请核对")
    if column.doubt_above is not None and value > column.doubt_above:
        message = f"一行超过{column.doubt_above:g}，请核实是否多写了位数或合并了几次"
        return doubt_reading(reading, message)
    return reading


def _doubt_misplaced(
    column: Count | Money, reading: Reading[Value], window: tuple[dt.date, dt.date], date1904: bool
) -> Reading[Value]:
    """A telephone number or a day in a column of amounts, typed in the wrong cell."""
    value = reading.value
    if not isinstance(value, int) or value < FEWEST_SERIAL:
        return reading
    if MOBILE.fullmatch(str(value)):
        return make_error_reading("像是手机号，这里应填数字")
    if COMPACT_DAY.fullmatch(str(value)):
        return make_error_reading(amounts.IS_DATE)
    if value < MOST_SERIAL:
        day, month = convert_serial_day(value, date1904=date1904), dt.timedelta(31)
        if window[0] - month <= day <= window[1] + month:
            return doubt_reading(reading, f"也是{day}在表格软件里的序号，请核实是否错填了日期")
    if isinstance(column, Count) and column.doubt_above is None and value >= HUGE:
        return doubt_reading(reading, "数很大，请核实")
    return reading


def _person(column: Person, cell: Cell) -> Reading[Value]:
    reading = _words(cell)
    if not isinstance(reading.value, str):
        return reading
    if reading.complaint is None and NO_NAME.fullmatch(fold_text(reading.value)):
        value = (reading.value,) if column.many else reading.value
        return doubt_reading(Reading(value), "不像姓名，请核实")
    if not column.many:
        return reading._replace(value=_joined(reading.value))
    listed = AND_MORE.sub("", NUMBERED.sub("、", reading.value).strip(ENDS))
    is_whole = not AND_MORE.search(reading.value.strip(ENDS))
    reading = reading._replace(value=_names(listed) or None)
    return reading if is_whole else annotate_reading(reading, Level.HINT, "没有列出全部姓名")


def _names(text: str) -> tuple[str, ...]:
    names = [_joined(name) for name in _split_names(text) if name.strip()]
    if len(names) == 1 and SPACED_NAMES.fullmatch(text) and not _is_padded(text):
        names = text.split()
    return tuple(names)


def _split_names(text: str) -> Iterator[str]:
    """The text apart between names: what stands before a closing bracket is a remark."""
    parts = BRACKET.split(text)
    own: list[str] = []
    for part, end in zip_longest(parts, parts[1:], fillvalue=""):
        first, *rest = (IN_BRACKETS if end and end in ")）" else NAMES).split(part)
        own.append(first)
        for each in rest:
            yield "".join(own)
            own = [each]
    yield "".join(own)


def _joined(name: str) -> str:
    """王 芳 as 王芳, 林 知 远 as 林知远: people pad names."""
    bare = name.strip(QUOTED) or name
    return re.sub(r"\s+", "", bare) if _is_padded(bare) else bare


def _is_padded(name: str) -> bool:
    return PADDED.fullmatch(name) is not None


def _phone(cell: Cell) -> Reading[Value]:
    reading = _words(cell)
    text = fold_text(str(reading.value or ""))
    if not text:
        return reading
    digits = re.sub(r"\.0$|\D", "", text)
    is_cut = digits.endswith("00000") and isinstance(cell, float)
    if is_cut or (SCIENTIFIC.fullmatch(text) and not WHOLE_MANTISSA.fullmatch(text)):
        return doubt_reading(Reading(text), "号码变成了科学计数，后几位已丢失，请按文本重填")
    if SCIENTIFIC.fullmatch(text):
        digits = f"{float(text):.0f}"
    if mobile := re.fullmatch(r"(?:86)?(1[3-9]\d{9})", digits):
        return Reading(mobile[1])
    reading = Reading(text)
    if PHONES.search(text) and not re.search(r"\d", PHONES.sub("", text)):
        return reading
    if re.match(r"(?:86)?1[3-9]\d", digits) and len(digits) < 15:
        return annotate_reading(
            reading, Level.HINT, f"手机号应为11位，现在是{len(digits)}位，请核对"
        )
    return annotate_reading(reading, Level.HINT, "不像电话号码，请核对")


def _link(cell: Cell) -> Reading[Value]:
    reading = _words(cell)
    text = str(reading.value or "")
    if not text or URL.search(text) or NEWSPAPER_PAGE.search(text):
        return reading
    return annotate_reading(reading, Level.HINT, "不像网址，也不像版面（如 第5版）")
