"""The tables, alike on both engines; what was done is only ever added to."""

from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
)

SCHEMA: Final = 6
"""Goes up with every table; ``database.py`` adds those that came later than a database."""
OLDEST: Final = 1
"""The first whose tables can be added to."""

METADATA: Final = MetaData()

ABOUT: Final = Table(
    "about",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the database says of itself: its schema's number."""

RECORDS: Final = Table(
    "records",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("length", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
)
"""How many acts each journal should have, and how many were missed before: it is not forgotten."""

ACTS: Final = Table(
    "acts",
    METADATA,
    Column("record", Text, ForeignKey(RECORDS.c.name), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("chain", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""What was done, as ``acts.py`` packs it; ``chain`` is a digest of it and of all before it."""

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("owner", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("touched", Float, nullable=False),
    Column("body", Text, nullable=False),
)
"""What was typed and not saved: under digests of whose it is and where, and when it was last."""

FACTS: Final = Table(
    "facts",
    METADATA,
    Column("topic", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("value", Text, nullable=False),
)
"""Accounts and their codes, sessions that ended, tries: JSON by topic and key, in their order."""

CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("topic", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""Last good books, frozen moments, photographs: what is large, packed, by topic and key."""

READINGS: Final = Table(
    "readings",
    METADATA,
    Column("unit", Text, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
)
"""When each last good book was kept: by a number that grows with every change of any."""

LOOKS: Final = Table(
    "looks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
"""The last of these numbers, and what else was last seen where the books lie, as JSON."""

KEPT: Final = "what was done is only ever added to"
GUARDS: Final = {
    "sqlite": (
        f"CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        f"CREATE TRIGGER acts_are_not_deleted BEFORE DELETE ON acts"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        f"CREATE TRIGGER acts_are_not_replaced BEFORE INSERT ON acts WHEN EXISTS"
        f" (SELECT 1 FROM acts WHERE record = NEW.record AND number = NEW.number)"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION keep_acts() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
        "CREATE TRIGGER acts_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON acts"
        " EXECUTE FUNCTION keep_acts()",
        "REVOKE UPDATE, DELETE, TRUNCATE ON acts FROM PUBLIC, CURRENT_USER",
    ),
}
"""What keeps acts as they are, by engine; on PostgreSQL the right to change them is given up."""


@event.listens_for(ACTS, "after_create")
def _guard_acts(_acts: Table, connection: Connection, **_said: object) -> None:
    for command in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(command)
