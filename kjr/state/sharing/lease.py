"""Who does for all what one does for all, and how the others hear of it.

On PostgreSQL the lease is an advisory lock of a connection that also listens; on SQLite, where all
are on one machine, a lock of the operating system.  Either ends with its holder, in the same
moment: no hour has to be agreed on, and none to pass.
"""

import contextlib
import threading
import time
from typing import Any, Final

from sqlalchemy import Connection, text

from kjr.errors import KjrError
from kjr.state.engine.connections import FAILURES, Place, StateAwayError
from kjr.state.engine.database import NEWS, derive_lock, open_database
from kjr.store.files import hold_lock

LOOKING: Final = "look"
"""The lease of the process that looks at the workbooks for all."""
LOCK: Final = "{}.turn"
STEP: Final = 0.2
"""Seconds between two looks whether anybody wrote, where nobody tells."""
AWAY: Final = "数据库没有回应（{0}{1}），图上停在这之前；恢复以后自己接上"


class Lease:
    """The lease of one name, as one thread of this process holds it or waits for it."""

    def __init__(self, place: Place, name: str) -> None:
        self._database, self._name = open_database(place), name
        self._held = contextlib.ExitStack()
        """The lock on a file, if it is ours."""
        self._is_held = False
        self._connection: Connection | None = None
        self._key = 0
        self._version: tuple[int, int] | None = None

    def hold(self) -> bool:
        """Whether it is ours, from now on if nobody had it; raises KjrError if nobody can tell."""
        if self._database.folder:
            self._is_held = self._is_held or self._take_file()
            return self._is_held
        try:
            with self._database.explain(AWAY):
                asked = text("SELECT pg_try_advisory_lock(:key)")
                connection = self._connect()
                return bool(connection.execute(asked, {"key": self._key}).scalar())
        except StateAwayError:
            self.release()
            raise

    def wait(self, seconds: float, stopped: threading.Event) -> None:
        """Wait so many seconds, or until somebody has written something, or all is to stop."""
        until = time.monotonic() + seconds
        while not stopped.is_set():
            left = until - time.monotonic()
            if self._has_news(max(0.0, min(left, STEP)), stopped) or left <= 0:
                return

    def release(self) -> None:
        """Give it back; from the thread that took it."""
        self._held.close()
        self._is_held = False
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*FAILURES):
                connection.invalidate()  # who closes it gives back the lock as well
                connection.close()

    def _take_file(self) -> bool:
        """On a disk that cannot be written nobody holds it, and everybody looks for himself."""
        assert self._database.folder
        try:
            self._held.enter_context(hold_lock(self._database.folder / LOCK.format(self._name), 0))
        except KjrError:
            return False
        except OSError:
            return True
        return True

    def _connect(self) -> Connection:
        """The connection whose lock it is; each campaign in a database has its own."""
        if self._connection is None:
            self._connection = self._database.connect()
            schema = self._connection.execute(text("SELECT current_schema()")).scalar()
            self._key = derive_lock(f"lease {schema} {self._name}")
            self._connection.execute(text(f"LISTEN {NEWS}"))
        return self._connection

    def _listen(self, seconds: float) -> bool:
        assert self._connection is not None
        driver: Any = self._connection.connection.driver_connection
        failures = (self._connection.dialect.loaded_dbapi.Error, *FAILURES)
        try:
            return bool([*driver.notifies(timeout=seconds, stop_after=1)])
        except failures:
            self.release()
            return False

    def _has_news(self, seconds: float, stopped: threading.Event) -> bool:
        if self._connection is not None:
            return self._listen(seconds)
        version = self._database.find_version()
        is_new = version is not None and version != self._version
        self._version = version
        if not is_new:
            stopped.wait(seconds)
        return is_new


def is_lease_known(place: Place, name: str) -> bool:
    """Whether anybody ever asked for it; where nobody did, nothing is left behind by asking."""
    folder = open_database(place).folder
    return folder is None or (folder / LOCK.format(name)).exists()
