"""What of a free text may be shown to everybody: no telephone or identity numbers, no given names.

>>> plain("请联系13800001234，身份证64010219800101123X")
'请联系×××，身份证×××'
>>> plain("林知远建议开放检测设备", {"林知远"})
'×××建议开放检测设备'
"""

from __future__ import annotations

import re
from collections.abc import Collection

HIDDEN = "×××"
NUMBERS = re.compile(
    r"(?<!\d)"
    r"(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})"
    r"(?!\d)"
)
"""Identity cards, mobiles and landlines as people write them."""


def plain(text: str, names: Collection[str] = ()) -> str:
    """The text with numbers that lead to a person, and these names, made unreadable."""
    text = NUMBERS.sub(HIDDEN, text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text
