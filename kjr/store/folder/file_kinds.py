"""What a file's name in a shared folder says: somebody's temporary file, a conflict, a table.

>>> [is_noise_name(name) for name in ("~$甲学会.xlsx", ".DS_Store", "1A2B3C4D", "甲学会.xlsx")]
[True, True, True, False]
>>> is_conflict_name("甲学会 (conflicted copy 2019-06-01 101500).xlsx")
True
>>> names = "甲学会_SFConflict_示例.xlsx", "甲学会-DESKTOP-AB12CD3.xlsx", "甲学会(1).xlsx"
>>> list(map(is_conflict_name, names))
[True, True, False]
>>> show_file_name(b"\\xbc\\xd7.xlsx".decode("utf-8", "surrogateescape"))
'甲.xlsx'
"""

import os
import re
from functools import lru_cache
from pathlib import PurePath
from typing import Final

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".fods"})
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
    r"conflict | 冲突 | -(desktop|laptop|win|pc)(-\w+)*\s*([(（]\d+[)）])?(\.\w+)?$",
    re.VERBOSE | re.IGNORECASE,
)
"""What sync programs write into a name, some of them only the computer's own."""


@lru_cache(maxsize=4096)
def is_noise_name(name: str) -> bool:
    """Whether a program made it while working; nobody needs to hear of it."""
    return NOISE.match(name) is not None


def is_conflict_name(name: str) -> bool:
    """Whether a sync program set it aside; work may be stranded in it."""
    return CONFLICT.search(name) is not None


@lru_cache(maxsize=4096)
def show_file_name(name: str) -> str:
    """A file's name as text; one that is no UTF-8 was likely written by an old Chinese Windows."""
    if not any("\ud800" <= sign <= "\udfff" for sign in name):
        return name
    return os.fsencode(name).decode("gb18030", "replace")


def is_table_name(name: str) -> bool:
    """Whether it calls itself a table; what it is shows only on opening it."""
    return PurePath(name).suffix.lower() in TABLES


def is_workbook_name(name: str) -> bool:
    """Whether it calls itself a workbook of several sheets."""
    return PurePath(name).suffix.lower() in WORKBOOKS
