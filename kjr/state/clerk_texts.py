"""What clerks wrote in place of paragraphs: every version, and who wrote over whom.

A text names its figures in braces, so that one kept since Monday still prints Friday's; beside it
stands what they were when it was written.  The file is JSON, key → its versions, oldest first.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from kjr.errors import KjrError
from kjr.state.private_facts import change_private_facts, read_private_facts

FILE: Final = "summary-texts.json"
BEFORE: Final = "summary-edits.json"
"""Where the first version kept only the last text of each paragraph."""

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


def load_clerk_texts(state: Path) -> dict[str, ClerkText]:
    """The text that stands for each paragraph, by its key; those gone back to none."""
    found = {key: _unpack(versions[-1]) for key, versions in _read(state).items() if versions}
    return {key: each for key, each in found.items() if each.text is not None}


def load_standing_texts(state: Path) -> dict[str, str]:
    """What clerks say differently now, by the paragraph's key."""
    return {
        key: each.text for key, each in load_clerk_texts(state).items() if each.text is not None
    }


def list_clerk_versions(state: Path, key: str) -> list[ClerkText]:
    """Every version of a paragraph's text, oldest first."""
    return [_unpack(each) for each in _read(state).get(key, [])]


def save_clerk_text(state: Path, key: str, new: ClerkText, seen: int) -> None:
    """Add a version; ``seen`` is how many there were when its writer began.

    Raises TextChangedError if there are more by now.
    """
    before = _read(state)
    with change_private_facts(state / FILE) as facts:
        for old, versions in before.items():
            facts.setdefault(old, versions)
        versions = facts.setdefault(key, [])
        if len(versions) > seen:
            raise TextChangedError(key, _unpack(versions[-1]))
        versions.append(_pack(new))


def _read(state: Path) -> dict[str, Any]:
    """Every paragraph's versions, those the first version of kjr kept included."""
    return _read_before(state) | read_private_facts(state / FILE)


def _read_before(state: Path) -> dict[str, Any]:
    path = state / BEFORE
    if not path.exists():
        return {}
    try:
        return {key: [{"text": text}] for key, text in json.loads(path.read_text("utf-8")).items()}
    except (ValueError, AttributeError) as error:
        raise KjrError(f"改过的总结文字读不出，请把 {path} 移走后重新修改") from error


def _pack(text: ClerkText) -> dict[str, Any]:
    moment = text.moment.isoformat() if text.moment else ""
    return {**text._asdict(), "moment": moment, "figures": dict(text.figures)}


def _unpack(said: Mapping[str, Any]) -> ClerkText:
    moment = dt.datetime.fromisoformat(said["moment"]) if said.get("moment") else None
    return ClerkText(said["text"], said.get("who", ""), moment, said.get("figures", {}))
