"""The journals as the first version kept them, in files; read once and left as they are."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from kjr.state.acts import ACCESS, EDITS, pack_json

FOLDERS: Final = {EDITS: "", ACCESS: "access"}
"""Where in the state folder each journal stood."""
JOURNAL: Final = "journal.jsonl"
HEAD: Final = "journal.head"
NAMES: Final = (JOURNAL, HEAD)


class FirstJournal(NamedTuple):
    """What one of them holds."""

    record: str
    acts: list[tuple[str, str]]
    """The chain and the act of each line; a line that cannot be read has no chain."""
    lost: int
    """How many lines it misses."""


def has_first_files(state: Path) -> bool:
    """Whether the first version kept a journal here."""
    return any((state / folder / name).is_file() for folder in FOLDERS.values() for name in NAMES)


def read_first_journals(state: Path) -> Iterator[FirstJournal]:
    """The journals of a state folder, faults and losses as they were; raises OSError."""
    for record, folder in FOLDERS.items():
        place = state / folder
        data = (place / JOURNAL).read_bytes() if (place / JOURNAL).is_file() else b""
        lines = data[: data.rfind(b"\n") + 1].splitlines()
        known, lost = _read_head(place / HEAD)
        acts = [_split_line(line) for line in lines]
        if acts or known:
            yield FirstJournal(record, acts, lost + max(0, known - len(acts)))


def _split_line(line: bytes) -> tuple[str, str]:
    try:
        said: Any = json.loads(line)
        return str(said["chain"]), pack_json(said["act"])
    except (ValueError, LookupError, TypeError):
        return "", line.decode("utf-8", "replace").replace("\0", "")


def _read_head(file: Path) -> tuple[int, int]:
    """How many lines there were, and how many were missed before."""
    try:
        known, *lost = map(int, file.read_text("utf-8").split())
    except (OSError, ValueError):
        return 0, 0
    return known, sum(lost)
