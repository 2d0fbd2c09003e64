"""One database for what kjr remembers: SQLite in the state folder, or PostgreSQL at its address.

SQLite is for one machine, its file on that machine's own disk: how it locks and shares memory does
not reach across a network.  Several machines share a PostgreSQL.
"""

import contextlib
import hashlib
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
    text,
)
from sqlalchemy.exc import InterfaceError, OperationalError

from kjr.errors import KjrError
from kjr.state.engine import schema
from kjr.state.engine.connections import (
    FAILURES,
    FILE,
    FileAlone,
    Place,
    ServerAwayError,
    StateAwayError,
    build_engine,
    make_file,
    open_sqlite,
)
from kjr.state.engine.first_files import has_first_files, read_first_files

VERSION: Final = "schema"
NEWS: Final = "kjr_news"
"""What PostgreSQL calls the channel on which those who wait hear that something was written."""
NEWER: Final = (
    "状态数据库是更新的 kjr 写的（第 {} 版，这里只认到第 {} 版），没有打开；请把这里的 kjr 也更新"
)
OLDER: Final = (
    "状态数据库是更早的 kjr 写的（第 {} 版，这里从第 {} 版认起），没有打开；请先用当时的 kjr"
)
NOT_READ: Final = "数据库读不出来，请告诉管理员检查{0}"
NOT_KEPT: Final = "{0}写不进去（{1}），请告诉管理员"
"""What is said where nothing better is known: what to look at, and why it may be."""
FOLDER, SERVER = ("本机的数据文件夹", "可能磁盘已满"), ("数据库服务器", "可能连不上")
PAUSE: Final = 2.0
"""Seconds in which a server that did not answer is not asked again: each time may take some."""


