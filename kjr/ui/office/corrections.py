"""订正: the office says what stands in a cell; what the unit typed stays, and both are shown."""

from functools import partial
from itertools import islice
from typing import Final, NamedTuple

import streamlit as st

from kjr.editing import review
from kjr.editing.corrections import LocatedCorrection, locate_corrections
from kjr.editing.page_rows import find_entry_rows
from kjr.editing.review import check_unseen_corrections
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.reading.page import Page
from kjr.state.acts import Act, ActKind, Edit
from kjr.ui import gate, live, presses, widgets, writes
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.table_copies import show_list
from kjr.ui.units.editor import label_page
from kjr.ui.widgets import CHOOSE
from kjr.values.cells import format_cell
from kjr.values.escapes import escape_markdown

HOLDS, CHANGED, GONE = "生效", "原文已变，请确认", "那一行已不在"
MOVED: Final = "看过以后工作簿又改了，没有记下；请看一眼再办"

TOLD = 3
"""Cells by which a row is known in a list."""


def _state(case: LocatedCorrection) -> str:
    return HOLDS if case.holds else CHANGED if case.page else GONE


COLUMNS: Final[widgets.Columns[LocatedCorrection]] = {
    "状态": (0, _state),
    "单位": (0, lambda case: case.act.unit),
    "工作表": (0, lambda case: case.act.sheet),
    "单元格": (0, lambda case: case.address),
    "列": (0, lambda case: case.column),
    "当时原文": (0, lambda case: format_cell(case.was)),
    "现在原文": (0, lambda case: format_cell(case.now)),
    "订正为": (0, lambda case: format_cell(case.cell) or "空"),
    "理由": (0, lambda case: case.act.note),
    "谁": (0, lambda case: case.act.who),
    "时间": (0, lambda case: f"{case.act.moment:%m-%d %H:%M}"),
}
"""What was typed, what is typed now, what counts, who said so and why."""


class CellPlace(NamedTuple):
    """One cell of a unit's workbook; a form is row 0."""

    page: Page
    row: int
    column: str


def choose_cell(overview: Overview, unit: str) -> CellPlace | None:
    """Which cell; None while the unit has nothing to correct."""
    book = overview.snapshot.books.get(unit)
    found = [page for page in book.pages if page.ledger] if book else []
    pages = {label_page(page): page for page in found}
    if not pages:
        st.info("这个单位还没有可以订正的台账。请换一个单位，或等它的工作簿放进文件夹。")
        return None
    left, middle, right = st.columns([1, 2, 1])
    page = pages[left.selectbox("台账", list(pages), placeholder=CHOOSE)]
    names = page.fields or page.columns
    rows = {0: "整张表"} if page.fields else _rows(page)
    if not rows:
        st.info("这张表里还没有内容。")
        return None
    row = middle.selectbox("行", list(rows), format_func=rows.__getitem__, placeholder=CHOOSE)
    return CellPlace(page, row, right.selectbox("列", list(names), placeholder=CHOOSE))


def correct_cell(overview: Overview, place: CellPlace, who: str) -> None:
    """What was typed, what it should be, and why."""
    page, row, column = place
    raw = format_cell(page.raw(row, column)) or "空"
    st.caption(f"{page.address(row, column)} 原文：“{escape_markdown(raw)}”")
    with st.form("correct"):
        said = st.text_input("订正为", help="留空表示这一格当作没有填")
        why = st.text_input("理由（必填，单位看得到）", placeholder="如：6月8日电话核实")
        key = f"correct-{page.sheet.unit}-{page.address(row, column)}"
        look = {"type": "primary", "lacking": ask_for_name(who), "about": _list_seen(overview)}
        press = offer_press(st.form_submit_button, "订正", key, **look)
    if press:
        edit = review.build_correction_edit(page, row, column, said.strip() or None)
        before = (case for case in _cases(overview, page.sheet.unit) if _is_at(case, place))
        of = next((case.act.id for case in before), "")
        _correct(press, overview, page, _act(who, page, edit, why.strip(), of))


