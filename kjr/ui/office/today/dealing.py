"""One deed done with several units: each is written down, and what came of each is told."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, NoReturn

import streamlit as st

from kjr.editing.review import append_each
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.figures.work.needs import WorkItem
from kjr.figures.work.sights import Sight, check_sight
from kjr.state.acts import Act, ActKind
from kjr.ui import gate, live, presses
from kjr.ui.office.today.desk import Desk
from kjr.ui.presses import Press
from kjr.values.escapes import escape_markdown


class Dealing(NamedTuple):
    """With whom the office deals, and who does."""

    overview: Overview
    shown: Sequence[WorkItem]
    """All that is in the table."""
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


def write_acts(
    press: Press,
    dealing: Dealing,
    kind: ActKind,
    acts: Mapping[str, Act],
    objections: Mapping[str, str] = MappingProxyType({}),
) -> NoReturn:
    """Write down an act about each unit that is still as it was seen; one stops no other.

    What else speaks against one stands in ``objections``.
    """
    journal, desk, marks = live.find_app().journal, dealing.desk, find_marks(dealing.overview)

    def guard(unit: str, done: Collection[Act]) -> None:
        check_sight(unit, kind, desk.seen.get(unit, Sight()), marks.get(unit, ""), done)
        if why := objections.get(unit):
            raise KjrError(why)

    guards = {unit: partial(guard, unit) for unit in acts}
    desk.answers = press.do_once(partial(append_each, journal, acts.items(), guards))
    desk.done, desk.asked = str(kind), ""
    failed = [unit for unit, why in desk.answers.items() if why]
    desk.go_past(dealing.shown, {*acts} - {*failed})
    desk.choose(failed)
    presses.begin_anew()


def find_marks(overview: Overview) -> dict[str, str]:
    """By what each unit's workbook is known to be the same; blank for one without."""
    books = overview.snapshot.books
    names = (each.unit.name for each in overview.standings)
    return {name: books[name].held.mark if name in books else "" for name in names}


def tell_answers(desk: Desk) -> None:
    """What came of the last deed; of those for which it failed, why."""
    failed = {unit: why for unit, why in desk.answers.items() if why}
    if done := len(desk.answers) - len(failed):
        st.success(f"{desk.done} {done} 家，已记下。")
    for unit, why in failed.items():
        st.error(escape_markdown(f"{unit}没有{desk.done}：{why}"))
