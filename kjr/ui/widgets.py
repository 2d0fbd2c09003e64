"""Streamlit's elements as our pages use them: tables, charts, choices, downloads, our own HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

from kjr.documents.html import parts
from kjr.documents.html.charts import Chart
from kjr.figures.standings.standing import Standing
from kjr.ui import addresses, gate
from kjr.ui.grid_sizes import ROW, find_row_height
from kjr.values import wording
from kjr.values.wording import Approximate

if TYPE_CHECKING:  # a page without an approximate number starts sooner without it
    from pandas.io.formats.style import Styler

IGNORED: Final[Literal["ignore"]] = "ignore"
LISTED: Final = 40
"""Entries a phone lists; the rest is for a wide screen or a narrower choice."""
CHOOSE: Final = "请选择"
"""Where Streamlit would ask in English."""
ROWS: Final = 14
"""Rows a grid shows before it scrolls."""
LINK: Final = "这一行"
"""Head of the column whose cells open their row by itself."""

T = TypeVar("T")
Columns: TypeAlias = Mapping[str, tuple[int, Callable[[T], object]]]
"""Head of a column → its width in pixels, 0 to share what is left, and a row's cell in it."""


class TableLayout(NamedTuple):
    """What a table's columns ask for."""

    widths: Mapping[str, int] = {}
    """In pixels, by column; the others share what is left."""
    is_wrapped: bool = False
    """Whether rows are as tall as the longest text asks."""
    brief: int | None = None
    """How many of the first columns a phone tells; None for all."""


PLAIN: Final = TableLayout()


def show_html(*inner: str) -> None:
    """Parts of HTML in the look of all our pages."""
    st.html(parts.wrap_parts(*inner))


def show_hidden_note(name: str, text: str) -> None:
    """A sentence that a script of the page shows when it is true."""
    show_html(parts.render("parts.hidden_note", name, text))


def set_cookie(cookie: str) -> None:
    """Let the browser keep a cookie."""
    st.html(parts.render("parts.cookie", cookie), unsafe_allow_javascript=True, width=1)


def show_chart(title: str, drawn: Chart, note: str = "", *, is_alone: bool = False) -> None:
    """A chart in a titled box, as high as its neighbours unless it stands alone."""
    height: Literal["content", "stretch"] = "content" if is_alone else "stretch"
    with st.container(border=True, key=f"card-{title}", height=height):
        st.html(parts.render("parts.heading", title))
        st.altair_chart(drawn, width="stretch")
        if note:
            st.caption(note)


def choose_option(
    label: str,
    options: Sequence[str],
    key: str,
    all_of_them: str = "全部",
    *,
    place: DeltaGenerator | None = None,
    is_bare: bool = False,
) -> str | None:
    """One of the options, or None for all of them; the choice stands in the URL."""
    addresses.fit_address(key, options)
    chosen: str | None = (place or st).selectbox(
        label,
        options,
        None,
        placeholder=all_of_them,
        label_visibility="collapsed" if is_bare else "visible",
        key=key,
        bind="query-params",
    )
    return chosen


def offer_export(
    place: DeltaGenerator,
    label: str,
    what: str,
    file: str,
    make: Callable[[], bytes | str],
    unit: str = "",
    **look: Any,  # noqa: ANN401 - as st.download_button takes it
) -> None:
    """A download of ``what``, made on the click, for those who may; no unit means all of them."""
    guarded = gate.guard_export(what, make, unit)
    place.download_button(label, guarded, file, guess_type(file)[0], on_click=IGNORED, **look)


def show_rows(
    name: str,
    columns: Columns[T],
    rows: Collection[T],
    *,
    is_wrapped: bool = False,
    address: Callable[[T], str] | None = None,
) -> None:
    """Rows as a table; a column in which nothing stands is left out.

    ``address`` says where one row opens by itself.
    """
    filled = _list_filled(columns, rows)
    widths = {head: width for head, (width, _) in columns.items() if width}
    links = [address(row) for row in rows] if address else []
    layout = TableLayout(widths, is_wrapped, brief=len(filled))
    table = build_table(filled | ({LINK: links} if links else {}))
    show_table(name, table, layout, addresses=links)


