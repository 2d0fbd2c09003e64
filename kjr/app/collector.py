"""Python's garbage collector, out of the way while very many objects are made that stay.

It would look through them again and again, a sixth of the time it takes to read all books.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collector(*, for_good: bool = False) -> Iterator[None]:
    """Look for no garbage meanwhile, and never among what is there now if ``for_good``.

    That is safe for what holds no cycles: it is freed all the same once nobody needs it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if was_on:
            gc.enable()
