"""Who has a workbook open: Excel, WPS and LibreOffice leave a small file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOMEBODY: Final = "有人"


def owner(book: Path) -> str | None:
    """The name of the person who has the workbook open, 有人 if unknown, None if nobody has."""
    return next(_owners(book), None)


def _owners(book: Path) -> Iterator[str]:
    for mark in (f"~${book.name}", f".~{book.name}"):
        try:
            yield _excel(book.with_name(mark).read_bytes()) or SOMEBODY
        except FileNotFoundError:
            continue
        except OSError:  # held by the very program that made it
            yield SOMEBODY
    libre = book.with_name(f".~lock.{book.name}#")
    if libre.exists():
        yield next(filter(None, libre.read_text("utf-8", "replace").split(",")), SOMEBODY)


def _excel(mark: bytes) -> str:
    """One byte of length, then the name in the office's code page."""
    return mark[1 : 1 + mark[0]].decode("gb18030", "ignore").strip(" \0") if mark else ""
