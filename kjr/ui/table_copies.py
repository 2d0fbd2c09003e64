"""What a list on the screen can become: a workbook, lines of text, paper."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from kjr.access.rights import Deed
from kjr.documents import exports
from kjr.documents.html import parts
from kjr.ui import gate, live, presses, widgets


def offer_copies(name: str, make: Callable[[], pd.DataFrame], unit: str = "") -> None:
    """Export what a list shows as .xlsx and .csv, for those who may, and print the page."""
    with st.container(horizontal=True, key=f"copies-{name}"):
        if gate.is_viewer_allowed(Deed.EXPORT, unit):
            file = f"{name}-{live.read_campaign_clock():%m%d}"
            book = partial(_make_book, make, name)
            lines = partial(_make_lines, make)
            row = st.container(horizontal=True, width="content")
            export = partial(widgets.offer_export, row)
            export("导出 Excel", name, f"{file}.xlsx", book, unit, key=f"book-{name}")
            export("导出 CSV", name, f"{file}.csv", lines, unit, key=f"lines-{name}")
        if presses.offer_press(st.button, "打印", f"print-{name}"):
            st.html(parts.render("parts.printer"), unsafe_allow_javascript=True, width=1)


def _make_book(make: Callable[[], pd.DataFrame], name: str) -> bytes:
    return exports.render_xlsx(make(), name)


def _make_lines(make: Callable[[], pd.DataFrame]) -> bytes:
    return exports.render_csv(make())
