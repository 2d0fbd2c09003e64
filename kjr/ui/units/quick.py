"""随手填: one entry on a phone, one field below the other."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from kjr.campaign.columns import Choice, Column
from kjr.campaign.model import Ledger
from kjr.editing.merging import apply_changes
from kjr.editing.page_rows import find_vacant_rows
from kjr.editing.saving import Saved, save_page
from kjr.editing.typed.row_states import describe_rows, find_same_page
from kjr.editing.typed.typed_text import read_typed_text
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.reading.page import Page
from kjr.state.acts import Typed
from kjr.ui import gate, live, presses, writes
from kjr.ui.presses import Press, offer_press
from kjr.ui.units.typing_record import recall_entry, remember_entry, show_unkept
from kjr.ui.widgets import CHOOSE
from kjr.values.cells import is_blank
from kjr.values.escapes import escape_markdown

NOTHING: Final = "还没有填，没有保存。"
LACKING: Final = "没有保存，还缺{}；填好再点一次。"
MEANWHILE: Final = "没有保存：这张表刚被别人改过，请再点一次。"
NAMELESS: Final = "没有保存：请先在上面写上您的姓名。"
KEPT: Final = "没有保存：{}。您填写的内容还在，可以稍后再保存。"


def choose_ledger(overview: Overview, book: Book) -> tuple[Page, Ledger] | None:
    """Which ledger; forms are filled on the big page."""
    pages = {page.ledger: page for page in reversed(book.pages) if page.ledger and page.columns}
    names = [each.name for each in overview.campaign.ledgers if each.name in pages]
    chosen = (
        st.selectbox("台账", names, key=f"quick-ledger-{book.unit}", placeholder=CHOOSE)
        if names
        else None
    )
    return (pages[chosen], overview.campaign.ledger(chosen)) if chosen else None


def fill_entry(page: Page, ledger: Ledger, who: str) -> None:
    """The fields; what is typed stays until it is saved."""
    turn = st.session_state.setdefault("quick-turn", 0)
    columns = [column for column in ledger.columns if column.name in page.columns]
    with st.container():
        writes.warn_of_hindrance(page.sheet)
    texts = {each.name: _field(page, each, turn) for each in columns if each.required}
    with st.expander("其他（可不填）"):
        texts |= {each.name: _field(page, each, turn) for each in columns if not each.required}
    typed = {name: text for name, text in texts.items() if not is_blank(text)}
    remember_entry(page, typed)
    show_unkept()
    cells = {each.name: read_typed_text(each, typed.get(each.name)) for each in columns}
    entry = {name: cell for name, cell in cells.items() if cell is not None}
    if entry:
        writes.forget_last_write()
        writes.warn_of_mount()
        _tell_reading(page, entry)
    writes.show_last_write(page.sheet.unit)
    answer = st.container()  # above the button: on a phone nothing below it is on the screen
    look = {"type": "primary", "width": "stretch"}
    if press := offer_press(st.button, "保存这一条", f"save-{page.ledger}", answer, **look):
        required = [each.name for each in columns if each.required]
        with answer:
            if why := None if press.is_done else _find_obstacle(entry, required, who):
                presses.refuse_press(why)
            else:
                _write(press, page, entry, typed, who)


def _tell_reading(page: Page, entry: Typed) -> None:
    """What would become of it: how it is read, and what cannot be read."""
    row, sheet = next(find_vacant_rows(page)), page.sheet
    campaign = live.find_app().campaign
    new = apply_changes(sheet, [(row, page.columns[name], cell) for name, cell in entry.items()])
    try:
        read = find_same_page(live.find_typed_books().parse(new, campaign), page)
    except KjrError as error:
        st.warning(f"{error}。")
        return
    if read is None:
        return
    state = describe_rows(read, campaign, [row], live.read_campaign_clock().date())[row]
    told = [state.word, f"读作：{state.read_as}" if state.read_as else ""]
    st.caption(escape_markdown("　".join(filter(None, told))))
    for each in read.problems:
        if each.row == row and each.raw:
            st.warning(
                escape_markdown(f"{each.level}　「{each.column}」“{each.raw}”，{each.message}")
            )


def _find_obstacle(entry: Typed, required: list[str], who: str) -> str | None:
    """Why the entry is not saved; None if it is."""
    lacking = "".join(f"「{name}」" for name in required if name not in entry)
    if not entry:
        return NOTHING
    if lacking:
        return LACKING.format(lacking)
    return None if who else NAMELESS


def _write(
    press: Press, page: Page, entry: Typed, typed: Mapping[str, str | None], who: str
) -> None:
    row, unit = next(find_vacant_rows(page)), page.sheet.unit
    new = apply_changes(
        page.sheet, [(row, page.columns[name], cell) for name, cell in entry.items()]
    )
    try:
        actor, app = gate.find_actor(unit, who), live.find_app()
        held, outcome = press.do_once(lambda: (typed, save_page(app, new, page, actor)))
    except KjrError as error:
        presses.refuse_press(KEPT.format(error))
        return
    if isinstance(outcome, Saved):  # what was typed since the press begins the next one
        remember_entry(page, dict(typed.items() - held.items()))
        st.session_state["quick-turn"] += 1
    if writes.follow_outcome(outcome, unit):
        presses.refuse_press(MEANWHILE)


def _field(page: Page, column: Column, turn: int) -> str | None:
    """One column's field: what is typed, as text."""
    label = f"{column.name}{' ＊' if column.required else ''}"
    key, hint = f"quick-{page.ledger}-{column.name}-{turn}", column.help or None
    said = str(recall_entry(page).get(column.name, ""))
    if isinstance(column, Choice):
        if key not in st.session_state:
            many = said.split("、") if said else []
            st.session_state[key] = many if column.many else said or None
        return _choice(label, column, key, hint)
    example = f"例：{column.example}" if column.example else None
    # Where it begins; set, it would be drawn over what somebody types meanwhile.
    return st.text_input(label, said, key=key, help=hint, placeholder=example)


def _choice(label: str, column: Choice, key: str, hint: str | None) -> str | None:
    """The options to touch: a list that drops down covers the fields around it."""
    typed = st.session_state[key]
    words = typed if isinstance(typed, list) else [typed] if typed else []
    options = list(dict.fromkeys((*column.options, *words)))
    if column.many:
        return "、".join(
            st.pills(
                label,
                options,
                selection_mode="multi",
                format_func=escape_markdown,
                key=key,
                help=hint,
            )
        )
    return st.pills(label, options, format_func=escape_markdown, key=key, help=hint)
