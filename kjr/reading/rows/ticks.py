"""Ticks beside the words of a form: □是 ☑否, 是√ 否, 已交（√）未交（ ）.

>>> find_ticked_words("市级☑ 县级□"), find_ticked_words("√甲 √乙 丙")
(('市级',), ('甲', '乙'))
>>> find_ticked_words("□是 □否"), find_ticked_words("是√否"), find_ticked_words("市级")
((), None, ())
"""

import re
from typing import Final, NamedTuple

TICKS: Final = "☑■√✓✔●◉✅⊠◼⬛🗹☒⊙⦿▣"
CROSSES: Final = "×✗✘✕✖☒❌"
BOXES: Final = "□☐○◯⬜◻⭕❑❏▢"
OPENED, CLOSED = r"(?:[(\[【〔{_] *)+", r"(?: *[)\]】〕}_])+"
BRACKETED: Final = f"{OPENED}([{TICKS}{CROSSES}vx]?){CLOSED}"
MARK: Final = re.compile(f"{BRACKETED}|([{TICKS}{CROSSES}{BOXES}])", re.IGNORECASE)
BLANK_TO_FILL: Final = re.compile(OPENED + CLOSED)
SIGN: Final = re.compile(f"[{TICKS}{BOXES}]")
NUMBERING: Final = re.compile(r"(?<![A-Za-z\d])(?:\d{1,2}|[A-Ha-h])[.、](?!\d)\s*")
COLON: Final = re.compile(r":(?=\s|$|[(\[【〔_]|[^\w\s])")
APART: Final = re.compile(r"[\s、,;/|:。.]+")


class _Mark(NamedTuple):
    """A tick, a cross or a box, and the words on both its sides."""

    sign: str
    left: str
    right: str
    touches_left: bool
    touches_right: bool


def has_marks(text: str) -> bool:
    """Whether there are words and something beside them to tick."""
    return MARK.search(text) is not None and bool(APART.sub("", MARK.sub("", text)))


def find_ticked_words(text: str) -> tuple[str, ...] | None:
    """The words that are ticked; None where a tick may belong to the word on either side."""
    if SIGN.search(re.sub(BRACKETED, "", text)):
        text = BLANK_TO_FILL.sub("", text)  # □其他（ ） is a box and a place to write
    marks = _list_marks(text)
    signs = {mark.sign for mark in marks}
    ticks = {*TICKS, "V"} - ({"☒"} if signs & {*TICKS, "V"} - {"☒"} else set())
    ticks |= {"X"} if not signs & {*TICKS, "V"} else set()
    if not signs & ticks:
        return None if signs & {*CROSSES} else ()
    is_behind = _stand_behind(marks)
    if is_behind is None:
        return None
    return tuple(
        mark.left if is_behind else mark.right
        for mark in marks
        if mark.sign in ticks and (mark.left if is_behind else mark.right)
    )


def _list_marks(text: str) -> list[_Mark]:
    text = NUMBERING.sub("", COLON.sub("", text))
    found = list(MARK.finditer(text))
    edges = [0, *(edge for mark in found for edge in mark.span()), len(text)]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    words = [[word for word in APART.split(each) if word] for each in between]
    return [
        _Mark(
            (mark[1] or mark[2] or "□").upper(),
            words[n][-1] if words[n] else "",
            words[n + 1][0] if words[n + 1] else "",
            bool(words[n]) and between[n].endswith(words[n][-1]),
            bool(words[n + 1]) and between[n + 1].startswith(words[n + 1][0]),
        )
        for n, mark in enumerate(found)
    ]


def _stand_behind(marks: list[_Mark]) -> bool | None:
    """Whether the marks stand behind their words; None if it cannot be told."""
    if not marks[0].left or not marks[-1].right:  # at an edge there is a word on one side only
        return bool(marks[0].left) if bool(marks[0].left) != bool(marks[-1].right) else None
    sides = {mark.touches_left for mark in marks if mark.touches_left != mark.touches_right}
    return sides.pop() if len(sides) == 1 else None
