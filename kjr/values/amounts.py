"""How many or how much a cell means: typed as a number, or in words as people write them.

人 and 人次 are different things: a number keeps the value that was typed, never converted.

>>> parse_amount("30余人").value, parse_amount("30余人").about, parse_amount("30余人").rule
(30, True, '「余」为约数')
>>> parse_amount("1.2万人次").value, parse_amount("—").not_applicable, parse_amount(0.0).value
(12000, True, 0)
>>> parse_amount("近百场", "场").value, parse_amount("20—30人", "人").complaint.message
(100, '写的是一段范围，暂按20计，请填准确数')
>>> parse_amount("12个课时", "课时").complaint, parse_amount("12人", "课时").complaint.message
(None, '写的是“人”，本列按“课时”计，请核实')
>>> parse_amount("若干").complaint.message
'“若干”看不出是多少，请填一个数字；说不准时可写“约30”'
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from kjr.values import amount_rules as rules
from kjr.values import cells, numerals, readings
from kjr.values.numerals import Amount, find_numbers, round_amount
from kjr.values.readings import Level, Reading, ReadingRule, doubt_reading, make_error_reading
from kjr.values.spelling.amount_spellings import has_lookalikes, tidy_amount

Found = Reading[Amount]

IS_TICK: Final = "这里应填数字，现在是勾选框"
IS_DATE: Final = "这里应填数字，现在是日期或时间"
PRICE: Final = re.compile("每|人均|各|/[人份户]|单价")
VAGUE: Final = re.compile(
    "若干|一些|一批|一部分|不少|许多|很多|大量|众多|少量|少许|适量|部分|个别|全体|全部|所有|不详|不清|未知|待|统计"
    "|好几|详见|见附|^多|^几(?![十百千万])|^数(?![十百千万])"
)
TENS: Final = re.compile("(?:约|近|上|有|共)*(?:数|几|好几)([十百千万])")
PLAIN: Final = re.compile(rf"{numerals.FIGURE}|\+\d+(?:\.\d+)?")
COUNTED: Final = re.compile(f"约?[0-9]{{1,9}}[余多]?(?:{numerals.COUNTERS})?(?:左右)?")
DOTTED: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
NEGATIVE: Final = re.compile(r"-\d+(\.\d+)?")
DATED: Final = re.compile(
    r"(?:\d{4}[年./-]\d{1,2}[月./-]|(?:\d{4}年)?\d{1,2}月)\d{1,2}[日号]?"
    r"|\d{4}年(?:\d{1,2}月)?"
)
SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")


def parse_amount(cell: cells.Cell, counter: str = "") -> Found:
    """What a cell says about how many; ``counter`` is the 量词 its column counts in."""
    match cell:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return _not_a_number(cell)
        case int() | float():
            return Reading(round_amount(cell)) if not cells.is_blank(cell) else Reading()
        case str() if not cells.is_blank(cell):
            return readings.refuse_overlong(cell) or _from_typed_text(cell, counter)
        case _:
            return Reading()


def parse_money(cell: cells.Cell) -> Found:
    """What a cell says about how much money, in yuan."""
    reading = parse_amount(cell, "元")
    is_price = reading.value is not None and PRICE.search(cells.format_cell(cell))
    return doubt_reading(reading, "像是单价，请改填总金额") if is_price else reading


def _not_a_number(cell: bool | dt.date | dt.time | dt.timedelta) -> Found:
    if isinstance(cell, dt.date) and cells.is_disguised_number(cell):
        number = round_amount(cells.recover_number(cell))
        reading = Reading(number, "单元格格式是日期")
        return doubt_reading(reading, f"单元格格式是日期，按{number}计，请改为常规格式")
    return make_error_reading(IS_TICK if isinstance(cell, bool) else IS_DATE)


@lru_cache(maxsize=8192)
def _from_typed_text(cell: str, counter: str) -> Found:
    """What a text says; people write much the same ones in all books."""
    if cell.isdecimal():
        return Reading(int(cell))
    if COUNTED.fullmatch(cell) and (found := _one(cell, counter)):
        return found  # what most people write; no rule before that one reads it
    reading = _from_counted_text(tidy_amount(cell), counter)
    is_told = reading.complaint is not None and reading.complaint.level is Level.DOUBT
    if reading.value is None or is_told or not has_lookalikes(cell):
        return reading
    message = f"有像数字的字母或圈码，暂按{reading.value}计，请核实"
    return doubt_reading(reading, message, f"{reading.value}")


def _from_counted_text(text: str, counter: str) -> Found:
    """What a text says in whose column things are counted in a word that may be its own."""
    marked = numerals.mark_own_counter(text, counter)
    if marked == text:
        return _from_text(text, counter)
    reading = _from_text(marked, numerals.OWN)
    if reading.complaint is None:
        return reading
    message = reading.complaint.message.replace(numerals.OWN, counter)
    return reading._replace(complaint=reading.complaint._replace(message=message))


def _from_text(text: str, counter: str) -> Found:
    return readings.apply_rules(RULES, text, counter) or _unreadable(text, counter)


def _figure(text: str, counter: str) -> Found | None:
    is_figure = PLAIN.fullmatch(text)
    return Reading(round_amount(float(text.replace(",", "")))) if is_figure else None


def _thousands(text: str, counter: str) -> Found | None:
    """1.500 is one and a half, or fifteen hundred as some programs write it."""
    if counter == "%" or not DOTTED.fullmatch(text):
        return None
    number = round_amount(float(text))
    message = f"“{text}”可能是{number}，也可能是{text.replace('.', '')}，暂按{number}计，请核实"
    return doubt_reading(Reading(number), message)


def _negative(text: str, counter: str) -> Found | None:
    return Reading(round_amount(float(text))) if NEGATIVE.fullmatch(text) else None


def _formula(text: str, counter: str) -> Found | None:
    return make_error_reading(readings.NO_RESULT) if text.startswith(("#", "=")) else None


def _dated(text: str, counter: str) -> Found | None:
    return make_error_reading(IS_DATE) if DATED.fullmatch(text) else None


def _vague(text: str, counter: str) -> Found | None:
    message = f"“{text}”看不出是多少，请填一个数字；说不准时可写“约30”"
    is_vague = VAGUE.search(text) and not numerals.HAS_FIGURE.search(text)
    return make_error_reading(message) if is_vague else None


def _tens(text: str, counter: str) -> Found | None:
    if not (found := TENS.match(text)):
        return None
    least = 2 * numerals.parse_numeral(found[1])
    reading = Reading(least, f"「{found[0]}」按最少计", about=True)
    return doubt_reading(reading, f"“{text}”不是具体数字，暂按{least}计，请填准确数")


def _spaced(text: str, counter: str) -> Found | None:
    if not (found := SPACED.match(text)):
        return None
    reading = _from_text(f"{found[0].replace(' ', '')}{text[found.end() :]}", counter)
    number = f"{reading.value}"
    return doubt_reading(reading, f"数字中间有空格，暂按{number}计，请核实", number)


def _one(text: str, counter: str) -> Found | None:
    numbers = find_numbers(text)
    if len(numbers) != 1:
        return None
    reading, number = rules.take_number(numbers[0], counter), f"{numbers[0].value}"
    if "预计" in numbers[0].before:
        return doubt_reading(reading, f"写的是预计数，暂按{number}计，请填实际数")
    if numbers[0].is_plain:
        return reading
    return doubt_reading(reading, f"从文字中取了{number}，请核实并只填数字", number)


def _unreadable(text: str, counter: str) -> Found:
    return make_error_reading("看不出是多少，请只填数字")


RULES: Final[tuple[ReadingRule[str, Amount], ...]] = (
    ReadingRule("小数点后恰是三位的，可能是千位点，照小数读，请核实", "1.500", _thousands),
    ReadingRule("数字照读，千位逗号和全角都认", "１,２００", _figure),
    ReadingRule("「—」「/」「无」「不涉及」是不适用，不当作 0", "—", readings.parse_not_applicable),
    ReadingRule("负数照读，由列的下限去管", "-3", _negative),
    ReadingRule("公式没有算出结果的读不了", "#REF!", _formula),
    ReadingRule("只写着日期的读不了", "5月30日", _dated),
    ReadingRule("「若干」「一些」「待统计」读不了", "若干", _vague),
    ReadingRule("「数十」「几百」按最少的两个计，标约，请核实", "数十人", _tens),
    ReadingRule("用空格分开千位的合起来，请核实", "1 200", _spaced),
    ReadingRule("写明「应到」「实到」的取实到", "应到35人，实到30人", rules.take_actual),
    ReadingRule(
        "括号里写着取消、作废、计划、未发放的，请核实；几个数各带括号的相加",
        "12（男）18（女）",
        rules.sum_labelled_parts,
    ),
    ReadingRule(
        "数后面括号里是它的各部分的，照读；对不上的、改过的，请核实",
        "30（男18女12）",
        rules.take_itemised,
    ),
    ReadingRule("一段范围取下限，标约，请核实", "20—30人", rules.take_lower_end),
    ReadingRule("几乘几的相乘，请核实", "20人/场×3场", rules.multiply_factors),
    ReadingRule("写了加号或分男女的相加，请核实", "男12人、女8人", rules.sum_parts),
    ReadingRule(
        "只有一个数的去掉量词和约数词，「万」「千」换算，中文数字照读", "1.2万余人次", _one
    ),
    ReadingRule(
        "写明「共」「合计」的取带本列量词的总数，写明「其中」的取前面的数",
        "共3场，90人，其中代表50人",
        rules.take_total,
    ),
    ReadingRule(
        "有好几个数的取带本列量词的那个，没有就取第一个，请核实",
        "5人，另有家属2人",
        rules.take_first,
    ),
    ReadingRule("其余读不了", "详谈", _unreadable),
)
