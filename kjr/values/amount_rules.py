"""Which of several numbers in one cell is meant: the sum of parts, the total, the lower end.

>>> [sum_labelled_parts(text, "人").value for text in ("12(男)18", "30(作废)25", "50(取消)")]
[30, 25, 50]
>>> take_total("共3批90人", "人").value, take_actual("应到35人,实到30人", "人").value
(90, 30)
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kjr.values import numerals
from kjr.values.numerals import Amount, Number, are_kin_counters, find_numbers
from kjr.values.patterns.holding import hold
from kjr.values.readings import Level, Reading, annotate_reading, doubt_reading
from kjr.values.spelling.remarks import find_withdrawal

Found = Reading[Amount]

NEIGHBOURS: Final = re.compile("([一二两三四五六七八])([二两三四五六七八九])")
NEAR_FIGURES: Final = re.compile(r"(?<!\d)([1-8])[,、]([2-9])([十百千万])")
UP_TO: Final = re.compile(
    rf"(?:{numerals.AFTER})?{hold('counters', f'(?:{numerals.COUNTERS})*')}"
    rf"(?:{numerals.AROUND})?(?:[-—–―~]++|至|到){numerals.LEAD.pattern}"
)
ADDED: Final = re.compile(r"\d\D{0,3}\+\D{0,3}\d|男.*女|女.*男|线上.*线下|=")
TIMES: Final = re.compile("[×xX*✕✖]")
MINUS: Final = re.compile("[-—–−－减]$")
TOTAL: Final = re.compile("共|合计|总计|累计")
PART: Final = re.compile("其中|包括|[(,;、]含")
EACH: Final = re.compile("每|各|均")
ACTUAL: Final = "实(?:到|际|有|来|为|参|发|收)(?:到场|参加|参会|人数)*"
DUE: Final = "应(?:到|参加|参会|发|收|有)|计划|预[计定]|原定|目标|任务"
BESIDE: Final = re.compile(r"([^()]+)(?:\(([^()\d]*)\))?")
ITEMISED: Final = re.compile(r"([^()]*)\(([^()]*\d[^()]*)\)[^()\d]*")
CORRECTED: Final = re.compile("(?:更正|订正|修正|改|应|核实)(?:为|成|是)")
RUNNING: Final = re.compile("累计|截[至止]|至今")
MORE: Final = re.compile("另|外加|还有|[补追]加|不[含包]|除|扣")
"""What the number behind it comes to, or is taken from, the one before."""
PEOPLE: Final = frozenset(("人", "名", "位"))
VISITS: Final = frozenset(("人次", "人/次"))


PARTED: Final = re.compile(r"\([^()]*\d")
SAID_ACTUAL: Final = re.compile(ACTUAL)
SAID: Final = re.compile(f"({ACTUAL})|{DUE}")


def take_number(number: Number, counter: str) -> Found:
    """A number found in a text; never converted from its own counter to the column's."""
    reading = _read(number.value, number.rule, (number,))
    own = number.counter
    words = f"写的是“{own}”，本列按“{counter}”计"
    if not are_kin_counters(own, counter):
        return doubt_reading(reading, f"{words}，请核实")
    if {own, counter} & PEOPLE and {own, counter} & VISITS:
        return annotate_reading(reading, Level.HINT, f"{words}，数未换算")
    return reading


def _read(value: Amount, rule: str, numbers: Iterable[Number]) -> Found:
    """What numbers make together, as rough as the roughest of them."""
    rough = [each for each in numbers if each.about]
    return Reading(
        value,
        rule,
        about=bool(rough),
        below=any(each.is_below for each in rough),
        bound=numerals.join_bounds(each.bound for each in rough),
    )


def take_actual(text: str, counter: str) -> Found | None:
    """30 of 应到35人，实到30人, wherever the two stand."""
    numbers = find_numbers(text)
    if len(numbers) < 2 or not SAID_ACTUAL.search(text):
        return None
    said = SAID.findall(numbers[0].before)
    if any(said) and len(said) == len(numbers):
        taken = take_number(numbers[[bool(each) for each in said].index(True)], counter)
        return doubt_reading(taken, f"写了几个数，按实到的{taken.value}计，请核实")
    actual = [each for each in numbers if re.search(f"{ACTUAL}[^,;、]{{0,3}}$", each.before)]
    return take_number(actual[0], counter) if len(actual) == 1 else None


