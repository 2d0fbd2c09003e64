"""指标: one figure, down to file, sheet, cell and raw text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from kjr.documents.html import charts
from kjr.documents.html.parts import render
from kjr.documents.printed_entries import Names, find_private_names
from kjr.figures.derivation import explain_district_sum, explain_figure
from kjr.figures.overview import Overview
from kjr.figures.sources import (
    Source,
    list_counted_sources,
    list_evidence_columns,
    list_left_out_sources,
)
from kjr.figures.sums.conditions import label_column
from kjr.figures.sums.line import Line
from kjr.ui import addresses, gate, widgets
from kjr.ui.grid_sizes import fit_widths
from kjr.ui.table_copies import offer_copies
from kjr.ui.widgets import CHOOSE
from kjr.values.escapes import escape_markdown, show_controls
from kjr.values.masks import mask_personal_data

ASKED: Final = "row"
"""In an address: one row of the unit's workbook."""
ROOM: Final = 1300
"""Pixels of a screen 1440 wide that a row's columns share, besides the one that opens it."""
COLUMNS: Mapping[str, Callable[[Source], object]] = {
    "单位": lambda row: row.unit,
    "文件": lambda row: show_controls(row.file),
    "工作表": lambda row: show_controls(row.sheet),
    "单元格": lambda row: row.cell,
    "原文": lambda row: row.raw,
    "读作": lambda row: row.value,
    "怎样读的": lambda row: row.rule,
    "订正": lambda row: row.correction,
    "计入": lambda row: row.adds,
    "说明": lambda row: row.note,
}
LEFT_OUT = {head: each for head, each in COLUMNS.items() if head not in ("怎样读的", "计入")}


def choose_indicator(overview: Overview) -> tuple[Line, str]:
    """Let the viewer pick a figure, and a district or unit to narrow it to (blank for the city).

    Both stand in the URL and can be sent.
    """
    left, right = st.columns([2, 1])
    with left:
        line = _line(overview)
    with right:
        return line, _place(overview)


def show_indicator(overview: Overview, line: Line, place: str) -> None:
    """The figure and its measure beside the districts, below them the rows that make it up."""
    counted = list_counted_sources(overview, line.measure)
    left_out = list_left_out_sources(overview, line.measure)
    has_districts = bool(line.by_district) and not place
    left, right = st.columns([2, 1]) if has_districts else (st.container(), None)
    with left:
        made = explain_figure(overview, line, place)
        widgets.show_html(render("board.figure_card", overview, line, place, made))
    if right:
        with right:
            _districts(overview, line)
    names = find_private_names(overview.campaign, overview.snapshot.entries)
    lists = {"计入的条目": counted, "未计入的条目和原因": left_out}
    told = {title: list(_told(_within(rows, place), names)) for title, rows in lists.items()}
    show = _show_whole if ASKED in st.query_params else _show_rows
    for title, rows in _narrow_to_asked(told).items():
        show(overview, line, title, rows)


def _narrow_to_asked(told: Mapping[str, list[Source]]) -> Mapping[str, list[Source]]:
    """The one row an address asks for, or all of them."""
    asked = st.query_params.get(ASKED, "")
    if not asked:
        return told
    found = {
        title: [row for row in rows if _name_row(row) == asked] for title, rows in told.items()
    }
    if st.button("看全部条目"):
        del st.query_params[ASKED]
        st.rerun()
    if not any(found.values()):
        st.warning(escape_markdown(addresses.GONE.format(asked[: addresses.LONGEST])))
    return {title: rows for title, rows in found.items() if rows}


def _name_row(row: Source) -> str:
    """What an address calls a row of its unit's workbook."""
    return f"{row.sheet}!{row.row}"


def _build_address(line: Line, row: Source) -> str:
    named = {"id": line.label, "of": row.unit, ASKED: _name_row(row)}
    return f"indicator?{urlencode(named)}"


