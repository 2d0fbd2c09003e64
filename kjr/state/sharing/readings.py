"""The last good books as every process knows them: what was read since, and what else was seen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from kjr.state.contents import put_contents, unpack_content
from kjr.state.engine.connections import Place
from kjr.state.engine.database import Database, open_database
from kjr.state.engine.schema import CONTENTS, LOOKS, READINGS

BOOKS: Final = "books"
"""The topic under which their contents are kept, by unit."""
LATEST: Final = {"name": "latest"}


class News(NamedTuple):
    """What was kept since a number."""

    number: int = 0
    """Of the last change; 0 while there was none."""
    books: Mapping[str, bytes] = MappingProxyType({})
    """Unit → its book."""
    look: str = ""
    """What else was last seen where they lie; blank if nobody said."""


def read_news(place: Place, since: int) -> News:
    """What was kept after a number; raises StateAwayError if it cannot be read."""
    with open_database(place).read() as connection:
        number, look = _find_last(connection) if connection else (0, "")
        if connection is None or number == since:
            return News(number, look=look)
        same = (CONTENTS.c.key == READINGS.c.unit) & (CONTENTS.c.topic == BOOKS)
        asked = (
            select(CONTENTS.c.key, CONTENTS.c.packed)
            .join(READINGS, same)
            .where(READINGS.c.number > since)
        )
        books = {unit: unpack_content(packed) for unit, packed in connection.execute(asked)}
    return News(number, books, look)


def keep_reading(
    place: Place, books: Mapping[str, bytes | None], look: str | None = None
) -> tuple[int, int]:
    """Keep the books that changed, None for those that are no more, and wake who waits for them.

    ``look`` is what else was seen, None to leave what was.  Gives the number of the last change
    before and of this one.  Raises StateAwayError if it cannot be kept.
    """
    with open_database(place).write(must_last=False) as connection:
        return put_reading(connection, books, look)


def put_reading(
    connection: Connection, books: Mapping[str, bytes | None], look: str | None = None
) -> tuple[int, int]:
    """``keep_reading`` as part of a larger change."""
    Database.hold(connection, BOOKS)
    last, seen = _find_last(connection)
    number = last + bool(books)
    put_contents(connection, BOOKS, books)
    for unit, data in books.items():
        connection.execute(delete(READINGS).where(READINGS.c.unit == unit))
        if data is not None:
            connection.execute(insert(READINGS), {"unit": unit, "number": number})
    connection.execute(delete(LOOKS).filter_by(**LATEST))
    said = seen if look is None else look
    connection.execute(insert(LOOKS), {**LATEST, "number": number, "body": said})
    if books:
        Database.tell_news(connection)
    return last, number


def _find_last(connection: Connection) -> tuple[int, str]:
    """The number of the last change, and what else was seen."""
    row = connection.execute(select(LOOKS.c.number, LOOKS.c.body).filter_by(**LATEST)).first()
    return (row.number, row.body) if row else (0, "")
