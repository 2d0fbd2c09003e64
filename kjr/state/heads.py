"""The last row of each journal, kept outside of its database: one taken away or exchanged is told.

A journal notices what was cut from it, but not that it is another one: it lies in the database
itself.  A head says where it once ended; whoever has it can ask for ever whether that still stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from sqlalchemy import Row, Select, bindparam, select

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS
from kjr.state.engine.connections import Place
from kjr.state.engine.database import open_database
from kjr.state.engine.schema import ACTS
from kjr.state.private_facts import change_private_facts, read_private_facts

FILE: Final = "heads.json"
GAP: Final = (
    "记录接不上：到过第{}条（记号 {}），现在的数据库里没有这一条；数据库可能被删除、换掉或者改动过"
)
NO_HEAD: Final = "“{}”不是记录的记号，应像 edits:41:9f3ac0de12345678"

ROWS: Final = select(ACTS.c.number, ACTS.c.chain, ACTS.c.body).where(
    ACTS.c.record == bindparam("journal")
)
LAST: Final = ROWS.order_by(ACTS.c.number.desc()).limit(1)
ONE: Final = ROWS.where(ACTS.c.number == bindparam("at"))
SINCE: Final = (
    ROWS.where(ACTS.c.number > bindparam("at")).order_by(ACTS.c.number).limit(bindparam("most"))
)


class Head(NamedTuple):
    """A row of a journal: whose digest is of all before it, too."""

    record: str
    number: int
    chain: str

    def __str__(self) -> str:
        return f"{self.record}:{self.number}:{self.chain}"

    @classmethod
    def parse(cls, said: str) -> Self:
        """The head somebody wrote down; raises KjrError if it is none."""
        record, _, rest = said.strip().partition(":")
        number, _, chain = rest.partition(":")
        if record not in (EDITS, ACCESS) or not (number.isascii() and number.isdigit() and chain):
            raise KjrError(NO_HEAD.format(said))
        return cls(record, int(number), chain)

    @property
    def gap(self) -> str:
        """What to say where it does not stand any more."""
        return GAP.format(self.number, self)


def find_head(place: Place, record: str) -> Head | None:
    """Where a journal ends; None if nothing was ever written.  Raises KjrError."""
    rows = _read(place, LAST, {"journal": record})
    return Head(record, rows[0].number, rows[0].chain) if rows else None


def holds_head(place: Place, head: Head) -> bool:
    """Whether a journal still has the row of a head.  Raises KjrError."""
    rows = _read(place, ONE, {"journal": head.record, "at": head.number})
    return any(row.chain == head.chain for row in rows)


def read_rows(place: Place, record: str, after: int, most: int) -> Iterator[tuple[Head, str]]:
    """The rows of a journal after a number, each with its act as JSON.  Raises KjrError."""
    for row in _read(place, SINCE, {"journal": record, "at": after, "most": most}):
        yield Head(record, row.number, row.chain), row.body


def keep_heads(place: Place, state: Path) -> None:
    """Write down where the journals end, beside whatever they should hold and do not any more.

    Raises KjrError.
    """
    for record in (EDITS, ACCESS):
        head = find_head(place, record)
        if head and _list_kept(state, record)[-1:] != [head]:
            with change_private_facts(state / FILE) as facts:
                kept = _list_kept(state, record)
                missing = [each for each in kept if not holds_head(place, each)]
                now = find_head(place, record)
                facts[record] = [str(each) for each in (*missing, now) if each]


def list_gaps(place: Place, state: Path, record: str) -> tuple[str, ...]:
    """What a journal should hold and does not, as sentences; nothing as a rule.

    It stays told until the very row is back.  Raises KjrError.
    """
    kept = _list_kept(state, record)
    return tuple(each.gap for each in kept if not holds_head(place, each))


def _list_kept(state: Path, record: str) -> list[Head]:
    return list(map(Head.parse, read_private_facts(state / FILE).get(record, ())))


def _read(
    place: Place, rows: Select[tuple[int, str, str]], asked: Mapping[str, str | int]
) -> Sequence[Row[tuple[int, str, str]]]:
    with open_database(place).read() as connection:
        return connection.execute(rows, asked).all() if connection else ()
