"""Characters that look like others, or like nothing at all: one spelling for each.

>>> unify_characters("王⼀，银川⽇报，ＡＢ１\u00a0\u200e林")
'王一，银川日报，AB1 林'
>>> unify_name("《银川日报》"), unify_name("“ 林知远 ”")
('银川日报', '林知远')
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

UNSEEN: Final = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2061\u2062\u2063\u2064"
    "\ufe0e\ufe0f\u034f\u180e\ufff9\ufffa\ufffb"
    "\u115f\u1160\u2065\u3164\uffa0"
) + "".join(
    chr(code)
    for first, last in (
        *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xFE00, 0xFE0D)),
        *((0xE0000, 0xE007F), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)
"""Joiners, fillers, controls, marks of writing direction and of presentation: nobody sees them."""
INVISIBLE: Final = dict.fromkeys(map(ord, UNSEEN))
BLANKS: Final = UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
LINE_END: Final = re.compile(r"([，、；：。！？])?\s*[\r\n]\s*")
HYPHENS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\u2043\ufe63"), "-")
RADICALS: Final = (
    "⺎⺟⺠⺩⺪⺫⺬⺮⺳⺹⺻⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻰⻱⻲⻳⼾⾭",
    "兀母民王疋目示竹网老聿肉臼虎西西见角贝足车長长门阜雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐歯齿龙龜亀龟户青",
)
"""Radicals that Unicode does not name as the character they are, or names as an older form."""
WIDE: Final = (
    *range(0x2F00, 0x2FE0),
    *range(0x2E80, 0x2F00),
    *range(0xF900, 0xFB00),
    *range(0x2F800, 0x2FA20),
    *range(0xFF10, 0xFF1A),
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
)
"""Radicals, compatibility ideographs, letters and digits as wide as an ideograph."""
TWINS: Final = str.maketrans(
    {
        **{code: unicodedata.normalize("NFKC", chr(code)) for code in WIDE},
        **{ord(one): other for one, other in zip(*RADICALS, strict=True)},
        **INVISIBLE,
        **HYPHENS,
        **{ord(blank): " " for blank in BLANKS if blank.isspace() and blank > "\x7f"},
    }
)
ODD: Final = (
    "\u2e80-\u2fdf\uf900-\ufaff\ufe00-\ufe0f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0002f800-\U0002fa1f\u034f\u2010-\u2012\u2212\u2043"
)
"""What of these is printable, as the inside of a character class."""
PLAIN: Final = re.compile("[\t-\r\x1c-\x7e、。《》\u4e00-\u9fff]*")
"""Texts of which no character has another spelling: nearly all that people type."""
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
QUOTES: Final = re.compile(r"[《》〈〉“”‘’「」『』\"'＂＇\s]")


def unify_characters(text: str) -> str:
    """The text with one spelling for each character people see."""
    return text if PLAIN.fullmatch(text) else text.translate(TWINS)


def fold_text(text: str) -> str:
    """The text as one would compare it: half-width, no invisible characters, no outer space.

    >>> fold_text("３０\u200b人 ")
    '30人'
    """
    if PLAIN.fullmatch(text):
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(TWINS)).strip()


def raise_digits(text: str) -> str:
    """Digits set above the line, as the characters for that: a footnote is no last digit.

    >>> f"30{raise_digits('1')}人", f"m{raise_digits('2')}"
    ('30¹人', 'm²')
    """
    return text.translate(RAISED)


@lru_cache(maxsize=4096)
def unify_name(name: str) -> str:
    """A name without the marks people put around it."""
    bare = QUOTES.sub("", unify_characters(name))
    return bare or name


def join_lines(text: str) -> str:
    r"""Words typed on several lines of a cell, as they stand within a sentence.

    >>> join_lines("示例园区\n示例医院 \n\n"), join_lines("早准备。\r\n早部署。")
    ('示例园区 示例医院', '早准备。早部署。')
    """
    return LINE_END.sub(lambda match: match[1] or " ", text.strip())
