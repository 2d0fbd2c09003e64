"""Opens workbooks in guarded processes, so that a bad one ends its reader and not the app.

What is made of the sheets is made there too: the process that serves the screens stays free.

One stray space in cell XFD1048576 can make the reading library ask for 500 GB and abort its whole
process.
"""

import traceback
from functools import partial
from typing import Any, Final

from kjr.store.base import Sheet, UnreadableError
from kjr.store.guarded import MEMORY, PROCESSES, SLACK, BrokenOffError, GuardedPool
from kjr.store.read_ahead import T, Understand, keep_sheets
from kjr.store.xlsx import refusals, workbook

PATIENCE: Final = 30.0
"""Seconds of work one workbook may take; waiting for a busy machine is no work."""
SOON: Final = 1.8
LITTLE: Final = 300_000_000
"""The same, and bytes, for what somebody sends, who is waiting and may mean harm."""
WAITED: Final = 3.0
"""How many times as long as its work somebody waits for what was sent, on a busy machine."""


class Worker(GuardedPool):
    """Reads workbooks, from any thread; several at once are read side by side."""

    def __init__(
        self,
        patience: float = PATIENCE,
        processes: int = PROCESSES,
        memory: int = MEMORY,
        slack: float = SLACK,
        busy: str = refusals.SLOW,
    ) -> None:
        super().__init__(patience, processes, memory, slack)
        self._busy = busy

    def sheets(self, data: bytes, unit: str) -> tuple[Sheet, ...]:
        """Every sheet of a workbook, as ``workbook.read_sheets`` gives it.

        Raises UnreadableError, also when reading takes too long or ends the process.
        """
        return self.understood(data, unit, keep_sheets)

    def understood(self, data: bytes, unit: str, understand: Understand[T]) -> T:
        """What ``understand`` makes of the sheets of a workbook, in the process that reads it.

        Raises UnreadableError as ``sheets`` does, and RuntimeError if ``understand`` raises.
        """
        try:
            made: T = self.perform(partial(_understand, data, unit), understand)
        except BrokenOffError as broken:
            reason = self._busy if broken.is_busy else refusals.HARMFUL
            raise UnreadableError(reason) from broken
        return made


def build_upload_worker() -> Worker:
    """Reads what somebody sends, who is waiting and may mean harm."""
    return Worker(SOON, 1, LITTLE, WAITED, refusals.BUSY)


def _understand(data: bytes, unit: str, understand: Understand[Any]) -> object:
    """In the guarded process: what is made of a workbook, or why nothing is."""
    try:
        sheets = workbook.read_sheets(data, unit)
    except UnreadableError as error:
        return error
    try:
        return understand(sheets)
    except Exception:
        return RuntimeError(traceback.format_exc())
