"""填报: type into one ledger, see at once what becomes of each row, save what can be written."""

from collections.abc import Collection
from contextlib import suppress
from functools import partial

import streamlit as st

from kjr.campaign.model import Unit
from kjr.documents.html.parts import render
from kjr.editing.filing import list_filing_gaps, read_filing_ticks
from kjr.editing.merging import apply_changes
from kjr.editing.review import LOCKED, is_locked
from kjr.editing.typed.row_states import describe_rows, find_same_page
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book
from kjr.figures.overview import Overview
from kjr.figures.work.worklist import find_standing_notes
from kjr.reading.page import Page
from kjr.store.base import Sheet
from kjr.ui import addresses, gate, live, presses, widgets, writes
from kjr.ui.table_copies import offer_copies
from kjr.ui.units.draft import (
    Draft,
    follow_new_name,
    list_unsaved_sheets,
    open_draft,
    remember_draft,
    renew_draft,
)
from kjr.ui.units.grid.editor_grid import EditorGrid, build_editor_grid
from kjr.ui.units.grid.mending import offer_unplaced, show_row_problems
from kjr.ui.units.grid.pasting import take_over_typing, take_pasted_blocks
from kjr.ui.units.grid.save_button import offer_saving
from kjr.ui.units.remembered import ask_writer, recall_browser, remember_browser
from kjr.ui.units.typing_record import show_unkept, tell_unkept
from kjr.values.escapes import escape_markdown, show_controls
from kjr.values.readings import Level

FULL = "表格下面没有空行了，点此接着往下填（您已填的会放回去）"
PLACED = "新填的行在表里接在原有的行下面，点此按表里的行号显示（您已填的会放回去）"
RENEWAL = "别人刚改过这张表，点此换成最新内容（您已填的会放回去）"
HEIGHT = 460
"""Of the grid, in pixels: what is to be mended and the button stay on the screen."""


def choose_unit(overview: Overview) -> tuple[Unit, str]:
    """Whose workbook, and who is typing, which goes into the journal; the browser remembers both.

    Nothing is shown before somebody chose a unit, unless there is only one.
    """
    known = recall_browser()
    names = gate.select_visible_units(unit.name for unit in overview.campaign.units)
    find = addresses.build_unit_finder(overview.campaign)
    asked = addresses.find_asked("unit", names, find) or find(known.unit)
    at = names.index(asked) if asked in names else 0 if len(names) == 1 else None
    left, right = st.columns([2, 1])
    chosen = left.selectbox("单位", names, index=at, placeholder="请选择单位")
    who = ask_writer(right)
    with right:
        remember_browser(chosen or known.unit, who)
    if chosen is None:
        st.info("请先选择单位。")
        st.stop()
    st.query_params["unit"] = chosen
    st.html(render("screens.whose", chosen))
    unit = gate.authorize_unit(chosen) or ""
    gate.sees_personal(unit)
    return overview.campaign.unit(unit), who


def choose_page(overview: Overview, book: Book) -> Page | None:
    """Which ledger, each with what it holds, and above them what the report still lacks."""
    with st.container():
        if book.stale:
            reason, since = escape_markdown(book.stale.reason), book.stale.since
            shown = "" if book.is_unreadable else f"下面是 {since:%m-%d %H:%M} 读到的内容。"
            st.warning(f"“{escape_markdown(show_controls(book.held.file))}”：{reason}。{shown}")
    pages = {label_page(page): page for page in book.pages if page.ledger}
    if book.is_unreadable:
        return None
    if not pages:
        st.info("这本工作簿里还没有可以识别的台账。")
        return None
    st.caption(tell_report_gaps(overview, book))
    key = f"ledger-{book.unit}"
    if renamed := follow_new_name(book.unit, book.pages):
        st.session_state[key] = label_page(renamed)
    unsaved = list_unsaved_sheets(book.pages)
    marks = {name: mark_page(page, unsaved) for name, page in pages.items()}
    if st.session_state.get(key) not in pages:
        st.session_state[key] = next(iter(pages))
    widgets.resend_choice(key, marks)
    chosen = st.segmented_control(
        "台账",
        list(pages),
        required=True,
        key=key,
        format_func=lambda name: escape_markdown(f"{name} {marks[name]}".strip()),
    )
    return pages[chosen or next(iter(pages))]


