"""Each way of writing a number: 30余人, 近百场, 1.2万人次, 20—30人, 男12人、女8人, —.

人 and 人次 are different things: a number keeps the value that was typed, never converted.

>>> parse_amount_text("近百场", "场").value, parse_amount_text("20—30人", "人").complaint.message
(100, '写的是一段范围，暂按20计，请填准确数')
"""

import re
from typing import Final

from kjr.values.numerals import (
    COUNTERS,
    FIGURE,
    Amount,
    Number,
    are_kin_counters,
    find_numbers,
    parse_numeral,
    round_amount,
)
from kjr.values.readings import (
    NO_RESULT,
    Level,
    Reading,
    ReadingRule,
    annotate_reading,
    apply_rules,
    doubt_reading,
    make_error_reading,
    parse_not_applicable,
)

VAGUE: Final = re.compile(
    "若干|一些|一批|一部分|不少|许多|很多|大量|众多|少量|少许|适量|部分|个别|全体|全部|所有|不详|不清|未知|待|统计"
    "|好几|详见|见附|^多|^几(?![十百千万])|^数(?![十百千万])"
)
TENS: Final = re.compile("(?:约|近|上|有|共)*(?:数|几|好几)([十百千万])")
NEIGHBOURS: Final = re.compile("([一二两三四五六七八])([二三四五六七八九])")
UP_TO: Final = re.compile(rf"(?:{COUNTERS})?(?:[-—–―~]+|至|到)$")
SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
ADDED: Final = re.compile(r"\d\D{0,3}\+\D{0,3}\d|男.*女|女.*男|线上.*线下")
TOTAL: Final = re.compile("共|合计|总计|累计")
PART: Final = re.compile("其中|包括|[(]含")
PEOPLE: Final = frozenset(("人", "名", "位"))
VISITS: Final = frozenset(("人次", "人/次"))


def parse_amount_text(text: str, counter: str) -> Reading[Amount]:
    """What a text says about how many; ``counter`` is the 量词 its column counts in."""
    return apply_rules(RULES, text, counter) or _unreadable(text, counter)


def _figure(text: str, counter: str) -> Reading[Amount] | None:
    if not re.fullmatch(rf"{FIGURE}|\+\d+(?:\.\d+)?", text):
        return None
    return Reading(round_amount(float(text.replace(",", ""))))


def _negative(text: str, counter: str) -> Reading[Amount] | None:
    return Reading(round_amount(float(text))) if re.fullmatch(r"-\d+(\.\d+)?", text) else None


def _formula(text: str, counter: str) -> Reading[Amount] | None:
    if not re.match("[#=]", text):
        return None
    return make_error_reading(NO_RESULT)


def _vague(text: str, counter: str) -> Reading[Amount] | None:
    if re.search(r"\d", text) or not VAGUE.search(text):
        return None
    return make_error_reading(f"“{text}”看不出是多少，请填一个数字；说不准时可写“约30”")


def _tens(text: str, counter: str) -> Reading[Amount] | None:
    if not (found := TENS.match(text)):
        return None
    least = 2 * parse_numeral(found[1])
    reading = Reading(least, f"「{found[0]}」按最少计", about=True)
    return doubt_reading(reading, f"“{text}”不是具体数字，暂按{least}计，请填准确数")


def _spaced(text: str, counter: str) -> Reading[Amount] | None:
    if not (found := SPACED.match(text)):
        return None
    reading = parse_amount_text(f"{found[0].replace(' ', '')}{text[found.end() :]}", counter)
    return doubt_reading(
        reading, f"数字中间有空格，暂按{reading.value}计，请核实", f"{reading.value}"
    )


def _span(text: str, counter: str) -> Reading[Amount] | None:
    least = _lower_end(text)
    if least is None:
        return None
    reading = Reading(least, f"「{text}」取下限", about=True)
    return doubt_reading(reading, f"写的是一段范围，暂按{least}计，请填准确数")


