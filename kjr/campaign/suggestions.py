"""What was probably meant by a word nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

CLOSE: Final = 0.5
"""From this likeness on one word was probably meant by the other."""


def suggest_word(word: str, known: Iterable[str]) -> str:
    """A question naming what was probably meant, or nothing.

    >>> suggest_word("心里讲座", ["心理讲座", "义诊"]), suggest_word("甲", ["乙"])
    ('，是不是 心理讲座？', '')
    """
    close = find_closest(word, known)
    return f"，是不是 {close}？" if close else ""


def find_closest(word: str, known: Iterable[str]) -> str:
    """The word that was probably meant; blank if none is like it."""
    same_case = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), list(same_case), n=1, cutoff=CLOSE)
    return same_case[close[0]] if close else ""
