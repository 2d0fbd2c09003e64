"""Small facts by topic and key: who has a code, which sign-ins ended, how often somebody tried."""

import contextlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, bindparam, delete, select, text

from kjr.errors import KjrError
from kjr.state.acts import pack_json
from kjr.state.engine.connections import Place
from kjr.state.engine.database import Database, open_database
from kjr.state.engine.last_answers import ask_database
from kjr.state.engine.schema import FACTS

SPOILT: Final = "数据库读不出来，里面有一条坏了，请告诉管理员"

Facts = dict[str, Any]
"""What is kept of one topic, by key: whatever JSON holds, in the order it was first kept."""

ALL: Final = (
    select(FACTS.c.key, FACTS.c.value, FACTS.c.number)
    .where(FACTS.c.topic == bindparam("about"))
    .order_by(FACTS.c.number)
)
SAME: Final = (FACTS.c.topic == bindparam("about"), FACTS.c.key == bindparam("of"))
ONE: Final = select(FACTS.c.value).where(*SAME)
KEEP: Final = text(
    "INSERT INTO facts (topic, key, value, number) VALUES (:about, :of, :value, :number)"
    " ON CONFLICT (topic, key) DO UPDATE SET value = excluded.value"
)


def read_facts(place: Place, topic: str) -> Facts:
    """All that is kept of a topic, nothing if nothing is; raises StateAwayError."""

    def read(connection: Connection | None) -> Sequence[Any]:
        return connection.execute(ALL, {"about": topic}).all() if connection else ()

    rows = ask_database(open_database(place), topic, read)
    return {row.key: _unpack(row.value) for row in rows}


def read_each(place: Place, wanted: Mapping[str, str]) -> list[Any]:
    """One fact of each topic by its key, as they stand together; None for what is not kept.

    Raises StateAwayError.
    """
    database = open_database(place)
    seen = _recall(database)
    if not seen.keys() >= wanted.items():

        def read(connection: Connection | None) -> dict[tuple[str, str], str | None]:
            asked = [{"about": topic, "of": key} for topic, key in wanted.items()]
            found = (
                connection.execute(ONE, each).scalar() if connection else None for each in asked
            )
            return dict(zip(wanted.items(), found, strict=True))

        seen |= ask_database(database, tuple(wanted.items()), read)
    return [_unpack(seen[each]) for each in wanted.items()]


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

    Raises StateAwayError if it cannot be kept.
    """
    database = open_database(place)
    with database.write() as connection:
        database.hold(connection, topic)
        rows = connection.execute(ALL, {"about": topic}).all()
        before = {row.key: row.value for row in rows}
        facts = {key: _unpack(value) for key, value in before.items()}
        yield facts
        now = {key: pack_json(value) for key, value in facts.items()}
        gone = [{"about": topic, "of": key} for key in before.keys() - now.keys()]
        numbers = itertools.count(rows[-1].number + 1 if rows else 1)
        new = [
            {"about": topic, "of": key, "value": value, "number": next(numbers)}
            for key, value in now.items()
            if before.get(key) != value
        ]
        for statement, changes in ((delete(FACTS).where(*SAME), gone), (KEEP, new)):
            if changes:
                connection.execute(statement, changes)


def _unpack(value: str | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A fact, None for none; who reads a spoilt one as none would let people in, or nobody."""
    try:
        return None if value is None else json.loads(value)
    except ValueError as error:
        raise KjrError(SPOILT) from error


_seen: WeakKeyDictionary[Database, tuple[object, dict[tuple[str, str], str | None]]] = (
    WeakKeyDictionary()
)
