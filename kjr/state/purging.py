"""What leads to one person, taken out of all the database holds; the journals tell that it was.

Who did something stays, since whoever does it answers for it; so do accounts and their tries.
"""

import contextlib
import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from kjr.state.acts import ACCESS, EDITS, READERS, Act, ActKind, pack_json
from kjr.state.contents import put_contents, unpack_content
from kjr.state.engine.connections import FILE, Place, open_sqlite
from kjr.state.engine.database import open_database
from kjr.state.engine.first_files import FROZEN
from kjr.state.engine.schema import (
    ACTS,
    CONTENTS,
    DRAFTS,
    FACTS,
    LENT,
    LOOKS,
    TAKEN_BACK,
    digest_body,
)
from kjr.state.journal import Journal
from kjr.state.sharing.readings import BOOKS, put_reading
from kjr.values.spelling.erasing import Eraser

DRAFT, LOOK = "drafts", "looks"
WRITTEN: Final = ("texts", "photographs", "outbox")
"""The topics of facts that hold what people wrote; the others are of accounts."""
ANSWERED_FOR: Final = frozenset({"who", "unit", "kind", "of", "id", "moment"})
"""What of an act, or of a text, stays: who did what when, of which unit."""
ESCAPED: Final = re.compile(r"\\(?:[bfnrt]|u00[01][0-9a-f])")
NOT_PURGED: Final = "没有清除，什么也没有动：{0}写不进去（{1}）"


class Trace(NamedTuple):
    """Where something leads to them."""

    topic: str
    """Of a table without topics its name, of an act its journal."""
    key: str
    words: str
    """Which row, unit or moment it is."""
    left: Any = None
    """What is left of it; None where it stays as it is."""


def find_traces(place: Place, eraser: Eraser) -> list[Trace]:
    """All that would be purged, and all that would stay; raises StateAwayError."""
    with open_database(place).read() as connection:
        return [*_list_traces(connection, eraser)] if connection else []


def purge_traces(
    place: Place, eraser: Eraser, who: str, now: dt.datetime, note: str
) -> list[Trace]:
    """Take all of it out, whole or not at all; both journals tell so, without what it was.

    Gives what was found.  Raises StateAwayError.
    """
    database = open_database(place)
    with database.write(NOT_PURGED) as connection:
        for topic in (BOOKS, *WRITTEN):
            database.hold(connection, topic)
        found = [*_list_traces(connection, eraser)]
        left: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for each in found:
            if each.left is not None:
                left[each.topic][each.key] = each.left
        for record in (EDITS, ACCESS):
            act = Act(now, who, "", ActKind.PURGED, note=eraser.erase_text(note))
            _purge_journal(connection, Journal(place, record=record), act, left.pop(record, {}))
        for topic in WRITTEN:
            _change_facts(connection, topic, left.pop(topic, {}))
        _change_drafts(connection, left.pop(DRAFT, {}))
        books, look = left.pop(BOOKS, {}), left.pop(LOOK, {})
        if books or look:
            put_reading(connection, _pack_contents(books), *map(pack_json, look.values()))
        for topic, rows in left.items():
            put_contents(connection, topic, _pack_contents(rows))
    return found


def clear_remains(place: Place) -> bool:
    """Have the engine keep no copy of what was changed; whether that could be done."""
    database = open_database(place)
    if database.folder:
        with contextlib.closing(open_sqlite(database.folder / FILE)) as file:
            ((is_busy, *_),) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not is_busy
    with database.connect() as connection:
        connection.exec_driver_sql("VACUUM acts, drafts, facts, contents, looks")
    return True


