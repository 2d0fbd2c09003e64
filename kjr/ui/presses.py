"""What is pressed counts until it is answered, and is done once.

Streamlit forgets a press when something else begins the page anew before its button is reached,
and stops a run anywhere between two of its own calls, also behind a write.  It forgets as well
what was answered: the next look at the figures draws the page without.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Final, NoReturn, TypeVar, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kjr.errors import KjrError
from kjr.values.escapes import escape_markdown

NAMELESS: Final = "请先写上您的姓名。"
PRESSES: Final = "presses"
"""In the session: what is pressed and not answered yet."""

T = TypeVar("T")


@dataclass
class Press:
    """One press of one button."""

    outcomes: list[object] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    refusal: KjrError | None = None
    """Why it was not done."""
    about: Any = None
    """What the button was about when it was drawn: by now the page may know something else."""
    explain_loss: Callable[[], object] | None = None
    """Says what became of that, should the button be gone before the press is answered."""

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
                self.outcomes.append(self._do(act))
        return cast("T", self.outcomes[0])

    def _do(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except KjrError as error:
            self.refusal = error
            raise


Answer = Callable[[], object]
"""Draws what came of a press."""


@dataclass
class Presses:
    """Of one window."""

    waiting: dict[str, Press] = field(default_factory=dict)
    at: str = ""
    """The one that is being answered."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """What was said at a button, until the next press."""
    offered: set[str] = field(default_factory=set)
    """The buttons of this run."""
    early: set[str] = field(default_factory=set)
    """The buttons that were pressed before something they need was typed."""
    refusals: dict[str, str] = field(default_factory=dict)
    """Why what others can make go away was not done, until the next press or another page."""
    title: str = ""
    """Of the page."""
    above: DeltaGenerator | None = None
    """Where on it is said what was refused at a button that is gone."""

    def begin_run(self, title: str, above: DeltaGenerator) -> None:
        """A page begins; what was refused on another one is not told here."""
        if title != self.title:
            self.refusals.clear()
        self.title, self.above = title, above
        self.offered.clear()

    def remember(self, key: str, press: Press | None = None) -> None:
        """It was pressed; a second press before the answer is the same one."""
        self.answers.clear()
        self.refusals.clear()
        self.early.clear()
        self.waiting.setdefault(key, press or Press())

    def find(self, key: str) -> Press | None:
        """The press that is to be answered now, if there is one."""
        press = self.waiting.get(key)
        if press:
            self.at = key
        return press

    def answer(self, answer: Answer) -> None:
        """The press that is being answered is answered so."""
        self.waiting.pop(self.at, None)
        self.answers[self.at] = answer

    def refuse(self, why: str) -> None:
        """The press that is being answered is not done; its button may go."""
        press = self.waiting.get(self.at)
        if press and press.explain_loss:
            self.refusals[self.at] = why
        self.answer(partial(st.error, escape_markdown(why)))

    def refuse_early(self, key: str, lacking: str) -> None:
        """Refuse a press that came before what it needs; said until that is there."""
        press = self.waiting.get(key)
        if lacking and press and not press.is_done:
            del self.waiting[key]
            self.early.add(key)
        if not lacking:
            self.early.discard(key)
        elif key in self.early:
            st.error(escape_markdown(lacking))

    def end_run(self) -> None:
        """What is still waiting was answered, or is no longer there; so are other answers."""
        for key, press in self.waiting.items():
            if press.refusal:
                self.answers[key] = partial(st.error, escape_markdown(press.refusal))
            elif press.explain_loss and not press.is_done and key not in self.offered:
                self.refusals[key] = str(press.explain_loss())
        self.answers = {key: each for key, each in self.answers.items() if key in self.offered}
        told = "；".join(why for key, why in self.refusals.items() if key not in self.offered)
        self.waiting.clear()
        self.offered.clear()
        if told:
            (self.above or st).error(escape_markdown(told))


def list_presses() -> Presses:
    """What is pressed in this window."""
    known: Presses = st.session_state.setdefault(PRESSES, Presses())
    return known


def offer_press(
    draw: Callable[..., bool],
    label: str,
    key: str,
    spot: DeltaGenerator | None = None,
    explain_loss: Callable[[], object] | None = None,
    /,
    about: object = None,
    **look: Any,  # noqa: ANN401 - as Streamlit's buttons take it
) -> Press | None:
    """A button that does something; its press, however often the page began anew since.

    What was answered to the last one is said below it, or at ``spot``; ``about`` is kept with the
    press as it is drawn now.  Where somebody else can make the button go away before a press is
    answered, ``explain_loss`` says above the page what became of it; a refusal goes there too.
    ``lacking`` says what has to be typed first: a press is refused with it until it is.  A button
    that is disabled meanwhile does not hear the press by which somebody leaves the field.
    """
    presses = list_presses()
    press, lacking = Press(about=about, explain_loss=explain_loss), str(look.pop("lacking", ""))
    draw(label, key=key, on_click=presses.remember, args=[key, press], **look)
    presses.offered.add(key)
    if key in presses.answers:
        with spot or nullcontext():
            presses.answers[key]()
    with spot or nullcontext():
        presses.refuse_early(key, lacking)
    return None if look.get("disabled") else presses.find(key)


def ask_for_name(who: str) -> str:
    """What is said to somebody who presses before saying who it is; blank once it is said."""
    return "" if who else NAMELESS


def is_any_waiting() -> bool:
    """Whether something was pressed in this window and is not answered yet."""
    return bool(list_presses().waiting)


def answer_press(answer: Answer) -> None:
    """Say what came of the press, in this run and until the next press."""
    list_presses().answer(answer)
    answer()


def refuse_press(why: object) -> None:
    """Say why what was pressed is not done, in this run and until the next press."""
    presses = list_presses()
    at = presses.at
    presses.refuse(str(why))
    presses.answers[at]()


def begin_anew() -> NoReturn:
    """Begin the page anew: what was pressed last is answered."""
    presses = list_presses()
    presses.waiting.pop(presses.at, None)
    st.rerun()


def end_presses() -> None:
    """The page has run to its end: whatever was pressed is answered on it, or no longer there."""
    list_presses().end_run()
