"""The parts of 今日 in their places: chips, deeds, the table, and one unit beside it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from kjr.app.messages.contacts import ContactBook
from kjr.figures.overview import Overview
from kjr.figures.work.needs import WorkItem
from kjr.figures.work.sights import gather_sights
from kjr.figures.work.worklist import list_work
from kjr.ui import gate, live, presses
from kjr.ui.office.joint_events import name_clerk
from kjr.ui.office.today.chips import name_choice, name_narrowing, narrow_items
from kjr.ui.office.today.copying import tell_copied
from kjr.ui.office.today.dealing import Dealing, find_marks, tell_answers
from kjr.ui.office.today.decisions import show_decisions
from kjr.ui.office.today.deeds import offer_deeds
from kjr.ui.office.today.desk import Desk, find_desk
from kjr.ui.office.today.table.worktable import (
    NAME,
    build_work_list,
    list_work_columns,
    show_worktable,
)
from kjr.ui.office.today.unit_pane import show_unit_pane
from kjr.ui.table_copies import offer_copies

ACROSS: Final = (5, 1, 1)
"""Of the chips, and of what is chosen beside them."""
WIDTHS: Final = (5, 2)
"""Of the table, and of one unit beside it."""
TICKED: Final = "导出和打印的是选的 {} 家。"
CHOSEN: Final = "，选出的"
KEYS: Final = "键盘：J 下一家，K 上一家，X 选，Enter 打开，A 采信，R 退回。"


def show_day(overview: Overview) -> None:
    """What is to be decided, whom to deal with, and what can be done with those that are ticked."""
    above, row = st.container(), st.container(key="filters")
    chips, district, name = row.columns(ACROSS, gap="medium")
    with name:
        who = name_clerk()
    with above:
        show_decisions(overview, who)
    acts = live.find_app().journal.acts()
    items = list_work(overview, acts)
    shown = narrow_items(overview, items, chips, district)
    desk, names = find_desk(items, shown, name_choice()), tuple(item.unit for item in shown)
    chosen = desk.find_chosen(items, desk.listed if presses.is_any_waiting() else names)
    beside = next((item for item in items if item.unit == desk.at), None)
    dealing = Dealing(overview, shown, chosen, desk, who)
    left, right = st.container(key="day").columns(WIDTHS, gap="medium")
    with left:
        tell_answers(desk)
        tell_copied(desk)
        offer_deeds(dealing)
        desk.listed, desk.seen = names, gather_sights(find_marks(overview), acts)
        _show_units(overview, shown, desk)
    with right:
        show_unit_pane(dealing, beside, acts)


def _find_contacts() -> ContactBook:
    """Whom to ask in each unit, for those who may see names."""
    found = live.find_app().find_contacts()
    return found if found.by_unit and gate.sees_personal() else ContactBook()


def _show_units(overview: Overview, shown: Sequence[WorkItem], desk: Desk) -> None:
    if not shown:
        st.success("这里没有要办的单位。")
        return
    columns = list_work_columns(overview.campaign, _find_contacts())
    show_worktable(columns, shown, desk)
    ticked = [item for item in shown if item.unit in desk.ticked]
    told = TICKED.format(len(ticked)) if ticked else ""
    st.container(key="keys").caption(KEYS + told)
    make, title = partial(build_work_list, columns, ticked or shown), name_narrowing(NAME)
    offer_copies(NAME, make, papers=lambda: {title + (CHOSEN if ticked else ""): make()})
