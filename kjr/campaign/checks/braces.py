"""Braces where nobody fills them in: they would be printed as they stand."""

from collections.abc import Iterator, Mapping
from typing import Final

from kjr.campaign.mistakes import WORDING, Mistake
from kjr.campaign.sentences import BLANK

SAID: Final = ("sentences", "examples", "in_full", "returns")
"""Tables of wording.toml whose texts are filled in; so is what a part says."""
OF_A_MEASURE: Final = ("lacking", "remedy")
"""Sentences of a measure; what they may name is looked at with the measure."""
TYPED: Final = ("aliases", "synonyms", "headers")
"""What people write, whatever it is."""


def find_idle_braces(raws: Mapping[str, object]) -> Iterator[Mistake]:
    """Each, in the campaign's files by name as they were parsed."""
    for file, raw in raws.items():
        for place, text in _walk(raw):
            if BLANK.search(text) and not _is_filled(file, place):
                yield Mistake((file,), "大括号在这里不会填，照样印出来", text)


def _is_filled(file: str, place: tuple[str, ...]) -> bool:
    return bool({*place} & {*TYPED, *OF_A_MEASURE}) or (
        file == WORDING and (place[0] in SAID or place[-1] == "says")
    )


def _walk(raw: object, *place: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text, with the keys that lead to it."""
    match raw:
        case str():
            yield place, raw
        case dict():
            for key, each in raw.items():
                yield from _walk(each, *place, key)
        case list():
            for each in raw:
                yield from _walk(each, *place)
