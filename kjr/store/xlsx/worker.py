"""Guarded processes that open workbooks, so that a bad one ends its reader and not the app.

What is made of the sheets is made there too: the process that serves the screens stays free.

One stray space in cell XFD1048576 can make the reading library ask for 500 GB and abort its whole
process.  Ours are started by name rather than by ``multiprocessing``, which would run app.py again
inside them.
"""

import contextlib
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any, Final

from kjr.store.base import Sheet, UnreadableError
from kjr.store.read_ahead import T, Understand, keep_sheets
from kjr.store.xlsx import refusals, workbook

PATIENCE: Final = 30.0
"""Seconds of work one workbook may take; waiting for a busy machine is no work."""
SLACK: Final = 10.0
"""How many times as long the clock on the wall may run meanwhile."""
LOOK: Final = 1.0
"""Seconds between two looks whether it took longer."""
PROCESSES: Final = 2
MEMORY: Final = 2_000_000_000
"""Bytes a process may claim, where the system can limit it."""
SOON: Final = 1.8
LITTLE: Final = 300_000_000
"""The same for what somebody sends, who is waiting and may mean harm."""
SIZE: Final = 8
"""Bytes in which the length of a message is told."""
PIPE: Final = 1 << 20
"""Bytes that may lie between the processes, where the system can say: a book's whole answer."""
ROOT: Final = Path(__file__).parents[3]


class Worker:
    """Reads workbooks, from any thread; several at once are read side by side.

    A process is started when first needed and lives on.
    """

    def __init__(
        self,
        patience: float = PATIENCE,
        processes: int = PROCESSES,
        memory: int = MEMORY,
        slack: float = SLACK,
    ) -> None:
        self._idle = LifoQueue[GuardedProcess]()
        self._processes = [GuardedProcess(patience, memory, slack) for _ in range(processes)]
        for process in self._processes:
            self._idle.put(process)

    def sheets(self, data: bytes, unit: str) -> tuple[Sheet, ...]:
        """Every sheet of a workbook, as ``workbook.read_sheets`` gives it.

        Raises UnreadableError, also when reading takes too long or ends the process.
        """
        return self.understood(data, unit, keep_sheets)

    def understood(self, data: bytes, unit: str, understand: Understand[T]) -> T:
        """What ``understand`` makes of the sheets of a workbook, in the process that reads it.

        Raises UnreadableError as ``sheets`` does, and RuntimeError if ``understand`` raises.
        """
        process = self._idle.get()
        try:
            answer = process.ask(data, unit, understand)
        finally:
            self._idle.put(process)
        made: T | Exception = pickle.loads(answer)
        if isinstance(made, Exception):
            raise made
        return made

    def close(self) -> None:
        """End the processes; a later reading starts them anew."""
        for process in [self._idle.get() for _ in self._processes]:
            process.end()
            self._idle.put(process)


class GuardedProcess:
    """One guarded process, used by one thread at a time."""

    def __init__(self, patience: float, memory: int = MEMORY, slack: float = SLACK) -> None:
        self._work, self._memory = patience, memory
        self._patience = patience * slack
        self._due, self._is_overdue = math.inf, False
        self._running: subprocess.Popen[bytes] | None = None
        self._knows: Understand[Any] | None = None

    def ask(self, data: bytes, unit: str, understand: Understand[Any]) -> bytes:
        """What is made of the sheets of a workbook, or an exception; still pickled.

        Whoever asked unpickles it while the process already reads the next one.
        Raises UnreadableError when reading takes too long or ends the process.
        """
        running = self.alive()
        assert running.stdin and running.stdout
        self._due, self._is_overdue = time.monotonic() + self._patience, False
        try:
            new = None if understand == self._knows else understand
            pickle.dump((data, unit, new), running.stdin, pickle.HIGHEST_PROTOCOL)
            self._knows = understand
            running.stdin.flush()
            return _heard(running.stdout)
        except (EOFError, OSError) as error:
            self.end()
            is_slow = self._is_overdue and self._patience > self._work
            raise UnreadableError(refusals.SLOW if is_slow else refusals.HARMFUL) from error
        except BaseException:  # else the next one would get this answer
            self.end()
            raise
        finally:
            self._due = math.inf

    def alive(self) -> subprocess.Popen[bytes]:
        """The process, started if it is not there (any more)."""
        if self._running is None or self._running.poll() is not None:
            self.end()
            self._running = _start(self._memory, self._work)
            threading.Thread(target=self._watch, args=(self._running,), daemon=True).start()
        return self._running

    def _watch(self, running: subprocess.Popen[bytes]) -> None:
        """Kill the process once its answer is overdue; a timer for each book would cost more."""
        while running.poll() is None:
            if time.monotonic() > self._due:
                self._is_overdue = True
                running.kill()
            time.sleep(min(self._patience, LOOK))

    def end(self) -> None:
        """Kill it, if it is there."""
        running, self._running, self._knows = self._running, None, None
        if running:
            with contextlib.suppress(OSError), running:
                running.kill()


def _start(memory: int, work: float) -> subprocess.Popen[bytes]:
    """A process that has said it is ready; EOFError if it cannot run at all."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kjr.store.xlsx.worker", str(memory), str(work)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        pipesize=PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout
    _heard(process.stdout)
    return process


def _heard(stream: IO[bytes]) -> bytes:
    """One whole message; EOFError if it breaks off."""
    size = int.from_bytes(stream.read(SIZE), "little")
    message = stream.read(size)
    if not size or len(message) < size:
        raise EOFError
    return message


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # macOS knows them but may refuse
            resource.setrlimit(limit, (most, most))


def _limit_work(seconds: float) -> None:
    """End the process after so many seconds of its own work from now on, where that is counted."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _serve(memory: int, work: float) -> None:
    """Answer until nobody asks any more; a workbook that harms the reader ends the process."""
    _limit_memory(memory)
    _say("ready")
    understand: Understand[Any] = keep_sheets
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            data, unit, new = pickle.load(sys.stdin.buffer)
            understand = new or understand
            _limit_work(work)
            _say(_answer(data, unit, understand))
            _limit_work(0)


def _answer(data: bytes, unit: str, understand: Understand[Any]) -> object:
    try:
        sheets = workbook.read_sheets(data, unit)
    except UnreadableError as error:
        return error
    try:
        return understand(sheets)
    except Exception:
        return RuntimeError(traceback.format_exc())


def _say(answer: object) -> None:
    message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.write(len(message).to_bytes(SIZE, "little"))
    sys.stdout.buffer.write(message)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), float(sys.argv[2]))
