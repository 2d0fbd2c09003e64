"""Who changed what, when, from what to what: one line per act, only ever added to.

An act is announced before the workbook is touched and told again once it is written or has
failed; one with neither is where the power went, and the workbook itself shows what became of it.
Every line carries a digest of all before it and the number of lines stands in a second file, so
that a line changed or cut away is noticed.
"""

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kjr.errors import KjrError
from kjr.state.acts import OUTCOMES, Act, encode_text, pack_act, rename_units, unpack_act
from kjr.store.files import hold_lock, replace_file

Guard = Callable[[Collection[Act]], None]
"""Hears all that was done; raises KjrError where an act is not to be added to it."""
PATIENCE: Final = 15.0
"""Seconds to wait for somebody else's act."""
NOT_WRITTEN: Final = "操作记录写不进去（可能磁盘已满），为免无据可查，没有保存"
NOT_READ: Final = "操作记录读不出来，没有保存；请告诉管理员检查本机的数据文件夹"
ALTERED: Final = "操作记录第{}行被改动过"
CUT: Final = "操作记录的末尾少了{}行"


class Journal:
    """The journal of one state folder; any number of processes may add to it.

    ``names`` holds every name a unit has or had, each with the one it has now: what was done
    under an old one is told under that.
    """

    def __init__(self, state: Path, names: Mapping[str, str] = MappingProxyType({})) -> None:
        self._names = names
        self._file = state / "journal.jsonl"
        self._head = state / "journal.head"
        self._lock = state / "journal.lock"
        self._turn = threading.RLock()
        self._read, self._number = 0, 0
        """Bytes of the file that are known, and its number on the disk."""
        self._forget()

    def append(self, act: Act, guard: Guard | None = None) -> Act:
        """Add an act for good; gives it back with its id.

        The guard is asked while nobody else can add.  Raises KjrError when it says no, or the
        act cannot be written.
        """
        try:
            with self._turn, hold_lock(self._lock):
                self._catch_up()
                if guard:
                    guard(self._acts.values())
                known, lost = self._known_end()
                lost += max(0, known - len(self._chains))
                body = json.dumps(pack_act(act), ensure_ascii=False)
                chain = _chain(self._last, body)
                self._write(encode_text(f'{{"chain": "{chain}", "act": {body}}}\n'))
                self._catch_up()
                self._remember_end(lost)
        except OSError as error:
            raise KjrError(NOT_WRITTEN) from error
        return act._replace(id=chain)

    def acts(self, unit: str | None = None) -> tuple[Act, ...]:
        """Everything done, oldest first, each with its outcome; of one unit, or of all.

        Raises KjrError when it cannot be read.
        """
        with self._turn:
            try:
                self._catch_up()
            except OSError as error:
                raise KjrError(NOT_READ) from error
            return tuple(act for act in self._acts.values() if unit in (None, act.unit))

    @contextlib.contextmanager
    def turn(self, unit: str) -> Iterator[None]:
        """One act at a time on a unit's workbook, from reading it to having written it.

        Raises KjrError when somebody else's takes long, or nothing can be written here.
        """
        name = hashlib.blake2b(unit.encode(), digest_size=8).hexdigest()
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(hold_lock(self._file.with_name(f"{name}.turn"), PATIENCE))
            except OSError as error:
                raise KjrError(NOT_WRITTEN) from error
            yield

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file itself, as sentences; nothing as a rule."""
        with self._turn:
            self._catch_up()
            altered = tuple(ALTERED.format(number) for number in self._altered)
            known, lost = self._known_end()
            missing = lost + max(0, known - len(self._chains))
            return (*altered, CUT.format(missing)) if missing else altered

    @property
    def _last(self) -> str:
        return self._chains[-1] if self._chains else ""

    def _write(self, line: bytes) -> None:
        """Behind the last whole line: what a crash left half-written was never confirmed."""
        with self._file.open("ab") as file:
            file.truncate(self._read)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _remember_end(self, lost: int) -> None:
        with contextlib.suppress(OSError):  # Windows, while another process reads it
            end = f"{len(self._chains)} {lost}\n"
            replace_file(self._head, end.encode(), must_last=False)

    def _known_end(self) -> tuple[int, int]:
        """How many lines there were, and how many were missed before: that is not forgotten."""
        try:
            known, *lost = map(int, self._head.read_text("utf-8").split())
        except (OSError, ValueError):
            return 0, 0
        return known, sum(lost)

    def _catch_up(self) -> None:
        """Read what was added since, here or by another process."""
        try:
            with self._file.open("rb") as file:
                number = os.fstat(file.fileno()).st_ino
                if file.seek(0, os.SEEK_END) < self._read or number != self._number:
                    self._forget()
                    self._number = number
                file.seek(self._read)
                new = file.read()
        except FileNotFoundError:
            self._forget()
            return
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            chain, act = said["chain"], unpack_act(said["act"], said["chain"])
            sound = chain == _chain(self._last, json.dumps(said["act"], ensure_ascii=False))
        except (ValueError, LookupError, TypeError):
            chain, act, sound = self._last, None, False
        self._chains.append(chain)
        if not sound:
            self._altered.append(len(self._chains))
        if act and act.kind in OUTCOMES and act.of in self._acts:
            self._acts[act.of] = self._acts[act.of]._replace(outcome=act.kind)
        elif act:
            self._acts[chain] = rename_units(act, self._names)

    def _forget(self) -> None:
        self._read = 0
        self._number = 0
        self._chains: list[str] = []
        self._acts: dict[str, Act] = {}
        self._altered: list[int] = []


def _chain(before: str, body: str) -> str:
    return hashlib.blake2b(encode_text(f"{before}\n{body}"), digest_size=8).hexdigest()