def _list_traces(connection: Connection, eraser: Eraser) -> Iterator[Trace]:
    for row in connection.execute(select(ACTS).order_by(ACTS.c.record, ACTS.c.number)):
        words = f"第{row.number}条"
        yield from _find(eraser, row.body, Trace(row.record, str(row.number), words))
    for row in connection.execute(select(DRAFTS)):
        yield from _find(eraser, row.body, Trace(DRAFT, f"{row.owner} {row.place}", row.unit))
    for row in connection.execute(select(FACTS).order_by(FACTS.c.topic, FACTS.c.number)):
        trace = Trace(row.topic, row.key, row.topic)
        if row.topic in WRITTEN:
            yield from _find(eraser, row.value, trace)
        elif eraser.finds(f"{row.key} {row.value}"):
            yield trace
    for row in connection.execute(select(LOOKS)):
        yield from _find(eraser, row.body, Trace(LOOK, row.name, ""))
    for row in connection.execute(select(CONTENTS).order_by(CONTENTS.c.topic, CONTENTS.c.key)):
        with contextlib.suppress(UnicodeDecodeError):  # a photograph
            body, trace = unpack_content(row.packed).decode(), Trace(row.topic, row.key, row.key)
            if row.topic in (BOOKS, FROZEN):
                yield from _find(eraser, body, trace)
            elif eraser.finds(body):
                yield trace


def _find(eraser: Eraser, body: str, trace: Trace) -> Iterator[Trace]:
    """The trace with what is left of a row; beside it one of what stays."""
    if not eraser.finds(ESCAPED.sub(" ", body)):
        return
    with contextlib.suppress(ValueError):  # spoilt: nobody reads it
        said = json.loads(body)
        left = erase_plain(said, eraser)
        if left != said:
            yield trace._replace(left=left)
        if erase_plain(left, eraser, staying=frozenset()) != left:
            yield trace


def erase_plain(
    said: Any,  # noqa: ANN401 - whatever JSON holds
    eraser: Eraser,
    staying: Collection[str] = ANSWERED_FOR,
) -> Any:  # noqa: ANN401
    """Plain data without what leads to them; names of fields and what they answer for stay."""
    match said:
        case dict():
            if len(said) == 1 and said.keys() <= READERS.keys():  # a day, or a time
                return said
            return {
                name: each if name in staying else erase_plain(each, eraser, staying)
                for name, each in said.items()
            }
        case list():
            return [erase_plain(each, eraser, staying) for each in said]
        case str() | int() | float():
            return eraser.erase_cell(said)
        case _:
            return said


def _purge_journal(
    connection: Connection, journal: Journal, act: Act, left: Mapping[str, Any]
) -> None:
    """Tell in the journal what is left of rows, by their digests; then leave no more of them."""
    bodies = {number: pack_json(said) for number, said in left.items()}
    digests = {number: digest_body(body) for number, body in bodies.items()}
    journal.append_within(connection, act._replace(facts=digests))
    if not bodies:
        return
    is_lent = connection.dialect.name == "postgresql"
    if is_lent:
        connection.exec_driver_sql(LENT)
    change = update(ACTS).where(ACTS.c.record == journal.record, ACTS.c.number == bindparam("at"))
    connection.execute(
        change.values(body=bindparam("rest")),
        [{"at": int(number), "rest": body} for number, body in bodies.items()],
    )
    if is_lent:
        connection.exec_driver_sql(TAKEN_BACK)


def _change_facts(connection: Connection, topic: str, left: Mapping[str, Any]) -> None:
    for key, said in left.items():
        change = update(FACTS).where(FACTS.c.topic == topic, FACTS.c.key == key)
        connection.execute(change.values(value=pack_json(said)))


def _change_drafts(connection: Connection, left: Mapping[str, Any]) -> None:
    for key, said in left.items():
        owner, place = key.split()
        change = update(DRAFTS).where(DRAFTS.c.owner == owner, DRAFTS.c.place == place)
        connection.execute(change.values(body=pack_json(said)))


def _pack_contents(left: Mapping[str, Any]) -> dict[str, bytes | None]:
    return {key: pack_json(said).encode() for key, said in left.items()}
