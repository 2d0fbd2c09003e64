"""What takes long is done once, beside those who wait for it; they see how far it is."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")

Tell = Callable[[str], None]
"""Is told what is being done and how far it is."""


def keep_quiet(_: str) -> None:
    """Nobody waits to hear how far it is."""


class Opening(Generic[T]):
    """Something to be opened once for all who ask, in a thread of its own.

    What cannot be opened is tried again for the next one who asks.
    """

    def __init__(self, open_it: Callable[[Tell], T]) -> None:
        self.told = ""
        """What is being done at this moment."""
        self._open, self._turn = open_it, threading.Lock()
        self._future: Future[T] | None = None

    def begin(self) -> Future[T]:
        """What will be there, or is; it raises what kept it from being opened."""
        with self._turn:
            future = self._future
            if future is None or (future.done() and future.exception()):
                self._future = future = Future()
                threading.Thread(target=self._run, args=(future,), daemon=True).start()
        return future

    def end(self, close: Callable[[T], None]) -> None:
        """Close what was opened, as soon as it is."""
        with self._turn:
            future, self._future = self._future, None
        if future and not future.exception():
            close(future.result())

    def _run(self, future: Future[T]) -> None:
        try:
            future.set_result(self._open(self._hear))
        except BaseException as error:  # whoever waits must hear of it
            future.set_exception(error)

    def _hear(self, words: str) -> None:
        self.told = words
