"""Cells typed just as their column asks, read many at once: most cells, at a tenth of the cost.

A shortcut gives exactly what ``read_cell`` gives, and leaves to it whatever asks for a closer look.
"""

import datetime as dt
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final, NamedTuple, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import Ledger
from kjr.values.cells import EARLIEST
from kjr.values.spelling.characters import ODD, unify_characters
from kjr.values.spelling.look_alikes import CHINESE


class Shortcut(NamedTuple):
    """The quick way to read cells of one column, none of them blank."""

    read_all: Callable[[Sequence[Any]], Sequence[Value] | None]
    """What each cell means; None as soon as one of them asks for a closer look."""
    read_plain: Callable[[Sequence[Any]], Sequence[Value | None]]
    """What each cell means; None for each that asks for a closer look."""


NUMBERS: Final = frozenset((float, int))
MOST: Final = 10**6
PLAIN_AMOUNT: Final = 36_525
"""A larger number may be a day, or a telephone number."""
ROUND: Final = 10**5
"""A telephone number that so many go into may be 1.39E+10."""
FIRST: Final = re.compile(
    r"¦(?:[ \-—–―─_/\\|~～－／＼｜＿暂均皆目无没未不待后另NnＮｎ#]|[Ee][Rr][Rr]|错误)"
)
"""In texts joined by ¦: perhaps a word for nothing, a space before one, or an error."""
LAST: Final = re.compile(" (?=¦)")
"""A space behind one."""
DIGITS: Final = f"0-9⓪①-⑨⁰-⁹¹²³₀-₉⓿❶-❾{CHINESE}"
LONG_NUMBER: Final = re.compile(
    f"[{DIGITS}](?<![{DIGITS}]{{2}})(?:[^¦{DIGITS}]{{0,3}}+[{DIGITS}]){{10}}"
)
"""Looked for from the first of several digits on: nothing longer begins at the others."""
LONG: Final = 11
"""No shorter text holds one."""
ODD_SIGN: Final = re.compile(f"[抑焦迫裂双躁杀肝艾梅癫毒瘤癌血眼障糖病梗帕痴{ODD}]")
"""Perhaps an illness, or a character that is written otherwise."""
TUBERCULOSIS: Final = re.compile("结核")
"""结 alone is in many words."""
ODD_TEXT: Final = (LAST, FIRST, ODD_SIGN, TUBERCULOSIS)
"""Perhaps no answer, an error, or something personal; one by one is quicker than at once.

Whatever they find lies in one cell and ends there.
"""
ODD_NAME: Final = (
    re.compile(r"\d|若干|[多数]人|夫[妇妻]|一[家行]|家属|[人名位](?=¦)|。"),
    re.compile("[、,，;；/ 和及与等“”‘’\"'《》「」]"),
    *ODD_TEXT,
)
"""Perhaps several names."""
ODD_HOURS: Final = frozenset((16, 23))
"""Perhaps midnight elsewhere, or miscounted."""
ODD_LINK: Final = (re.compile("[^!-~¦]"), re.compile(r"¦(?!https?://[!-~])[^¦]"), *ODD_TEXT)
ODD_PHONE: Final = (
    re.compile(r"¦(?!(?:1[3-9][0-9]{9}|0(?:10|[2-9][0-9]{1,2})-?[0-9]{7,8})¦)[^¦]"),
)


@lru_cache(maxsize=64)
def build_ledger_shortcuts(ledger: Ledger) -> Mapping[str, Shortcut]:
    """The quick way to read each of a ledger's columns, by the column's name."""
    quick = {column.name: build_column_shortcut(column) for column in ledger.columns}
    return MappingProxyType(quick)


def build_column_shortcut(column: Column) -> Shortcut:
    """The quick way to read cells of a column, none of them blank."""
    quick: Shortcut
    match column:
        case Text():
            quick = _text_shortcut(ODD_TEXT, column.longest)
        case Count() | Money():
            bounds = (column.most, column.doubt_above, PLAIN_AMOUNT)
            limits = _least(column), min(each for each in bounds if each is not None)
            quick = Shortcut(partial(_amounts, *limits), partial(_plain_amounts, *limits))
        case Day():
            quick = Shortcut(_days, _plain_days)
        case Choice():
            options = {each: (each,) if column.many else each for each in column.options}
            quick = Shortcut(partial(_options, options), partial(_plain_options, options))
        case Person():
            quick = _text_shortcut(ODD_NAME, MOST)
            if column.many:
                quick = Shortcut(*(partial(_people, read) for read in quick))
        case Phone():
            texts = _text_shortcut(ODD_PHONE, MOST, are_numbers=True)
            quick = texts._replace(read_plain=lambda cells: texts.read_plain(_as_dialled(cells)))
        case Link():
            quick = _text_shortcut(ODD_LINK, MOST)
        case _:
            assert_never(column)
    return quick


