"""Cells typed just as their column asks, read many at once: most cells, at a tenth of the cost.

A shortcut gives exactly what ``read_cell`` gives for each cell, or None as soon as one of them
asks for a closer look.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text, Value
from kjr.campaign.model import Ledger
from kjr.values.cells import EARLIEST
from kjr.values.spelling.characters import ODD
from kjr.values.spelling.look_alikes import CHINESE

Shortcut = Callable[[Sequence[Any]], Sequence[Value] | None]

MOST: Final = 10**6
FIRST: Final = re.compile(
    r"¦(?:[ \-—–―─_/\\|~～－／＼｜＿暂均皆目无没未不待后另NnＮｎ#]|[Ee][Rr][Rr]|错误)"
)
"""In texts joined by ¦: perhaps a word for nothing, a space before one, or an error."""
LAST: Final = " ¦"
"""A space behind one."""
DIGITS: Final = f"0-9⓪①-⑨⁰-⁹¹²³₀-₉⓿❶-❾{CHINESE}"
LONG_NUMBER: Final = re.compile(
    f"[{DIGITS}](?<![{DIGITS}]{{2}})(?:[^¦{DIGITS}]{{0,3}}+[{DIGITS}]){{10}}"
)
"""Looked for from the first of several digits on: nothing longer begins at the others."""
ODD_SIGN: Final = re.compile(f"[抑焦迫裂双躁杀肝艾梅癫毒瘤癌血眼障糖病梗帕痴{ODD}]")
"""Perhaps an illness, or a character that is written otherwise."""
TUBERCULOSIS: Final = re.compile("结核")
"""结 alone is in many words."""
ODD_TEXT: Final = (FIRST, ODD_SIGN, TUBERCULOSIS, LONG_NUMBER)
"""Perhaps no answer, an error, or something personal; one by one is quicker than at once."""
ODD_NAME: Final = (re.compile("[、,，;；/ 和及与等“”‘’\"'《》「」]"), *ODD_TEXT)
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
            quick = partial(_texts, ODD_TEXT, column.longest)
        case Count() | Money():
            bounds = (column.most, column.doubt_above, MOST)
            most = min(each for each in bounds if each is not None)
            quick = partial(_amounts, _least(column), most)
        case Day():
            quick = _days
        case Choice():
            options = {each: (each,) if column.many else each for each in column.options}
            quick = partial(_options, options)
        case Person():
            quick = partial(_people, column.many)
        case Phone():
            quick = partial(_texts, ODD_PHONE, MOST)
        case Link():
            quick = partial(_texts, ODD_LINK, MOST)
        case _:
            assert_never(column)
    return quick


def _texts(odd: Sequence[re.Pattern[str]], most: int, cells: Sequence[Any]) -> Sequence[Any] | None:
    """The cells themselves, if they are all text, none too long, without anything odd."""
    try:
        joined = f"¦{'¦'.join(cells)}¦"
    except TypeError:
        return None
    if not joined.isprintable() or joined.count("¦") != len(cells) + 1:
        return None
    if LAST in joined or any(pattern.search(joined) for pattern in odd):
        return None
    longest = max(map(len, cells))
    return None if longest > most else cells


def _least(column: Count | Money) -> float:
    """1 under a percentage may be 100 %."""
    is_percent = isinstance(column, Count) and column.counter == "%"
    return max(column.least, 2 if is_percent else 0)


def _amounts(least: float, most: float, cells: Sequence[Any]) -> Sequence[Value] | None:
    if not set(map(type, cells)) <= {float, int} or not math.isfinite(sum(cells)):
        return None
    numbers = list(map(int, cells))
    are_whole = numbers == list(cells)
    return numbers if are_whole and least <= min(numbers) and max(numbers) <= most else None


def _days(cells: Sequence[Any]) -> Sequence[Value] | None:
    kinds = set(map(type, cells))
    if kinds == {dt.datetime}:
        if not ODD_HOURS.isdisjoint([cell.hour for cell in cells]):
            return None
        cells = [cell.date() for cell in cells]
    elif kinds != {dt.date}:
        return None
    return cells if min(cells) >= EARLIEST else None


def _options(options: Mapping[Any, Value], cells: Sequence[Any]) -> Sequence[Value] | None:
    chosen = list(map(options.get, cells))
    return None if None in chosen else chosen  # type: ignore[return-value]  # none is None


def _people(many: bool, cells: Sequence[Any]) -> Sequence[Value] | None:
    names = _texts(ODD_NAME, MOST, cells)
    return [(name,) for name in names] if many and names else names
