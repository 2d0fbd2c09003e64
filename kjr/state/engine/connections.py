"""A connection to either engine: SQLite's file in a folder, or a PostgreSQL at its address."""

import contextlib
import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from kjr.errors import KjrError
from kjr.state.engine.schema import digest_body

FILE: Final = "kjr.sqlite"
POSTGRESQL: Final = ("postgresql+psycopg", "postgresql", "postgres")
PATIENCE: Final = 15.0
"""Seconds to wait for somebody else's act."""
ANSWERS: Final = 5
"""Seconds a server is given to answer at all."""
KEEPALIVES: Final = {"idle": 3, "interval": 2, "count": 2}
"""After how many seconds of silence each side asks whether the other is still there, how often."""
NO_ADDRESS: Final = "KJR_STATE 只认文件夹，或 postgresql+psycopg:// 开头的数据库地址"

OURS_ALONE: Final = 0o600
"""What others may do with the file: nothing."""
UNWRITTEN: Final = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)
"""What SQLite says where its folder cannot be written, or nothing more fits on the disk."""
SETTINGS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted leaves the file itself, not only the tables
)
FAILURES: Final = (OSError, DBAPIError)
"""What a disk or a server says that does not do what it is asked."""


class StateAwayError(KjrError):
    """The database does not do what it is asked; it may do so later."""


class ServerAwayError(StateAwayError):
    """The server of the database cannot be reached: it was restarted, or the network is down."""


Place = Path | str
"""A folder on this machine's own disk, or the address of a database."""


def build_engine(place: Place) -> Engine:
    """What opens connections to a place; KjrError if it is neither a folder nor an address."""
    if isinstance(place, Path):
        engine = create_engine(
            URL.create("sqlite", database=str(place / FILE)),
            creator=partial(open_sqlite, place / FILE),
            hide_parameters=True,
            max_overflow=-1,
        )
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        address = make_url(place)
    except ArgumentError as error:
        raise KjrError(NO_ADDRESS) from error
    if address.drivername not in POSTGRESQL:
        raise KjrError(NO_ADDRESS)
    engine = create_engine(
        address.set(drivername=POSTGRESQL[0]),
        connect_args={
            "connect_timeout": ANSWERS,
            **{f"keepalives_{what}": number for what, number in KEEPALIVES.items()},
        },
        hide_parameters=True,
        pool_pre_ping=True,  # the server may have been restarted meanwhile
        max_overflow=-1,  # who holds a turn must not wait for those who wait for it
    )
    event.listen(engine, "connect", _notice_silence)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def open_sqlite(file: Path) -> sqlite3.Connection:
    """A connection; transactions begin where we say, not where Python guesses.

    Where nothing can be written, and nothing waits to be put in its place, it reads the file alone.
    """
    options: dict[str, Any] = {
        "timeout": PATIENCE,
        "isolation_level": None,
        "check_same_thread": False,
    }
    connection: sqlite3.Connection = sqlite3.connect(file, **options)
    connection.create_function("sha256", 1, digest_body, deterministic=True)  # asked by triggers
    try:
        for pragma in SETTINGS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        waiting = file.with_name(f"{FILE}-wal")
        is_waiting = waiting.exists() and waiting.stat().st_size
        if error.sqlite_errorcode & 0xFF not in UNWRITTEN or is_waiting:
            raise
        address = f"{file.absolute().as_uri()}?immutable=1"
        connection = sqlite3.connect(address, uri=True, factory=FileAlone, **options)
    return connection


class FileAlone(sqlite3.Connection):
    """Reads a file that nobody can change; given up as soon as it is given back."""


def _begin_sqlite(connection: Connection) -> None:
    said = connection.get_execution_options()
    kept = "FULL" if said.get("must_last", True) else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {kept}")
    connection.exec_driver_sql(said.get("begins", "BEGIN"))


def _notice_silence(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg's own
    """Have the server notice a machine that lost its power, too: what it held is free then."""
    said = (f"SET tcp_keepalives_{what} = {number}" for what, number in KEEPALIVES.items())
    connection.execute("; ".join(said))
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("must_last", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def make_file(file: Path) -> int:
    """The file's number on the disk; one that is not there is begun, for our own account alone."""
    with contextlib.suppress(FileNotFoundError):
        return file.stat().st_ino
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, OURS_ALONE))
    return file.stat().st_ino


def is_address(place: str) -> bool:
    """Whether a text names a server's database, and no folder."""
    return "://" in place
