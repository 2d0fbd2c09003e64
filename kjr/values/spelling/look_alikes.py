"""A text in one spelling of digits, dashes and brackets, sign by sign, so that places are kept.

>>> fold_with_places("１３8\u200b—0000").text, fold_with_places("１３8\u200b—0000").places
('138-0000', (0, 1, 2, 4, 5, 6, 7, 8))
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from kjr.values.spelling.characters import UNSEEN

DASHES: Final = "‐‑‒–—―−⁃﹣－﹘ー─━_＿~～·・•"
CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼"
NUMERALS: Final = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺两叁肆伍陆柒捌玖"
CHINESE: Final = "".join(NUMERALS)
UNSEEN_SIGNS: Final = frozenset(f"{UNSEEN}\u20e3")
"""The frame of a key, too, which people put around digits."""
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
    circled = _number(CIRCLED)
    blanks = {code: " " for code in (9, 10, 11, 12, 13, *codes) if chr(code).isspace()}
    dashes = dict.fromkeys(map(ord, DASHES), "-")
    letters = {
        code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    signs = {ord(one): other for one, other in zip(*SIGNS, strict=True)}
    return {**digits, **circled, **blanks, **dashes, **letters, **signs}


def _number(rows: Sequence[str]) -> dict[int, str]:
    return {ord(sign): str(n) for row in rows for n, sign in enumerate(row)}


def fold_with_places(text: str, *, numerals: bool = False, letters: bool = False) -> Folded:
    """The text with one spelling for what looks alike; what nobody sees is left out.

    Chinese ``numerals``, and ``letters`` that look like digits, are digits where that is asked for.
    """
    plain = text.translate(_alike())
    plain = plain.translate(_number(NUMERALS)) if numerals else plain
    plain = plain.translate(LETTERS) if letters else plain
    if UNSEEN_SIGNS.isdisjoint(plain):
        return Folded(plain, range(len(plain)))
    kept = tuple(n for n, sign in enumerate(plain) if sign not in UNSEEN_SIGNS)
    return Folded("".join(plain[n] for n in kept), kept)