class Database:
    """What one place holds; any number of processes and threads may have it open."""

    def __init__(self, place: Place) -> None:
        self.folder = place if isinstance(place, Path) else None
        """Where its file lies; None of a server's."""
        self._engine = build_engine(place)
        self._lock = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        """Writes nothing, so that whatever was written was written by others."""
        self._number = 0
        """The number on the disk of the file whose tables are known."""
        self._away_until = 0.0
        self.opened = 0
        """How often its tables were looked at: again where another file lies in its place."""

    @property
    def name(self) -> str:
        """What to call it; never its password."""
        return str(self.folder / FILE) if self.folder else str(self._engine.url)

    @contextlib.contextmanager
    def read(self, words: str = NOT_READ) -> Iterator[Connection | None]:
        """One moment of it; None where nothing was ever kept, and nothing is begun then.

        Raises StateAwayError with ``words`` if it cannot be read, KjrError if it is another
        version's.
        """
        folder = self.folder
        with self.explain(words):
            if time.monotonic() < self._away_until:
                raise ServerAwayError(words.format(*SERVER))
            if folder and not (folder / FILE).exists() and not has_first_files(folder):
                yield None
                return
            self._make_ready()
            with self._begin("BEGIN") as connection:
                yield connection

    @contextlib.contextmanager
    def write(self, words: str = NOT_KEPT, *, must_last: bool = True) -> Iterator[Connection]:
        """A change of it, whole or not at all; on SQLite nobody else writes meanwhile.

        What ``must_last`` is on the disk itself when this returns; else the last seconds may be
        lost with the power.  Raises as ``read`` does.
        """
        with self.explain(words):
            self._make_ready()
            with self._begin("BEGIN IMMEDIATE", must_last=must_last) as connection:
                yield connection

    @contextlib.contextmanager
    def explain(self, words: str) -> Iterator[None]:
        """Say in a sentence, which may name what to look at, what a disk or server says in code."""
        try:
            yield
        except FAILURES as error:
            if self.folder or not isinstance(error, OperationalError | InterfaceError):
                raise StateAwayError(words.format(*(FOLDER if self.folder else SERVER))) from error
            self._away_until = time.monotonic() + PAUSE
            raise ServerAwayError(words.format(*SERVER)) from error

    def connect(self) -> Connection:
        """A connection without a transaction, for locks that last longer than one."""
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def find_version(self) -> tuple[int, int] | None:
        """What differs as soon as anybody has written anything, in some thousandths of the time.

        None where only asking tells.
        """
        with self._lock, contextlib.suppress(OSError, sqlite3.Error):
            file = self.folder / FILE if self.folder else None
            if file is None or file.stat().st_ino != self._number:
                return None
            if self._watcher is None:
                self._watcher = open_sqlite(file)
            if not isinstance(self._watcher, FileAlone):
                ((version,),) = self._watcher.execute("PRAGMA data_version").fetchall()
                return self.opened, version
        return None

    def close(self) -> None:
        """Give every connection back; whoever asks again opens it anew."""
        with self._lock:
            self._dispose()
            self._number = 0

    def _dispose(self) -> None:
        self._engine.dispose()
        if self._watcher:
            self._watcher.close()
        self._watcher = None

    @staticmethod
    def hold(connection: Connection, name: str) -> None:
        """Be the only one who changes what goes by a name, until the change is made.

        On SQLite nobody else changes anything meanwhile.
        """
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            connection.execute(lock, {"key": derive_lock(f"change {name}")})

    @staticmethod
    def tell_news(connection: Connection) -> None:
        """Wake whoever waits for news once the change is made; SQLite's see it by themselves."""
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"NOTIFY {NEWS}"))

    @contextlib.contextmanager
    def _begin(self, how: str, *, must_last: bool = True) -> Iterator[Connection]:
        with self._engine.connect() as plain:
            connection = plain.execution_options(begins=how, must_last=must_last)
            if isinstance(connection.connection.driver_connection, FileAlone):
                connection.detach()  # the next one may be able to write
            with connection.begin():
                yield connection

    def _make_ready(self) -> None:
        """Have the tables there, also where another file was put in the place of the one known."""
        with self._lock:
            number = make_file(self.folder / FILE) if self.folder else 1
            if number == self._number:
                return
            self._dispose()
            with self._begin("BEGIN") as connection:
                version = _read_version(connection)
            if version < schema.SCHEMA:
                self._make_tables()
            self._number = number
            self.opened += 1

    def _make_tables(self) -> None:
        with self._begin("BEGIN IMMEDIATE") as connection:
            self.hold(connection, "the tables")
            version = _read_version(connection)
            if version == schema.SCHEMA:  # another process was first
                return
            schema.METADATA.create_all(connection)
            schema.guard_acts(connection)
            connection.execute(delete(schema.ABOUT).where(schema.ABOUT.c.name == VERSION))
            said = {"name": VERSION, "value": str(schema.SCHEMA)}
            connection.execute(insert(schema.ABOUT), said)
            for table, rows in read_first_files(self.folder, version) if self.folder else ():
                connection.execute(insert(table), rows)


def open_database(place: Place) -> Database:
    """The database of a place; whoever has it open here shares it.

    Raises KjrError if the place is neither a folder nor an address we know.
    """
    with _opening:
        if (found := _open.get(place)) is None:
            found = _open[place] = Database(place)
            _latest.append(found)
        return found


def close_databases() -> None:
    """Give back every connection of this process, as at its end."""
    with _opening:
        for each in (*_open.values(),):
            each.close()
        _open.clear()
        _latest.clear()


def derive_lock(name: str) -> int:
    """By what number PostgreSQL knows a lock."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _read_version(connection: Connection) -> int:
    """Which tables are made, 0 if none; raises KjrError if they are a version's we do not know."""
    if not connection.dialect.has_table(connection, schema.ABOUT.name):
        return 0
    wanted = select(schema.ABOUT.c.value).where(schema.ABOUT.c.name == VERSION)
    number = int(connection.execute(wanted).scalar() or 0)
    if number > schema.SCHEMA:
        raise KjrError(NEWER.format(number, schema.SCHEMA))
    if number < schema.OLDEST:
        raise KjrError(OLDER.format(number, schema.OLDEST))
    return number


_opening = threading.Lock()
_open: WeakValueDictionary[Place, Database] = WeakValueDictionary()
_latest: deque[Database] = deque(maxlen=2)
"""These stay open although nobody has them at the moment: opening takes some milliseconds."""
