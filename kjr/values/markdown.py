"""What people typed, inside a line that is shown as Markdown: as it stands, without effect.

>>> escape_markdown("[点我](javascript:alert(1)) *重要* 12:30")
'\\\\[点我\\\\](javascript\\\\:alert(1)) \\\\*重要\\\\* 12\\\\:30'
"""

import re
from typing import Final

SIGNS: Final = re.compile(r"[\\`*_\[\]<>#$~|!&:]")
ADDRESS: Final = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?=@)")
"""Where an address begins that would become a link by itself."""
NO_BREAK: Final = "\u2060"
"""Nothing to see, and the address is none any more."""


def escape_markdown(text: object) -> str:
    """The text with every sign of Markdown made harmless."""
    return SIGNS.sub(r"\\\g<0>", ADDRESS.sub(NO_BREAK, str(text)))
