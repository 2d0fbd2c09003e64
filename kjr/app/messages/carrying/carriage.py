"""The process that carries messages, as the app holds it: begun when needed, ended if it hangs."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kjr.app.messages.carrying.outcomes import Outcome, Report
from kjr.app.messages.ways import Way

ROOT: Final = Path(__file__).parents[4]
PATIENCE: Final = 60.0
"""Seconds for one message; a robot or a mail server is given up earlier by the carrier itself."""
LOST: Final = Report(Outcome.UNSURE, "发送程序没有答复")
NOT_BEGUN: Final = Report(Outcome.REFUSED, "发送程序启动不了", 60.0)


class Carriage:
    """One carrier; another one begins where the last was ended."""

    def __init__(self, networks: tuple[str, ...]) -> None:
        self._networks = networks
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End the carrier."""
        self._end()

    def carry(self, way: Way, to: tuple[str, ...], title: str, text: str) -> Report:
        """Have one message carried, and hear what became of it."""
        job = {
            "kind": way.kind,
            "post": dict(way.post),
            "to": to,
            "title": title,
            "text": text,
            "networks": self._networks,
        }
        process = self._begin()
        if process is None:
            return NOT_BEGUN
        line = _exchange(process, json.dumps(job))
        if not line:
            self._end()
            return LOST
        outcome, reason, wait = json.loads(line)
        return Report(Outcome(outcome), reason, wait)

    def _begin(self) -> subprocess.Popen[str] | None:
        """The carrier, ready; None if it cannot be begun: then nothing was handed to it."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kjr.app.messages.carrying.carrier"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                encoding="utf-8",
            )
            if not _exchange(self._process, ""):
                self._end()
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _exchange(process: subprocess.Popen[str], said: str) -> str:
    """Say a line, if there is one, and hear the next; blank from one that died or had to."""
    assert process.stdin and process.stdout
    end = threading.Timer(PATIENCE, process.kill)
    end.start()
    try:
        if said:
            process.stdin.write(f"{said}\n")
            process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return ""
    finally:
        end.cancel()
