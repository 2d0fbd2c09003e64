"""Guarded processes: bounded in memory and work, so that what harms one ends it and not the app.

They are started by name rather than by ``multiprocessing``, which would run app.py again inside
them.
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
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any, Final, ParamSpec, TypeVar

from kjr.errors import KjrError

SLACK: Final = 10.0
"""How many times as long as its work the clock on the wall may run; a busy machine is no work."""
LOOK: Final = 1.0
"""Seconds between two looks whether it took longer."""
PROCESSES: Final = 2
MEMORY: Final = 2_000_000_000
"""Bytes a process may claim, where the system can limit it."""
MAKING: Final = 120.0
"""Seconds of work one file may take to be made."""
LONG: Final = 5.0
"""Seconds; a process that made a file so long holds much memory, and is begun anew."""
SIZE: Final = 8
"""Bytes in which the length of a message is told."""
PIPE: Final = 1 << 20
"""Bytes that may lie between the processes, where the system can say: a book's whole answer."""
ROOT: Final = Path(__file__).parents[2]
TOO_MUCH: Final = "内容太多，文件没有做成；请缩小范围分几次下载，工作簿请先删去台账以外的内容"
BUSY: Final = "电脑正忙，文件没有做完；请稍后再点一次"

P = ParamSpec("P")
T = TypeVar("T")
Task = Callable[[Any], object]
"""What a process is to do, given what it was told to keep; it can be sent there."""


class BrokenOffError(Exception):
    """A process ended, or was ended, before it answered."""

    def __init__(self, *, is_busy: bool) -> None:
        super().__init__(is_busy)
        self.is_busy = is_busy
        """Whether it only ran out of time on the wall."""


class GuardedPool:
    """Guarded processes for any thread; each is started when first needed and lives on."""

    def __init__(self, patience: float, processes: int, memory: int, slack: float) -> None:
        self._idle = LifoQueue[GuardedProcess]()
        self._processes = [GuardedProcess(patience, memory, slack) for _ in range(processes)]
        for process in self._processes:
            self._idle.put(process)

    def perform(self, task: Task, kept: object = None, *, longest: float = math.inf) -> Any:  # noqa: ANN401 - whatever the task gives
        """What a task gives or raises; BrokenOffError if its process ends.

        A process that took longer than ``longest`` seconds is ended, so that what it took is free.
        """
        process, begun = self._idle.get(), time.monotonic()
        try:
            answer = process.ask(task, kept)
        finally:
            if time.monotonic() - begun > longest:
                process.end()
            self._idle.put(process)
        made = pickle.loads(answer)
        if isinstance(made, Exception):
            raise made
        return made

    def close(self) -> None:
        """End the processes; a later task starts them anew."""
        for process in [self._idle.get() for _ in self._processes]:
            process.end()
            self._idle.put(process)


class Workshop(GuardedPool):
    """Makes files for people, from any thread, while the process that serves them stays free."""

    def __init__(
        self,
        patience: float = MAKING,
        processes: int = PROCESSES,
        memory: int = MEMORY,
        slack: float = SLACK,
        words: tuple[str, str] = (TOO_MUCH, BUSY),
    ) -> None:
        super().__init__(patience, processes, memory, slack)
        self._too_much, self._busy = words

    def make(self, function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What a function of a module gives, made in a guarded process.

        Raises KjrError when it takes more memory or time than a file may, and RuntimeError if the
        function raises anything but KjrError.
        """
        task = partial(_make, partial(function, *args, **named))
        try:
            made: T = self.perform(task, longest=LONG)
        except BrokenOffError as broken:
            raise KjrError(self._busy if broken.is_busy else self._too_much) from broken
        return made


class GuardedProcess:
    """One guarded process, used by one thread at a time."""

    def __init__(self, patience: float, memory: int = MEMORY, slack: float = SLACK) -> None:
        self._work, self._memory = patience, memory
        self._patience = patience * slack
        self._due, self._is_overdue = math.inf, False
        self._running: subprocess.Popen[bytes] | None = None
        self._kept: object = None

    def ask(self, task: Task, kept: object = None) -> bytes:
        """What a task gives, or an exception; still pickled.

        Whoever asked unpickles it while the process already does the next one.  What is kept is
        sent there once.  Raises BrokenOffError when it takes too long or ends the process.
        """
        running = self.alive()
        assert running.stdin and running.stdout
        self._due, self._is_overdue = time.monotonic() + self._patience, False
        try:
            new = None if kept == self._kept else kept
            pickle.dump((task, new), running.stdin, pickle.HIGHEST_PROTOCOL)
            self._kept = kept
            running.stdin.flush()
            return _heard(running.stdout)
        except (EOFError, OSError) as error:
            self.end()
            is_busy = self._is_overdue and self._patience > self._work
            raise BrokenOffError(is_busy=is_busy) from error
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
        """Kill the process once its answer is overdue; a timer for each task would cost more."""
        while running.poll() is None:
            if time.monotonic() > self._due:
                self._is_overdue = True
                running.kill()
            time.sleep(min(self._patience, LOOK))

    def end(self) -> None:
        """Kill it, if it is there."""
        running, self._running, self._kept = self._running, None, None
        if running:
            with contextlib.suppress(OSError), running:
                running.kill()


def _start(memory: int, work: float) -> subprocess.Popen[bytes]:
    """A process that has said it is ready; EOFError if it cannot run at all."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kjr.store.guarded", str(memory), str(work)],
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
    """Answer until nobody asks any more; a task that harms the process ends it."""
    _limit_memory(memory)
    _say("ready")
    kept: object = None
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            task, new = pickle.load(sys.stdin.buffer)
            kept = new or kept
            _limit_work(work)
            _say(task(kept))
            _limit_work(0)


def _make(make: Callable[[], object], _kept: object) -> object:
    try:
        return make()
    except MemoryError:
        raise  # ends the process, and with it what it holds
    except KjrError as error:
        return error
    except Exception:
        return RuntimeError(traceback.format_exc())


def _say(answer: object) -> None:
    message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.write(len(message).to_bytes(SIZE, "little"))
    sys.stdout.buffer.write(message)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), float(sys.argv[2]))
