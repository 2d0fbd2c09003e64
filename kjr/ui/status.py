"""报送: who has filed, state by state, and which files nobody counts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kjr import markup, parts
from kjr.overview import Overview
from kjr.status import Standing, State

ALL = "全部"


def choose(overview: Overview) -> tuple[str | None, str | None]:
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
        [str(each) for each in State],
        None,
        placeholder=ALL,
        key="state",
        bind="query-params",
    )
    return district, state


def table(standings: Sequence[Standing]) -> pd.DataFrame:
    """One row per unit, ready to show or export."""
    return pd.DataFrame(
        {
            "单位": [each.unit.name for each in standings],
            "县（市）区": [each.unit.district for each in standings],
            "类别": [each.unit.kind for each in standings],
            "状态": [str(each.state) for each in standings],
            "条目": [each.entries for each in standings],
            "待改": [each.errors for each in standings],
            "报送日期": [each.filed_on for each in standings],
            "文件": [each.book.held.file if each.book else None for each in standings],
            "说明": [_remark(each) for each in standings],
        }
    )


def show(overview: Overview, district: str | None, state: str | None) -> None:
    """The units that match, then the files nobody counts."""
    shown = [
        each
        for each in overview.standings
        if each.unit.expected
        and district in (None, each.unit.district)
        and state in (None, each.state)
    ]
    st.html(parts.whole(markup.filing(overview)))
    st.dataframe(table(shown), hide_index=True, width="stretch", placeholder="—", height=560)
    strays = overview.snapshot.strays
    if strays:
        st.subheader(f"没有计入的文件（{len(strays)}）")
        st.dataframe(pd.DataFrame(strays, columns=["文件", "原因"]), hide_index=True)


def _remark(standing: Standing) -> str:
    if standing.book is None or standing.book.stale is None:
        return "" if standing.unit.expected else "协作机构，不在应报之列"
    stale = standing.book.stale
    if standing.book.is_unreadable:
        return stale.reason
    return f"沿用 {stale.since:%m-%d %H:%M} 读到的数据：{stale.reason}"
