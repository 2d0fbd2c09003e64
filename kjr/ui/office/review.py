"""审核: the office returns or accepts a unit's report with a note, and closes or opens reports."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kjr.editing import review
from kjr.figures.overview import Overview
from kjr.state.acts import Act, Kind
from kjr.ui import gate, live, tables
from kjr.values.markdown import literal

DONE = (Kind.RETURNED, Kind.ACCEPTED, Kind.LOCKED, Kind.OPENED)


def judge(overview: Overview, unit: str, who: str) -> None:
    """One unit: return it with what to mend, or accept it."""
    standing = overview.standing(unit)
    st.caption(f"{standing.state}，{standing.entries} 条，待改 {standing.errors} 处")
    if note := review.note(live.desk().journal.acts(), unit):
        said = literal(note.note) or "（没有说明）"
        st.info(f"{note.moment:%m-%d %H:%M} {literal(note.who)}{note.kind}：{said}")
    words = st.text_area("说明（单位打开填报页时会看到）", key=f"note-{unit}")
    row = st.container(horizontal=True)
    if row.button("退回", disabled=not (who and words.strip())):
        _say(who, unit, Kind.RETURNED, words.strip())
    if row.button("采信", disabled=not who):
        _say(who, unit, Kind.ACCEPTED, words.strip())


def lock(overview: Overview, unit: str, who: str) -> None:
    """After the deadline: close all reports, or let this unit go on."""
    campaign, acts = overview.campaign, live.desk().journal.acts()
    last = campaign.deadline
    with st.expander(f"截止后锁定（{last.month}月{last.day}日以后生效）"):
        locked = review.is_locked(campaign, acts, unit, live.moment().date())
        st.caption("这个单位现在不能改" if locked else "这个单位现在可以改")
        row = st.container(horizontal=True)
        if row.button("锁定全部单位", disabled=not who):
            _say(who, "", Kind.LOCKED)
        if row.button("放开这个单位", disabled=not who):
            _say(who, unit, Kind.OPENED)
        if row.button("放开全部单位", disabled=not who):
            _say(who, "", Kind.OPENED)


def show() -> None:
    """What the office said so far, newest first."""
    said = [act for act in reversed(live.desk().journal.acts()) if act.kind in DONE]
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
        tables.show("退回和采信", table)


def _say(who: str, unit: str, kind: Kind, words: str = "") -> None:
    name, moment = gate.hand(unit, who, live.moment())
    live.desk().journal.append(Act(moment, name, unit, kind, note=words))
    st.rerun()
