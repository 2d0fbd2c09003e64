"""Photographs kept with the campaign: the files, their captions, and where they stand."""

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.state.private_facts import change_private_facts, read_private_facts
from kjr.store.files import replace_file

FOLDER: Final = "photographs"
FILE: Final = "photographs.json"
FROZEN: Final = "frozen"
"""Where frozen moments stand; their photographs stay although somebody takes one away later."""
GONE: Final = "这张照片已被别人去掉"


class KeptPhotograph(NamedTuple):
    """One photograph, in the order they were given."""

    id: str
    caption: str
    part: str
    """The part of the summary it stands in; blank for the annex."""


def keep_photograph(state: Path, data: bytes, caption: str) -> KeptPhotograph:
    """Keep a photograph; the same one twice is kept once, with the caption it had."""
    new = KeptPhotograph(hashlib.blake2b(data, digest_size=16).hexdigest(), caption, "")
    (state / FOLDER).mkdir(parents=True, exist_ok=True)
    replace_file(_path(state, new.id), data)
    with change_private_facts(state / FILE) as facts:
        caption, part = facts.setdefault(new.id, [caption, ""])
    return KeptPhotograph(new.id, caption, part)


def list_photographs(state: Path) -> Sequence[KeptPhotograph]:
    """Every photograph that is kept and can be read."""
    facts = read_private_facts(state / FILE)
    kept = (KeptPhotograph(id, *said) for id, said in facts.items())
    return [each for each in kept if _path(state, each.id).exists()]


def read_photograph_file(state: Path, id: str) -> bytes:
    """The photograph itself; raises KjrError if it is gone."""
    for folder in (state, state / FROZEN):
        with contextlib.suppress(FileNotFoundError):
            return _path(folder, id).read_bytes()
    raise KjrError(GONE)


def freeze_photographs(state: Path) -> tuple[KeptPhotograph, ...]:
    """Every photograph as it stands now, its file kept for as long as frozen moments are."""
    kept = tuple(list_photographs(state))
    for each in kept:
        if not (frozen := _path(state / FROZEN, each.id)).exists():
            frozen.parent.mkdir(parents=True, exist_ok=True)
            replace_file(frozen, _path(state, each.id).read_bytes())
    return kept


def place_photograph(state: Path, photograph: KeptPhotograph) -> None:
    """Give a photograph another caption or place; raises KjrError if it is gone."""
    with change_private_facts(state / FILE) as facts:
        if photograph.id not in facts:
            raise KjrError(GONE)
        facts[photograph.id] = [photograph.caption, photograph.part]


def drop_photograph(state: Path, id: str) -> None:
    """Keep a photograph no more."""
    with change_private_facts(state / FILE) as facts:
        facts.pop(id, None)
    _path(state, id).unlink(missing_ok=True)


def _path(state: Path, id: str) -> Path:
    return state / FOLDER / id
