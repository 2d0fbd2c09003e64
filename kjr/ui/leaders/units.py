"""单位: every unit's figures in one table, and one unit's own page."""

from collections import Counter
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from kjr.documents import fix_lists
from kjr.documents.html.parts import render
from kjr.figures.derivation import explain_alike
from kjr.figures.overview import Key, Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.ui import addresses, gate, widgets
from kjr.ui.table_copies import offer_copies
from kjr.values import wording
from kjr.values.escapes import show_controls

GRID = "各单位情况"
COLUMNS: widgets.Columns[Standing] = {
    "类别": (130, lambda each: each.unit.kind),
    "台账": (80, lambda each: each.filling_word),
    "总结": (100, lambda each: each.filing_word),
    "条目": (60, lambda each: each.known_entries),
    "待改": (60, lambda each: each.known_to_mend),
}
"""After who a unit is; then come its figures."""


@st.cache_data(max_entries=2, show_spinner=False)
def build_units_table(key: Key, _overview: Overview) -> pd.DataFrame:
    """One row per unit: who it is, where it stands, and every main figure."""
    figures: dict[str, list[object]] = {
        f"{line.measure.name}（{line.measure.counter}）": [
            None if each.is_unreadable else line.by_unit.get(each.unit.name, 0)
            for each in _overview.standings
        ]
        for line in _overview.main_lines
    }
    columns = _list_columns(_overview)
    return widgets.build_table(widgets.list_cells(columns, _overview.standings) | figures)


def _list_columns(overview: Overview) -> widgets.Columns[Standing]:
    return {**widgets.build_unit_columns(overview.campaign.district_word), **COLUMNS}


def choose_standing(overview: Overview) -> Standing | None:
    """One unit, or none for all of them; the choice stands in the URL."""
    names = gate.select_visible_units(each.unit.name for each in overview.standings)
    every = "全部单位（可输入名称查找）"
    addresses.fit_address("unit", names, addresses.build_unit_finder(overview.campaign))
    unit = gate.authorize_unit(widgets.choose_option("单位", names, "unit", every, is_bare=True))
    return overview.standing(unit) if unit else None


def show_all_units(overview: Overview) -> None:
    """All units, to narrow, sort, search and take away."""
    shown = _narrowed(overview, build_units_table(overview.key, overview))
    st.caption(f"{len(shown)} 家单位。点表头排序，点一格打开这家单位。")
    names, columns = list(shown["单位"]), _list_columns(overview)
    widths = {head: width for head, (width, _) in columns.items()}
    widgets.show_table(
        GRID,
        shown,
        widgets.TableLayout(widths, brief=len(columns)),  # a phone tells no figures
        addresses=[f"units?{urlencode({'unit': name})}" for name in names],
        on_cell=partial(_open, names),
    )
    offer_copies(GRID, lambda: shown)


def show_unit(overview: Overview, standing: Standing) -> None:
    """One unit: where it stands, what it did, what it should mend."""
    done = [(line, line.by_unit.get(standing.unit.name, 0)) for line in overview.lines]
    figures = [(line, number) for line, number in done if number]
    alike = explain_alike(overview, [line for line, _ in figures], standing.unit.name)
    st.html(render("screens.whose", standing.unit.name))
    st.html(render("screens.unit", standing, _facts(overview, standing), figures, alike))


def _narrowed(overview: Overview, every: pd.DataFrame) -> pd.DataFrame:
    """The rows that match the filters; these stand in the URL."""
    with st.container(key="filters"):
        place, sort, ledgers, report, text = st.columns(5)
    choose = widgets.choose_option
    word = overview.campaign.district_word
    wanted = {
        word: choose(word, overview.campaign.districts, "district", place=place),
        "类别": choose("类别", overview.campaign.kinds, "kind", place=sort),
        "台账": choose("台账", [str(each) for each in FillingState], "filling", place=ledgers),
        "总结": choose("总结", [str(each) for each in FilingState], "filing", place=report),
    }
    sought = text.text_input("查找", placeholder="单位名称里的字", key="find", bind="query-params")
    kept = every["单位"].str.contains(sought.strip(), regex=False)
    for head, value in wanted.items():
        kept &= every[head].eq(value) if value else True
    return every[kept]


def _open(names: list[str]) -> None:
    """Somebody clicked into the grid: go on with that unit."""
    cells = st.session_state[GRID].selection.cells
    if cells:
        st.session_state["unit"] = names[cells[0][0]]


def _facts(overview: Overview, standing: Standing) -> dict[str, str]:
    book = standing.book
    words = standing.entries_words
    nothing = "还不知道" if standing.is_unreadable else "还没有填"
    return {
        "总结报送": _report(overview, standing),
        "条目": f"{words}{_uncounted(overview, standing)}" if words else nothing,
        "台账": _ledgers(overview, standing.unit.name) or nothing,
        "文件": show_controls(book.held.file) if book else "文件夹里还没有",
        "读取": standing.reading_remark or ("正常" if book else "—"),
    }


def _uncounted(overview: Overview, standing: Standing) -> str:
    """How many rows are in no total: those to come, those of a wrong day, those of partners."""
    ledgers = {each.name: each for each in overview.campaign.ledgers}
    planned = Counter(
        ledgers[entry.ledger].ahead_word
        for entry in overview.snapshot.planned
        if entry.unit == standing.unit.name
    )
    ahead = "、".join(f"{word} {number} 条" for word, number in planned.items())
    told = [f"，另有{ahead}"] if ahead else []
    told += [f"，日期看起来写错、没有计入 {standing.misdated} 条"] if standing.misdated else []
    told += [f"，协办 {standing.joined} 条不另计"] if standing.joined else []
    return "".join(told)


def _report(overview: Overview, standing: Standing) -> str:
    """When the closing report was filed, else which parts of it are missing."""
    ahead = fix_lists.phrase_day_ahead(standing, overview.today)
    remark = f"（{standing.filing.remark}）" if standing.filing.remark else ""
    if standing.filing.is_filed and standing.filing.day:
        day = wording.format_nearby_day(standing.filing.day, overview.campaign.deadline)
        return f"{day}报送，{standing.filing.state}{remark}"
    lacking = "、".join(standing.lacking)
    told = [f"还缺{lacking}"] if lacking else []
    word = f"{standing.filing_word}{remark if standing.filing.is_unsure else ''}"
    return "；".join([*told, *filter(None, [ahead])]) or word


def _ledgers(overview: Overview, unit: str) -> str:
    """How many rows count, ledger by ledger."""
    numbers = Counter(entry.ledger for entry in overview.snapshot.entries if entry.unit == unit)
    names = [ledger.name for ledger in overview.campaign.ledgers if numbers[ledger.name]]
    return "、".join(f"{name} {numbers[name]} 条" for name in names)