def _lower_end(text: str) -> Amount | None:
    """20 of 20—30人, 3 of 三四人."""
    neighbours = NEIGHBOURS.search(text) if not re.search(r"\d", text) else None
    if neighbours and parse_numeral(neighbours[1]) + 1 == parse_numeral(neighbours[2]):
        lower = find_numbers(text.replace(neighbours[0], neighbours[1], 1))
        return lower[0].value if lower else None
    numbers = find_numbers(text)
    is_span = len(numbers) == 2 and UP_TO.search(numbers[1].before)
    return numbers[0].value if is_span else None


def _sum(text: str, counter: str) -> Reading[Amount] | None:
    numbers = find_numbers(text)
    if len(numbers) < 2 or TOTAL.search(text) or not ADDED.search(text):
        return None
    total = sum(number.value for number in numbers)
    about = any(number.about not in ("", "+") for number in numbers)
    reading = Reading(total, "几个数相加", about=about)
    return doubt_reading(reading, f"写了几个数，暂按相加得{total}计，请核实")


def _one(text: str, counter: str) -> Reading[Amount] | None:
    numbers = find_numbers(text)
    if len(numbers) != 1:
        return None
    reading = _taken(numbers[0], counter)
    if numbers[0].is_plain:
        return reading
    return doubt_reading(
        reading, f"从文字中取了{reading.value}，请核实并只填数字", f"{reading.value}"
    )


def _part(text: str, counter: str) -> Reading[Amount] | None:
    numbers = find_numbers(text)
    if len(numbers) < 2:
        return None
    totals = [number for number in numbers if TOTAL.search(number.before)]
    if any(number.counter and not are_kin_counters(number.counter, counter) for number in numbers):
        totals = [number for number in totals if number.counter == counter]
    if len(totals) == 1:
        return _taken(totals[0], counter)
    return _taken(numbers[0], counter) if PART.search(numbers[1].before) else None


def _first(text: str, counter: str) -> Reading[Amount] | None:
    numbers = find_numbers(text)
    if not numbers:
        return None
    named = [number for number in numbers if counter and number.counter]
    own = [number for number in named if number.counter == counter]
    own = own or [number for number in named if are_kin_counters(number.counter, counter)]
    taken = _taken(own[0] if len(own) == 1 else numbers[0], "")
    return doubt_reading(taken, f"写了不止一个数，暂按{taken.value}计，请核实")


def _taken(number: Number, counter: str) -> Reading[Amount]:
    """A number found in a text; never converted from its own counter to the column's."""
    reading = Reading(number.value, number.rule, about=bool(number.about))
    words = f"写的是“{number.counter}”，本列按“{counter}”计"
    if not are_kin_counters(number.counter, counter):
        return doubt_reading(reading, f"{words}，请核实")
    if {number.counter, counter} & PEOPLE and {number.counter, counter} & VISITS:
        return annotate_reading(reading, Level.HINT, f"{words}，数未换算")
    return reading


def _unreadable(text: str, counter: str) -> Reading[Amount]:
    return make_error_reading("看不出是多少，请只填数字")


RULES: Final[tuple[ReadingRule[str, Amount], ...]] = (
    ReadingRule("数字照读，千位逗号和全角都认", "１,２００", _figure),
    ReadingRule("「—」「/」「无」「不涉及」是不适用，不当作 0", "—", parse_not_applicable),
    ReadingRule("负数照读，由列的下限去管", "-3", _negative),
    ReadingRule("公式没有算出结果的读不了", "#REF!", _formula),
    ReadingRule("「若干」「一些」「待统计」读不了", "若干", _vague),
    ReadingRule("「数十」「几百」按最少的两个计，标约，请核实", "数十人", _tens),
    ReadingRule("用空格分开千位的合起来，请核实", "1 200", _spaced),
    ReadingRule("一段范围取下限，标约，请核实", "20—30人", _span),
    ReadingRule("写了加号或分男女的相加，请核实", "男12人、女8人", _sum),
    ReadingRule(
        "只有一个数的去掉量词和约数词，「万」「千」换算，中文数字照读", "1.2万余人次", _one
    ),
    ReadingRule(
        "写明「共」「合计」的取总数，写明「其中」的取前面的数", "53人（其中代表50人）", _part
    ),
    ReadingRule(
        "有好几个数的取带本列量词的那个，没有就取第一个，请核实", "5人，另有家属2人", _first
    ),
    ReadingRule("其余读不了", "详谈", _unreadable),
)
