"""报送: who has filed, state by state, and which files nobody counts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from kjr.documents.html import filing_bar, parts
from kjr.editing import review
from kjr.figures.filing_status import FilingState, Standing
from kjr.figures.overview import Overview
from kjr.state.acts import Act
from kjr.ui import gate, live, tables

ALL = "全部"
LAYOUT = tables.TableLayout(
    {
        "单位": 260,
        "县（市）区": 90,
        "类别": 120,
        "状态": 90,
        "条目": 60,
        "待改": 60,
        "报送日期": 90,
        "网上报送": 240,
        "审核": 200,
        "文件": 290,
        "说明": 380,
    }
)


class StatusNotes(NamedTuple):
    """What units and the office said through the app, in words, by unit."""

    filings: Mapping[str, str]
    notes: Mapping[str, str]


def collect_status_notes(acts: Sequence[Act], *, with_persons: bool) -> StatusNotes:
    """The last filing of each unit and the office's last word on it; who answers is a person."""
    return StatusNotes(
        {
            unit: _words(act, with_note=with_persons)
            for unit, act in review.find_last_filings(acts).items()
        },
        {unit: _words(act, with_note=True) for unit, act in review.find_review_notes(acts).items()},
    )


def choose_status_filter(overview: Overview) -> tuple[str | None, str | None]:
    """District and state to look at; None for all."""
    left, right = st.columns(2)
    district = left.selectbox(
        "县（市）区",
        overview.campaign.districts,
        None,
        placeholder=ALL,
        key="district",
        bind="query-params",
    )
    state = right.selectbox(
        "报送状态",
        [str(each) for each in FilingState],
        None,
        placeholder=ALL,
        key="state",
        bind="query-params",
    )
    return district, state


def build_status_table(standings: Sequence[Standing], said: StatusNotes) -> pd.DataFrame:
    """One row per unit."""
    return pd.DataFrame(
        {
            "单位": [each.unit.name for each in standings],
            "县（市）区": [each.unit.district for each in standings],
            "类别": [each.unit.kind for each in standings],
            "状态": [str(each.state) for each in standings],
            "条目": [each.entries for each in standings],
            "待改": [each.errors for each in standings],
            "报送日期": [each.filed_on for each in standings],
            "网上报送": [said.filings.get(each.unit.name) for each in standings],
            "审核": [said.notes.get(each.unit.name) for each in standings],
            "文件": [each.book.held.file if each.book else None for each in standings],
            "说明": [_remark(each) for each in standings],
        }
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
    st.html(parts.wrap_parts(filing_bar.render_filing_card(overview)))
    acts = live.find_edit_context().journal.acts()
    shown_table = build_status_table(
        shown, collect_status_notes(acts, with_persons=gate.sees_personal())
    )
    tables.show_table("各单位报送情况", shown_table.dropna(axis=1, how="all"), LAYOUT)
    strays = overview.snapshot.strays
    if strays:
        st.subheader(f"没有计入的文件（{len(strays)}）")
        tables.show_table(
            "没有计入的文件",
            pd.DataFrame(strays, columns=["文件", "原因"]),
            tables.TableLayout({"文件": 320}),
        )


def _words(act: Act, *, with_note: bool) -> str:
    note = f"：{act.note}" if with_note and act.note else ""
    return f"{act.moment:%m-%d} {act.kind}{note}"


def _remark(standing: Standing) -> str:
    if standing.book is None or standing.book.stale is None:
        return "" if standing.unit.expected else "协作机构，不在应报之列"
    stale = standing.book.stale
    if standing.book.is_unreadable:
        return stale.reason
    return f"沿用 {stale.since:%m-%d %H:%M} 读到的数据：{stale.reason}"
