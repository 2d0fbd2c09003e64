"""填报: one unit's ledgers as its workbook holds them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kjr import sources
from kjr.overview import Overview
from kjr.snapshot import Book
from kjr.ui import problems


def choose(overview: Overview) -> Book | None:
    """Which unit's book to look at."""
    names = [unit.name for unit in overview.campaign.units if unit.name in overview.snapshot.books]
    asked = st.query_params.get("unit", "")
    chosen = st.selectbox("单位", names, index=names.index(asked) if asked in names else 0)
    if chosen is None:
        return None
    st.query_params["unit"] = chosen
    return overview.snapshot.books[chosen]


def show(overview: Overview, book: Book) -> None:
    """Each ledger on a tab of its own, problems below."""
    if book.stale:
        st.warning(f"{book.stale.reason}。下面是 {book.stale.since:%m-%d %H:%M} 读到的内容。")
    pages = [page for page in book.pages if page.ledger]
    if not pages:
        st.info("这本工作簿里还没有可以识别的台账。")
        return
    for tab, page in zip(st.tabs([page.sheet.name for page in pages]), pages, strict=True):
        with tab:
            names = [column.name for column in overview.campaign.ledger(page.ledger or "").columns]
            rows = [
                {"行": entry.row} | {name: sources.shown(entry.values.get(name)) for name in names}
                for entry in page.entries
            ]
            filled = pd.DataFrame(rows, columns=["行", *names]).replace("", None)
            st.dataframe(
                filled.dropna(axis="columns", how="all"),
                hide_index=True,
                width="stretch",
                placeholder="—",
            )
            if page.problems:
                st.caption(f"{len(page.problems)} 处要看一下")
                st.dataframe(problems.table(list(page.problems)), hide_index=True)
    left_alone = [page for page in book.pages if not page.ledger]
    for page in left_alone:
        st.caption(f"工作表「{page.sheet.name}」没有计入：{page.reason}")