def tell_report_gaps(overview: Overview, book: Book) -> str:
    """What is still missing for the closing report."""
    declared, campaign = overview.campaign.filing, overview.campaign
    there = read_filing_ticks(declared, campaign, book.pages) if declared else frozenset()
    ticks = [name for name in declared.ticks if name not in there] if declared else []
    gaps = [
        *list_filing_gaps(campaign, book.pages),
        *([f"未交：{'、'.join(ticks)}"] if ticks else []),
    ]
    return f"报送还差　{'；'.join(gaps)}" if gaps else "报送要的都有了。"


def mark_page(page: Page, unsaved: Collection[tuple[str, str | None]]) -> str:
    """How much a ledger holds: 8 条 · 2 错 · 未保存."""
    errors = sum(each.level is Level.ERROR for each in page.problems)
    told = [f"{len(page.entries)} 条"] if page.entries else []
    told += [f"{errors} 错"] if errors else []
    told += ["未保存"] if (page.sheet.name, page.ledger) in unsaved else []
    return " · ".join(told)


def label_page(page: Page) -> str:
    """What a page is called in a list: its ledger, and its sheet where that has another name."""
    name = show_controls(page.sheet.name)
    return name if name == page.ledger else f"{page.ledger}（{name}）"


def show_office_note(overview: Overview, unit: Unit) -> None:
    """The office's last word, and whether the report is locked."""
    campaign, acts = live.find_app().campaign, live.find_app().journal.acts()
    with st.container():
        if note := find_standing_notes(overview.snapshot.books, acts).get(unit.name):
            tell = st.warning if note.kind == "退回" else st.success
            words = escape_markdown(note.note) or "（没有说明）"
            tell(f"{note.moment:%m-%d %H:%M} {escape_markdown(note.who)}{note.kind}：{words}")
        if is_locked(campaign, acts, unit.name, live.read_campaign_clock().date()):
            last = campaign.deadline
            st.warning(LOCKED.format(last.month, last.day, campaign.office))


def edit_page(overview: Overview, page: Page, book: Book, who: str) -> None:
    """What is wrong in the grid, the grid, and the one button that saves.

    What comes and goes above the grid stands in a box of its own: else the browser would draw the
    grid anew, and whoever types loses the cell.
    """
    at = open_draft(page, book.pages)
    ledger = overview.campaign.ledger(page.ledger or "")
    with st.container():
        grid = build_editor_grid(at.base._replace(sheet=at.start), ledger)
        writes.warn_of_hindrance(page.sheet)
        _offer_renewal(at, page, grid)
        take_pasted_blocks(at, grid)
        mine = apply_changes(at.start, grid.changes(at.typed))
        with tell_unkept():
            remember_draft(at, mine)
        show_unkept()
        if mine.rows != at.base.sheet.rows:
            writes.forget_last_write()
        writes.show_last_write(page.sheet.unit)
        offer_unplaced(at, mine)
        read = _read(overview, at, mine)
        show_row_problems(at, mine, read, ledger)
    with st.container(key="typing", gap=None):
        take_over_typing()
        today = live.read_campaign_clock().date()
        states = describe_rows(read, overview.campaign, grid.rows, today)
        st.data_editor(
            grid.frame(states),
            key=at.key,
            on_change=_keep_at_once,
            args=(at, grid),
            column_config=grid.config,
            num_rows="fixed",
            hide_index=True,
            width="stretch",
            height="content" if page.fields else HEIGHT,
            placeholder="",
        )
    offer_saving(at, page, mine, who)
    name = f"{page.sheet.unit}-{label_page(page)}"
    now = partial(build_editor_grid, at.base._replace(sheet=mine), ledger)
    offer_copies(name, lambda: now().list_typed(states), page.sheet.unit)


def _keep_at_once(at: Draft, grid: EditorGrid) -> None:
    """Before the page runs: another press may end this run, or lead to another page."""
    with suppress(KjrError):  # the page says so when it runs
        remember_draft(at, apply_changes(at.start, grid.changes(at.typed)))


def _offer_renewal(at: Draft, page: Page, grid: EditorGrid) -> None:
    label = ""
    if at.base.sheet.rows != page.sheet.rows:
        is_own = at.written is not None and at.written.rows == page.sheet.rows
        label = PLACED if is_own else RENEWAL
    elif grid.is_full(at.typed):
        label = FULL
    if label and presses.offer_press(st.button, label, f"renew-{at.key}"):
        renew_draft(page)
        presses.begin_anew()


def _read(overview: Overview, at: Draft, mine: Sheet) -> Page:
    """The page as it would be read with what is typed."""
    try:
        pages = live.find_typed_books().parse(mine, overview.campaign)
    except KjrError as error:
        st.error(f"{error}。")
        pages = ()
    return find_same_page(pages, at.base) or at.base._replace(sheet=mine, entries=(), problems=())
