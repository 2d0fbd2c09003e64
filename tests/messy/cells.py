"""One fact as many hands would type it, with what it means."""

import datetime as dt
from typing import NamedTuple

from kjr.campaign.columns import Choice, Count, Day, Link, Money, Person, Phone, Text
from kjr.values.days import Span

SURNAMES, GIVEN = "林苏何马陈", "知远砚秋明一鸣安宁"
PLACES = (
    "示例现代农业产业园",
    "示例科技园",
    "示例装备厂",
    "示例小学",
    "示例医院（东院）",
    "示例 社区",
)
FEWER = 3
"""Of these days of a month it is asked whether a zero fell off: 5.3 may be 5.30."""
DIGITS = "零一二三四五六七八九"


class Truth(NamedTuple):
    """What a cell means: a value, or why there is none (blank, nothing, unreadable)."""

    value: object = None
    state: str = "value"
    said: str = "no"
    """Whether something is to be said of it: no, may, must."""


BLANK = Truth(None, "blank")
NOTHING = Truth(None, "nothing")
UNREADABLE = Truth(None, "unreadable")


def type_cell(column, chance):
    """(cell as typed, what it means)."""
    match column:
        case Count() | Money():
            typed = _amount(column, chance)
        case Day():
            typed = _day(chance)
        case Choice():
            typed = _choice(column, chance)
        case Person():
            typed = _person(column, chance)
        case Phone():
            number = f"13{chance.randrange(10**9):09}"
            typed = chance.choice([number, float(number)]), Truth(number)
        case Link():
            link = f"https://example.com/530/{chance.randrange(10**6)}"
            typed = chance.choice([(link, Truth(link)), ("第5版", Truth("第5版"))])
        case Text():
            typed = _text(chance)
    return typed


def type_plainly(column, chance):
    """(cell as the blank workbook asks for it, what it means)."""
    match column:
        case Count() | Money():
            number = chance.randint(max(1, int(column.least)), int(column.doubt_above or 40) // 2)
            typed = float(number), number
        case Day():
            day = dt.date(2019, 5, 21) + dt.timedelta(chance.randrange(18))
            typed = dt.datetime(day.year, day.month, day.day), day
        case Choice():
            typed = _whole(chance.choice(column.options), column)
        case Person():
            typed = _whole(chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)), column)
        case Phone():
            typed = (f"13{chance.randrange(10**9):09}",) * 2
        case Link():
            typed = (f"https://example.com/530/{chance.randrange(10**6)}",) * 2
        case Text():
            typed = (f"{chance.choice(PLACES)}{chance.randrange(1000)}号",) * 2
    return typed[0], Truth(typed[1])


def _whole(word, column):
    return word, (word,) if column.many else word


def _amount(column, chance):
    least = max(1, int(column.least))
    most = int(min(column.most or 400, column.doubt_above or 400, 400))
    number = chance.randint(least, max(least, most))
    tens = max(10, number // 10 * 10)
    counter = getattr(column, "counter", "元") or ""
    sure, rough = Truth(number), Truth(tens)
    if column.most is not None or tens > most:
        return chance.choice([float(number), str(number), number]), sure
    return chance.choice(
        [(float(number), sure)] * 12
        + [(str(number), sure), (f" {number} ", sure), (f"{number}{counter}", sure)]
        + [(_wide(number), sure), (_in_words(number), sure), (f"{number}.0", sure)]
        + [(f"{tens}余{counter}", rough), (f"约{tens}", rough), (f"{tens}多{counter}", rough)]
        + [(f"{_in_words(tens)}余{counter}", rough), (f"{tens}{counter}左右", rough)]
        + ([("—", NOTHING), ("/", NOTHING), ("无", NOTHING)] if not column.required else [])
        + ([("若干", UNREADABLE)] if chance.random() < 0.3 else [])
    )


def _wide(number):
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _in_words(number):
    """三百二十五 for 325."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones or not number else "")


def _day(chance):
    day = dt.date(2019, 5, 21) + dt.timedelta(chance.randrange(18))
    last = day + dt.timedelta(chance.randint(1, 2))
    short = f"{last.day}日" if last.month == day.month else f"{last.month}月{last.day}日"
    one, some = Truth(day), Truth(Span(day, last))
    asked = one._replace(said="may" if day.day <= FEWER else "no")
    serial = (day - dt.date(1899, 12, 30)).days
    bare = f"{day.month}.{day.day}"
    return chance.choice(
        [(dt.datetime(day.year, day.month, day.day), one)] * 10
        + [(day.isoformat(), one), (f"{day:%Y/%m/%d}", one), (f"{day.year}.{bare}", one)]
        + [(f"{day.month}月{day.day}日", one)] * 3
        + [(f"{day.year}年{day.month}月{day.day}日", one), (f"{day:%Y%m%d}", one)]
        + [(f"{day.month}月{day.day}号上午", one), (f"{day.month}/{day.day}", one)]
        + [(float(f"{day:%Y%m%d}"), one), (float(serial), one), (float(bare), asked), (bare, asked)]
        + [
            (f"{day.month}月{day.day}日—{short}", some),
            (f"{day.month}月{day.day}日至{short}", some),
        ]
        + [(f"{bare}-{last.month}.{last.day}", some)]
        + ([("下周一", UNREADABLE)] if chance.random() < 0.2 else [])
    )


def _choice(column, chance):
    option = chance.choice(column.options)
    words = [word for word, meant in column.synonyms.items() if meant == option]
    typed = chance.choice([option] * 6 + [f" {option}", f"{option} "] + words[:3])
    if column.many and chance.random() < 0.3:
        other = chance.choice([each for each in column.options if each != option])
        return chance.choice("、，, ").join((option, other)), Truth((option, other))
    return typed, Truth((option,) if column.many else option)


def _person(column, chance):
    names = [
        chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))
        for _ in range(chance.randint(1, 3) if column.many else 1)
    ]
    typed = chance.choice("、，, ").join(names)
    if len(names) == 1 and len(names[0]) == 2 and chance.random() < 0.3:
        typed = f"{names[0][0]}  {names[0][1]}"
    return typed, Truth(tuple(names) if column.many else names[0])


def _text(chance):
    text = f"{chance.choice(PLACES)}{chance.randrange(1000)}号"
    return chance.choice([text] * 5 + [f" {text} ", f"{text}\u200b"]), Truth(text)
