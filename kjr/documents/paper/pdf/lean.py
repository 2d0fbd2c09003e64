"""Making paper without waiting: no needless imports, no garbage collections.

fpdf2 would load numpy and cryptography, if they are there, for filtering pictures, encrypting and
signing.  We do none of these, and nobody should wait a tenth of a second for them.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import get_ident
from typing import Final

UNUSED: Final = {"numpy", "cryptography", "endesive"}


class PackageBlocker:
    """Finds no unused package, for one thread: to all others everything is as ever."""

    def __init__(self) -> None:
        self.thread = get_ident()

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Refuse a package that is not used; leave all others to the next finder."""
        if name in UNUSED and get_ident() == self.thread:
            raise ModuleNotFoundError(name=name)
        return None


def import_fpdf() -> None:
    """Import fpdf2 alone."""
    absent = PackageBlocker()
    sys.meta_path.insert(0, absent)
    try:
        import fpdf  # noqa: F401
    finally:
        sys.meta_path.remove(absent)


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Put off garbage collections: what a document is made of lives until it is done."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
