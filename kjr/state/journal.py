"""Who changed what, when, from what to what: one row per act, only ever added to.

An act is announced before the workbook is touched and told again once it is written or has
failed; one with neither is where the power went, and the workbook itself shows what became of it.
Every row carries a digest of all before it and the number of rows stands in a second table, so
that a row changed or cut away is noticed.  What a purge (``purging.py``) takes out of a row is
told by an act of its own, with a digest of what is left: the row's own digest stays.
"""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from kjr.state.acts import (
    EDITS,
    OUTCOMES,
    Act,
    ActKind,
    encode_text,
    pack_act,
    pack_json,
    rename_units,
    unpack_act,
)
from kjr.state.engine.connections import Place, ServerAwayError
from kjr.state.engine.database import open_database
from kjr.state.engine.schema import ACTS, RECORDS, digest_body
from kjr.state.engine.turns import hold_turn

Guard = Callable[[Collection[Act]], None]
"""Hears all that was done; raises KjrError where an act is not to be added to it."""
NOT_WRITTEN: Final = "操作记录写不进去（{0}{1}），为免无据可查，没有保存"
NOT_READ: Final = "操作记录读不出来，没有保存；请告诉管理员检查{0}"
ALTERED: Final = "操作记录第{}行被改动过"
CUT: Final = "操作记录的末尾少了{}行"

SINCE: Final = (
    select(ACTS.c.number, ACTS.c.chain, ACTS.c.body)
    .where(ACTS.c.record == bindparam("journal"), ACTS.c.number >= bindparam("number"))
    .order_by(ACTS.c.number)
)
COUNT: Final = select(func.count()).where(ACTS.c.record == bindparam("journal"))
END: Final = select(RECORDS.c.length, RECORDS.c.lost).where(RECORDS.c.name == bindparam("journal"))
HELD_END: Final = END.with_for_update()
BEGIN: Final = text(
    "INSERT INTO records (name, length, lost) VALUES (:journal, 0, 0) ON CONFLICT DO NOTHING"
)
KEEP_END: Final = (
    update(RECORDS)
    .where(RECORDS.c.name == bindparam("journal"))
    .values(length=bindparam("known"), lost=bindparam("missed"))
)
NOTHING: Final = (0, "", "")
"""The row before the first."""


