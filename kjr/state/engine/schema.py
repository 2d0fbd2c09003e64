"""The tables, alike on both engines; what was done is only ever added to."""

import hashlib
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
)

from kjr.state.acts import ActKind

SCHEMA: Final = 7
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
LAST: Final = """SELECT 1 FROM acts AS last WHERE last.record = OLD.record
 AND last.number = (SELECT max(number) FROM acts WHERE record = OLD.record)"""
"""The last act of a journal: a purge, whose facts tell what is left of each row it changes."""
SAME: Final = "NEW.record = OLD.record AND NEW.number = OLD.number AND NEW.chain = OLD.chain"
GUARDS: Final = {
    "sqlite": (
        *(
            f"DROP TRIGGER IF EXISTS acts_are_not_{way}"
            for way in ("changed", "deleted", "replaced")
        ),
        f"CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts WHEN NOT ({SAME}"
        f" AND EXISTS ({LAST} AND json_extract(last.body, '$.kind') = '{ActKind.PURGED}'"
        f" AND json_extract(last.body, '$.facts.\"' || OLD.number || '\"') = sha256(NEW.body)))"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        f"CREATE TRIGGER acts_are_not_deleted BEFORE DELETE ON acts"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        f"CREATE TRIGGER acts_are_not_replaced BEFORE INSERT ON acts WHEN EXISTS"
        f" (SELECT 1 FROM acts WHERE record = NEW.record AND number = NEW.number)"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION keep_acts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'UPDATE' THEN IF {SAME} AND EXISTS"
        f" ({LAST} AND last.body::json ->> 'kind' = '{ActKind.PURGED}'"
        f" AND last.body::json -> 'facts' ->> OLD.number::text"
        f" = encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex'))"
        f" THEN RETURN NEW; END IF; END IF;"
        f" RAISE EXCEPTION '{KEPT}'; END $$",
        "DROP TRIGGER IF EXISTS acts_are_kept ON acts",
        "DROP TRIGGER IF EXISTS acts_are_not_changed ON acts",
        "CREATE TRIGGER acts_are_kept BEFORE DELETE OR TRUNCATE ON acts"
        " EXECUTE FUNCTION keep_acts()",
        "CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts"
        " FOR EACH ROW EXECUTE FUNCTION keep_acts()",
        "REVOKE UPDATE, DELETE, TRUNCATE ON acts FROM PUBLIC, CURRENT_USER",
    ),
}
"""What keeps acts as they are, by engine; on PostgreSQL the right to change them is given up.

The one change that is let through leaves number and chain, and is announced by the last act, which
names the row with a digest of what is left of it: ``purging.py`` makes it, and nothing else does.
"""
LENT: Final = "GRANT UPDATE (body) ON acts TO CURRENT_USER"
TAKEN_BACK: Final = "REVOKE UPDATE (body) ON acts FROM CURRENT_USER"
"""What a purge on PostgreSQL begins and ends with; nobody else sees the right meanwhile."""


def guard_acts(connection: Connection) -> None:
    """Have the acts kept as they are, also where an earlier version guarded them otherwise."""
    for command in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(command)


def digest_body(body: str) -> str:
    """By what is left of an act a purge names it, and both engines know it."""
    return hashlib.sha256(body.encode()).hexdigest()
