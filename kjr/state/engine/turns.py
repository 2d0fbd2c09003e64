"""One at a time: turns that last as long as an act does, also while nothing is written here.

On PostgreSQL the turn is an advisory lock, held by every machine that shares it.  SQLite knows no
lock that goes by name, so there it is a lock of the operating system: all who use it are on one
machine, and one who dies gives it back in the same moment, which no lease can.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from kjr.errors import KjrError
from kjr.state.engine.connections import PATIENCE
from kjr.state.engine.database import NOT_KEPT, Database, derive_lock
from kjr.store.files import BUSY, hold_lock

TIMED_OUT: Final = "55P03"
"""What PostgreSQL says when a lock was not free in time."""


@contextlib.contextmanager
def hold_turn(
    database: Database, name: str, words: str = NOT_KEPT, patience: float = PATIENCE
) -> Iterator[None]:
    """Be the only one, of all who use this database, who holds the turn of this name.

    Raises KjrError when somebody else's lasts longer than so many seconds, StateAwayError with
    ``words`` if there is none to be had.
    """
    with contextlib.ExitStack() as stack:
        with database.explain(words):
            stack.enter_context(_take_turn(database, name, patience))
        yield


@contextlib.contextmanager
def _take_turn(database: Database, name: str, patience: float) -> Iterator[None]:
    if database.folder:
        digest = hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
        with hold_lock(database.folder / f"{digest}.turn", patience):
            yield
        return
    with database.connect() as connection:
        key = {"key": derive_lock(f"turn {name}")}
        _wait_for_turn(connection, key, patience)
        try:
            yield
        finally:
            with contextlib.suppress(DBAPIError):  # a server that is gone holds no lock
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def _wait_for_turn(connection: Connection, key: dict[str, int], patience: float) -> None:
    try:
        most = max(1, round(patience * 1000))  # with 0 it would wait for ever
        connection.execute(text(f"SET lock_timeout = {most}"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
        connection.execute(text("RESET lock_timeout"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != TIMED_OUT:
            raise
        connection.invalidate()
        raise KjrError(BUSY) from error
