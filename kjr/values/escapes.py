"""What people typed, kept harmless as Markdown, as a file's name, in a terminal.

>>> escape_markdown("[点我](javascript:alert(1)) *重要* 12:30")
'\\\\[点我\\\\](javascript\\\\:alert(1)) \\\\*重要\\\\* 12\\\\:30'
>>> names = ("甲学会", "甲学会（示例）", "../甲", "甲/乙", "C:甲", "con", "COM¹ .甲", "")
>>> list(map(is_safe_file_name, names))
[True, True, False, False, False, False, False, False]
"""

import re
from typing import Final

SIGNS: Final = re.compile(r"[\\`*_\[\]<>#$~|!&:]")
ADDRESS: Final = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?=@)")
"""Where an address begins that would become a link by itself."""
NO_BREAK: Final = "\u2060"
"""Nothing to see, and the address is none any more."""
HARMFUL: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$'
    r"|^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|$)",
    re.IGNORECASE,
)
"""What leads out of a folder, or what Windows keeps for itself."""

STEERING: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""What a terminal obeys instead of showing it: it clears, retitles, writes from right to left."""


def escape_markdown(text: object) -> str:
    """The text with every sign of Markdown made harmless."""
    return SIGNS.sub(r"\\\g<0>", ADDRESS.sub(NO_BREAK, str(text)))


def is_safe_file_name(name: str) -> bool:
    """Whether a file may bear this name on every system, and stay in its folder."""
    return bool(name) and not HARMFUL.search(name)


def show_controls(text: str) -> str:
    """The text with what steers a terminal or turns its line around said as a number.

    >>> show_controls("甲\\x1b[2J\\u202ecod.xlsx")
    '甲‹1B›[2J‹202E›cod.xlsx'
    """
    return STEERING.sub(lambda sign: f"‹{ord(sign[0]):02X}›", text)
