"""看板: 现在多少了, 差在哪里, 这个数哪来的."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kjr import charts, markup, parts, progress, targets
from kjr.overview import Key, Overview
from kjr.ui import live


@st.cache_resource(max_entries=2, show_spinner=False)
def body(key: Key, _overview: Overview) -> bool:
    """The whole board, drawn once per version and replayed for every viewer."""
    st.html(
        parts.whole(
            markup.cards(_overview, live.changes(_overview)),
            targets.rows(_overview, _overview.hard_lines, indicator_address),
            targets.counts(_growth(_overview), indicator_address),
        )
    )
    places, days, gaps = st.columns([3, 4, 3])
    places.html(parts.whole(parts.card("县（市）区上报率", markup.tiles(_overview))))
    with days.container(border=True, key="card-daily"):
        st.caption("每天新增")
        st.altair_chart(daily(_overview), width="stretch")
    gaps.html(parts.whole(markup.shortfalls(_overview)))
    return True


def indicator_address(indicator: str) -> str:
    """Where an indicator's 来历 stands; the same on every page."""
    return f"indicator?id={indicator}"


def daily(overview: Overview) -> charts.Chart:
    """Entries per day and ledger."""
    growth = {
        ledger.name: progress.entries_by_day(ledger, overview.tables[ledger.name])
        for ledger in overview.campaign.ledgers
        if ledger.day and not ledger.single
    }
    return charts.daily(overview.campaign, growth)


def _growth(overview: Overview) -> list[tuple[progress.Line, list[float]]]:
    campaign, tables = overview.campaign, overview.tables
    days = pd.date_range(campaign.first, overview.today)

    def totals(line: progress.Line) -> list[float]:
        grown = progress.by_day(campaign, tables, line.measure)
        return [float(total) for total in grown.reindex(days, method="ffill").fillna(0)]

    return [(line, totals(line)) for line in overview.main_lines if line.target is None]
