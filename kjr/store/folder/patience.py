"""Calls on a folder whose server may never answer: each waits so long, and no longer.

A call of the system on a share that hangs cannot be ended from outside.  So it is made in a thread
of its own, which is left behind; while one hangs the others are refused at once, so that a share
that is gone for a day costs no more than a handful of threads.  Only the folder's answers are
waited for so long: what we work out meanwhile, on a busy machine too, may take its time.
"""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from kjr.store.base import StoreUnavailableError, UncertainWriteError
from kjr.store.write_errors import UNSURE

T = TypeVar("T")

LOOKING: Final = 14.0
"""Seconds without one more file seen, after which a look at the folder hangs."""
READING: Final = 10.0
SAVING: Final = 12.0
"""Seconds that the folder may take to give one workbook, and to take one."""
AGAIN: Final = 60.0
"""Seconds after which somebody tries although an earlier call has still no answer."""
MOST: Final = 8
"""Calls left hanging; then nobody tries until one of them returns."""
SLICE: Final = 0.5
"""Seconds between two looks whether the program is ending."""

UNREAD: Final = "文件夹所在的网络盘等了 {:.0f} 秒没有回应，恢复后会自动再试"
UNSAVED: Final = "文件夹所在的网络盘等了 {:.0f} 秒没有回应，没有保存；工作簿没有改动，请稍后再试"


class NoAnswerError(StoreUnavailableError):
    """The folder's server does not answer; nothing was written."""


class Attempt:
    """One call, which may be given up while it waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_given_up = self._is_writing = False
        self.alive = time.monotonic()
        self.is_left = False
        """Whether nobody waits for it any more."""

    def tell_alive(self) -> None:
        """The folder has answered something: wait on."""
        self.alive = time.monotonic()

    @contextlib.contextmanager
    def own_work(self) -> Iterator[None]:
        """Meanwhile the folder is asked nothing, so its answer is not waited for."""
        self.alive = math.inf
        try:
            yield
        finally:
            self.tell_alive()

    def begin_writing(self) -> None:
        """From here on nobody can say that nothing was written; NoAnswerError if given up."""
        self.tell_alive()
        with self._lock:
            if self._is_given_up:
                raise NoAnswerError
            self._is_writing = True

    def give_up(self) -> bool:
        """Let it write nothing any more; True if it may have written already."""
        with self._lock:
            self._is_given_up = True
            return self._is_writing


class Patience:
    """Makes the calls on one folder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hanging = 0
        self._hung_at: float | None = None
        self._waited = 0.0
        """How long somebody waited in vain for the call that hangs."""
        self._is_closed = False

    def call(self, do: Callable[[Attempt], T], seconds: float, words: str = UNREAD) -> T:
        """What ``do`` gives, or raises, if the folder answers in time.

        Raises NoAnswerError with ``words`` if not, or UncertainWriteError if it may have written.
        """
        self._check_answering(words)
        attempt, done, answers, errors = Attempt(), threading.Event(), [], []

        def run() -> None:
            try:
                answers.append(do(attempt))
            except BaseException as error:  # raised where it was asked for
                errors.append(error)
            finally:
                done.set()
                self._hear(attempt)

        threading.Thread(target=run, name="folder", daemon=True).start()
        while not done.wait(SLICE):
            if self._is_ending or time.monotonic() - attempt.alive > seconds:
                self._leave(attempt, done, seconds)
                self._tell(attempt, words)
        if errors:
            raise errors[0]
        return answers[0]

    def close(self) -> None:
        """Whoever waits waits no longer."""
        self._is_closed = True

    @property
    def _is_ending(self) -> bool:
        return self._is_closed or not threading.main_thread().is_alive()

    def _check_answering(self, words: str) -> None:
        with self._lock:
            hung = self._hung_at
            is_silent = hung is not None and time.monotonic() - hung < AGAIN
            if is_silent or self._hanging >= MOST or self._is_ending:
                raise NoAnswerError(words.format(self._waited))

    def _leave(self, attempt: Attempt, done: threading.Event, seconds: float) -> None:
        with self._lock:
            if not done.is_set():
                self._hanging, self._hung_at = self._hanging + 1, time.monotonic()
                self._waited, attempt.is_left = seconds, True

    def _tell(self, attempt: Attempt, words: str) -> None:
        if not attempt.is_left:
            return
        if attempt.give_up():
            raise UncertainWriteError(UNSURE)
        raise NoAnswerError(words.format(self._waited))

    def _hear(self, attempt: Attempt) -> None:
        """An answer: late, or in time, it says that the folder answers again."""
        with self._lock:
            self._hanging -= attempt.is_left
            self._hung_at = None
