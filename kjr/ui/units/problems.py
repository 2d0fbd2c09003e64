"""待改: a unit's cells that somebody should look at, in the unit's own words and coordinates."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from kjr.documents.fix_lists import compose_fix_list, sort_problems
from kjr.figures.overview import Overview
from kjr.reading.page import Problem
from kjr.ui import gate, live, tables
from kjr.values.masks import mask_personal_data
from kjr.values.readings import Level

LAYOUT = tables.TableLayout(
    {
        "级别": 50,
        "单位": 190,
        "工作表": 80,
        "单元格": 60,
        "列": 110,
        "原文": 160,
        "问题": 480,
        "建议": 160,
    },
    is_wrapped=True,
)


def choose_problem_unit(overview: Overview) -> str | None:
    """Which unit to look at, those with most to mend first; the choice stands in the URL."""
    numbers = Counter(problem.unit for problem in overview.snapshot.problems)
    chosen = st.selectbox(
        "单位",
        gate.select_visible_units(unit for unit, _ in numbers.most_common()),
        None,
        placeholder="全部单位",
        key="unit",
        bind="query-params",
    )
    return gate.authorize_unit(chosen)


def show_problems(overview: Overview, unit: str | None) -> None:
    """The problems as a table, worst first; for one unit also as something to send."""
    problems = sort_problems(
        each for each in overview.snapshot.problems if unit in (None, each.unit)
    )
    if not problems:
        st.success("没有要改的内容。")
        return
    numbers = Counter(each.level for each in problems)
    st.caption(
        f"错 {numbers[Level.ERROR]} 处（不计入） · 疑 {numbers[Level.DOUBT]} 处（计入，待核） · "
        f"提示 {numbers[Level.HINT]} 处。改好保存后，这里会自己消失。"
    )
    told = build_problems_table(problems).dropna(axis=1, how="all")
    tables.show_table("要改的内容", told, LAYOUT)
    if unit:
        _to_send(overview, unit, problems)


def build_problems_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """One row per problem; what is personal in a cell is masked."""
    return pd.DataFrame(
        {
            "级别": [str(each.level) for each in problems],
            "单位": [each.unit for each in problems],
            "工作表": [each.sheet for each in problems],
            "单元格": [each.cell for each in problems],
            "列": [each.column for each in problems],
            "原文": [mask_personal_data(each.raw) for each in problems],
            "问题": [each.message for each in problems],
            "建议": [each.suggestion for each in problems],
        }
    )


def _to_send(overview: Overview, unit: str, problems: Sequence[Problem]) -> None:
    """The fix list as text to paste, and as a marked copy of the workbook."""
    st.subheader("整改单")
    st.code(compose_fix_list(unit, problems), language=None, wrap_lines=True)
    if files := live.find_app().files:
        st.download_button(
            "下载标注好的工作簿",
            gate.guard_export(
                "整改单", partial(live.annotate_unit_workbook, files, unit, tuple(problems)), unit
            ),
            f"{unit}-整改.xlsx",
            on_click="ignore",
        )
    else:
        st.caption(live.describe_google_location(unit))
