"""Whether a name may become a file's name on every system, and stay in its folder.

>>> [is_safe(name) for name in ("甲学会", "甲学会（示例）", "../甲", "甲/乙", "C:甲", "con", "")]
[True, True, False, False, False, False, False]
"""

from __future__ import annotations

import re
from typing import Final

HARMFUL: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)
"""What leads out of a folder, or what Windows keeps for itself."""


def is_safe(name: str) -> bool:
    """Whether a file may bear this name."""
    return bool(name) and not HARMFUL.search(name)
