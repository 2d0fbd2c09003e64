"""Numbers as people write them: 30余人, 近百场, 1.2万人次, 十二, —.

人 and 人次 are different things: a number keeps the value that was typed, never converted.

>>> read("30余人").value, read("30余人").about, read("30余人").rule
(30, True, '「余」为约数')
>>> read("1.2万人次").value, read("—").not_applicable, read(0.0).value
(12000, True, 0)
>>> read("若干").complaint.message
'“若干”看不出是多少，请填一个数字；说不准时可写“约30”'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kjr.cells import Cell, as_text, is_blank
from kjr.numerals import (
    COUNTERS,
    FIGURE,
    Amount,
    Number,
    are_kin,
    numbers_in,
    tidy,
    value_of,
    whole,
)
from kjr.readings import Complaint, Level, Reading, is_nothing

VAGUE: Final = (
    "若干|一些|一批|一部分|不少|许多|很多|大量|众多|少量|少许|适量|部分|个别|全体|全部|所有|不详|不清|未知|待|统计"
    "|好几|详见|见附|^多|^几(?![十百千万])|^数(?![十百千万])"
)
NEIGHBOURS: Final = re.compile("([一二两三四五六七八])([二三四五六七八九])")
SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
PEOPLE: Final = frozenset(("人", "名", "位"))


class Rule(NamedTuple):
    """One way of writing a number; the first that gives a reading is taken."""

    name: str
    example: str
    read: Callable[[str, str], Reading[Amount] | None]


def read(cell: Cell, counter: str = "") -> Reading[Amount]:
    """What a cell says about how many; ``counter`` is the 量词 its column counts in."""
    match cell:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return _not_a_number(cell)
        case int() | float():
            return Reading(whole(cell)) if not is_blank(cell) else Reading()
        case str() if cell.isdecimal():
            return Reading(int(cell))
        case str() if not is_blank(cell):
            return _words(tidy(cell), counter)
        case _:
            return Reading()


def read_money(cell: Cell) -> Reading[Amount]:
    """What a cell says about how much money, in yuan."""
    reading = read(cell, "元")
    if reading.value is not None and re.search("每|人均|各|/[人份户]|单价", as_text(cell)):
        return _doubt(reading, "像是单价，请改填总金额")
    return reading


def _words(text: str, counter: str) -> Reading[Amount]:
    readings = (rule.read(text, counter) for rule in RULES)
    return next(reading for reading in readings if reading is not None)


def _figure(text: str, counter: str) -> Reading[Amount] | None:
    plain = text.replace(",", "") if re.fullmatch(FIGURE, text) else text
    return Reading(whole(float(plain))) if re.fullmatch(r"[+]?\d+(\.\d+)?", plain) else None


def _nothing(text: str, counter: str) -> Reading[Amount] | None:
    return Reading(rule=f"「{text}」为不适用", not_applicable=True) if is_nothing(text) else None


def _negative(text: str, counter: str) -> Reading[Amount] | None:
    return Reading(whole(float(text))) if re.fullmatch(r"-\d+(\.\d+)?", text) else None


def _formula(text: str, counter: str) -> Reading[Amount] | None:
    if not re.match(r"[#=]", text):
        return None
    return _error("公式没有算出结果，请用WPS或Excel打开保存一次，或直接填数字")


def _vague(text: str, counter: str) -> Reading[Amount] | None:
    if re.search(r"\d", text) or not re.search(VAGUE, text):
        return None
    return _error(f"“{text}”看不出是多少，请填一个数字；说不准时可写“约30”")


def _tens(text: str, counter: str) -> Reading[Amount] | None:
    found = re.match("(?:约|近|上|有|共)*(?:数|几|好几)([十百千万])", text)
    if not found:
        return None
    least = 2 * value_of(found[1])
    reading = Reading[Amount](least, f"「{found[0]}」按最少计", about=True)
    return _doubt(reading, f"“{text}”不是具体数字，暂按{least}计，请填准确数")


def _spaced(text: str, counter: str) -> Reading[Amount] | None:
    if not (found := SPACED.match(text)):
        return None
    reading = _words(f"{found[0].replace(' ', '')}{text[found.end() :]}", counter)
    return _doubt(reading, f"数字中间有空格，暂按{reading.value}计，请核实", f"{reading.value}")


def _span(text: str, counter: str) -> Reading[Amount] | None:
    numbers = numbers_in(text)
    neighbours = NEIGHBOURS.search(text) if not re.search(r"\d", text) else None
    if neighbours and int(value_of(neighbours[1])) + 1 == value_of(neighbours[2]):
        least = numbers_in(text.replace(neighbours[0], neighbours[1], 1))[0].value
    elif len(numbers) == 2 and re.search(rf"(?:{COUNTERS})?(?:[-—–―~]+|至|到)$", numbers[1].before):
        least = numbers[0].value
    else:
        return None
    reading = Reading(least, f"「{text}」取下限", about=True)
    return _doubt(reading, f"写的是一段范围，暂按{least}计，请填准确数")


def _sum(text: str, counter: str) -> Reading[Amount] | None:
    numbers = numbers_in(text)
    has_total = re.search("共|合计|总计|累计", text)
    if (
        len(numbers) < 2
        or has_total
        or not re.search(r"\d\D{0,3}\+\D{0,3}\d|男.*女|女.*男|线上.*线下", text)
    ):
        return None
    total = sum(number.value for number in numbers)
    reading = Reading(
        total, "几个数相加", about=any(number.about not in ("", "+") for number in numbers)
    )
    return _doubt(reading, f"写了几个数，暂按相加得{total}计，请核实")


def _one(text: str, counter: str) -> Reading[Amount] | None:
    numbers = numbers_in(text)
    if len(numbers) != 1:
        return None
    reading = _taken(numbers[0], counter)
    if numbers[0].is_plain:
        return reading
    return _doubt(reading, f"从文字中取了{reading.value}，请核实并只填数字", f"{reading.value}")


def _part(text: str, counter: str) -> Reading[Amount] | None:
    numbers = numbers_in(text)
    if len(numbers) < 2:
        return None
    totals = [number for number in numbers if re.search("共|合计|总计|累计", number.before)]
    if any(number.counter and not are_kin(number.counter, counter) for number in numbers):
        totals = [number for number in totals if number.counter == counter]
    if len(totals) == 1:
        return _taken(totals[0], counter)
    parted = re.search("其中|包括|[(]含", numbers[1].before)
    return _taken(numbers[0], counter) if parted else None


def _first(text: str, counter: str) -> Reading[Amount] | None:
    numbers = numbers_in(text)
    if not numbers:
        return None
    named = [number for number in numbers if counter and number.counter]
    own = [number for number in named if number.counter == counter]
    own = own or [number for number in named if are_kin(number.counter, counter)]
    taken = _taken(own[0] if len(own) == 1 else numbers[0], "")
    return _doubt(taken, f"写了不止一个数，暂按{taken.value}计，请核实")


def _unreadable(text: str, counter: str) -> Reading[Amount]:
    return _error("看不出是多少，请只填数字")


RULES: Final = (
    Rule("数字照读，千位逗号和全角都认", "１,２００", _figure),
    Rule("「—」「/」「无」「不涉及」是不适用，不当作 0", "—", _nothing),
    Rule("负数照读，由列的下限去管", "-3", _negative),
    Rule("公式没有算出结果的读不了", "#REF!", _formula),
    Rule("「若干」「一些」「待统计」读不了", "若干", _vague),
    Rule("「数十」「几百」按最少的两个计，标约，请核实", "数十人", _tens),
    Rule("用空格分开千位的合起来，请核实", "1 200", _spaced),
    Rule("一段范围取下限，标约，请核实", "20—30人", _span),
    Rule("写了加号或分男女的相加，请核实", "男12人、女8人", _sum),
    Rule("只有一个数的去掉量词和约数词，「万」「千」换算，中文数字照读", "1.2万余人次", _one),
    Rule("写明「共」「合计」的取总数，写明「其中」的取前面的数", "53人（其中代表50人）", _part),
    Rule("有好几个数的取带本列量词的那个，没有就取第一个，请核实", "5人，另有家属2人", _first),
    Rule("其余读不了", "详谈", _unreadable),
)


def _taken(number: Number, counter: str) -> Reading[Amount]:
    reading = Reading(number.value, number.rule, about=bool(number.about))
    crossed = (number.counter in PEOPLE and counter == "人次") or (
        number.counter in ("人次", "人/次") and counter in PEOPLE
    )
    if not are_kin(number.counter, counter):
        words = f"写的是“{number.counter}”，本列按“{counter}”计，请核实"
        return _doubt(reading, words)
    if not crossed:
        return reading
    words = f"写的是“{number.counter}”，本列按“{counter}”计，数未换算"
    return reading._replace(complaint=Complaint(Level.HINT, words))


def _not_a_number(cell: bool | dt.date | dt.time | dt.timedelta) -> Reading[Amount]:
    """A date here is mostly a number in a cell that once was formatted as a date."""
    if isinstance(cell, dt.date) and cell.year < 1910:
        days = cell.toordinal() - dt.date(1899, 12, 30).toordinal()
        reading = Reading[Amount](days - (days < 61), "单元格格式是日期")
        return _doubt(reading, f"单元格格式是日期，按{reading.value}计，请改为常规格式")
    what = "勾选框" if isinstance(cell, bool) else "日期或时间"
    return _error(f"这里应填数字，现在是{what}")


def _doubt(
    reading: Reading[Amount], message: str, suggestion: str | None = None
) -> Reading[Amount]:
    return reading._replace(complaint=Complaint(Level.DOUBT, message, suggestion))


def _error(message: str) -> Reading[Amount]:
    return Reading(complaint=Complaint(Level.ERROR, message))
