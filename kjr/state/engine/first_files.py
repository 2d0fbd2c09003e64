"""What the first version kept in files: read once into the tables, and left as it is."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS, pack_json
from kjr.state.engine.schema import ACTS, CONTENTS, DRAFTS, FACTS, RECORDS

Rows = Sequence[Mapping[str, Any]]
"""Of one table, by column."""

FOLDERS: Final = {EDITS: "", ACCESS: "access"}
"""Where in the state folder each journal stood."""
JOURNAL: Final = "journal.jsonl"
HEAD: Final = "journal.head"
DRAFTS_FOLDER: Final = "drafts"
TEXTS: Final = "summary-texts.json"
LAST_TEXTS: Final = "summary-edits.json"
"""Where the first version kept only the last text of each paragraph."""
BOOKS, FROZEN, PHOTOGRAPHS = "books", "frozen", "photographs"
"""Folders of large files, and what each is called in the database."""
CAPTIONS: Final = "photographs.json"
OUTBOX: Final = "outbox.json"
SPOILT: Final = "{} 读不出来，还没有读进数据库；请从备份里放回这个文件，没有就把它移走"
TOPICS: Final = (
    "codes",
    "key",
    "ended",
    "left",
    "seen",
    "lately",
    "tries",
    "browsers",
    "proxy",
    "calendar",
)
"""What was kept of accounts, each topic in a file of its own beside the journal of sign-ins."""
FIRST: Final = (
    *(JOURNAL, HEAD, FOLDERS[ACCESS], DRAFTS_FOLDER, TEXTS, LAST_TEXTS),
    *(BOOKS, FROZEN, PHOTOGRAPHS, CAPTIONS, OUTBOX),
)
"""All of it, as it stands in the state folder."""
ACTS_SINCE, DRAFTS_SINCE, FACTS_SINCE, TEXTS_SINCE, CONTENTS_SINCE = 1, 2, 3, 4, 5
"""The schema whose tables held them first."""


def has_first_files(state: Path) -> bool:
    """Whether the first version kept something here."""
    return any((state / name).exists() for name in FIRST)


def read_first_files(state: Path, version: int) -> Iterator[tuple[Table, Rows]]:
    """What belongs into the tables that came after a version; raises OSError.

    Faults and losses of a journal are as they were.
    """
    if version < ACTS_SINCE:
        for record, folder in FOLDERS.items():
            yield from _read_journal(record, state / folder)
    if version < FACTS_SINCE:
        for topic in TOPICS:
            yield from _fill(topic, _read_facts(state / FOLDERS[ACCESS] / f"{topic}.json"))
    if version < TEXTS_SINCE:
        last: dict[str, Any] = {
            key: [{"text": text}] for key, text in _read_facts(state / LAST_TEXTS).items()
        }
        yield from _fill("texts", last | _read_facts(state / TEXTS))
    if version < DRAFTS_SINCE:
        drafts = [row for file in (state / DRAFTS_FOLDER).glob("*/*.json") if (row := _draft(file))]
        yield from [(DRAFTS, drafts)] if drafts else []
    if version < CONTENTS_SINCE:
        yield from _read_large_files(state)


def _read_large_files(state: Path) -> Iterator[tuple[Table, Rows]]:
    waiting = _read_facts(state / OUTBOX).get("waiting", [])
    yield from _fill("outbox", {each["id"]: each for each in waiting})
    for file in (state / BOOKS).glob("*.json"):
        if unit := _find_unit(data := file.read_bytes()):
            yield _keep(BOOKS, unit, zlib.compress(data))
    for file in (state / FROZEN).glob("*.json.gz"):
        yield _keep(FROZEN, file.name.split(".")[0], file.read_bytes())
    folders = (state / PHOTOGRAPHS, state / FROZEN / PHOTOGRAPHS)
    shown, frozen = ({file.name: file for file in folder.glob("*")} for folder in folders)
    for id, file in (frozen | shown).items():
        yield _keep(PHOTOGRAPHS, id, zlib.compress(file.read_bytes()))
    told = {id: said for id, said in _read_facts(state / CAPTIONS).items() if id in shown}
    hidden = dict.fromkeys(frozen.keys() - told.keys(), (None, ""))
    facts = {id: [*said, id in frozen] for id, said in {**told, **hidden}.items()}
    yield from _fill(PHOTOGRAPHS, facts)


def _find_unit(data: bytes) -> str:
    """Whose book it is; blank if it was half written, and will be read again anyway."""
    try:
        return str(json.loads(data)["book"]["unit"])
    except (ValueError, LookupError, TypeError):
        return ""


def _keep(topic: str, key: str, packed: bytes) -> tuple[Table, Rows]:
    return CONTENTS, [{"topic": topic, "key": key, "packed": packed}]


def _read_journal(record: str, place: Path) -> Iterator[tuple[Table, Rows]]:
    data = (place / JOURNAL).read_bytes() if (place / JOURNAL).is_file() else b""
    lines = data[: data.rfind(b"\n") + 1].splitlines()
    known, lost = _read_head(place / HEAD)
    if lines or known:
        missing = lost + max(0, known - len(lines))
        yield RECORDS, [{"name": record, "length": len(lines), "lost": missing}]
    acts = [
        {"record": record, "number": number, **_split_line(line)}
        for number, line in enumerate(lines, 1)
    ]
    yield from [(ACTS, acts)] if acts else []


def _split_line(line: bytes) -> Mapping[str, str]:
    """The chain and the act of a line; one that cannot be read has no chain."""
    try:
        said: Any = json.loads(line)
        return {"chain": str(said["chain"]), "body": pack_json(said["act"])}
    except (ValueError, LookupError, TypeError):
        return {"chain": "", "body": line.decode("utf-8", "replace").replace("\0", "")}


def _read_head(file: Path) -> tuple[int, int]:
    """How many lines there were, and how many were missed before."""
    try:
        known, *lost = map(int, file.read_text("utf-8").split())
    except (OSError, ValueError):
        return 0, 0
    return known, sum(lost)


def _read_facts(file: Path) -> dict[str, Any]:
    """What a file says by key, nothing if it is not there; raises KjrError if it is spoilt.

    Without the codes nobody would come in, and nobody would know why.
    """
    try:
        return dict(json.loads(file.read_bytes()) if file.exists() else {})
    except (ValueError, TypeError) as error:
        raise KjrError(SPOILT.format(file)) from error


def _fill(topic: str, facts: Mapping[str, Any]) -> Iterator[tuple[Table, Rows]]:
    rows = [
        {"topic": topic, "key": key, "number": number, "value": pack_json(value)}
        for number, (key, value) in enumerate(facts.items(), 1)
    ]
    yield from [(FACTS, rows)] if rows else []


def _draft(file: Path) -> Mapping[str, Any] | None:
    """A draft; None if it is damaged."""
    try:
        said: Any = json.loads(file.read_bytes())
        return {
            "owner": file.parent.name,
            "place": file.stem,
            "unit": str(said["unit"]),
            "touched": file.stat().st_mtime,
            "body": pack_json(said),
        }
    except (OSError, ValueError, LookupError, TypeError):
        return None
