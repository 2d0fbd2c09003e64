"""待改: a unit's cells that somebody should look at, in the unit's own words and coordinates."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from kjr.overview import Overview
from kjr.parsing.page import Problem
from kjr.readings import Level


def choose(overview: Overview) -> str | None:
    """Which unit to look at, those with most to mend first."""
    numbers = Counter(problem.unit for problem in overview.snapshot.problems)
    names = [unit for unit, _ in numbers.most_common()]
    asked = st.query_params.get("unit", "")
    chosen = st.selectbox(
        "单位",
        names,
        index=names.index(asked) if asked in names else None,
        format_func=lambda name: f"{name}（{numbers[name]}处）",
        placeholder="全部单位",
    )
    if chosen:
        st.query_params["unit"] = chosen
    else:
        st.query_params.pop("unit", None)
    return chosen


def show(overview: Overview, unit: str | None) -> None:
    """The problems as a table, worst first."""
    order = list(Level)
    problems = sorted(
        (each for each in overview.snapshot.problems if unit in (None, each.unit)),
        key=lambda each: (order.index(each.level), each.unit, each.sheet, each.row),
    )
    if not problems:
        st.success("没有要改的内容。")
        return
    numbers = Counter(each.level for each in problems)
    st.caption(
        f"错 {numbers[Level.ERROR]} 处（不计入） · 疑 {numbers[Level.DOUBT]} 处（计入，待核） · "
        f"提示 {numbers[Level.HINT]} 处"
    )
    st.dataframe(table(problems), hide_index=True, width="stretch", height=600, placeholder="—")


def table(problems: list[Problem]) -> pd.DataFrame:
    """One row per problem."""
    return pd.DataFrame(
        {
            "级别": [str(each.level) for each in problems],
            "单位": [each.unit for each in problems],
            "工作表": [each.sheet for each in problems],
            "单元格": [each.cell for each in problems],
            "列": [each.column for each in problems],
            "原文": [each.raw for each in problems],
            "问题": [each.message for each in problems],
            "建议": [each.suggestion for each in problems],
        }
    )
