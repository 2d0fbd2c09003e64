"""Read one book after another, the next ones already under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from kjr.store.base import Sheet, Store, StoreUnavailableError, UnreadableError

AHEAD: Final = 3
"""Books under way while one is parsed: two in the reading processes, one on its way there."""

Content = tuple[Sheet, ...] | UnreadableError
Answer = Content | StoreUnavailableError


def read_ahead(store: Store, units: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """Each unit's book in turn, or why there is none; who stops asking ends the reading."""

    def attempt(unit: str) -> Answer:
        try:
            return store.read(unit)
        except (UnreadableError, StoreUnavailableError) as error:
            return error

    if units:
        pool = ThreadPoolExecutor(AHEAD, "reading")
        try:
            yield from zip(units, pool.map(attempt, units), strict=True)
        finally:
            pool.shutdown(cancel_futures=True)