class Journal:
    """One journal of a database; any number of processes may add to it.

    ``names`` holds every name a unit has or had, each with the one it has now: what was done
    under an old one is told under that.
    """

    def __init__(
        self,
        place: Place,
        names: Mapping[str, str] = MappingProxyType({}),
        *,
        record: str = EDITS,
    ) -> None:
        self.record = record
        self._names = names
        self._database = open_database(place)
        self._name = {"journal": record}
        self._turn = threading.RLock()
        self._version: tuple[int, int] | None = None
        self._opened = 0
        self._is_known = False
        self._forget()

    def append(self, act: Act, guard: Guard | None = None) -> Act:
        """Add an act for good; gives it back with its id.

        The guard is asked while nobody else can add.  Raises KjrError when it says no, or the
        act cannot be written.
        """
        with self._turn, self._database.write(NOT_WRITTEN) as connection:
            return self.append_within(connection, act, guard)

    def append_within(self, connection: Connection, act: Act, guard: Guard | None = None) -> Act:
        """``append`` as part of a larger change."""
        known, lost = self._hold_end(connection)
        self._catch_up(connection)
        if guard:
            guard(self._acts.values())
        lost += max(0, known - len(self._chains))
        chain = self._add(connection, act, lost)
        self._database.tell_news(connection)
        return act._replace(id=chain)

    def acts(self, unit: str | None = None) -> tuple[Act, ...]:
        """Everything done, oldest first, each with its outcome; of one unit, or of all.

        Where a server cannot be reached it is what was known last.  Raises KjrError when it cannot
        be read.
        """
        with self._turn:
            version = self._database.find_version()
            if version is None or version != self._version:
                try:
                    with self._reading():
                        self._version = version
                except ServerAwayError:
                    if not self._is_known:
                        raise
            return tuple(act for act in self._acts.values() if unit in (None, act.unit))

    def turn(self, unit: str) -> AbstractContextManager[None]:
        """One act at a time on a unit's workbook, from reading it to having written it.

        Raises KjrError when somebody else's takes long, or nothing can be written here.
        """
        return hold_turn(self._database, unit, NOT_WRITTEN)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the journal itself, as sentences; nothing as a rule.

        Raises KjrError when it cannot be read.
        """
        with self._reading() as connection:
            if connection is None:
                return ()
            if connection.execute(COUNT, self._name).scalar() != len(self._chains):
                self._forget()  # cut while we looked on
                self._catch_up(connection)
            altered = tuple(
                ALTERED.format(at)
                for at, (number, digest) in self._altered.items()
                if self._left.get(str(number)) != digest
            )
            known, lost = connection.execute(END, self._name).first() or (0, 0)
            missing = lost + max(0, known - len(self._chains))
            return (*altered, CUT.format(missing)) if missing else altered

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """All that was done is known; None where nothing ever was."""
        with self._turn, self._database.read(NOT_READ) as connection:
            if connection:
                self._catch_up(connection)
            else:
                self._forget()
            self._is_known = True
            yield connection

    def _hold_end(self, connection: Connection) -> tuple[int, int]:
        """How many rows there were, and were missed before; nobody else adds until then."""
        end = connection.execute(HELD_END, self._name).first()
        if end is None:
            connection.execute(BEGIN, self._name)
            end = connection.execute(HELD_END, self._name).one()
        known, lost = end
        return known, lost

    def _add(self, connection: Connection, act: Act, lost: int) -> str:
        said = pack_act(act)
        chain = chain_act(self._chains[-1] if self._chains else "", said)
        row = {"number": self._row[0] + 1, "chain": chain, "body": pack_json(said)}
        connection.execute(insert(ACTS), {"record": self._name["journal"], **row})
        connection.execute(KEEP_END, {**self._name, "known": len(self._chains) + 1, "missed": lost})
        return chain

    def _catch_up(self, connection: Connection) -> None:
        """Read what was added since, here or by another process; all of it if it is another."""
        if self._opened != self._database.opened:
            self._forget()
        since = {**self._name, "number": self._row[0]}
        rows = [tuple(row) for row in connection.execute(SINCE, since)]
        if self._row != NOTHING and rows[:1] != [self._row]:
            self._forget()
            rows = [tuple(row) for row in connection.execute(SINCE, {**since, "number": 0})]
        left = None if self._row == NOTHING else dict(self._left)
        for row in rows[self._row != NOTHING :]:
            self._take(*row)
        if left not in (None, self._left):  # of what is known something was taken away since
            self._forget()
            self._catch_up(connection)

    def _take(self, number: int, chain: str, body: str) -> None:
        self._row = number, chain, body
        last = self._chains[-1] if self._chains else ""
        try:
            said = json.loads(body)
            act, is_sound = unpack_act(said, chain), chain == chain_act(last, said)
        except (ValueError, LookupError, TypeError):
            chain, act, is_sound = last, None, False
        self._chains.append(chain)
        if not is_sound:
            self._altered[len(self._chains)] = number, digest_body(body)
        elif act and act.kind is ActKind.PURGED:
            self._left |= act.facts
        if act and act.kind in OUTCOMES and act.of in self._acts:
            self._acts[act.of] = self._acts[act.of]._replace(outcome=act.kind)
        elif act:
            self._acts[chain] = rename_units(act, self._names)

    def _forget(self) -> None:
        self._opened = self._database.opened
        self._row = NOTHING
        self._chains: list[str] = []
        self._acts: dict[str, Act] = {}
        self._altered: dict[int, tuple[int, str]] = {}
        """By their places: number and digest of the rows that are not as they were written."""
        self._left: dict[str, str] = {}
        """What purges left of rows: number → digest."""


def chain_act(before: str, said: Mapping[str, Any]) -> str:
    """A digest of an act as it is packed, and of all before it."""
    body = json.dumps(said, ensure_ascii=False)
    return hashlib.blake2b(encode_text(f"{before}\n{body}"), digest_size=8).hexdigest()
