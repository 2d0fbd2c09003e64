"""Sheets with what somebody is typing, read while the process that serves everybody stays free.

A few rows are read at once, where they are typed; what is larger, in a guarded process with its
clock: a block of thousands of rows takes seconds, and one long cell lets nobody else go on.
"""

from typing import Final

from kjr.campaign.model import Campaign
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.store.base import Sheet
from kjr.store.guarded import PROCESSES, Workshop

FEW, SHORT = 200_000, 10_000
"""Letters and cells of a sheet, and letters of one cell, that are read in some hundredths of a
second."""
WORK, SLACK, MEMORY = 10.0, 3.0, 1_000_000_000
"""Seconds of work and bytes one reading may take: several times what a whole paste does."""
TOO_MUCH: Final = (
    "这里的内容太多，或者一样的行太多，没有读完；请分几次填、分几次粘贴，或删去台账以外的内容"
)
BUSY: Final = "电脑正忙，填的内容没有读完；内容还在，请稍后再试"


class TypedBooks(Workshop):
    """Reads what is typed, from any thread, and makes of it what ``make`` is told."""

    def __init__(
        self,
        patience: float = WORK,
        processes: int = PROCESSES,
        memory: int = MEMORY,
        slack: float = SLACK,
    ) -> None:
        super().__init__(patience, processes, memory, slack, (TOO_MUCH, BUSY))

    def parse(self, sheet: Sheet, campaign: Campaign) -> tuple[Page, ...]:
        """``parse_book`` of one sheet; raises KjrError where that takes more than a paste may."""
        if is_short(sheet):
            return parse_book((sheet,), campaign)
        return self.make(parse_book, (sheet,), campaign)


def is_short(sheet: Sheet) -> bool:
    """Whether reading a sheet keeps nobody waiting."""
    lengths = [len(cell) if isinstance(cell, str) else 0 for row in sheet.rows for cell in row]
    return len(lengths) + sum(lengths) <= FEW and all(each <= SHORT for each in lengths)
