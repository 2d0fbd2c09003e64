"""What is to be mended in a grid: a line per cell, and a click leads to it."""

from typing import Final, Literal

import streamlit as st

from kjr.campaign.columns import Column
from kjr.campaign.model import Ledger
from kjr.editing.merging import apply_changes
from kjr.editing.page_rows import read_typed_row
from kjr.editing.typed.typed_text import read_typed_text, show_typed_cell
from kjr.reading.page import Page, Problem
from kjr.store.base import Sheet
from kjr.ui import presses
from kjr.ui.units.draft import Draft, retype_draft, settle_unplaced
from kjr.ui.units.problems import MEANING
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown
from kjr.values.readings import Level

LISTED = 40
"""Lines shown; the rest follow as these are mended."""
NEWS = 8
"""Changes of others that are told one by one."""
HEIGHT = 180
WORDS = 12
"""Of a cell, to tell which row is meant."""
LED: Final = "led-to-a-cell"
"""In the session: how often a line of the list was pressed."""
LEAD: Final = """<script>(async () => {{  /* {} */
  const field = () => document.querySelector(".st-key-mending-field input");
  for (let tries = 0; !field() && tries < 100; tries++) await new Promise(requestAnimationFrame);
  if (document.activeElement?.closest(".st-key-mending")) field()?.focus();
}})()</script>"""
"""Once for each press; who has gone on with something else is left where she is."""


def show_row_problems(at: Draft, mine: Sheet, read: Page, ledger: Ledger) -> None:
    """The cells to look at, worst first; the one that was clicked can be mended on the spot."""
    order = list(Level)
    problems = sorted(read.problems, key=lambda each: (order.index(each.level), each.row))
    if not problems:
        return
    numbers = [sum(each.level is level for each in problems) for level in order]
    told = [
        f"{level} {number}（{MEANING[level]}）"
        for level, number in zip(order, numbers, strict=True)
        if number
    ]
    st.caption(f"{' · '.join(told)}。点一条，改那一格。")
    height: Literal["content"] | int = HEIGHT if len(problems) > 3 else "content"
    with st.container(height=height, border=False, gap=None, key="mending"):
        for number, each in enumerate(problems[:LISTED]):
            _list_problem(at, number, each)
        if (more := len(problems) - LISTED) > 0:
            st.caption(f"还有 {more} 条，改了上面的以后接着列出。")
    place = st.session_state.get(_name(at))
    column = next((each for each in ledger.columns if place and each.name == place[1]), None)
    if place and column and read.place(*place):
        _mend(at, mine, read, place, column)


def offer_unplaced(at: Draft, mine: Sheet) -> None:
    """What was typed before and no longer fits: row by row, until somebody decided."""
    if at.since and mine.rows != at.base.sheet.rows:
        news = f"这以后别人改了：{'；'.join(at.news[:NEWS])}" if at.news else ""
        more = f"；等{len(at.news)}处" if len(at.news) > NEWS else ""
        st.info(
            f"{at.since:%m-%d %H:%M} 填的、没有保存的内容已放回表里，请看过后保存。"
            f"{escape_markdown(news)}{more}"
        )
    rows = dict.fromkeys(each.row for each in at.unplaced.conflicts)
    for row in rows:
        cells = "；".join(
            f"「{each.column}」您填的“{format_cell(each.mine)}”，"
            + ("这一行已不在" if each.at is None else f"现在是“{format_cell(each.theirs)}”")
            for each in at.unplaced.conflicts
            if each.row == row
        )
        st.warning(f"没有放回：{escape_markdown(cells)}")
        line = st.container(horizontal=True)
        for label, is_kept in (("用我填的", True), ("不要了", False)):
            if presses.offer_press(line.button, label, f"{label}-{at.key}-{row}"):
                settle_unplaced(at, mine, row, is_kept=is_kept)
                presses.begin_anew()


def tell_problem(each: Problem) -> str:
    """What is to be mended, and where; what stands there is said once."""
    column = f"「{each.column}」" if each.column else ""
    row = f"第{each.row}行" if each.row else ""
    now = f"“{each.raw}”，" if each.raw and each.raw not in each.message else ""
    advice = f"；建议改为“{each.suggestion}”" if each.suggestion else ""
    return f"{each.level}　{row}{column}{now}{each.message}{advice}"


def _list_problem(at: Draft, number: int, each: Problem) -> None:
    words, key = escape_markdown(tell_problem(each)), f"mend-{at.key}-{number}"
    if presses.offer_press(st.button, words, key, type="tertiary"):
        st.session_state[LED] = st.session_state.get(LED, 0) + 1
        row_of_page = 0 if at.base.fields else each.row
        st.session_state[_name(at)] = row_of_page, each.column or _first_blank(at, row_of_page)


def _first_blank(at: Draft, row: int) -> str:
    names = at.base.fields or at.base.columns
    there = read_typed_row(at.base, row, names)
    return next((name for name in names if name not in there), next(iter(names)))


def _mend(at: Draft, mine: Sheet, read: Page, place: tuple[int, str], column: Column) -> None:
    """The cell itself, with its row to know it by."""
    row, name = place
    names = read.fields or read.columns
    cells = [format_cell(each)[:WORDS] for each in read_typed_row(read, row, names).values()]
    where = f"第{row}行「{name}」" if row else f"「{name}」"
    with st.form(f"mending-{at.key}-{row}-{name}", border=True):
        st.caption(escape_markdown(" · ".join(cells)))
        with st.container(key="mending-field"):
            text = st.text_input(where, show_typed_cell(read.raw(row, name)) or "")
            lead = LEAD.format(st.session_state.get(LED, 0))
            st.html(lead, unsafe_allow_javascript=True, width=1)
        key = f"mended-{at.key}-{row}-{name}"
        if presses.offer_press(st.form_submit_button, "改这一格", key):
            at_cell = read.place(row, name)
            assert at_cell
            cell = read_typed_text(column, text, read.raw(row, name))
            st.session_state.pop(_name(at), None)
            retype_draft(at, apply_changes(mine, [(*at_cell, cell)]))
            presses.begin_anew()


def _name(at: Draft) -> str:
    return f"mending-{at.base.sheet.unit}-{at.base.sheet.name}-{at.base.ledger}"