def _show_rows(overview: Overview, line: Line, title: str, rows: list[Source]) -> None:
    """Rows with the columns by which the measure decides, to sort, search and take away."""
    st.subheader(f"{title}（{len(rows)}）")
    if not rows:
        st.caption(f"没有这样的条目。各单位填在「{line.measure.ledger}」里的，会列在这里。")
        return
    usual = COLUMNS if any(row.adds for row in rows) else LEFT_OUT
    columns = _fit_columns(_list_columns(overview, line, usual), rows)
    address = partial(_build_address, line)
    widgets.show_rows(title, columns, rows, is_wrapped=True, address=address)
    offer_copies(f"{line.measure.name}-{title}", partial(widgets.build_list, columns, rows))


def _show_whole(overview: Overview, line: Line, title: str, rows: list[Source]) -> None:
    """Rows one by one, every cell as long as it is: a grid cuts what it cannot break."""
    usual = COLUMNS if any(row.adds for row in rows) else LEFT_OUT
    columns = _list_columns(overview, line, usual)
    for row in rows:
        told = {head: said for head, cell in columns.items() if (said := cell(row)) not in ("", 0)}
        facts = render("parts.facts", told)
        widgets.show_html(render("parts.card", title, facts))


def _list_columns(
    overview: Overview, line: Line, usual: Mapping[str, Callable[[Source], object]]
) -> Mapping[str, Callable[[Source], object]]:
    """What is told of each row, and the cells by which this measure decides."""
    ledger = overview.campaign.ledger(line.measure.ledger)
    word = overview.campaign.district_word
    names = list_evidence_columns(ledger, line.measure)
    asked = [label_column(name, word) for name in names]
    return {**usual, **{name: partial(_evidence, name) for name in asked if name not in usual}}


def _fit_columns(
    columns: Mapping[str, Callable[[Source], object]], rows: Sequence[Source]
) -> widgets.Columns[Source]:
    """The columns in which something stands, as wide as all of them have room."""
    cells = {head: [cell(row) for row in rows] for head, cell in columns.items()}
    filled = {head: those for head, those in cells.items() if {*those} - {None, ""}}
    widths = fit_widths(filled, ROOM)
    return {head: (widths[head], columns[head]) for head in filled}


def _evidence(name: str, row: Source) -> str:
    return row.evidence.get(name, "")


def _districts(overview: Overview, line: Line) -> None:
    """The figure place by place; a place without any is told too."""
    shares = {name: line.by_district.get(name, 0) for name in overview.campaign.districts}
    word = overview.campaign.district_word
    words = f"{line.measure.name}，各{word}"
    drawn = charts.draw_ranking(shares, line.measure.counter, words)
    why = explain_district_sum(overview.campaign, line)
    widgets.show_chart(f"各{word}", drawn, why, is_alone=True)


def _line(overview: Overview) -> Line:
    labels = addresses.label_lines(overview.lines)
    addresses.fit_address("id", labels, addresses.build_line_finder(labels))
    name = st.selectbox(
        "指标",
        list(labels),
        label_visibility="collapsed",
        placeholder=CHOOSE,
        key="id",
        bind="query-params",
    )
    return labels[name]


def _place(overview: Overview) -> str:
    units = gate.select_visible_units(unit.name for unit in overview.campaign.units)
    places = [*overview.campaign.districts, *units]
    addresses.fit_address("of", places, addresses.build_unit_finder(overview.campaign))
    whole = overview.campaign.whole_word
    return widgets.choose_option("范围", places, "of", whole, is_bare=True) or ""


def _within(rows: Sequence[Source], place: str) -> list[Source]:
    return [row for row in rows if not place or place in (row.unit, row.district)]


def _told(rows: Iterable[Source], names: Names) -> Iterator[Source]:
    """The rows of the units that are the viewer's business; masked unless they may see persons."""
    theirs, unmasked = gate.find_readable_units({row.unit for row in rows})
    for row in rows:
        if row.unit in unmasked:
            yield row
        elif row.unit in theirs:
            yield row._replace(
                raw=mask_personal_data(row.raw, names),
                value=mask_personal_data(row.value, names),
                evidence={
                    name: mask_personal_data(said, names) for name, said in row.evidence.items()
                },
                note=mask_personal_data(row.note, names),
                correction=mask_personal_data(row.correction, names),
            )
