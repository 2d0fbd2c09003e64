"""报送 and 催报: who has filed, which files nobody counts, and the messages that are due."""

from collections.abc import Iterable
from typing import Final

import pandas as pd
import streamlit as st

from kjr.documents import reminders
from kjr.documents.html import parts
from kjr.documents.reminders import Rung
from kjr.editing import review
from kjr.figures.filing_status import FilingState, Standing
from kjr.figures.overview import Overview
from kjr.state.acts import Act
from kjr.ui import gate, live, widgets

COLUMNS: Final[widgets.Columns[Standing]] = {
    "单位": (260, lambda each: each.unit.name),
    "县（市）区": (90, lambda each: each.unit.district),
    "类别": (120, lambda each: each.unit.kind),
    "状态": (90, lambda each: str(each.state)),
    "条目": (60, lambda each: each.entries),
    "待改": (60, lambda each: each.errors),
    "报送日期": (90, lambda each: each.filed_on),
}
"""The first ones; then comes what was said through the app."""


def choose_status_filter(overview: Overview) -> tuple[str | None, str | None]:
    """District and state to look at; None for all."""
    left, right = st.columns(2)
    states = [str(each) for each in FilingState]
    return (
        widgets.choose_option("县（市）区", overview.campaign.districts, "district", place=left),
        widgets.choose_option("报送状态", states, "state", place=right),
    )


def show_status(overview: Overview, district: str | None, state: str | None) -> None:
    """The units that match, then the files nobody counts."""
    shown = [
        each
        for each in overview.standings
        if each.unit.expected
        and district in (None, each.unit.district)
        and state in (None, each.state)
    ]
    widgets.show_html(parts.render("board.filing_card", overview, parts.NOWHERE))
    columns = {**COLUMNS, **build_note_columns(live.find_app().journal.acts())}
    widgets.show_rows("各单位报送情况", columns, shown)
    if strays := overview.snapshot.strays:
        st.subheader(f"没有计入的文件（{len(strays)}）")
        widgets.show_table(
            "没有计入的文件",
            pd.DataFrame(strays, columns=["文件", "原因"]),
            widgets.TableLayout({"文件": 320}),
        )


def build_note_columns(acts: Iterable[Act]) -> widgets.Columns[Standing]:
    """What units and the office said through the app; who answers for a filing is a person."""
    acts, with_person = tuple(acts), gate.sees_personal()
    filings, notes = review.find_last_filings(acts), review.find_review_notes(acts)
    return {
        "网上报送": (240, lambda each: _words(filings.get(each.unit.name), with_note=with_person)),
        "审核": (200, lambda each: _words(notes.get(each.unit.name))),
        "文件": (290, lambda each: each.book.held.file if each.book else None),
        "说明": (380, _remark),
    }


def choose_rung(overview: Overview) -> Rung:
    """How firmly to ask; the rung due today is chosen already."""
    rungs = list(Rung)
    chosen: Rung = st.segmented_control(
        "催报方式", rungs, default=reminders.find_due_rung(overview), required=True
    )
    return chosen


def show_reminders(overview: Overview, rung: Rung) -> None:
    """One message per district group, or per unit."""
    if rung is Rung.GENTLE:
        messages = reminders.compose_group_reminders(overview)
        st.caption("每个县（市）区的群发一条")
    else:
        messages = reminders.compose_unit_reminders(overview, rung)
        st.caption(f"{len(messages)} 家单位各发一条")
    if not messages:
        st.success("都报齐了，没有要催的。")
    for message in messages:
        with st.expander(message.to, expanded=rung is Rung.GENTLE):
            for part in reminders.split_message(message.text):
                st.code(part, language=None, wrap_lines=True)


def _words(act: Act | None, *, with_note: bool = True) -> str | None:
    note = f"：{act.note}" if act and with_note and act.note else ""
    return f"{act.moment:%m-%d} {act.kind}{note}" if act else None


def _remark(standing: Standing) -> str:
    if standing.book is None or standing.book.stale is None:
        return "" if standing.unit.expected else "协作机构，不在应报之列"
    stale = standing.book.stale
    if standing.book.is_unreadable:
        return stale.reason
    return f"沿用 {stale.since:%m-%d %H:%M} 读到的数据：{stale.reason}"
