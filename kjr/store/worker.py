"""A guarded process that opens workbooks, so that a bad one ends it and not the app.

One stray space in cell XFD1048576 can make the reading library ask for 500 GB and abort its whole
process.  The process is started by name rather than by ``multiprocessing``, which would run
app.py again inside it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from kjr.store import refusals, workbook
from kjr.store.base import Sheet, UnreadableError

PATIENCE: Final = 30.0
"""Seconds one workbook may take."""
MEMORY: Final = 2_000_000_000
"""Bytes the process may claim, where the system can limit it."""
ROOT: Final = Path(__file__).parents[2]


class Worker:
    """Reads workbooks one at a time, from any thread; starts its process when first needed."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def sheets(self, data: bytes, unit: str) -> tuple[Sheet, ...]:
        """Every sheet of a workbook, as ``workbook.sheets`` gives it.

        Raises UnreadableError, also when reading takes too long or ends the process.
        """
        with self._turn:
            answer = self._ask(data, unit)
        if isinstance(answer, UnreadableError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process; a later reading starts a new one."""
        with self._turn:
            self._end()

    def _ask(self, data: bytes, unit: str) -> tuple[Sheet, ...] | UnreadableError:
        process = self._alive()
        assert process.stdin and process.stdout
        alarm = threading.Timer(self._patience, process.kill)
        alarm.start()
        try:
            pickle.dump((data, unit), process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)  # type: ignore[no-any-return]
        except (EOFError, OSError, pickle.UnpicklingError):
            self._end()
            return UnreadableError(refusals.HARMFUL)
        finally:
            alarm.cancel()

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            with contextlib.suppress(OSError), process:
                process.kill()


def _start() -> subprocess.Popen[bytes]:
    """A process that has said it is ready; EOFError if it cannot run at all."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kjr.store.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout
    pickle.load(process.stdout)
    return process


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # macOS knows them but may refuse
            resource.setrlimit(limit, (most, most))


def _serve() -> None:
    """Answer until nobody asks any more; anything but UnreadableError ends the process."""
    _limit_memory()
    _say("ready")
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            data, unit = pickle.load(sys.stdin.buffer)
            try:
                _say(workbook.sheets(data, unit))
            except UnreadableError as error:
                _say(error)


def _say(answer: object) -> None:
    pickle.dump(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
