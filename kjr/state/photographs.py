"""Photographs kept with the campaign: the files, their captions, and where they stand."""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.state.contents import change_contents, list_contents, read_content
from kjr.state.engine.connections import Place
from kjr.state.facts import Facts, change_facts, read_facts

PHOTOGRAPHS: Final = "photographs"
"""The topic, of the files as of what is said of them: caption, part, whether one is frozen."""
GONE: Final = "这张照片已被别人去掉"


class KeptPhotograph(NamedTuple):
    """One photograph, in the order they were given."""

    id: str
    caption: str
    part: str
    """The part of the summary it stands in; blank for the annex."""


def keep_photograph(place: Place, data: bytes, caption: str) -> KeptPhotograph:
    """Keep a photograph; the same one twice is kept once, with the caption it had."""
    id = hashlib.blake2b(data, digest_size=16).hexdigest()
    change_contents(place, PHOTOGRAPHS, {id: data})
    with change_facts(place, PHOTOGRAPHS) as facts:
        known, part, is_frozen = facts.get(id, (None, "", False))
        caption = caption if known is None else known
        facts[id] = [caption, part, is_frozen]
    return KeptPhotograph(id, caption, part)


def list_photographs(place: Place) -> Sequence[KeptPhotograph]:
    """Every photograph that is kept, whose file is there already."""
    there = {*list_contents(place, PHOTOGRAPHS)}
    return [each for each in _list_shown(read_facts(place, PHOTOGRAPHS)) if each.id in there]


def read_photograph_file(place: Place, id: str) -> bytes:
    """The photograph itself; raises KjrError if it is gone."""
    data = read_content(place, PHOTOGRAPHS, id)
    if data is None:
        raise KjrError(GONE)
    return data


def freeze_photographs(place: Place) -> tuple[KeptPhotograph, ...]:
    """Every photograph as it stands now, its file kept for as long as frozen moments are."""
    if not (there := {each.id for each in list_photographs(place)}):
        return ()
    with change_facts(place, PHOTOGRAPHS) as facts:
        shown = [each for each in _list_shown(facts) if each.id in there]
        facts |= {each.id: [each.caption, each.part, True] for each in shown}
    return tuple(shown)


def place_photograph(place: Place, photograph: KeptPhotograph) -> None:
    """Give a photograph another caption or place; raises KjrError if it is gone."""
    with change_facts(place, PHOTOGRAPHS) as facts:
        known, _, is_frozen = facts.get(photograph.id, (None, "", False))
        if known is None:
            raise KjrError(GONE)
        facts[photograph.id] = [photograph.caption, photograph.part, is_frozen]


def drop_photograph(place: Place, id: str) -> None:
    """Keep a photograph no more; its file stays where a frozen moment shows it."""
    with change_facts(place, PHOTOGRAPHS) as facts:
        *_, is_frozen = facts.pop(id, (False,))
        if is_frozen:
            facts[id] = [None, "", True]
    if not is_frozen:
        change_contents(place, PHOTOGRAPHS, {id: None})


def _list_shown(facts: Facts) -> list[KeptPhotograph]:
    """Those somebody has not taken away."""
    return [
        KeptPhotograph(id, caption, part)
        for id, (caption, part, _) in facts.items()
        if caption is not None
    ]
