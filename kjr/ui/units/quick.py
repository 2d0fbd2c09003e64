"""随手填: one entry on a phone, one field below the other."""

import datetime as dt
from typing import Final, assert_never

import streamlit as st

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.model import Ledger
from kjr.editing.matching import find_vacant_rows
from kjr.editing.merging import apply_changes
from kjr.editing.saving import Saved, save_page
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.reading.page import Page
from kjr.ui import gate, live, writes
from kjr.values.cells import Cell, is_blank

CHOOSE: Final = "请选择"


def choose_ledger(overview: Overview, book: Book) -> tuple[Page, Ledger] | None:
    """Which ledger; forms are filled on the big page."""
    pages = {page.ledger: page for page in reversed(book.pages) if page.ledger and page.columns}
    names = [each.name for each in overview.campaign.ledgers if each.name in pages]
    chosen = st.selectbox("台账", names) if names else None
    return (pages[chosen], overview.campaign.ledger(chosen)) if chosen else None


def fill_entry(page: Page, ledger: Ledger, who: str) -> None:
    """The form; what is typed stays until it is saved."""
    turn = st.session_state.setdefault("quick-turn", 0)
    columns = [column for column in ledger.columns if column.name in page.columns]
    with st.form(f"quick-{page.sheet.unit}-{page.sheet.name}-{turn}"):
        cells = {each.name: _field(each, turn) for each in columns if each.required}
        with st.expander("其他（可不填）"):
            cells |= {each.name: _field(each, turn) for each in columns if not each.required}
        pressed = st.form_submit_button("保存这一条", type="primary", width="stretch")
    if pressed and not who:
        st.error("请先在上面写上您的姓名。")
    elif pressed:
        _write(page, {name: cell for name, cell in cells.items() if not is_blank(cell)}, who)


def _write(page: Page, cells: dict[str, Cell], who: str) -> None:
    row = next(find_vacant_rows(page))
    changes = [(row, page.columns[name], cell) for name, cell in cells.items()]
    new, unit = apply_changes(page.sheet, changes), page.sheet.unit
    outcome = save_page(live.find_app(), new, page, gate.find_actor(unit, who))
    if isinstance(outcome, Saved):
        st.session_state["quick-turn"] += 1
    told = "已保存，可以接着填下一条"
    if writes.follow_outcome(outcome, unit, told, "「{0.column}」：{0.message}".format):
        st.error("这张表刚被别人改过，请再点一次保存。")


def _field(column: Column, turn: int) -> Cell:
    """One column's field: its value as a cell."""
    label = f"{column.name}{' ＊' if column.required else ''}"
    key, hint = f"quick-{column.name}-{turn}", column.help or None
    match column:
        case Count():
            number = st.number_input(label, value=None, step=1, key=key, help=hint)
            return None if number is None else float(number)
        case Money():
            amount = st.number_input(label, value=None, step=0.01, key=key, help=hint)
            return None if amount is None else float(amount)
        case Day():
            day = st.date_input(label, value=None, key=key, help=hint, format="YYYY-MM-DD")
            return day if isinstance(day, dt.date) else None
        case Choice(options=options, many=True):
            return (
                "、".join(st.multiselect(label, options, key=key, help=hint, placeholder=CHOOSE))
                or None
            )
        case Choice(options=options):
            return st.selectbox(label, options, None, key=key, help=hint, placeholder=CHOOSE)
        case Text() | Person() | Phone() | Link():
            example = f"例：{column.example}" if column.example else None
            return st.text_input(label, key=key, help=hint, placeholder=example).strip() or None
        case _:
            assert_never(column)
