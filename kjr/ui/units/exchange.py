"""Whole workbooks: begun, and come and gone by mail; what would change, row by row."""

from collections.abc import Sequence
from functools import partial
from itertools import starmap

import pandas as pd
import streamlit as st

from kjr.campaign.model import Campaign, Unit
from kjr.documents.blank_books import blank_workbook
from kjr.editing import whole_books
from kjr.editing.saving import save_page
from kjr.editing.whole_books import Proposal
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.reading.page import Page
from kjr.store import side_books
from kjr.store.folder.folder_store import FolderStore
from kjr.ui import gate, live, presses, widgets, writes
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.units.draft import renew_saved
from kjr.values.cells import Cell, format_cell
from kjr.values.escapes import escape_markdown
from kjr.values.wording import format_row_numbers

EXCHANGE = "exchange"
WIDTHS = {"采用": st.column_config.Column(width=60), "行": st.column_config.Column(width=72)}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_exchange(overview: Overview, book: Book, page: Page, who: str) -> None:
    """Everything that does not go through the grid."""
    with st.expander("下载、上传、粘贴", key=EXCHANGE):
        _offer_downloads(overview, book)
        sent = st.file_uploader("上传填好的工作簿", ["xlsx", "xls", "et", "ods", "csv"])
        writes.show_last_write(book.unit, EXCHANGE)
        if sent:
            with st.spinner("正在读这本工作簿…"):
                sheets = live.find_upload_worker().sheets(sent.getvalue(), book.unit)
                make = live.find_typed_books().make
                proposed = make(whole_books.propose_sent, book.pages, sheets, overview.campaign)
            _offer_proposed("来件里", *proposed, who)
        text = st.text_area(
            f"粘贴到「{escape_markdown(page.sheet.name)}」（从 Excel/WPS 复制的一块，一行一条）"
        )
        if text.strip():
            _offer_pasted(overview.campaign, page, text, who)


def offer_blank_book(overview: Overview, unit: Unit, who: str) -> None:
    """A unit without a workbook begins with the blank one."""
    files = live.find_app().files
    if files is None:
        st.info(live.describe_google_location(unit.name))
        return
    st.info(
        "文件夹里还没有这个单位的工作簿。可以在这里新建一本空白的，也可以把填好的工作簿放进文件夹。"
    )
    writes.warn_of_mount()
    key = f"begin-{unit.name}"
    if press := offer_press(
        st.button, "新建工作簿", key, type="primary", lacking=ask_for_name(who)
    ):
        _begin(press, overview, files, unit, who)


def offer_side_book(overview: Overview, book: Book, who: str) -> None:
    """In a folder that is synced, a book of one's own beside the one somebody may have open."""
    files, name = live.find_app().files, side_books.OURS.format(book.unit)
    if overview.campaign.side_books and files and name not in (book.held.file, *book.held.sides):
        st.caption("别人可能正开着这本工作簿时，可以写在补充工作簿里，读的时候合在一起。")
        key = f"begin-side-{book.unit}"
        if press := offer_press(st.button, "新建补充工作簿", key, lacking=ask_for_name(who)):
            _begin(press, overview, files, overview.campaign.unit(book.unit), who)


def _offer_pasted(campaign: Campaign, page: Page, text: str, who: str) -> None:
    try:
        proposed = live.find_typed_books().make(whole_books.propose_pasted, page, text, campaign)
    except KjrError as error:
        st.error(f"{escape_markdown(error)}。")
    else:
        _offer_proposed("粘贴的内容里", *proposed, who)


def _offer_proposed(whence: str, found: Sequence[Proposal], left: Sequence[str], who: str) -> None:
    _offer_all(found, who)
    if left:
        st.warning(escape_markdown(f"{whence}没有列入、不会写入的：{'；'.join(left)}。"))


def _offer_downloads(overview: Overview, book: Book) -> None:
    row = st.container(horizontal=True)
    unit = overview.campaign.unit(book.unit)
    make = live.find_workshop().make
    blank = partial(make, blank_workbook.build_blank_book, overview.campaign, unit)
    row.download_button("下载空白工作簿", blank, f"{unit.name}-空白.xlsx", XLSX, on_click="ignore")
    if files := live.find_app().files:
        now = partial(files.content, unit.name)
        widgets.offer_export(row, "下载现在的工作簿", "工作簿", book.held.file, now, unit.name)
    else:
        row.caption(live.describe_google_location(unit.name))


def _offer_all(found: Sequence[Proposal], who: str) -> None:
    if not any(each.wishes or each.doubtful for each in found):
        st.info("能列入的和现有内容一样，没有要改的。")
    else:
        writes.warn_of_mount()
    for each in found:
        if each.doubtful:
            rows = format_row_numbers(each.doubtful)
            st.warning(
                f"来件「{escape_markdown(each.page.sheet.name)}」第 {rows} 行和现有的几行都像，"
                "没有列入；请直接在表里改。"
            )
        if each.wishes:
            _offer(each, who)


def _offer(proposal: Proposal, who: str) -> None:
    name = proposal.page.sheet.name
    st.caption(
        f"「{escape_markdown(name)}」：新增和改动共 {len(proposal.wishes)} 行；"
        f"现有而来件没有的 {proposal.missing} 行、来件里空着的格不动"
    )
    chosen = st.data_editor(
        _table(proposal),
        hide_index=True,
        width="stretch",
        column_config=WIDTHS,
        disabled=["行", "内容"],
        key=f"proposal-{name}-{hash(proposal.page.sheet.rows)}",
    )["采用"]
    label = f"写入「{escape_markdown(name)}」"
    if press := offer_press(
        st.button, label, f"accept-{name}", type="primary", lacking=ask_for_name(who)
    ):
        page = proposal.page
        wishes = [wish for wish, is_taken in zip(proposal.wishes, chosen, strict=True) if is_taken]
        actor, app = gate.find_actor(page.sheet.unit, who), live.find_app()
        new = whole_books.accept_wishes(page, wishes)
        outcome = press.do_once(lambda: save_page(app, new, page, actor))
        renew_saved(outcome, page)
        if writes.follow_outcome(outcome, page.sheet.unit, part=EXCHANGE):
            presses.refuse_press("这张表刚被别人改过，请刷新后再试。")


def _begin(press: Press, overview: Overview, files: FolderStore, unit: Unit, who: str) -> None:
    actor = gate.find_actor(unit.name, who)
    blank = blank_workbook.build_blank_book(overview.campaign, unit)
    app = live.find_app()
    press.do_once(lambda: whole_books.begin_unit_book(app, files, unit.name, blank, actor))
    writes.finish_write(unit.name)


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
