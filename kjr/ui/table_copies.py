"""What a list on the screen can become: a workbook, lines of text, paper."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from kjr.access.rights import Deed
from kjr.documents import exports
from kjr.documents.html import parts
from kjr.ui import gate, live, presses, widgets

T = TypeVar("T")
Make = Callable[[], pd.DataFrame]
Papers = Callable[[], Mapping[str, pd.DataFrame]]
"""Lists by their titles, in the order in which they are printed."""


def show_list(
    name: str,
    columns: widgets.Columns[T],
    rows: Collection[T],
    unit: str = "",
    *,
    is_wrapped: bool = False,
    address: Callable[[T], str] | None = None,
) -> None:
    """Rows as a table, and below it what can be taken away: exactly the same rows and columns."""
    widgets.show_rows(name, columns, rows, is_wrapped=is_wrapped, address=address)
    offer_copies(name, partial(widgets.build_list, columns, rows), unit)


def offer_copies(name: str, make: Make, unit: str = "", papers: Papers | None = None) -> None:
    """Export what a list shows as .xlsx and .csv, for those who may, and print it whole.

    ``papers`` says what is printed where the page shows one list in several parts.
    """
    with st.container(horizontal=True, key=f"copies-{name}"):
        if gate.is_viewer_allowed(Deed.EXPORT, unit):
            file = f"{name}-{live.read_campaign_clock():%m%d}"
            book = partial(_make_book, make, name)
            lines = partial(_make_lines, make)
            row = st.container(horizontal=True, width="content")
            export = partial(widgets.offer_export, row)
            export("导出 Excel", name, f"{file}.xlsx", book, unit, key=f"book-{name}")
            export("导出 CSV", name, f"{file}.csv", lines, unit, key=f"lines-{name}")
        press = presses.offer_press(st.button, "打印", f"print-{name}")
    if press:
        _print(papers() if papers else {name: make()})


def _print(lists: Mapping[str, pd.DataFrame]) -> None:
    """Every row of the lists as plain HTML that only paper shows: a grid draws what fits a screen.

    It is made on the click alone, since it may have thousands of rows.
    """
    told = {title: ([*map(str, each)], widgets.list_words(each)) for title, each in lists.items()}
    sheet = parts.render("parts.sheet", told, _list_narrowing())
    st.html(sheet, unsafe_allow_javascript=True)


def _list_narrowing() -> list[str]:
    """What the page is narrowed to, as its address says it; a forged address says nothing here."""
    asked = st.query_params.to_dict()
    return [text for key, text in asked.items() if text and st.session_state.get(key) == text]


def _make_book(make: Make, name: str) -> bytes:
    return live.find_workshop().make(exports.render_xlsx, make(), name)


def _make_lines(make: Make) -> bytes:
    return live.find_workshop().make(exports.render_csv, make())
