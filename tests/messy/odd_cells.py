"""Cells as people and programs spoil them: ticks, brackets, marks nobody sees, stamps, stale text.

Each kind says what is right, and whether it may or must be told.
"""

import datetime as dt

from kjr.campaign.columns import Choice, Count, Day, Person, Phone, Text
from tests.messy.cells import GIVEN, PLACES, SURNAMES, UNREADABLE, Truth

MOST = 100
"""A count of no more is a percentage."""
UNSEEN = "\u200e{}", "\u202d{}\u202c", "\u2066{}\u2069", "\ufeff{}", "{}\ufe0f", "\xa0{}\u3000"
"""Marks around a word that nobody sees."""
OTHER_FORMS = str.maketrans("马一日月人金白里龙高立文生用", "⻢⼀⽇⽉⼈⾦⽩⾥⻰⾼⽴⽂⽣⽤")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def type_oddly(column, chance):
    """(cell as typed, what it means), or None where a column's kind has no odd way."""
    if isinstance(column, Count) and column.most == MOST:
        return _share(chance)
    draw = WAYS.get(type(column))
    return draw(column, chance) if draw else None


def _amount(column, chance):
    least = max(2, column.least)
    one, other = chance.randint(least, least + 9), chance.randint(least, least + 7)
    both, counter = one + other, column.counter
    may, must = Truth(both, said="may"), Truth(one, said="must")
    mistaken = Truth(one, "value", "must")
    ways = [
        (f"{one}（男）{other}（女）", may),
        (f"{one}（上午） {other}（下午）", may),
        (f"{both}{counter}（男{one}女{other}）", may),
        (f"{one}+{other}={both}", may),
        (f"{one}（取消）", must),
        (f"{one}{counter}（计划）", must),
        (f"{one}（未到）", mistaken),
        (f"\u202d{one}\u202c", Truth(one)),
        (f"{one}\xa0", Truth(one)),
        (f"\u200e{one}{counter}", Truth(one)),
        (f"应到{both}{counter}，实到{one}{counter}", Truth(one, said="may")),
        (f"共{other}批{one}{counter}", Truth(one, said="may")),
        (f"共走访{other}村{one}{counter}", Truth(one, said="may")),
        (f"{other}{counter}/场×2场", Truth(other * 2, said="may")),
        (f"{one}O", Truth(one * 10, said="must")),
        ("③⑤", Truth(35, said="must")),
        ("#SPILL!", UNREADABLE),
        ("Err:508", UNREADABLE),
    ]
    return chance.choice(ways)


def _share(chance):
    part = chance.randint(60, 99)
    return chance.choice(
        [
            (part / 100, Truth(part, said="may")),
            (f"0.{part}", Truth(part, said="may")),
            (f"{part}%", Truth(part)),
            (f"{part}．0％", Truth(part)),
            (1.0, Truth(100, said="must")),
            ("百分之九十五", Truth(95)),
        ]
    )


def _day(_, chance):
    day = dt.date(2019, 5, 22) + dt.timedelta(chance.randrange(17))
    eve, one, must = day - dt.timedelta(1), Truth(day), Truth(day, said="must")
    iso, spoken = day.isoformat(), f"{day.month}月{day.day}日"
    month = MONTHS[day.month - 1]
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    ways = [
        (f"{eve}T16:00:00Z", must),
        (f"{eve}T16:00:00.000Z", must),
        (f"{iso}T00:00:00+08:00", one),
        (f"{eve:%a}, {eve.day:02} {MONTHS[eve.month - 1]} {eve.year} 16:00:00 GMT", must),
        (dt.datetime(eve.year, eve.month, eve.day, 23, 59, 59), Truth(day, said="may")),
        (f"{day.year}、{day.month}、{day.day}", one),
        (f"{day.day}-{month}-19", one),
        (f"{month} {day.day}, {day.year}", one),
        (f"{digits}年{spoken}", one),
        (f"{digits.replace('〇', '○')}年{spoken}", one),
        (iso.replace("-", "\u2011"), one),
        (spoken.translate(OTHER_FORMS), one),
        (f"{spoken}（改期）", must),
        (iso.replace("20", "2O", 1), must),
    ]
    ways += [(mark.format(iso), one) for mark in UNSEEN]
    return chance.choice(ways)


def _choice(column, chance):
    options = list(column.options[:4])
    chance.shuffle(options)
    one, other = options[:2]
    if column.many:
        both = Truth((one, other))
        rest = "".join(f" □{each}" for each in options[2:])
        return chance.choice(
            [
                (f"☑{one} ☑{other}{rest}", both),
                (f"{one}√ {other}√", both),
                (f"√{one}、√{other}", both),
            ]
        )
    right = Truth(one)
    return chance.choice(
        [
            (f"{one}☑ {other}□", right),
            (f"{other}□ {one}☑", right),
            (f"☑{one}□{other}", right),
            (f"{one}（√）{other}（ ）", right),
            (f"{other}（ ） {one}（√）", right),
            (f"□{one} □{other}", UNREADABLE),
            (f"{one}□{other}□", UNREADABLE),
            *((mark.format(one), right) for mark in UNSEEN),
        ]
    )


def _person(column, chance):
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    truth = Truth((name,) if column.many else name)
    hidden = f"{name[0]}\u200b{name[1:]}", f"{name[:2]}\u200d{name[2:]}", f"\u200e{name}\u200f"
    return chance.choice(
        [*hidden, f"{name}\ufeff", f"\xa0{name}", name.translate(OTHER_FORMS)]
    ), truth


def _phone(_, chance):
    one, other = (f"13{chance.randrange(10**9):09}" for _ in range(2))
    return chance.choice(
        [
            (f"{one}、{other}", Truth(f"{one}、{other}")),
            (f"{one[:3]} {one[3:7]} {one[7:]}", Truth(one)),
            (f"\u202d{one}\u202c", Truth(one)),
            (one[:-1], Truth(one[:-1], said="must")),
            ("1.39E+10", Truth("1.39E+10", said="must")),
        ]
    )


def _text(_, chance):
    text = f"{chance.choice(PLACES)}{chance.randrange(1000)}号"
    return chance.choice([(mark.format(text), Truth(text)) for mark in UNSEEN])


WAYS = {Count: _amount, Day: _day, Choice: _choice, Person: _person, Phone: _phone, Text: _text}
