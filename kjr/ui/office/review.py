"""审核: the office returns or accepts a unit's report with a note, and closes or opens reports."""

import pandas as pd
import streamlit as st

from kjr.editing import review
from kjr.figures.overview import Overview
from kjr.state.acts import Act, ActKind
from kjr.ui import gate, live, tables
from kjr.values.escapes import escape_markdown

DONE = (ActKind.RETURNED, ActKind.ACCEPTED, ActKind.LOCKED, ActKind.OPENED)


def review_report(overview: Overview, unit: str, who: str) -> None:
    """One unit: return it with what to mend, or accept it."""
    standing = overview.standing(unit)
    st.caption(f"{standing.state}，{standing.entries} 条，待改 {standing.errors} 处")
    if note := review.find_review_notes(live.find_edit_context().journal.acts()).get(unit):
        said = escape_markdown(note.note) or "（没有说明）"
        st.info(f"{note.moment:%m-%d %H:%M} {escape_markdown(note.who)}{note.kind}：{said}")
    words = st.text_area("说明（单位打开填报页时会看到）", key=f"note-{unit}")
    row = st.container(horizontal=True)
    if row.button("退回", disabled=not (who and words.strip())):
        _say(who, unit, ActKind.RETURNED, words.strip())
    if row.button("采信", disabled=not who):
        _say(who, unit, ActKind.ACCEPTED, words.strip())


def lock_reports(overview: Overview, unit: str, who: str) -> None:
    """After the deadline: close all reports, or let this unit go on."""
    campaign, acts = overview.campaign, live.find_edit_context().journal.acts()
    last = campaign.deadline
    with st.expander(f"截止后锁定（{last.month}月{last.day}日以后生效）"):
        locked = review.is_locked(campaign, acts, unit, live.read_campaign_clock().date())
        st.caption("这个单位现在不能改" if locked else "这个单位现在可以改")
        row = st.container(horizontal=True)
        if row.button("锁定全部单位", disabled=not who):
            _say(who, "", ActKind.LOCKED)
        if row.button("放开这个单位", disabled=not who):
            _say(who, unit, ActKind.OPENED)
        if row.button("放开全部单位", disabled=not who):
            _say(who, "", ActKind.OPENED)


def show_review_log() -> None:
    """What the office said so far, newest first."""
    said = [act for act in reversed(live.find_edit_context().journal.acts()) if act.kind in DONE]
    table = pd.DataFrame(
        {
            "时间": [f"{act.moment:%m-%d %H:%M}" for act in said],
            "谁": [act.who for act in said],
            "单位": [act.unit or "全部" for act in said],
            "处理": [str(act.kind) for act in said],
            "说明": [act.note for act in said],
        }
    )
    if said:
        tables.show_table("退回和采信", table)


def _say(who: str, unit: str, kind: ActKind, words: str = "") -> None:
    name, moment = gate.find_actor(unit, who, live.read_campaign_clock())
    live.find_edit_context().journal.append(Act(moment, name, unit, kind, note=words))
    st.rerun()
