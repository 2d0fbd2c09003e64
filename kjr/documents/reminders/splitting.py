"""A text in messages short enough to send."""

import re
from collections.abc import Iterator
from typing import Final

MOST_BYTES: Final = 2048
"""The longest text message a WeCom robot takes, in bytes of UTF-8."""
BORDERS: Final = ("(?<=[。；\n])", "(?<=[、，])", "")
"""Where a text may be cut, best first: behind a sentence, behind a name, anywhere."""


def split_message(text: str, most: int = MOST_BYTES) -> list[str]:
    """A text in messages short enough to send, cut behind sentences, or names, if it can be.

    >>> split_message("一二。三四。五六。", 21)
    ['一二。三四。', '五六。']
    >>> split_message("还差：甲县科协、乙县科协、丙县科协。", 27)
    ['还差：甲县科协、', '乙县科协、', '丙县科协。']
    """
    parts = [""]
    for piece in _cut(text, most, BORDERS):
        if len((parts[-1] + piece).encode()) > most:
            parts.append("")
        parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _cut(text: str, most: int, borders: tuple[str, ...]) -> Iterator[str]:
    """Pieces no longer than ``most``, none smaller than need be."""
    if len(text.encode()) <= most:
        yield text
        return
    border, *others = borders
    for piece in re.split(border, text):
        yield from _cut(piece, most, tuple(others))
