"""All that one database holds, put into another one: from SQLite to PostgreSQL and back."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select

from kjr.errors import KjrError
from kjr.state.acts import encode_text
from kjr.state.engine.backup import LEFT_OUT
from kjr.state.engine.database import Database
from kjr.state.engine.first_files import FIRST, has_first_files
from kjr.state.engine.schema import ABOUT, METADATA

AT_ONCE: Final = 100
"""Rows that are in memory together."""
EMPTY: Final = "{} 里什么也没有记，不用搬"
FULL: Final = "{} 里已经有记录，没有搬；请换一个空的"
DIFFERENT: Final = "搬过去的和原来的对不上（{}），请不要用 {}；原来的没有动"
NOT_COPIED: Final = "历史版本等文件没有都抄到 {}，请看那里有没有地方、能不能写；原来的没有动"

Digest = tuple[int, int]
"""How many rows, and the sum of what each of them digests to: engines sort text differently."""


def move_database(source: Database, target: Database) -> int:
    """Copy all rows of one moment, read them again there and compare; gives their number.

    Nobody should write to the source any more.  Raises KjrError, when a database fails, the source
    holds nothing, the target something, or what is there then differs.
    """
    if target.folder and has_first_files(target.folder):
        raise KjrError(FULL.format(target.name))
    tables = [table for table in METADATA.sorted_tables if table is not ABOUT]
    with source.read() as before:
        if before is None:
            raise KjrError(EMPTY.format(source.name))
        _hold_moment(before)
        with target.write() as after:
            if any(after.execute(select(table).limit(1)).first() for table in tables):
                raise KjrError(FULL.format(target.name))
            copied = {table.name: _copy(before, after, table) for table in tables}
    with target.read() as after:
        assert after
        found = {table.name: _digest(_list_rows(after, table)) for table in tables}
    if wrong := [name for name, digest in copied.items() if digest != found[name]]:
        raise KjrError(DIFFERENT.format("、".join(wrong), target.name))
    return sum(number for number, _ in copied.values())


def copy_state_files(state: Path, other: Path) -> None:
    """Copy what stands beside the database, but for what the first version left; KjrError."""
    left_out = shutil.ignore_patterns(*LEFT_OUT, *FIRST)
    try:
        if state.exists() and state.resolve() != other.resolve():
            shutil.copytree(state, other, ignore=left_out, dirs_exist_ok=True)
    except OSError as error:
        raise KjrError(NOT_COPIED.format(other)) from error


def _hold_moment(connection: Connection) -> None:
    """All that is read from now on is of one moment; on SQLite it is anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _copy(before: Connection, after: Connection, table: Table) -> Digest:
    number = total = 0
    for rows in before.execute(select(table).execution_options(yield_per=AT_ONCE)).partitions():
        after.execute(insert(table), [row._asdict() for row in rows])
        more, digest = _digest(tuple(row) for row in rows)
        number, total = number + more, total + digest
    return number, total


def _list_rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    asked = select(table).execution_options(yield_per=AT_ONCE)
    return (tuple(row) for row in connection.execute(asked))


def _digest(rows: Iterable[tuple[Any, ...]]) -> Digest:
    number = total = 0
    for row in rows:
        digest = hashlib.blake2b(encode_text(repr(row)), digest_size=16)
        number, total = number + 1, total + int.from_bytes(digest.digest())
    return number, total
