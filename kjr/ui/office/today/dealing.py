"""One deed done with several units: each is written down, and what came of each is told."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple, NoReturn

import streamlit as st

from kjr.editing.review import append_each
from kjr.figures.overview import Overview
from kjr.figures.work.needs import WorkItem
from kjr.state.acts import Act, ActKind
from kjr.ui import gate, live, presses
from kjr.ui.office.today.desk import Desk
from kjr.ui.presses import Press
from kjr.values.escapes import escape_markdown


class Dealing(NamedTuple):
    """With whom the office deals, and who does."""

    overview: Overview
    shown: Sequence[WorkItem]
    """All that is in the table; those it deals with are among them."""
    chosen: Sequence[WorkItem]
    desk: Desk
    who: str

    @property
    def units(self) -> list[str]:
        """The full names of those it deals with."""
        return [item.unit for item in self.chosen]


def do_deed(press: Press, dealing: Dealing, kind: ActKind, words: Mapping[str, str]) -> NoReturn:
    """Write it down for each unit with what is said to it."""
    actors = {unit: gate.find_actor(unit, dealing.who) for unit in words}
    acts = {unit: Act(at.now, at.who, unit, kind, note=words[unit]) for unit, at in actors.items()}
    write_acts(press, dealing, kind, acts)


def write_acts(press: Press, dealing: Dealing, kind: ActKind, acts: Mapping[str, Act]) -> NoReturn:
    """Write down an act about each unit; what fails for one stops no other."""
    journal, desk = live.find_app().journal, dealing.desk
    desk.answers = press.do_once(partial(append_each, journal, acts.items()))
    desk.done, desk.asked = str(kind), ""
    if not desk.ticked:
        desk.go_on(dealing.shown)
    desk.choose([unit for unit, why in desk.answers.items() if why])
    presses.begin_anew()


def tell_answers(desk: Desk) -> None:
    """What came of the last deed; of those for which it failed, why."""
    failed = {unit: why for unit, why in desk.answers.items() if why}
    if done := len(desk.answers) - len(failed):
        st.success(f"{desk.done} {done} 家，已记下。")
    for unit, why in failed.items():
        st.error(escape_markdown(f"{unit}没有{desk.done}：{why}"))
