"""变化: the rows behind every ±, with what stood there, what stands there now, and who did it."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import streamlit as st

from kjr.documents.html.parts import render
from kjr.documents.printed_entries import find_private_names
from kjr.figures.changes import LineChange
from kjr.figures.moves.row_changes import IN_FILE, RowChange
from kjr.figures.overview import Overview
from kjr.ui import addresses, gate, live, widgets
from kjr.ui.table_copies import show_list
from kjr.values.masks import mask_personal_data
from kjr.values.wording import UNMOVED, format_change, format_figure, format_moment

TOLD: Final = 6
"""Figures whose city total is told above the rows."""
FELL: Final = "fell"
"""In the address: whether only what became smaller is asked for."""
NOTHING: Final = "这两个时刻之间，没有这样的变化。可以放宽上面的条件，或换一个更早的时刻。"


def _tell_when(row: RowChange) -> str | None:
    """When it was done; in a file it was by the time somebody last saved that."""
    if row.when is None:
        return None
    return f"{row.when:%m-%d %H:%M}{'以前' if row.who == IN_FILE else ''}"


COLUMNS: Final[widgets.Columns[RowChange]] = {
    "单位": (145, lambda row: row.unit),
    "指标": (135, lambda row: row.line.measure.name),
    "怎么变的": (80, lambda row: str(row.fate)),
    "原来": (60, lambda row: row.old),
    "现在": (60, lambda row: row.new),
    "变化": (60, lambda row: format_change(row.new - row.old)),
    "量词": (50, lambda row: row.line.measure.counter),
    "本单位合计": (115, lambda row: _step(row.unit_old, row.unit_new)),
    "工作表": (80, lambda row: row.sheet),
    "行": (50, lambda row: str(row.row)),
    "单元格": (70, lambda row: row.cell),
    "原文（原来）": (115, lambda row: row.was),
    "原文（现在）": (115, lambda row: row.now),
    "谁": (95, lambda row: row.who),
    "时间": (125, _tell_when),
}


def show_changes(before: Overview, after: Overview) -> None:
    """The rows that moved the figures between two moments; the filters stand in the URL."""
    changes = live.compare_moments(before, after)
    rows = _narrowed(after, list(_visible(changes.rows, before, after)))
    named = {row.line.name for row in rows}
    moved = [each for each in changes.changes if each.line.name in named]
    since, until = (format_moment(each.snapshot.taken) for each in (before, after))
    st.subheader(f"{since} 到 {until}（{len(rows)} 行）")
    if rows:
        more = f"　等{len(moved)}项" if moved[TOLD:] else ""
        told = "　".join(map(_moved, moved[:TOLD]))
        st.caption(f"{after.campaign.whole_word}：{told}{more}")
        name = "变小的条目" if st.session_state[FELL] else "变化的条目"
        show_list(name, COLUMNS, rows)
    else:
        st.info(NOTHING)


def _narrowed(after: Overview, rows: list[RowChange]) -> list[RowChange]:
    labels = addresses.label_lines(after.lines)
    units = gate.select_visible_units(unit.name for unit in after.campaign.units)
    with st.container(key="filters"):
        first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    choose = widgets.choose_option
    addresses.fit_address("figure", labels, addresses.build_line_finder(labels))
    addresses.fit_address("unit", units, addresses.build_unit_finder(after.campaign))
    figure = choose("指标", list(labels), "figure", place=first)
    district = choose(
        after.campaign.district_word, after.campaign.districts, "district", place=second
    )
    unit = choose("单位", units, "unit", place=third)
    only_falls = fourth.toggle("只看变小的", key=FELL, bind="query-params")
    if told := [*filter(None, (figure, district, unit)), *(["只看变小的"] if only_falls else [])]:
        st.html(render("screens.whose", "、".join(told)))
    return [
        row
        for row in rows
        if (not figure or row.line is labels[figure])
        and (not district or row.district == district)
        and (not unit or row.unit == unit)
        and (row.fell or not only_falls)
    ]


def _moved(change: LineChange) -> str:
    measure, done = change.line.measure, change.line.done
    if not change.delta:
        return f"{measure.name} {format_figure(done, measure.counter)}，{UNMOVED}"
    return f"{measure.name} {_step(change.old, done, measure.counter)}"


def _step(old: int, new: int, counter: str = "") -> str:
    return f"{format_figure(old, '')} → {format_figure(new, counter)}"


def _visible(rows: Iterable[RowChange], before: Overview, after: Overview) -> Iterator[RowChange]:
    """The rows of the units that are the viewer's business; masked unless they may see persons."""
    entries = chain(before.snapshot.entries, after.snapshot.entries)
    names = find_private_names(after.campaign, entries)
    theirs, unmasked = gate.find_readable_units({row.unit for row in rows})
    for row in rows:
        if row.unit in unmasked:
            yield row
        elif row.unit in theirs:
            yield row._replace(
                was=mask_personal_data(row.was, names), now=mask_personal_data(row.now, names)
            )
