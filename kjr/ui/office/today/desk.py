"""What the office has before it in this window: which units it ticked, and where it stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from kjr.figures.work.needs import WorkItem
from kjr.figures.work.sights import Sight

DESK: Final = "desk"
"""In the session."""


@dataclass
class Desk:
    """Of one window; what a browser says of it is held against what is shown."""

    ticked: set[str] = field(default_factory=set)
    at: str = ""
    said: int = 0
    """How often the table told what is ticked."""
    turn: int = 0
    """How often something else than the table changed it: what the table says late is void."""
    asked: str = ""
    """The deed about which something is asked first; blank if none."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What came of the last deed, unit by unit: blank where it was done, else why not."""
    done: str = ""
    """The last deed, in words."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """What was copied last, by unit."""
    listed: tuple[str, ...] = ()
    """The units in the table as it was drawn last: what is pressed is about these."""
    seen: Mapping[str, Sight] = field(default_factory=dict)
    """How each unit stood then."""
    narrowing: str = ""
    """What the clerk chose to see."""
    is_deciding: bool = False
    """Whether what is to be decided is unfolded."""

    def take(self, told: Mapping[str, Any]) -> None:
        """What the table tells, unless it did not know yet what was changed here."""
        self.said = int(told["said"])
        if told["turn"] != self.turn:
            return
        self.ticked = set(map(str, told["ticked"]))
        self.at = str(told["at"])

    def begin(self, deed: str) -> None:
        """Ask first; of what was done before nothing is told any more."""
        self.asked, self.answers, self.texts = str(deed), {}, {}

    def choose(self, units: Collection[str]) -> None:
        """Tick these and no others."""
        self.ticked = set(units)
        self.turn += 1

    def go_on(self, shown: Sequence[WorkItem]) -> None:
        """To the next unit, from the last one to the first."""
        names = [item.unit for item in shown]
        following = names.index(self.at) + 1 if self.at in names else 0
        self.at = names[following % len(names)] if names else ""
        self.turn += 1

    def go_past(self, shown: Sequence[WorkItem], dealt: Collection[str]) -> None:
        """From a unit that is dealt with to the next one that is not."""
        if self.at in dealt:
            self.go_on([item for item in shown if item.unit == self.at or item.unit not in dealt])
            self.at = "" if self.at in dealt else self.at

    def find_chosen(self, items: Sequence[WorkItem], shown: Collection[str]) -> list[WorkItem]:
        """The shown units that are ticked; with none ticked the one it stands at."""
        ticked = [item for item in items if item.unit in self.ticked and item.unit in shown]
        return ticked or [item for item in items if item.unit == self.at]


def open_desk() -> Desk:
    """The desk of this window, wherever it stands."""
    desk: Desk = st.session_state.setdefault(DESK, Desk())
    return desk


def find_desk(items: Sequence[WorkItem], shown: Sequence[WorkItem], narrowing: str) -> Desk:
    """The desk of this window, standing at a unit.

    One that leaves the list under the clerk's hands is not exchanged for another.
    """
    desk = open_desk()
    known = shown if narrowing != desk.narrowing else items
    if desk.at not in (item.unit for item in known):
        desk.at = shown[0].unit if shown else ""
    desk.narrowing = narrowing
    return desk
