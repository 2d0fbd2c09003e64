"""A table as it suits the screen: a grid at a desk, a list of entries on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from kjr.documents.html import parts
from kjr.values import wording

IGNORED: Final[Literal["ignore"]] = "ignore"
LISTED: Final = 40
"""Entries a phone lists; the rest is for a desk or a narrower choice."""
ROWS: Final = 14
"""Rows a grid shows before it scrolls."""
ROW: Final = 35
"""Height of a grid's row in pixels."""
TALL: Final = 66
"""Height of a row that breaks its texts; Streamlit breaks none below four times the letter size."""


class TableLayout(NamedTuple):
    """What a table's columns ask for."""

    widths: Mapping[str, int] = {}
    """In pixels, by column; the others share what is left."""
    is_wrapped: bool = False
    """Whether long texts take up to three lines."""
    brief: int | None = None
    """How many of the first columns a phone tells; None for all."""


PLAIN: Final = TableLayout()


def show_table(
    name: str,
    table: pd.DataFrame,
    layout: TableLayout = PLAIN,
    *,
    addresses: Sequence[str] = (),
    on_cell: Callable[[], None] | None = None,
) -> None:
    """A table; ``name`` is what a screen reader calls it.

    On a phone its first column is the title of each entry, and leads to the entry's address.
    ``on_cell`` is called when somebody clicks into the grid.
    """
    row = TALL if layout.is_wrapped else ROW
    with st.container(key=f"wide-{name}"):
        st.dataframe(
            table,
            hide_index=True,
            row_height=row,
            height=min(row * len(table), ROW * ROWS) + ROW + 3,
            placeholder="—",
            column_config={str(head): _config(table[head], layout.widths) for head in table},
            key=name,
            alt=name,
            on_select=on_cell or IGNORED,
            selection_mode="single-cell",
        )
    entries = _entries(table.iloc[:, : layout.brief], addresses)
    st.html(f'<div class="k-narrow">{parts.wrap_parts(entries)}</div>')


def _config(column: pd.Series[Any], widths: Mapping[str, int]) -> ColumnConfig:
    head, width = str(column.name), widths.get(str(column.name))
    if any(isinstance(cell, dt.date) for cell in column):
        return st.column_config.DateColumn(head, format="M月D日", width=width)
    if pd.api.types.is_numeric_dtype(column):
        return st.column_config.NumberColumn(head, format="localized", width=width)
    return st.column_config.TextColumn(head, width=width)


def _entries(table: pd.DataFrame, addresses: Sequence[str]) -> str:
    rows = [[_word(cell) for cell in row] for row in table.head(LISTED).itertuples(index=False)]
    more = len(table) - len(rows)
    note = f"还有 {more} 条，请缩小范围，或在电脑上看" if more > 0 else ""
    return parts.render_entries([str(head) for head in table], rows, addresses, note)


def _word(cell: Any) -> str:  # noqa: ANN401 - whatever a table holds
    match cell:
        case _ if pd.isna(cell):
            return ""
        case dt.date():
            return wording.format_day(cell)
        case int():
            return f"{cell:,}"
        case _:
            return str(cell)
