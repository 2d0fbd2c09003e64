"""审核: the office returns or accepts a unit's report with a note, and closes or opens reports."""

from functools import partial
from typing import Final

import streamlit as st

from kjr.editing import review
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.figures.work.sights import check_sight, gather_sights
from kjr.figures.work.worklist import find_standing_notes
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Guard
from kjr.ui import gate, live, presses, widgets
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.table_copies import show_list
from kjr.values.escapes import escape_markdown

NO_REASON: Final = "请先写明退回的理由，单位打开填报页时会看到。"
DONE = (ActKind.RETURNED, ActKind.ACCEPTED, ActKind.LOCKED, ActKind.OPENED)
COLUMNS: widgets.Columns[Act] = {
    "时间": (0, lambda act: f"{act.moment:%m-%d %H:%M}"),
    "谁": (0, lambda act: act.who),
    "单位": (0, lambda act: act.unit or "全部"),
    "处理": (0, lambda act: str(act.kind)),
    "说明": (0, lambda act: act.note),
}


def review_report(overview: Overview, unit: str, who: str) -> None:
    """One unit: return it with what to mend, or accept it."""
    standing = overview.standing(unit)
    states = (f"台账{standing.filling}", f"总结{standing.filing.state}", standing.entries_words)
    st.caption("，".join(filter(None, states)))
    acts = live.find_app().journal.acts()
    if note := find_standing_notes(overview.snapshot.books, acts).get(unit):
        said = escape_markdown(note.note) or "（没有说明）"
        st.info(f"{note.moment:%m-%d %H:%M} {escape_markdown(note.who)}{note.kind}：{said}")
    words = st.text_area("说明（单位打开填报页时会看到）", key=f"note-{unit}")
    row, book = st.container(horizontal=True), overview.snapshot.books.get(unit)
    mark = book.held.mark if book else ""
    seen = gather_sights({unit: mark}, acts)[unit]
    nameless = ask_for_name(who)
    for label, kind, key, lacking in (
        ("退回", ActKind.RETURNED, "return", nameless or ("" if words.strip() else NO_REASON)),
        ("采信", ActKind.ACCEPTED, "accept", nameless),
    ):
        if press := offer_press(row.button, label, f"{key}-{unit}", about=seen, lacking=lacking):
            guard = partial(check_sight, unit, kind, press.about, mark)
            _say(press, who, unit, kind, words.strip(), guard)


def lock_reports(overview: Overview, unit: str, who: str) -> None:
    """After the deadline: close all reports, or let this unit go on."""
    campaign, acts = overview.campaign, live.find_app().journal.acts()
    last = campaign.deadline
    with st.expander(f"截止后锁定（{last.month}月{last.day}日以后生效）"):
        locked = review.is_locked(campaign, acts, unit, live.read_campaign_clock().date())
        st.caption("这个单位现在不能改" if locked else "这个单位现在可以改")
        row = st.container(horizontal=True)
        for label, whose, kind in (
            ("锁定全部单位", "", ActKind.LOCKED),
            ("放开这个单位", unit, ActKind.OPENED),
            ("放开全部单位", "", ActKind.OPENED),
        ):
            if press := offer_press(
                row.button, label, f"{label}-{unit}", lacking=ask_for_name(who)
            ):
                _say(press, who, whose, kind)


def show_review_log() -> None:
    """What the office said so far, newest first."""
    said = [act for act in reversed(live.find_app().journal.acts()) if act.kind in DONE]
    if said:
        show_list("退回和采信", COLUMNS, said)


def _say(
    press: Press,
    who: str,
    unit: str,
    kind: ActKind,
    words: str = "",
    guard: Guard | None = None,
) -> None:
    name, moment = gate.find_actor(unit, who)
    act, journal = Act(moment, name, unit, kind, note=words), live.find_app().journal
    try:
        press.do_once(lambda: journal.append(act, guard))
    except KjrError as error:
        presses.refuse_press(error)
    else:
        presses.begin_anew()