def sum_labelled_parts(text: str, counter: str) -> Found | None:
    """30 of 12（男）18（女）; a part that is taken back counts only where it stands alone."""
    if "(" not in text or PARTED.search(text):
        return None
    parts = [(find_numbers(found[1]), found[2] or "") for found in BESIDE.finditer(text)]
    parts = [(numbers, label) for numbers, label in parts if numbers]
    told = "、".join(label for _, label in parts if find_withdrawal(label))
    numbers = [each for found, _ in parts for each in found]
    if len(numbers) != len(parts) or not (told or len(parts) > 1):
        return None
    if not all(are_kin_counters(each.counter, numbers[0].counter) for each in numbers):
        return None
    valid = [found[0] for found, label in parts if not find_withdrawal(label)] or numbers
    reading = _read(sum(each.value for each in valid), "括号里是各部分", valid)
    why = f"括号里写着“{told}”" if told else "写了几个数"
    how = "相加得" if len(valid) > 1 else ""
    return doubt_reading(reading, f"{why}，暂按{how}{reading.value}计，请核实")


def take_itemised(text: str, counter: str) -> Found | None:
    """30 of 30人（男18女12）, 53 of 53人（其中代表50人）, 28 of 30（更正为28）."""
    found = ITEMISED.fullmatch(text) if "(" in text else None
    outer, inner = (find_numbers(part) for part in found.groups()) if found else ((), ())
    if len(outer) > 1:  # 3场90人（男50女40）: what the column counts
        named = [each for each in outer if each.counter not in ("", "个")]
        outer = tuple(each for each in named if are_kin_counters(each.counter, counter))
    if not found or len(outer) != 1 or not inner:
        return None
    whole, listed = take_number(outer[0], counter), sum(each.value for each in inner)
    product = inner[0].value * inner[-1].value if TIMES.search(found[2]) else listed
    if PART.search(f"({found[2]}") or (len(inner) > 1 and whole.value in (listed, product)):
        return whole
    if len(inner) > 1:
        return doubt_reading(whole, f"括号里的几个数相加是{listed}，暂按{whole.value}计，请核实")
    return _beside(outer[0], inner[0], found[2], counter)


def _beside(outer: Number, inner: Number, said: str, counter: str) -> Found | None:
    """One number, and another in brackets behind it."""
    if re.search(ACTUAL, said):
        return take_number(inner, counter)
    if CORRECTED.search(said):
        taken = take_number(inner, counter)
        return doubt_reading(taken, f"写了两个数，暂按改后的{taken.value}计，请核实")
    if RUNNING.search(said):
        taken = take_number(outer, counter)
        return doubt_reading(taken, f"括号里是累计的数，暂按{taken.value}计，请核实")
    if MORE.search(said) and (not inner.counter or are_kin_counters(inner.counter, counter)):
        return None
    is_own = outer.counter and are_kin_counters(outer.counter, counter)
    is_other = not inner.counter or not are_kin_counters(inner.counter, counter)
    return take_number(outer, counter) if re.search(DUE, said) or (is_own and is_other) else None


def take_lower_end(text: str, counter: str) -> Found | None:
    """20 of 20—30人, 3 of 三四人, 100 of 1、2百人."""
    numbers = find_numbers(text)
    pair = (NEAR_FIGURES if numerals.HAS_FIGURE.search(text) else NEIGHBOURS).search(text)
    if pair and numerals.parse_numeral(pair[1]) + 1 == numerals.parse_numeral(pair[2]):
        lower = pair[1] + (pair[3] if pair.re is NEAR_FIGURES else "")
        numbers = find_numbers(text.replace(pair[0], lower))
    elif len(numbers) != 2 or not UP_TO.fullmatch(numbers[1].before):
        numbers = ()
    if not numbers:
        return None
    reading = Reading(numbers[0].value, f"「{text}」取下限", about=True)
    return doubt_reading(reading, f"写的是一段范围，暂按{reading.value}计，请填准确数")


