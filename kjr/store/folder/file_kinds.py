"""What a file's name in a shared folder says: somebody's temporary file, a conflict, a table.

>>> [is_noise_name(name) for name in ("~$甲学会.xlsx", ".DS_Store", "1A2B3C4D", "甲学会.xlsx")]
[True, True, True, False]
>>> is_conflict_name("甲学会 (conflicted copy 2019-06-01 101500).xlsx")
True
>>> is_conflict_name("甲学会(1).xlsx")
False
"""

import re
from functools import lru_cache
from pathlib import PurePath
from typing import Final

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
TABLES: Final = WORKBOOKS | {".csv", ".txt", ".htm", ".html"}

NOISE: Final = re.compile(
    r"""
      [.~]                                      # hidden files, owner files, downloads under way
    | .* \.(tmp|part|partial|filepart|crdownload|download|xlk|bak|lnk|url) $
    | .* [~#] $
    | [0-9a-f]{8} $                             # Excel while it saves
    | lu\w+\.tmp $                              # LibreOffice while it saves
    | (desktop\.ini | thumbs\.db) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
CONFLICT: Final = re.compile(
    r"\bconflict(ed)?[ _-]cop(y|ies)\b | _conflict- | \.sync-conflict- | 冲突",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_noise_name(name: str) -> bool:
    """Whether a program made it while working; nobody needs to hear of it."""
    return NOISE.match(name) is not None


def is_conflict_name(name: str) -> bool:
    """Whether a sync program set it aside; work may be stranded in it."""
    return CONFLICT.search(name) is not None


def is_table_name(name: str) -> bool:
    """Whether it calls itself a table; what it is shows only on opening it."""
    return PurePath(name).suffix.lower() in TABLES


def is_workbook_name(name: str) -> bool:
    """Whether it calls itself a workbook of several sheets."""
    return PurePath(name).suffix.lower() in WORKBOOKS
