"""What clerks wrote in place of paragraphs: every version, and who wrote over whom.

A text names its figures in braces, so that one kept since Monday still prints Friday's; beside it
stands what they were when it was written.  Each key has its versions, oldest first.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from kjr.errors import KjrError
from kjr.state.engine.connections import Place
from kjr.state.facts import change_facts, read_each, read_facts

TEXTS: Final = "texts"
TAKEN: Final = "「{}」刚被{}改过，您写的没有存，也没有丢，请选用哪一份"


class ClerkText(NamedTuple):
    """One version of a paragraph's text."""

    text: str | None
    """None goes back to the original; an empty one takes the paragraph out."""
    who: str = ""
    moment: dt.datetime | None = None
    figures: Mapping[str, int] = {}
    """What the figures it names were when it was written."""


class TextChangedError(KjrError):
    """Somebody else saved the paragraph meanwhile; nothing was written over."""

    def __init__(self, key: str, theirs: ClerkText) -> None:
        super().__init__(TAKEN.format(key, theirs.who or "别人"))
        self.theirs = theirs


def load_clerk_texts(place: Place) -> dict[str, ClerkText]:
    """The text that stands for each paragraph, by its key; those gone back to none."""
    known = read_facts(place, TEXTS)
    found = {key: _unpack(versions[-1]) for key, versions in known.items() if versions}
    return {key: each for key, each in found.items() if each.text is not None}


def load_standing_texts(place: Place) -> dict[str, str]:
    """What clerks say differently now, by the paragraph's key."""
    return {
        key: each.text for key, each in load_clerk_texts(place).items() if each.text is not None
    }


def list_clerk_versions(place: Place, key: str) -> list[ClerkText]:
    """Every version of a paragraph's text, oldest first."""
    (versions,) = read_each(place, {TEXTS: key})
    return [_unpack(each) for each in versions or []]


def save_clerk_text(place: Place, key: str, new: ClerkText, seen: int) -> None:
    """Add a version; ``seen`` is how many there were when its writer began.

    Raises TextChangedError if there are more by now.
    """
    with change_facts(place, TEXTS) as facts:
        versions = facts.setdefault(key, [])
        if len(versions) > seen:
            raise TextChangedError(key, _unpack(versions[-1]))
        versions.append(_pack(new))


def _pack(text: ClerkText) -> dict[str, Any]:
    moment = text.moment.isoformat() if text.moment else ""
    return {**text._asdict(), "moment": moment, "figures": dict(text.figures)}


def _unpack(said: Mapping[str, Any]) -> ClerkText:
    moment = dt.datetime.fromisoformat(said["moment"]) if said.get("moment") else None
    return ClerkText(said["text"], said.get("who", ""), moment, said.get("figures", {}))
