"""Whether a name may become a file's name on every system, and stay in its folder.

>>> names = ("甲学会", "甲学会（示例）", "../甲", "甲/乙", "C:甲", "con", "")
>>> list(map(is_safe_file_name, names))
[True, True, False, False, False, False, False]
"""

import re
from typing import Final

HARMFUL: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)
"""What leads out of a folder, or what Windows keeps for itself."""


def is_safe_file_name(name: str) -> bool:
    """Whether a file may bear this name."""
    return bool(name) and not HARMFUL.search(name)
