"""Small facts by topic and key: who has a code, which sign-ins ended, how often somebody tried."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from kjr.errors import KjrError
from kjr.state.acts import pack_json
from kjr.state.engine.connections import FAILURES, Place
from kjr.state.engine.database import Database, open_database
from kjr.state.engine.schema import FACTS

UNREADABLE: Final = "数据库读不出来，请告诉管理员检查{}"
NOT_KEPT: Final = "{}写不进去（{}），请告诉管理员"

Facts = dict[str, Any]
"""What is kept of one topic, by key: whatever JSON holds, in the order it was first kept."""

ALL: Final = (
    select(FACTS.c.key, FACTS.c.value, FACTS.c.number)
    .where(FACTS.c.topic == bindparam("about"))
    .order_by(FACTS.c.number)
)
LAST: Final = select(func.max(FACTS.c.number)).where(FACTS.c.topic == bindparam("about"))
SAME: Final = (FACTS.c.topic == bindparam("about"), FACTS.c.key == bindparam("of"))
ONE: Final = select(FACTS.c.value).where(*SAME)


def read_facts(place: Place, topic: str) -> Facts:
    """All that is kept of a topic, nothing if nothing is; raises KjrError if it cannot be read."""
    with _reading(place) as connection:
        rows = connection.execute(ALL, {"about": topic}) if connection else ()
        return {row.key: json.loads(row.value) for row in rows}


def read_each(place: Place, wanted: Mapping[str, str]) -> list[Any]:
    """One fact of each topic by its key, as they stand together; None for what is not kept.

    Raises KjrError if it cannot be read.
    """
    database = open_database(place)
    seen = _recall(database)
    if not seen.keys() >= wanted.items():
        with _reading(place) as connection:
            for topic, key in wanted.items():
                asked = {"about": topic, "of": key}
                seen[topic, key] = connection.execute(ONE, asked).scalar() if connection else None
    said = (seen[each] for each in wanted.items())
    try:
        return [None if value is None else json.loads(value) for value in said]
    except ValueError as error:
        raise KjrError(UNREADABLE.format(database.keeper)) from error


def _recall(database: Database) -> dict[tuple[str, str], str | None]:
    """What was read since anybody wrote last: it is asked at every check of a right."""
    version = database.find_version()
    known, seen = _seen.get(database, (None, {}))
    if version is None or version != known:
        seen = {}
        _seen[database] = version, seen
    return seen


@contextlib.contextmanager
def change_facts(place: Place, topic: str) -> Iterator[Facts]:
    """What is kept of a topic, to be changed by one at a time; kept at the end unless that raises.

    Raises KjrError if it cannot be kept.
    """
    database = open_database(place)
    try:
        with database.write() as connection:
            database.hold(connection, topic)
            rows = connection.execute(ALL, {"about": topic}).all()
            facts = {row.key: json.loads(row.value) for row in rows}
            yield facts
            _keep(connection, topic, {row.key: row.value for row in rows}, facts)
    except (*FAILURES, ValueError) as error:
        raise KjrError(NOT_KEPT.format(database.keeper, database.trouble)) from error


def _keep(connection: Connection, topic: str, before: Mapping[str, str], facts: Facts) -> None:
    """Write what differs, and nothing else."""
    now = {key: pack_json(value) for key, value in facts.items()}
    keys = [{"about": topic, "of": key} for key in before if key not in now]
    changed = [
        {"about": topic, "of": key, "value": value}
        for key, value in now.items()
        if key in before and before[key] != value
    ]
    last = connection.execute(LAST, {"about": topic}).scalar() or 0
    new = [
        {"topic": topic, "key": key, "value": value, "number": number}
        for number, (key, value) in enumerate(
            ((key, value) for key, value in now.items() if key not in before), last + 1
        )
    ]
    for statement, rows in (
        (delete(FACTS).where(*SAME), keys),
        (update(FACTS).where(*SAME), changed),
        (insert(FACTS), new),
    ):
        if rows:
            connection.execute(statement, rows)


@contextlib.contextmanager
def _reading(place: Place) -> Iterator[Connection | None]:
    database = open_database(place)
    try:
        with database.read() as connection:
            yield connection
    except (*FAILURES, ValueError) as error:
        raise KjrError(UNREADABLE.format(database.keeper)) from error


_seen: WeakKeyDictionary[Database, tuple[object, dict[tuple[str, str], str | None]]] = (
    WeakKeyDictionary()
)