def build_unit_columns(district_word: str) -> Columns[Standing]:
    """Who a unit is: its name and its district, under the campaign's word for one."""
    return {
        "单位": (260, lambda each: each.unit.name),
        district_word: (90, lambda each: each.unit.district),
    }


def build_list(columns: Columns[T], rows: Collection[T]) -> pd.DataFrame:
    """The table that `show_rows` shows, without the way to each row."""
    return build_table(_list_filled(columns, rows))


def list_words(table: pd.DataFrame) -> list[list[str]]:
    """Each cell in words, row by row."""
    return [[_word(cell) for cell in row] for row in table.itertuples(index=False)]


def list_cells(columns: Columns[T], rows: Collection[T]) -> dict[str, list[object]]:
    """What the columns hold, row by row."""
    return {head: [cell(row) for row in rows] for head, (_, cell) in columns.items()}


def build_table(cells: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Columns as a table in which what is approximate, or nothing, is still known to be."""
    kept = {
        head: object if any(isinstance(cell, Approximate | None) for cell in column) else None
        for head, column in cells.items()
    }
    return pd.DataFrame({head: pd.Series(those, dtype=kept[head]) for head, those in cells.items()})


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
    cells = {str(head): [*map(_word, table[head])] for head in table if head != LINK}
    row = find_row_height(cells, layout.widths) if layout.is_wrapped else ROW
    with st.container(key=f"wide-{name}"):
        st.dataframe(
            _say_approximate(table),
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
    st.html(_entries(table.iloc[:, : layout.brief], addresses))


def _list_filled(columns: Columns[T], rows: Collection[T]) -> dict[str, list[object]]:
    """The columns in which something stands."""
    cells = list_cells(columns, rows)
    return {head: those for head, those in cells.items() if set(those) - {None, ""}}


def _say_approximate(table: pd.DataFrame) -> pd.DataFrame | Styler:
    """The table with 约 before what is approximate; such columns still sort by number."""
    rough = [head for head in table if _is_rough(table[head])]
    return table.style.format(_phrase_number, subset=rough) if rough else table


def _is_rough(column: pd.Series[Any]) -> bool:
    return any(isinstance(cell, Approximate) for cell in column)


def _phrase_number(cell: object) -> str:
    return wording.format_figure(cell, "") if isinstance(cell, int) else "—"


def _config(column: pd.Series[Any], widths: Mapping[str, int]) -> ColumnConfig:
    head, width = str(column.name), widths.get(str(column.name))
    if head == LINK:
        return st.column_config.LinkColumn(head, display_text="打开", width=60)
    if years := {cell.year for cell in column if isinstance(cell, dt.date)}:
        form = "M月D日" if len(years) == 1 else "YYYY年M月D日"
        return st.column_config.DateColumn(head, format=form, width=width)
    if _is_rough(column):
        # With a format of its own the column would not show what the table says.
        return st.column_config.NumberColumn(head, width=width)
    if pd.api.types.is_numeric_dtype(column.infer_objects()):
        return st.column_config.NumberColumn(head, format="localized", width=width)
    return st.column_config.TextColumn(head, width=width)


def _entries(table: pd.DataFrame, addresses: Sequence[str]) -> str:
    rows = list_words(table.head(LISTED))
    more = len(table) - len(rows)
    note = f"还有 {more} 条，请缩小范围，或在电脑上看" if more > 0 else ""
    return parts.render("parts.entries", [str(head) for head in table], rows, addresses, note)


def _word(cell: Any) -> str:  # noqa: ANN401 - whatever a table holds
    match cell:
        case _ if pd.isna(cell):
            return ""
        case dt.date():
            return wording.format_day(cell)
        case int():
            return wording.format_figure(cell, "")
        case _:
            return str(cell)


def resend_choice(key: str, labels: object) -> None:
    """Have the browser hear once more what is chosen, before a list whose labels changed is drawn.

    It knows a choice by its label.  Streamlit tells it the new one once, and of two runs within
    a moment the browser draws the second alone: there the first of the list would be chosen.
    """
    known = f"{key}-labels"
    before = st.session_state.get(known, (labels, labels))
    st.session_state[known] = before[1], labels
    if key in st.session_state and before != (labels, labels):
        st.session_state[key] = st.session_state[key]
