"""待改: a unit's cells that somebody should look at, in the unit's own words and coordinates."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from kjr.documents.fix_lists import annotate_problems, compose_fix_list, sort_problems
from kjr.figures.overview import Overview
from kjr.reading.page import Problem
from kjr.store.folder.folder_store import FolderStore
from kjr.ui import addresses, gate, live, widgets
from kjr.ui.table_copies import show_list
from kjr.values.escapes import show_controls
from kjr.values.masks import mask_personal_data
from kjr.values.readings import Level


def _name_cells(problem: Problem) -> str:
    """The cell, and of how many the same is asked; what is asked names their rows."""
    number = len(problem.others) + 1
    return f"{problem.cell} 等{number}格" if problem.others else problem.cell


COLUMNS: widgets.Columns[Problem] = {
    "级别": (50, lambda each: str(each.level)),
    "单位": (190, lambda each: each.unit),
    "工作表": (80, lambda each: show_controls(each.sheet)),
    "单元格": (90, _name_cells),
    "列": (110, lambda each: each.column),
    "原文": (160, lambda each: mask_personal_data(each.raw)),
    "问题": (480, lambda each: each.message),
    "建议": (160, lambda each: each.suggestion),
}

MEANING: Final = {
    Level.ERROR: "改好才计入",
    Level.DOUBT: "请核实；没有计入的，在那一条里写明",
    Level.HINT: "供参考",
}
"""What becomes of a cell of each level."""


def choose_problem_unit(overview: Overview) -> str | None:
    """Which unit to look at, those with most to mend first; the choice stands in the URL."""
    numbers = Counter(problem.unit for problem in overview.snapshot.problems)
    every = sorted((unit.name for unit in overview.campaign.units), key=lambda it: -numbers[it])
    units = gate.select_visible_units(every)
    addresses.fit_address("unit", units, addresses.build_unit_finder(overview.campaign))
    return gate.authorize_unit(widgets.choose_option("单位", units, "unit", "全部单位"))


def show_problems(overview: Overview, unit: str | None) -> None:
    """The problems as a table, worst first; for one unit also as something to send."""
    problems = sort_problems(
        each for each in overview.snapshot.problems if unit in (None, each.unit)
    )
    if not problems:
        st.success("没有要改和要核实的内容。")
        return
    numbers = Counter(each.level for each in problems)
    told = (f"{level} {numbers[level]} 处（{meaning}）" for level, meaning in MEANING.items())
    st.caption(f"{' · '.join(told)}。改好保存后，这里会自己消失。")
    show_list("要改和要核实的内容", COLUMNS, problems, unit or "", is_wrapped=True)
    if unit:
        _to_send(overview, unit, problems)


def _to_send(overview: Overview, unit: str, problems: Sequence[Problem]) -> None:
    """The fix list as text to paste, and as a marked copy of the workbook."""
    st.subheader("整改单")
    st.code(compose_fix_list(unit, problems), language=None, wrap_lines=True)
    if files := live.find_app().files:
        widgets.offer_export(
            st.container(),
            "下载标注好的工作簿",
            "整改单",
            f"{unit}-整改.xlsx",
            partial(_mark_copy, files, unit, problems),
            unit,
        )
    else:
        st.caption(live.describe_google_location(unit))


def _mark_copy(files: FolderStore, unit: str, problems: Sequence[Problem]) -> bytes:
    return live.find_workshop().make(annotate_problems, files.content(unit), problems)
