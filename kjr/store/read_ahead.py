"""Read one book after another, the next ones already under way."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from kjr.store.base import Sheet, Store

AHEAD: Final = 4
"""Books under way at once: two in the reading processes, one on its way there, one back."""

T = TypeVar("T")
Understand = Callable[[tuple[Sheet, ...]], T]
"""What is made of a book's sheets; a value that can be sent to another process."""


def keep_sheets(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets themselves."""
    return sheets


def understand_book(store: Store, unit: str, understand: Understand[T]) -> T | Exception:
    """What is made of one unit's book, or why nothing is.

    An error that is neither UnreadableError nor StoreUnavailableError is a bug.
    """
    try:
        if hasattr(store, "understood"):  # where it is opened, and so on another core
            made: T = store.understood(unit, understand)
            return made
        return understand(store.read(unit))
    except Exception as error:  # one book's bug must not keep the others from being read
        return error


def read_books_ahead(
    store: Store, units: Sequence[str], understand: Understand[T]
) -> Iterator[tuple[str, T | Exception]]:
    """Each unit's book in turn, as ``understand_book``; who stops asking ends the reading."""
    if units:
        pool = ThreadPoolExecutor(AHEAD, "reading")
        try:
            answers = pool.map(lambda unit: understand_book(store, unit, understand), units)
            yield from zip(units, answers, strict=True)
        finally:
            pool.shutdown(cancel_futures=True)
