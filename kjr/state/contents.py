"""Large values by topic and key, packed: last good books, frozen moments, photographs."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from kjr.state.engine.connections import Place
from kjr.state.engine.database import open_database
from kjr.state.engine.last_answers import ask_database
from kjr.state.engine.schema import CONTENTS

OF_TOPIC: Final = CONTENTS.c.topic == bindparam("about")
SAME: Final = (OF_TOPIC, CONTENTS.c.key == bindparam("of"))
KEYS: Final = select(CONTENTS.c.key).where(OF_TOPIC).order_by(CONTENTS.c.key)
ALL: Final = select(CONTENTS.c.key, CONTENTS.c.packed).where(OF_TOPIC)
ONE: Final = select(CONTENTS.c.packed).where(*SAME)
ADD: Final = "INSERT INTO contents (topic, key, packed) VALUES (:about, :of, :packed)"
ADD_NEW: Final = text(f"{ADD} ON CONFLICT DO NOTHING")
KEEP: Final = text(f"{ADD} ON CONFLICT (topic, key) DO UPDATE SET packed = excluded.packed")
EITHER: Final = zlib.MAX_WBITS | 32
"""Packed by us, or by gzip as the first version did."""


def list_contents(place: Place, topic: str) -> list[str]:
    """The keys of all that is kept of a topic, in order; raises StateAwayError."""

    def read(connection: Connection | None) -> Sequence[str]:
        return connection.execute(KEYS, {"about": topic}).scalars().all() if connection else ()

    return [*ask_database(open_database(place), ("contents", topic), read)]


def read_contents(place: Place, topic: str) -> dict[str, bytes]:
    """All that is kept of a topic, by key; blank where it is spoilt.  Raises StateAwayError."""
    with open_database(place).read() as connection:
        rows = connection.execute(ALL, {"about": topic}) if connection else ()
        return {key: unpack_content(packed) for key, packed in rows}


def read_content(place: Place, topic: str, key: str) -> bytes | None:
    """What is kept under a key, None if nothing is; raises StateAwayError."""
    with open_database(place).read() as connection:
        asked = {"about": topic, "of": key}
        packed = connection.execute(ONE, asked).scalar() if connection else None
    return None if packed is None else unpack_content(packed)


def change_contents(
    place: Place, topic: str, new: Mapping[str, bytes | None], *, must_last: bool = True
) -> None:
    """Keep these values under their keys, all or none; None keeps nothing under one any more.

    Raises StateAwayError if that cannot be done.
    """
    with open_database(place).write(must_last=must_last) as connection:
        put_contents(connection, topic, new)


def put_contents(connection: Connection, topic: str, new: Mapping[str, bytes | None]) -> None:
    """``change_contents`` as part of a larger change."""
    kept = [
        {"about": topic, "of": key, "packed": zlib.compress(data)}
        for key, data in new.items()
        if data is not None
    ]
    gone = [{"about": topic, "of": key} for key, data in new.items() if data is None]
    for statement, rows in ((delete(CONTENTS).where(*SAME), gone), (KEEP, kept)):
        if rows:
            connection.execute(statement, rows)


def add_content(place: Place, topic: str, key: str, data: bytes) -> bool:
    """Keep a value that never changes again; whether it, and no other, is now kept under the key.

    Raises StateAwayError if that cannot be done.
    """
    asked = {"about": topic, "of": key}
    with open_database(place).write() as connection:
        connection.execute(ADD_NEW, {**asked, "packed": zlib.compress(data)})
        return unpack_content(connection.execute(ONE, asked).scalar_one()) == data


def unpack_content(packed: bytes) -> bytes:
    """The value again, blank if it is spoilt."""
    try:
        return zlib.decompress(packed, EITHER)
    except zlib.error:
        return b""
