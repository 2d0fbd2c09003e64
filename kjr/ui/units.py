"""单位: every unit's figures in one table, and one unit's own page."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from kjr import exports, parts, wording
from kjr.overview import Key, Overview
from kjr.status import Standing
from kjr.ui import gate


@st.cache_data(max_entries=2, show_spinner=False)
def table(key: Key, _overview: Overview) -> pd.DataFrame:
    """One row per unit: who it is, where it stands, and every main figure."""
    figures = {
        f"{line.measure.name}（{line.measure.counter}）": [
            line.by_unit.get(each.unit.name, 0) for each in _overview.standings
        ]
        for line in _overview.main_lines
    }
    return pd.DataFrame(
        {
            "单位": [each.unit.name for each in _overview.standings],
            "县（市）区": [each.unit.district for each in _overview.standings],
            "类别": [each.unit.kind for each in _overview.standings],
            "状态": [str(each.state) for each in _overview.standings],
            "条目": [each.entries for each in _overview.standings],
            "待改": [each.errors for each in _overview.standings],
        }
        | figures
    )


def choose(overview: Overview) -> Standing | None:
    """One unit, or none for all of them; the choice stands in the URL."""
    chosen = st.selectbox(
        "单位",
        gate.among(each.unit.name for each in overview.standings),
        None,
        placeholder="全部单位（可输入名称查找）",
        label_visibility="collapsed",
        key="unit",
        bind="query-params",
    )
    unit = gate.own(chosen)
    return overview.standing(unit) if unit else None


def show_all(overview: Overview) -> None:
    """All units, to sort, search and take away."""
    shown = table(overview.key, overview)
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=640,
        column_config={"单位": st.column_config.TextColumn(pinned=True)},
    )
    left, right, _ = st.columns([1, 1, 4])
    day = f"{overview.today:%m%d}"
    book = gate.exporting("各单位情况", partial(exports.as_xlsx, shown, "单位"))
    left.download_button("导出 Excel", book, f"各单位情况-{day}.xlsx", on_click="ignore")
    lines = gate.exporting("各单位情况", partial(exports.as_csv, shown))
    right.download_button("导出 CSV", lines, f"各单位情况-{day}.csv", on_click="ignore")


def show_one(overview: Overview, standing: Standing) -> None:
    """One unit: where it stands, what it did, what it should mend."""
    unit = standing.unit
    lines = [(line, done) for line in overview.lines if (done := line.by_unit.get(unit.name, 0))]
    st.html(
        parts.whole(
            parts.card(
                f"{unit.district} · {unit.kind}",
                f'<div class="k-big">{standing.state}</div>',
                f'<div class="k-note">{standing.entries} 条，待改 {standing.errors} 处</div>',
            ),
            parts.card(
                "计入的数字",
                parts.listed(
                    f"{line.measure.name} <b>{wording.figure(done, line.measure.counter)}</b>"
                    for line, done in lines
                )
                if lines
                else '<div class="k-note">还没有计入的条目</div>',
            ),
        )
    )
