"""A text in one spelling of digits, dashes and brackets, with the place of each sign.

>>> fold_with_places("１３8\u200b—0000").text, fold_with_places("１３8\u200b—0000").places
('138-0000', (0, 1, 2, 4, 5, 6, 7, 8))
>>> fold_with_places("⑬8ⅠⅩ")
Folded(text='138110', places=(0, 0, 1, 2, 3, 3))
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from kjr.values.spelling.characters import UNSEEN

DASHES: Final = "‐‑‒–—―−⁃﹣－﹘ー─━_＿~～·・•"
SMALL: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
COUNTED: Final = {
    **{"⓪": (0, 0), "①": (1, 20), "㉑": (21, 35), "㊱": (36, 50), "⓿": (0, 0), "❶": (1, 10)},
    **{"⓫": (11, 20), "⓵": (1, 10), "➀": (1, 10), "➊": (1, 10), "⑴": (1, 20), "⒈": (1, 20)},
    **{"🄀": (0, 0), "🄁": (0, 9), "🄋": (0, 0), "🄌": (0, 0), "㈠": (1, 10), "㊀": (1, 10)},
    **{"Ⅰ": (1, 12), "ⅰ": (1, 12), "〡": (1, 9)},
}
"""Signs that stand one behind the other → the numbers the first and the last of them stand for:
in rings, in brackets, before a stop, of Rome, of the market."""
NUMERALS: Final = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺两叁肆伍陆柒捌玖"
CHINESE: Final = "".join(NUMERALS)
AROUND: Final = (
    (0x300, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
UNSEEN_SIGNS: Final = frozenset(UNSEEN).union(
    "\x1c\x1d\x1e\x1f\u2800", *(map(chr, range(first, last + 1)) for first, last in AROUND)
)
"""Also what is put through, over and around other signs: the frame of a key, a stroke, a ring."""
DIGITS: Final = r"\d〇" + "".join(
    [
        *SMALL,
        *(f"{sign}-{chr(ord(sign) + last - first)}" for sign, (first, last) in COUNTED.items()),
    ]
)
"""All that is read as digits, as a pattern lists signs."""
LETTERS: Final = str.maketrans("OoIl", "0011")
"""What stands in place of digits where somebody reads rather than types."""
SIGNS: Final = "（）【】［］〔〕＠﹫＋．：", "()()()()@@+.:"

LAST_DIGIT: Final = 0x1FFFF
"""No digit of any script stands behind; to look through all of Unicode takes a while."""


class Folded(NamedTuple):
    """A text's spelling, and where each of its signs stands in the text itself."""

    text: str
    places: Sequence[int]


@cache
def _alike() -> dict[int, str]:
    """Every sign people read as a digit, a dash, a space or a bracket → that one."""
    codes = range(0x80, LAST_DIGIT + 1)
    digits = {code: str(unicodedata.decimal(chr(code))) for code in codes if chr(code).isdecimal()}
    small = _number(SMALL)
    counted = {code: number for code, number in _count() if len(number) == 1}
    blanks = {code: " " for code in (9, 10, 11, 12, 13, *codes) if chr(code).isspace()}
    dashes = dict.fromkeys(map(ord, DASHES), "-")
    letters = {
        code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    signs = {ord(one): other for one, other in zip(*SIGNS, strict=True)}
    return {**digits, **small, **counted, **blanks, **dashes, **letters, **signs}


def _number(rows: Sequence[str]) -> dict[int, str]:
    return {ord(sign): str(n) for row in rows for n, sign in enumerate(row)}


def _count() -> Iterator[tuple[int, str]]:
    for sign, (first, last) in COUNTED.items():
        yield from ((ord(sign) + n, str(first + n)) for n in range(last - first + 1))


PAIRS: Final = {chr(code): number for code, number in _count() if len(number) == 2}
"""One sign → two digits: ⑬ → 13."""
SPELT: Final = UNSEEN_SIGNS | PAIRS.keys()
"""What does not stand as one sign for one."""


def fold_with_places(text: str, *, numerals: bool = False, letters: bool = False) -> Folded:
    """The text with one spelling for what looks alike; what nobody sees is left out.

    Chinese ``numerals``, and ``letters`` that look like digits, are digits where that is asked for.
    """
    plain = text.translate(_alike())
    plain = plain.translate(_number(NUMERALS)) if numerals else plain
    plain = plain.translate(LETTERS) if letters else plain
    if SPELT.isdisjoint(plain):
        return Folded(plain, range(len(plain)))
    signs = [
        (each, n)
        for n, sign in enumerate(plain)
        if sign not in UNSEEN_SIGNS
        for each in PAIRS.get(sign, sign)
    ]
    return Folded("".join(each for each, _ in signs), tuple(n for _, n in signs))
