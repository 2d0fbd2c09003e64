"""Side workbooks (补充工作簿), for folders a sync program keeps: nobody sees who has what open.

Each person writes her own file beside the unit's workbook, and reading brings them together: a
sheet of a side book carries the file's mark in its name, so that every row leads back to its file.

>>> list(map(find_side_mark, ("甲学会_系统填报.xlsx", "甲学会（补充6月）.xlsx", "甲学会.xlsx")))
['系统填报', '补充6月', '']
"""

import re
from pathlib import PurePath
from typing import Final

from kjr.store.base import Sheet

MARK: Final = re.compile(r"(?:系统填报|补充).*")
OURS: Final = "{}_系统填报.xlsx"
"""The side book that the app begins beside a unit's workbook."""


def find_side_mark(file: str) -> str:
    """What makes a file a side book, of the end of its name; blank for a unit's own workbook."""
    found = MARK.search(PurePath(file).stem)
    return found[0].rstrip("）)】] ") if found else ""


def add_side_mark(sheet: Sheet, file: str) -> Sheet:
    """A side book's sheet as it stands among the unit's others."""
    return sheet._replace(name=sheet.name + _suffix(file), file=file)


def remove_side_mark(sheet: Sheet) -> Sheet:
    """The sheet as its own file has it."""
    return sheet._replace(name=sheet.name.removesuffix(_suffix(sheet.file)), file="")


def _suffix(file: str) -> str:
    return f"〔{find_side_mark(file)}〕" if file else ""
