"""历史: frozen snapshots, any two compared, any output made again from one."""

from functools import partial
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from kjr.access.rights import Deed
from kjr.documents.html.parts import render
from kjr.figures.changes import LineChange
from kjr.figures.overview import Overview
from kjr.ui import gate, live, presses, widgets
from kjr.ui.leaders import summary
from kjr.ui.presses import offer_press
from kjr.ui.table_copies import show_list
from kjr.values.wording import UNMOVED, format_change

REPLANNED: Final = (
    "冻结以后改过活动设置或名册：上面两个时刻都按现在的口径算，"
    "下面的总结按冻结那一刻的设置、名册和文字印。"
)


def offer_freeze() -> None:
    """A button that freezes what the board shows; the board also does so every day by itself."""
    if not gate.is_viewer_allowed(Deed.SAVE):
        return
    about = "记下此刻的全部数据，以后随时能对比、能重新生成总结"
    if press := offer_press(st.button, "冻结现在的数据", "freeze", help=about):
        gate.authorize_viewer(Deed.SAVE)
        number = press.do_once(live.find_app().board.past.freeze)
        presses.answer_press(partial(st.success, f"已冻结，编号 {number}"))


def show_changes(before: Overview, after: Overview) -> None:
    """What moved between the two, and the summary as it stood at the later one."""
    changes = live.compare_moments(before, after)
    st.subheader(
        f"填报台账 {format_change(changes.filled)} 家，报送总结 {format_change(changes.filed)} 家"
    )
    if changes.newly_filed:
        st.caption("新报总结：" + "、".join(changes.newly_filed))
    if moved := [each for each in changes.changes if each.delta or each.fell]:
        columns: widgets.Columns[LineChange] = {
            "指标": (240, lambda each: each.line.measure.name),
            "原来": (0, lambda each: each.old),
            "现在": (0, lambda each: each.line.done),
            "变化": (0, lambda each: format_change(each.delta) if each.delta else UNMOVED),
            "量词": (0, lambda each: each.line.measure.counter),
            "变小的单位": (400, _fallen),
        }
        show_list("变化的指标", columns, moved)
        st.html(render("screens.way", "每一行怎么变的", f"changes?{_moments()}"))
    else:
        st.info("两个时刻的数字一样。")
    if before.snapshot.is_replanned or after.snapshot.is_replanned:
        st.caption(REPLANNED)
    with st.expander("按后一个时刻重新生成总结", key="again"):
        number = after.snapshot.id
        printed = live.open_frozen_overview(number) if number else after
        summary.show_document(printed, *summary.choose_document(printed))


def _moments() -> str:
    """Both moments as an address says them."""
    return urlencode({key: st.session_state[key] for key in ("from", "to")})


def _fallen(change: LineChange) -> str:
    """Whose part became smaller, and what happened there."""
    return "、".join(f"{unit}（{fate}）" for unit, fate in change.falls.items())
