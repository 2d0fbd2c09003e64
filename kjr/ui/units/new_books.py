"""A unit begins: its first workbook, or a side book of its own."""

import streamlit as st

from kjr.campaign.model import Unit
from kjr.documents.blank_books import blank_workbook
from kjr.editing.whole_books import begin_unit_book
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.store import side_books
from kjr.store.folder.folder_store import FolderStore
from kjr.ui import gate, live


def offer_blank_book(overview: Overview, unit: Unit, who: str) -> None:
    """A unit without a workbook begins with the blank one."""
    files = live.find_app().files
    if files is None:
        st.info(live.describe_google_location(unit.name))
        return
    st.info(
        "文件夹里还没有这个单位的工作簿。可以在这里新建一本空白的，也可以把填好的工作簿放进文件夹。"
    )
    if st.button("新建工作簿", type="primary", disabled=not who):
        _begin(overview, files, unit, who)


def offer_side_book(overview: Overview, book: Book, who: str) -> None:
    """In a folder that is synced, a book of one's own beside the one somebody may have open."""
    files, name = live.find_app().files, side_books.OURS.format(book.unit)
    if overview.campaign.side_books and files and name not in (book.held.file, *book.held.sides):
        st.caption("别人可能正开着这本工作簿时，可以写在补充工作簿里，读的时候合在一起。")
        if st.button("新建补充工作簿", disabled=not who):
            _begin(overview, files, overview.campaign.unit(book.unit), who)


def _begin(overview: Overview, files: FolderStore, unit: Unit, who: str) -> None:
    hand = gate.find_actor(unit.name, who, live.read_campaign_clock())
    begin_unit_book(
        live.find_edit_context(),
        files,
        unit.name,
        blank_workbook.build_blank_book(overview.campaign, unit),
        hand,
    )
    live.find_board().look_at(unit.name)
    st.rerun()
