"""Workbooks that come and go by mail: download, upload, paste; what would change, row by row."""

from collections.abc import Sequence
from functools import partial
from itertools import starmap

import pandas as pd
import streamlit as st

from kjr.documents.blank_books import blank_workbook
from kjr.editing.saving import Conflicts, Refused, save_page
from kjr.editing.whole_books import Proposal, accept_wishes, build_proposals, parse_pasted_text
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.reading.page import Page
from kjr.store.base import Sheet
from kjr.store.xlsx.worker import LITTLE, SOON, Worker
from kjr.ui import gate, live
from kjr.values.cells import Cell, format_cell
from kjr.values.escapes import escape_markdown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_exchange(overview: Overview, book: Book, page: Page, who: str) -> None:
    """Everything that does not go through the grid."""
    with st.expander("下载、上传、粘贴", key="exchange"):
        _offer_downloads(overview, book)
        sent = st.file_uploader("上传填好的工作簿", ["xlsx", "xls", "et", "ods", "csv"])
        if sent:
            with st.spinner("正在读这本工作簿…"):
                sheets = _worker().sheets(sent.getvalue(), book.unit)
            _offer_all(build_proposals(overview.campaign, book.pages, sheets), who)
        text = st.text_area(
            f"粘贴到「{escape_markdown(page.sheet.name)}」（从 Excel/WPS 复制的一块，一行一条）"
        )
        if text.strip():
            _offer_all(
                build_proposals(overview.campaign, [page], [parse_pasted_text(page, text)]), who
            )


def _offer_downloads(overview: Overview, book: Book) -> None:
    row = st.container(horizontal=True)
    unit = overview.campaign.unit(book.unit)
    blank = blank_workbook.build_blank_book(overview.campaign, unit)
    row.download_button("下载空白工作簿", blank, f"{unit.name}-空白.xlsx", XLSX, on_click="ignore")
    if files := live.find_app().files:
        now = gate.guard_export("工作簿", partial(files.content, unit.name), unit.name)
        row.download_button("下载现在的工作簿", now, book.held.file, on_click="ignore")
    else:
        row.caption(live.describe_google_location(unit.name))


def _offer_all(found: Sequence[Proposal], who: str) -> None:
    if not any(each.wishes for each in found):
        st.info("和现有内容一样，没有要改的。")
    for each in found:
        if each.wishes:
            _offer(each, who)


def _offer(proposal: Proposal, who: str) -> None:
    name = proposal.page.sheet.name
    st.caption(
        f"「{escape_markdown(name)}」：新增和改动共 {len(proposal.wishes)} 行；"
        f"现有而来件没有的 {proposal.missing} 行不动"
    )
    chosen = st.data_editor(
        _table(proposal),
        hide_index=True,
        width="stretch",
        disabled=["行", "内容"],
        key=f"proposal-{name}-{hash(proposal.page.sheet.rows)}",
    )["采用"]
    if st.button(
        f"写入「{escape_markdown(name)}」", key=f"accept-{name}", type="primary", disabled=not who
    ):
        wishes = [
            wish for wish, is_wanted in zip(proposal.wishes, chosen, strict=True) if is_wanted
        ]
        _write(proposal.page, accept_wishes(proposal.page, wishes), who)


def _write(page: Page, new: Sheet, who: str) -> None:
    outcome = save_page(
        live.find_edit_context(),
        new,
        page,
        gate.find_actor(page.sheet.unit, who, live.read_campaign_clock()),
    )
    if isinstance(outcome, Refused):
        for each in outcome.problems:
            st.error(escape_markdown(each))
    elif isinstance(outcome, Conflicts):
        st.error("这张表刚被别人改过，请刷新后再试。")
    else:
        live.find_board().look_at(page.sheet.unit)
        st.toast("已写入")
        st.rerun()


def _cell_change(name: str, old: Cell, new: Cell) -> str:
    before = f"{format_cell(old)}→" if old is not None else ""
    return f"{name} {before}{format_cell(new) or '空'}"


def _table(proposal: Proposal) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "采用": [True] * len(proposal.wishes),
            "行": ["新增" if wish.is_new else f"第{wish.at}行" for wish in proposal.wishes],
            "内容": ["；".join(starmap(_cell_change, wish.cells)) for wish in proposal.wishes],
        }
    )


@st.cache_resource(show_spinner=False)
def _worker() -> Worker:
    return Worker(SOON, 1, LITTLE)
