"""What is made unreadable, and what people write between groups of digits that are.

>>> hide_spans("电话13800001234，谢谢", [(2, 8), (5, 13)])
'电话×××，谢谢'
"""

from collections.abc import Iterable
from typing import Final

HIDDEN: Final = "×××"
APART: Final = r"(?: {0,2}-{2,6} {0,2}|[-. …/／|｜()\[\]{}<>《》:=@#^\\'\"“”‘’]{0,3})"
"""What stands between groups of digits, as ``fold_with_places`` spells it."""


def hide_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with what stands between these places made unreadable; they may overlap."""
    apart: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if apart and first < apart[-1][1]:
            apart[-1] = apart[-1][0], max(last, apart[-1][1])
        else:
            apart.append((first, last))
    for first, last in reversed(apart):
        text = text[:first] + HIDDEN + text[last:]
    return text