def _text_shortcut(
    odd: Sequence[re.Pattern[str]], most: int, *, are_numbers: bool = False
) -> Shortcut:
    every = odd if are_numbers else (*odd, LONG_NUMBER)
    return Shortcut(
        partial(_texts, odd, most, are_numbers=are_numbers), partial(_plain_texts, every, most)
    )


def _texts(
    odd: Sequence[re.Pattern[str]], most: int, cells: Sequence[Any], *, are_numbers: bool
) -> Sequence[Any] | None:
    """The cells themselves, if they are all text, none too long, without anything odd."""
    try:
        joined = f"¦{'¦'.join(cells)}¦"
    except TypeError:
        return None
    if not joined.isprintable() or joined.count("¦") != len(cells) + 1:
        return None
    longest = max(map(len, cells))
    if longest > most or any(pattern.search(joined) for pattern in odd):
        return None
    if longest < LONG or are_numbers:
        return cells
    long = "¦".join([cell for cell in cells if len(cell) >= LONG])
    return None if LONG_NUMBER.search(long) else cells


def _plain_texts(
    odd: Sequence[re.Pattern[str]], most: int, cells: Sequence[Any]
) -> Sequence[str | None]:
    """As people see them, for padding and hidden characters are no oddity."""
    texts = [unify_characters(cell).strip() if type(cell) is str else "" for cell in cells]
    fit = [
        text if text.isprintable() and len(text) <= most and "¦" not in text else ""
        for text in texts
    ]
    joined = f"¦{'¦'.join(fit)}¦"
    starts = [0, *accumulate(len(text) + 1 for text in fit)]
    ends = {found.end() - 1 for pattern in odd for found in pattern.finditer(joined)}
    for end in ends:
        fit[bisect_right(starts, end) - 1] = ""
    return [text or None for text in fit]


def _least(column: Count | Money) -> float:
    """1 under a percentage may be 100 %."""
    is_percent = isinstance(column, Count) and column.counter == "%"
    return max(column.least, 2 if is_percent else 0)


def _amounts(least: float, most: float, cells: Sequence[Any]) -> Sequence[Value] | None:
    if not set(map(type, cells)) <= NUMBERS or not math.isfinite(sum(cells)):
        return None
    numbers = list(map(int, cells))
    are_whole = numbers == list(cells)
    return numbers if are_whole and least <= min(numbers) and max(numbers) <= most else None


def _plain_amounts(least: float, most: float, cells: Sequence[Any]) -> Sequence[Value | None]:
    return [
        int(cell) if type(cell) in NUMBERS and least <= cell <= most and cell % 1 == 0 else None
        for cell in cells
    ]


def _days(cells: Sequence[Any]) -> Sequence[Value] | None:
    kinds = set(map(type, cells))
    if kinds == {dt.datetime}:
        if not ODD_HOURS.isdisjoint([cell.hour for cell in cells]):
            return None
        cells = [cell.date() for cell in cells]
    elif kinds != {dt.date}:
        return None
    return cells if min(cells) >= EARLIEST else None


def _plain_days(cells: Sequence[Any]) -> Sequence[Value | None]:
    days = (
        cell.date() if type(cell) is dt.datetime and cell.hour not in ODD_HOURS else cell
        for cell in cells
    )
    return [day if type(day) is dt.date and day >= EARLIEST else None for day in days]


def _options(options: Mapping[Any, Value], cells: Sequence[Any]) -> Sequence[Value] | None:
    chosen = _plain_options(options, cells)
    return None if None in chosen else chosen  # type: ignore[return-value]  # none is None


def _plain_options(options: Mapping[Any, Value], cells: Sequence[Any]) -> Sequence[Value | None]:
    return list(map(options.get, cells))


def _people(read: Callable[[Sequence[Any]], Any], cells: Sequence[Any]) -> Any:  # noqa: ANN401
    names = read(cells)
    return names and [name and (name,) for name in names]


def _as_dialled(cells: Sequence[Any]) -> Sequence[Any]:
    """Numbers as the digits they show, but those that may have lost their last ones."""
    return [
        f"{cell:.0f}" if type(cell) is float and cell.is_integer() and cell % ROUND else cell
        for cell in cells
    ]