def show_corrections(overview: Overview, who: str) -> None:
    """Every correction that stands, to withdraw, or to confirm where the cell has changed."""
    found = {case.act.id: case for case in list_corrections(overview)}
    if not found:
        st.caption("还没有订正。")
        return
    st.subheader(f"订正（{len(found)}）")
    show_list("已有的订正", COLUMNS, found.values())
    chosen = st.selectbox(
        "撤回或确认哪一条",
        list(found),
        None,
        format_func=lambda id: label_correction(found[id]),
        placeholder="选一条订正",
    )
    if chosen:
        settle_correction(overview, found[chosen], who)


def list_corrections(overview: Overview) -> list[LocatedCorrection]:
    """Every correction that stands, held against the workbooks."""
    units = dict.fromkeys(act.unit for act in overview.snapshot.corrections)
    return [case for unit in units for case in _cases(overview, unit)]


def settle_correction(overview: Overview, case: LocatedCorrection, who: str) -> None:
    """Withdraw a correction, or confirm it where the cell has changed."""
    row = st.container(horizontal=True)
    act, lost = case.act, partial(_explain_loss, case.act)
    look = {"about": _list_seen(overview), "lacking": ask_for_name(who)}
    if press := offer_press(row.button, "撤回", f"withdraw-{act.id}", None, lost, **look):
        name, moment = gate.find_actor(act.unit, who)
        _keep(press, Act(moment, name, act.unit, ActKind.WITHDRAWN, act.sheet, of=act.id))
    if not case.page or case.holds:
        return
    if press := offer_press(row.button, "仍按订正", f"confirm-{act.id}", None, lost, **look):
        edit = review.build_correction_edit(case.page, case.row, case.column, case.cell)
        _correct(press, overview, case.page, _act(who, case.page, edit, act.note, act.id))


def _act(who: str, page: Page, edit: Edit, why: str, of: str) -> Act:
    unit, sheet = page.sheet.unit, page.sheet.name
    name, moment = gate.find_actor(unit, who)
    ledger = page.ledger or ""
    return Act(moment, name, unit, ActKind.CORRECTED, sheet, (edit,), why, of, ledger=ledger)


def _correct(press: Press, overview: Overview, page: Page, act: Act) -> None:
    try:
        review.check_correction(overview.campaign, page, act)
    except KjrError as error:
        presses.refuse_press(error)
    else:
        _keep(press, act)


def _keep(press: Press, act: Act) -> None:
    journal, guard = live.find_app().journal, partial(check_unseen_corrections, act, press.about)
    try:
        press.do_once(lambda: journal.append(act, guard))
    except KjrError as error:
        live.find_app().board.look_at(act.unit)
        presses.refuse_press(error)
        presses.begin_anew()
    writes.finish_write(act.unit)


def _list_seen(overview: Overview) -> frozenset[str]:
    return frozenset(act.id for act in overview.snapshot.corrections)


def _explain_loss(act: Act) -> object:
    """Who withdrew or replaced a correction, or that its cell is another now."""
    try:
        check_unseen_corrections(act._replace(of=act.id), (act.id,), live.find_app().journal.acts())
    except KjrError as error:
        return error
    return MOVED


def _cases(overview: Overview, unit: str) -> tuple[LocatedCorrection, ...]:
    acts = [act for act in overview.snapshot.corrections if act.unit == unit]
    book = overview.snapshot.books.get(unit)
    return locate_corrections(book.pages if book else (), acts)


def _is_at(case: LocatedCorrection, place: CellPlace) -> bool:
    here = case.page and (case.page.sheet.name, case.page.ledger, case.row, case.column)
    page = place.page
    return here == (page.sheet.name, page.ledger, place.row, place.column)


def _rows(page: Page) -> dict[int, str]:
    return {
        row: "　".join((f"第{row}行", *map(format_cell, islice(cells.values(), TOLD))))
        for row, cells in find_entry_rows(page, page.columns).items()
    }


def label_correction(case: LocatedCorrection) -> str:
    """A correction and how it stands, in one line; what is to be decided with all it is about."""
    told = f"{case.act.unit}「{case.act.sheet}」{case.address}「{case.column}」{_state(case)}"
    if case.holds:
        return told
    steps = {"订正时": case.was, **({"现在": case.now} if case.page else {}), "订正为": case.cell}
    said = "，".join(f"{name}“{format_cell(cell) or '空'}”" for name, cell in steps.items())
    return f"{told}：{said}（{case.act.note}）"
