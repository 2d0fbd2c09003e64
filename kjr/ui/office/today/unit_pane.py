"""One unit beside the table: where its report stands, what is odd, what was said and done."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from kjr.documents.fix_lists import sort_problems
from kjr.documents.html.parts import render
from kjr.editing.review import is_locked
from kjr.figures.overview import Overview
from kjr.figures.work.needs import WorkItem
from kjr.reading.page import Problem
from kjr.state.acts import Act, ActKind
from kjr.state.chases import Delivery, collect_chases
from kjr.ui import live, widgets
from kjr.ui.office.chasing import ANSWERS, note_answer, phrase_record
from kjr.ui.office.today.dealing import Dealing
from kjr.ui.presses import ask_for_name, offer_press
from kjr.values.masks import mask_personal_data
from kjr.values.wording import format_moment

SHOWN: Final = 8
"""Problems and acts told beside the table; the unit's own pages hold all."""


def show_unit_pane(dealing: Dealing, item: WorkItem | None, acts: Sequence[Act]) -> None:
    """The unit the desk stands at, though it may have left the list, and the way to the next."""
    if item is None:
        return
    unit, asked, overview = item.unit, urlencode({"unit": item.unit}), dealing.overview
    go_on = dealing.desk.go_on
    with st.container(border=True, key="card-pane"):
        st.button("下一家", key="next", on_click=go_on, args=[dealing.shown], width="stretch")
        widgets.show_html(
            render("screens.pane", unit, f"units?{asked}", _facts(overview, item, acts))
        )
        _tell_problems(overview, unit)
        _tell_history(unit, acts)
        if item.record.times:
            _offer_answers(unit, dealing.who)
        st.html(render("screens.way", "看填报", f"ledgers?{asked}"))


def _facts(overview: Overview, item: WorkItem, acts: Sequence[Act]) -> dict[str, str]:
    standing = item.standing
    lacking = "、".join(standing.lacking)
    today = live.read_campaign_clock().date()
    is_shut = is_locked(overview.campaign, acts, item.unit, today)
    facts = {
        "台账": "，".join(filter(None, (standing.filling_word, standing.entries_words))),
        "总结": standing.filing_word + (f"，还缺{lacking}" if lacking else ""),
        "最后改动": format_moment(item.changed) if item.changed else "还没有文件",
    }
    if told := phrase_record(item.record):
        facts["催过"] = told
    if item.note:
        facts[str(item.note.kind)] = _say(item.note)
    return facts | ({"锁定": "现在不能改"} if is_shut else {})


def _tell_problems(overview: Overview, unit: str) -> None:
    if overview.standing(unit).is_unreadable:
        return
    found = sort_problems(each for each in overview.snapshot.problems if each.unit == unit)
    told = [(str(each.level), _phrase(each)) for each in found[:SHOWN]]
    more = len(found) - len(told)
    end = ("看全部待改", f"problems?{urlencode({'unit': unit})}") if more > 0 else ("", "")
    st.html(render("screens.told", f"待改和要核实的（{len(found)}）", told, *end))


def _tell_history(unit: str, acts: Sequence[Act]) -> None:
    lost = {
        each.act.id: each.delivery
        for each in collect_chases(acts)
        if each.delivery is not Delivery.OUT
    }
    named = (
        act for act in reversed(acts) if unit in (act.unit, *(part.unit for part in act.parts))
    )
    kept = islice((act for act in named if act.outcome is not ActKind.FAILED), SHOWN)
    told = [(f"{act.moment:%m-%d %H:%M}", _say(act, lost.get(act.id, ""))) for act in kept]
    if told:
        st.html(render("screens.told", "来往", told, "", ""))


def _offer_answers(unit: str, who: str) -> None:
    """What is answered most, noted by one click; the rest is noted at 催报."""
    today = live.read_campaign_clock().date()
    with st.popover("记答复", width="stretch"):
        for words, days in ANSWERS.items():
            if press := offer_press(st.button, words, f"{words}-{unit}", lacking=ask_for_name(who)):
                day = None if days is None else today + dt.timedelta(days)
                note_answer(press, unit, words, day, who)


def _phrase(problem: Problem) -> str:
    return mask_personal_data(str(problem))


def _say(act: Act, delivery: str = "") -> str:
    """Who did it, and what was said; who answers for a filing is a person.

    ``delivery`` is what became of a message that is not known to have left.
    """
    is_told = act.note and act.kind not in (ActKind.FILED, ActKind.NIL)
    note = f"：{act.note}" if is_told else ""
    return f"{act.who} {act.kind}{f'（{delivery}）' if delivery else ''}{note}"
