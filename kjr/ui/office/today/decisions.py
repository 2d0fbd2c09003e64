"""要定的事: what only the office can settle, each with the decision beside it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from kjr.documents.html.parts import render
from kjr.documents.loose_ends import list_odd_figures
from kjr.editing.corrections import LocatedCorrection
from kjr.editing.joint_events import find_settled
from kjr.figures.moves.row_changes import RowChange
from kjr.figures.overview import Overview
from kjr.figures.work.worklist import find_standing_notes
from kjr.reading.checks.between_books import JointPair
from kjr.reading.page import Problem
from kjr.state.acts import Act, ActKind
from kjr.ui import gate, live, presses
from kjr.ui.office.corrections import label_correction, list_corrections, settle_correction
from kjr.ui.office.joint_events import settle_pair
from kjr.ui.office.today.chips import show_every_unit
from kjr.ui.office.today.desk import open_desk
from kjr.ui.office.words import list_unknown_files, offer_files
from kjr.ui.writes import finish_write
from kjr.values.escapes import escape_markdown
from kjr.values.masks import mask_personal_data
from kjr.values.wording import format_figure

MOST: Final = 3
"""Of each kind shown at a time; settling one brings up the next."""
WIDTHS: Final = (7, 1, 1, 1)
PANEL: Final = "decisions"
"""In the session: whether all of it is unfolded."""


class Matter(NamedTuple):
    """One kind of what is to be decided."""

    name: str
    found: Sequence[object]
    most: int
    """How many of them are shown at a time."""
    show: Callable[[], None]


def show_decisions(overview: Overview, who: str) -> None:
    """Everything that waits for a decision; drawn once it is unfolded."""
    matters = [matter for matter in _list_matters(overview, who) if matter.found]
    if not matters:
        st.success("没有要定的事。")
        return
    told = " · ".join(f"{len(matter.found)} {matter.name}" for matter in matters)
    number = sum(len(matter.found) for matter in matters)
    desk = open_desk()
    st.session_state[PANEL] = desk.is_deciding  # another heading is another panel to Streamlit
    with st.expander(f"要定的事 {number}：{told}", key=PANEL, on_change=_fold):
        if desk.is_deciding or presses.is_any_waiting():
            _show_matters(matters)


def _fold() -> None:
    open_desk().is_deciding = st.session_state[PANEL]


def _show_matters(matters: Iterable[Matter]) -> None:
    for matter in matters:
        st.markdown(f"**{len(matter.found)} {matter.name}**")
        matter.show()
        if (more := len(matter.found) - matter.most) > 0:
            st.caption(f"还有 {more} 件同样的，定了上面的以后接着列出。")


def _list_matters(overview: Overview, who: str) -> Iterator[Matter]:
    """All there is; a unit's figures are settled once its report, as it is now, is dealt with."""
    files = list_unknown_files(overview)
    yield Matter("个认不出的文件", files, MOST, partial(offer_files, overview, files[:MOST], who))
    pairs = _list_new_pairs(overview)
    yield Matter("对疑似联合活动", pairs, 1, partial(_show_pair, overview, pairs[:1], who))
    lost = [case for case in list_corrections(overview) if not case.holds]
    yield Matter(
        "条不再生效的订正", lost, MOST, partial(_show_corrections, overview, lost[:MOST], who)
    )
    acts = live.find_app().journal.acts()
    notes = find_standing_notes(overview.snapshot.books, acts)
    verified = {(act.unit, act.note): act for act in acts if act.kind is ActKind.VERIFIED}
    odd = [each for each in list_odd_figures(overview) if each.unit not in notes]
    yield Matter("个要核实的数", odd, MOST, partial(_show_odd, odd[:MOST], who))
    falls = [
        row
        for row in _list_falls(overview)
        if not any(
            _is_of_today(overview, row, said)
            for said in (notes.get(row.unit), verified.get((row.unit, _tell_fall(row))))
        )
    ]
    yield Matter("处变小的数", falls, MOST, partial(_show_falls, falls[:MOST], who))


def _list_new_pairs(overview: Overview) -> list[JointPair]:
    """Those the office has not put off."""
    snapshot = overview.snapshot
    return [pair for pair in snapshot.open_pairs if not find_settled(pair, snapshot.settled)]


def _is_of_today(overview: Overview, row: RowChange, said: Act | None) -> bool:
    """Whether the office said it after the fall; days fall at midnight."""
    zone = overview.snapshot.taken.tzinfo
    since = row.when or dt.datetime.combine(overview.today, dt.time(), zone)
    return said is not None and said.moment >= since


def _list_falls(overview: Overview) -> list[RowChange]:
    changes = live.find_changes_today(overview)
    return changes.questionable if changes else []


def _show_pair(overview: Overview, pairs: Sequence[JointPair], who: str) -> None:
    for pair in pairs:
        settle_pair(overview, pair, who)


def _show_corrections(overview: Overview, cases: Sequence[LocatedCorrection], who: str) -> None:
    for case in cases:
        st.markdown(escape_markdown(mask_personal_data(label_correction(case))))
        settle_correction(overview, case, who)


def _show_odd(problems: Sequence[Problem], who: str) -> None:
    for problem in problems:
        text = f"{problem.unit}{mask_personal_data(str(problem))}"
        where = f"corrections?{urlencode({'unit': problem.unit})}"
        way, act = render("screens.link_to", "订正", where), _verify(problem, str(problem))
        _offer_ways(text, way, act, who, f"odd-{problem.sheet}-{problem.cell}")


def _show_falls(rows: Sequence[RowChange], who: str) -> None:
    for row in rows:
        text = "，".join(filter(None, (f"{row.unit}：{_tell_fall(row)}", row.who)))
        where = f"changes?{urlencode({'unit': row.unit, 'fell': 'true'})}"
        way, act = render("screens.link_to", "看变化", where), _verify(row, _tell_fall(row))
        _offer_ways(text, way, act, who, f"fell-{row.line.name}-{row.sheet}-{row.row}")


def _tell_fall(row: RowChange) -> str:
    measure = row.line.measure
    step = f"{format_figure(row.old, '')} → {format_figure(row.new, measure.counter)}"
    return f"{measure.name} {step}（{row.fate}）"


def _verify(of: Problem | RowChange, told: str) -> Act:
    """That it is right; by whom and when is known once somebody says so."""
    return Act(live.read_campaign_clock(), "", of.unit, ActKind.VERIFIED, of.sheet, note=told)


def _offer_ways(text: str, way: str, verified: Act, who: str, key: str) -> None:
    """What is odd, the page where it is seen or mended, and what the office can say of it."""
    unit, (left, *others) = verified.unit, st.columns(WIDTHS, vertical_alignment="center")
    left.markdown(escape_markdown(text))
    others[0].html(way)
    look = {"about": (unit, verified.note), "lacking": presses.ask_for_name(who)}
    if press := presses.offer_press(others[1].button, "属实", f"right-{unit}-{key}", **look):
        name, moment = gate.find_actor(unit, who)
        act = verified._replace(moment=moment, who=name)
        press.do_once(lambda: live.find_app().journal.append(act))
        finish_write(unit)
    others[2].button("退回核实", key=f"ask-{unit}-{key}", on_click=_ask_unit, args=[unit])


def _ask_unit(unit: str) -> None:
    """Go on at this unit, with the reason for which its report goes back."""
    show_every_unit()
    desk = open_desk()
    desk.choose([unit])
    desk.at = unit
    desk.begin(ActKind.RETURNED)