def multiply_factors(text: str, counter: str) -> Found | None:
    """60 of 20人/场×3场; 3 where the column counts 场."""
    numbers = find_numbers(text)
    if len(numbers) not in (2, 3) or not TIMES.search(numbers[1].before):
        return None
    product = numerals.round_amount(numbers[0].value * numbers[1].value)
    if len(numbers) == 3:
        if not numbers[2].before.endswith("=") or numbers[2].value != product:
            return None
        return take_number(numbers[2], counter)
    own = [each for each in numbers if each.counter and are_kin_counters(each.counter, counter)]
    is_own = len(own) == 1 and not EACH.search(text) and "/" not in own[0].after
    many = {"场", "次", "期", "批次", "户", "家", "天"}
    value = own[0].value if is_own and own[0].counter in many else product
    how = "" if value != product else "相乘得"
    reading = _read(value, "两个数相乘", numbers)
    return doubt_reading(reading, f"写的是几乘几，暂按{how}{value}计，请填准确数")


def sum_parts(text: str, counter: str) -> Found | None:
    """20 of 男12人、女8人; the total where it is written beside them: 18+12=30."""
    numbers = find_numbers(text)
    if len(numbers) < 2 or TOTAL.search(text) or not ADDED.search(text):
        return None
    if taken := _subtract(numbers, counter):
        return taken
    for whole, parts in ((numbers[0], numbers[1:]), (numbers[-1], numbers[:-1])):
        is_whole = "=" in text if "+" in text else len(parts) > 1 or "=" in text
        if is_whole and whole.value == sum(each.value for each in parts):
            return take_number(whole, counter)
    rough = [each for each in numbers if each.about != "+"]
    if "=" in text:
        alone = numbers[0] if "=" in numbers[1].before else numbers[-1]
        said = _read(alone.value, "取等号一边的数", rough)
        return doubt_reading(said, f"算式不对，暂按{said.value}计，请核实")
    reading = _read(sum(each.value for each in numbers), "几个数相加", rough)
    return doubt_reading(reading, f"写了几个数，暂按相加得{reading.value}计，请核实")


def _subtract(numbers: Sequence[Number], counter: str) -> Found | None:
    """10 of 12-2=10."""
    first, *rest = numbers
    if not rest[-1].before.endswith("=") or not all(MINUS.search(n.before) for n in rest[:-1]):
        return None
    left = first.value - sum(each.value for each in rest[:-1])
    said = take_number(rest[-1], counter)
    if len(rest) > 1 and left == said.value:
        return doubt_reading(said, f"写的是算式，暂按等号后的{said.value}计，请只填数字")
    return None


def take_total(text: str, counter: str) -> Found | None:
    """The number that is called the total, or that counts what the column counts."""
    numbers = find_numbers(text)
    firsts = (n for n, each in enumerate(numbers) if n and PART.search(each.before))
    whole = numbers[: next(firsts, len(numbers))]
    if len(numbers) < 2 or any(EACH.search(each.before) for each in whole):
        return None
    fitting = [each for each in whole if _may_count(each, counter)]
    own = [each for each in fitting if each.counter not in ("", "个")]
    exact = [each for each in own if each.counter == counter] or own
    totals = [each for each in fitting if TOTAL.search(each.before)]
    if own:  # 共3个班90人, 共3项90件: what the column counts, not what comes first
        totals = [each for each in totals if not each.counter or each in exact]
    if len(totals) == 1:
        taken = take_number(totals[0], counter)
        before = whole[: whole.index(totals[0])]
        parts = [each for each in before if each in fitting and "/" not in each.after]
        sums = {sum(each.value for each in some) for some in (before, parts)}
        is_bare = not totals[0].counter and len(fitting) < len(whole)
        if taken.value in sums or not (parts or is_bare):
            return taken
        return doubt_reading(taken, f"写了几个数，暂按合计的{taken.value}计，请核实")
    if len(exact) == 1 and TOTAL.search(text[: text.index(exact[0].text)]):
        return take_number(exact[0], counter)
    return take_number(whole[0], counter) if len(whole) == 1 else None


def _may_count(number: Number, counter: str) -> bool:
    return not number.has_unknown_counter and are_kin_counters(number.counter, counter)


def take_first(text: str, counter: str) -> Found | None:
    """The one with the column's own counter, else the first; never without a word."""
    numbers = find_numbers(text)
    if not numbers:
        return None
    kin = [each for each in numbers if each.counter and are_kin_counters(each.counter, counter)]
    own = [each for each in kin if each.counter == counter] or kin
    taken = take_number(own[0] if counter and len(own) == 1 else numbers[0], "")
    return doubt_reading(taken, f"写了不止一个数，暂按{taken.value}计，请核实")
