"""What is pressed counts until it is answered, and is done once.

Streamlit forgets a press when something else begins the page anew before its button is reached,
and stops a run anywhere between two of its own calls, also behind a write.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, NoReturn, TypeVar, cast

import streamlit as st

PRESSES: Final = "presses"
"""In the session: what is pressed and not answered yet."""

T = TypeVar("T")


@dataclass
class Press:
    """One press of one button."""

    outcomes: list[object] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def is_done(self) -> bool:
        """Whether what was pressed is done; what follows from it may still be missing."""
        return bool(self.outcomes)

    def do_once(self, act: Callable[[], T]) -> T:
        """Do it, unless a run that was stopped has done it; gives what came of it.

        Behind its write ``act`` calls nothing of Streamlit.
        """
        with self.lock:  # the run that was stopped may still be at it
            if not self.is_done:
                self.outcomes.append(act())
        return cast("T", self.outcomes[0])


@dataclass
class Presses:
    """Of one window."""

    waiting: dict[str, Press] = field(default_factory=dict)
    at: str = ""
    """The one that is being answered."""

    def remember(self, key: str) -> None:
        """It was pressed; a second press before the answer is the same one."""
        self.waiting.setdefault(key, Press())

    def find(self, key: str) -> Press | None:
        """The press that is to be answered now, if there is one."""
        press = self.waiting.get(key)
        if press:
            self.at = key
        return press


def list_presses() -> Presses:
    """What is pressed in this window."""
    known: Presses = st.session_state.setdefault(PRESSES, Presses())
    return known


def offer_press(
    draw: Callable[..., bool],
    label: str,
    key: str,
    **look: Any,  # noqa: ANN401 - as Streamlit's buttons take it
) -> Press | None:
    """A button that does something; its press, however often the page began anew since."""
    presses = list_presses()
    draw(label, key=key, on_click=presses.remember, args=[key], **look)
    return None if look.get("disabled") else presses.find(key)


def begin_anew() -> NoReturn:
    """Begin the page anew: what was pressed last is answered."""
    presses = list_presses()
    presses.waiting.pop(presses.at, None)
    st.rerun()


def end_presses() -> None:
    """The page has run to its end: whatever was pressed is answered on it, or no longer there."""
    list_presses().waiting.clear()
